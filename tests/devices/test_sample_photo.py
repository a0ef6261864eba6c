from datetime import datetime

import pytest

from patrol_tui.devices.photos import photo_of
from patrol_tui.devices.sample_photo import SCENES, Scene, sample_photo
from patrol_tui.domain.times import in_zone, microseconds


@pytest.mark.parametrize("scene", SCENES)
def test_a_sample_photo_is_a_photo_of_some_thirty_kilobytes(scene: Scene) -> None:
    data = sample_photo(1, "BINHU 08:31 滨湖", scene=scene)
    photo = photo_of(data, "sample")
    assert (photo.media_type, photo.width, photo.height) == ("image/jpeg", 960, 720)
    assert 20_000 < len(data) < 60_000


def test_the_same_seed_draws_the_same_photo() -> None:
    assert sample_photo(3, "x", (320, 240)) == sample_photo(3, "x", (320, 240))


def test_seed_caption_and_scene_each_make_another_photo() -> None:
    small = (320, 240)
    drawn = {
        sample_photo(1, "", small),
        sample_photo(2, "", small),
        sample_photo(1, "caption", small),
        sample_photo(1, "", small, "fire_lane"),
    }
    assert len(drawn) == 4


def test_a_sample_photo_says_when_it_was_taken_where_that_is_asked_for() -> None:
    data = sample_photo(1, "", (320, 240), taken="2026:03:02 09:30:00")
    taken_us = photo_of(data, "sample").taken_at_us
    assert taken_us == microseconds(datetime(2026, 3, 2, 9, 30, tzinfo=in_zone(0).tzinfo))
    assert photo_of(sample_photo(1, "", (320, 240)), "sample").taken_at_us is None
