"""What is read from the table of commands: bindings, footers, help and README's table."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from textual.binding import Binding, BindingType

from patrol_tui.language import _
from patrol_tui.tui.command import Command
from patrol_tui.tui.command_scopes import SCOPE_NAMES, SCREEN_SCOPES
from patrol_tui.tui.command_table import COMMANDS, TABS
from patrol_tui.tui.footers import FOOTERS

_BY_ID = {command.id: command for command in COMMANDS}
_KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "delete": "Del",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "slash": "/",
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
}


class _Keyboard:
    """The keys of this process, as the user changed them."""

    def __init__(self) -> None:
        self.remap: Mapping[str, str] = {}


_keyboard = _Keyboard()


class KeyVerb(NamedTuple):
    """A key and what it does, as a footer shows it.

    Attributes:
        command: the command's id, sent back when it is clicked.
        key: as it is written on the keyboard.
        verb: what it does.
    """

    command: str
    key: str
    verb: str


def command(command_id: str) -> Command:
    """Return the command with an id."""
    return _BY_ID[command_id]


def key_name(key: str) -> str:
    """Return a key as it is written on the keyboard, in the language that is spoken."""
    spoken = {
        "space": _("Space"),
        "up": _("Up"),
        "down": _("Down"),
        "left": _("key|Left"),
        "right": _("key|Right"),
    }
    *modifiers, last = key.split("+")
    if last in spoken:
        name = spoken[last].rpartition("|")[2]
    else:
        name = _KEY_NAMES.get(last, last.upper() if modifiers or last.startswith("f") else last)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def bindings(scope: str) -> list[BindingType]:
    """Return the bindings of a scope, for the `BINDINGS` of its widget or screen.

    A command without a key is bound to one that no keyboard has, so that the user may give it one.
    """
    return [
        Binding(",".join(one.all_keys) or f"none_{one.id}", one.action, one.name, id=one.id)
        for one in COMMANDS
        if one.scope == scope
    ]


def shown_key(one: Command, remap: Mapping[str, str]) -> str:
    """Return the key to show for a command; empty where it has none."""
    # An empty text takes no key away: Textual keeps the usual ones then.
    keys = remap.get(one.id, "").replace(",", " ").split() or one.keys.split()
    return key_name(keys[0]) if keys else ""


def use_keys(remap: Mapping[str, str]) -> None:
    """Name these keys in hints from now on.

    Args:
        remap: keys the user changed, by command id.
    """
    _keyboard.remap = dict(remap)


def key_of(command_id: str) -> str:
    """Return the key of a command, for hints in sentences."""
    return shown_key(_BY_ID[command_id], _keyboard.remap)


def key_on(screen: str, action: str) -> str:
    """Return the key that runs an action on a screen, where it has one."""
    on_screen = (
        one
        for scope in SCREEN_SCOPES.get(screen, ("app",))
        for one in COMMANDS
        if one.scope == scope and one.action == action
    )
    found = next(on_screen, None)
    return key_of(found.id) if found is not None else ""


def verbs(
    screen: str,
    remap: Mapping[str, str] | None = None,
    *,
    named: Mapping[str, str] | None = None,
    without: Iterable[str] = (),
) -> list[KeyVerb]:
    """Return what a screen's footer shows.

    Args:
        screen: a key of the table's footers.
        remap: keys the user changed, by command id.
        named: verbs that fit better just now, by command id, already translated.
        without: ids of commands that do nothing just now.
    """
    named, left_out = named or {}, set(without)
    return [
        KeyVerb(one, shown_key(_BY_ID[one], remap or {}), named.get(one) or _(_BY_ID[one].name))
        for one in FOOTERS[screen].split()
        if one not in left_out
    ]


def tab_names() -> list[tuple[str, str]]:
    """Return screen and name of the nine tabs, in the language that is spoken."""
    return [(screen, _(name).rpartition("|")[2]) for screen, _command, name in TABS]


def keyed_tabs(remap: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return screen and name of the nine tabs, each behind its key."""
    keys = [shown_key(_BY_ID[one], remap) for _screen, one, _name in TABS]
    return [(screen, key + name) for key, (screen, name) in zip(keys, tab_names(), strict=True)]


def help_rows(
    screen: str, remap: Mapping[str, str] | None = None
) -> list[tuple[str, str, str, str]]:
    """Return what holds on a screen: id, keys, name and sentence, the screen's own first."""
    rows, seen = [], set[str]()
    for scope in SCREEN_SCOPES[screen]:
        for one in COMMANDS:
            if one.scope != scope or one.action in seen:
                continue
            seen.add(one.action)
            rows.append((one.id, shown_key(one, remap or {}), _(one.name), _(one.help)))
    return rows


def readme_table() -> str:
    """Return all keys as README shows them, in Markdown and the language that is spoken."""
    lines = [f"| {_('Where')} | {_('Key')} | {_('Does')} |", "|---|---|---|"]
    for one in COMMANDS:
        keys = ", ".join(f"`{key_name(key)}`" for key in one.keys.split())
        if keys:
            lines.append(f"| {_(SCOPE_NAMES[one.scope])} | {keys} | {_(one.name)} |")
    return "\n".join(lines) + "\n"
