"""Traps of terminals and of Textual that are avoided everywhere.

What else is known to trap is tested where it would: pasted lines, long commits, kitty's sequences,
full-width twins, storms of sizes, few colours (`test_terminal`, bytes through a pseudo-terminal);
text that looks like markup or commands (`tests/faults/test_hostile_text`, and the paste there);
the cursor beside the input method's window (`kit/test_form`); text in cells (`test_cells`); a fault
that tells nothing (`test_app`, `tests/cli/test_output`); the first frame before the database
(`test_first_frame`); TERM=dumb (`tests/cli/test_process`); words of two characters found
(`tests/ledger/views/test_search`); SQLCipher's silence (`tests/ledger/disk/test_pragmas`).
"""

import ast
import gettext
import re
import subprocess
import sys

import pytest

from patrol_tui.language import LOCALE_FOLDER
from patrol_tui.tui.command_table import COMMANDS
from tests.architecture.source_files import ROOT, modules, tree

SEEN = (
    "import os, sys; sys.platform = '{platform}'; os.environ.pop('{name}', None)\n"
    "import patrol_tui.tui\n"
    "assert not any(one.startswith('textual') for one in sys.modules)\n"
    "print(os.environ.get('{name}'))"
)
NEVER_SENT = re.compile(r"(shift|ctrl|alt)\+enter|ctrl\+(i|m|h|j|\[|\d)|ctrl\+shift\+.*|alt\+.*")
TWO_CELLS_IN_SOME_FONTS = re.compile("[“”—…①-⑳★☆●○◆■→←↑↓](?! |$)")
EMOJI_STYLE = "\ufe0f"


@pytest.mark.parametrize(("platform", "told"), [("linux", "1"), ("win32", "None")])
def test_kittys_protocol_is_off_before_textual_is_there(platform: str, told: str) -> None:
    program = SEEN.format(platform=platform, name="TEXTUAL_DISABLE_KITTY_KEY")
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == told


def test_no_command_waits_for_a_key_that_terminals_do_not_send() -> None:
    assert [
        (one.id, key) for one in COMMANDS for key in one.all_keys if NEVER_SENT.fullmatch(key)
    ] == []


def test_no_widget_of_textuals_own_brings_its_english_or_its_markup() -> None:
    found = []
    for name, path in modules().items():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module == "textual.widgets":
                found.append(name)
            if isinstance(node, ast.Attribute) and node.attr in {"from_markup", "notify"}:
                found.append(f"{name} {node.attr}")
    assert found == []


@pytest.mark.parametrize("area", ["tui", "services", "domain"])
def test_no_text_holds_signs_that_are_two_cells_wide_in_some_fonts(area: str) -> None:
    path = LOCALE_FOLDER / "zh" / "LC_MESSAGES" / f"{area}.mo"
    with path.open("rb") as file:
        texts = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    said = [str(one) for pair in texts.items() for one in pair if pair[0]]
    assert [one for one in said if TWO_CELLS_IN_SOME_FONTS.search(one) or EMOJI_STYLE in one] == []
