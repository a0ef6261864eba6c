"""What the bureau does about a laptop or a content that got into the wrong hands."""

from pathlib import Path
from typing import Annotated

import typer

from patrol_tui.cli import naming
from patrol_tui.cli.call import the_call
from patrol_tui.cli.verbs.bureau.admin_entries import EntryName
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.language import _, current

NOT_PUBLISHED = N_("Mistakes listed above: {count}. Nothing was published.")
DeviceName = Annotated[
    str, typer.Argument(metavar="DEVICE", help=N_("its short number or its id; see `devices`"))
]


def add(group: typer.Typer) -> None:
    """Add the verbs."""
    group.command("revoke", help=_("Shut a laptop out, such as one that was stolen."))(_revoke)
    group.command("readmit", help=_("Give a laptop a new login; prints the address for it."))(
        _readmit
    )
    group.command("expunge", help=_("Take the content of an entry away, everywhere."))(_expunge)
    group.command(
        "follow", help=_("Hold another station's log here too, to release or expunge in it.")
    )(_follow)
    group.command("recover", help=_("Let an officer whose PIN is lost back in; prints the code."))(
        _recover
    )
    group.command("publish", help=_("Publish catalogue files; only what changed is written."))(
        _publish
    )


def _recover(context: typer.Context, device: DeviceName) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    found = bootstrap.recover(call.unlocked(), device, call.clock)
    body = {"device": id_text(found.device), "code": found.code}
    told = _(
        "Read it to the officer: on that laptop `patrol-tui pin recover` asks for it. Whoever has "
        "both can read everything there; keep no copy."
    )
    call.output.answer(body, [found.code], told)


def _publish(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=N_("a folder with YAML files, or one file"))
    ],
) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    count, problems = bootstrap.publish(call.unlocked(), folder, call.clock)
    for problem in problems:
        call.output.message(problem.text(_, current()))
    if problems:
        raise Refused(NOT_PUBLISHED, count=len(problems))
    told = _("{count} items changed; the others follow with their next sync.").format(count=count)
    call.output.answer({"changed": count}, said=told)


def _revoke(
    context: typer.Context,
    device: DeviceName,
    *,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=N_("why; it stays readable"))
    ] = "",
) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    found = bootstrap.revoke(call.unlocked(), device, call.clock, reason)
    number = f"{found.integer('number') or 0:02d}"
    body = {"device": id_text(found.subject), "number": number, "status": found.status}
    told = _("Laptop {number} is shut out. What had arrived before stays valid.")
    call.output.answer(body, said=told.format(number=number))


def _readmit(context: typer.Context, device: DeviceName) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    found, url = bootstrap.readmit(call.unlocked(), device, call.clock)
    body = {"device": id_text(found.subject), "url": url}
    told = _(
        "Put it into that laptop's config/settings.toml as shared_url. Its former login ends; keep "
        "no copy of this one."
    )
    call.output.answer(body, [url], told)


def _follow(
    context: typer.Context,
    stations: Annotated[
        list[str], typer.Argument(metavar="STATION...", help=N_("stations' names or codes"))
    ],
) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    with call.session() as session:
        codes = [naming.station_id(session.catalog, station) for station in stations]
    followed = bootstrap.follow(call.unlocked(), codes, call.clock)
    told = _("{count} stations' logs are held here and come with every sync.")
    call.output.answer({"followed": followed}, said=told.format(count=len(followed)))


def _expunge(
    context: typer.Context,
    entry: EntryName,
    *,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=N_("why; it stays readable"))
    ],
) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    done = bootstrap.expunge(call.unlocked(), entry, reason, call.clock)
    body = {
        "entries": [one.hex() for one in done.entries],
        "photos": [one.hex() for one in done.blobs],
    }
    told = _("The content is gone here and in the shared database; other laptops follow.")
    call.output.answer(body, said=told)
