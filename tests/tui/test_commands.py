"""The one table of commands."""

import pytest
from textual.binding import Binding, BindingsMap

from patrol_tui.language import Language, set_language
from patrol_tui.tui.command_scopes import SCREEN_SCOPES
from patrol_tui.tui.command_table import COMMANDS, TABS
from patrol_tui.tui.commands import (
    bindings,
    command,
    help_rows,
    key_name,
    readme_table,
    tab_names,
    verbs,
)
from patrol_tui.tui.footers import FOOTERS, STAYS, STAYS_FOR_FINGERS
from patrol_tui.tui.keymap import is_key
from patrol_tui.tui.kit.chrome import Footer


def test_every_id_is_there_once() -> None:
    ids = [one.id for one in COMMANDS]
    assert len(ids) == len(set(ids))


def test_footers_tabs_and_screens_name_commands_that_exist() -> None:
    ids = {one.id for one in COMMANDS}
    assert {one for footer in FOOTERS.values() for one in footer.split()} <= ids
    assert {one for _screen, one, _name in TABS} <= ids


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("touch", [False, True], ids=["small", "touch"])
def test_what_is_new_and_the_way_back_never_give_way_to_other_keys(
    language: Language, *, touch: bool
) -> None:
    set_language(language)
    try:
        for screen in FOOTERS:
            footer = Footer(verbs(screen))
            footer.touch = touch
            shown = {one.command for one in footer.fitting(80)}
            stays = (STAYS_FOR_FINGERS if touch else STAYS) & set(FOOTERS[screen].split())
            assert stays <= shown, screen
            assert FOOTERS[screen].split()[0] in shown
    finally:
        set_language("zh")


def test_within_a_scope_no_key_has_two_meanings() -> None:
    for scope in {one.scope for one in COMMANDS}:
        keys = [key for one in COMMANDS if one.scope == scope for key in one.all_keys]
        assert len(keys) == len(set(keys)), scope


def test_full_width_twins_are_bound_as_textual_names_them() -> None:
    made = BindingsMap(bindings("app"))
    assert "fullwidth_question_mark" in made.key_to_bindings
    assert "１" in made.key_to_bindings
    assert "ideographic_comma" in BindingsMap(bindings("issues")).key_to_bindings


def test_what_has_no_key_is_bound_to_none_that_exists_and_is_helped() -> None:
    made = {one.id: one.key for one in bindings("patrol") if isinstance(one, Binding)}
    assert not is_key(made["patrol.pause"])
    assert "patrol.pause" in {one[0] for one in help_rows("patrol")}


def test_a_footer_speaks_the_language_and_takes_better_verbs() -> None:
    set_language("zh")
    keys = [(one.key, one.verb) for one in verbs("patrol")]
    assert keys[0] == ("空格", "正常")
    assert keys[3] == ("F2", "离站")
    named = verbs("today", named={"today.open": "继续巡查"}, without=["app.sync"])
    assert named[0].verb == "继续巡查"
    assert "app.sync" not in {one.command for one in named}


def test_a_remapped_key_shows_in_the_footer() -> None:
    assert verbs("patrol", {"patrol.ok": "f11"})[0].key == "F11"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("ctrl+p", "Ctrl+P"),
        ("f7", "F7"),
        ("slash", "/"),
        ("1", "1"),
        ("shift+tab", "Shift+Tab"),
        ("shift+left", "Shift+左"),
    ],
)
def test_keys_are_named_as_on_the_keyboard(key: str, name: str) -> None:
    assert key_name(key) == name


def test_help_names_the_screens_own_commands_first() -> None:
    assert help_rows("patrol")[0][0] == "patrol.ok"
    assert all(row[2] and row[3] for screen in SCREEN_SCOPES for row in help_rows(screen))


def test_there_are_nine_tabs_of_two_characters() -> None:
    set_language("zh")
    assert [name for _screen, name in tab_names()] == [
        "今日",
        "巡查",
        "问题",
        "诉求",
        "会商",
        "手册",
        "统计",
        "同步",
        "设置",
    ]


def test_the_table_for_readme_has_a_row_for_each_key() -> None:
    set_language("en")
    try:
        table = readme_table()
    finally:
        set_language("zh")
    assert "| Patrol | `Space` | Normal |" in table
    assert table.count("\n") == 2 + sum(1 for one in COMMANDS if one.keys)
    assert command("app.help").keys == "f1"
