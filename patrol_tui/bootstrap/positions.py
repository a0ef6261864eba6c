"""The receiver that the settings name, and the lines of the map."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from patrol_tui.clock import Clock
    from patrol_tui.devices.position.receiver import Heard, Receiver
    from patrol_tui.domain.geo import Boundaries


def receiver(name: str, clock: "Clock", told: "Callable[[Heard], None]") -> "Receiver | None":
    """Return the receiver of a name, to be started; None where positions are switched off.

    Raises:
        Usage: the name means none.
    """
    from patrol_tui.devices.position.receiver import Receiver
    from patrol_tui.devices.position.sources import source_named

    source = source_named(name)
    return None if source is None else Receiver(source, clock.now_us, told)


def heard(name: str, clock: "Clock", wait_s: float) -> "Heard | None":
    """Return what the receiver of a name says within a time; None where it is switched off.

    Raises:
        Usage: the name means none.
    """
    from patrol_tui.devices.position.listening import heard_within
    from patrol_tui.devices.position.sources import source_named

    source = source_named(name)
    return None if source is None else heard_within(source, clock.now_us, wait_s)


def boundaries(home: "Path") -> "Boundaries":
    """Return the lines that the bureau put into a home's data folder.

    Raises:
        Refused: a file is there and cannot be read.
    """
    from patrol_tui.documents.maps.boundaries import read_boundaries

    return read_boundaries(home)
