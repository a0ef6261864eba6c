"""Dots, lines and words on one drawing."""

from patrol_tui.tui.kit.drawing.braille import Braille


def text(canvas: Braille) -> list[str]:
    return ["".join(piece for piece, _style in row) for row in canvas.rows()]


def test_a_dot_is_an_eighth_of_a_cell() -> None:
    canvas = Braille(2, 1)
    canvas.dot((0, 0), "green")
    canvas.dot((3, 3), "green")
    assert text(canvas) == ["⠁⢀"]


def test_a_line_goes_from_dot_to_dot_and_ends_at_the_edge() -> None:
    canvas = Braille(4, 2)
    canvas.path([(0, 0), (7, 0), (7, 7)], "green")
    assert text(canvas) == ["⠉⠉⠉⢹", "   ⢸"]
    far = Braille(4, 2)
    far.path([(-1_000_000, 3), (1_000_000, 3)], "green")
    assert text(far) == ["⣀⣀⣀⣀", "    "]
    up = Braille(1, 2)
    up.path([(1, 7), (0, -9)], "green")
    assert text(up)[1].strip()


def test_what_lies_outside_is_left_out() -> None:
    canvas = Braille(2, 1)
    canvas.path([(-5, 0), (-5, 3)], "green")
    canvas.path([(0, 9), (3, 9)], "green")
    canvas.path([(-9, 0), (0, 90)], "green")
    canvas.dot((4, 0), "green")
    canvas.dot((0, -1), "green")
    assert text(canvas) == ["  "]


def test_dashes_go_on_round_a_corner() -> None:
    canvas = Braille(3, 1)
    canvas.path([(0, 0), (2, 0), (5, 0)], "soft", (2, 2))
    assert text(canvas) == ["⠉ ⠉"]


def test_words_lie_over_lines_and_not_over_each_other() -> None:
    canvas = Braille(8, 1)
    canvas.path([(0, 0), (15, 0)], "green")
    assert canvas.word(2, 0, "消", "chip-red")
    assert not canvas.word(3, 0, "摊", "blue")
    assert not canvas.word(7, 0, "摊", "blue")
    assert not canvas.word(-1, 0, "x", "blue")
    assert not canvas.word(0, 1, "x", "blue")
    canvas.restyle(2, 0, "chip-ink")
    assert list(canvas.rows()) == [[("⠉⠉", "green"), ("消", "chip-ink"), ("⠉⠉⠉⠉", "green")]]
