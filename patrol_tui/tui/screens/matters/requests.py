"""Requests of residents: what I received first, whom to call back today, what waits for letters."""

from collections.abc import Sequence
from typing import ClassVar

from patrol_tui.domain.language.errors import N_
from patrol_tui.services.overview.board import Wanted
from patrol_tui.tui.lists.board_screen import BoardScreen, Slice

_TYPES = ("request", "letter")


class RequestsScreen(BoardScreen):
    """Mine first; Enter takes the next step."""

    NAME = "requests"
    SLICES: ClassVar[Sequence[Slice]] = (
        Slice("received", N_("received by me"), Wanted(_TYPES, only_mine=True)),
        Slice("station", N_("of the station"), Wanted(_TYPES)),
        Slice("ended", N_("ended ones"), Wanted(_TYPES, is_open=False)),
    )
    NEW: ClassVar[tuple[str, ...]] = _TYPES
