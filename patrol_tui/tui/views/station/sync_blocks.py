"""What goes and what comes: the running sync, the one that is past, the log of all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import day_clock_text, day_of, in_zone
from patrol_tui.language import _, ngettext
from patrol_tui.services.ports.ports import Counts
from patrol_tui.services.syncing.sync import SyncProgress
from patrol_tui.services.syncing.sync_log import PastSync
from patrol_tui.tui.cells import cells, pad, pad_left
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.blocks import Banner, Empty, Gap, Pair, Paragraph, row
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line, Span, chip, indented
from patrol_tui.tui.kit.progress import ProgressRow, bar
from patrol_tui.tui.views.wording.spoken import bare, spoken

STEPS = ("connecting", "entries", "photos")
_ENTRY_BYTES = 600
_TELLS_LEFT_FROM_US = 3_000_000
_LEAST_SHARE = 0.05
_SECOND_US = 1_000_000
_MINUTE_S = 60
_HOUR_MIN = 60
_MB = 1_000_000
_WHEN_CELLS = 13
_BAR_CELLS, _BESIDE_BAR = 30, 50


@dataclass(frozen=True)
class SyncSeen:
    """What the page is drawn from.

    Attributes:
        progress: of the running sync, or None.
        counts: what the ledger holds, and what of it is unsent.
        unsent_photos: photos that are not confirmed.
        photos_wait: whether they are left for later.
        past: the log, newest first.
        conflict: the first thing to settle: number and field; empty where there is none.
        now_us: the present.
        zone: in which times are shown.
        barred_key: the key that shows what is in quarantine.
        shut_out: why the bureau shut this laptop out; None where it did not.
        forked: what to say where another machine writes as this laptop; None where none does.
    """

    progress: SyncProgress | None
    counts: Counts
    unsent_photos: int
    photos_wait: bool
    past: Sequence[PastSync]
    conflict: str
    now_us: int
    zone: tzinfo
    barred_key: str = ""
    shut_out: str | None = None
    forked: Phrase | None = None


def sync_blocks(seen: SyncSeen) -> list[Block]:
    """Return the whole page."""
    running = seen.progress
    rows = _running(seen, running) if running is not None else _idle(seen)
    blocks: list[Block] = [Gap(), *_aligned(rows), Gap()]
    if seen.shut_out is not None:
        said = _("The bureau shut this laptop out: {reason}").format(reason=seen.shut_out or "-")
        blocks += [Pair([chip(_("shut out"), "red"), ("  ", ""), (said, "red bold")]), Gap()]
    if seen.forked is not None:
        blocks += [Paragraph(spoken(seen.forked), "amber bold"), Gap()]
    if seen.counts.conflicts:
        count = ngettext("{count} to settle", "{count} to settle", seen.counts.conflicts)
        said = count.format(count=f"{seen.counts.conflicts:,}")
        if seen.conflict:
            said = _("{what}: {value}").format(what=said, value=seen.conflict)
        blocks += [Banner(_("conflict"), said, key_of("sync.decide"), _("Settle")), Gap()]
    if seen.counts.carried:
        text = _("Carried for other laptops: {count}. They go with the next sync, or by stick.")
        said = text.format(count=seen.counts.carried)
        blocks += [Pair([(" ", ""), (said, "amber bold")]), Gap()]
    if seen.counts.quarantined:
        form = ngettext(
            "{count} entry is kept without effect",
            "{count} entries are kept without effect",
            seen.counts.quarantined,
        )
        said = form.format(count=seen.counts.quarantined)
        blocks += [Banner(_("quarantine"), said, seen.barred_key, _("Why")), Gap()]
    blocks.append(Pair([(" ", ""), (_("Log of syncs"), "bold")]))
    if running is not None:
        blocks.append(_LogRow(_when(seen.now_us, seen), _sending(running), ""))
    for one in seen.past:
        blocks.append(_LogRow(_when(one.at_us, seen), said_of(one), _span(one.took_us)))
    if not seen.past and running is None:
        blocks.append(_Moved(Empty(_("No sync yet. {key} begins."), key_of("app.sync"))))
    return blocks


def _aligned(rows: Sequence[Block]) -> list[Block]:
    """Return the page's rows with numbers of one width, so that their bars begin together."""
    widest = max((cells(one.numbers) for one in rows if isinstance(one, _Row)), default=0)
    return [
        replace(one, numbers=pad_left(one.numbers, widest)) if isinstance(one, _Row) else one
        for one in rows
    ]


