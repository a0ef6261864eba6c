"""How the items of a paper stand on the page, in every format."""

from collections.abc import Callable, Iterable
from pathlib import Path

from patrol_tui.documents.breaking import Measure, pieces
from patrol_tui.documents.columns import fitted
from patrol_tui.domain.paper import TO_FILL, TO_SIGN, Grid, Item, Paper
from patrol_tui.domain.values import dataclass
from patrol_tui.language import _

PAPER_MARGIN_MM = 20.0
"""Papers are bound at the left."""
UNIT_SIZE, TITLE_SIZE, NOTE_SIZE = 14, 20, 9
MARKS = frozenset((TO_FILL.zh, TO_FILL.en, TO_SIGN.zh, TO_SIGN.en))
"""What marks a blank for hands."""
TEMPLATES_FOLDER = "papers"
_LETTER = "letter"


def template_path(home: Path, paper_id: str) -> Path:
    """Return where the district may put its own template of a paper."""
    return home / TEMPLATES_FOLDER / f"{paper_id}.docx"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paper that is written as a letter is.

    Attributes:
        label: what it begins with.
        text: what follows.
        align: `L` or `R`.
    """

    label: str
    text: str
    align: str = "L"


def sign_day() -> str:
    """Return the place for the day beside a signature."""
    return _("Date: ____-__-__")


def as_letter(paper: Paper, shown: Callable[[Item], str], unit: str) -> list[Line]:
    """Return the lines of a paper that is no form but a letter; none of any other paper.

    Args:
        paper: the whole of it.
        shown: what stands for an item: its text, or its name in a template.
        unit: who sends it, or its name in a template.
    """
    if paper.id != _LETTER:
        return []
    known = {item.id: item for item in paper.items}
    addressee, body, dated = known.pop("addressee"), known.pop("body"), known.pop("dated")
    rest = [Line(f"　　{item.label}：", shown(item)) for item in known.values()]
    seals = [
        Line(f"{unit}{'' if item.label.startswith('（') else ' '}{item.label}：", shown(item), "R")
        for item in paper.signatures
    ]
    to = Line("", f"{shown(addressee)}：")
    return [
        to,
        *rest[:1],
        Line("　　", shown(body)),
        *rest[1:],
        *seals,
        Line("", shown(dated), "R"),
    ]


def paired(items: Iterable[Item]) -> list[list[Item]]:
    """Return the items row by row: wide ones alone, narrow ones two by two."""
    rows: list[list[Item]] = []
    for item in items:
        is_waiting = bool(rows) and len(rows[-1]) == 1 and not rows[-1][0].is_wide
        if is_waiting and not item.is_wide:
            rows[-1].append(item)
        else:
            rows.append([item])
    return rows


def label_width(items: Iterable[Item], least_mm: float, most_mm: float, measure: Measure) -> float:
    """Return how wide labels are: no word of them is torn if they may be so wide."""
    words = (word for item in items for word in pieces(item.label))
    return min(max((*map(measure, words), least_mm)), most_mm)


def column_widths(grid: Grid, whole_mm: float, measure: Measure) -> list[float]:
    """Return how wide each column is: a number needs less room than what was found."""
    headings = tuple(heading for _id, heading in grid.columns)
    return fitted(list(zip(headings, *grid.rows, strict=True)), whole_mm, measure)
