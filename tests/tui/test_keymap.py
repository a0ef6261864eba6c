"""Keys of one's own: told where they cannot work, followed where they can."""

import gettext
import re

import pytest

from patrol_tui.language import LOCALE_FOLDER, set_language
from patrol_tui.settings import Settings
from patrol_tui.tui.command_table import COMMANDS
from patrol_tui.tui.commands import key_of, key_on, use_keys
from patrol_tui.tui.keymap import is_key, keymap_problems, usable_keymap
from patrol_tui.tui.page_keys import page_key
from tests.architecture.source_files import modules
from tests.tui.scenes import before_the_patrol

KEY_IN_WORDS = re.compile(r"\b(F[0-9]{1,2}|Ctrl\+\w|Esc|PgUp|PgDn|Space (?:sends|takes))\b")
OF_ANOTHER_LAPTOP = ("On that laptop ", "On their laptop: ")
"""Keys may be others there: the usual ones are named."""


def problems(keys: dict[str, str]) -> list[str]:
    """Return the problems in English."""
    set_language("en")
    try:
        return keymap_problems(keys)
    finally:
        set_language("zh")


def test_the_keys_as_shipped_have_no_problem() -> None:
    assert keymap_problems({}) == []


def test_every_shipped_key_has_a_name_that_is_known() -> None:
    assert [key for one in COMMANDS for key in one.all_keys if not is_key(key)] == []


@pytest.mark.parametrize("name", ["f2", "ctrl+s", "A", "？", "question_mark", "ctrl+pageup"])
def test_a_key_is_known_by_its_name(name: str) -> None:
    assert is_key(name)


@pytest.mark.parametrize("name", ["f99", "entr", "strg+s", "ctrl+", ""])
def test_what_is_no_key_is_known_too(name: str) -> None:
    assert not is_key(name)


def test_a_key_used_twice_a_key_misspelt_and_an_unknown_command_are_told() -> None:
    assert problems({"patrol.ok": "f2", "patrol.leave": "f2 entr", "no.such": "x"}) == [
        "No command is called no.such.",
        "patrol.leave: no key is called entr.",
        "F2 is used twice: patrol.ok and patrol.leave.",
    ]


def test_only_known_commands_reach_textual() -> None:
    chosen = {"patrol.ok": "f11 x", "no.such": "y", "patrol.leave": " "}
    assert usable_keymap(chosen) == {"patrol.ok": "f11,x"}


async def test_another_key_works_and_is_shown_in_footer_and_band() -> None:
    stage = before_the_patrol(Settings(keys={"app.record": "f11", "app.issues": "f12"}))
    async with stage.opened() as pilot:
        assert "F11  记录" in stage.text()
        assert "F12问题" in stage.text()
        await stage.press(pilot, "f7")
        assert stage.front.place == "today"
        await stage.press(pilot, "f11")
        assert stage.front.place == "record"
        await stage.press(pilot, "escape", "f12")
        assert stage.front.place == "issues"


async def test_keys_that_clash_are_told_as_soon_as_the_home_is_open() -> None:
    stage = before_the_patrol(Settings(keys={"app.record": "f5", "app.nothing": "x"}))
    async with stage.opened():
        assert "没有叫 app.nothing 的命令" in stage.text()
        assert "另有 1 处" in stage.text()


def test_no_text_names_a_key_that_may_be_another() -> None:
    path = LOCALE_FOLDER / "zh" / "LC_MESSAGES" / "tui.mo"
    with path.open("rb") as file:
        texts = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    fixed = [text for text, said in texts.items() if KEY_IN_WORDS.search(f"{text} {said}") and text]
    assert [text for text in fixed if not any(one in text for one in OF_ANOTHER_LAPTOP)] == []


def test_no_code_names_a_key_to_show() -> None:
    named = re.compile(r"""["'](?:F[0-9]{1,2}|Ctrl\+\w|Tab|Esc)["' ]""")
    found = [
        f"{path.name}: {line.strip()}"
        for name, path in modules().items()
        if name.startswith("patrol_tui.tui.") and path.name != "commands.py"
        for line in path.read_text("utf-8").splitlines()
        if named.search(line) and '"""' not in line
    ]
    assert found == []


def test_hints_name_the_key_that_holds() -> None:
    assert (key_of("app.offered"), key_on("thing", "photo"), key_on("thing", "x")) == (
        "Ctrl+T",
        "F4",
        "",
    )
    use_keys({"app.offered": "f11, x", "issues.decide": "f6", "thing.photo": " "})
    try:
        assert key_of("app.offered") == "F11"
        assert page_key("issue", "change") == "F6"
        assert page_key("request", "change") == key_on("thing", "photo") == "F4"
        assert (page_key("request", "next"), page_key("meeting", "next")) == ("Enter", "F2")
    finally:
        use_keys({})


async def test_pages_name_the_keys_of_ones_own() -> None:
    keys = {"record.photo": "ctrl+g", "record.look": "ctrl+y", "today.open": "f11"}
    stage = before_the_patrol(Settings(keys=keys))
    async with stage.opened() as pilot:
        assert "F11 " in stage.text()
        await stage.front.go("record", kind="dogs")
        await stage.settle(pilot)
        assert "Ctrl+G 加照片" in stage.text()
        assert "按 F4" not in stage.text()
    assert key_of("record.photo") == "F4"