# The sync that runs.


def _running(seen: SyncSeen, progress: SyncProgress) -> list[Block]:
    step = STEPS.index(progress.step) if progress.step in STEPS else len(STEPS) - 1
    names = (_("connecting"), _("entries, both ways"), _("photos"))
    where = _("step {step} of {steps}: {what}")
    said = where.format(step=step + 1, steps=len(STEPS), what=names[step])
    left = left_s(progress)
    right: list[Span] = [(_("you can go on typing"), "soft"), (" ", "")]
    if left is not None:
        right[:0] = [(_("about {span}").format(span=_seconds(left)), "bold"), ("  ", "")]
    entries, photos = progress.entries_total, progress.photos_total
    if progress.step == "connecting":
        # Nothing is counted yet: what waits is what was unsent, and none of it is there.
        entries, photos = seen.counts.unsent, seen.unsent_photos
    entered, whole = progress.entries_confirmed, progress.photos_confirmed
    moving = progress.entries_sent - entered
    sending = 1 if progress.step == "photos" and whole < photos else 0
    return [
        Pair([(" ", ""), (_("Syncing"), "bold"), ("   ", ""), (said, "")], right),
        Gap(),
        _Way(*_shares(progress)),
        Gap(),
        _legend(),
        _goes(_("Entries"), entered, moving, entries, _entries(entered)),
        _goes(_("Photos"), whole, sending, photos, _photos(whole)),
        _came(progress.pulled, is_over=progress.step in {"photos", "done"}),
    ]


def _shares(progress: SyncProgress) -> tuple[int, int, int]:
    """Return how much is confirmed, how much is on its way, and how much there is, in bytes."""
    entries = progress.entries_total * _ENTRY_BYTES
    photos = progress.photo_bytes_total
    whole = photos * progress.photos_confirmed // max(1, progress.photos_total)
    confirmed = progress.entries_confirmed * _ENTRY_BYTES + whole
    sent = progress.entries_sent * _ENTRY_BYTES + max(progress.photo_bytes_sent, whole)
    return confirmed, max(0, sent - confirmed), max(1, entries + photos)


def left_s(progress: SyncProgress) -> int | None:
    """Return how many seconds are left, or None before that can be said."""
    confirmed, moving, total = _shares(progress)
    share = (confirmed + moving) / total
    if progress.took_us < _TELLS_LEFT_FROM_US or not _LEAST_SHARE < share < 1:
        return None
    return max(1, round(progress.took_us / _SECOND_US * (1 - share) / share))


def _sending(progress: SyncProgress) -> str:
    if progress.step == "connecting":
        return _("reaching the shared ledger")
    if progress.step != "photos":
        text = _("sending  entry {at} of {count}")
        return text.format(at=f"{progress.entries_sent:,}", count=f"{progress.entries_total:,}")
    at = min(progress.photos_confirmed + 1, progress.photos_total)
    sent, total = progress.photo_bytes_sent / _MB, progress.photo_bytes_total / _MB
    text = _("sending  photo {at}, {sent} of {total} MB")
    return text.format(at=f"{at:,}", sent=f"{sent:,.1f}", total=f"{total:,.1f}")


# Between syncs.


