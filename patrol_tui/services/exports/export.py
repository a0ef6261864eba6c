"""What can be exported, as tables that stream; the formats are handed in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.language.errors import N_, NotFound, Refused, Usage
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.table import Format, Progress, Row, Table, Written, never_cancelled
from patrol_tui.domain.times import day_start_us
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.lists import Row as ListRow
from patrol_tui.services.ports.ports import Ledger

_PAGE_ROWS = 200

EMPTY_SPAN = N_("The first day lies behind the last one.")
NO_FORMAT = N_("{what} is not exported as {format}. Possible are: {known}.")
NO_EXPORT = N_("There is no export {what}. Possible are: {known}.")


@dataclass(frozen=True, slots=True)
class Speech:
    """The language of an export.

    Attributes:
        translate: finds the translation of a text.
        lang: `zh` or `en`.
    """

    translate: Callable[[str], str]
    lang: str

    def say(self, words: Words | Phrase | str) -> str:
        """Return words in the language."""
        if isinstance(words, Words):
            return words.in_(self.lang)
        if isinstance(words, Phrase):
            return words.text(self.translate, self.lang)
        return self.translate(words) if words else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an export shall hold.

    Attributes:
        first_day: the first day, or None for all before the last.
        last_day: the last day, itself included, or None for all after the first.
        subject: only this thing, or None.
        recipient: who is to read it; see `recipients`. Empty leaves it to what is exported.
        reason: why sealed fields are opened for those who handle it; without one they stay sealed.
    """

    first_day: date | None = None
    last_day: date | None = None
    subject: bytes | None = None
    recipient: str = ""
    reason: str = ""

    def query(self, desk: Desk, subject_type: str) -> ListQuery:
        """Return the query that finds it.

        Raises:
            Usage: the first day lies behind the last.
        """
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise Usage(EMPTY_SPAN)
        first, last = self.first_day, self.last_day
        return ListQuery(
            subject_type,
            begun_from_us=None if first is None else day_start_us(first, desk.zone),
            begun_to_us=None if last is None else day_start_us(last + timedelta(days=1), desk.zone),
        )

    def days(self) -> str:
        """Return the span as people write it; empty where there is none."""
        if self.first_day is None and self.last_day is None:
            return ""
        return f"{self.first_day or ''} ~ {self.last_day or ''}"


def rows_oldest_first(ledger: Ledger, query: ListQuery) -> Iterator[ListRow]:
    """Yield all rows of a query, the oldest first, a page at a time."""
    query = replace(query, order="newest")
    before: str | None = None
    while True:
        rows = ledger.page_before(query, before=before, limit=_PAGE_ROWS).rows
        if not rows:
            return
        yield from reversed(rows)
        before = rows[0].cursor


def rows_wanted(ledger: Ledger, desk: Desk, wanted: Wanted, subject_type: str) -> Iterator[ListRow]:
    """Yield the rows that an export shall hold.

    Raises:
        NotFound: the one thing that is wanted is none of this type.
    """
    query = wanted.query(desk, subject_type)
    if wanted.subject is None:
        return rows_oldest_first(ledger, query)
    row = ledger.row(wanted.subject, query)
    if row is None or row.type != subject_type:
        raise NotFound(N_("There is no such thing in this ledger."))
    return iter((row,))


def table_rows(rows: Iterator[ListRow], make: Callable[[ListRow], Sequence[Row]]) -> Iterator[Row]:
    """Yield the lines that each row makes."""
    for row in rows:
        yield from make(row)


def subtitle(desk: Desk, catalog: Catalog, wanted: Wanted, speech: Speech) -> str:
    """Return the line under a title: which station, which days, who made it."""
    station = catalog.stations.get(desk.writer.station_code)
    parts = [
        speech.say(station.name) if station else desk.writer.station_code,
        wanted.days(),
        f"{desk.writer.name} {desk.writer.badge}",
    ]
    return "  ".join(filter(None, parts))


def format_named(
    formats: Mapping[str, Format], what: str, name: str, known: Sequence[str]
) -> Format:
    """Return the format that a name means.

    Args:
        formats: all that there are, by id.
        what: the export's name, for the message.
        name: what was typed.
        known: ids of those that this export takes.

    Raises:
        Usage: the export takes no such format.
    """
    wanted = name.strip().casefold()
    if wanted in known and wanted in formats:
        return formats[wanted]
    offered = ", ".join(one for one in known if one in formats)
    raise Usage(NO_FORMAT, what=what, format=name, known=offered)


def write(
    table: Table, chosen: Format, path: Path, progress: Progress = never_cancelled
) -> Written:
    """Write a table to a file: whole, or not at all.

    Raises:
        Refused: it could not be written; what stood there still stands.
    """
    if not path.name:
        raise Refused(N_("{path} names no file."), path=path)
    return chosen.write(table, path, progress)
