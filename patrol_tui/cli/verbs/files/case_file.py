"""`export case_file`: all that belongs to a case, as one PDF."""

from dataclasses import replace
from pathlib import Path

from patrol_tui.cli.call import Call
from patrol_tui.cli.verbs.files.papers import tell_lacking
from patrol_tui.domain.language.errors import N_, Usage
from patrol_tui.language import _, current
from patrol_tui.services.cases.case_file import CASE_FILE, make_case_file
from patrol_tui.services.exports.export import NO_FORMAT, Speech, Wanted

NO_CASE = N_("Say of which case: `export case_file --id ID`.")


def export_case_file(
    call: Call, chosen: str | None, path: Path, only: str | None, wanted: Wanted
) -> None:
    """Write the file of the case that a thing belongs to.

    Raises:
        Usage: there is no such format, or no thing is named.
        NotFound: there is no such thing.
        Refused: no case is made of it, or the file could not be written.
    """
    from patrol_tui import bootstrap

    if chosen not in {None, "pdf"}:
        raise Usage(NO_FORMAT, what=CASE_FILE, format=chosen, known="pdf")
    if only is None:
        raise Usage(NO_CASE)
    with call.session() as session:
        wanted = replace(wanted, subject=session.ledger.find(only))
        desk, speech = session.desk(), Speech(_, current())
        case = make_case_file(session.ledger, session.blobs, desk, wanted, speech)
    written = bootstrap.write_case_file(case, path.absolute(), call.home().places.data)
    tell_lacking(call, written.lacking)
    body = {
        "path": str(path.absolute()),
        "number": case.number,
        "things": case.things,
        "photos": case.photos,
        "chapters": [chapter.title for chapter in case.chapters],
        "lacking": list(written.lacking),
    }
    told = _("The case file of {number} was written: {count} things.")
    told = told.format(number=case.number, count=case.things)
    call.output.answer(body, [str(path.absolute())], told)
