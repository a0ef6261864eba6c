"""Which URLs are taken, and which would let others listen or pose as the server."""

from pathlib import Path

import pytest

from patrol_tui.domain.language.errors import Usage
from patrol_tui.sync.reaching.address import FileAddress, ServerAddress, read_address


def server(url: str) -> ServerAddress:
    """Return the address of a server."""
    address = read_address(url)
    assert isinstance(address, ServerAddress)
    return address


def test_a_file_is_named_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    absolute = read_address(f" sqlite:///{tmp_path}/日 志.db ")
    assert absolute == FileAddress(tmp_path / "日 志.db")
    assert absolute.url == absolute.shown == f"sqlite:///{tmp_path}/日 志.db"
    assert read_address("sqlite:///shared.db") == FileAddress(tmp_path / "shared.db")
    assert read_address(absolute.url) == absolute


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///~nobody_of_this_name/shared.db",
        "",
        "shared.db",
        "mysql://h/d",
        "sqlite://shared.db",
        "sqlite:///",
        "sqlite:////srv/",
        "sqlite:///C:\\folder\\",
        "postgresql://h:port:9/d",
        "postgresql://127.0.0.1/d?nonsense=1",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Usage):
        read_address(url)


def test_a_refused_address_does_not_show_its_password() -> None:
    with pytest.raises(Usage) as raised:
        read_address("mysql://me:geheim@h/d")
    assert "geheim" not in str(raised.value)
    with pytest.raises(Usage) as raised:
        read_address("postgresql://me:geheim@h/d?nonsense=1")
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://h/d",
        "postgresql://h/d?sslmode=require",
        "postgresql://h/d?sslmode=verify-ca",
        "postgresql://127.0.0.1,h/d",
        "postgresql://localhost/d?hostaddr=10.0.0.1",
        "postgresql:///d?service=bureau",
        "postgresql://10.0.0.1/d",
        "postgres://h/d",
    ],
)
def test_a_network_without_full_verification_is_refused(url: str) -> None:
    with pytest.raises(Usage, match="verify-full"):
        read_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://h/d?sslmode=verify-full",
        "postgresql://127.0.0.1/d",
        "postgresql://127.9.9.9:5433/d",
        "postgresql://[::1]/d",
        "postgresql://localhost/d",
        "postgresql:///d",
        "postgresql:///d?host=/tmp",
        "postgresql://%2Ftmp/d",
    ],
)
def test_this_machine_and_a_verified_server_are_taken(url: str) -> None:
    assert server(url).url == url


def test_the_environment_cannot_lead_elsewhere() -> None:
    parameters = server("postgresql:///d").parameters
    assert (parameters["host"], parameters["hostaddr"]) == ("", "")
    assert parameters["sslmode"] == "prefer"
    assert parameters["gssencmode"] == "disable"


@pytest.mark.parametrize(
    ("given", "taken"), [("", "10"), ("?connect_timeout=5", "5"), ("?connect_timeout=99", "15")]
)
def test_nobody_waits_longer_than_fifteen_seconds(given: str, taken: str) -> None:
    assert server(f"postgresql://localhost/d{given}").parameters["connect_timeout"] == taken


def test_a_shown_address_has_no_password() -> None:
    assert server("postgresql://me:geheim@localhost/d").shown == "postgresql://localhost/d"
    assert server("postgresql:///d?hostaddr=127.0.0.1").shown == "postgresql://127.0.0.1/d"
