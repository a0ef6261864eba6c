"""The door of a real home: keys, files and settings on disk."""

from dataclasses import replace
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.clock import FixedClock
from patrol_tui.domain.language.errors import Refused
from patrol_tui.services.requests import StartPatrol
from patrol_tui.tui.entering.door import NewStation
from patrol_tui.tui.entering.home_door import HomeDoor
from patrol_tui.tui.host.app import PatrolApp
from tests.tui.stage import MORNING_US, PIN

OTHER = "135791"


def door_of(home: Path) -> HomeDoor:
    clock = FixedClock(MORNING_US)
    return HomeDoor(bootstrap.open_home(home, {}), clock)


def test_a_station_of_its_own_is_set_up_and_opened_again(tmp_path: Path) -> None:
    door = door_of(tmp_path / "home")
    assert list(door.cards()) == []
    made = door.set_up_alone(NewStation("binhu", "队员甲", "0417"), PIN)
    assert made.has_pin
    session = made.session()
    assert not made.is_linked(session)
    done = session.office.perform(StartPatrol("binhu_north"))
    session.close()
    card = door.cards()[0]
    assert (card.name, card.badge, card.is_open) == ("队员甲", "0417", False)
    with pytest.raises(Refused):
        door.unlock("0417", "999999")
    door.change_pin("0417", PIN, OTHER)
    again = door.unlock("0417", OTHER).session()
    patrol = again.office.patrol_under_way()
    assert patrol is not None
    assert patrol.subject == done.subject
    again.close()


def test_settings_are_kept_and_followed_by_sessions_opened_later(tmp_path: Path) -> None:
    door = door_of(tmp_path / "home")
    home = door.set_up_alone(NewStation("binhu", "队员甲", "0417"), PIN)
    shared = f"sqlite:///{tmp_path / 'shared.db'}"
    beside = home.sync_side()
    assert beside.sync(lambda _told: None).state == "refused"  # none is named yet
    door.keep(replace(door.settings, shared_url=shared))
    assert beside.sync(lambda _told: None).state == "unreachable"  # no such file
    beside.close()
    session = home.session()
    assert home.is_linked(session)
    session.close()
    assert bootstrap.open_home(tmp_path / "home", {}).settings.shared_url == shared


def test_a_bundle_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        door_of(tmp_path / "home").set_up_from_bundle(tmp_path / "none.bundle", "CODE", PIN)


def test_what_comes_with_the_program_can_be_read_before_any_home(tmp_path: Path) -> None:
    door = door_of(tmp_path / "home")
    assert "binhu" in door.shipped_catalog().stations
    assert door.pinyin().initials("滨湖") == "bh"
    assert list(door.problems) == []


async def test_from_the_first_run_to_a_patrol_with_keys_alone(tmp_path: Path) -> None:
    door = door_of(tmp_path / "home")
    app = PatrolApp(door, door.clock)
    async with app.run_test(size=(80, 24)) as pilot:

        async def press(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
                await app.workers.wait_for_complete()
                await app.settled()
                await pilot.pause()

        await press()
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.place == "setup"
        await press("down", "2", "enter", *"bh", "enter", *"甲", "enter", *"0417", "enter", "enter")
        await press(*PIN, "enter", *PIN, "enter")
        assert app.place == "today"
        await press("enter", "enter", "enter", "enter", "enter", "space")
        patrol = app.opened.office.patrol_under_way()
        assert patrol is not None
        assert "check/north_gate/gate_clear" in patrol.fields
        await press("f10")
    assert app.return_code == 0
    assert [card.name for card in door.cards()] == ["甲"]
