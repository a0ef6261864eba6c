import io
import os
import struct
import sys
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from patrol_tui.devices.camera import MAX_FILE_BYTES
from patrol_tui.devices.photos import (
    THUMBNAIL_BYTES,
    blackened,
    photo_of,
    read_photo,
)
from patrol_tui.devices.sample_photo import sample_photo
from patrol_tui.domain.folding.pictures import Region
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.times import microseconds

PLAIN = sample_photo(1, size=(200, 150))


def image(form: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(file, form)
    return file.getvalue()


def with_exif(
    tags: Mapping[int, object],
    taken: Mapping[int, object] | None = None,
    gps: Mapping[int, object] | None = None,
) -> bytes:
    exif = Image.Exif()
    exif.update(tags)
    exif.get_ifd(0x8769).update(taken or {})
    exif.get_ifd(0x8825).update(gps or {})
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(file, "JPEG", exif=exif)
    return file.getvalue()


def at(*moment: int) -> int:
    year, month, day, hour, minute = moment
    return microseconds(datetime(year, month, day, hour, minute, tzinfo=UTC))


def thumbnail_of(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(photo_of(data, "x").thumbnail_jpeg))


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")],
)
def test_a_photo_keeps_its_very_bytes(form: str, media_type: str, tmp_path: Path) -> None:
    path = tmp_path / "照片.bin"
    path.write_bytes(image(form))
    photo = read_photo(path)
    assert photo.data == path.read_bytes()
    assert (photo.media_type, photo.width, photo.height) == (media_type, 64, 48)
    assert (photo.taken_at_us, photo.lat_e7, photo.lon_e7) == (None, None, None)


def test_a_jpeg_with_a_second_picture_behind_it_is_a_jpeg() -> None:
    file = io.BytesIO()
    second = Image.new("RGB", (32, 24))
    Image.new("RGB", (64, 48)).save(file, "MPO", save_all=True, append_images=[second])
    photo = photo_of(file.getvalue(), "x")
    assert (photo.media_type, photo.width) == ("image/jpeg", 64)


def test_the_thumbnail_is_a_small_jpeg_without_remarks() -> None:
    gps = {1: "N", 2: (30, 36, 45.72), 3: "E", 4: (114, 18, 18.36)}
    data = with_exif({}, gps=gps)
    thumbnail = thumbnail_of(data)
    assert thumbnail.format == "JPEG"
    assert not thumbnail.getexif()


def test_a_large_photo_has_a_thumbnail_of_some_ten_kilobytes() -> None:
    photo = photo_of(sample_photo(2, size=(3000, 2000)), "x")
    assert Image.open(io.BytesIO(photo.thumbnail_jpeg)).size in {(320, 213), (320, 214)}
    assert 4_000 < len(photo.thumbnail_jpeg) <= THUMBNAIL_BYTES


def test_even_noise_has_a_small_thumbnail() -> None:
    file = io.BytesIO()
    Image.frombytes("RGB", (320, 320), os.urandom(320 * 320 * 3)).save(file, "PNG")
    assert len(photo_of(file.getvalue(), "x").thumbnail_jpeg) < 3 * THUMBNAIL_BYTES


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "P", "1", "I;16"])
def test_every_kind_of_png_has_a_thumbnail(mode: str) -> None:
    assert thumbnail_of(image("PNG", mode=mode)).mode == "RGB"


def test_what_is_transparent_is_white() -> None:
    assert thumbnail_of(image("PNG", mode="RGBA")).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("orientation", [1, 2, 3, 4, 5, 6, 7, 8, 9])
def test_a_photo_is_measured_as_it_is_looked_at(orientation: int) -> None:
    data = with_exif({0x0112: orientation})
    photo = photo_of(data, "x")
    upright = (48, 64) if 5 <= orientation <= 8 else (64, 48)
    assert (photo.width, photo.height) == thumbnail_of(data).size == upright


def test_the_time_is_that_of_the_camera_in_the_district() -> None:
    data = with_exif({0x0132: "2026:11:21 00:00:00"}, {0x9003: "2026:11:20 08:31:00"})
    assert photo_of(data, "x").taken_at_us == at(2026, 11, 20, 0, 31)


@pytest.mark.parametrize(("offset", "hour"), [("+09:00", 23), ("-01:00", 9), ("east", 0)])
def test_the_offset_that_a_camera_notes_is_used(offset: str, hour: int) -> None:
    day = 19 if hour == 23 else 20
    data = with_exif({}, {0x9003: "2026:11:20 08:00:00", 0x9011: offset})
    assert photo_of(data, "x").taken_at_us == at(2026, 11, day, hour, 0)


def test_without_the_moment_of_the_shot_the_file_s_own_time_counts() -> None:
    data = with_exif({0x0132: "2026:11:20 08:31:00"})
    assert photo_of(data, "x").taken_at_us == at(2026, 11, 20, 0, 31)


@pytest.mark.parametrize("said", ["0000:00:00 00:00:00", "yesterday", "2026:13:01 00:00:00"])
def test_a_camera_without_a_clock_has_no_time(said: str) -> None:
    assert photo_of(with_exif({}, {0x9003: said}), "x").taken_at_us is None


def test_the_receiver_of_a_camera_tells_the_time_too() -> None:
    gps = {7: (0.0, 31.0, 5.0), 29: "2026:11:20"}
    assert (
        photo_of(with_exif({}, gps=gps), "x").satellites_us == at(2026, 11, 20, 0, 31) + 5_000_000
    )


