"""What is known of a photo does not spill its bytes into a log."""

from patrol_tui.domain.entries.photo import Photo


def test_a_photo_shows_no_bytes() -> None:
    photo = Photo(b"secret", "image/jpeg", 4, 3, None, None, None, b"small")
    assert "secret" not in repr(photo)
    assert "small" not in repr(photo)
    assert (photo.width, photo.height) == (4, 3)
