"""Blocks in panes that are too narrow for what they say: nothing is cut, no word is broken."""

import pytest

from patrol_tui.tui.kit.blocks import Banner, Fact
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import paint_for
from patrol_tui.tui.themes import Look


def shown(block: Block, width: int) -> list[str]:
    strips = paint_for(Look()).strips(block.lines(width), width)
    assert all(strip.cell_length == width for strip in strips)
    return [strip.text.rstrip() for strip in strips]


def test_a_banner_says_its_whole_sentence_in_as_many_rows_as_that_needs() -> None:
    banner = Banner("your turn", "Call back, and write down their words", "Enter", "Called", "blue")
    assert len(shown(banner, 90)) == 1
    rows = shown(banner, 49)
    assert " ".join(row[13:35].strip() for row in rows) == "Call back, and write down their words"
    assert rows[0].endswith("Enter  Called")
    assert {line.ground for line in banner.lines(49)} == {"tint-blue"}


@pytest.mark.parametrize("width", [31, 28])
def test_a_remark_that_would_break_words_goes_below_them(width: int) -> None:
    fact = Fact("Fine", "Ecological Code arts. 512, 1174", "to check", column=6)
    rows = shown(fact, width)
    assert rows[0].startswith(" Fine  Ecological Code")
    assert rows[-1].split() == ["to", "check"]
    assert not any(row.endswith("Ecologica") for row in rows)
