"""Where a table begins: the line of its titles, and which column holds what."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.sheet import ColumnMap, Sheet, SheetRow
from patrol_tui.domain.values import dataclass
from patrol_tui.services.imports.targets import Target

WITHIN = 20
"""So many lines may stand above the titles: Chinese forms have a heading and a unit there."""
_ASIDE = re.compile(r"\(.*?\)|\[.*?\]|[*:.。、\s]")
NO_HEADER = N_(
    "The columns are not recognised. Needed are: {needed}. The file has: {seen}. Name them in a "
    "file of columns and give it with --map."
)
NO_SHEET = N_("There is no sheet {name}. The file has: {known}.")
NO_LINE = N_("There is no line {line} with titles in it.")
NO_TITLE = N_("No column is called {title}. The file has: {seen}.")
NO_FIELD = N_("There is no field {field} to import. Known are: {known}.")


@dataclass(frozen=True, slots=True)
class Header:
    """The titles of a table.

    Attributes:
        sheet: where it was found.
        titles: of each column; those under a joint heading as heading/title.
        places: the columns of each field that was recognised.
        rest: the rows below.
    """

    sheet: Sheet
    titles: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    rest: tuple[SheetRow, ...]

    def place(self, title: str) -> int | None:
        """Return the column that a title heads, or None."""
        return _lookup(self.titles).get(plain(title))

    def title(self, field: str) -> str:
        """Return the titles of a field's columns."""
        return "、".join(self.titles[at] for at in self.places.get(field, ()))

    def unread(self) -> tuple[str, ...]:
        """Return the titles of columns that are not taken over."""
        used = {at for places in self.places.values() for at in places}
        return tuple(one for at, one in enumerate(self.titles) if one and at not in used)


def plain(title: str) -> str:
    """Return a title as titles are compared: half-width, without blanks, remarks and stars."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", inert(title)).casefold())


def find_header(sheets: Sequence[Sheet], target: Target, given: ColumnMap) -> Header:
    """Return where the table begins.

    Raises:
        Refused: no line has the titles that are needed, or the mapping names what is not there.
    """
    _check_fields(target, given)
    tried = [sheet for sheet in sheets if given.sheet in {"", sheet.name}]
    if not tried:
        known = "、".join(sheet.name for sheet in sheets) or "-"
        raise Refused(NO_SHEET, name=given.sheet, known=known)
    best: Header | None = None
    for sheet in tried:
        for header in _candidates(sheet, target, given):
            if best is None or len(header.places) > len(best.places):
                best = header
        if best is not None and _is_enough(best, target, given):
            return _checked(best, given)
    if best is None:
        raise Refused(NO_LINE, line=given.header or 1)
    seen = "、".join(filter(None, best.titles)) or "-"
    raise Refused(NO_HEADER, needed=_needed(target), seen=seen)


def _needed(target: Target) -> str:
    groups = [
        "/".join(column.label.zh for column in target.columns if column.field in group)
        for group in target.needed
    ]
    return "、".join(groups)


def _check_fields(target: Target, given: ColumnMap) -> None:
    for field in (*given.columns, *given.fixed, *given.words):
        if target.column(field) is None:
            known = ", ".join(column.field for column in target.columns)
            raise Refused(NO_FIELD, field=field, known=known)


def _checked(header: Header, given: ColumnMap) -> Header:
    for title in (*(one for titles in given.columns.values() for one in titles), *given.skip):
        if header.place(title) is None:
            seen = "、".join(filter(None, header.titles))
            raise Refused(NO_TITLE, title=title, seen=seen)
    return header


def _is_enough(header: Header, target: Target, given: ColumnMap) -> bool:
    known = header.places.keys() | given.fixed.keys()
    return bool(header.places) and all(known & set(group) for group in target.needed)


def _candidates(sheet: Sheet, target: Target, given: ColumnMap) -> list[Header]:
    found = []
    for at, row in enumerate(sheet.rows[: max(WITHIN, given.header)]):
        if given.header in {0, row.line}:
            found.append(_header(sheet, row.cells, at, target, given))
        above = sheet.rows[at - 1] if at else None
        if above is not None and given.header in {0, row.line}:
            found.append(_header(sheet, _joined(above.cells, row.cells), at, target, given))
    return found


def _header(
    sheet: Sheet, titles: Sequence[str], at: int, target: Target, given: ColumnMap
) -> Header:
    clean = tuple(inert(title).strip() for title in titles)
    known = _lookup(clean)
    places: dict[str, tuple[int, ...]] = {}
    for field, chosen in given.columns.items():
        named = tuple(place for title in chosen if (place := known.get(plain(title))) is not None)
        if named:
            places[field] = named
    taken = {place for several in places.values() for place in several}
    for column in target.columns:
        if column.field in given.columns:
            continue
        for title in column.titles:
            place = known.get(plain(title))
            if place is not None and place not in taken:
                places[column.field] = (place,)
                taken.add(place)
                break
    return Header(sheet, clean, places, sheet.rows[at + 1 :])


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the titles of two lines as one: a joint heading stands over several columns."""
    titles, heading = [], ""
    for at in range(max(len(upper), len(lower))):
        above = upper[at] if at < len(upper) else ""
        below = lower[at] if at < len(lower) else ""
        heading = above or (heading if below else "")
        titles.append(f"{heading}/{below}" if heading and below not in {"", heading} else heading)
    return titles


def _lookup(titles: Sequence[str]) -> dict[str, int]:
    """Return where each title stands; under a joint heading a column has its own one, too."""
    places: dict[str, int] = {}
    for name in (plain, lambda title: plain(title.rpartition("/")[2])):
        for at, title in enumerate(titles):
            if title:
                places.setdefault(name(title), at)
    return places
