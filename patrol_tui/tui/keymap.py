"""The keys that a user chose in the settings' file: what is wrong with them, what is usable."""

import unicodedata
from collections.abc import Iterator, Mapping

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from patrol_tui.language import _
from patrol_tui.tui.command import Command
from patrol_tui.tui.command_scopes import SCOPE_NAMES, SCREEN_SCOPES
from patrol_tui.tui.command_table import COMMANDS
from patrol_tui.tui.commands import key_name

_MODIFIERS = frozenset(("ctrl", "alt", "shift", "meta", "super", "hyper"))
_NAMED = frozenset((*(key.value for key in Keys), *KEY_NAME_REPLACEMENTS.values()))
_IDS = frozenset(one.id for one in COMMANDS)


def is_key(name: str) -> bool:
    """Return whether Textual knows a key by this name: `f2`, `ctrl+s`, `A`, `question_mark`."""
    *modifiers, last = name.split("+")
    if not last or not _MODIFIERS.issuperset(modifiers):
        return False
    return len(last) == 1 or last in _NAMED or _is_character(last)


def _is_character(name: str) -> bool:
    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return True


def keymap_problems(remap: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the keys: unknown commands and keys, keys that do two things."""
    unknown = [
        _("No command is called {command}.").format(command=one) for one in remap if one not in _IDS
    ]
    mistyped = [
        _("{command}: no key is called {key}.").format(command=one, key=key)
        for one, keys in usable_keymap(remap).items()
        for key in keys.split(",")
        if not is_key(key)
    ]
    return [*unknown, *mistyped, *dict.fromkeys(_used_twice(remap))]


def _used_twice(remap: Mapping[str, str]) -> Iterator[str]:
    text = _("{key} is used twice: {first} and {second}.")
    for scopes in SCREEN_SCOPES.values():
        holders: dict[str, str] = {}
        for one in (one for scope in scopes for one in COMMANDS if one.scope == scope):
            for key in _keys_of(one, remap):
                other = holders.setdefault(key, one.id)
                if other != one.id and {other, one.id} & remap.keys():
                    yield text.format(key=key_name(key), first=other, second=one.id)


def _keys_of(one: Command, remap: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(remap.get(one.id, "").replace(",", " ").split()) or one.all_keys


def key_rows(remap: Mapping[str, str]) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Return every command: its id, its keys, where it holds, what it does."""
    return [
        (one.id, _keys_of(one, remap), _(SCOPE_NAMES[one.scope]), _(one.help)) for one in COMMANDS
    ]


def usable_keymap(remap: Mapping[str, str]) -> dict[str, str]:
    """Return the user's keys as Textual takes them, without ids that no command has."""
    return {
        one: ",".join(keys.replace(",", " ").split())
        for one, keys in remap.items()
        if one in _IDS and keys.strip()
    }
