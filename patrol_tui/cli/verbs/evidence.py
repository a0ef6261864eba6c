"""`export evidence`: a zip that others can check without this program."""

from pathlib import Path

from patrol_tui.cli.call import Call
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.language import _, ngettext

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
    }
    said = [
        ngettext(
            "{count} entry with its proofs.", "{count} entries with their proofs.", done.entries
        ).format(count=done.entries)
    ]
    if done.unplaced:
        text = _("{count} are not in the shared ledger yet: sync, then export again.")
        said.append(text.format(count=done.unplaced))
    if done.unsealed:
        said.append(_("{count} have no seal that holds.").format(count=done.unsealed))
    if done.photos_lacking:
        text = _("{count} photos are not on this laptop.")
        said.append(text.format(count=done.photos_lacking))
    if done.photos_withheld:
        text = _("{count} photos only as their copies with parts blackened.")
        said.append(text.format(count=done.photos_withheld))
    if done.stripped:
        text = _("{count} entries do not say all to this reader; their hashes stand for it.")
        said.append(text.format(count=done.stripped))
    call.output.answer(body, [str(path.absolute())], " ".join(said))
