import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.documents.cells import csv_text, csv_text_read, readable
from patrol_tui.documents.csv_file import write_csv
from patrol_tui.domain.table import Column, Table
from patrol_tui.language import set_language

TEXTS = st.text(st.characters() | st.sampled_from("=+-@'\t\r\n\"\uff1d\uff20 ,"), max_size=12)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def texts(*rows: str) -> Table:
    return Table("台账", (Column("text", "内容"),), [(row,) for row in rows], "Asia/Shanghai")


def test_the_file_is_utf_8_with_a_mark_and_windows_lines(tmp_path: Path) -> None:
    write_csv(texts("占道经营", 'a "b", c'), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == (
        b"\xef\xbb\xbf" + '内容\r\n占道经营\r\n"a ""b"", c"\r\n'.encode()
    )


def test_numbers_times_days_and_flags_are_plain(tmp_path: Path) -> None:
    set_language("en")
    table = Table(
        "t",
        (
            Column("n", "N", "integer"),
            Column("d", "D", "decimal", decimals=7),
            Column("whole", "W", "decimal"),
            Column("t", "T", "time"),
            Column("day", "Day", "date"),
            Column("flag", "Flag", "flag"),
        ),
        [
            (-5, -3_061_270, 4, 1_795_046_400_000_000, "2026-11-19", 1),
            (None, None, None, 10**18, "=today()", 0),
            ("=1", "b", "c", "d", 10**18, "e"),
        ],
        "Asia/Shanghai",
    )
    assert write_csv(table, tmp_path / "a.csv").rows == 3
    assert read(tmp_path / "a.csv")[1:] == [
        ["-5", "-0.3061270", "4", "2026-11-19 08:00:00", "2026-11-19", "yes"],
        ["", "", "", str(10**18), "'=today()", "no"],
        ["'=1", "b", "c", "d", str(10**18), "e"],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 138", "-1", "@SUM(A1)", "\t=1", " =1", "'=1", "\uff1d1"]
)
def test_a_formula_stays_text(text: str) -> None:
    assert csv_text(text) == "'" + text


@pytest.mark.parametrize("text", ["", "占道", "a=b", "'quoted'", "1-2", "3 + 4"])
def test_other_text_is_left_alone(text: str) -> None:
    assert csv_text(text) == text


@given(TEXTS)
def test_guarded_text_is_read_back_as_it_was(text: str) -> None:
    assert csv_text_read(csv_text(text)) == readable(text)


@given(st.lists(TEXTS, max_size=5))
def test_whatever_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_csv(texts(*rows), path)
    assert [csv_text_read(row[0]) for row in read(path)[1:]] == [readable(row) for row in rows]
