"""The receipt: whether the laptop may be closed, in letters that are read from two metres."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import clock_or_day_text, in_zone
from patrol_tui.language import _, current, ngettext
from patrol_tui.services.exports.receipt import Missing, Receipt, Tally
from patrol_tui.tui.cells import cells, cut, pad, pad_left
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.blocks import Gap
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.glyphs import ReceiptWords
from patrol_tui.tui.kit.drawing.paint import Line, Span, Spans, spans_cells
from patrol_tui.tui.views.wording.spoken import bare, number_at_home

WIDTH = 68
_RESERVED = 14
_HERE, _THERE = 14, 9
_NAMES: Mapping[str, str] = {
    "patrol": N_("record|Patrols"),
    "issue": N_("record|Issues"),
    "request": N_("record|Requests"),
    "meeting": N_("record|Meetings"),
    "whistle": N_("record|Whistles"),
}
_ONE: Mapping[str, str] = {
    "photo": N_("one|Photo"),
    "issue": N_("one|Issue"),
    "patrol": N_("one|Patrol"),
    "request": N_("one|Request"),
    "officer": N_("one|Officer"),
    "device": N_("one|Laptop"),
    "catalog_item": N_("one|Data"),
    "": N_("one|Entry"),
}


@dataclass(frozen=True)
class ReceiptSeen:
    """What the receipt is drawn from.

    Attributes:
        receipt: what the shared ledger has confirmed.
        stops: places that were visited in this shift.
        issues: issues that were recorded in it.
        shift: its name, and who was on duty.
        station_code: of the home station, left out of numbers.
        now_us: the present.
        zone: in which times are shown.
    """

    receipt: Receipt
    stops: int
    issues: int
    shift: str
    station_code: str
    now_us: int
    zone: tzinfo


@dataclass(frozen=True)
class Inset:
    """A row of 68 cells in the middle: left, and at its right edge."""

    left: Spans = ()
    right: Spans = ()

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        edge = max(0, (width - WIDTH) // 2)
        room = min(width, WIDTH) - spans_cells(self.right)
        taken = spans_cells(self.left)
        gap = (" " * max(1, room - taken), "")
        return (Line([(" " * edge, ""), *self.left, gap, *self.right]),)


@dataclass(frozen=True)
class InsetRule:
    """A rule as wide as the rows."""

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        edge = " " * max(0, (width - WIDTH) // 2)
        return (Line([(edge, ""), ("─" * min(width, WIDTH), "line")]),)


def receipt_blocks(seen: ReceiptSeen, height: int) -> list[Block]:
    """Return the page, with as many missing things as there is room for."""
    whole = seen.receipt.is_complete
    blocks: list[Block] = [Gap(), ReceiptWords(whole, current()), Gap()]
    return [*blocks, *(_complete(seen) if whole else _missing(seen, height))]


def _complete(seen: ReceiptSeen) -> list[Block]:
    receipt = seen.receipt
    confirmed = _("confirmed {when}").format(when=_when(receipt.confirmed_at_us, seen))
    head = Inset(
        [(pad_left(bare(_("held|here")), _HERE) + pad_left(bare(_("end|ledger")), _THERE), "soft")],
        [(confirmed if receipt.confirmed_at_us else "", "soft")],
    )
    walked = ngettext("{count} stop", "{count} stops", seen.stops).format(count=seen.stops)
    found = ngettext("{count} issue", "{count} issues", seen.issues).format(count=seen.issues)
    settled = ""
    if receipt.conflicts:
        settled = _("{count} to settle, no hindrance").format(count=receipt.conflicts)
    remarks = {"patrol": _("{one}, {other}").format(one=walked, other=found), "issue": settled}
    rows: list[Block] = [
        _tally(bare(_(name)), receipt.counts[kind], remarks.get(kind, ""))
        for kind, name in _NAMES.items()
        if kind in receipt.counts
    ]
    rows.append(_tally(_("Entries"), receipt.entries, _("each sealed, each confirmed")))
    rows.append(_tally(_("Photos"), receipt.photos, _("each proven by its hash")))
    code: list[Span] = [
        (bare(_("receipt|Code")), "bold"),
        ("  ", ""),
        (receipt.code, "bold"),
    ]
    return [head, InsetRule(), *rows, InsetRule(), Inset(code, [(inert(seen.shift), "soft")])]


def _tally(name: str, tally: Tally, remark: str) -> Inset:
    equal: Span = (_("equal"), "green bold")
    if not tally.is_complete:
        equal = (_("lacking"), "red bold")
    here = pad_left(f"{tally.here:,}", _HERE - cells(name))
    there = pad_left(f"{tally.shared:,}", _THERE)
    numbers: list[Span] = [(name + here + there, "bold"), ("    ", ""), equal]
    return Inset(numbers, [(remark, "soft")])


def _missing(seen: ReceiptSeen, height: int) -> list[Block]:
    missing = seen.receipt.missing
    count = len(missing)
    said = ngettext("{count} thing is missing", "{count} things are missing", count)
    reached = seen.receipt.reached_at_us
    last = _("never reached")
    if reached is not None:
        last = _("last reached {when}").format(when=_when(reached, seen, exact=False))
    room = max(3, height - _RESERVED)
    shown = missing if count <= room else missing[: room - 1]
    rows: list[Block] = [_lacking(one, seen) for one in shown]
    if count > len(shown):
        more = _("and {count} more; {key} shows them all")
        more = more.format(count=count - len(shown), key=key_of("receipt.each"))
        rows.append(Inset([(more, "soft")]))
    text = ngettext(
        "Closing loses nothing, but the district cannot see {count} thing yet.",
        "Closing loses nothing, but the district cannot see {count} things yet.",
        count,
    )
    return [
        Inset([(said.format(count=count), "red bold")], [(last, "soft")]),
        InsetRule(),
        *rows,
        InsetRule(),
        Inset([(text.format(count=count), "")]),
    ]


def _named(one: Missing, station_code: str) -> tuple[str, str]:
    """Return what a missing thing is, and its number; an id says nothing where a title stands."""
    name = bare(_(_ONE.get(one.type, _ONE[""])))
    has_number = one.id != id_text(one.subject) or not one.title
    return name, f"{number_at_home(one.id, station_code)}  " if has_number else ""


def _lacking(one: Missing, seen: ReceiptSeen) -> Inset:
    why = inert(_(one.why))
    name, number = _named(one, seen.station_code)
    room = WIDTH - 7 - cells(number) - cells(why) - 3
    left: list[Span] = [(pad(name, 7), "bold"), (number, "")]
    return Inset([*left, (cut(inert(one.title), max(4, room)), "")], [(why, "red bold")])


def _when(at_us: int | None, seen: ReceiptSeen, *, exact: bool = True) -> str:
    if at_us is None:
        return ""
    clock = "%H:%M:%S" if exact else "%H:%M"
    return clock_or_day_text(at_us, seen.now_us, seen.zone, clock=clock)


def receipt_text(seen: ReceiptSeen) -> str:
    """Return the receipt as the lines of a text file."""
    receipt = seen.receipt
    day = in_zone(seen.now_us, seen.zone).strftime("%Y-%m-%d %H:%M")
    lines = [
        _("Everything is in the shared ledger. The laptop may be closed.")
        if receipt.is_complete
        else _("Not everything is in the shared ledger yet."),
        f"{day}  {inert(seen.shift)}",
        "",
    ]
    blocks = _complete(seen) if receipt.is_complete else _missing(seen, len(receipt.missing) + 99)
    drawn = [line for block in blocks for line in block.lines(WIDTH)]
    lines += ["".join(text for text, _style in line.left).rstrip() for line in drawn]
    if not receipt.is_complete:
        lines.append("  ".join((bare(_("receipt|Code")), receipt.code)))
    return "\n".join(lines) + "\n"


def each_lines(receipt: Receipt, station_code: str) -> list[Line]:
    """Return every missing thing in a row of its own, or that none is missing."""
    if not receipt.missing:
        return [Line([(_("Nothing is missing."), "green bold")])]
    rows = []
    for number, one in enumerate(receipt.missing, 1):
        name, at_home = _named(one, station_code)
        left: list[Span] = [(f"{number:>3}  ", "soft"), (pad(name, 6), "bold"), (at_home, "")]
        rows.append(Line([*left, (inert(one.title), "")], [(_(one.why), "red bold")]))
    return rows
