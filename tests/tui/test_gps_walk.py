"""A patrol walked with a real gpsd, from the first fix to a GPX: the real program, a real home."""

import asyncio
import json
from pathlib import Path

import pytest
from textual.pilot import Pilot

from patrol_tui import bootstrap
from patrol_tui.cli.app import run
from patrol_tui.clock import FixedClock
from patrol_tui.domain.geo import LatLon
from patrol_tui.domain.times import parse_time
from patrol_tui.settings import Settings
from patrol_tui.tui.entering.home_door import HomeDoor
from patrol_tui.tui.host.app import PatrolApp
from tests.devices.position.gpsfake import replayed
from tests.devices.position.receiver_logs import SEVERAL, steps, walk_log
from tests.documents.maps.gpx_schema import faults

BEGIN_US = parse_time("2026-11-23T09:02+08:00", 0)
GATE: LatLon = (369_700_000, 1_172_100_000)
MARKET: LatLon = (369_727_932, 1_172_102_249)
SKIPS = [word for number in range(3, 12) for word in ("--skip", f"{number}=时间不够")]
_PATIENCE = 200


def shown(app: PatrolApp) -> str:
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text for strip in strips)


async def until(app: PatrolApp, text: str) -> None:
    """Wait until something is shown: what happens outside cannot be awaited."""
    for _ in range(_PATIENCE):
        if text in shown(app):
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"{text} did not come:\n{shown(app)}")


async def press(pilot: Pilot[int], key: str) -> None:
    await pilot.press(key)
    app = pilot.app
    assert isinstance(app, PatrolApp)
    await app.settled()
    await pilot.pause()


@pytest.mark.debian("gpsd", "gpsfake")
async def test_a_walk_is_followed_from_the_first_fix_to_the_gpx(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = FixedClock(BEGIN_US)
    home = bootstrap.open_home(tmp_path / "home", {})
    wanted = bootstrap.SetUp("binhu", "队员甲", "0417", None)
    bootstrap.set_up_alone(home, wanted, None, clock)
    words = ["--home", str(tmp_path / "home")]
    assert run([*words, "patrol", "start", "--route", "北线"], {}, clock) == 0
    places = [*[GATE] * 400, *steps(GATE, MARKET), *[MARKET] * 400]
    with replayed(SEVERAL, walk_log(SEVERAL, places, BEGIN_US), tmp_path, by_tcp=True) as name:
        home = bootstrap.keep_settings(home, Settings(gps=name))
        app = PatrolApp(HomeDoor(home, clock), clock)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(app, "小区正门")
            await press(pilot, "2")
            await until(app, "到了？")
            assert "小区正门，0 米" in shown(app)
            await press(pilot, "f2")
            await until(app, "走了？")
            await press(pilot, "f2")
            await press(pilot, "f2")  # items are left open, and that is said first
            await until(app, "便民市场，")
            await press(pilot, "f2")
            await until(app, "在此")
    capsys.readouterr()
    assert run([*words, "patrol", "finish", *SKIPS], {}, clock) == 0
    path = tmp_path / "track.gpx"
    assert run([*words, "export", "track", "--format", "gpx", "-o", str(path)], {}, clock) == 0
    assert faults(path.read_bytes()) == []
    text = path.read_text("utf-8")
    assert text.count("<trkpt ") > 15
    assert text.count("<wpt ") == 2
    # gpsd may tell a first fix before it has heard how the satellites stand: that one is poor.
    doubted = [point for point in text.split("<trkpt ")[1:] if "<pt:mark>" in point]
    assert doubted in ([], text.split("<trkpt ")[1:2])
    assert all("<pt:mark>poor<" in point for point in doubted)
    run([*words, "patrol", "show", "BH-p261123-01-01", "--json"], {}, clock)
    took = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert 200 < took["length_m"] < 400
