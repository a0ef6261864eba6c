"""The two stories of the source article, lived through on the screens by keys."""

from pathlib import Path

from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Role
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.things.relations import related
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog
from patrol_tui.tui.kit.form.form import Form
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.screens.matters.thing import ThingScreen
from tests.documents.paper_files import needs_font
from tests.tui.scenes import before_the_patrol
from tests.tui.stage import MINUTE_US, Stage
from tests.tui.test_boards import press, show, thing, write

FEE = "不交物业费不让车进"
LETTER, WHISTLE = "请协调物业费捆绑", "物业捆绑收费，请到场"
TABLE, PROMISE = "物业捆绑收费圆桌会", "缴费与通行分开"
GATE = "世茂云湖东门"
MESS, MARKET, STALLS = "便民市场乱摆", "便民市场", ("A01 蔬菜", "A02 水果", "A03 早点")
OFFICER, OTHER, LEAD, STREET = "0417", "0418", "0410", "0501"
ROLES: dict[str, Role] = {
    OFFICER: "officer",
    OTHER: "officer",
    LEAD: "lead",
    STREET: "subdistrict",
}


def at_work(badge: str, stage: Stage) -> None:
    """Have somebody else sit down at the laptop, with their own role."""
    officer = name_id("officer", badge)
    stage.ledger.granted[officer] = frozenset((ROLES[badge],))
    stage.ledger.written_by(stage.ledger.writer.device, officer)


def later(stage: Stage) -> None:
    """Let some minutes pass, so that what happens has its order."""
    stage.clock.at_us += 5 * MINUTE_US


async def fill(stage: Stage, **values: object) -> None:
    """Fill the form in front, and save it or take it."""
    form = stage.front.screen.query_one(Form)
    for name, value in values.items():
        form.set_value(name, value)  # type: ignore[arg-type]
    await press(stage, "f2")


async def point(stage: Stage, words: str) -> None:
    """Put the cursor of the dialog in front on an option, by its words."""
    dialog = stage.front.screen
    assert isinstance(dialog, ChooseDialog), (words, stage.text())
    shown = [option.text for option in dialog.query_one(PagedList).rows_at_hand]
    assert words in shown, (words, shown)
    await press(stage, "home", *["down"] * shown.index(words))


async def pick(stage: Stage, *chosen: str) -> None:
    """Take options of the dialogs in front by their words, one dialog after the other."""
    for words in chosen:
        await point(stage, words)
        await press(stage, "enter")


async def begin(stage: Stage, name: str, **values: object) -> None:
    """Begin something out of the thing under the cursor, by the key that the footer names."""
    later(stage)
    await press(stage, "ctrl+n")
    await pick(stage, name)
    if values:
        await fill(stage, **values)


async def add(stage: Stage, line: str, key: str, value: str) -> None:
    """Write a line of the thing under the cursor down."""
    later(stage)
    await press(stage, "f4")
    await pick(stage, line)
    await fill(stage, key=key, value=value)


async def paper(stage: Stage, name: str, **values: object) -> None:
    """Make a paper out: choose it, fill it, look at it, write it."""
    later(stage)
    await press(stage, "f4")
    await pick(stage, "开文书", name)
    await fill(stage, **values)
    while stage.front.screen.query(Form):
        await press(stage, "f2")
    await press(stage, "f2")
    await said(stage, "已写成 Word 和 PDF")


async def said(stage: Stage, text: str) -> None:
    """Wait until something is said that is written meanwhile."""
    await stage.until(stage.pilot, lambda: text in stage.text())
    assert text in stage.text()


def issue(stage: Stage) -> State:
    """Return the issue at the gate."""
    rows = stage.ledger.page(ListQuery("issue"), limit=100).rows
    found = stage.ledger.state(next(row.subject for row in rows if row.title == GATE))
    assert found is not None
    return found


async def step(stage: Stage, key: str, title: str, status: str, **values: object) -> None:
    """Take the next step, by its key alone or through its dialog."""
    later(stage)
    await press(stage, key)
    if stage.front.screen.query(Form):
        await fill(stage, **values)
    assert thing(stage, title).status == status, stage.text()


async def move_issue(stage: Stage, place: str, name: str, status: str, reason: str = "") -> None:
    """Take a step of an issue; where it leads off the way a reason is written."""
    later(stage)
    await show(stage, "issues", place)
    await press(stage, "f2")
    await point(stage, name)
    if reason:
        await press(stage, "tab")
        await write(stage, reason)
    await press(stage, "f2")
    assert thing(stage, place).status == status


