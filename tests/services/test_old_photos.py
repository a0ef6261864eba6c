"""Originals of old photos leave the laptop, and come back when somebody needs them."""

import json
from collections.abc import Iterable, Mapping

import pytest

from patrol_tui.clock import FixedClock
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.subject import CREATED, MOVED
from patrol_tui.domain.language.errors import NotFound
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.photos import old_photos
from patrol_tui.services.photos.old_photos import DAY_US, NEEDED_DAYS, OldPhotos, RecalledPhotos
from patrol_tui.services.ports.bracket import Bracket
from patrol_tui.services.ports.ports import PhotoNeed
from patrol_tui.services.syncing.photo_sync import PhotoMarks
from patrol_tui.services.syncing.sync import run_sync
from tests.services.syncing import CHUNK_BYTES, Box, ScriptedShared, SyncedLedger, needs

BEGUN_US = 1_764_000_000_000_000
KEEP_DAYS = 180
LATER_US = BEGUN_US + 200 * DAY_US
LANE, OTHER = name_id("thing", "lane"), name_id("thing", "other")
LARGE, SMALL = b"L" * (CHUNK_BYTES + 1), b"s" * 900


class Receipts(SyncedLedger):
    """A ledger whose entries the shared one took at a time that the test sets."""

    taken_us: int | None = BEGUN_US

    def brackets(self, entries: Iterable[Entry]) -> Mapping[bytes, Bracket]:
        """Return when the shared ledger took entries."""
        return {entry.hash: Bracket(None, self.taken_us) for entry in entries}

    def photos_named(self) -> Iterable[PhotoNeed]:
        """Return the photos in the order of their names, as a ledger does."""
        return sorted(self.named, key=lambda need: (need.blob, need.subject))


class Shelf(Box):
    """Photos in memory that can be looked at."""

    def get(self, name: bytes) -> bytes:
        """Return a photo."""
        if name not in self.whole:
            raise NotFound("no photo")
        return self.whole[name]

    def thumbnail(self, name: bytes) -> bytes | None:
        """Return a beginning."""
        return self.whole.get(name, b"")[:1] or None

    def put(self, content: bytes, _type: str, _thumbnail: bytes | None = None) -> bytes:
        """Keep a photo."""
        name = name_id("photo", str(len(content)))
        self.whole[name] = content
        return name


class Case:
    """An issue with a photo: closed, sent, confirmed, and old."""

    def __init__(self) -> None:
        self.ledger, self.box = Receipts(), Shelf(LARGE, SMALL)
        self.large, self.small = self.box.whole
        self.marks = PhotoMarks(self.ledger)
        self.marks.confirm(self.large)
        self.write(LANE, [self.large])

    def write(
        self,
        subject: bytes,
        photos: Iterable[bytes],
        at_us: int = BEGUN_US,
        *,
        is_closed: bool = True,
    ) -> None:
        bodies = [{"hash": one.hex(), "preview": self.small.hex()} for one in photos]
        self.say(subject, CREATED, at_us, move="reported", record={"photos": bodies})
        if is_closed:
            self.say(subject, MOVED, at_us, move="voided")
        needs(self.ledger, subject, [bytes.fromhex(one["hash"]) for one in bodies])

    def say(self, subject: bytes, fact: int, at_us: int, **content: object) -> None:
        state = self.ledger.state(subject)
        heads = () if state is None else state.heads
        said = json.loads(json.dumps(content))
        self.ledger.append((Draft(subject, ISSUE.kind(fact), said, heads),), at_us)

    def let_go(self, now_us: int = LATER_US, keep_days: int = KEEP_DAYS) -> int:
        return OldPhotos(self.ledger, self.box, self.marks, keep_days).let_go(now_us)

    def sync(self) -> None:
        shared = ScriptedShared(sizes={self.large: len(LARGE)})
        shared.chunks[self.large] = {0: LARGE[:CHUNK_BYTES], 1: LARGE[CHUNK_BYTES:]}
        clock = FixedClock(LATER_US)
        run_sync(self.ledger, self.box, lambda: shared, clock, lambda _: None, lambda: False)


