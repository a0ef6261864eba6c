"""Names of files are taken by every system and lead nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_tui.domain.language.file_names import LONGEST_BYTES, file_name


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("责令改正通知书-滨城责改〔2026〕3号", "责令改正通知书-滨城责改〔2026〕3号.pdf"),
        ("../../etc/passwd", "-..-etc-passwd.pdf"),
        ('a<b>c:d"e|f?g*h\\i', "a-b-c-d-e-f-g-h-i.pdf"),
        ("CON", "_CON.pdf"),
        ("nul .x", "_nul .x.pdf"),
        ("LPT9", "_LPT9.pdf"),
        ("console", "console.pdf"),
        (" .. ", "_.pdf"),
        ("a\x00b\nc ", "ab c.pdf"),
    ],
)
def test_a_name_is_made_of_what_every_system_takes(stem: str, name: str) -> None:
    assert file_name(stem, "pdf") == name


@given(st.text(max_size=200))
def test_any_text_makes_a_name(stem: str) -> None:
    name = file_name(stem, "docx")
    assert len(name.encode()) <= LONGEST_BYTES
    assert not set(name) & set('<>:"/\\|?*\n\x00')
    assert name.endswith(".docx")
    assert not name.removesuffix(".docx").endswith((" ", "."))
