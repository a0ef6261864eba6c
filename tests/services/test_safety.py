"""Who walks alone is asked in time; who answers, or asks for help, leaves an entry."""

from typing import Any

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.services.patrol.safety import last_written_us, watch
from patrol_tui.services.requests import Arrive, CheckIn, Finish, Sos, StartPatrol
from patrol_tui.services.things.history import history
from tests.services.laptop import MINUTE_US, MONDAY_TEN, SMALL, Laptop, record

SKIPPED = {"gate": "施工", "market": "未开市", "block": "下雨"}
BEGUN_US = MONDAY_TEN + MINUTE_US


def alone(*partners: str) -> Laptop:
    laptop = Laptop()
    laptop.do(StartPatrol("north", partners))
    return laptop


def test_silence_becomes_a_question_and_then_a_worry() -> None:
    held = watch(alone().patrol(), 30, 5, BEGUN_US)
    assert held is not None
    needs = {minutes: held.need(BEGUN_US + minutes * MINUTE_US) for minutes in (29, 30, 34, 35)}
    assert needs == {29: "quiet", 30: "due", 34: "due", 35: "missed"}


def test_every_entry_of_the_patrol_is_a_sign_of_life() -> None:
    laptop = alone()
    laptop.clock.advance(20 * MINUTE_US)
    laptop.do(Arrive("gate"))
    now_us = laptop.clock.now_us()
    held = watch(laptop.patrol(), 30, 5, now_us)
    assert held is not None
    assert held.due_us > BEGUN_US + 49 * MINUTE_US


def test_whatever_else_the_officer_writes_on_the_laptop_is_a_sign_of_life() -> None:
    laptop = alone()
    laptop.clock.advance(20 * MINUTE_US)
    written_us = laptop.do(record()).entries[0].wall_us
    laptop.clock.advance(20 * MINUTE_US)
    now_us = laptop.clock.now_us()
    assert last_written_us(laptop.book, BEGUN_US, now_us) == written_us
    assert last_written_us(laptop.book, written_us + 1, now_us) == 0
    held = watch(laptop.patrol(), 30, 5, now_us, written_us)
    assert held is not None
    assert (held.last_us, held.need(now_us)) == (written_us, "quiet")
    silent = watch(laptop.patrol(), 30, 5, now_us, now_us + 1)
    assert silent is not None
    assert silent.need(now_us) == "missed"


def test_what_another_officer_writes_on_the_laptop_says_nothing_of_the_first() -> None:
    laptop = alone()
    laptop.clock.advance(20 * MINUTE_US)
    laptop.do(record())
    laptop.ledger.written_by(laptop.ledger.writer.device, bytes(16))
    assert last_written_us(laptop.book, BEGUN_US, laptop.clock.now_us()) == 0


def test_a_clock_that_was_set_back_does_not_put_the_question_off() -> None:
    held = watch(alone().patrol(), 30, 5, BEGUN_US - 600 * MINUTE_US)
    assert held is not None
    assert held.due_us == BEGUN_US - 570 * MINUTE_US


def test_nobody_is_asked_who_is_not_alone_not_on_patrol_or_does_not_want_it() -> None:
    laptop = alone()
    assert watch(None, 30, 5, BEGUN_US) is None
    assert watch(alone("0418").patrol(), 30, 5, BEGUN_US) is None
    assert watch(laptop.patrol(), 0, 5, BEGUN_US) is None
    patrol = laptop.patrol()
    laptop.do(Finish(SKIPPED))
    over = laptop.ledger.state(patrol.subject)
    assert watch(over, 30, 5, BEGUN_US) is None


def said(laptop: Laptop, subject: bytes) -> str:
    ledger: Any = laptop.ledger  # fulfils what history asks of it
    state = laptop.ledger.state(subject)
    assert state is not None
    return history(ledger, SMALL, state)[0].said.text(str, "en")


def test_a_check_in_is_an_entry_that_says_how_long_it_was_silent() -> None:
    laptop = alone()
    done = laptop.do(CheckIn(" 在东街 ", silent_min=40))
    state = laptop.patrol()
    assert state.integer("safe_us") == done.entries[0].wall_us
    assert state.integer("silent_min") == 40
    assert [note.value for note in state.records["notes"]] == ["在东街"]
    assert said(laptop, done.subject) == "Checked in, safe: minutes silent 40"
    laptop.do(CheckIn())
    assert "safe 2026-11-23" in said(laptop, done.subject)


def test_an_sos_is_an_entry_also_of_a_patrol_that_is_over() -> None:
    laptop = alone()
    patrol = laptop.patrol()
    laptop.do(Finish(SKIPPED))
    done = laptop.do(Sos("SOS 东街 受伤"))
    assert done.subject == patrol.subject
    assert said(laptop, done.subject) == "Call for help: SOS 东街 受伤"


def test_an_sos_says_something_and_goes_into_a_patrol() -> None:
    with pytest.raises(Refused, match="note is empty"):
        alone().do(Sos("  "))
    with pytest.raises(Refused, match="by phone"):
        Laptop().do(Sos("SOS"))