async def complain(stage: Stage) -> None:
    """Take the complaint in, write the letter, pass it on, record the issue."""
    await press(stage, "4", "f7", "1")
    assert isinstance(stage.front.screen, ThingScreen)
    await fill(stage, title=FEE, channel="community", place=GATE, requester="李先生")
    await show(stage, "requests", FEE)
    await begin(stage, "函告", title=LETTER, addressee="urban_management", note="请协调处理")
    await show(stage, "requests", LETTER)
    at_work(LEAD, stage)
    await step(stage, "enter", LETTER, "issued")
    at_work(OFFICER, stage)
    await step(stage, "enter", LETTER, "delivered")
    await step(stage, "enter", LETTER, "replied", reply="济北中队牵头，今天开圆桌会")
    await step(stage, "enter", LETTER, "closed")
    await show(stage, "requests", FEE)
    await step(stage, "enter", FEE, "transferred", handler="housing")
    await step(stage, "enter", FEE, "handling")
    await begin(stage, "问题")
    await write(stage, "物业服务纠纷")
    await press(stage, "enter")
    form = stage.front.screen.query_one(Form)
    form.set_value("measures", ("persuaded",))
    form.set_value("note", "欠费车辆抬不起杆")
    await press(stage, "f2", "1", "f2")


async def whistle(stage: Stage) -> None:
    """Draft the whistle, have the subdistrict blow it, have the departments report in."""
    await show(stage, "issues", GATE)
    await begin(stage, "吹哨", title=WHISTLE, called=("housing", "police"), urgency="urgent")
    await show(stage, "meetings", WHISTLE)
    await step(stage, "f2", WHISTLE, "submitted")
    await press(stage, "f2")
    assert "接下来的「吹哨」由别人办：街道" in stage.text()
    await press(stage, "escape")
    at_work(STREET, stage)
    await step(stage, "f2", WHISTLE, "blown")
    at_work(OFFICER, stage)
    await step(stage, "f2", WHISTLE, "blown", department="housing")
    for status in ("signed", "contacted", "arrived"):
        await step(stage, "f2", WHISTLE, status)
    await add(stage, "记来人", "housing", "刘科长")
    await add(stage, "记来人", "police", "张警官")


async def inquire(stage: Stage) -> None:
    """At the gate meanwhile, two officers: check, file, record the scene and the statement."""
    at_work(OTHER, stage)
    await move_issue(stage, GATE, "核实", "verified")
    await move_issue(stage, GATE, "立案", "filed")
    await move_issue(stage, GATE, "处置", "handling")
    await press(stage, "f4")
    await pick(stage, "加说明")
    await fill(stage, text="门岗承认按物业要求，欠费的不抬杆")
    await paper(stage, "询问笔录", person_name="孙经理", rights="已亮证，已告知")
    at_work(OFFICER, stage)


async def meet(stage: Stage) -> None:
    """Hold the round table: sign in, views, vote, the promise, minutes."""
    await show(stage, "issues", GATE)
    await begin(stage, "会议", title=TABLE, held_us="10:00", invited=("housing",))
    await show(stage, "meetings", TABLE)
    await step(stage, "f2", TABLE, "graded", grade="instant")
    await step(stage, "f2", TABLE, "preparing")
    await inquire(stage)
    await show(stage, "meetings", TABLE)
    for line, key, value in (
        ("签到", "李先生", "业主"),
        ("签到", "赵书记", "社区"),
        ("签到", "孙经理", "物业"),
        ("签到", "刘科长", "住建"),
        ("记意见", "孙经理", "承认不对，当场改"),
        ("记表决", "李先生", "for"),
    ):
        await add(stage, line, key, value)
    held_us = thing(stage, TABLE).integer("held_us")
    await step(stage, "f2", TABLE, "held")
    assert thing(stage, TABLE).integer("held_us") == held_us
    await press(stage, "f4")
    await pick(stage, "由此新建", "承诺")
    await fill(stage, title=PROMISE, party="世茂云湖物业")
    await show(stage, "meetings", TABLE)
    await press(stage, "f2")
    form = stage.front.screen.query_one(Form)
    assert "同意 1" in str(form.values["minutes"])
    assert "世茂云湖物业" in str(form.values["minutes"])
    await fill(stage, conclusion="缴费与通行分开", facts="欠费车辆进不去")
    assert thing(stage, TABLE).status == "minuted"


async def put_right(stage: Stage) -> None:
    """Have the owners agree, write the opinion, have another officer look, rate and publish."""
    await show(stage, "meetings", PROMISE)
    await step(stage, "f2", PROMISE, "correcting", consent="业主代表三人同意")
    await paper(stage, "整改意见书")
    await show(stage, "meetings", PROMISE)
    await step(stage, "f2", PROMISE, "awaiting")
    await press(stage, "f2")
    assert thing(stage, PROMISE).status == "awaiting"
    at_work(OTHER, stage)
    await step(stage, "f2", PROMISE, "passed", result="三辆欠费车照常进出")
    await move_issue(stage, GATE, "反馈", "responded")
    at_work(OFFICER, stage)
    await move_issue(stage, GATE, "核查", "checked")
    await move_issue(stage, GATE, "结案", "closed")
    await show(stage, "meetings", WHISTLE)
    await step(stage, "f2", WHISTLE, "handling")
    at_work(STREET, stage)
    await step(stage, "f2", WHISTLE, "rated", result="物业当场改", rating="satisfied")
    await step(stage, "f2", WHISTLE, "closed")
    at_work(LEAD, stage)
    await show(stage, "meetings", TABLE)
    await step(stage, "f2", TABLE, "executing")
    await step(stage, "f2", TABLE, "published", published="小区公告栏")
    at_work(STREET, stage)
    await step(stage, "f2", TABLE, "reviewed", review="没有反弹", satisfaction="satisfied")


