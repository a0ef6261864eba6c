"""Where a patrol went, from the command line: exported, shown, and on another laptop."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.clock import FixedClock
from patrol_tui.domain.track.judge import Mark
from patrol_tui.domain.track.points import Point
from patrol_tui.services.keep_track import KeepTrack
from tests.cli.laptop import Laptop
from tests.documents.maps.gpx_schema import faults

SKIPS = [word for number in range(2, 12) for word in ("--skip", f"{number}=时间不够")]


def walk(laptop: Laptop, count: int = 20) -> str:
    """Walk a patrol with a track, and return its number."""
    number: str = laptop.json("patrol", "start", "--route", "南线", "--partner", "0418")["number"]
    clock = FixedClock(laptop.clock.now_us())
    unlocked = bootstrap.unlock(bootstrap.open_home(laptop.home, {}), None, None, clock)
    with closing(bootstrap.open_session(unlocked, clock)) as session:
        patrol = session.office.patrol_under_way()
        assert patrol is not None
        points = [
            Point(clock.now_us() + at * 10_000_000, (369_700_000 + at * 900, 1_172_100_000), 4)
            for at in range(count)
        ]
        odd = Point(points[-1].time_us + 1_000_000, (370_000_000, 1_172_100_000), 4, Mark.JUMP)
        session.office.perform(KeepTrack(patrol.subject, (*points, odd)))
    laptop.ok("patrol", "arrive", "1")
    laptop.ok("patrol", "finish", *SKIPS)
    return number


def test_a_track_becomes_gpx_and_geojson(laptop: Laptop, tmp_path: Path) -> None:
    number = walk(laptop)
    path = tmp_path / "轨迹.gpx"
    made = laptop.json("export", "track", "--format", "gpx", "--id", number, "-o", str(path))
    assert made == {"path": str(path), "rows": 21, "patrols": 1, "lacking": 0, "shortened": 0}
    assert faults(path.read_bytes()) == []
    text = path.read_text("utf-8")
    assert text.count("<trkpt ") == 21
    assert number in text
    other = tmp_path / "轨迹.geojson"
    said = laptop.ok("export", "track", "--format", "geojson", "-o", str(other))
    assert said.out == f"{other}\n"
    assert "写了 21 个点。" in said.err
    kinds = [one["geometry"]["type"] for one in json.loads(other.read_bytes())["features"]]
    assert kinds.count("LineString") == 1


def test_a_patrol_without_a_receiver_is_exported_with_its_stops(
    laptop: Laptop, tmp_path: Path
) -> None:
    laptop.ok("patrol", "start", "--route", "南线")
    laptop.ok("patrol", "arrive", "1")
    path = tmp_path / "x.gpx"
    said = laptop.ok("export", "track", "--format", "gpx", "-o", str(path))
    assert "没有定位记录" in said.err
    assert faults(path.read_bytes()) == []
    assert path.read_text("utf-8").count("<wpt ") == 1


def test_what_a_patrol_took_is_shown(laptop: Laptop) -> None:
    number = walk(laptop)
    shown = laptop.json("patrol", "show", number)
    assert (shown["length_m"], shown["people"]) == (190, 2)
    assert shown["position_marks"] == {"jump": 1}
    out = laptop.ok("patrol", "show", number).out
    assert "190 米" in out
    assert "跳点 1" in out


def test_another_laptop_gets_the_track_by_sync(
    two_laptops: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    one, other = two_laptops
    number = walk(one)
    sent = one.json("sync")
    assert (sent["state"], sent["photos_sent"]) == ("complete", 1)
    receipt = one.json("receipt")
    assert receipt["complete"] is True
    assert receipt["photos"] == {"here": 1, "shared": 1}
    other.ok("sync")
    path = tmp_path / "x.gpx"
    made = other.json("export", "track", "--format", "gpx", "--id", number, "-o", str(path))
    assert (made["rows"], made["lacking"]) == (21, 0)


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--format", "kml"), 2), ((), 2), (("--format", "gpx", "--id", "none"), 1)],
)
def test_what_cannot_be_exported_is_refused(
    laptop: Laptop, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    path = tmp_path / "x.gpx"
    assert laptop.call("export", "track", *words, "-o", str(path)).code == code
    assert not path.exists()


def test_positions_copied_from_chinese_maps_are_moved_to_where_they_are(
    laptop: Laptop, tmp_path: Path
) -> None:
    given = (
        "--kind",
        "xf",
        "--place",
        "东门",
        "--note",
        "占道",
        "--lat",
        "36.9705",
        "--lon",
        "117.2159",
    )
    plain = laptop.json("issue", "record", *given)["id"]
    moved = laptop.json("issue", "record", *given, "--datum", "GCJ-02")["id"]
    here, there = (laptop.json("issue", "show", one) for one in (plain, moved))
    assert here["lat"] == 36.9705
    assert 0.002 < here["lon"] - there["lon"] < 0.01
    assert laptop.call("issue", "record", *given, "--datum", "mars").code == 2
    file = tmp_path / "东线.csv"
    file.write_text("名称,纬度,经度\n东门,36.9705,117.2159\n", encoding="utf-8")
    laptop.ok("route", "import", str(file), "--datum", "gcj02")
    point = laptop.json("route", "show", "东线")["checkpoints"][0]
    assert abs(point["lon"] - there["lon"]) < 1e-6
