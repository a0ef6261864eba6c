"""What the user chose is kept, and what is wrong with it is said, never thrown."""

import os
import stat
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.language.errors import Refused
from patrol_tui.settings import FILE_NAME, Places, Settings, as_toml, load, locate, save

PRINTABLE = st.text(st.characters(codec="utf-8")).filter(str.isprintable)


def english(text: str) -> str:
    return text


def written(folder: Path, text: str) -> list[str]:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    return [
        problem.text(english).removeprefix(str(folder / FILE_NAME))
        for problem in load(folder).problems
    ]


def test_a_named_home_holds_everything(tmp_path: Path) -> None:
    here = Places(tmp_path / "config", tmp_path / "data", tmp_path / "log")
    assert locate(tmp_path, {}) == here
    assert locate(None, {"PATROL_HOME": str(tmp_path)}) == here
    assert locate(tmp_path, {"PATROL_HOME": "elsewhere"}) == here


def test_without_a_home_the_system_says_where() -> None:
    places = locate(None, {"PATROL_HOME": ""})
    assert all("patrol-tui" in str(folder) for folder in places)
    assert locate(Path("~/x"), {}).config == Path.home() / "x" / "config"
    assert locate(Path("relative"), {}).data.is_absolute()


def test_nothing_chosen_means_defaults_and_no_complaint(tmp_path: Path) -> None:
    assert load(tmp_path / "no such folder").settings == Settings()
    assert load(tmp_path).problems == ()


def test_what_is_saved_is_what_is_read(tmp_path: Path) -> None:
    chosen = Settings(
        language="en",
        theme="night",
        touch=True,
        lock_after_min=3,
        camera_folder='C:\\相机 "新"',
        lines="ascii",
        shared_url="sqlite:////srv/共享.db",
        keys={"save": "f2,ctrl+s", "a.b": "f8"},
    )
    save(tmp_path / "new" / "config", chosen)
    loaded = load(tmp_path / "new" / "config")
    assert loaded.problems == ()
    assert loaded.settings == chosen


@given(camera=PRINTABLE, keys=st.dictionaries(PRINTABLE, PRINTABLE, max_size=4))
def test_any_line_of_text_survives_the_file(camera: str, keys: dict[str, str]) -> None:
    chosen = Settings(camera_folder=camera, keys=keys)
    assert Settings(**tomllib.loads(as_toml(chosen))) == chosen


def test_a_setting_that_is_no_more_is_read_and_written_only_as_long_as_it_is_used() -> None:
    assert "filters" not in as_toml(Settings())
    used = Settings(filters={"7 issues 旧": "open x"})
    assert Settings(**tomllib.loads(as_toml(used))) == used


def test_a_wrong_value_gets_its_default_and_is_named_with_its_line(tmp_path: Path) -> None:
    problems = written(
        tmp_path,
        'language = "fr"\ntheme = "night"\ntouch = 1\n\nlock_after_min = 0\n'
        'camera_folder = "a\\tb"\ncolour = "red"\n[keys]\nsave = 2\n',
    )
    assert problems == [
        ":1: language must be one of zh, en; the default is used.",
        ":3: touch must be true or false; the default is used.",
        ":5: lock_after_min must be a whole number from 1 to 240; the default is used.",
        ":6: camera_folder must be one line of text in quotes; the default is used.",
        ":7: No setting is called colour.",
        ":8: keys.save must be one line of text in quotes; the default is used.",
    ]
    assert load(tmp_path).settings == Settings(theme="night")


def test_keys_must_be_a_table(tmp_path: Path) -> None:
    assert written(tmp_path, 'keys = "f2"') == [
        ':1: keys must be a table with lines such as save = "f2"; the default is used.'
    ]


def test_a_mistake_without_a_line_of_its_own_is_still_named(tmp_path: Path) -> None:
    assert written(tmp_path, '"\\u0074ouch" = 3') == [
        ": touch must be true or false; the default is used."
    ]


def test_broken_toml_is_a_problem_with_a_line(tmp_path: Path) -> None:
    problem = ":2: It is not valid TOML here; defaults are used."
    assert written(tmp_path, 'theme = "day"\ntouch = = 1\n') == [problem]
    assert written(tmp_path, "theme") == [":1: It is not valid TOML here; defaults are used."]


def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\x00")
    loaded = load(tmp_path)
    assert loaded.settings == Settings()
    assert "not UTF-8" in loaded.problems[0].text(english)


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert "cannot be read" in load(tmp_path).problems[0].text(english)


def test_saving_keeps_a_file_with_mistakes_beside(tmp_path: Path) -> None:
    assert written(tmp_path, "my own = notes")
    save(tmp_path, Settings())
    assert (tmp_path / "settings.bak").read_text(encoding="utf-8") == "my own = notes"
    save(tmp_path, replace(Settings(), touch=True))
    assert load(tmp_path).settings.touch


def test_settings_that_cannot_be_saved_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="The settings were not saved"):
        save(tmp_path / "file", Settings())
    (tmp_path / "folder" / FILE_NAME / "in the way").mkdir(parents=True)
    with pytest.raises(Refused):
        save(tmp_path / "folder", Settings())
    assert [path.name for path in (tmp_path / "folder").iterdir()] == [FILE_NAME]


def test_only_the_owner_reads_the_settings(tmp_path: Path) -> None:
    save(tmp_path / "config", Settings())
    if os.name == "posix":  # other systems keep no such mode
        assert stat.S_IMODE((tmp_path / "config").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "config" / FILE_NAME).stat().st_mode) == 0o600
