"""The keys of the screens, by the ids that the settings' file changes them by: `keys`."""

import typer

from patrol_tui.cli.call import the_call
from patrol_tui.cli.columns import table
from patrol_tui.cli.open_tui import key_problems, key_rows
from patrol_tui.cli.output import DONE, FAILED
from patrol_tui.language import _


def add(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("keys", help=_("List the keys of the screens, and say which of them clash."))(_keys)


def _keys(context: typer.Context) -> None:
    call = the_call(context)
    home = call.home()
    chosen = home.settings.keys
    rows = key_rows(chosen)
    problems = key_problems(chosen)
    call.exit_code = FAILED if problems else DONE
    items = [
        {"id": one, "keys": list(keys), "where": where, "does": does, "changed": one in chosen}
        for one, keys, where, does in rows
    ]
    titles = (_("command"), _("keys"), _("where"), _("does"))
    shown = [(one, " ".join(keys) or "-", where, does) for one, keys, where, does in rows]
    for problem in problems:
        call.output.message(problem)
    file = home.places.config / "settings.toml"
    told = _('Other keys: in {file}, below [keys], a line such as "app.record" = "f11".')
    body = {"ok": not problems, "problems": problems, "items": items, "next": None}
    call.output.answer(body, table(titles, shown, call.width), told.format(file=file))
