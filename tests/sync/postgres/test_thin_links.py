"""On a link that breaks again and again each flight is as small as what comes through."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from patrol_tui.services.syncing.watch import has_failed, next_wait_s
from patrol_tui.sync.reaching.address import ServerAddress
from patrol_tui.sync.reaching.kept import KeptLink
from patrol_tui.sync.runner import Runner
from tests.sync.district import Laptop, enrolled, from_bundle, joined, new_bureau
from tests.sync.proxy import Carries, Proxy
from tests.sync.server import socket_of
from tests.sync.thin_links import of_few_bytes, that_lose_questions

pytestmark = pytest.mark.postgres

ISSUES, HOUR_S = 80, 3_600
MOST_TRIES = 400
ROUND_TRIP_S, BYTES_PER_S = 0.3, 8_000
FEW = of_few_bytes(Random(6), 2_500, 6_000)  # noqa: S311 - a seed to be replayed
LOSSY = that_lose_questions(Random(6), 0.9)  # noqa: S311 - a seed to be replayed


def until_all_is_there(laptop: Laptop) -> float:
    """Sync again and again, as `sync --watch` does.

    Returns:
        How long that took, waits alone; nothing that was reached is lost again.
    """
    random = Random(7)  # noqa: S311 - a seed to be replayed
    took_s, failures = 0.0, 0
    for _ in range(MOST_TRIES):
        before = laptop.ledger.counts()
        result = laptop.sync()
        after = laptop.ledger.counts()
        assert (after.unsent, before.entries) <= (before.unsent, after.entries)
        if result.state == "complete":
            return took_s
        failures = failures + 1 if has_failed(result) else 0
        took_s += next_wait_s(failures, random.random, is_cut=result.is_cut)
    raise AssertionError(laptop.results[-1])


@pytest.mark.fault(6)
@pytest.mark.parametrize(("links", "hours"), [(FEW, 1), (LOSSY, 2)], ids=["few KiB", "90 % lost"])
def test_a_link_that_keeps_breaking_brings_all_in_small_flights(
    empty: ServerAddress, tmp_path: Path, links: Callable[[], Carries], hours: int
) -> None:
    bureau = new_bureau(tmp_path / "bureau", empty)
    author = joined(tmp_path / "author", bureau)
    reader = from_bundle(tmp_path / "reader", bureau, enrolled(bureau))
    reader.sync()
    for number in range(ISSUES):
        author.record(f"gate {number}")
    with Proxy(socket_of(empty.url)) as proxy:
        proxy.new_link = links
        way = {"host": "127.0.0.1", "port": str(proxy.port), "sslmode": "disable"}
        author.address = ServerAddress(empty.url, {**empty.parameters, **way})
        sent_s = until_all_is_there(author)
        assert sent_s < hours * HOUR_S
        # what was sealed as one push comes in parts
        rest = [bureau.record(f"lane {number}") for number in range(ISSUES)]
        bureau.sync()
        reader.address = author.address
        fetched_s = until_all_is_there(reader)
        assert fetched_s < hours * HOUR_S
        assert reader.ledger.state(rest[-1]) is not None
        proxy.new_link = lambda: lambda _is_up, size: size
        for _ in range(5):
            author.sync()
        before = proxy.turns
        for number in range(ISSUES):
            author.record(f"yard {number}")
        author.sync()
        assert author.ledger.counts().unsent == 0
        assert proxy.turns - before <= 2  # to connect, and one flight of full size
    reader.address = bureau.address
    assert reader.sync().state == bureau.sync().state == "complete"
    assert reader.ledger.counts().quarantined == 0
    assert reader.ledger.digest() == bureau.ledger.digest() == author.ledger.digest()


def model_s(proxy: Proxy) -> float:
    """Return what all since the last reset takes where an answer needs 300 ms, at 64 kbit/s."""
    return proxy.turns * ROUND_TRIP_S + (proxy.sent + proxy.received) / BYTES_PER_S


def test_a_thin_link_that_is_far_away_is_asked_once_and_told_little(
    empty: ServerAddress, tmp_path: Path
) -> None:
    bureau, kept = new_bureau(tmp_path / "bureau", empty), KeptLink()
    with Proxy(socket_of(empty.url)) as proxy:
        name = empty.parameters["dbname"]
        url = f"postgresql://postgres@127.0.0.1:{proxy.port}/{name}?sslmode=disable"
        root_key = bureau.identity.root_key
        sync = Runner(
            bureau.folder, "sync", bureau.ledger, bureau.blobs, root_key, url, bureau.clock, kept
        )
        for entries, most_turns, most_s in ((20, 4, 1.5), (20, 1, 0.7), (200, 1, 3.0)):
            for number in range(entries):
                bureau.record(f"占道经营 {number}")
            proxy.reset()
            result = sync(lambda _: None, lambda: False)
            assert (result.state, result.receipts) == ("complete", entries)
            # what opens the connection itself is one turn more, which no byte of ours is in
            assert proxy.turns <= most_turns
            assert model_s(proxy) <= most_s
        kept.close()
    bureau.close()
