"""A ledger that is damaged, old or missing: what is safe, what mending does, how far it is."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import in_zone
from patrol_tui.domain.values import dataclass
from patrol_tui.language import _, ngettext
from patrol_tui.tui.cells import cells
from patrol_tui.tui.kit.blocks import Fact, Gap, Lines, Paragraph, Rule, Title
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.drawing.paint import Line, chip
from patrol_tui.tui.kit.progress import bar
from patrol_tui.tui.views.wording.spoken import bare

if TYPE_CHECKING:
    from patrol_tui.bootstrap import Left

_BAR_CELLS = 44
_WIDE = 60


@dataclass(frozen=True, slots=True)
class MendSeen:
    """What the page of a rebuild shows.

    Attributes:
        damage: what is wrong, in words; empty where somebody only wants to make sure.
        left: what the ledger can be made from; None while that is looked up.
        zone: in which times are told.
        moved: how many things of how many are done; None while nothing runs.
        is_stopping: it was asked to stop.
        said: what was done, sentence by sentence.
        was_mended: the ledger itself was mended, not only its lists.
        failed: why it was not; said in place of the damage.
    """

    damage: str
    left: "Left | None"
    zone: tzinfo
    moved: tuple[int, int] | None = None
    is_stopping: bool = False
    said: Sequence[str] = ()
    was_mended: bool = False
    failed: str = ""


def mend_blocks(seen: MendSeen) -> list[Block]:
    """Return the page."""
    if seen.said:
        title = _("The ledger is whole again") if seen.was_mended else _("The ledger is sound")
        return [*_head(title, "green", ""), *_done(seen)]
    title = _("The ledger has to be mended") if seen.damage else _("Check and mend the ledger")
    said = seen.damage if seen.moved is not None else seen.failed or seen.damage
    shown = _head(title, "red" if seen.damage else "blue", said)
    shown += [*_safe(seen), Gap()]
    if seen.moved is not None:
        return [*shown, *_running(seen, *seen.moved)]
    return [*shown, *_steps()]


def _head(title: str, colour: str, damage: str) -> list[Block]:
    mark = {"red": _("damaged"), "green": _("whole"), "blue": _("check")}[colour]
    shown: list[Block] = [Title(title, kind=chip(mark, colour)), Rule(), Gap()]
    if damage:
        shown += [Paragraph(damage, "bold", most=_WIDE), Gap()]
    return shown


def _safe(seen: MendSeen) -> list[Block]:
    """Return what is safe, each with how much of it there is."""
    left = seen.left
    if left is None:
        return [Paragraph(_("Looking at what is there"), "soft")]
    copied = ngettext("{count} own entry", "{count} own entries", left.copied)
    copied = copied.format(count=f"{left.copied:,}")
    if left.newest_us is not None:
        newest = in_zone(left.newest_us, seen.zone).strftime("%Y-%m-%d %H:%M")
        copied += "  " + _("the newest of {time}").format(time=newest)
    if not left.copied:
        copied = _("none")
    file = _("what can be read of it is taken, the rest is set aside")
    far = _("whatever had arrived comes again") if left.is_linked else _("none is named")
    facts = [
        (_("Ledger"), file if left.has_file else _("the file is missing")),
        (_("Second copy"), copied),
        (bare(_("mend|Shared ledger")), far),
        (_("Photos, drafts"), _("lie in files of their own and stay as they are")),
    ]
    column = max(cells(label) for label, _text in facts) + 2
    return [Fact(label, text, column=column) for label, text in facts]


def _steps() -> list[Block]:
    said = _(
        "Mending takes a few seconds to some minutes. It can be stopped and gone on with; nothing "
        "is deleted."
    )
    return [Paragraph(said, "soft", most=_WIDE)]


def _running(seen: MendSeen, done: int, total: int) -> list[Block]:
    if seen.is_stopping:
        word = _("Stopping")
    elif not total:
        word = _("1 of 3: reading what is left")
    elif done < total:
        word = _("2 of 3: making the lists")
    else:
        word = _("3 of 3: index, and what the shared ledger holds")
    drawn = bar(done, 1 if done < total else 0, max(total, 1), _BAR_CELLS)
    count = f"   {done:,} / {total:,}" if total else ""
    return [
        Paragraph(word, "bold"),
        Lines([Line([(" ", ""), *drawn, (count, "bold")])]),
    ]


def _done(seen: MendSeen) -> list[Block]:
    return [Paragraph(inert(one), most=_WIDE) for one in seen.said]
