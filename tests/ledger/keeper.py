"""Keeps photos, drafts or a track until killed: `python -m tests.ledger.keeper VERB PATH ROUND`."""

import os
import sys
from pathlib import Path

from patrol_tui.domain.track.points import Point
from patrol_tui.ledger.blobs import Blobs
from patrol_tui.ledger.drafts import Drafts
from tests.ledger.writer import KEY, say


def keep_photos(path: Path, _: int) -> None:
    blobs = Blobs(path, KEY)
    while True:
        say(blobs.put(os.urandom(50_000), "image/jpeg").hex())


def keep_drafts(path: Path, round_: int) -> None:
    drafts = Drafts(path, KEY)
    for count in range(1, 100_000):
        drafts.save(f"issue-{round_}", "字" * count, count)
        say(count)


def keep_track(path: Path, round_: int) -> None:
    drafts = Drafts(path, KEY)
    for count in range(1, 100_000):
        point = Point(count * 1_000_000, (369_700_000 + count * 100, 1_172_100_000), 3)
        drafts.tracks.keep(bytes((round_,)) * 16, (point,))
        say(count)


if __name__ == "__main__":
    verbs = {"photos": keep_photos, "drafts": keep_drafts, "track": keep_track}
    verbs[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