@pytest.mark.parametrize("day", ["soon", "2026:13:01"])
def test_a_garbled_day_of_the_receiver_is_none(day: str) -> None:
    gps = {7: (0.0, 31.0, 5.0), 29: day}
    assert photo_of(with_exif({}, gps=gps), "x").satellites_us is None


def test_a_large_photo_has_a_copy_that_fills_a_screen() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    Image.effect_noise((2000, 1500), 90).convert("RGB").save(file, "JPEG", quality=95, exif=exif)
    smaller = photo_of(file.getvalue(), "x").smaller_jpeg
    assert smaller is not None
    assert Image.open(io.BytesIO(smaller)).size == (960, 1280)
    assert len(smaller) * 2 <= len(file.getvalue())
    assert photo_of(PLAIN, "x").smaller_jpeg is None
    plain = io.BytesIO()
    Image.new("RGB", (1400, 10)).save(plain, "JPEG")
    assert photo_of(plain.getvalue(), "x").smaller_jpeg is None  # hardly smaller


def test_nothing_is_left_of_what_is_blackened() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 36.0, 45.72), 3: "E", 4: (114.0, 18.0, 18.36)})
    file = io.BytesIO()
    Image.new("RGB", (120, 80), "white").save(file, "PNG", exif=exif)
    copy = blackened(file.getvalue(), [Region(500, 0, 500, 255)])
    assert (copy.width, copy.height, copy.lat_e7, copy.media_type) == (80, 120, None, "image/jpeg")
    with Image.open(io.BytesIO(copy.data)) as shown:
        grey = shown.convert("L")
    black = {(x, y) for x in range(80) for y in range(120) if int(str(grey.getpixel((x, y)))) < 16}
    assert black >= {(x, y) for x in range(40, 80) for y in range(31)}
    assert not {(x, y) for x, y in black if x < 36 or y > 36}
    with pytest.raises(Refused, match="is no JPEG"):
        blackened(b"none", [])


def test_the_place_is_read_to_the_tenth_of_a_metre() -> None:
    gps = {1: "N", 2: (30.0, 36.0, 45.72), 3: "E", 4: (114.0, 18.0, 18.36)}
    photo = photo_of(with_exif({}, gps=gps), "x")
    assert photo.lat_e7 == pytest.approx(306_127_000, abs=10)
    assert photo.lon_e7 == pytest.approx(1_143_051_000, abs=10)


def test_south_and_west_are_negative() -> None:
    gps = {1: "S", 2: (1.0, 30.0, 0.0), 3: "W", 4: (2.0, 0.0, 0.0)}
    photo = photo_of(with_exif({}, gps=gps), "x")
    assert (photo.lat_e7, photo.lon_e7) == (-15_000_000, -20_000_000)


@pytest.mark.parametrize(
    "gps",
    [
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {1: "N", 2: (95.0, 0.0, 0.0), 3: "E", 4: (114.0, 0.0, 0.0)},
        {1: "N", 2: (30.0, 0.0, 0.0)},
        {1: "N", 2: (30.0, 0.0), 3: "E", 4: (114.0, 0.0, 0.0)},
    ],
)
def test_a_camera_without_a_fix_has_no_place(gps: Mapping[int, object]) -> None:
    photo = photo_of(with_exif({}, gps=gps), "x")
    assert (photo.lat_e7, photo.lon_e7) == (None, None)


def huge_png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no JPEG, PNG or WebP photo"),
        (b"I am a text, not a photo.", "is no JPEG, PNG or WebP photo"),
        (b"%PDF-1.7", "is no JPEG, PNG or WebP photo"),
        (image("GIF"), "is no JPEG, PNG or WebP photo"),
        (image("BMP"), "is no JPEG, PNG or WebP photo"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(50), "is an HEIC picture"),
        (PLAIN[: len(PLAIN) // 2], "is broken or incomplete"),
        (image("PNG")[:-40], "is broken or incomplete"),
        (image("WEBP")[:-20], "is broken or incomplete|is no JPEG"),
        (huge_png(10_000, 10_000), "has too many pixels"),
        (huge_png(60_000, 60_000), "has too many pixels"),
        (bytes(MAX_FILE_BYTES + 1), "is larger than 40 MB"),
    ],
    ids=range(12),
)
def test_what_is_no_photo_is_refused_in_clear_words(data: bytes, message: str) -> None:
    with pytest.raises(Refused, match=f"照片.jpg {message}"):
        photo_of(data, "照片.jpg")


def test_a_missing_photo_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no photo .*none\.jpg"):
        read_photo(tmp_path / "none.jpg")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that cannot be read")
def test_a_photo_that_cannot_be_read_is_refused_in_the_words_of_the_system() -> None:
    with pytest.raises(Refused, match="cannot be read: Input/output error"):
        read_photo(Path("/proc/self/mem"))


def test_a_folder_is_no_photo(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is no file"):
        read_photo(tmp_path)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([PLAIN, image("PNG"), image("WEBP"), with_exif({0x0132: "2026:11:20"})]),
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=3)), min_size=1, max_size=8),
)
def test_a_damaged_photo_is_read_or_refused(data: bytes, damages: list[tuple[int, bytes]]) -> None:
    for where, with_what in damages:
        place = where % len(data)
        data = data[:place] + with_what + data[place + len(with_what) :]
    try:
        assert photo_of(data, "x").thumbnail_jpeg
    except Refused:
        return


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="File name too long"):
        read_photo(tmp_path / ("n" * 300))
