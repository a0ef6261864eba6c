from patrol_tui.cli.columns import facts, shortened, table


def test_columns_stand_though_chinese_is_two_cells_wide() -> None:
    assert table(("a", "名称"), [("北线", "x"), ("b", "南线")]) == [
        "a     名称",
        "北线  x",
        "b     南线",
    ]


def test_the_last_column_is_cut_to_the_terminal() -> None:
    lines = table(("a", "b"), [("1", "很长很长很长很长的地点")], width=14)
    assert lines[1] == "1  很长很长.."


def test_a_text_that_fits_is_left_alone() -> None:
    assert shortened("北线", 4) == "北线"
    assert shortened("北线路", 5) == "北.."


def test_cells_are_one_line_and_inert() -> None:
    assert table(("a",), [("x\ny\x1b[1m",)]) == ["a", "x y"]


def test_facts_leave_out_what_is_empty_and_indent_further_lines() -> None:
    assert facts((("地点", "a\nb"), ("x", ""))) == ["地点  a", "      b"]
    assert facts(()) == []
