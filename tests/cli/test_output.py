import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from patrol_tui import logs
from patrol_tui.cli.arguments import Given
from patrol_tui.cli.call import MANY_THINGS, Call
from patrol_tui.cli.output import Output, as_json, guarded
from patrol_tui.domain.language.errors import N_, Corrupt, Refused, Unreachable, Usage


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Gone(io.StringIO):
    def write(self, _text: str) -> int:
        raise BrokenPipeError


def test_json_holds_nothing_that_a_terminal_obeys_and_means_the_same() -> None:
    text = "红\x1b[31m \x9b \u202e \ud800 \u2028"
    written = as_json({"note": text})
    assert json.loads(written) == {"note": text}
    assert written.isprintable() or "\n" in written
    assert not any(character in written for character in "\x1b\x9b\u202e\ud800\u2028")
    assert "红" in written


def test_lines_and_messages_come_out_inert() -> None:
    out, err = io.StringIO(), io.StringIO()
    output = Output(out, err)
    output.lines(["a\x1b[2Jb\nc  "])
    output.message("x\x1b]0;title\x07y\nz")
    assert out.getvalue() == "ab c\n"
    assert err.getvalue() == "xy\nz\n"


def test_json_leaves_the_sentence_out() -> None:
    out, err = io.StringIO(), io.StringIO()
    Output(out, err, json_wanted=True).answer({"id": 1}, ["1"], "done")
    assert json.loads(out.getvalue()) == {"id": 1}
    assert err.getvalue() == ""


def test_progress_is_shown_to_a_terminal_alone() -> None:
    file, terminal = io.StringIO(), Terminal()
    for err in (file, terminal):
        output = Output(io.StringIO(), err)
        output.progress("1 / 2")
        output.end_progress()
    assert file.getvalue() == ""
    assert terminal.getvalue() == "\r1 / 2\x1b[K\r\x1b[K"


def test_whatever_the_system_writes_the_answer_is_utf_8() -> None:
    raw = io.BytesIO()
    output = Output(io.TextIOWrapper(raw, encoding="ascii"), io.StringIO())
    output.lines(["巡查"])
    output.out.flush()
    assert raw.getvalue().decode() == "巡查\n"


@pytest.mark.parametrize(
    ("error", "code"), [(Refused, 1), (Usage, 2), (Unreachable, 3), (Corrupt, 4)]
)
def test_an_error_has_its_exit_code_and_its_words(error: type[Refused], code: int) -> None:
    def work() -> int:
        raise error(N_("{option} needs a value."), option="--x")

    err = io.StringIO()
    assert guarded(work, err) == code
    assert err.getvalue() == "--x 后面缺少值。\n"


def test_an_interruption_is_130() -> None:
    def work() -> int:
        raise KeyboardInterrupt

    err = io.StringIO()
    assert guarded(work, err) == 130
    assert err.getvalue() == "已中断。\n"


def test_a_reader_that_has_gone_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Gone())

    def work() -> int:
        sys.stdout.write("x")
        return 0

    assert guarded(work) == 0


def test_a_fault_of_the_program_is_told_in_both_languages_without_what_values_held(
    tmp_path: Path,
) -> None:
    broken = (
        "import sys; sys.argv[1:] = ['--home', '.', 'locate', 'log']\n"
        "import patrol_tui.cli.program as program\n"
        "def run_verb(call): raise ZeroDivisionError('张三 13800138000 /home/zhangsan')\n"
        "program.run_verb = run_verb\n"
        "from patrol_tui.__main__ import main; main()\n"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", broken],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        check=False,
    )
    said, written = done.stderr.decode(), (tmp_path / "log" / logs.FILE_NAME).read_text("utf-8")
    assert done.returncode == 1
    assert "程序自身出错" in said
    assert "by a fault of its own" in said
    for text in (said, written):
        assert not any(one in text for one in ("张三", "13800138000", "zhangsan", "Traceback"))
    assert "ZeroDivisionError" in written
    assert "output.py:" in written


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
def test_an_answer_that_finds_no_room_is_told_and_not_taken_for_done() -> None:
    program = [sys.executable, "-m", "patrol_tui", "--help", "--lang", "zh"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode() == "没有写出结果：磁盘已满。\n"


@pytest.mark.parametrize(("things", "told"), [(MANY_THINGS - 1, 0), (MANY_THINGS, 1)])
def test_bringing_a_large_ledger_up_is_said_once_on_stderr(things: int, told: int) -> None:
    for err in (io.StringIO(), Terminal()):
        out = io.StringIO()
        tell = Call(Given(()), Output(out, err))._bringing_up()
        assert all(tell(done, total) for done, total in ((0, 0), (0, things), (things, things)))
        assert err.getvalue().count("\n") == told
        assert (f"{things} / {things}" in err.getvalue()) == (told == 1 and err.isatty())
        assert out.getvalue() == ""
