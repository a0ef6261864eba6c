"""The bureau's side of the shared database, told once for both databases."""

import hashlib

import psycopg
import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import Refused, Unreachable
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.sync.database.logins import login_of, url_for
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import Address, FileAddress, ServerAddress, read_address
from tests.sync.conftest import MARKS
from tests.sync.pen import AT_US, BINHU, NANHU, Pen, thing

LANE = thing("fire lane")
PHOTO = bytes(range(256)) * 100
NAME = hashlib.sha256(PHOTO).digest()
CHUNK = 16 << 10


def admitted(shared: Shared, pen: Pen, *, is_bureau: bool = False) -> Shared:
    """Open the shared database by a laptop's own access."""
    url = shared.admit(pen.header.device, (pen.station,), is_bureau=is_bureau)
    clock = FixedClock(AT_US)
    return open_shared(read_address(url), MARKS.root_key, pen.header.device, clock)


def test_a_laptop_syncs_by_its_own_access(shared: Shared) -> None:
    pen, reader = Pen("a"), Pen("b")
    link, other = admitted(shared, pen), admitted(shared, reader)
    pen.write(LANE, "blocked")
    pen.take(link.exchange(pen.flight(pen.wire())).segments)
    assert len(pen.receipts()) == 1
    reader.take(other.exchange(reader.flight()).segments)
    assert list(reader.got.values()) == pen.written
    link.close()
    other.close()


def test_a_laptop_admitted_again_goes_on(shared: Shared) -> None:
    pen = Pen("a")
    admitted(shared, pen).close()
    again = admitted(shared, pen)
    pen.write(LANE, "blocked")
    assert again.exchange(pen.flight(pen.wire())).refusal is None
    again.close()


@pytest.mark.fault(29)
def test_what_a_laptop_pushes_that_was_shut_out_is_denied(shared: Shared) -> None:
    """What has a receipt stays, what comes later is refused."""
    pen = Pen("a")
    pen.write(LANE, "blocked")
    shared.exchange(pen.flight(pen.wire()))
    shared.shut_out(pen.header.device)
    shared.shut_out(pen.header.device)
    pen.write(LANE, "later")
    answer = shared.exchange(pen.flight(pen.wire(2)))
    assert answer.refusal == "denied"
    reader = Pen("b")
    reader.take(shared.exchange(reader.flight()).segments)
    assert list(reader.got.values()) == pen.written[:1]


@pytest.mark.fault(29)
def test_a_laptop_that_is_shut_out_gets_no_further(address: Address, shared: Shared) -> None:
    pen = Pen("a")
    url = shared.admit(pen.header.device, (BINHU,))
    clock = FixedClock(AT_US)
    link = open_shared(read_address(url), MARKS.root_key, pen.header.device, clock)
    shared.shut_out(pen.header.device)
    pen.write(LANE, "blocked")
    if isinstance(address, FileAddress):
        assert link.exchange(pen.flight(pen.wire())).refusal == "denied"
    else:
        with pytest.raises(Unreachable):
            link.exchange(pen.flight(pen.wire()))
        with pytest.raises(Refused, match="not permitted"):
            open_shared(read_address(url), MARKS.root_key, pen.header.device, clock)
    link.close()


def test_an_expunged_entry_keeps_its_place_and_says_nothing(shared: Shared) -> None:
    pen, reader, guest = Pen("a"), Pen("b"), Pen("c", NANHU)
    first = pen.write(LANE, "a resident's name")
    pen.write(LANE, "stays", first)
    shared.exchange(pen.flight(pen.wire()))
    shared.share(LANE, BINHU, NANHU)
    shared.expunge((first.hash,), ())
    shared.expunge((first.hash, bytes(32)), ())
    for one in (reader, guest):
        one.take(shared.exchange(one.flight()).segments)
        assert one.got == {
            first.hash: first._replace(payload=None),
            pen.written[1].hash: pen.written[1],
        }


def test_an_expunged_photo_is_gone_and_wanted_no_more(shared: Shared) -> None:
    for station in (BINHU, NANHU):
        pen = Pen("a", station)
        pen.write(LANE, "blocked")
        shared.exchange(pen.flight(pen.wire()))
        for index in shared.blob_missing(station, NAME, len(PHOTO)):
            shared.put_chunk(station, NAME, index, PHOTO[index * CHUNK : (index + 1) * CHUNK])
        assert shared.blob_missing(station, NAME, len(PHOTO)) == ()
    shared.expunge((), (NAME, bytes(32)))
    for station in (BINHU, NANHU):
        assert shared.blob_size(station, NAME) is None
        assert shared.get_chunk(station, NAME, 0) is None
        assert shared.blob_missing(station, NAME, len(PHOTO)) == ()
        shared.put_chunk(station, NAME, 0, PHOTO[:CHUNK])
        assert shared.get_chunk(station, NAME, 0) is None


@pytest.mark.postgres
def test_only_the_bureau_lets_in_shuts_out_and_expunges(empty: ServerAddress) -> None:
    from patrol_tui.sync.setup import set_up

    set_up(empty, MARKS, FixedClock(AT_US))
    bureau = open_shared(empty, MARKS.root_key, b"D" * 16, FixedClock(AT_US))
    chief, pen = Pen("chief"), Pen("a")
    link = admitted(bureau, pen)
    for work in (
        lambda: link.admit(b"N" * 16, (DISTRICT,)),
        lambda: link.admit(pen.header.device, (NANHU,)),
        lambda: link.shut_out(b"N" * 16),
        lambda: link.expunge((bytes(32),), ()),
    ):
        with pytest.raises(Refused, match="does not let"):
            work()
    link.close()
    second = admitted(bureau, chief, is_bureau=True)
    third = admitted(second, Pen("late"))
    third.close()
    second.shut_out(Pen("late").header.device)
    second.close()
    with psycopg.connect(empty.url) as connection:
        wanted = (login_of(Pen("late").header.device),)
        row = connection.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = %s", wanted)
        assert row.fetchone() == (False,)
    bureau.close()


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("postgresql://chief:old@localhost/d", "postgresql://x:n%2Fw@localhost/d"),
        (
            "postgresql://localhost:5433/d?sslmode=verify-full&sslcert=mine.crt&user=chief",
            "postgresql://x:n%2Fw@localhost:5433/d?sslmode=verify-full",
        ),
        (
            "postgresql:///d?host=/run/pg&port=5433",
            "postgresql://x:n%2Fw@/d?host=%2Frun%2Fpg&port=5433",
        ),
        ("postgresql://[::1]/d", "postgresql://x:n%2Fw@/d?host=%3A%3A1"),
    ],
)
def test_a_laptops_url_names_the_same_database(given: str, wanted: str) -> None:
    address = read_address(given)
    assert isinstance(address, ServerAddress)
    assert url_for(address, "x", "n/w") == wanted
    made = read_address(wanted)
    assert isinstance(made, ServerAddress)
    assert made.parameters["password"] == "n/w"
