"""The district's laptops: the list, shutting one out, a code for a lost PIN."""

from pathlib import Path
from typing import TYPE_CHECKING

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.folding.subject import CREATED
from patrol_tui.domain.language.errors import Unreachable
from patrol_tui.domain.subjects.device import DEVICE, JOINED
from patrol_tui.services.bureau.devices import revoking_draft
from patrol_tui.services.bureau.enrol import OtherName
from patrol_tui.settings import Settings
from patrol_tui.tui.kit.lists.paged_list import PagedList
from tests.services.memory import MemoryLedger, writer
from tests.tui.scenes import before_the_patrol, locked
from tests.tui.stage import MINUTE_US, PIN, Stage, shipped

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json
    from patrol_tui.domain.folding.state import State

LOST = name_id("device", "8")
FLEET = (
    (5, "nanhu", "队员戊", True),
    (7, "binhu", "队员甲", True),
    (8, "binhu", "队员乙", True),
    (9, "kaiyuan", "队员丁", False),
)


def bureau(settings: Settings | None = None, stage: Stage | None = None) -> Stage:
    """Return the bureau's station with four laptops, one of which is shut out.

    Args:
        settings: what the user chose.
        stage: a station that becomes the bureau's; one without a patrol where not given.
    """
    stage = stage or before_the_patrol(settings)
    ledger = stage.ledger
    ledger.set_meta("root_officer", ledger.writer.officer.hex())
    stage.clock.at_us -= 60 * 24 * MINUTE_US
    for number, station, officer, has_joined in FLEET:
        device = name_id("device", str(number))
        fields: dict[str, Json] = {"number": number, "station": station, "officer": officer}
        content: dict[str, Json] = {"set": fields, "move": "enrolled"}
        at_us = stage.clock.now_us()
        ledger.append((Draft(device, DEVICE.kind(CREATED), content, district=True),), at_us)
        if has_joined:
            beside = MemoryLedger(writer("0418", officer, number), shipped().items())
            beside.take(ledger)
            joining: dict[str, Json] = {"move": "joined"}
            heads = laptop(stage, device).heads
            draft = Draft(device, DEVICE.kind(JOINED), joining, heads, district=True)
            beside.append((draft,), at_us)
            ledger.take(beside)
        stage.clock.advance(MINUTE_US)
    old = laptop(stage, name_id("device", "5"))
    ledger.append((revoking_draft(old, (), "离任"),), stage.clock.now_us())
    stage.clock.at_us += 60 * 24 * MINUTE_US
    now_us = stage.clock.now_us()
    ledger.arrivals = {
        name_id("device", "5"): now_us - 30 * 24 * 60 * MINUTE_US,
        name_id("device", "7"): now_us - 10 * MINUTE_US,
        LOST: now_us - 24 * 60 * MINUTE_US,
    }
    ledger.shared |= {entry.hash for entry in ledger.kept}
    return stage


def laptop(stage: Stage, device: bytes) -> "State":
    state = stage.ledger.state(device)
    assert state is not None
    return state


async def to_the_lost_one(stage: Stage) -> None:
    """Go to the laptops, and to the one that got lost."""
    await stage.press(stage.pilot, "9", "f4", "home", "down")
    assert "队员乙" in stage.text()


async def test_the_laptops_are_listed_with_their_last_arrival_and_found_by_typing() -> None:
    stage = bureau()
    async with stage.opened() as pilot:
        await stage.press(pilot, "9", "end", "enter", "home", "down")
        stage.matches("laptops")
        await stage.press(pilot, "enter")
        assert "电脑加入" in stage.text()
        await stage.press(pilot, "escape", "end")
        assert "离任" in stage.text()
        await stage.press(pilot, "slash")
        await stage.type(pilot, "没有的")
        assert "没有符合" in stage.text()
        await stage.press(pilot, "escape", "escape")
        assert stage.front.place == "settings"


async def test_a_wide_window_speaks_english() -> None:
    stage = bureau(Settings(language="en"))
    async with stage.opened(size=(120, 40)) as pilot:
        await stage.press(pilot, "9", "f4")
        stage.matches("laptops_wide_en")


async def test_the_bureau_shuts_a_laptop_out_with_a_reason_that_outlives_a_lost_link() -> None:
    stage = bureau()
    stage.refuses = Unreachable("No link. Nothing was changed.")
    async with stage.opened() as pilot:
        await to_the_lost_one(stage)
        await stage.press(pilot, "f4")
        stage.matches("laptop_choices")
        await stage.press(pilot, "1")
        await stage.type(pilot, "昨晚在车上被盗")
        stage.matches("laptop_shut_out")
        await stage.press(pilot, "f2")
        assert "No link" in stage.text()
        assert laptop(stage, LOST).status == "joined"
        stage.refuses = None
        await stage.press(pilot, "f4", "1")
        assert "昨晚在车上被盗" in stage.text()
        await stage.press(pilot, "f2")
        assert "08 号电脑已停用" in stage.text()
        assert laptop(stage, LOST).status == "revoked"
        assert "理由：昨晚在车上被盗" in stage.text()
        await stage.press(pilot, "f4", "1")
        assert "已经停用了" in stage.text()
        await stage.press(pilot, "down", "f4", "1")
        assert "这就是你正在用的" in stage.text()


