"""The log says what went wrong, and nothing about anybody."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from patrol_tui import logs
from patrol_tui.logs import Word

LOG = logging.getLogger("patrol_tui.tests")


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    assert logs.start(tmp_path / "log", logging.DEBUG)
    yield tmp_path / "log" / logs.FILE_NAME
    logs.stop()


def test_numbers_and_the_programs_own_words_are_written(log_file: Path) -> None:
    LOG.info("%s pushed %d of %s in %.1f s", Word("sync"), 3, None, 0.5)
    assert "INFO" in log_file.read_text()
    assert "patrol_tui.tests sync pushed 3 of None in 0.5 s\n" in log_file.read_text()


def test_texts_of_users_are_not(log_file: Path) -> None:
    LOG.warning("kept %s for %s", "zhang san, 13800138000", b"payload")
    LOG.warning("kept %(what)s", {"what": {"name": "zhang san"}})
    LOG.warning("kept %s", Path("folder/zhangsan"))
    text = log_file.read_text()
    assert "kept <str 22> for <bytes 7>" in text
    assert "kept <dict 1>" in text
    assert "zhang" not in text
    assert "13800138000" not in text  # a process may be called 138.. too


@pytest.mark.parametrize(
    "personal", ["张三", "13800138000", "340104199001011234", "34010419900101123X", "138 0013 8000"]
)
def test_even_a_careless_template_tells_nothing(log_file: Path, personal: str) -> None:
    LOG.error(f"call {personal} back\nsoon")  # noqa: G004 - the mistake that is guarded against
    assert personal not in log_file.read_text(encoding="utf-8")
    assert "call ~ back soon" in log_file.read_text(encoding="utf-8")


def test_an_error_leaves_its_type_and_place_but_not_its_message(log_file: Path) -> None:
    try:
        dict[str, int]()["lisi"]
    except KeyError:
        try:
            int("wangwu")
        except ValueError:
            LOG.exception("crash")
    text = log_file.read_text()
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_logs.py:" in text
    assert "wangwu" not in text
    assert "lisi" not in text


def test_the_log_does_not_grow_without_end(log_file: Path) -> None:
    for _ in range(logs.FILE_BYTES * (logs.OLD_FILES + 2) // 10_000):
        LOG.info("x" * 10_000)
    sizes = [path.stat().st_size for path in log_file.parent.iterdir()]
    assert len(sizes) == 1 + logs.OLD_FILES
    assert max(sizes) <= logs.FILE_BYTES


def test_only_the_owner_reads_the_log(log_file: Path) -> None:
    LOG.info("here")
    if os.name == "posix":  # other systems keep no such mode
        assert stat.S_IMODE(log_file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not logs.start(tmp_path / "file")
    LOG.error("nobody hears this")
    logs.stop()


def test_a_line_that_cannot_be_written_is_dropped_in_silence(
    log_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    LOG.info("%d", "no number")
    assert capsys.readouterr().err == ""
    assert "no number" not in log_file.read_text()
