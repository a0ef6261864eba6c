from pathlib import Path

import pytest

from tests.cli.laptop import Laptop
from tests.documents.paper_files import needs_font

GPX = """<?xml version="1.0"?>
<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="36.970" lon="117.210"><name>东门</name><desc>看门</desc></wpt>
<wpt lat="36.972" lon="117.212"><name>西门</name></wpt>
</gpx>
"""


def test_routes_are_listed_and_shown(laptop: Laptop) -> None:
    items = laptop.json("route", "list")["items"]
    assert {one["id"] for one in items} == {"binhu_north", "binhu_south"}
    shown = laptop.json("route", "show", items[0]["id"])
    assert set(shown) == {"id", "name", "checkpoints"}
    point = shown["checkpoints"][0]
    assert set(point) == {"id", "name", "lat", "lon", "items"}
    assert set(point["items"][0]) == {"id", "text"}
    assert isinstance(point["lat"], float)
    assert len(laptop.json("route", "list", "--all")["items"]) > len(items)


def test_people_read_a_route_as_a_table(laptop: Laptop) -> None:
    assert "南线" in laptop.ok("route", "list").out
    out = laptop.ok("route", "show", "nx").out
    assert out.startswith("南线  binhu_south\n")
    assert "1  工作站" in out
    assert laptop.ok("--lang", "en", "route", "show", "nx").out.startswith("South route")


def test_a_route_is_made_from_a_file_and_walked(laptop: Laptop, tmp_path: Path) -> None:
    file = tmp_path / "东线.gpx"
    file.write_text(GPX, encoding="utf-8")
    said = laptop.ok("route", "import", str(file), "--grace", "20")
    assert said.out == "binhu_dong_xian\n"
    assert "路线 binhu_dong_xian 已建立，共 2 个巡查点。" in said.err
    shown = laptop.json("route", "show", "东线")
    assert [point["id"] for point in shown["checkpoints"]] == ["c01", "c02"]
    assert shown["checkpoints"][1]["items"] == [{"id": "i01", "text": "现场无异常"}]
    laptop.ok("patrol", "start", "--route", "东线")
    laptop.ok("patrol", "check", "西门", "1", "ok")


def test_a_route_of_the_same_id_is_replaced(laptop: Laptop, tmp_path: Path) -> None:
    file = tmp_path / "a.gpx"
    file.write_text(GPX, encoding="utf-8")
    words = ("route", "import", str(file), "--id", "binhu_east", "--name", "东环")
    laptop.ok(*words)
    assert "已替换" in laptop.ok(*words).err
    assert laptop.json("route", "show", "binhu_east")["name"] == "东环"


def test_the_track_of_a_walk_is_taken_as_a_route_and_that_is_told(
    laptop: Laptop, tmp_path: Path
) -> None:
    file = tmp_path / "西线.gpx"
    points = "".join(f'<trkpt lat="36.{97000 + at}" lon="117.21"/>' for at in range(60))
    text = '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{}</gpx>'
    file.write_text(text.format(f"<trk><trkseg>{points}</trkseg></trk>"), encoding="utf-8")
    said = laptop.ok("route", "import", str(file))
    assert "60 个点" in said.err
    assert [one["name"] for one in laptop.json("route", "show", "西线")["checkpoints"]] == [
        "#1",
        "#2",
    ]


def test_mistakes_are_listed_with_their_lines_and_nothing_is_imported(
    laptop: Laptop, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("名称,纬度,经度\n东门,36.97,117.21\n西门,abc,117.2\n南门,36.9,999\n", "utf-8")
    said = laptop.call("route", "import", str(file))
    assert (said.code, said.out) == (1, "")
    assert f"{file}:3: " in said.err
    assert f"{file}:4: " in said.err
    assert "什么都没有导入" in said.err
    assert len(laptop.json("route", "list")["items"]) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "moon"], 1),
        (["import", "/nowhere/x.gpx"], 1),
        (["import", "/nowhere/x.doc"], 1),
        (["import", "{gpx}", "--grace", "soon"], 2),
        (["import", "{gpx}", "--id", "Not An Id"], 1),
        (["import", "{gpx}", "--id", "nanhu_ring"], 1),
        (["import", "{gpx}", "--name", " "], 1),
    ],
)
def test_what_does_not_fit_is_refused(
    laptop: Laptop, tmp_path: Path, words: list[str], code: int
) -> None:
    file = tmp_path / "a.gpx"
    file.write_text(GPX, encoding="utf-8")
    said = laptop.call("route", *(word.format(gpx=file) for word in words))
    assert (said.code, said.out) == (code, "")


def test_a_station_without_routes_is_told_how_to_make_one(
    two_laptops: tuple[Laptop, Laptop], laptop: Laptop
) -> None:
    del two_laptops
    assert laptop.ok("route", "list", "--all").out.count("\n") > 3


@needs_font
def test_the_codes_of_a_route_are_printed_and_one_of_them_marks_arrival(
    laptop: Laptop, tmp_path: Path
) -> None:
    sheet = tmp_path / "codes.pdf"
    body = laptop.json("route", "codes", "binhu_north", "-o", str(sheet))
    assert sheet.read_bytes().startswith(b"%PDF")
    first = body["items"][0]
    assert (first["number"], first["id"], len(first["code"])) == (1, "north_gate", 12)
    laptop.ok("patrol", "start", "--route", "binhu_north")
    there = ("--lat", "36.97", "--lon", "117.21")
    near = laptop.json("patrol", "scan", first["code"], *there)
    assert (near["checkpoint"], near["distance_m"], near["far"]) == ("north_gate", 0, False)
    far = laptop.json("patrol", "scan", body["items"][1]["code"], *there)
    assert far["far"] is True
    shown = laptop.json("patrol", "show")["checkpoints"]
    assert shown[1]["scanned"] == {"distance_m": far["distance_m"], "far": True}
    assert laptop.call("patrol", "scan", "1234").code == 1
    assert laptop.call("patrol", "scan", first["code"], "--lat", "36.97").code == 2