def test_an_old_original_goes_and_its_small_copy_stays() -> None:
    case = Case()
    assert case.let_go() == 1
    assert list(case.box.whole) == [case.small]
    assert len(case.ledger.kept) == 2
    case.sync()
    assert list(case.box.whole) == [case.small]


@pytest.mark.parametrize(
    "why", ["young", "late", "not received", "unconfirmed", "no copy", "needed", "kept", "two"]
)
def test_what_may_still_be_needed_here_stays(why: str) -> None:
    case = Case()
    now_us, keep_days = LATER_US, KEEP_DAYS
    match why:
        case "young":
            now_us = BEGUN_US + 100 * DAY_US
        case "late":
            case.ledger.taken_us = LATER_US - DAY_US
        case "not received":
            case.ledger.taken_us = None
        case "unconfirmed":
            case.marks.renew()
        case "no copy":
            case.box.drop(case.small)
        case "needed":
            case.marks.want(case.large, LATER_US - DAY_US)
        case "kept":
            keep_days = 0
        case _:
            case.write(OTHER, [case.large], is_closed=False)
    assert case.let_go(now_us, keep_days) == 0
    assert case.large in case.box.whole


def test_a_photo_of_what_nothing_is_held_of_stays() -> None:
    case = Case()
    case.ledger.named = []
    needs(case.ledger, OTHER, [case.large])
    assert case.let_go() == 0


def test_a_photo_that_is_asked_for_comes_back_and_goes_again_when_it_has_served() -> None:
    case = Case()
    case.let_go()
    recalled = RecalledPhotos(case.box, case.marks, FixedClock(LATER_US))
    assert not recalled.has(case.large)
    with pytest.raises(NotFound):
        recalled.get(case.large)
    case.sync()
    assert recalled.get(case.large) == LARGE
    assert case.let_go(LATER_US + DAY_US) == 0
    assert case.let_go(LATER_US + (NEEDED_DAYS + 1) * DAY_US) == 1


def test_what_the_shared_database_never_had_is_not_asked_for() -> None:
    case = Case()
    recalled = RecalledPhotos(case.box, case.marks, FixedClock(LATER_US))
    with pytest.raises(NotFound):
        recalled.get(b"?" * 32)
    assert case.marks.wanted() == {}
    assert recalled.thumbnail(case.small) == b"s"
    assert recalled.get(recalled.put(b"new", "image/jpeg")) == b"new"


def test_many_go_a_few_at_a_time_and_all_are_looked_at_once_a_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(old_photos, "_MOST_GONE", 2)
    monkeypatch.setattr(old_photos, "_MOST_LOOKED", 3)
    case = Case()
    photos = [case.box.put(b"x" * size, "image/jpeg") for size in range(1, 8)]
    for photo in photos[:-1]:
        case.marks.confirm(photo)
    case.write(OTHER, photos)
    assert sum(case.let_go() for _ in range(6)) == 7
    assert sorted(case.box.whole) == sorted([photos[-1], case.small])
    case.marks.confirm(photos[-1])
    assert case.let_go() == 0
    assert sum(case.let_go(LATER_US + DAY_US) for _ in range(3)) == 1


def test_only_what_is_asked_for_and_was_confirmed_is_fetched_again() -> None:
    case = Case()
    case.write(OTHER, [case.small])
    case.marks.want(case.large, LATER_US)
    assert {need.blob for need in case.marks.asked_for()} == {case.large}
    case.marks.want(case.small, LATER_US)
    assert {need.blob for need in case.marks.asked_for()} == {case.large}
    case.marks.confirm(case.small)
    assert {need.blob for need in case.marks.asked_for()} == {case.large, case.small}
