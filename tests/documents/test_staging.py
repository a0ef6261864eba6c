import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from patrol_tui.documents.formats import FORMATS
from patrol_tui.documents.staging import staged
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.table import Cancelled, Column, Format, Row, Table, never_cancelled

COLUMNS = (Column("number", "编号"), Column("note", "备注"))
each_format = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)


def table(rows: Iterator[Row]) -> Table:
    return Table("台账", COLUMNS, rows, "Asia/Shanghai")


def many(count: int) -> Iterator[Row]:
    return ((f"A-{number}", "占道") for number in range(count))


def breaking() -> Iterator[Row]:
    yield "A-1", "x"
    raise OSError(errno.ENOSPC, "No space left on device")


def misshapen() -> Iterator[Row]:
    yield "A-1", "x"
    yield ("one cell too few",)


@each_format
def test_the_new_file_takes_the_place_of_the_old_and_leaves_nothing_beside(
    form: Format, tmp_path: Path
) -> None:
    path = tmp_path / f"台账.{form.extension}"
    path.write_bytes(b"old")
    assert form.write(table(many(3)), path, never_cancelled).rows == 3
    assert path.read_bytes() != b"old"
    assert list(tmp_path.iterdir()) == [path]


@each_format
def test_an_export_can_be_stopped_and_the_old_file_stands(form: Format, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    seen: list[int] = []

    def stop_at_a_thousand(rows: int) -> bool:
        seen.append(rows)
        return rows < 1000

    with pytest.raises(Cancelled, match="1000 rows"):
        form.write(table(many(5000)), path, stop_at_a_thousand)
    assert seen == [500, 1000]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@each_format
def test_the_last_report_counts_every_row(form: Format, tmp_path: Path) -> None:
    seen: list[int] = []
    form.write(table(many(501)), tmp_path / "a", lambda rows: not seen.append(rows))  # type: ignore[func-returns-value]
    assert seen == [500, 501]


@each_format
def test_a_full_disk_is_said_and_the_old_file_stands(form: Format, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(Refused, match="the disk is full"):
        form.write(table(breaking()), path, never_cancelled)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@each_format
def test_a_fault_of_the_program_leaves_no_half_a_file(form: Format, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zip"):
        form.write(table(misshapen()), tmp_path / "a", never_cancelled)
    assert list(tmp_path.iterdir()) == []


@each_format
def test_a_missing_folder_is_said(form: Format, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="folder does not exist"):
        form.write(table(many(1)), tmp_path / "none" / "a", never_cancelled)


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="a folder has this name"), staged(tmp_path):
        pass


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
def test_a_device_is_never_replaced() -> None:
    with pytest.raises(Refused, match="no ordinary file"), staged(Path("/dev/null")):
        pass


def test_an_unforeseen_fault_is_said_in_the_words_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Input/output error"), staged(tmp_path / "a"):
        raise OSError(errno.EIO, "Input/output error")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_only_the_owner_may_read_an_export(tmp_path: Path) -> None:
    with staged(tmp_path / "a") as stage:
        stage.file.write(b"x")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
