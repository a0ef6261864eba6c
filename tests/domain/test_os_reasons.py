"""Reasons of the system are told in the reader's language."""

import errno

import pytest

from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.language import _


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOENT, "没有这个文件或文件夹"),
        (errno.EPERM, "没有权限"),
        (errno.EISDIR, "是文件夹"),
    ],
)
def test_a_usual_reason_is_translated(number: int, said: str) -> None:
    error = Refused("{error}.", error=reason_of(OSError(number, "in English")))
    assert error.text(_, "zh") == f"{said}."


def test_a_reason_keeps_the_words_of_the_system_in_english() -> None:
    assert str(Refused("{error}", error=reason_of(FileNotFoundError(errno.ENOENT, "")))) == (
        "No such file or directory"
    )


def test_a_rare_reason_is_told_as_the_system_says_it() -> None:
    assert reason_of(OSError(errno.EXDEV, "Invalid cross-device link")) == (
        "Invalid cross-device link"
    )
    assert reason_of(OSError("no number")) == "no number"
