import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.documents.json_file import write_geojson, write_json
from patrol_tui.domain.geo import E7
from patrol_tui.domain.table import Column, Feature, FeatureCollection, Table

FEATURES = st.builds(
    Feature,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.integers(-90 * E7, 90 * E7),
    st.integers(-180 * E7, 180 * E7),
    st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers() | st.none()),
)


def test_a_table_becomes_one_document_with_an_object_a_row(tmp_path: Path) -> None:
    columns = (Column("number", "编号"), Column("seen", "时间", "time"))
    rows = [("A-1", 1_795_046_400_000_000), ('=1"\x00', None)]
    table = Table("台账", columns, iter(rows), "Asia/Shanghai", "滨湖", ("合计 2",))
    assert write_json(table, tmp_path / "a.json").rows == 2
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == {
        "title": "台账",
        "subtitle": "滨湖",
        "zone": "Asia/Shanghai",
        "columns": [{"id": "number", "title": "编号"}, {"id": "seen", "title": "时间"}],
        "items": [
            {"number": "A-1", "seen": "2026-11-19T08:00:00+08:00"},
            {"number": '=1"\x00', "seen": None},
        ],
        "notes": ["合计 2"],
    }


def test_chinese_is_written_as_chinese(tmp_path: Path) -> None:
    write_json(Table("台账", (Column("a", "甲"),), [], "UTC"), tmp_path / "a.json")
    written = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert "台账" in written
    assert json.loads(written)["items"] == []


def test_half_a_character_does_not_break_the_file(tmp_path: Path) -> None:
    write_json(Table("t", (Column("a", "A"),), [("\udce9",)], "UTC"), tmp_path / "a.json")
    items = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["items"]
    assert items == [{"a": "\ufffd"}]


def test_a_point_is_longitude_first_with_seven_decimals(tmp_path: Path) -> None:
    spot = Feature("A-1", 306_127_000, 1_143_051_000, {"kind": "消防通道占用"})
    nowhere = Feature("", None, None)
    write_geojson(FeatureCollection("问题", [spot, nowhere]), tmp_path / "a.geojson")
    written = (tmp_path / "a.geojson").read_text(encoding="utf-8")
    assert '"coordinates": [114.3051000, 30.6127000]' in written
    assert json.loads(written) == {
        "type": "FeatureCollection",
        "name": "问题",
        "features": [
            {
                "type": "Feature",
                "id": "A-1",
                "geometry": {"type": "Point", "coordinates": [114.3051, 30.6127]},
                "properties": {"kind": "消防通道占用"},
            },
            {"type": "Feature", "geometry": None, "properties": {}},
        ],
    }


@given(st.lists(FEATURES, max_size=4))
def test_every_point_is_read_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, features: list[Feature]
) -> None:
    path = tmp_path_factory.mktemp("geo") / "a.geojson"
    write_geojson(FeatureCollection("t", iter(features)), path)
    read = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert [
        Feature(
            one["id"],
            round(one["geometry"]["coordinates"][1] * E7),
            round(one["geometry"]["coordinates"][0] * E7),
            one["properties"],
        )
        for one in read
    ] == features
