"""Issues for tests and pictures: a case in conflict, things that are not sent, a second laptop."""

from pathlib import Path

from patrol_tui.devices.photos import blackened as blacken
from patrol_tui.devices.photos import read_photo
from patrol_tui.devices.sample_photo import sample_photo
from patrol_tui.services.office import Office
from patrol_tui.services.photos.photos import Photos
from patrol_tui.services.requests import Move, Recheck
from patrol_tui.settings import Settings
from tests.services.memory import MemoryLedger, writer
from tests.tui.scenes import at, on_patrol
from tests.tui.stage import MINUTE_US, Stage, shipped

CASE = "甲小区 3号楼东侧"
"""Where the case in conflict is."""


class SecondLaptop:
    """Another laptop of the station, which holds what the first one held."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.ledger = MemoryLedger(writer("0418", "队员乙", 8), shipped().items())
        self.ledger.take(stage.ledger)
        photos = Photos(stage.blobs, read_photo, blacken)
        self.office = Office(self.ledger, lambda: stage.catalog, photos, stage.clock)  # type: ignore[arg-type]

    def brings(self) -> None:
        """Bring all it wrote to the first one, as a sync would."""
        self.stage.ledger.take(self.ledger)


def subject_at(stage: Stage, place: str) -> bytes:
    """Return the issue at a place."""
    for entry in reversed(stage.ledger.kept):
        state = stage.ledger.state(entry.subject)
        if state is not None and state.text("place") == place:
            return entry.subject
    raise AssertionError(place)


def in_two_minds(settings: Settings | None = None) -> Stage:
    """Return the morning with a case that two officers looked at again, each by himself."""
    stage = on_patrol(settings)
    now_us = stage.clock.at_us
    case = subject_at(stage, CASE)
    at(stage, "08:20", *(Move(case, step) for step in ("verified", "filed", "dispatched")))
    at(stage, "08:30", Move(case, "handling"))
    stage.ledger.shared |= {entry.hash for entry in stage.ledger.kept if entry.subject == case}
    other = SecondLaptop(stage)
    stage.clock.at_us = now_us - 34 * MINUTE_US
    other.office.perform(Recheck(case, "还占着"))
    stage.clock.at_us = now_us - 31 * MINUTE_US
    stage.do(Recheck(case, "车已驶离"))
    other.brings()
    stage.clock.at_us = now_us
    return stage


def photo_file(folder: Path, name: str = "front.jpg") -> Path:
    """Return a photo that lies in a folder."""
    path = folder / name
    path.write_bytes(sample_photo(7, scene="fire_lane"))
    return path
