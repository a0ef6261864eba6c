"""Find: search everything, by Chinese, pinyin, initials or number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from patrol_tui.language import _
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.kit.dialogs.finder import FinderDialog
from patrol_tui.tui.views.finding.found_rows import found_rows

if TYPE_CHECKING:
    from patrol_tui.tui.host.app import PatrolApp


class FindScreen(FinderDialog):
    """Issues, patrols, kinds, routes and stops; answers what was chosen, such as `issue:0a..`."""

    def __init__(self) -> None:
        hint = _("place, number, kind; Chinese, pinyin or initials")
        super().__init__(_("Find"), self._found, placeholder=hint)

    def _found(self, typed: str) -> Sequence[Option]:
        host = cast("PatrolApp", self.app)
        session = host.opened
        return found_rows(session.ledger, session.desk(), typed.strip(), host.pinyin)
