"""`export evidence`: a zip that others can check without this program."""

from pathlib import Path
from typing import TYPE_CHECKING

from patrol_tui.cli.call import Call
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.language import _, ngettext

if TYPE_CHECKING:
    from patrol_tui.documents.evidence_zip import EvidenceWritten

NO_THING = N_("Say which thing: `export evidence --id ID -o FILE`.")


def export_evidence(call: Call, only: str | None, path: Path, reader: str) -> None:
    """Write the evidence of one thing, and say what it lacks.

    Raises:
        Usage: no thing is named.
        Refused: the file could not be written.
    """
    from patrol_tui import bootstrap

    if only is None:
        raise Usage(NO_THING)
    done = bootstrap.export_evidence(call.unlocked(), only, path.absolute(), call.clock, reader)
    body = {
        "path": str(path.absolute()),
        "entries": done.entries,
        "photos": done.photos,
        "files": done.files,
        "unsealed": done.unsealed,
        "unplaced": done.unplaced,
        "photos_lacking": done.photos_lacking,
        "photos_withheld": done.photos_withheld,
        "stripped": done.stripped,
        "root_key": done.root_key,
    }
    call.output.answer(body, [str(path.absolute())], " ".join(_said(done)))


def _said(done: "EvidenceWritten") -> list[str]:
    """Return what was written, and what the file lacks."""
    said = [
        ngettext(
            "{count} entry with its proofs.", "{count} entries with their proofs.", done.entries
        ).format(count=done.entries)
    ]
    lacking = (
        (done.unplaced, _("Not in the shared ledger yet: {count}. Sync, then export again.")),
        (done.unsealed, _("Without a seal that holds: {count}.")),
        (done.photos_lacking, _("Photos not on this laptop: {count}.")),
        (
            done.photos_withheld,
            _("Photos left out, or only as their copies with parts blackened: {count}."),
        ),
        (
            done.stripped,
            _("Entries that do not say all to this reader, their hashes stand for it: {count}."),
        ),
    )
    root = _("Root key {key}: tell it to who checks, in another way than the file.")
    said.append(root.format(key=done.root_key))
    return [*said, *(text.format(count=count) for count, text in lacking if count)]
