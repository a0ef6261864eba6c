"""Tracks become GPX that its schema allows, and GeoJSON that other programs read."""

import json
from pathlib import Path

import pytest

from patrol_tui.documents.maps.gpx import write_gpx
from patrol_tui.documents.maps.track_geojson import write_track_geojson
from patrol_tui.documents.reading.waypoints import read_waypoints
from patrol_tui.domain.times import parse_time
from patrol_tui.domain.track.file import PatrolTrack, Pin, TrackFile
from patrol_tui.domain.track.judge import Mark
from patrol_tui.domain.track.points import Point
from tests.documents.maps.gpx_schema import faults

AT_US = parse_time("2026-11-23T09:02+08:00", 0)
GATE = (369_700_000, 1_172_100_000)


def point(second: int, **said: object) -> Point:
    place = GATE[0] + second * 1_000, GATE[1]
    return Point(AT_US + second * 1_000_000, place, **said)  # type: ignore[arg-type]


TRACK = PatrolTrack(
    number="BH-p261123-07-01",
    name="北线 <east> & \x1b[31m",
    note="0417  0418",
    parts=(
        (point(0, accuracy_m=3), point(10), point(20, marks=Mark.JUMP | Mark.MOCK), point(30)),
        (point(60), point(70, accuracy_m=80, marks=Mark.POOR)),
    ),
    route=(
        Pin("checkpoint", "小区正门", GATE, AT_US),
        Pin("checkpoint", "便民市场", (369_727_932, 1_172_102_249), None, "没开市"),
    ),
    issues=(Pin("issue", "占道经营 BH-261123-07-01", GATE, AT_US, "正门口"),),
    facts={"officer": "0417", "started_us": AT_US, "finished_us": None, "length_m": 120},
)
FILE = TrackFile("巡查轨迹", "队员甲 0417", AT_US, (TRACK,))


def gpx(tracks: TrackFile, tmp_path: Path) -> bytes:
    path = tmp_path / "track.gpx"
    write_gpx(tracks, path)
    return path.read_bytes()


def test_gpx_is_what_its_schema_allows(tmp_path: Path) -> None:
    assert faults(gpx(FILE, tmp_path)) == []


def test_gpx_has_route_waypoints_segments_and_flags(tmp_path: Path) -> None:
    text = gpx(FILE, tmp_path).decode()
    assert text.count("<trkseg>") == 5  # cut where a position leapt or was poor
    assert text.count("<wpt ") == 2  # what was reached, and the issue
    assert text.count("<rtept ") == 2
    assert "<pt:mark>jump</pt:mark><pt:mark>mock</pt:mark>" in text
    assert "<pt:accuracy>3</pt:accuracy>" in text
    assert "<time>2026-11-23T01:02:10.0Z</time>" in text
    assert "\x1b" not in text


def test_its_route_can_be_read_in_again(tmp_path: Path) -> None:
    path = tmp_path / "track.gpx"
    write_gpx(FILE, path)
    found = read_waypoints(path).waypoints
    assert [(one.name, one.lat_e7) for one in found] == [
        ("小区正门", GATE[0]),
        ("便民市场", 369_727_932),
    ]


@pytest.mark.parametrize(
    "tracks",
    [
        TrackFile("", "", AT_US, ()),
        TrackFile("x", "", 0, (PatrolTrack("1", "n", "", ()),)),
        TrackFile(
            "x", "y", AT_US, (PatrolTrack("1", "n", "", ((Point(0, (0, 1_800_000_000)),),)),)
        ),
    ],
)
def test_little_is_valid_too(tracks: TrackFile, tmp_path: Path) -> None:
    assert faults(gpx(tracks, tmp_path)) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('version="1.1"', 'version="1.0"'),
        ("</metadata>", "<wpt/></metadata>"),
        ('lat="36.9700000"', 'lat="96.9700000"'),
        ("<trkseg>", "<trkseg><name>x</name>"),
    ],
)
def test_the_schema_finds_what_is_wrong(right: str, wrong: str, tmp_path: Path) -> None:
    text = gpx(FILE, tmp_path).decode()
    assert right in text
    assert faults(text.replace(right, wrong, 1).encode()) != []


def test_geojson_has_a_line_a_run_and_points_for_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "track.geojson"
    write_track_geojson(FILE, path)
    body = json.loads(path.read_bytes())
    kinds = [(one["geometry"]["type"], one["properties"]["kind"]) for one in body["features"]]
    assert kinds == [
        ("Point", "checkpoint"),
        ("Point", "checkpoint"),
        ("Point", "issue"),
        ("LineString", "track"),
        ("Point", "fix"),
        ("Point", "fix"),
        ("Point", "fix"),
        ("Point", "fix"),
    ]
    line = body["features"][3]
    assert line["geometry"]["coordinates"][0] == [117.21, 36.97]
    said = line["properties"]
    assert said["coordTimes"] == ["2026-11-23T01:02:00Z", "2026-11-23T01:02:10Z"]
    assert (said["started"], said["finished"], said["length_m"]) == (
        "2026-11-23T01:02:00Z",
        None,
        120,
    )
    assert body["features"][4]["properties"]["marks"] == {"jump": 1, "mock": 1}
    assert body["features"][1]["properties"]["note"] == "没开市"
    assert FILE.points == 6


def test_geojson_without_a_patrol_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "track.geojson"
    write_track_geojson(TrackFile("", "", 0, ()), path)
    assert json.loads(path.read_bytes())["features"] == []
