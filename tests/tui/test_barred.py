"""What is in quarantine, and a laptop that was shut out, as the sync page shows them."""

from patrol_tui.domain.language.errors import Unreachable
from patrol_tui.services.bureau.devices import revoking_draft
from patrol_tui.services.requests import Note
from patrol_tui.settings import Settings
from tests.tui.issue_scenes import CASE, SecondLaptop, subject_at
from tests.tui.stage import Stage
from tests.tui.test_laptops import bureau, laptop


def with_quarantine(settings: Settings | None = None) -> tuple[Stage, bytes]:
    """Return the bureau's station with an entry of a second laptop in quarantine."""
    stage = bureau(settings)
    second = SecondLaptop(stage)
    note = second.office.perform(Note(subject_at(stage, CASE), "停用之后写的"))
    second.brings()
    stage.ledger.in_quarantine.add(note.entries[-1].hash)
    return stage, note.entries[-1].hash


async def test_an_entry_in_quarantine_is_shown_with_its_reason_and_let_out() -> None:
    stage, entry = with_quarantine()
    stage.refuses = Unreachable("No link.")
    async with stage.opened() as pilot:
        await stage.press(pilot, "8")
        stage.matches("sync_quarantine")
        await stage.press(pilot, "f6")
        stage.matches("quarantine")
        await stage.press(pilot, "1", "2")
        await stage.type(pilot, "本人核实过")
        await stage.press(pilot, "f2")
        assert "No link" in stage.text()
        stage.refuses = None
        await stage.press(pilot, "f6", "1", "2")
        assert "本人核实过" in stage.text()
        await stage.press(pilot, "f2")
        assert stage.added == [(entry.hex(), "本人核实过", "")]
        assert "已解除隔离" in stage.text()
        await stage.press(pilot, "f6")
        assert "没有" in stage.text()


async def test_an_officer_of_a_station_is_led_to_the_thing() -> None:
    stage, _entry = with_quarantine()
    stage.ledger.beside.pop("root_officer")
    stage.ledger.granted[stage.ledger.writer.officer] = frozenset(("officer",))
    async with stage.opened() as pilot:
        await stage.press(pilot, "8", "f6", "1")
        assert stage.front.place == "issues"
        assert CASE in stage.text()


async def test_a_wide_window_speaks_english() -> None:
    stage, _entry = with_quarantine(Settings(language="en"))
    async with stage.opened(size=(120, 40)) as pilot:
        await stage.press(pilot, "8", "f6")
        stage.matches("quarantine_wide_en")


async def test_a_laptop_that_was_shut_out_says_so_with_the_reason() -> None:
    stage = bureau()
    own = laptop(stage, stage.ledger.writer.device)
    stage.ledger.append((revoking_draft(own, (), "在车上被盗"),), stage.clock.now_us())
    async with stage.opened() as pilot:
        await stage.press(pilot, "8")
        assert "区局停用了本机：在车上被盗" in stage.text()