def _idle(seen: SyncSeen) -> list[Block]:
    last = seen.past[0] if seen.past else None
    unsent, photos = seen.counts.unsent, seen.unsent_photos
    is_whole = not unsent and not photos
    if last is None and is_whole:
        return _first_day()
    if is_whole:
        said: Span = (_("everything is in the shared ledger"), "green bold")
    else:
        said = (_("not everything is in the shared ledger"), "amber bold")
    right: list[Span] = []
    if last is not None:
        when = _("last {when}").format(when=_when(last.at_us, seen))
        right = [(when, "soft"), (" ", "")]
    rows: list[Block] = [
        Pair([(" ", ""), (_("Sync"), "bold"), ("   ", ""), said], right),
        Gap(),
        _Way(1 if is_whole else 0, 0, 1),
        Gap(),
        _legend(),
        _waits(_("Entries"), unsent, _entries(unsent)),
        _waits(_("Photos"), photos, _photos(photos), is_later=seen.photos_wait),
        _came(last.pulled if last is not None else 0, is_over=True),
    ]
    if last is not None and last.state in {"unreachable", "refused"}:
        why = inert(last.reason_text(_)) or _what_now(last)
        word = _("not reached") if last.state == "unreachable" else _("refused")
        return [*rows, Gap(), Banner(word, why, key_of("app.sync"), _("Try again"), "amber")]
    return rows


def _what_now(last: PastSync) -> str:
    """Return what is safe and what helps, where the chip says already what happened."""
    if last.state == "refused":
        return said_of(last)
    said = _("Nothing was lost. See to the network, or take a stick with {key}.")
    return said.format(key=key_of("sync.stick"))


def _first_day() -> list[Block]:
    """Return the page of a laptop that has sent nothing, and has nothing to send."""
    said: Span = (_("nothing to send yet"), "soft")
    nothing = [
        _Row(label, "  0", (0, 0, 1), "") for label in (_("Entries"), _("Photos"), _("Came"))
    ]
    return [
        Pair([(" ", ""), (_("Sync"), "bold"), ("   ", ""), said]),
        Gap(),
        _Way(0, 0, 1),
        Gap(),
        _legend(),
        *nothing,
    ]


# Rows.


@dataclass(frozen=True)
class _Way:
    """The way from this laptop to the shared ledger, over the whole width."""

    confirmed: int
    moving: int
    total: int

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row."""
        here, there = "  " + bare(_("end|laptop")) + " ", " " + bare(_("end|ledger")) + "  "
        room = max(4, width - cells(here) - cells(there))
        spans = bar(self.confirmed, self.moving, self.total, room)
        return (Line([(here, "bold"), *spans, (there, "bold")]),)


def _legend() -> Pair:
    spans: list[Span] = [(" " * 9, ""), (_("sent"), "soft")]
    for mark, style, said in (
        ("━", "green", _("in ledger")),
        ("╍", "amber", _("on its way")),
        ("─", "line", _("not sent")),
    ):
        spans += [("   ", ""), (mark, style), (" ", ""), (said, "soft")]
    return Pair(spans, [(_("confirmed there"), "soft"), (" ", "")])


@dataclass(frozen=True)
class _Moved:
    """A block a cell further in, where this page's margin is."""

    block: Block

    def lines(self, width: int) -> Sequence[Line]:
        """Return its rows."""
        return [indented(line, 1) for line in self.block.lines(width - 1)]


@dataclass(frozen=True)
class _Row:
    """Numbers, a bar, and what is certain, at the right."""

    label: str
    numbers: str
    shares: tuple[int, int, int]
    right: str
    right_style: str = "green bold"

    def lines(self, width: int) -> Sequence[Line]:
        """Return the one row, its words in the colour of what they say."""
        confirmed, moving, total = self.shares
        room = max(_BAR_CELLS, width - _BESIDE_BAR)
        row = ProgressRow(self.label, self.numbers, confirmed, moving, total, self.right, room)
        (line,) = row.lines(width)
        return (Line(line.left, [(self.right, self.right_style), ("  ", "")]),)


