"""A paper that leaves the office: a filled form, ready for any writer of files.

No item is empty: what does not exist is struck by "/", what hands have to add says so.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass

NONE = Words("/", "/")
"""Stands in an item that has nothing to say, so that nobody fills it later."""
TO_FILL = Words("待填", "to be filled in")
"""Stands in an item that somebody has to fill by hand."""
TO_SIGN = Words("待签", "to be signed")
"""Stands where somebody has to sign."""

NOTHING_BELOW = Words("以下空白", "nothing below")
"""Stands below the last row of a list that hands filled, so that nobody adds one later."""

COUNTED = "no"
"""The column that counts the rows of a list."""

NAMES: Mapping[str, Words] = {
    "order_to_correct": Words("责令限期改正通知书", "Order to correct"),
    "site_record": Words("现场检查（勘验）笔录", "Record of the scene"),
    "inquiry_record": Words("询问笔录", "Record of an inquiry"),
    "item_list": Words("物品清单", "List of items"),
    "service_receipt": Words("送达回证", "Receipt of service"),
    "correction_opinion": Words("整改意见书", "Opinion on correction"),
    "minutes": Words("会议纪要", "Minutes"),
    "letter": Words("函", "Letter"),
    "handover": Words("交接班记录", "Hand-over"),
    "patrol_log": Words("巡查日志", "Patrol log"),
}
"""Kinds of papers and what they are called."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a form.

    Attributes:
        id: what a template calls it.
        label: what stands before it.
        text: its content, never empty; may have several lines.
        is_wide: it takes the whole width.
    """

    id: str
    label: str
    text: str
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A list within a form, such as the items taken or the decisions made.

    Attributes:
        id: what a template calls it.
        title: what stands above it.
        columns: id and heading of each.
        rows: texts in the order of the columns, none of them empty; at least one row.
        is_open: hands fill its rows, as many as they want.
    """

    id: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    is_open: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether its first column counts the rows."""
        return self.columns[0][0] == COUNTED

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """The columns that somebody fills, in their order."""
        return self.columns[1:] if self.is_counted else self.columns


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo that belongs to a paper.

    Attributes:
        caption: what stands below it.
        data: the file, as it was taken, or its copy with parts blackened.
        turn: degrees clockwise by which it is to be turned.
    """

    caption: str
    data: bytes
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """A filled form.

    Attributes:
        id: of its kind, which also names its template.
        title: what stands above it.
        unit: who makes it out.
        number: its own number, unlike that of any other paper.
        items: its lines, in order.
        grids: its lists.
        signatures: who has to sign, in order.
        notes: what stands below it.
        pictures: its photos; None where it has no place for any.
    """

    id: str
    title: str
    unit: str
    number: str
    items: tuple[Item, ...]
    grids: tuple[Grid, ...] = ()
    signatures: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] | None = None


@dataclass(frozen=True, slots=True)
class PaperWritten:
    """What became of a paper.

    Attributes:
        lacking: characters that no font here has, each of them printed as its code.
        is_replaced: the district's own template was used.
        is_passed_over: the district has its own template, and this format does not use it.
    """

    lacking: tuple[str, ...] = ()
    is_replaced: bool = False
    is_passed_over: bool = False


@dataclass(frozen=True, slots=True)
class PaperFormat:
    """A kind of file that a paper can become.

    Attributes:
        id: what the user types, as `docx`.
        write: writes the whole file or, raising Refused, nothing of it; looks for the district's
            own templates and fonts in the folder that it is given.
    """

    id: str
    write: Callable[[Paper, Path, Path], PaperWritten]
