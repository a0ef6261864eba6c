"""`export track`: where patrols went, for maps and other programs."""

from dataclasses import replace
from pathlib import Path

from patrol_tui.cli.call import Call
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.language import _, current
from patrol_tui.services.exports.export import NO_FORMAT, Speech, Wanted
from patrol_tui.services.exports.export_track import FORMATS, track_file

NO_FORMAT_GIVEN = N_("--format is missing. Possible are: {known}.")


def export_track(
    call: Call, chosen: str | None, path: Path, only: str | None, wanted: Wanted
) -> None:
    """Write the tracks of patrols, and say what they lack.

    Raises:
        Usage: there is no such format.
        NotFound: there is no such patrol.
        Refused: the file could not be written.
    """
    from patrol_tui import bootstrap

    if chosen is None:
        raise Usage(NO_FORMAT_GIVEN, known=", ".join(FORMATS))
    wanted_format = chosen.strip().casefold()
    if wanted_format not in FORMATS:
        raise Usage(NO_FORMAT, what="track", format=chosen, known=", ".join(FORMATS))
    with call.session() as session:
        subject = None if only is None else session.ledger.find(only, "patrol")
        wanted = replace(wanted, subject=subject)
        speech = Speech(_, current())
        made = track_file(session.ledger, session.desk(), session.tracks, wanted, speech)
    bootstrap.track_writers()[wanted_format](made, path.absolute())
    if made.lacking:
        text = _("{count} stretches of track are not on this laptop yet: sync, then export again.")
        call.output.message(text.format(count=made.lacking))
    if not made.points:
        call.output.message(_("No receiver told the way: the file has the checkpoints reached."))
    body = {
        "path": str(path.absolute()),
        "rows": made.points,
        "patrols": len(made.tracks),
        "lacking": made.lacking,
        "shortened": 0,
    }
    told = _("{count} points were written.")
    call.output.answer(body, [str(path.absolute())], told.format(count=made.points))
