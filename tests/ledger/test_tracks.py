"""Points of a walk survive whatever ends the program, in the file of drafts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from patrol_tui.domain.track.points import Point
from patrol_tui.ledger.drafts import KIND, Drafts
from patrol_tui.ledger.engine import Kind, open_encrypted
from patrol_tui.services.patrol.tracks import OpenPart
from tests.ledger.processes import child, lines_then_kill

KEY = bytes(range(32))
PATROL, OTHER = bytes(16), bytes((1,)) * 16
FIRST = (Point(1_795_395_720_000_000, (369_700_000, 1_172_100_000), 3),)
SECOND = (Point(1_795_395_730_000_000, (369_701_000, 1_172_100_000)),)


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Drafts]:
    opened = Drafts(tmp_path / "drafts.db", KEY)
    yield opened
    opened.close()


def test_points_are_back_after_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "drafts.db"
    first = Drafts(path, KEY)
    first.tracks.keep(PATROL, FIRST)
    first.tracks.keep(OTHER, SECOND)
    first.close()
    again = Drafts(path, KEY)
    assert again.tracks.parts(PATROL) == (OpenPart(1, FIRST, None),)
    again.close()


def test_only_what_is_in_a_file_is_dropped(drafts: Drafts) -> None:
    drafts.tracks.keep(PATROL, FIRST)
    drafts.tracks.mark(PATROL, 1, b"blob")
    drafts.tracks.keep(PATROL, SECOND)
    assert [part.blob for part in drafts.tracks.parts(PATROL)] == [b"blob", None]
    drafts.tracks.drop(PATROL, b"blob")
    assert [part.points for part in drafts.tracks.parts(PATROL)] == [SECOND]


def test_a_file_of_an_earlier_version_gains_the_place_for_tracks(tmp_path: Path) -> None:
    path = tmp_path / "drafts.db"
    open_encrypted(path, KEY, Kind(KIND.application_id, KIND.steps[:1])).close()
    drafts = Drafts(path, KEY)
    drafts.tracks.keep(PATROL, FIRST)
    assert len(drafts.tracks.parts(PATROL)) == 1
    drafts.close()


def test_nothing_of_a_track_can_be_read_on_the_disk(drafts: Drafts, tmp_path: Path) -> None:
    drafts.tracks.keep(PATROL, FIRST * 200)
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"walked" not in raw


def test_every_point_that_was_kept_is_back_after_the_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "drafts.db"
    for round_ in range(2):
        with child("tests.ledger.keeper", "track", path, round_) as process:
            said = lines_then_kill(process, 10 + 13 * round_)
        drafts = Drafts(path, KEY)
        parts = drafts.tracks.parts(bytes((round_,)) * 16)
        drafts.close()
        times = [point.time_us // 1_000_000 for part in parts for point in part.points]
        assert times == list(range(1, len(times) + 1))
        assert len(times) >= int(said[-1])
