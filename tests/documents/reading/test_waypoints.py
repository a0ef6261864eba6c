import contextlib
import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from patrol_tui.documents.reading.content import MAX_FILE_BYTES
from patrol_tui.documents.reading.waypoints import read_waypoints
from patrol_tui.domain.geo import E7, degrees_text
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.waypoint import Waypoint, WaypointFile

GATE = Waypoint("东门", 306_127_000, 1_143_051_000, "靠近学校", ("通道", "灭火器"))
GPX = '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{}</gpx>'
KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
PLAIN_TEXT = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=10)


def read(tmp_path: Path, name: str, content: str | bytes) -> WaypointFile:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_waypoints(path)


def problems(file: WaypointFile) -> list[tuple[int, str]]:
    return [(problem.line, str(problem.error)) for problem in file.problems]


def remarks(file: WaypointFile) -> list[tuple[int, str]]:
    return [(remark.line, str(remark.error)) for remark in file.remarks]


def book(*sheets: list[list[object]]) -> bytes:
    packed = io.BytesIO()
    with Workbook(packed) as workbook:
        for rows in sheets:
            sheet = workbook.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return packed.getvalue()


def test_gpx_waypoints_are_read_in_their_order(tmp_path: Path) -> None:
    points = (
        '<wpt lat="30.6127" lon="114.3051"><name>东门</name><desc>靠近学校</desc>'
        "<extensions><x:name xmlns:x='urn:x'>other</x:name></extensions></wpt>"
        '<wpt lat="30.6" lon="114.3"><cmt>[/red]\x85</cmt></wpt>'
    )
    assert read(tmp_path, "a.gpx", GPX.format(points)) == WaypointFile(
        (
            Waypoint("东门", 306_127_000, 1_143_051_000, "靠近学校"),
            Waypoint("#2", 306_000_000, 1_143_000_000, "[/red]"),
        ),
        (),
    )


def test_the_points_of_a_gpx_route_go_before_waypoints_beside_it(tmp_path: Path) -> None:
    points = '<wpt lat="1" lon="2"/>\n<rte><rtept lat="3" lon="4"><name>B</name></rtept></rte>'
    found = read(tmp_path, "a.gpx", GPX.format(points))
    assert found.waypoints == (Waypoint("B", 3 * E7, 4 * E7),)
    assert remarks(found) == [(1, "1 waypoints beside the route were left out.")]
    assert not found.problems


def walked(count: int, tag: str) -> str:
    """Return a walk of that many points round a corner, as elements."""
    corner = count // 2
    places = [(36 + min(at, corner) / 1e4, 117 + max(0, at - corner) / 1e4) for at in range(count)]
    return "".join(tag.format(lat=f"{lat:.4f}", lon=f"{lon:.4f}") for lat, lon in places)


def test_a_gpx_of_a_track_alone_is_a_route_of_its_turns(tmp_path: Path) -> None:
    points = walked(200, '<trkpt lat="{lat}" lon="{lon}"/>')
    parts = f"<trk><name>早巡</name><trkseg>{points}</trkseg>\n<trkseg/></trk>"
    found = read(tmp_path, "a.gpx", GPX.format(parts))
    assert [(one.name, one.lat_e7, one.lon_e7) for one in found.waypoints] == [
        ("早巡 1", 360_000_000, 1_170_000_000),
        ("早巡 2", 360_100_000, 1_170_000_000),
        ("早巡 3", 360_100_000, 1_170_099_000),
    ]
    told = "A line of 200 points: the 3 at its ends and turns are taken."
    assert (problems(found), remarks(found)) == ([], [(1, told)])


def test_a_broken_point_of_a_track_is_named(tmp_path: Path) -> None:
    parts = '<trk><trkseg><trkpt lat="1" lon="2"/>\n<trkpt lat="x" lon="2"/></trkseg></trk>'
    found = read(tmp_path, "a.gpx", GPX.format(parts))
    assert [one.name for one in found.waypoints] == ["#1"]
    assert problems(found) == [(2, "“x, 2” are no decimal degrees, such as 30.6127, 114.3051.")]