async def call_back(stage: Stage) -> None:
    """Answer, and let the first receiver call back: a department did the work."""
    at_work(OFFICER, stage)
    await show(stage, "requests", FEE)
    await step(stage, "enter", FEE, "answered", reply="物业已改，车辆照常进出")
    await step(stage, "enter", FEE, "called_back", satisfaction="satisfied", called_back="能进门了")
    await step(stage, "enter", FEE, "closed")


def names_around(stage: Stage, title: str) -> set[tuple[str, bool]]:
    """Return the types of what a thing has to do with, and whether each names it."""
    return {
        (one.type, one.is_source) for one in related(stage.front.opened.ledger, thing(stage, title))
    }


@needs_font
async def test_the_property_fee_is_dealt_with_by_keys(tmp_path: Path) -> None:
    stage = before_the_patrol()
    async with stage.opened():
        stage.home_in(tmp_path)
        at_work(OFFICER, stage)
        await complain(stage)
        await whistle(stage)
        await meet(stage)
        await put_right(stage)
        await call_back(stage)
        await show(stage, "issues", GATE)
        for name in (FEE, WHISTLE, TABLE, PROMISE):
            assert name in stage.text()
        stage.matches("story_issue_80")
        assert names_around(stage, GATE) == {
            *(("request", False), ("whistle", True), ("meeting", True), ("commitment", True)),
        }
        assert {"letter", "issue"} <= {name for name, _ in names_around(stage, FEE)}
        await press(stage, "ctrl+e")
        await pick(stage, "承办人")
        name = f"case-{issue(stage).text('number')}-handler.pdf"
        await said(stage, name)
        assert (tmp_path / "data" / "exports" / name).read_bytes().startswith(b"%PDF")
        await show(stage, "meetings", PROMISE)
        (tmp_path / "data" / "exports").rename(tmp_path / "elsewhere")
        (tmp_path / "data" / "exports").write_text("no folder", encoding="utf-8")
        await press(stage, "ctrl+e")
        await pick(stage, "承办人")
        await said(stage, "没有写成")


async def put_in_order(stage: Stage) -> None:
    """Record what stands on the road, give the stall its place, have the issue looked at."""
    await begin(stage, "问题")
    await write(stage, "占道经营")
    await press(stage, "enter")
    form = stage.front.screen.query_one(Form)
    form.set_value("measures", ("persuaded",))
    form.set_value("note", "摊位占到路上")
    await press(stage, "f2", "1", "f2")
    for stall in STALLS:
        number, line = stall.split()
        await show(stage, "issues", MARKET)
        await begin(stage, "摊位", title=stall, stall_no=number, line=line, card="yes")
        await show(stage, "meetings", stall)
        at_work(LEAD, stage)
        await step(stage, "f2", stall, "trading")
        at_work(OFFICER, stage)
    for name, status in (("核实", "verified"), ("反馈", "responded")):
        await move_issue(stage, MARKET, name, status)
    at_work(OTHER, stage)
    await move_issue(stage, MARKET, "核查", "checked")
    at_work(OFFICER, stage)
    for name, status in (("结案", "closed"), ("归档", "archived")):
        await move_issue(stage, MARKET, name, status)


async def test_the_market_is_put_in_order_by_keys() -> None:
    stage = before_the_patrol()
    async with stage.opened():
        at_work(OFFICER, stage)
        await press(stage, "4", "f7", "1")
        await fill(stage, title=MESS, channel="visit", place=MARKET, requester="王女士")
        await show(stage, "requests", MESS)
        await press(stage, "f4")
        await pick(stage, "下一步", "在办")
        await press(stage, "f2")
        await put_in_order(stage)
        await show(stage, "requests", MESS)
        await step(stage, "enter", MESS, "answered", reply="摊位已归位，路通了")
        await press(stage, "enter")
        assert thing(stage, MESS).status == "answered"
        at_work(OTHER, stage)
        await step(stage, "enter", MESS, "called_back", satisfaction="satisfied")
        await step(stage, "enter", MESS, "closed")
        await show(stage, "issues", MARKET)
        for name in (MESS, *STALLS, "在营"):
            assert name in stage.text()
        assert names_around(stage, MARKET) == {("request", False), ("stall", True)}
