"""Sync by USB stick: `package write` and `package read`."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from patrol_tui.cli.call import Call, the_call
from patrol_tui.cli.columns import facts
from patrol_tui.cli.shapes.of_station import Shapes
from patrol_tui.domain.language.errors import N_
from patrol_tui.language import _
from patrol_tui.services.syncing.package import PackageRead, PackageWritten

File = Annotated[
    Path, typer.Argument(metavar="FILE", help=N_("a file on the stick, or the stick's folder"))
]


def add(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(help=_("Sync without a network, by a file on a USB stick."))
    group.command(
        "write", help=_("Write what others lack to a file; one of another laptop is read first.")
    )(_write)
    group.command("read", help=_("Take what a file brings; reading it again adds nothing."))(_read)
    app.add_typer(group, name="package")


def _write(context: typer.Context, path: File) -> None:
    call = the_call(context)
    with call.session() as session:
        written = session.stick().write(path.absolute(), _progress(call, _("writing")))
        call.output.end_progress()
        session.rest()
    told = _("Written. The stick may be taken out; the entries stay unsent until their receipt.")
    call.output.answer(written.as_json(), _written_lines(written), told)


def _read(context: typer.Context, path: File) -> None:
    call = the_call(context)
    with call.session() as session:
        found = session.stick().read(path.absolute(), _progress(call, _("reading")))
        call.output.end_progress()
        session.rest()
        written_at = Shapes.of(session).time(found.written_at_us)
    body = {**found.as_json(), "written_at": written_at}
    call.output.answer(body, _read_lines(found), _told(found))


def _progress(call: Call, what: str) -> Callable[[int, int], bool]:
    def show(done: int, total: int) -> bool:
        call.output.progress(f"{what} {done * 100 // max(total, 1)} %")
        return True

    return show


def _written_lines(written: PackageWritten) -> list[str]:
    return facts(
        (
            (_("file"), str(written.path)),
            (_("entries not in the ledger"), str(written.entries)),
            (_("log rows"), str(written.rows)),
            (_("photos"), str(written.photos)),
        )
    )


def _read_lines(found: PackageRead) -> list[str]:
    number = "?" if found.number is None else f"{found.number:02d}"
    return facts(
        (
            (_("written by laptop"), number),
            (_("entries that are new here"), str(found.entries)),
            (_("own entries confirmed"), str(found.receipts)),
            (_("photos"), str(found.photos)),
            (_("carried for others"), str(found.carried)),
            (_("left out"), str(found.left_out)),
        )
    )


def _told(found: PackageRead) -> str:
    said = [_("Read.")]
    if found.carried:
        said.append(_("What others wrote is sent with the next sync."))
    if found.left_out:
        said.append(_("What no known laptop had sealed was left out; sync, then read it again."))
    if found.is_behind:
        said.append(
            _(
                "The log in the file does not go on from this laptop's. Write a file here, let the "
                "other laptop read it and write anew; or sync over the network."
            )
        )
    return " ".join(said)
