"""Short facts side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from patrol_tui.tui.cells import cells
from patrol_tui.tui.kit.blocks import row
from patrol_tui.tui.kit.drawing.paint import Line

_APART = "   "


@dataclass(frozen=True)
class FactsInRow:
    """Facts in one row; those that do not fit are left out, the last ones first.

    Attributes:
        facts: soft, each whole or not at all.
        label: in bold before them.
    """

    facts: Sequence[str]
    label: str = ""

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        label = f"{self.label}  " if self.label else ""
        room = width - 2 - cells(label)
        shown: list[str] = []
        for fact in self.facts:
            room -= cells(fact) + (cells(_APART) if shown else 0)
            if room < 0:
                break
            shown.append(fact)
        return (row([(label, "bold"), (_APART.join(shown), "soft")]),)
