"""I5 on a real server: the link cut at every byte of a push and of a pull, and then again.

The usual run cuts at some bytes, `-m long` at each.
"""

from collections.abc import Iterable

import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import Unreachable
from patrol_tui.sync.flights.shared import Shared, open_shared
from patrol_tui.sync.reaching.address import ServerAddress
from tests.sync.conftest import MARKS
from tests.sync.pen import AT_US, BINHU, NOWHERE, Pen, thing
from tests.sync.proxy import Proxy

pytestmark = pytest.mark.postgres

Ways = tuple[ServerAddress, ServerAddress, Proxy]
SOME = 12


def opened(address: ServerAddress) -> Shared:
    """Open the shared database."""
    return open_shared(address, MARKS.root_key, b"D" * 16, FixedClock(AT_US))


def written(name: str) -> Pen:
    """Return a laptop that wrote three entries."""
    pen = Pen(name)
    last = pen.write(thing(name), "0")
    for number in (1, 2):
        last = pen.write(thing(name), str(number), last)
    return pen


def cut_pushes(ways: Ways, places: Iterable[int]) -> int:
    """Cut pushes after so many bytes, repeat each, and return how many of them broke."""
    straight, by_link, proxy = ways
    reader, broken = Pen("reader"), 0
    again = opened(straight)
    for after in places:
        pen = written(f"cut after {after}")
        link = opened(by_link)
        proxy.reset(cut_sent=after)
        try:
            link.exchange(pen.flight(pen.wire()))
        except Unreachable:
            broken += 1
        link.close()
        proxy.reset()
        assert again.exchange(pen.flight(pen.wire())).refusal is None
        reader.take(again.exchange(reader.flight()).segments)
        assert {entry.hash for entry in pen.written} <= set(reader.got)
    again.close()
    assert reader.at[BINHU].n == len(reader.got)
    return broken


def cut_pulls(ways: Ways, places: Iterable[int]) -> int:
    """Cut pulls after so many bytes, repeat each, and return how many of them broke."""
    straight, by_link, proxy = ways
    pen, broken = written("pen"), 0
    again = opened(straight)
    again.exchange(pen.flight(pen.wire()))
    for after in places:
        reader = Pen("reader")
        link = opened(by_link)
        proxy.reset(cut_received=after)
        try:
            reader.take(link.exchange(reader.flight()).segments)
        except Unreachable:
            assert reader.at == {}
            broken += 1
        link.close()
        proxy.reset()
        reader.take(again.exchange(reader.flight()).segments)
        assert set(reader.got) >= {entry.hash for entry in pen.written}
    again.close()
    return broken


def lengths(ways: Ways) -> tuple[int, int]:
    """Return how many bytes a push sends, and how many a pull brings."""
    _, by_link, proxy = ways
    pen, reader = written("whole"), Pen("reader")
    link = opened(by_link)
    proxy.reset()
    link.exchange(pen.flight(pen.wire()))
    sent = proxy.sent
    proxy.reset()
    reader.at = {BINHU: NOWHERE}
    link.exchange(reader.flight())
    received = proxy.received
    link.close()
    return sent, received


@pytest.mark.invariant("I5")
@pytest.mark.fault(1)
def test_a_push_cut_at_some_bytes_is_whole_once_it_is_repeated(proxied: Ways) -> None:
    sent, _ = lengths(proxied)
    assert cut_pushes(proxied, range(0, sent, sent // SOME)) > SOME // 2


@pytest.mark.invariant("I5")
@pytest.mark.fault(3)
def test_a_pull_cut_at_some_bytes_takes_nothing_and_then_all(proxied: Ways) -> None:
    _, received = lengths(proxied)
    assert cut_pulls(proxied, range(0, received, received // SOME)) > SOME // 2


@pytest.mark.long
@pytest.mark.fault(1)
def test_a_push_cut_at_every_byte_is_whole_once_it_is_repeated(proxied: Ways) -> None:
    sent, _ = lengths(proxied)
    assert cut_pushes(proxied, range(sent + 1)) >= sent - 5


@pytest.mark.long
@pytest.mark.fault(3)
def test_a_pull_cut_at_every_byte_takes_nothing_and_then_all(proxied: Ways) -> None:
    _, received = lengths(proxied)
    assert cut_pulls(proxied, range(received + 1)) >= received - 5
