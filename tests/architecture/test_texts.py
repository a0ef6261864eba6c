"""Every text a user sees has its Chinese, and what is shipped is what was written."""

from pathlib import Path

import pytest

from patrol_tui.packaging import messages


def test_every_text_has_its_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    amiss = messages.main(["check"])
    assert capsys.readouterr().err == ""
    assert amiss == 0


def test_the_tool_explains_itself_without_a_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.main([]) == 2
    assert "extract" in capsys.readouterr().err


def test_no_catalogue_is_left_of_an_area_that_is_gone() -> None:
    from patrol_tui.packaging.po_files import FOLDER, PACKAGE, PROGRAM

    areas = {PROGRAM, *(path.name for path in PACKAGE.iterdir() if path.is_dir())}
    assert {Path(path).stem for path in FOLDER.glob("*.?o")} <= areas
