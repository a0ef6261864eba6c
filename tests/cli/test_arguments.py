from pathlib import Path

import pytest

from patrol_tui.cli.arguments import Given, split
from patrol_tui.cli.open_tui import asked_for
from patrol_tui.domain.language.errors import Usage
from patrol_tui.settings import Settings


def test_general_options_stand_before_or_behind_the_verb() -> None:
    before = split(["--home", "h", "--lang", "en", "--json", "issue", "list"])
    behind = split(["issue", "list", "--json", "--lang=en", "--home=h"])
    assert before == behind
    assert before == Given(("issue", "list"), Path("h"), "en", None, as_json=True)


def test_what_follows_two_dashes_belongs_to_the_verb() -> None:
    assert split(["issue", "note", "1", "--", "--json"]).rest == (
        "issue",
        "note",
        "1",
        "--",
        "--json",
    )


def test_help_and_version_are_taken_out() -> None:
    assert split(["issue", "-h"]).wants_help
    assert split(["issue", "--help"]).rest == ("issue",)
    assert split(["--version", "--lang", "en"]).wants_version


@pytest.mark.parametrize("words", [["--home"], ["--home="], ["status", "--lang"], ["--pin-file"]])
def test_an_option_without_its_value_is_refused(words: list[str]) -> None:
    with pytest.raises(Usage, match="needs a value"):
        split(words)


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(Usage, match="no language fr"):
        split(["--lang", "fr"])


def test_the_pin_file_is_kept_as_a_path() -> None:
    assert split(["status", "--pin-file", "p"]).pin_file == Path("p")


def test_large_targets_and_a_language_are_asked_for_without_being_chosen() -> None:
    chosen = Settings(theme="night")
    assert asked_for(chosen, split([])) == chosen
    assert asked_for(chosen, split(["--touch"])) == Settings(theme="night", touch=True)
    asked = asked_for(Settings(touch=True), split(["demo", "--lang", "en"]))
    assert (asked.language, asked.touch) == ("en", True)
