"""What a sync by stick says when it has ended."""

from collections.abc import Sequence

from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, ngettext
from patrol_tui.services.syncing.package import PackageRead, PackageWritten
from patrol_tui.tui.kit.blocks import Gap, Paragraph
from patrol_tui.tui.kit.drawing.drawn import Block

_MB = 1_000_000


def stick_blocks(done: PackageRead | PackageWritten) -> Sequence[Block]:
    """Return the sentences under the fields, what matters most in bold."""
    said = _read(done) if isinstance(done, PackageRead) else _written(done)
    return [Gap(), *(Paragraph(inert(text), style, indent=0) for text, style in said)]


def _written(done: PackageWritten) -> list[tuple[str, str]]:
    text = _("unsent {entries}, photos {photos}, {size} MB")
    size = f"{max(done.size_bytes / _MB, 0.1):.1f}"
    counts = text.format(entries=done.entries, photos=done.photos, size=size)
    said = [
        (_("Written: {what}. The stick may be taken out.").format(what=counts), "green bold"),
        (_("It counts as unsent until the receipt comes back by stick or network."), "soft"),
    ]
    before = done.read_before
    if before is not None and before.entries:
        taken = ngettext(
            "{count} entry of others was read from it first.",
            "{count} entries of others were read from it first.",
            before.entries,
        )
        said.append((taken.format(count=before.entries), "soft"))
    return said


def _read(done: PackageRead) -> list[tuple[str, str]]:
    text = _("Read: {entries} new, {receipts} of ours confirmed, photos {photos}.")
    counts = text.format(entries=done.entries, receipts=done.receipts, photos=done.photos)
    said = [(counts, "green bold")]
    if done.carried:
        carried = _("{count} of others are sent with the next sync.").format(count=done.carried)
        said.append((carried, "soft"))
    if done.left_out:
        left = _("{count} left out: no known laptop sealed them. Sync, then read it again.")
        said.append((left.format(count=done.left_out), "amber bold"))
    if done.is_behind:
        behind = _("Its log does not go on from ours: write a file here for that laptop first.")
        said.append((behind, "amber bold"))
    return said
