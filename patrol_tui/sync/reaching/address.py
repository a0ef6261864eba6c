"""Where a shared database is: what a URL says, and whether it is safe to go there."""

from ipaddress import ip_address
from pathlib import Path

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.domain.values import dataclass

UNKNOWN_FORM = N_(
    "{url} is no address of a shared database. Write sqlite:///FILE or postgresql://NAME@HOST/DATABASE."
)
NO_FILE_NAMED = N_("The address {url} names no file. Write sqlite:///FILE.")
UNREADABLE_ADDRESS = N_("The address {url} cannot be read: {detail}")
NOT_VERIFIED = N_(
    "{host} is reached over a network, so the address needs sslmode=verify-full: anything less "
    "lets others pose as the server. Add ?sslmode=verify-full to it."
)

_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgres://")
_LONGEST_CONNECT_S = 15
_USUAL_CONNECT_S = 10
_SESSION = (
    "-c search_path=patrol -c lock_timeout=3s -c idle_in_transaction_session_timeout=15s"
    " -c statement_timeout=60s"
)


@dataclass(frozen=True, slots=True)
class FileAddress:
    """A SQLite file.

    Attributes:
        path: absolute path of the file.
    """

    path: Path

    @property
    def url(self) -> str:
        """Return the address as the settings keep it."""
        return f"{_SQLITE}{self.path}"

    @property
    def shown(self) -> str:
        """Return the address as people may see it."""
        return self.url


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A PostgreSQL database.

    Attributes:
        url: the address as the settings keep it, perhaps with a password.
        parameters: what libpq is given.
    """

    url: str
    parameters: dict[str, str]

    @property
    def shown(self) -> str:
        """Return the address as people may see it, without a password."""
        host = self.parameters["host"] or self.parameters["hostaddr"]
        return f"postgresql://{host}/{self.parameters.get('dbname', '')}"


Address = FileAddress | ServerAddress


def read_address(text: str) -> Address:
    """Return what the URL of a shared database says; nothing is opened.

    Raises:
        Usage: it is none, or leads over a network without `sslmode=verify-full`.
    """
    url = text.strip()
    if url.startswith(_SQLITE):
        return _file(url)
    if url.startswith(_POSTGRES):
        return _server(url)
    raise Usage(UNKNOWN_FORM, url=_without_password(url))


def _file(url: str) -> FileAddress:
    name = url.removeprefix(_SQLITE)
    if not name or name.endswith(("/", "\\")):
        raise Usage(NO_FILE_NAMED, url=url)
    try:
        return FileAddress(Path(name).expanduser().absolute())
    except RuntimeError as error:  # the home of a user who is not known here
        raise Usage(NO_FILE_NAMED, url=url) from error


def _server(url: str) -> ServerAddress:
    try:
        given = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise Usage(UNREADABLE_ADDRESS, url=_without_password(url), detail=str(error)) from error
    parameters = {name: str(value) for name, value in given.items() if value is not None}
    # named even where empty: the environment must not lead anywhere else
    hosts = parameters.setdefault("host", "")
    addresses = parameters.setdefault("hostaddr", "")
    sslmode = parameters.setdefault("sslmode", "prefer")
    if sslmode != "verify-full" and not _stays_here(hosts, addresses, parameters):
        raise Usage(NOT_VERIFIED, host=hosts or addresses or parameters.get("service", ""))
    wait_s = parameters.get("connect_timeout", "")
    wished_s = int(wait_s) if wait_s.isdecimal() and int(wait_s) > 0 else _USUAL_CONNECT_S
    fixed = {
        "connect_timeout": str(min(max(wished_s, 2), _LONGEST_CONNECT_S)),
        "gssencmode": "disable",
        "keepalives": "1",
        "keepalives_idle": "5",
        "keepalives_interval": "3",
        "keepalives_count": "3",
        "tcp_user_timeout": "15000",
        "application_name": "patrol-tui",
        "options": f"{parameters.get('options', '')} {_SESSION}".strip(),
    }
    return ServerAddress(url, parameters | fixed)


def _stays_here(hosts: str, addresses: str, parameters: dict[str, str]) -> bool:
    if "service" in parameters:
        return False
    if addresses:
        return all(_is_loopback(address) for address in addresses.split(","))
    return all(_is_socket(host) or _is_loopback(host) for host in hosts.split(","))


def _is_socket(host: str) -> bool:
    return not host or host.startswith(("/", "@"))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    scheme, slashes, login = head.partition("://")
    if not at or ":" not in login:
        return url
    return f"{scheme}{slashes}{login.partition(':')[0]}:***@{tail}"
