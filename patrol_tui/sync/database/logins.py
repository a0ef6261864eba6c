"""Laptops' own logins at a PostgreSQL server: made, shut, and told as a URL."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import quote, urlencode

from psycopg import Connection, sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import InsufficientPrivilege

from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.sync.reaching.address import ServerAddress
from patrol_tui.sync.reaching.tls import quick_start

_PASSWORD_BYTES = 24
# What is the bureau's own, or set anew by whoever connects.
_NOT_HANDED_ON = {"user", "password", "passfile", "sslcert", "sslkey", "sslpassword", "options"}
_IN_FRONT = {"host", "port", "dbname"}
# Whoever has a login to give may shut it, and end what it has open.
_GRANTS = ("GRANT patrol_laptop TO {}", "GRANT {} TO patrol_bureau")
# What the program asks for by itself, laid down for whatever else comes with a laptop's login.
_LIMITS = {
    "statement_timeout": "60s",
    "lock_timeout": "3s",
    "idle_in_transaction_session_timeout": "15s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
_BUREAU_GRANTS = (
    "ALTER ROLE {} CREATEROLE",
    "GRANT patrol_bureau, patrol_laptop TO {} WITH ADMIN OPTION",
)


def login_of(device: bytes) -> str:
    """Return the name of a laptop's login."""
    return f"patrol_{device.hex()}"


def admit(
    connection: Connection, device: bytes, stations: Sequence[bytes], *, is_bureau: bool
) -> tuple[str, str]:
    """Make a laptop's login, or give it a new password, and return both."""
    login, password = login_of(device), secrets.token_urlsafe(_PASSWORD_BYTES)
    # hashed here, so that no log of the server ever shows it
    with quick_start():  # this may be what makes the library read its settings
        hashed = connection.pgconn.encrypt_password(
            password.encode(), login.encode(), b"scram-sha-256"
        )
    name = sql.Identifier(login)
    with connection.transaction():
        verb = sql.SQL("ALTER" if _is_there(connection, login) else "CREATE")
        secret = sql.Literal(hashed.decode())
        connection.execute(
            sql.SQL("{} ROLE {} LOGIN PASSWORD {} CONNECTION LIMIT 8").format(verb, name, secret)
        )
        for grant in _BUREAU_GRANTS if is_bureau else _GRANTS:
            connection.execute(sql.SQL(grant).format(name))
        if not is_bureau:
            _limit(connection, login)
        wanted = sorted({DISTRICT, *stations})
        connection.execute("SELECT patrol.give_access(%s, %s, %s)", (login, device, wanted))
    return login, password


def limit_all(connection: Connection) -> None:
    """Lay the limits down for laptops' logins that an earlier version made."""
    found = connection.execute(
        "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
        " WHERE m.roleid = 'patrol_laptop'::regrole AND r.rolname LIKE 'patrol\\_%'"
        " AND NOT pg_has_role(r.oid, 'patrol_bureau', 'MEMBER') AND r.rolconfig IS NULL"
    )
    for (login,) in found.fetchall():
        with suppress(InsufficientPrivilege):  # another of the bureau's made it
            _limit(connection, login)


def _limit(connection: Connection, login: str) -> None:
    for setting, value in _LIMITS.items():
        connection.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(
                sql.Identifier(login), sql.Identifier(setting), sql.Literal(value)
            )
        )


def shut_out(connection: Connection, device: bytes) -> None:
    """Let a laptop's login in no more, and end its connections."""
    login = login_of(device)
    # first what suffices: a login that another of the bureau's made may not be altered by this one
    connection.execute("SELECT patrol.take_access(%s)", (device,))
    with suppress(InsufficientPrivilege):
        if _is_there(connection, login):
            connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(login)))
    ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s"
    connection.execute(ends, (login,))


def _is_there(connection: Connection, login: str) -> bool:
    found = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (login,))
    return found.fetchone() is not None


def url_for(address: ServerAddress, login: str, password: str) -> str:
    """Return the address of the same database for another login."""
    given = {name: str(value) for name, value in conninfo_to_dict(address.url).items()}
    host, port = given.get("host", ""), given.get("port", "")
    is_plain = host != "" and not set(host) & set(",/@:")
    place = f"{host}:{port}" if is_plain and port else host if is_plain else ""
    rest = {
        name: value
        for name, value in given.items()
        if name not in _NOT_HANDED_ON and not (name in _IN_FRONT and (is_plain or name == "dbname"))
    }
    query = f"?{urlencode(rest, quote_via=quote)}" if rest else ""
    database = quote(given.get("dbname", ""), safe="")
    return f"postgresql://{login}:{quote(password, safe='')}@{place}/{database}{query}"
