"""The two stories of the source article, lived through on the screens by keys."""

from pathlib import Path

from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.state import State
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.screens.matters.thing import ThingScreen
from tests.tui.scenes import before_the_patrol
from tests.tui.stage import Stage
from tests.tui.test_boards import press, show, thing, write

FEE = "不交物业费不让车进"
TABLE, PROMISE = "物业捆绑收费圆桌会", "缴费与通行分开"
GATE = "甲小区东门"
MESS, MARKET, STALL = "便民市场乱摆", "便民市场", "A01 蔬菜"


async def fill(stage: Stage, **values: str) -> None:
    """Fill the form in front, and save it or take it."""
    form = stage.front.screen.query_one(Form)
    for name, value in values.items():
        form.set_value(name, value)
    await press(stage, "f2")


async def begin(stage: Stage, option: str) -> None:
    """Begin something out of the thing under the cursor."""
    scope = stage.front.place
    await stage.front.run_command(f"{scope}.begin")
    await stage.settle(stage.pilot)
    await press(stage, option)


def issue(stage: Stage) -> State:
    """Return the issue at the gate."""
    rows = stage.ledger.page(ListQuery("issue"), limit=100).rows
    found = stage.ledger.state(next(row.subject for row in rows if row.title == GATE))
    assert found is not None
    return found


async def step(stage: Stage, key: str, title: str, status: str, **values: str) -> None:
    """Take the next step, by its key alone or through its dialog."""
    await press(stage, key)
    if stage.front.screen.query(Form):
        await fill(stage, **values)
    assert thing(stage, title).status == status


async def complain(stage: Stage) -> None:
    """Take the complaint in, write the letter, pass it on, record the issue."""
    await press(stage, "4", "f7", "1")
    assert isinstance(stage.front.screen, ThingScreen)
    await fill(stage, title=FEE, channel="community", place=GATE, requester="李先生")
    await show(stage, "requests", FEE)
    await begin(stage, "3")
    await fill(stage, title="请协调物业费捆绑", addressee="urban_management")
    await show(stage, "requests", "请协调物业费捆绑")
    for status, values in (
        ("issued", {}),
        ("delivered", {}),
        ("replied", {"reply": "今天开圆桌会"}),
        ("closed", {}),
    ):
        await step(stage, "enter", "请协调物业费捆绑", status, **values)
    await show(stage, "requests", FEE)
    await step(stage, "enter", FEE, "transferred", handler="housing")
    await show(stage, "requests", FEE)
    await begin(stage, "1")
    await write(stage, "物业服务纠纷")
    await press(stage, "enter")
    form = stage.front.screen.query_one(Form)
    form.set_value("measures", ("persuaded",))
    form.set_value("note", "欠费车辆抬不起杆")
    await press(stage, "f2", "1", "f2")


async def meet(stage: Stage) -> None:
    """Hold the round table: sign in, views, vote, minutes, the promise."""
    await stage.front.go("issues", subject=issue(stage).subject)
    await stage.settle(stage.pilot)
    await begin(stage, "4")
    await fill(stage, title=TABLE, held_us="15:00")
    await show(stage, "meetings", TABLE)
    await step(stage, "f2", TABLE, "graded", grade="instant")
    await step(stage, "f2", TABLE, "preparing")
    for option, key, value in (
        ("2", "李先生", "业主"),
        ("2", "孙经理", "物业"),
        ("3", "孙经理", "承认不对，当场改"),
        ("4", "李先生", "for"),
    ):
        await press(stage, "f4", option)
        await fill(stage, key=key, value=value)
    await step(stage, "f2", TABLE, "held")
    await press(stage, "f4", "5", "3")
    await fill(stage, title=PROMISE, party="甲小区物业")
    await show(stage, "meetings", TABLE)
    await press(stage, "f2")
    form = stage.front.screen.query_one(Form)
    assert "同意 1" in str(form.values["minutes"])
    assert "甲小区物业" in str(form.values["minutes"])
    await fill(stage, conclusion="缴费与通行分开", facts="欠费车辆进不去")
    assert thing(stage, TABLE).status == "minuted"


