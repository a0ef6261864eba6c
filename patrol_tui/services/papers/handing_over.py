"""What one shift tells the next, written from the ledger; the officer changes it before it stands.

Of residents' requests it names the number alone: their words may tell who complained.
"""

from collections.abc import Iterator, Mapping

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.times import day_clock_text, in_zone
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.services.overview.board import CALL_BACK, is_overdue
from patrol_tui.services.overview.today import Today, today
from patrol_tui.services.papers.still_open import MOST_LINKED, ORDER, StillOpen, still_open
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.relations import name_of

W = Words
_MOST_NAMED = 8


def handed_over(
    ledger: Ledger,
    desk: Desk,
    speech: Speech,
    under_way: State | None,
    unsent_photos: int,
    *,
    most: int = MOST_LINKED,
) -> dict[str, str]:
    """Return what a hand-over says, by its fields as somebody would type them.

    Args:
        ledger: this laptop's.
        desk: who hands over, and when.
        speech: its language.
        under_way: the patrol that is not finished, if there is one.
        unsent_photos: photos that the shared ledger has not confirmed.
        most: how many things it may name.
    """
    day = today(ledger, desk, under_way)
    teller = _Teller(ledger, desk, speech)
    left = still_open(ledger, desk.writer.station, most)
    lines = [
        teller.done(day),
        *teller.patrol(under_way),
        *(line for one in ORDER for line in teller.open(one)),
        *teller.beyond(left),
        *teller.unsent(day, unsent_photos),
    ]
    shift = teller.shifts(day)
    date = in_zone(desk.now_us, desk.zone).strftime("%m-%d")
    title = f"{date} {shift or speech.say(W('交班', 'hand-over'))}"
    return {
        "title": title,
        "shift": shift,
        "note": "\n".join(lines),
        "open": " ".join(row.number for row in left.rows),
    }


class _Teller:
    """Puts what the ledger holds into sentences."""

    def __init__(self, ledger: Ledger, desk: Desk, speech: Speech) -> None:
        self._ledger, self._desk, self._speech = ledger, desk, speech
        self._discretion = Discretion(ledger, Recipient.ANYONE)

    def _say(self, zh: str, en: str, **params: object) -> str:
        return self._speech.say(W(zh, en)).format(**params)

    def shifts(self, day: Today) -> str:
        """Return from which shift to which; empty between shifts."""
        if day.shift is None:
            return ""
        known = list(self._desk.catalog.shifts.values())
        after = known[(known.index(day.shift) + 1) % len(known)]
        names = {"one": self._speech.say(day.shift.name), "other": self._speech.say(after.name)}
        return self._say("{one}交{other}", "{one} to {other}", **names)

    def done(self, day: Today) -> str:
        """Return what was done in the shift."""
        done = day.summary
        known = self._desk.catalog.measures
        took = [
            f"{self._speech.say(known[one].name) if one in known else one} {count}"
            for one, count in done.measures
        ]
        told = self._say(
            "本班走 {stops} 站，记问题 {issues} 件",
            "This shift: {stops} stops, {issues} issues",
            stops=done.stops,
            issues=done.issues,
        )
        return self._ended(told, took)

    def _ended(self, told: str, more: list[str]) -> str:
        between, comma, end = ("：", "、", "。") if self._speech.lang == "zh" else (": ", ", ", ".")
        return f"{told}{between if more else ''}{comma.join(more)}{end}"

    def patrol(self, under_way: State | None) -> Iterator[str]:
        """Yield that a patrol was not finished."""
        if under_way is not None:
            number = under_way.text("number")
            yield self._say("巡查 {number} 没有结束。", "Patrol {number} goes on.", number=number)

    def open(self, thing_type: str) -> Iterator[str]:
        """Yield how many things of a type are not done, and which come first."""
        station = self._desk.writer.station
        query = ListQuery(thing_type, station=station, only_open=True, order="due")
        rows = self._ledger.page(query, limit=_MOST_NAMED).rows
        if not rows:
            return
        count = self._ledger.count(query)
        late = self._ledger.count(
            ListQuery(thing_type, station=station, only_open=True, due_before_us=self._desk.now_us)
        )
        yield self._say(
            "未完{name} {count} 件，超时 {late} 件。",
            "{name}: {count} open, {late} overdue.",
            name=self._speech.say(name_of(thing_type)),
            count=count,
            late=late,
        )
        yield from map(self._line, rows)
        if count > _MOST_NAMED:
            more = count - _MOST_NAMED
            yield self._say("  另有 {count} 件。", "  and {count} more.", count=more)

    def beyond(self, left: StillOpen) -> Iterator[str]:
        """Yield how much is open beyond what the hand-over can list."""
        more = left.in_all - len(left.rows)
        if more > 0:
            yield self._say(
                "清单列 {listed} 件，另有 {more} 件未列，见各列表。",
                "{listed} are listed, {more} more are not: see the lists.",
                listed=len(left.rows),
                more=more,
            )

    def _line(self, row: Row) -> str:
        parts = ["", row.number, self._what(row), self._due(row)]
        return "  ".join(part for at, part in enumerate(parts) if part or at == 0)

    def _what(self, row: Row) -> str:
        if row.type == "request":
            return self._say("待回访", "call back") if row.kind == CALL_BACK else ""
        kind = self._desk.catalog.kinds.get(row.kind) if row.type == ISSUE.type else None
        title = self._discretion.text(row.title, self._ledger.state(row.subject))
        return f"{title} {self._speech.say(kind.name)}" if kind is not None else title

    def _due(self, row: Row) -> str:
        if row.due_us is None:
            return ""
        at = day_clock_text(row.due_us, self._desk.now_us, self._desk.zone)
        if is_overdue(row, self._desk.now_us):
            return self._say("{at} 到期，已超时", "was due {at}", at=at)
        return self._say("{at} 到期", "due {at}", at=at)

    def unsent(self, day: Today, photos: int) -> Iterator[str]:
        """Yield what the shared ledger has not confirmed."""
        entries = day.counts.unsent
        if entries or photos:
            yield self._say(
                "未入库 {entries} 条，照片 {photos} 张没传。",
                "Not in the shared ledger: entries {entries}, photos {photos}.",
                entries=entries,
                photos=photos,
            )


def begun_by(values: Mapping[str, str], written: Mapping[str, str]) -> dict[str, str]:
    """Return a hand-over as it is added: what somebody typed counts, the rest is written."""
    return {**written, **{name: text for name, text in values.items() if text.strip()}}
