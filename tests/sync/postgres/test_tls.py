"""Over a network a server proves who it is, and so does a laptop."""

from collections.abc import Iterator

import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import PatrolError, Refused, Unreachable, Usage
from patrol_tui.sync.database.logins import login_of
from patrol_tui.sync.flights.shared import open_shared
from patrol_tui.sync.reaching.address import ServerAddress, read_address
from patrol_tui.sync.setup import set_up
from tests.sync.conftest import MARKS
from tests.sync.pen import AT_US, BINHU, Pen, thing
from tests.sync.postgres.tls_server import TlsServer, authority, certificate, tls_server
from tests.sync.proxy import Proxy
from tests.sync.server import socket_of

pytestmark = [pytest.mark.postgres, pytest.mark.debian("postgres", "openssl")]

PEN = Pen("a")
LOGIN = login_of(PEN.header.device)
CLOCK = FixedClock(AT_US)
SAYS_HELLO_BYTES, CERTIFIED_BYTES = 500, 1_600
"""More than a client says before it knows the server, and before it has checked its name."""


@pytest.fixture(scope="module")
def server() -> Iterator[TlsServer]:
    """Return a server with the district's database, and a laptop that has a certificate."""
    with tls_server() as running:
        set_up(read_address(running.local), MARKS, CLOCK)
        bureau = open_shared(read_address(running.local), MARKS.root_key, b"D" * 16, CLOCK)
        bureau.admit(PEN.header.device, (BINHU,))
        bureau.close()
        certificate(running.folder, LOGIN, "office", LOGIN)
        yield running


def test_five_round_trips_bring_a_sync_from_nothing(server: TlsServer) -> None:
    pen = Pen("a")
    pen.write(thing("lane"), "blocked")
    with Proxy(server.port) as proxy:
        link = open_shared(
            read_address(server.url(proxy.port, LOGIN)), MARKS.root_key, pen.header.device, CLOCK
        )
        pen.take(link.exchange(pen.flight(pen.wire())).segments)
        # and one to open the connection, which no byte of ours is in
        assert proxy.turns + 1 <= 5
        link.close()
    assert len(pen.receipts()) == 1


@pytest.mark.fault(9)
def test_a_server_of_another_name_is_told_nothing(server: TlsServer) -> None:
    with Proxy(server.port) as proxy:
        url = server.url(proxy.port, LOGIN, host="other.example")
        with pytest.raises(Unreachable, match="does not match"):
            open_shared(read_address(url), MARKS.root_key, PEN.header.device, CLOCK)
        # the certificate alone, by which nobody else can come in
        assert proxy.sent < CERTIFIED_BYTES


@pytest.mark.fault(9)
def test_a_server_that_another_authority_vouches_for_is_told_nothing(server: TlsServer) -> None:
    authority(server.folder, "stranger")
    with Proxy(server.port) as proxy:
        url = server.url(proxy.port, LOGIN, sslrootcert=str(server.folder / "stranger.crt"))
        with pytest.raises(Unreachable, match="certificate verify failed"):
            open_shared(read_address(url), MARKS.root_key, PEN.header.device, CLOCK)
        assert proxy.sent < SAYS_HELLO_BYTES


@pytest.mark.fault(9)
def test_a_link_without_tls_is_told_nothing(server: TlsServer) -> None:
    # a server's Unix socket answers that it has no TLS, as whoever strips it would
    with Proxy(socket_of(server.local)) as proxy:
        url = server.url(proxy.port, LOGIN)
        with pytest.raises(Unreachable, match="SSL"):
            open_shared(read_address(url), MARKS.root_key, PEN.header.device, CLOCK)
        assert proxy.sent == 8
    with pytest.raises(Usage, match="verify-full"):
        read_address(f"postgresql://{LOGIN}@patrol.example/postgres?sslmode=require")


@pytest.mark.fault(9)
@pytest.mark.parametrize(("signed_by", "raised"), [("impostor", PatrolError), ("office", Refused)])
def test_a_laptop_with_the_wrong_certificate_is_not_let_in(
    server: TlsServer, signed_by: str, raised: type[PatrolError]
) -> None:
    if signed_by == "impostor":
        authority(server.folder, "impostor")
    subject = LOGIN if signed_by == "impostor" else "patrol_somebody_else"
    certificate(server.folder, "wrong", signed_by, subject)
    cert, key = (str(server.folder / f"wrong.{end}") for end in ("crt", "key"))
    url = server.url(server.port, LOGIN, sslcert=cert, sslkey=key)
    with pytest.raises(raised):
        open_shared(read_address(url), MARKS.root_key, PEN.header.device, CLOCK)


def test_the_settings_are_read_by_nobody_else(server: TlsServer) -> None:
    import os

    address = read_address(server.url(server.port, LOGIN))
    assert isinstance(address, ServerAddress)
    open_shared(address, MARKS.root_key, PEN.header.device, CLOCK).close()
    assert "OPENSSL_CONF" not in os.environ
