"""What is looked up without a network: `handbook search`, `handbook show`, `directory`."""

from typing import Annotated

import typer

from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.shapes.of_handbook import (
    SHELVES,
    STANDINGS,
    contact_shape,
    entry_lines,
    entry_shape,
    row_shape,
)
from patrol_tui.cli.shapes.of_station import said
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.times import day_of, parse_day
from patrol_tui.language import _
from patrol_tui.services import handbook
from patrol_tui.services.session import Session

Typed = Annotated[
    str, typer.Argument(metavar="TEXT", help=N_("Chinese, pinyin, initials, a code or an article"))
]
OnDay = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help=N_("the day of the act; today without it")),
]
Named = Annotated[str, typer.Argument(metavar="ENTRY", help=N_("id of an entry"))]


def add(app: typer.Typer) -> None:
    """Add the verbs."""
    group = typer.Typer(help=_("Law, procedure, duties and contacts, as of a day."))
    group.command("search", help=_("Find entries."))(_search)
    group.command("show", help=_("Show an entry with its law as of a day."))(_show)
    app.add_typer(group, name="handbook")
    app.command("directory", help=_("Whom to call."))(_directory)


def _search(context: typer.Context, text: Typed, *, on: OnDay = None) -> None:
    from patrol_tui.catalog_files import load_pinyin

    call = the_call(context)
    with call.session() as session:
        shown = handbook.entries(session.catalog, _day(session, on))
        found = handbook.search(shown, text, load_pinyin())
    rows = [
        (entry.id, _(SHELVES[entry.shelf]), _(STANDINGS[entry.standing]), said(entry.name))
        for entry in found
    ]
    titles = ("id", _("shelf"), _("standing"), _("title"))
    call.output.answer(
        {"items": [row_shape(entry) for entry in found], "next": None},
        table(titles, rows, call.width) if rows else (),
        "" if rows else _("The handbook has nothing that fits."),
    )


def _show(context: typer.Context, entry: Named, *, on: OnDay = None) -> None:
    call = the_call(context)
    with call.session() as session:
        day, catalog = _day(session, on), session.catalog
        shape = entry_shape(catalog, handbook.entry_named(catalog, entry, day), day)
    call.output.answer(shape, entry_lines(shape))


def _directory(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("post, department or name"))] = "",
) -> None:
    from patrol_tui.catalog_files import load_pinyin

    call = the_call(context)
    with call.session() as session:
        catalog, day = session.catalog, _day(session, None)
        found = handbook.directory(catalog, text, load_pinyin(), day)
        items = [contact_shape(catalog, contact, day) for contact in found]
    rows = [
        (
            str(item["department"] or item["station"] or ""),
            str(item["post"]),
            str(item["name"] or ""),
            str(item["phone"] or ""),
            _state(item),
        )
        for item in items
    ]
    titles = (_("department"), _("post"), _("contact person"), _("phone"), _("last called"))
    none = _("Nobody in the directory fits. The bureau keeps the list: `patrol-tui admin publish`.")
    call.output.answer(
        {"items": items, "next": None},
        table(titles, rows, call.width) if rows else (),
        "" if rows else none,
    )


def _state(item: dict[str, object]) -> str:
    if not item["holds"]:
        return _("ended {day}").format(day=item["valid_to"])
    called = str(item["checked_on"] or _("never"))
    return f"{called}  [{_('to check')}]" if item["to_check"] or item["sample"] else called


def _day(session: Session, on: str | None) -> str:
    if on is not None:
        return parse_day(on).isoformat()
    desk = session.desk()
    return day_of(desk.now_us, desk.zone).isoformat()
