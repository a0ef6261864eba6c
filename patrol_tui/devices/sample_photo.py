"""Pictures for the sample day, drawn by the program: a street with what an officer would record."""

import io
import random
from collections.abc import Callable
from typing import Literal, get_args

from PIL import ExifTags, Image, ImageDraw, ImageFilter, ImageFont

Scene = Literal["fire_lane", "street_vending", "garbage_room", "street"]
SCENES: tuple[Scene, ...] = get_args(Scene)
Colour = tuple[int, int, int]

_WALLS = ((190, 170, 150), (170, 178, 186), (205, 190, 160), (178, 160, 158))
_CARS = ((180, 30, 30), (40, 60, 110), (225, 225, 228), (30, 30, 34))
_SHADES = ((200, 60, 50), (40, 110, 160), (60, 130, 70), (230, 170, 60))
_BINS = ((50, 60, 70), (40, 120, 60), (30, 80, 150), (170, 40, 40))
_GOODS = ((220, 120, 40), (190, 40, 50), (90, 150, 60), (240, 210, 90))
_YELLOW, _STAMP = (222, 190, 40), (255, 196, 60)
_ALL = 1000
_QUALITY = 58


def sample_photo(
    seed: int,
    caption: str = "",
    size: tuple[int, int] = (960, 720),
    scene: Scene = "street",
    taken: str = "",
) -> bytes:
    """Return a JPEG of some 30 kB, the same one for the same arguments.

    Args:
        seed: varies houses, colours, light and places.
        caption: stamped into the lower corner; ASCII, for the font that Pillow brings has no more.
        size: width and height in pixels.
        scene: what is to be seen, named as the kinds of issues that have forms of their own.
        taken: when, as cameras write it: 2026:03:02 09:30:00; left out of the file when empty.
    """
    chance = random.Random(f"{seed} {scene}")  # noqa: S311 - a drawing, no secret
    canvas = _Canvas(size)
    ground = chance.randint(520, 580)
    _draw_street(canvas, chance, ground)
    _DRAWINGS[scene](canvas, chance, ground)
    return canvas.developed(chance, caption, taken)


