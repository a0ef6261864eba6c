"""Facts in one row."""

from patrol_tui.tui.views.things.facts_in_row import FactsInRow


def shown(row: FactsInRow, width: int) -> str:
    return "".join(text for text, _style in row.lines(width)[0].left).rstrip()


def test_a_fact_is_shown_whole_or_not_at_all() -> None:
    row = FactsInRow(["走 11 站", "记 11 件", "劝导 4"])
    assert shown(row, 40) == " 走 11 站   记 11 件   劝导 4"
    assert shown(row, 24) == " 走 11 站   记 11 件"


def test_a_label_stands_before_them() -> None:
    assert shown(FactsInRow(["占道经营 3 次"], "近 30 天"), 40) == " 近 30 天  占道经营 3 次"