async def test_an_officer_of_a_station_looks_and_changes_nothing() -> None:
    stage = bureau()
    stage.ledger.beside.pop("root_officer")
    stage.ledger.granted[stage.ledger.writer.officer] = frozenset(("officer",))
    stage.ledger.twice[LOST] = {"BH-260714-08-01": (b"1", b"2")}
    async with stage.opened() as pilot:
        await to_the_lost_one(stage)
        assert "都编过 BH-260714-08-01" in stage.text()
        assert "更改" not in stage.text()
        await stage.press(pilot, "f4")
        assert "只有区局" in stage.text()
        await stage.press(pilot, "down", "f7")
        assert "只有区局" in stage.text()


async def test_the_code_for_a_lost_pin_is_shown_once_by_mouse() -> None:
    stage = bureau()
    stage.refuses = Unreachable("That laptop left no way back in.")
    async with stage.opened() as pilot:
        await stage.press(pilot, "9")
        await pilot.click("Footer", offset=(15, 0))
        await stage.settle(pilot)
        assert stage.front.place == "laptops"
        await pilot.click(PagedList, offset=(4, 1))
        await stage.settle(pilot)
        await stage.press(pilot, "f4", "2")
        assert "队员乙 本人" in stage.text()
        await stage.press(pilot, "f2")
        assert "left no way back" in stage.text()
        stage.refuses = None
        await stage.press(pilot, "f4", "2", "f2")
        stage.matches("laptop_code")
        await stage.press(pilot, "escape")
        assert "AB12" not in stage.text()


async def test_the_bureau_lets_a_further_laptop_in_and_sees_its_code_once() -> None:
    stage = bureau()
    stage.refuses = Unreachable("No link. Nobody was let in.")
    async with stage.opened() as pilot:
        await stage.press(pilot, "9", "f4", "f7")
        await stage.type(pilot, "nh")
        await stage.press(pilot, "enter")
        await stage.type(pilot, "队员己")
        stage.matches("laptop_let_in")
        await stage.press(pilot, "f2")
        assert "No link" in stage.text()
        stage.refuses = OtherName("0431", "队员丙", "队员己")
        await stage.press(pilot, "f7")
        assert "队员己" in stage.text()
        await stage.press(pilot, "f2")
        assert "现在改叫 队员己" in stage.text()
        stage.refuses = None
        await stage.press(pilot, "f2")
        stage.matches("laptop_let_in_code")
        path = Path("/stage/data/exports/patrol-05.bundle")
        let_in = ("队员己", "", f"nanhu officer {path}")
        assert stage.added == [let_in, ("renamed", "", "队员己")]
        await stage.press(pilot, "escape")
        assert "8J3C" not in stage.text()


# Officers of this laptop.


async def choose_pin(stage: Stage, pin: str) -> None:
    """Type a new PIN twice."""
    await stage.pilot.press(*pin, "enter", *pin)
    await stage.press(stage.pilot, "enter")


async def test_a_second_officer_is_added_with_an_own_pin() -> None:
    stage = locked()
    stage.refuses = Unreachable("The district knows no officer with the badge 0431.")
    async with stage.running() as pilot:
        await pilot.press(*PIN)
        await stage.press(pilot, "enter", "9")
        await stage.press(pilot, "end", "up", "up", "up")
        stage.matches("settings_officers")
        await stage.press(pilot, "down", "enter")
        assert "由本人更改" in stage.text()
        await stage.press(pilot, "down", "enter")
        await stage.type(pilot, "0431")
        stage.matches("officer_added")
        await stage.press(pilot, "enter", "enter")
        await choose_pin(stage, "135790")
        assert "knows no officer" in stage.text()
        stage.refuses = OtherName("0431", "队员丙", "队员己")
        await stage.press(pilot, "f7", "f2")
        await choose_pin(stage, "135790")
        assert "0431 是队员丙的" in stage.text()
        stage.refuses = None
        await stage.press(pilot, "f7")
        assert "0431" in stage.text()
        await stage.press(pilot, "f2")
        await choose_pin(stage, "135790")
        assert stage.added == [("0431", "队员丙", "135790")]
        assert "队员丙 可以用这台电脑了" in stage.text()
        assert "证号 0431" in stage.text()


async def test_a_home_without_a_pin_says_so_and_a_district_without_laptops_too() -> None:
    stage = before_the_patrol()
    async with stage.opened() as pilot:
        await stage.press(pilot, "9", "end", "up", "up", "enter")
        assert "这里不用 PIN" in stage.text()
        await stage.press(pilot, "f4")
        assert "还没有电脑" in stage.text()
        await stage.press(pilot, "enter", "f4")
        assert stage.front.place == "laptops"
