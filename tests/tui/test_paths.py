from pathlib import Path

from patrol_tui.tui.disk.paths import unfolded


def test_a_home_is_written_out() -> None:
    assert unfolded("~/a.jpg") == Path.home() / "a.jpg"


def test_an_unknown_users_home_is_just_not_there() -> None:
    assert unfolded("~nobody-at-all/a.jpg") == Path("~nobody-at-all/a.jpg")
