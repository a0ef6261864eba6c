"""What stands beside a list that has nothing to show: the keys that help on."""

from collections.abc import Mapping

from patrol_tui.language import _
from patrol_tui.tui.commands import command, shown_key
from patrol_tui.tui.footers import FOR_EMPTY
from patrol_tui.tui.kit.blocks import Fact, Gap, Head
from patrol_tui.tui.kit.drawing.drawn import Block

_KEY_CELLS = 7


def empty_hints(screen: str, remap: Mapping[str, str]) -> list[Block]:
    """Return the blocks of a screen's empty detail.

    Args:
        screen: whose list is empty.
        remap: keys the user changed.
    """
    commands = [command(one) for one in FOR_EMPTY[screen].split()]
    facts = [Fact(shown_key(one, remap), _(one.help), column=_KEY_CELLS) for one in commands]
    return [Gap(2), Head(_("From here")), *facts]
