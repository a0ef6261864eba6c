"""What the README promises is what is there."""

import re

from typer.core import TyperGroup

from patrol_tui.cli.program import VERBS, built
from patrol_tui.packaging.readme_keys import with_keys
from tests.architecture.source_files import PACKAGE, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TESTS = "python -m pytest -n 3"


def test_the_test_command_is_the_one_that_the_checks_run() -> None:
    assert f".venv/bin/{TESTS}\n" in README
    assert f"{TESTS} |" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_file_the_readme_speaks_of_exists() -> None:
    named = re.findall(r"`((?:patrol_tui|tests|data|\.ci)/[\w./]+)`", README)
    linked = re.findall(r"\]\(([\w./]+)\)", README)
    placeholders = {"patrol_tui/locale/zh/LC_MESSAGES/AREA.po"}
    assert [name for name in {*named, *linked} - placeholders if not (ROOT / name).exists()] == []


def test_the_first_screen_holds_both_commands() -> None:
    first = README.splitlines()[:30]
    assert sum(line.startswith("python3 -m venv ") for line in first) == 2


def test_the_changelog_speaks_of_this_version() -> None:
    from patrol_tui import __version__

    assert f"## {__version__}" in (PACKAGE / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_table_of_keys_is_the_one_that_the_screens_read() -> None:
    assert with_keys(README) == README, "run `python -m patrol_tui.packaging.readme_keys`"


def test_the_table_of_verbs_names_them_all() -> None:
    start = README.index("| verb | does |")
    verbs = set(re.findall(r"`(\w+)[\w ]*`", README[start : README.index("\n\n", start)]))
    assert VERBS.keys() - verbs == set()


def test_every_verb_of_the_bureau_is_told() -> None:
    start = README.index("| `patrol-tui admin …` | does |")
    told = set(re.findall(r"`([a-z-]+)[^`]*`", README[start : README.index("\n\n", start)]))
    admin = built("admin").commands["admin"]
    assert isinstance(admin, TyperGroup)
    assert admin.commands.keys() - told == set()