def _goes(label: str, confirmed: int, moving: int, total: int, what: str) -> _Row:
    """Return a row of what is being sent; `what` says how many there are, confirmed."""
    numbers = f"{pad_left(f'{confirmed:,}', len(f'{total:,}'))}/{total:,}"
    right = _("{count} in ledger").format(count=what.format(count=f"{confirmed:,}"))
    return _Row(label, numbers, (confirmed, moving, total), right)


def _waits(label: str, total: int, what: str, *, is_later: bool = False) -> _Row:
    """Return a row of what waits to be sent, perhaps because the officer wants it so."""
    if not total:
        return _Row(label, pad_left("0", 3), (1, 0, 1), _("all confirmed"))
    form = _("{count} for later") if is_later else _("{count} not sent")
    text = form.format(count=what.format(count=f"{total:,}"))
    return _Row(label, f"{total:,}".rjust(3), (0, 0, 1), text, "amber bold")


def _entries(count: int) -> str:
    return ngettext("{count} entry", "{count} entries", count)


def _photos(count: int) -> str:
    return ngettext("{count} photo", "{count} photos", count)


def _came(count: int, *, is_over: bool) -> _Row:
    right = _("{count} verified").format(count=f"{count:,}")
    return _Row(_("Came"), f"{count:,}".rjust(3), (1 if is_over else 0, 0, 1), right)


# The log.


@dataclass(frozen=True)
class _LogRow:
    """When, how it went, and how long it took; what has no room stands in a row below."""

    when: str
    said: str
    span: str

    def lines(self, width: int) -> Sequence[Line]:
        """Return a row, or two."""
        when_cells = max(_WHEN_CELLS, cells(self.when) + 2)
        when: Span = (pad(self.when, when_cells), "soft")
        right: list[Span] = [(self.span, "soft"), (" ", "")]
        first, gap, last = self.said.rpartition("  ")
        needed = cells(self.said) + 2 + cells(self.span)
        if not gap or when_cells + needed + 4 <= width:  # margins and the indent on both sides
            return (row([(" ", ""), when, (self.said, "")], right),)
        below = " " * (1 + when_cells)
        return (row([(" ", ""), when, (first, "")], right), row([(below, ""), (last, "")]))


def said_of(past: PastSync) -> str:
    """Return how a sync went, in a row."""
    sent, came = f"{past.sent:,}", f"{past.pulled:,}"
    numbers = _("sent {sent}, came {came}").format(sent=sent, came=came)
    if past.photos_sent:
        photos = _("photos {count}").format(count=f"{past.photos_sent:,}")
        numbers = f"{numbers}  {photos}"
    match past.state:
        case "stick_written":
            text = _("onto a stick  unsent {entries}, photos {photos}")
            return text.format(entries=past.sent, photos=past.photos_sent)
        case "stick_read":
            text = _("from a stick  confirmed {sent}, came {came}")
            return text.format(sent=past.sent, came=past.pulled)
        case "complete":
            return _("all in the ledger") + "  " + numbers
        case "partial":
            return _("a part in the ledger") + "  " + numbers
        case "unreachable":
            return _("not reached; nothing was lost")
        case "refused":
            return inert(past.reason_text(_)) or _("refused; nothing was lost")


def _when(at_us: int, seen: SyncSeen) -> str:
    at = in_zone(at_us, seen.zone)
    nights = (day_of(seen.now_us, seen.zone) - at.date()).days
    clock = at.strftime("%H:%M")
    if nights == 0:
        return clock
    if nights == 1:
        return _("yest. {clock}").format(clock=clock)
    return day_clock_text(at_us, seen.now_us, seen.zone)


def _span(took_us: int) -> str:
    return _seconds(max(1, round(took_us / _SECOND_US)))


def _seconds(seconds: int) -> str:
    minutes, rest = divmod(seconds, _MINUTE_S)
    hours = minutes // _HOUR_MIN
    if hours:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes % _HOUR_MIN)
    if minutes:
        return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
    return _("{seconds} s").format(seconds=rest)
