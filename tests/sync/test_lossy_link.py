"""A link that loses nearly everything for an hour: each piece that came through counts."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from patrol_tui.domain.language.errors import Unreachable
from patrol_tui.services.ports.shared import Answer, Exchange
from patrol_tui.services.syncing.photo_sync import SharedPhotos
from patrol_tui.services.syncing.photo_sync import Traffic as Counted
from patrol_tui.services.syncing.sync import run_sync
from patrol_tui.services.syncing.watch import has_failed, next_wait_s
from tests.sync.conftest import NewAddress
from tests.sync.district import Laptop, joined, new_bureau

T = TypeVar("T")
CHUNK = 16 << 10
CHUNKS, ISSUES = 12, 80
HOUR_S = 3_600


class Lossy:
    """A connection that breaks at every second question, before or after it was carried out.

    Attributes:
        put: chunks that were carried out, in the order in which they came.
    """

    def __init__(self, shared: SharedPhotos, random: Random, put: list[int]) -> None:
        self._shared, self._random, self.put = shared, random, put

    @property
    def traffic(self) -> Counted:
        return self._shared.traffic

    def _ask(self, question: Callable[[], T]) -> T:
        lost = self._random.random()
        if lost < 0.25:
            raise Unreachable("The question was lost.")
        answer = question()
        if lost < 0.5:
            raise Unreachable("The answer was lost.")
        return answer

    def exchange(self, flight: Exchange) -> Answer:
        return self._ask(lambda: self._shared.exchange(flight))

    def share(self, subject: bytes, home: bytes, target: bytes) -> None:
        self._ask(lambda: self._shared.share(subject, home, target))

    def blob_missing(self, station: bytes, blob: bytes, size_bytes: int) -> tuple[int, ...]:
        return self._ask(lambda: self._shared.blob_missing(station, blob, size_bytes))

    def put_chunk(self, station: bytes, blob: bytes, index: int, data: bytes) -> None:
        def keep() -> None:
            self._shared.put_chunk(station, blob, index, data)
            self.put.append(index)

        self._ask(keep)

    def blob_size(self, station: bytes, blob: bytes) -> int | None:
        return self._ask(lambda: self._shared.blob_size(station, blob))

    def get_chunk(self, station: bytes, blob: bytes, index: int) -> bytes | None:
        return self._ask(lambda: self._shared.get_chunk(station, blob, index))

    def close(self) -> None:
        self._shared.close()


def through(laptop: Laptop, random: Random, put: list[int]) -> tuple[float, list[int]]:
    """Sync again and again until all is there.

    Returns:
        How long that took, waits between the tries alone, and what was pending after each.
    """
    took_s, failures, pending = 0.0, 0, list[int]()
    while True:
        result = run_sync(
            laptop.ledger,
            laptop.blobs,
            lambda: Lossy(laptop.connect(), random, put),
            laptop.clock,
            lambda _: None,
            lambda: False,
        )
        pending.append(result.pending + result.photos_pending)
        if result.state == "complete":
            return took_s, pending
        failures = failures + 1 if has_failed(result) else 0
        took_s += next_wait_s(failures, random.random, is_cut=result.is_cut)


@pytest.mark.fault(4, 6)
def test_nothing_starts_from_zero_and_all_is_there_within_the_hour(
    new_address: NewAddress, tmp_path: Path
) -> None:
    bureau = new_bureau(tmp_path / "bureau", new_address())
    author = joined(tmp_path / "author", bureau)
    for number in range(ISSUES):
        issue = author.record(f"gate {number}")
    author.photograph(issue, bytes(range(256)) * (CHUNKS * 64))
    random, put = Random(6), list[int]()  # noqa: S311 - a seed to be replayed
    took_s, pending = through(author, random, put)
    assert took_s < HOUR_S
    assert pending == sorted(pending, reverse=True)  # what is confirmed stays confirmed
    assert sorted(put) == list(range(CHUNKS))  # no chunk that had come was sent again
    assert bureau.sync().state == "complete"
    assert bureau.ledger.digest() == author.ledger.digest()
