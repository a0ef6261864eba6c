"""What is sealed of a thing: its chip, opening it with a reason, and the record of that."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import canonical
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CHANGED, OPENED
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.requests import UndoLast
from patrol_tui.tui.kit.form.form import Form
from tests.tui.issue_scenes import CASE, subject_at
from tests.tui.scenes import before_the_patrol
from tests.tui.stage import Stage
from tests.tui.test_exporting import asked_for, keeping
from tests.tui.work_scenes import NOISE, busy

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

PHONE = "13800001111"


def seal(stage: Stage, subject: bytes, **plain: str) -> None:
    """Write fields as a ledger with a station key holds them; the stage can open them."""
    state = held(stage, subject)
    fields: dict[str, Json] = {}
    for name, value in plain.items():
        box: Json = {"sealed": {"station": "binhu", "key": "00", "box": name.encode().hex()}}
        fields[name] = box
        stage.ledger.unsealed[canonical(box)] = value
    kind = BY_TYPE[state.type].kind(CHANGED)
    draft = Draft(subject, kind, {"set": fields}, state.heads)
    stage.ledger.append((draft,), stage.clock.now_us())


def held(stage: Stage, subject: bytes) -> State:
    state = stage.ledger.state(subject)
    assert state is not None
    return state


def request() -> tuple[Stage, bytes]:
    """Return a station with a request whose requester is sealed."""
    stage = busy()
    rows = stage.ledger.page(ListQuery("request"), limit=50).rows
    subject = next(row.subject for row in rows if row.title == NOISE)
    seal(stage, subject, requester="王女士", phone=PHONE)
    return stage, subject


async def ask(stage: Stage, reason: str) -> None:
    """Open the contact by the change menu."""
    await stage.press(stage.pilot, "f4", "6")
    await stage.type(stage.pilot, reason)
    await stage.settle(stage.pilot)
    await stage.press(stage.pilot, "f2")


async def test_a_requester_is_opened_with_a_reason_until_one_leaves() -> None:
    stage, subject = request()
    async with stage.opened():
        await stage.front.go("requests", subject=subject)
        await stage.settle(stage.pilot)
        assert "已封存" in stage.text()
        await stage.press(stage.pilot, "f4")
        stage.matches("open_menu")
        await stage.press(stage.pilot, "6")
        stage.matches("open_asked")
        await stage.press(stage.pilot, "escape")
        await ask(stage, "回访")
        stage.matches("open_shown")
        assert held(stage, subject).facts[-1].content == {
            "opened": ["requester", "phone"],
            "reason": "回访",
        }
        await stage.press(stage.pilot, "down", "up")
        assert PHONE not in stage.text()
        assert "已封存" in stage.text()


async def test_an_opening_cannot_be_taken_back() -> None:
    stage, subject = request()
    async with stage.opened():
        await stage.front.go("requests", subject=subject)
        await stage.settle(stage.pilot)
        await ask(stage, "回访")
    with pytest.raises(Refused):
        stage.do(UndoLast(subject))


async def test_a_laptop_without_the_key_says_so_and_keeps_the_reason() -> None:
    stage, subject = request()
    stage.ledger.unsealed.clear()
    count = len(stage.ledger.kept)
    async with stage.opened():
        await stage.front.go("requests", subject=subject)
        await stage.settle(stage.pilot)
        await ask(stage, "回访")
        assert len(stage.ledger.kept) == count
        assert "sealed" in stage.text()  # what the stage's ledger says of a key that it lacks
        await stage.press(stage.pilot, "f4", "6")
        assert "回访" in stage.text()


async def test_the_party_of_an_issue_is_sealed_and_opened_likewise() -> None:
    stage = before_the_patrol()
    subject = subject_at(stage, CASE)
    seal(stage, subject, party="张三")
    async with stage.opened(size=(120, 40)):
        await stage.front.go("issues", subject=subject)
        await stage.settle(stage.pilot)
        assert "已封存" in stage.text()
        await stage.front.run_command("issues.change")
        await stage.settle(stage.pilot)
        await stage.press(stage.pilot, "7")
        await stage.type(stage.pilot, "核对")
        await stage.settle(stage.pilot)
        await stage.press(stage.pilot, "f2")
        assert "张三" in stage.text()


async def test_files_for_those_who_handle_it_ask_why_contact_data_are_open(tmp_path: Path) -> None:
    stage, subject = request()
    async with stage.opened() as pilot:
        exports = keeping(stage, tmp_path)
        await stage.front.go("requests", subject=subject)
        await stage.settle(pilot)
        await stage.press(pilot, "ctrl+e", "2")
        assert "为什么要写进案卷" in stage.text()
        await stage.type(pilot, "回访要用")
        await stage.press(pilot, "f2")
        await stage.until(pilot, lambda: any(exports.glob("case-*-handler.pdf")))
        form = (await asked_for(stage, "诉求", golden=False)).query_one(Form)
        form.set_value("reader", "handler")
        form.set_value("first", "")
        form.set_value("reason", "当面回访")
        await stage.press(pilot, "f2")
        await stage.until(pilot, lambda: any(exports.glob("request-*-handler.xlsx")))
    kind = BY_TYPE["request"].kind(OPENED)
    opened = [fact for fact in held(stage, subject).facts if fact.entry.kind == kind]
    reasons = {str((fact.content or {}).get("reason")) for fact in opened}
    assert reasons == {"回访要用", "当面回访"}
