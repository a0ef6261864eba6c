"""What was typed more than a second ago is back after the program was killed."""

import os
import sys
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.bootstrap import SetUp
from patrol_tui.clock import SystemClock

if sys.platform == "win32":
    pytest.skip("there are no such terminals", allow_module_level=True)

from tests.tui.drafts_of_home import drafts_in
from tests.tui.terminal import ENTER, F7, TAB, program

HINTS = ("车走的", "上锁含", "看不清", "占了多久", "最窄处", "最近的楼号", "回车用这句")
"""What the form says of each field on the way from the place to what was seen."""


def notes_in(home: Path) -> list[str]:
    """Return what was seen, of every draft that a home keeps."""
    return [draft.text("note") for draft in drafts_in(home)]


def test_a_draft_is_back_after_the_program_was_killed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    opened = bootstrap.open_home(home, os.environ)
    bootstrap.set_up_alone(opened, SetUp("binhu", "队员甲", "0417"), None, SystemClock())
    with program(home) as terminal:
        terminal.wait_for("今天到期")
        terminal.type(F7)
        terminal.wait_for("是哪一类")
        terminal.type("xftd")
        terminal.wait_for("xftd")
        terminal.type(ENTER)
        terminal.wait_for("现场记录")
        terminal.type("甲小区")
        terminal.wait_for("甲小区")
        for hint in HINTS:
            terminal.type(TAB)
            terminal.wait_for(hint)
        terminal.type("黑色轿车横停")
        terminal.wait_for("草稿已存")
        while not any("黑色轿车横停" in seen for seen in notes_in(home)):
            terminal.wait_for("草稿已存")
        terminal.type("，还没存")
        terminal.kill()
    (kept,) = notes_in(home)
    assert kept.startswith("黑色轿车横停")
    with program(home) as terminal:
        terminal.wait_for("今天到期")
        terminal.type(F7)
        terminal.wait_for("没写完的")
        terminal.wait_for("黑色轿车横停")
        terminal.type(ENTER)
        terminal.wait_for("草稿已存")
        terminal.kill()
    assert notes_in(home) == [kept]
