"""Programs of several versions share one ledger; none of them harms what it does not understand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.folding.subject import CREATED, Subject
from patrol_tui.domain.subjects import BY_CODE
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.stall import STALL
from patrol_tui.ledger.book.program import known_kinds, refold_for_this_program
from patrol_tui.services.ports.lists import ListQuery
from tests.sync.conftest import NewAddress
from tests.sync.district import Laptop, joined, new_bureau, opened

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

INSURED, SIGN = 0xEE, 0x7E
NEXT_ISSUE = replace(ISSUE, facts={**ISSUE.facts, INSURED: "insured"})
SIGNS = replace(STALL, type="sign", code=SIGN)
KNOWS: dict[str, dict[int, Subject]] = {
    "the last version": {},
    "this version": {ISSUE.code: ISSUE},
    "the next version": {ISSUE.code: NEXT_ISSUE, SIGN: SIGNS},
}


@contextmanager
def running(version: str) -> Iterator[None]:
    """Let the program understand what one of its versions does."""
    declared = cast("dict[int, Subject]", BY_CODE)
    kept = dict(declared)
    del declared[ISSUE.code]
    declared.update(KNOWS[version])
    try:
        yield
    finally:
        declared.clear()
        declared.update(kept)


@dataclass
class Mixed:
    """Three laptops with programs of three versions."""

    laptops: dict[str, Laptop]
    bureau: Laptop

    def sync(self) -> None:
        """Let everybody sync, each with the own program."""
        for _ in range(2):
            for version, laptop in self.laptops.items():
                with running(version):
                    assert laptop.sync().state == "complete"

    def reopen(self, version: str, newer: str) -> Laptop:
        """Install another version on a laptop."""
        old = self.laptops[version]
        old.close()
        with running(newer):
            self.laptops[version] = opened(old.folder, old.ledger.writer.badge, old.address)
        return self.laptops[version]


@pytest.fixture
def mixed(new_address: NewAddress, tmp_path: Path) -> Iterator[Mixed]:
    """Return them, met."""
    bureau = new_bureau(tmp_path / "bureau", new_address())
    laptops = {}
    for number, version in enumerate(KNOWS):
        with running(version):
            laptops[version] = joined(tmp_path / f"laptop{number}", bureau)
    made = Mixed(laptops, bureau)
    made.sync()
    yield made
    for laptop in (bureau, *made.laptops.values()):
        laptop.close()


def wrote(laptop: Laptop, draft: Draft) -> Entry:
    """Write one entry a second later."""
    laptop.clock.advance(1_000_000)
    return laptop.ledger.append((draft,), laptop.clock.now_us())[0]


def bytes_of(laptop: Laptop, entry: Entry) -> Any:  # noqa: ANN401 - a row of the driver
    """Return an entry as the file holds it."""
    return laptop.ledger._connection.execute(
        "SELECT prev, subject, kind, version, flags, since_ms, parents, payload, hash FROM entry"
        " WHERE hash = ?",
        (entry.hash,),
    ).fetchone()


@pytest.mark.fault(27)
@pytest.mark.invariant("I11")
@pytest.mark.parametrize("is_critical", [False, True])
def test_what_a_newer_program_writes_is_kept_and_understood_after_the_upgrade(
    mixed: Mixed, *, is_critical: bool
) -> None:
    this, newer = mixed.laptops["this version"], mixed.laptops["the next version"]
    with running("this version"):
        issue = this.record("东门")
    mixed.sync()
    with running("the next version"):
        state = newer.ledger.state(issue)
        assert state is not None
        content: dict[str, Json] = {"set": {"place": "已投保的东门"}}
        draft = Draft(issue, NEXT_ISSUE.kind(INSURED), content, state.heads, critical=is_critical)
        insured = wrote(newer, draft)
        sign = wrote(newer, Draft(b"s" * 16, SIGN << 8 | CREATED, {"set": {"name": "招牌"}}))
    mixed.sync()
    for laptop in mixed.laptops.values():
        for entry in (insured, sign):
            assert bytes_of(laptop, entry) == bytes_of(newer, entry)
    with running("this version"):
        state = this.ledger.state(issue)
        assert state is not None
        assert state.is_read_only == is_critical
        assert [fact.flag for fact in state.facts if fact.entry == insured] == ["unknown"]
        assert this.place(issue) == ["东门"]
        assert this.ledger.verify().problems == ()
    upgraded = mixed.reopen("this version", "the next version")
    with running("the next version"):
        assert upgraded.place(issue) == ["已投保的东门"]
        (row,) = upgraded.ledger.page(ListQuery("issue")).rows
        assert row.title == newer.ledger.page(ListQuery("issue")).rows[0].title
        assert upgraded.ledger.page(ListQuery("sign")).rows[0].subject == sign.subject
        assert upgraded.ledger.verify().problems == ()
        assert upgraded.ledger.digest() == newer.ledger.digest()


@pytest.mark.fault(27)
@pytest.mark.invariant("I11")
def test_an_older_program_sends_on_what_it_does_not_understand(mixed: Mixed) -> None:
    last, newer = mixed.laptops["the last version"], mixed.laptops["the next version"]
    with running("the next version"):
        issue = newer.record("东门")
    mixed.sync()
    with running("the last version"):
        state = last.ledger.state(issue)
        assert state is not None
        assert state.type == "unknown"
        assert last.ledger.verify().problems == ()
    upgraded = mixed.reopen("the last version", "the next version")
    with running("the next version"):
        assert upgraded.place(issue) == ["东门"]
        assert upgraded.ledger.digest() == newer.ledger.digest()
    back = mixed.reopen("the last version", "the last version")
    with running("the last version"):
        assert back.ledger.verify().problems == ()


def test_the_same_program_folds_nothing_anew(mixed: Mixed) -> None:
    laptop = mixed.laptops["this version"]
    with running("this version"):
        laptop.record("东门")
        assert refold_for_this_program(laptop.ledger._base) == 0
        laptop.ledger.set_meta("program.kinds", "1 2")
        assert refold_for_this_program(laptop.ledger._base) > 0
        laptop.ledger._connection.execute("DELETE FROM meta WHERE key = 'program.kinds'")
        assert refold_for_this_program(laptop.ledger._base) == 0
        assert laptop.ledger.meta("program.kinds") == " ".join(map(str, sorted(known_kinds())))