def test_kml_without_points_is_read_along_its_lines(tmp_path: Path) -> None:
    drawn = (
        "<LineString><coordinates>117,36,0 117.001,36\n117.001,36.001</coordinates></LineString>"
    )
    walk = f"<gx:Track>{walked(100, '<gx:coord>{lon} {lat} 25</gx:coord>')}</gx:Track>"
    marks = (
        f"<Placemark><name>北线</name><MultiGeometry>{drawn}</MultiGeometry></Placemark>"
        f"<Placemark xmlns:gx='http://www.google.com/kml/ext/2.2'>{walk}</Placemark>"
        "<Placemark><name>小区</name><Polygon/></Placemark>"
    )
    found = read(tmp_path, "a.kml", KML.format(marks))
    assert [one.name for one in found.waypoints] == ["北线 1", "北线 2", "北线 3", "#4", "#5", "#6"]
    assert (found.waypoints[1].lat_e7, found.waypoints[1].lon_e7) == (360_000_000, 1_170_010_000)
    assert [text for _line, text in remarks(found)] == [
        "A line of 100 points: the 3 at its ends and turns are taken.",
        "小区 is no point and was left out.",
    ]
    assert not found.problems


def test_a_broken_point_is_named_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    points = (
        '\n<wpt lat="x" lon="2"/>\n<wpt lat="114.3" lon="30.6"/>\n<wpt lat="200" lon="200"/>'
        '\n<wpt lon="3"/>\n<wpt lat="1" lon="2"/>'
    )
    found = read(tmp_path, "a.gpx", GPX.format(points))
    assert found.waypoints == (Waypoint("#1", 1 * E7, 2 * E7),)
    assert problems(found) == [
        (2, "“x, 2” are no decimal degrees, such as 30.6127, 114.3051."),
        (3, "114.3 is no latitude; are latitude and longitude swapped?"),
        (4, "“200, 200” is no place on earth."),
        (5, "“, 3” are no decimal degrees, such as 30.6127, 114.3051."),
    ]


def test_kml_placemarks_with_a_point_are_read_from_any_folder(tmp_path: Path) -> None:
    marks = """<Folder><Placemark><name>东门</name>
    <description><![CDATA[<b>靠近</b>&amp;学校]]></description>
    <Point><coordinates> 114.3051,30.6127,0 </coordinates></Point></Placemark></Folder>
    <Placemark><name>路</name><LineString><coordinates>1,2</coordinates></LineString></Placemark>
    <Placemark><Point/></Placemark>"""
    found = read(tmp_path, "a.KML", KML.format(marks))
    assert found.waypoints == (Waypoint("东门", 306_127_000, 1_143_051_000, "靠近 &学校"),)
    assert remarks(found) == [(4, "路 is no point and was left out.")]
    assert problems(found) == [(5, "“, ” are no decimal degrees, such as 30.6127, 114.3051.")]


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "GBK", "gb18030", "utf-16"])
def test_xml_is_read_in_the_encoding_that_it_declares(encoding: str, tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + GPX.format(
        '<wpt lat="1" lon="2"><name>滨湖</name></wpt>'
    )
    assert read(tmp_path, "a.gpx", text.encode(encoding)).waypoints[0].name == "滨湖"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is broken in line 1"),
        (b"<gpx>\n<wpt>", "is broken in line 2"),
        (b"<html/>", "neither GPX nor KML"),
        (b'<?xml version="1.0" encoding="big5"?><gpx/>', "encoding that is not read|is broken"),
        (b'<?xml version="1.0" encoding="gbk"?><gpx>\xff\xff</gpx>', "encoding that is not read"),
        (b"<!DOCTYPE gpx SYSTEM 'file:///etc/passwd'><gpx/>", "declares a document type"),
        (
            b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><gpx>&c;</gpx>',
            "declares a document type",
        ),
        (b"<gpx>" + b"<a/>" * 200_001 + b"</gpx>", "is too large"),
        (b"<gpx>" + b'<wpt lat="1" lon="2"/>' * 5_001 + b"</gpx>", "more than 5000 points"),
        (b" " * (MAX_FILE_BYTES + 1), "is too large"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_a_hostile_or_broken_map_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=message):
        read(tmp_path, "a.gpx", content)


def test_elements_may_nest_deeply(tmp_path: Path) -> None:
    deep = GPX.format("<a>" * 50_000 + "</a>" * 50_000)
    assert problems(read(tmp_path, "a.gpx", deep)) == [(0, "The file holds no point.")]


CHINESE_CSV = (
    "滨湖路线\r\n点位名称,纬度(°),经度（WGS84）,备注,检查项目\r\n"
    "东门,30.6127,114.3051,靠近学校,通道；灭火器\r\n,,,,\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_that_people_have(encoding: str, tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", CHINESE_CSV.encode(encoding))
    assert found == WaypointFile((GATE,), ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
def test_csv_is_read_with_other_delimiters_and_english_headers(
    delimiter: str, tmp_path: Path
) -> None:
    head = delimiter.join(["Items", "Name", "Lon", " LAT ", "Description", "Name"])
    row = delimiter.join(['"通道|灭火器"', "东门", "114.3051", "３０．６１２７", "靠近学校", "x"])
    assert read(tmp_path, "a.txt", f"{head}\n{row}\n").waypoints == (GATE,)


def test_a_row_is_named_by_the_line_where_it_begins(tmp_path: Path) -> None:
    rows = 'name,lat,lon,note\nA,1,2,"two\nlines"\nB,x,2,\nC,1\n'
    found = read(tmp_path, "a.csv", rows)
    assert found.waypoints == (Waypoint("A", 1 * E7, 2 * E7, "two\nlines"),)
    assert [problem.line for problem in found.problems] == [4, 5]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "has no header"),
        (b"a,b\n1,2\n", "has no header"),
        (b"name,lat,lon\n" + b'"' + b"x" * 200_000, "is broken"),
        (b"name,lat,lon\n\xff\xff\xff", "encoding that is not read"),
    ],
)
def test_a_csv_that_is_no_route_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=message):
        read(tmp_path, "a.csv", content)


