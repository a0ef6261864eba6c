from pathlib import Path

import pytest

from patrol_tui.catalog_files.column_maps import read_column_map
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.sheet import ColumnMap

WHOLE = """
sheet: 工单
header: 3
columns:
  title: 主题
  note: [诉求, 要求]
  phone: []
fixed:
  channel: hotline
words:
  channel: {上门: visit}
skip:
  状态: [已办结, 已归档]
"""


def read(tmp_path: Path, text: "str | bytes") -> ColumnMap:
    path = tmp_path / "map.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_column_map(path)


def test_a_file_of_columns_says_what_each_is(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff" + WHOLE) == ColumnMap(
        columns={"title": ("主题",), "note": ("诉求", "要求"), "phone": ()},
        fixed={"channel": "hotline"},
        words={"channel": {"上门": "visit"}},
        skip={"状态": ("已办结", "已归档")},
        sheet="工单",
        header=3,
    )
    assert read(tmp_path, "columns: {}") == ColumnMap()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: - must have keys"),
        ("- a", "line 1: - must have keys"),
        ("colums: {}", "line 1: colums is not known here. Known are: sheet, header, columns"),
        ("sheet: x\ncolumns: [a]", "line 2: columns must have keys"),
        ("columns: {title: {a: b}}", "line 1: columns.title must be text"),
        ("header: first", "line 1: header must be the number of a line"),
        ("header: 0", "line 1: header must be the number of a line"),
        ("a: [", "no file of columns: This is not YAML"),
        ("a: b\na: c", "a second time"),
        ("标题: x".encode("gbk"), "not UTF-8"),
        ("# " + "x" * (1 << 20), "too large"),
    ],
)
def test_a_file_that_says_something_else_is_refused_with_its_line(
    tmp_path: Path, text: "str | bytes", said: str
) -> None:
    with pytest.raises(Refused) as caught:
        read(tmp_path, text)
    assert said in str(caught.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_column_map(tmp_path / "none.yaml")
