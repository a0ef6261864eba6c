"""What was found stands beside what became of it: names and times, and pictures where room is."""

from itertools import groupby

from patrol_tui.devices.sample_photo import sample_photo
from patrol_tui.domain.folding.pictures import Picture
from patrol_tui.domain.folding.state import Value
from patrol_tui.domain.times import DISTRICT_ZONE, parse_time
from patrol_tui.tui.kit.drawing.paint import Line, paint_for
from patrol_tui.tui.themes import Look
from patrol_tui.tui.views.things.photo_pairs import PhotoPairs

TAKEN = parse_time("2026-11-24T15:10", 0)
NOW = parse_time("2026-11-25T16:57", 0)


def picture(name: str, caption: str, at_us: int = TAKEN) -> Picture:
    """Return a photo."""
    body = {"hash": name * 32, "caption": caption, "taken_us": at_us}
    return Picture(Value(body, bytes(32), bytes(16), NOW))  # type: ignore[arg-type] # plain values


BEFORE, AFTER = picture("01", "车头"), picture("02", "车已驶离", NOW)
SMALL = sample_photo(1, size=(80, 60))


def said(lines: list[Line]) -> list[str]:
    """Return the texts of lines."""
    return ["".join(text for text, _style in line.left).rstrip() for line in lines]


def drawn(width: int, *, previews: bool) -> list[Line]:
    """Return the rows of one pair and of a photo that has no other beside it."""
    shown = dict.fromkeys((BEFORE.name, AFTER.name), SMALL) if previews else {}
    pairs = ((BEFORE, AFTER), (picture("03", ""), None))
    return list(PhotoPairs(pairs, shown, DISTRICT_ZONE, NOW).lines(width))


def test_without_room_names_and_times_stand_side_by_side() -> None:
    assert said(drawn(80, previews=False)) == [
        " 处置前                                  处置后",
        " 车头                                    车已驶离",
        " 11-24 15:10  01010101                   16:57  02020202",
        " 照片                                    无",
        " 11-24 15:10  03030303",
    ]
    assert len(drawn(40, previews=True)) == 5


def test_with_room_small_pictures_stand_above_them() -> None:
    lines = drawn(70, previews=True)
    rows = [line for line in lines if any(text.startswith("▀") for text, _style in line.left)]
    assert 8 <= len(rows) <= 11
    for line in rows:
        sides = [
            [text for text, _style in spans]
            for is_picture, spans in groupby(line.left, lambda span: span[1].startswith("pixel-"))
            if is_picture
        ]
        assert len(sides) == 2
        assert len("".join(sides[0])) == len("".join(sides[1])) > 20


def test_a_pixel_is_drawn_in_its_colours_and_at_night_in_red_alone() -> None:
    line = Line((("▀", "pixel-ffffff-204060"),))
    found = {}
    for theme in ("day", "night"):
        style = next(iter(paint_for(Look(theme=theme)).strip(line, 4))).style
        assert style is not None
        found[theme] = [one.get_truecolor().hex for one in (style.color, style.bgcolor) if one]
    assert found == {"day": ["#ffffff", "#204060"], "night": ["#ff6f61", "#391815"]}
