"""Bytes as terminals and input methods send them, replayed to the real program."""

import os
import re
import sys
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.bootstrap import SetUp
from patrol_tui.clock import SystemClock

if sys.platform == "win32":
    pytest.skip("there are no such terminals", allow_module_level=True)

from tests.tui.drafts_of_home import kept_drafts
from tests.tui.terminal import ENTER, ESCAPE, F7, TAB, Terminal, program

HINTS = ("车走的", "上锁含", "看不清", "占了多久", "最窄处", "最近的楼号", "回车用这句")
"""What the form says of each field on the way from the place to the note."""
WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in "xftd")
"""Full-width, as an input method makes them."""
LONG_COMMIT = "滨湖社区甲小区五号楼西侧消防车道" * 12
PASTED = "第一行\n第二行：[/red] {x}\n第三行"
KITTY = (
    "\x1b[57441u",  # Shift alone
    "\x1b[97;1:3u",  # the letter a let go
    "\x1b[57414;1:3u",  # Enter of the keypad let go
    "\x1b[I",  # the window got the focus
    "\x1b[?0u",  # an answer about the protocol
)
BOLD, REVERSE = "1", "7"
SIZES = ((120, 40), (20, 5), (80, 24), (79, 24), (200, 60), (1, 1), (80, 23)) * 6


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station of its own, without a PIN."""
    home = tmp_path_factory.mktemp("terminal") / "home"
    opened = bootstrap.open_home(home, os.environ)
    bootstrap.set_up_alone(opened, SetUp("binhu", "队员甲", "0417"), None, SystemClock())
    return home


def open_form(terminal: Terminal) -> None:
    """Go from Today to the form of fire lanes, by full-width letters."""
    terminal.wait_for("今天到期")
    terminal.type(F7)
    terminal.wait_for("是哪一类")
    terminal.type(WIDE)
    terminal.wait_for(WIDE)
    terminal.type(ENTER)
    terminal.wait_for("现场记录")


def test_long_commits_pastes_kitty_keys_and_a_storm_of_sizes_leave_what_was_typed(
    home: Path,
) -> None:
    with program(home) as terminal:
        terminal.wait_for("今天到期")
        terminal.type("？")
        terminal.wait_for("做下一步")
        terminal.type(ESCAPE)
        open_form(terminal)
        terminal.type(LONG_COMMIT)
        terminal.wait_for("草稿已存")
        for hint in HINTS:
            terminal.type(TAB)
            terminal.wait_for(hint)
        for sequence in KITTY:
            terminal.type(sequence)
        terminal.type(f"\x1b[200~{PASTED}\x1b[201~")
        terminal.wait_for("第三行")
        for columns, rows in SIZES:
            terminal.resize(columns, rows)
        terminal.resize(100, 30)
        terminal.type("，还在")
        terminal.wait_for("还在")
        (draft,) = kept_drafts(home, lambda one: one.text("note").endswith("还在"), terminal)
        terminal.kill()
    assert draft.text("place") == LONG_COMMIT
    assert draft.text("note") == f"{PASTED}，还在"


def test_without_colours_nothing_but_reverse_and_bold_is_sent(home: Path) -> None:
    with program(home, NO_COLOR="1") as terminal:
        terminal.wait_for("今天到期")
        drawn = terminal.drawn
        terminal.kill()
    styled = re.findall(r"\x1b\[([\d;]*)m([^\x1b]*)", drawn)
    sent = {code for codes, _text in styled for code in codes.split(";")}
    assert sent <= {"", "0", BOLD, REVERSE}
    stands_out = [text.strip() for codes, text in styled if REVERSE in codes.split(";")]
    assert "1今日" in stands_out
    assert any(text.startswith("下一步") for text in stands_out)


def test_sixteen_colours_are_all_that_is_sent_where_there_are_no_more(home: Path) -> None:
    with program(home, TERM="xterm") as terminal:
        terminal.wait_for("今天到期")
        assert "38;2;" not in terminal.drawn
        assert "38;5;" not in terminal.drawn
        assert "48;2;" not in terminal.drawn
        terminal.kill()


def test_a_fault_ends_in_a_plain_page_in_both_languages_and_a_log_without_names(
    home: Path,
) -> None:
    broken = (
        "from patrol_tui.tui.host.going import GoingApp\n"
        "async def action_help(self):\n"
        "    resident = '张三 13800138000 /home/zhangsan'\n"
        "    raise ZeroDivisionError(resident)\n"
        "GoingApp.action_help = action_help\n"
    )
    with program(home, broken) as terminal:
        terminal.wait_for("今天到期")
        terminal.type("?")
        terminal.wait_for("fault of its own")
        drawn = terminal.drawn
    written = (home / "log" / "patrol-tui.log").read_text("utf-8")
    assert "程序自身出错" in drawn
    assert "ZeroDivisionError" in written
    for secret in ("张三", "13800138000", "zhangsan"):
        assert secret not in drawn + written