def test_a_workbook_is_read_from_the_sheet_with_the_header(tmp_path: Path) -> None:
    data = book(
        [["说明"]],
        [
            ["滨湖路线"],
            [],
            ["名称", "纬度", "经度", "备注", "检查项"],
            ["东门", 30.6127, 114.3051, "靠近学校", "通道\n灭火器"],
            [12, 30, "x"],
        ],
    )
    found = read(tmp_path, "a.xlsx", data)
    assert found.waypoints == (GATE,)
    assert problems(found) == [(5, "“30, x” are no decimal degrees, such as 30.6127, 114.3051.")]


def test_a_number_as_a_name_has_no_point(tmp_path: Path) -> None:
    found = read(tmp_path, "a.xlsx", book([["name", "lat", "lon"], [12, 30, 114]]))
    assert found.waypoints == (Waypoint("12", 30 * E7, 114 * E7),)


def repacked(change: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book([["name"]]))) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.namelist():
            new.writestr(part, change.get(part, old.read(part)), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
FAR_CELL = b'<worksheet><sheetData><row><c/><c r="XFD1048576"/></row></sheetData></worksheet>'
FAR_ROW = b'<worksheet><sheetData><row r="999999"><c/><c/><c/></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no Excel workbook"),
        (b"PK\x03\x04 nonsense", "no Excel workbook"),
        (book([["name"]])[:-30], "no Excel workbook"),
        (book([["name", "lat"]]), "has no header"),
        (repacked({SHEET: b"<worksheet>"}), "is broken in line 1"),
        (repacked({SHEET: FAR_CELL}), "is too large"),
        (repacked({SHEET: FAR_ROW}), "is too large"),
        (repacked({SHEET: b"<worksheet><row r='x'/></worksheet>"}), "no Excel|has no header"),
        (repacked({"xl/workbook.xml": b"<workbook/>"}), "has no header|no Excel workbook"),
        (repacked({"xl/styles.xml": bytes(100_000_001)}), "is too large"),
        (repacked({}).replace(b"\x03\x04\x14", b"\x03\x04\x15", 1)[:200], "no Excel workbook"),
    ],
    ids=range(11),
)
def test_a_workbook_that_is_no_route_is_refused(
    content: bytes, message: str, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match=message):
        read(tmp_path, "a.xlsx", content)


def test_a_part_that_was_damaged_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook>intact</workbook>")
    with pytest.raises(Refused, match="no Excel workbook"):
        read(tmp_path, "a.xlsx", packed.getvalue().replace(b"intact", b"broken"))


def test_an_unknown_kind_of_file_is_refused_with_those_that_are_read(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.gpx \.kml \.csv \.txt \.xlsx"):
        read(tmp_path, "a.pdf", b"%PDF")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read: No such file"):
        read_waypoints(tmp_path / "none.csv")


@settings(max_examples=50)
@given(st.lists(st.tuples(PLAIN_TEXT, st.integers(-90 * E7, 90 * E7), st.integers(0, 180 * E7))))
def test_every_waypoint_of_a_csv_is_read_exactly(
    tmp_path_factory: pytest.TempPathFactory, points: list[tuple[str, int, int]]
) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["name", "lat", "lon"])
    writer.writerows((name, degrees_text(lat), degrees_text(lon)) for name, lat, lon in points)
    found = read(tmp_path_factory.mktemp("csv"), "a.csv", text.getvalue())
    assert [(point.name, point.lat_e7, point.lon_e7) for point in found.waypoints] == points


@settings(max_examples=200)
@given(st.sampled_from([".gpx", ".kml", ".csv", ".xlsx"]), st.binary(max_size=200))
def test_no_bytes_whatever_do_more_than_be_refused(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(content)
    with contextlib.suppress(Refused):
        read_waypoints(path)