async def put_right(stage: Stage) -> None:
    """Have the owners agree, look again, answer, call back."""
    await show(stage, "meetings", PROMISE)
    await step(stage, "f2", PROMISE, "correcting", consent="业主代表三人同意")
    await step(stage, "f2", PROMISE, "awaiting")
    await step(stage, "f2", PROMISE, "passed", result="车辆照常进出")
    await show(stage, "requests", FEE)
    await step(stage, "enter", FEE, "handling")
    await step(stage, "enter", FEE, "answered", reply="物业已改")
    await step(stage, "enter", FEE, "called_back", satisfaction="satisfied", called_back="能进门了")
    await step(stage, "enter", FEE, "closed")


async def test_the_property_fee_is_dealt_with_by_keys(tmp_path: Path) -> None:
    stage = before_the_patrol()
    async with stage.opened():
        stage.home_in(tmp_path)
        await complain(stage)
        await meet(stage)
        await put_right(stage)
        await stage.front.go("issues", subject=issue(stage).subject)
        await stage.settle(stage.pilot)
        for name in (FEE, TABLE, PROMISE):
            assert name in stage.text()
        stage.matches("story_issue_80")
        await press(stage, "ctrl+e", "3")
        name = f"case-{issue(stage).text('number')}-accused.pdf"
        assert name in stage.text()
        assert (tmp_path / "data" / "exports" / name).read_bytes().startswith(b"%PDF")
        await show(stage, "meetings", PROMISE)
        (tmp_path / "data" / "exports" / name).parent.rename(tmp_path / "elsewhere")
        (tmp_path / "data" / "exports").write_text("no folder", encoding="utf-8")
        await press(stage, "f4", "7", "1")
        assert "没有写成" in stage.text()
        await press(stage, "ctrl+e", "escape")


async def put_in_order(stage: Stage) -> None:
    """Record what stands on the road, give the stall its place, have the issue looked at."""
    await begin(stage, "1")
    await write(stage, "占道经营")
    await press(stage, "enter")
    form = stage.front.screen.query_one(Form)
    form.set_value("measures", ("persuaded",))
    form.set_value("note", "摊位占到路上")
    await press(stage, "f2", "1", "f2")
    await show(stage, "issues", MARKET)
    await begin(stage, "7")
    await fill(stage, title=STALL, stall_no="A01", line="蔬菜", card="yes")
    await show(stage, "meetings", STALL)
    await step(stage, "f2", STALL, "trading")
    await show(stage, "issues", MARKET)
    own = stage.ledger.writer
    for officer, option, status in (
        ("0417", "1", "verified"),
        ("0417", "2", "responded"),
        ("0418", "1", "checked"),
        ("0417", "1", "closed"),
    ):
        stage.ledger.written_by(own.device, name_id("officer", officer))
        await press(stage, "f2", option, "f2")
        assert thing(stage, MARKET).status == status


async def test_the_market_is_put_in_order_by_keys() -> None:
    stage = before_the_patrol()
    async with stage.opened():
        await press(stage, "4", "f7", "1")
        await fill(stage, title=MESS, channel="visit", place=MARKET, requester="王女士")
        await show(stage, "requests", MESS)
        await press(stage, "f4", "1")
        await step(stage, "2", MESS, "handling")
        await put_in_order(stage)
        await show(stage, "requests", MESS)
        await step(stage, "enter", MESS, "answered", reply="摊位已归位，路通了")
        await step(stage, "enter", MESS, "called_back", satisfaction="satisfied")
        await step(stage, "enter", MESS, "closed")
        await show(stage, "issues", MARKET)
        for said in (MESS, STALL, "在营"):
            assert said in stage.text()
