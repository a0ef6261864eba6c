"""`simulate` from the command line."""

from pathlib import Path

import pytest

from patrol_tui.clock import FixedClock
from tests.cli.laptop import BEGIN_US, Laptop


def test_a_home_is_filled_and_asks_for_no_pin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    laptop = Laptop(tmp_path / "home", capsys, FixedClock(BEGIN_US))
    answer = laptop.json("simulate", "--issues", "6", "--days", "3", "--seed", "9")
    assert answer["home"] == str(tmp_path / "home")
    assert answer["issues"] == 6
    assert answer["entries"] > 6
    assert len(laptop.json("issue", "list")["items"]) == 6
    again = laptop.call("simulate")
    assert again.code == 1
    assert "already" in again.err or "已" in again.err
    assert laptop.call("simulate", "--issues", "0").code == 2


def test_it_wants_to_be_told_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from patrol_tui.cli.app import run

    assert run(["simulate", "--lang", "en"], {"HOME": str(tmp_path)}, FixedClock(BEGIN_US)) == 2
    assert "PATROL_HOME" in capsys.readouterr().err
