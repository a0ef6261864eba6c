"""What a decision may know beside the thing it decides about."""

from datetime import tzinfo
from zoneinfo import ZoneInfo

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.folding.subject import WRITERS, Role
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.language.text import is_blank
from patrol_tui.domain.times import in_zone
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.ports import Writer

DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True)
class Desk:
    """Who decides, with what, and when.

    Attributes:
        writer: the officer at this laptop.
        catalog: what the district has laid down.
        now_us: microseconds since 1970 UTC.
        roles: what the officer may do, as far as the district's log is held here.
    """

    writer: Writer
    catalog: Catalog
    now_us: int
    roles: frozenset[Role] = WRITERS

    @property
    def zone(self) -> tzinfo:
        """Return the zone in which days and deadlines are reckoned."""
        return ZoneInfo(self.catalog.district.zone)

    def number_prefix(self, letter: str = "") -> str:
        """Return the beginning of a new number: station, day, device."""
        day = in_zone(self.now_us, self.zone).strftime("%y%m%d")
        station = self.catalog.stations.get(self.writer.station_code)
        code = station.code if station is not None else self.writer.station_code
        return f"{code}-{letter}{day}-{self.writer.device_number:02d}-"

    def shift_at(self, minute: int) -> str:
        """Return the id of the shift that a minute of the day falls into, or an empty text.

        A night shift runs past midnight: its end is counted from the day it began.
        """
        for shift in self.catalog.shifts.values():
            if any(shift.start_min <= at < shift.end_min for at in (minute, minute + DAY_MIN)):
                return shift.id
        return ""


def required(text: str, message: str) -> str:
    """Return a text without outer space.

    Raises:
        Refused: nothing of it can be seen; with the message given.
    """
    if is_blank(text):
        raise Refused(message)
    return text.strip()
