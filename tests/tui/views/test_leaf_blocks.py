"""What is said beside a photo, in plain words."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.entries.photo import Photo
from patrol_tui.domain.photo_checks import Difference, differences
from patrol_tui.domain.times import DISTRICT_ZONE, parse_time
from patrol_tui.language import set_language
from patrol_tui.services.photos.photo_view import ShownPhoto, taken_of
from patrol_tui.services.requests import PhotoFile
from patrol_tui.tui.views.album.leaf import Leaf, leaf_of_file, leaves_of
from patrol_tui.tui.views.album.leaf_blocks import Around, leaf_blocks
from patrol_tui.tui.views.wording.spans import ago_text, length_text

NOW_US = parse_time("2026-11-23T10:32", 0)
MINUTE_US = 60_000_000
PLACE = (369_700_000, 1_172_100_000)
AWAY = (369_916_000, 1_172_100_000)
AROUND = Around(NOW_US, DISTRICT_ZONE, ("5号楼消防车道",), PLACE, me=AWAY)


@pytest.fixture(autouse=True)
def _chinese() -> None:
    set_language("zh")


def shown(body: Mapping[str, Json] | None = None, **more: object) -> ShownPhoto:
    said: dict[str, Json] = {"hash": "ab" * 32, "size": 143_000, "caption": "车头", **(body or {})}
    found = differences(taken_of(said), NOW_US, PLACE)
    given = {"differences": found, **more}
    return ShownPhoto(said, "here", b"", is_preview=False, **given)  # type: ignore[arg-type]


def text(leaf: Leaf, around: Around = AROUND, width: int = 40) -> str:
    lines = [line for block in leaf_blocks(leaf, 3, around) for line in block.lines(width)]
    said = ["".join(part for part, _style in (*line.left, *line.right)) for line in lines]
    return "\n".join(" ".join(one.split()) for one in said)


def test_time_and_place_are_said_from_now_and_from_here() -> None:
    body: dict[str, Json] = {
        "taken_us": NOW_US - 190 * MINUTE_US,
        "lat_e7": AWAY[0],
        "lon_e7": AWAY[1],
    }
    said = text(Leaf(2, shown(body)))
    assert "照片 2/3未入库" in said
    assert "拍摄 07:22:00\n3 小时前\n位置 36.99160, 117.21000\n离现场 2.4 千米\n离你 0 米" in said
    assert "注意\n附上时已经拍了 3 小时 10 分钟。\n拍的地方离现场 2.4 千米。" in said
    assert "离巡查点 2.4 千米" in text(
        Leaf(2, shown(body)), Around(NOW_US, DISTRICT_ZONE, (), PLACE, is_checkpoint=True)
    )


def test_a_photo_that_says_nothing_of_itself_is_said_so() -> None:
    said = text(Leaf(1, shown()))
    assert "照片里没写时间" in said
    assert "照片里没写位置" in said
    assert "注意" not in said


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (Difference("ahead", 5 * MINUTE_US), "照片时间比本机的钟快 5 分钟。"),
        (Difference("clock", 60 * MINUTE_US), "相机的钟快 1 小时。"),
        (Difference("clock", -61 * MINUTE_US), "相机的钟慢 1 小时 1 分钟。"),
    ],
)
def test_a_wrong_clock_is_named(difference: Difference, said: str) -> None:
    assert said in text(Leaf(1, shown(differences=(difference,))))


def test_a_copy_stands_behind_its_original_and_each_names_the_other() -> None:
    parts: list[Json] = [[0, 0, 10, 10], [5, 5, 20, 20]]
    copy = ShownPhoto({"hash": "cd" * 32, "blackened": parts}, "shared", b"", is_preview=True)
    first, second = leaves_of((shown(copy=copy, turn=90),))
    assert "没动过。下一张是它涂黑的副本。\n副本 cdcdcdcdcdcdcdcd" in text(first)
    assert "转向 顺时针 90 度" in text(first)
    assert "照片 1 的副本，涂黑 2 处\n原件 abababababababab" in text(second)
    assert "照片 1/3已入库" in text(second)


def test_a_file_is_compared_to_now() -> None:
    day_ago = NOW_US - 26 * 60 * MINUTE_US
    photo = Photo(b"bytes", "image/jpeg", 4, 3, day_ago, None, None, b"small")
    leaf = leaf_of_file(1, photo, PhotoFile(Path("a.jpg")), NOW_US, None)
    said = text(leaf)
    assert leaf.shown.small == b"bytes"
    assert "没存档" in said
    assert "拍摄 2026-11-22 08:32\n1 天前" in said
    assert "1 天 2 小时前拍的，拍的是这件事吗？" in said


def test_spans_are_said_in_the_unit_that_fits() -> None:
    ago = [ago_text(NOW_US - one * MINUTE_US, NOW_US) for one in (0, 25, 200, 3000, -5)]
    assert ago == ["刚刚", "25 分钟前", "3 小时前", "2 天前", "比现在晚 5 分钟"]
    assert length_text(0) == "1 分钟"
    set_language("en")
    assert length_text(1600 * MINUTE_US) == "1 d 2 h"