class _Canvas:
    """A picture measured in thousandths of its width and height."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._image = Image.new("RGB", size)
        self._draw = ImageDraw.Draw(self._image)
        self._x, self._y = size[0] / 1000, size[1] / 1000

    def box(self, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
        """Fill a rectangle."""
        self._draw.rectangle(self._pixels((left, top), (right, bottom)), colour)

    def oval(self, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
        """Fill an oval."""
        self._draw.ellipse(self._pixels((left, top), (right, bottom)), colour)

    def shape(self, colour: Colour, *corners: tuple[int, int]) -> None:
        """Fill a polygon."""
        self._draw.polygon(self._pixels(*corners), colour)

    def developed(self, chance: random.Random, caption: str, taken: str) -> bytes:
        """Return the JPEG: slightly soft, with the grain of a cheap camera, and stamped."""
        soft = self._image.filter(ImageFilter.GaussianBlur(self._x))
        width, height = soft.size
        coarse = (width // 4 + 1, height // 4 + 1)
        grain = Image.frombytes("L", coarse, chance.randbytes(coarse[0] * coarse[1]))
        noise = grain.resize(soft.size).convert("RGB")
        self._image = Image.blend(soft, noise, 0.04)
        self._draw = ImageDraw.Draw(self._image)
        self._stamp("".join(sign for sign in caption if " " <= sign <= "~"))
        noted = Image.Exif()
        if taken:
            noted[ExifTags.Base.DateTime] = taken
        file = io.BytesIO()
        self._image.save(file, "JPEG", quality=_QUALITY, optimize=True, exif=noted)
        return file.getvalue()

    def _stamp(self, caption: str) -> None:
        if caption:
            points = max(10, round(34 * self._y))
            place = self._pixels((28, 930))[0]
            font = ImageFont.load_default(points)
            self._draw.text(
                place, caption, (255, 196, 60), font, stroke_width=1, stroke_fill="black"
            )

    def _pixels(self, *points: tuple[int, int]) -> list[tuple[float, float]]:
        return [(x * self._x, y * self._y) for x, y in points]


def _draw_street(canvas: _Canvas, chance: random.Random, ground: int) -> None:
    light = chance.randint(185, 235)
    for top in range(0, ground, 8):
        shade = light - top // 14
        canvas.box(0, top, 1000, top + 8, (shade - 30, shade - 10, min(255, shade + 12)))
    left = chance.randint(-120, 0)
    while left < _ALL:
        width = chance.randint(180, 320)
        _draw_house(canvas, chance, (left, chance.randint(40, 240), left + width, ground))
        left += width
    canvas.box(0, ground, 1000, ground + 60, (168, 165, 158))
    canvas.box(0, ground + 54, 1000, ground + 60, (120, 118, 112))
    canvas.box(0, ground + 60, 1000, 1000, (92, 94, 98))


def _draw_house(canvas: _Canvas, chance: random.Random, area: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = area
    wall = chance.choice(_WALLS)
    canvas.box(left, top, right, bottom, wall)
    canvas.box(right - 8, top, right, bottom, _darker(wall))
    for row in range(top + 30, bottom - 130, 80):
        for column in range(left + 25, right - 50, 70):
            glass = chance.choice(((88, 104, 120), (120, 140, 156), (214, 196, 140)))
            canvas.box(column, row, column + 40, row + 50, glass)
            canvas.box(column + 19, row, column + 21, row + 50, _darker(wall))
    if chance.random() < 0.6:  # noqa: PLR2004 - most houses have a shop
        canvas.box(left + 15, bottom - 110, right - 20, bottom - 84, chance.choice(_SHADES))
        canvas.box(left + 25, bottom - 80, right - 30, bottom, (70, 78, 84))


def _draw_fire_lane(canvas: _Canvas, chance: random.Random, ground: int) -> None:
    for left in range(-100, 1000, 120):
        low, high = 990, ground + 150
        canvas.shape(
            (222, 190, 40), (left, low), (left + 40, low), (left + 120, high), (left + 80, high)
        )
    canvas.box(0, ground + 140, _ALL, ground + 150, _YELLOW)
    _draw_car(canvas, chance, chance.randint(80, 220), 900)
    _draw_car(canvas, chance, chance.randint(540, 600), 860)


def _draw_car(canvas: _Canvas, chance: random.Random, left: int, floor: int) -> None:
    paint = chance.choice(_CARS)
    canvas.oval(left - 10, floor - 14, left + 360, floor + 26, (60, 61, 64))
    roof = (left + 60, floor - 110), (left + 110, floor - 180), (left + 240, floor - 180)
    canvas.shape(paint, *roof, (left + 310, floor - 110))
    pane = (left + 82, floor - 112), (left + 120, floor - 168), (left + 230, floor - 168)
    canvas.shape((60, 74, 86), *pane, (left + 286, floor - 112))
    canvas.box(left + 172, floor - 176, left + 180, floor - 108, paint)
    canvas.box(left, floor - 110, left + 350, floor - 20, paint)
    canvas.box(left, floor - 40, left + 350, floor - 20, _darker(paint))
    canvas.box(left + 330, floor - 96, left + 350, floor - 76, (250, 240, 190))
    for wheel in (left + 45, left + 240):
        canvas.oval(wheel, floor - 60, wheel + 66, floor + 16, (24, 24, 26))
        canvas.oval(wheel + 20, floor - 36, wheel + 46, floor - 8, (150, 152, 156))


def _draw_street_vending(canvas: _Canvas, chance: random.Random, ground: int) -> None:
    for left in (chance.randint(40, 140), chance.randint(520, 580)):
        floor = chance.randint(ground + 240, ground + 290)
        shade = chance.choice(_SHADES)
        canvas.box(left + 158, floor - 330, left + 166, floor, (110, 112, 116))
        peak = (left + 162, floor - 420)
        canvas.shape(shade, (left - 20, floor - 320), peak, (left + 345, floor - 320))
        canvas.shape(_darker(shade), (left + 100, floor - 320), peak, (left + 220, floor - 320))
        canvas.box(left, floor - 130, left + 320, floor - 30, (150, 120, 84))
        canvas.box(left, floor - 134, left + 320, floor - 122, (196, 166, 120))
        for leg in (left + 6, left + 302):
            canvas.box(leg, floor - 30, leg + 12, floor + 20, (96, 78, 56))
        for _piece in range(36):
            x, y = left + chance.randint(8, 290), floor - chance.randint(140, 168)
            canvas.oval(x, y, x + 24, y + 30, chance.choice(_GOODS))


def _draw_garbage_room(canvas: _Canvas, chance: random.Random, ground: int) -> None:
    canvas.box(120, ground - 240, 880, ground + 60, (196, 198, 190))
    canvas.box(120, ground - 260, 880, ground - 230, (96, 120, 100))
    canvas.box(160, ground - 190, 840, ground + 60, (62, 64, 62))
    for number, colour in enumerate(_BINS):
        left, top = 180 + 165 * number, ground - 60 + chance.randint(-10, 10)
        canvas.box(left, top, left + 130, top + 210, colour)
        canvas.box(left - 6, top - 16, left + 136, top + 6, _darker(colour))
        canvas.oval(left + 12, top + 196, left + 40, top + 232, (20, 20, 22))
        canvas.oval(left + 90, top + 196, left + 118, top + 232, (20, 20, 22))
    for _bag in range(chance.randint(9, 16)):
        x, y = chance.randint(100, 860), ground + chance.randint(130, 300)
        shade = chance.randint(24, 70)
        canvas.oval(x, y, x + 110, y + 90, (shade, shade, shade + 4))
        canvas.oval(x + 42, y - 14, x + 66, y + 14, (shade + 20, shade + 20, shade + 24))


def _draw_quiet(canvas: _Canvas, chance: random.Random, ground: int) -> None:
    for left in range(chance.randint(-60, 40), 1000, 260):
        canvas.box(left + 30, ground - 220, left + 44, ground + 30, (96, 74, 52))
        green = (60 + chance.randint(0, 30), 110 + chance.randint(0, 30), 60)
        for _leaf in range(12):
            x, y = left + chance.randint(-60, 60), ground - chance.randint(190, 330)
            canvas.oval(x, y, x + 80, y + 80, green)
    for stripe in range(-40, 1000, 220):
        canvas.box(stripe, 860, stripe + 120, 872, (214, 214, 206))


def _darker(colour: Colour) -> Colour:
    red, green, blue = colour
    return red * 3 // 4, green * 3 // 4, blue * 3 // 4


_DRAWINGS: dict[Scene, Callable[[_Canvas, random.Random, int], None]] = {
    "fire_lane": _draw_fire_lane,
    "street_vending": _draw_street_vending,
    "garbage_room": _draw_garbage_room,
    "street": _draw_quiet,
}
