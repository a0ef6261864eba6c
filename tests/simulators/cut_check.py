"""What must hold of files that are found after a power cut, whatever became of the last writes."""

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.folding.subject import CREATED
from patrol_tui.domain.language.errors import Corrupt, NotFound
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.ledger.blobs import Blobs
from patrol_tui.ledger.book.base import Base
from patrol_tui.ledger.checks.lines import (
    WRONG_STREAM,
    LineCheck,
    are_begins_right,
    check_runs,
    last_run,
    stretches,
)
from patrol_tui.ledger.drafts import Drafts
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.ledger.second.own_copy import SecondCopy
from patrol_tui.ledger.second.remaking import remake
from patrol_tui.ledger.store import LedgerStore, open_ledger
from patrol_tui.services.ports.ports import Problem
from tests.ledger.town import AT_ONCE, KEY, writer
from tests.simulators.cut_writer import BADGE, COPY, DRAFTS, LEDGER, NUMBER, PHOTOS, plenty

LATE_US = 1_790_000_000_000_000


class Lost(Exception):
    """A promise was not kept."""


@dataclass
class Told:
    """What the program had said when the power failed.

    Attributes:
        saved: entries that it called saved.
        photos: photos that it called kept.
        typed: texts that each form's draft may have; None stands for no draft.
        is_apart: something was done that no program does.
        is_broken: the ledger was made an older or a damaged one, and is being mended.
    """

    saved: set[bytes] = field(default_factory=set)
    photos: set[bytes] = field(default_factory=set)
    typed: dict[str, set[str | None]] = field(default_factory=dict)
    is_apart: bool = False
    is_broken: bool = False

    def of(self, store: str) -> object:
        """Return what was said of one of the three stores, to be compared."""
        typed = tuple((key, frozenset(texts)) for key, texts in sorted(self.typed.items()))
        said: dict[str, object] = {
            LEDGER: (frozenset(self.saved), self.is_broken),
            PHOTOS: frozenset(self.photos),
            DRAFTS: typed,
        }
        return said[store]

    def hear(self, words: str) -> None:
        """Take note of one line."""
        match words.split(" "):
            case ["did", "save", name]:
                self.saved.add(bytes.fromhex(name))
            case ["did", "photo", name]:
                self.photos.add(bytes.fromhex(name))
            case ["will", "draft", key, text]:
                self.typed.setdefault(key, {None}).add(text)
            case ["did", "draft", key, text]:
                self.typed[key] = {text}
            case ["will", "settle", key]:
                self.typed[key].add(None)
            case ["did", "settle", key]:
                self.typed[key] = {None}
            case ["broken"] | ["mended"]:
                self.is_broken = words == "broken"
            case ["apart"] | ["again"]:
                self.is_apart = words == "apart"
            case _:
                raise ValueError(words)


def check_ledger(folder: Path, told: Told, *, thoroughly: bool) -> None:
    """Open the ledger that was found, as the program does, and compare it with what was said.

    Args:
        folder: where it was found.
        told: what was said.
        thoroughly: check lists, seals, log and pages too, and write a further entry.

    Raises:
        Lost: an entry that was called saved is not there, or not whole.
    """
    ledger = _opened(folder, told)
    if ledger is None:
        return
    with closing(ledger):
        _check_entries(ledger, told)
        if thoroughly:
            _check_all(ledger, told)


def check_photos(folder: Path, told: Told, *, thoroughly: bool) -> None:
    """Open the photos that were found.

    Raises:
        PatrolError: one that was called kept is not there, or not whole.
    """
    if told.photos or (folder / PHOTOS).exists():
        with closing(Blobs(folder / PHOTOS, KEY, plenty)) as blobs:
            for name in told.photos:
                blobs.get(name)
            if thoroughly:
                blobs.put(b"after", "image/jpeg")


def check_drafts(folder: Path, told: Told, *, thoroughly: bool) -> None:
    """Open the drafts that were found.

    Raises:
        Lost: one is neither as it was kept, nor as it was to be kept.
    """
    if not told.typed and not (folder / DRAFTS).exists():
        return
    with closing(Drafts(folder / DRAFTS, KEY)) as drafts:
        texts = {draft.key: draft.text for draft in drafts.kept()}
        if thoroughly:
            drafts.save("after", "after", 1)
    for key, allowed in told.typed.items():
        if texts.get(key) not in allowed:
            raise Lost("draft", key, texts.get(key), allowed)


def _opened(folder: Path, told: Told) -> LedgerStore | None:
    """Open the ledger; where it was being mended, go on with that as `rebuild` does."""
    copy = SecondCopy(folder / COPY, KEY)
    if not (folder / LEDGER).exists() and not told.saved:
        return None
    try:
        ledger = _open(folder, copy)
        if not told.is_broken or ledger.safeguard.is_sound():
            if told.is_broken:
                ledger.safeguard.put_back()
            ledger.safeguard.refuse_rolled_back()
            return ledger
        ledger.close()
    except (Corrupt, NotFound):
        if not told.is_broken:
            raise
    remake(folder / LEDGER, KEY, copy)
    return _open(folder, copy)


def _open(folder: Path, copy: SecondCopy) -> LedgerStore:
    who, key = writer(NUMBER, BADGE), SigningKey(bytes(31) + bytes((NUMBER,)))
    ledger = open_ledger(folder / LEDGER, KEY, who, key.sign, machine=AT_ONCE)
    ledger.safeguard.copied_to(copy)
    return ledger


def _check_entries(ledger: LedgerStore, told: Told) -> None:
    held = {entry.hash for entry in ledger.entries_written(0, 1 << 60)}
    if told.saved - held:
        raise Lost("entries", [one.hex() for one in told.saved - held])
    problems = _line_problems(ledger._base)
    # What others wrote is fetched again after a damage; until then it is missing.
    if ledger.safeguard.gaps() or (problems and not told.is_broken):
        raise Lost("lines", problems)


def _line_problems(base: Base) -> list[Problem]:
    check = LineCheck(base)
    looked = [check.stretch(*places) for places in stretches(base)]
    least: dict[int, int] = {}
    for one in looked:
        for run_no, seq in one.least.items():
            least[run_no] = min(seq, least.get(run_no, seq))
    problems = [*check_runs(base), *(problem for one in looked for problem in one.problems)]
    if not are_begins_right(base, least, last_run(base)):
        problems.append(Problem(None, WRONG_STREAM))
    return problems


def _check_all(ledger: LedgerStore, told: Told) -> None:
    if told.is_broken:
        ledger.rebuild()
    found = ledger.verify()
    if found.problems and not told.is_broken:
        raise Lost("verify", found.problems)
    kind = ISSUE.kind(CREATED)
    ledger.append([Draft(new_id(LATE_US), kind, {"set": {"place": "停电之后"}})], LATE_US)


def store_of(name: str) -> str:
    """Return which of the three stores a file belongs to."""
    return next((store for store in (PHOTOS, DRAFTS) if name.startswith(store)), LEDGER)


CHECKS = {LEDGER: check_ledger, PHOTOS: check_photos, DRAFTS: check_drafts}
