"""Whom to worry about: who called for help, and who walks alone and is silent."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.subject import Role
from patrol_tui.services.overview.worries import NOBODY, Lone, worries
from patrol_tui.services.requests import Arrive, CheckIn, Finish, Sos, StartPatrol
from tests.services.laptop import MINUTE_US, Laptop, meet, record

if TYPE_CHECKING:
    from patrol_tui.services.ports.lists import Row

LONE = Lone(30, 5)
SKIPPED = {"gate": "施工", "market": "未开市", "block": "下雨"}


def pair() -> tuple[Laptop, Laptop]:
    """Return the lead's laptop and that of an officer."""
    return Laptop(), Laptop(8, "0418")


def seen(
    laptop: Laptop, minutes: int = 0, lone: Lone = LONE, roles: frozenset[Role] | None = None
) -> list[tuple[str, object, object]]:
    """Return what a laptop worries about so many minutes later."""
    desk = laptop.desk()
    desk = replace(desk, now_us=desk.now_us + minutes * MINUTE_US, roles=roles or desk.roles)
    others = laptop.book.entries_from_others(0, 500)
    found: tuple[Row, ...] = worries(laptop.book, desk, others, lone)
    return [(row.title, row.extra["due"], row.extra["place"]) for row in found]


@pytest.mark.parametrize(("minutes", "is_silent"), [(34, False), (36, True), (25 * 60, False)])
def test_silence_counts_past_the_grace_time_and_for_a_day(minutes: int, *, is_silent: bool) -> None:
    lead, officer = pair()
    officer.do(StartPatrol("north"), Arrive("gate"))
    meet(lead, officer)
    lead.clock.advance(2 * MINUTE_US)
    found = [("队员乙", "silent", "gate")] if is_silent else []
    assert seen(lead, minutes) == found


def test_whatever_the_officer_wrote_on_that_laptop_is_a_sign_of_life_by_its_time() -> None:
    lead, officer = pair()
    officer.do(StartPatrol("north"))
    officer.clock.advance(20 * MINUTE_US)
    written = officer.do(record()).entries[0]
    meet(lead, officer)
    lead.clock.at_us = written.wall_us
    assert (seen(lead, 34), len(seen(lead, 35))) == ([], 1)
    # Whose clock is ahead was heard of no later than the shared ledger took it.
    *rest, last = lead.ledger.received
    lead.ledger.received = [*rest, replace(last, received_at_us=written.wall_us - MINUTE_US)]
    assert len(seen(lead, 34)) == 1


def test_what_another_wrote_or_what_counts_for_nothing_is_no_sign_of_life() -> None:
    lead, officer = pair()
    officer.do(StartPatrol("north"))
    officer.clock.advance(20 * MINUTE_US)
    written = officer.do(record()).entries[0]
    meet(lead, officer)
    lead.clock.at_us = written.wall_us
    assert seen(lead, 20) == []
    lead.ledger.in_quarantine.add(written.hash)
    assert len(seen(lead, 20)) == 1
    lead.ledger.in_quarantine.clear()
    officer.ledger.written_by(name_id("device", "9"), officer.ledger.writer.officer)
    officer.clock.advance(20 * MINUTE_US)
    officer.do(record())
    meet(lead, officer)
    assert len(seen(lead, 35)) == 1


def test_silence_concerns_the_lead_and_nobody_whose_own_it_is_or_who_is_not_alone() -> None:
    lead, officer = pair()
    officer.do(StartPatrol("north"))
    lead.do(StartPatrol("north"))
    meet(lead, officer)
    assert len(seen(lead, 60)) == 1
    assert seen(lead, 60, roles=frozenset(("officer",))) == []
    assert seen(lead, 60, NOBODY) == []
    officer.do(Finish(SKIPPED), StartPatrol("north", ("0417",)))
    meet(lead, officer)
    assert seen(lead, 60) == []


def test_a_call_for_help_stands_first_until_all_is_well_or_over() -> None:
    lead, officer = pair()
    officer.do(StartPatrol("north"), Sos("SOS 受伤"))
    meet(lead, officer)
    assert seen(lead, 60, roles=frozenset(("officer",))) == [("队员乙", "sos", "")]
    assert seen(lead, 60) == [("队员乙", "sos", "")]
    officer.do(CheckIn())
    meet(lead, officer)
    assert seen(lead) == []
    officer.do(Sos("SOS 受伤"))
    meet(lead, officer)
    assert len(seen(lead)) == 1
    officer.do(Finish(SKIPPED))
    meet(lead, officer)
    assert seen(lead) == []


def test_a_call_that_counts_for_nothing_worries_nobody() -> None:
    lead, officer = pair()
    officer.do(StartPatrol("north"))
    call = officer.do(Sos("SOS 受伤")).entries[0]
    meet(lead, officer)
    lead.ledger.in_quarantine.add(call.hash)
    assert seen(lead) == []
