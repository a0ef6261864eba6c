"""Commands and what can be recorded, as rows of menu and finder."""

from collections.abc import Iterable, Mapping, Sequence

from patrol_tui.domain.catalog import Catalog, Words
from patrol_tui.domain.catalog.find import Candidate, candidates, find
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.language import _
from patrol_tui.tui.command_scopes import SCREEN_SCOPES
from patrol_tui.tui.command_table import COMMANDS, TABS
from patrol_tui.tui.commands import command, shown_key
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.views.wording.spoken import spoken

WITHOUT_HOME = ("app.language", "app.theme", "app.touch", "app.help", "app.leave")
"""Commands that need no opened home."""

REACHED = frozenset(("app", "today", "patrol", "issues", "sync", "receipt", "settings"))
"""Scopes whose commands can be asked for from anywhere."""

_BEFORE_THE_PIN = frozenset(("unlock.other", "unlock.forgotten"))
_ITSELF = frozenset(("app.menu", "app.finder", "app.back", "app.next_pane"))
Remap = Mapping[str, str] | None


def place_scope(place: str) -> str:
    """Return the screen whose keys hold in a place."""
    return place if place in SCREEN_SCOPES else "plain"


def place_name(place: str) -> str:
    """Return what a screen is called on its tab; nothing for one without."""
    named = next((name for screen, _command, name in TABS if screen == place), "")
    return _(named).rpartition("|")[2] if named else ""


def command_option(command_id: str, remap: Remap) -> Option:
    """Return a command as a row: name, sentence, key."""
    one = command(command_id)
    return Option(f"command:{one.id}", _(one.name), _(one.help), shown_key(one, remap or {}))


def menu_rows(place: str, remap: Remap = None, *, is_open: bool = True) -> list[Option]:
    """Return what the menu offers: the screen's own commands, then what holds everywhere."""
    if not is_open:
        own = [one.id for one in COMMANDS if place == "unlock" and one.id in _BEFORE_THE_PIN]
        return [command_option(one, remap) for one in (*own, *WITHOUT_HOME)]
    own = [one.id for one in COMMANDS if place and one.scope == place_scope(place)]
    everywhere = [one.id for one in COMMANDS if one.scope == "app" and one.id not in _ITSELF]
    tabs = [one for one in everywhere if command(one).action.startswith("go(")]
    others = [one for one in everywhere if one not in tabs]
    return [command_option(one, remap) for one in [*own, *others, *tabs]]


def palette_rows(place: str, catalog: Catalog | None, remap: Remap = None) -> list[Option]:
    """Return every command, then every sort of record and every route that can be walked."""
    rows = menu_rows(place, remap, is_open=catalog is not None)
    if catalog is None:
        return rows
    known = {row.id for row in rows}
    elsewhere = [
        command_option(one.id, remap)
        for one in COMMANDS
        if one.scope in REACHED and one.id not in _ITSELF
    ]
    rows += [row for row in elsewhere if row.id not in known]
    for kind in catalog.kinds.values():
        if not kind.retired:
            group = catalog.groups.get(kind.group)
            note = spoken(group.name) if group is not None else ""
            text = _("Record: {kind}").format(kind=spoken(kind.name))
            rows.append(Option(f"kind:{kind.id}", text, note, kind.letters))
    return rows


def matching(
    rows: Sequence[Option], typed: str, pinyin: Pinyin, more: Iterable[Candidate] = ()
) -> list[Option]:
    """Return the rows that typed text means: name, pinyin, initials, English; the best first."""
    if not typed.strip():
        return list(rows)
    by_id = {row.id: row for row in rows}
    richer = {f"{one.section.removesuffix('s')}:{one.id}": one for one in more}
    offered = [
        Candidate(
            section="rows",
            id=row.id,
            name=Words(row.text.rpartition(": ")[2].rpartition("：")[2], _english(row)),
            aliases=richer[row.id].aliases if row.id in richer else (),
            codes=richer[row.id].codes if row.id in richer else (),
        )
        for row in rows
    ]
    return [by_id[one.id] for one in find(offered, typed, pinyin)]


def _english(row: Option) -> str:
    what, _colon, name = row.id.partition(":")
    return command(name).name if what == "command" else name.replace("_", " ")


def kind_candidates(catalog: Catalog) -> list[Candidate]:
    """Return the kinds with all that they are found by."""
    return [one for one in candidates(catalog) if one.section == "kinds"]
