"""Help, usage errors and what needs no home."""

import re

import pytest
from typer.core import TyperGroup, TyperOption

from patrol_tui.cli.app import run
from patrol_tui.cli.arguments import FLAGS, WITH_VALUE
from patrol_tui.cli.help import page
from patrol_tui.cli.program import VERBS, built

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(words, {"PATROL_HOME": "/nowhere/patrol"})
    streams = capsys.readouterr()
    return code, streams.out, streams.err


def every_command(group: TyperGroup, path: str) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for name, command in group.commands.items():
        found.append((f"{path} {name}", command))
        if isinstance(command, TyperGroup):
            found += every_command(command, f"{path} {name}")
    return found


def test_help_lists_every_verb_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "--help")
    assert code == 0
    assert err == ""
    assert out.startswith("用法：patrol-tui")
    for verb in VERBS:
        assert f"\n  {verb} " in out


def test_help_speaks_english_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = said(capsys, "issue", "record", "--help", "--lang", "en")
    assert code == 0
    assert out.startswith("Usage: patrol-tui issue record --kind KIND --place TEXT --note TEXT")
    assert CHINESE.search(out) is None


def test_every_page_of_help_is_whole_in_chinese() -> None:
    program = built(None)
    general = [one for one in program.params if isinstance(one, TyperOption)]
    for path, command in every_command(program, "patrol-tui"):
        lines = page(command, path, general)  # type: ignore[arg-type]
        assert CHINESE.search(lines[2]), path
        for line in lines[3:]:
            assert not line.startswith("  ") or CHINESE.search(line), (path, line)


def test_the_general_options_are_those_that_are_taken_out() -> None:
    options = [one for one in built("status").params if isinstance(one, TyperOption)]
    assert {name for one in options for name in one.opts} == {*FLAGS, *WITH_VALUE}


def test_only_the_module_of_a_known_verb_is_built() -> None:
    assert set(built("receipt").commands) == {"sync", "receipt"}
    assert set(built("nonsense").commands) == set(VERBS)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["isue"], "没有命令 isue。是不是 issue？"),
        (["xyzzy"], "没有命令 xyzzy。"),
        (["issue"], "缺少命令。"),
        (["issue", "list", "--limt", "3"], "没有选项 --limt。是不是 --limit？"),
        (["status", "--zz"], "没有选项 --zz。"),
        (["issue", "list", "--limit"], "--limit 后面缺少值。"),
        (["issue", "list", "--due=yes"], "--due 后面不带值。"),
        (["issue", "record", "--kind", "FL"], "缺少选项 --place。"),
        (["issue", "show"], "缺少 ID。"),
        (["status", "now"], "多出了：now"),
        (["locate", "moon"], "moon 不是其中之一：config, data, log。"),
        (["--lang", "fr"], "没有语言 fr，只有 zh 和 en。"),
    ],
)
def test_wrong_usage_is_said_in_chinese(
    capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    code, out, err = said(capsys, *words)
    assert code == 2
    assert out == ""
    assert err.splitlines()[-1] == message
    assert "Error" not in err


def test_a_usage_error_shows_how_the_verb_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    _code, _out, err = said(capsys, "issue", "show")
    assert err.splitlines()[:2] == [
        "用法：patrol-tui issue show ID",
        "说明见：patrol-tui issue show --help",
    ]


@pytest.mark.parametrize("verb", ["request", "whistle", "package"])
def test_a_group_without_its_verb_is_not_understood(
    capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    assert said(capsys, verb)[0] == 2


def test_the_version_is_told_anywhere(capsys: pytest.CaptureFixture[str]) -> None:
    from patrol_tui import __version__

    assert said(capsys, "status", "--version") == (0, f"patrol-tui {__version__}\n", "")


def test_places_are_told_without_a_home(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "locate", "data")[1] == "/nowhere/patrol/data\n"
    assert '"path": "/nowhere/patrol/log"' in said(capsys, "locate", "log", "--json")[1]


def test_completion_prints_a_script(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = said(capsys, "completion", "bash")
    assert code == 0
    assert "_PATROL_TUI_COMPLETE=complete_bash" in out
    assert said(capsys, "completion", "tcsh")[0] == 2


def test_shells_are_answered_with_what_fits(capsys: pytest.CaptureFixture[str]) -> None:
    import os

    environ = {
        "_PATROL_TUI_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": "patrol-tui issue re",
    }
    os.environ.update(environ)
    try:
        with pytest.raises(SystemExit) as left:
            run([], {**environ, "PATROL_HOME": "/nowhere/patrol"})
    finally:
        for name in environ:
            del os.environ[name]
    assert left.value.code == 0
    out = capsys.readouterr().out
    assert '"record"' in out
    assert '"retract"' in out
