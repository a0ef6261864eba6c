"""Today in one look."""

from patrol_tui.tui.station_screen import StationScreen


class TodayScreen(StationScreen[None]):
    """The first screen."""

    NAME = "today"
