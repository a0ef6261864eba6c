"""The pages of `--help`, in the language that is spoken."""

from collections.abc import Iterable

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from patrol_tui.cli.columns import GAP, padded
from patrol_tui.domain.table import width_in_cells
from patrol_tui.language import _

Command = TyperCommand | TyperGroup
Pair = tuple[str, str]

_WIDEST_NAME = 34


def page(command: Command, path: str, general: Iterable[TyperOption]) -> list[str]:
    """Return the lines that explain a command.

    Args:
        command: what to explain.
        path: how it is called.
        general: options that every verb takes.
    """
    lines = [usage(command, path), "", _spoken(command.help)]
    own = [option for option in _options(command) if option not in set(general)]
    if isinstance(command, TyperGroup):
        verbs = [(name, verb.help or "") for name, verb in command.commands.items()]
        lines += _section(_("Verbs:"), verbs)
    lines += _section(_("Arguments:"), [_argument_row(one) for one in _arguments(command)])
    lines += command.epilog.splitlines() if command.epilog else []
    lines += _section(_("Options:"), [_option_row(one) for one in own])
    lines += _section(_("With every verb:"), [_option_row(one) for one in general])
    return lines


def usage(command: Command, path: str) -> str:
    """Return the line that says how a command is called."""
    words = [path]
    words += [
        _option_word(one) for one in _options(command) if one.required and one.name is not None
    ]
    if any(not one.required for one in _options(command)):
        words.append(_("[OPTIONS]"))
    words += [_argument_word(one) for one in _arguments(command)]
    if isinstance(command, TyperGroup):
        words.append(_("VERB ..."))
    return _("Usage: {call}").format(call=" ".join(words))


def _arguments(command: Command) -> list[TyperArgument]:
    return [one for one in command.params if isinstance(one, TyperArgument)]


def _options(command: Command) -> list[TyperOption]:
    return [one for one in command.params if isinstance(one, TyperOption)]


def _argument_word(one: TyperArgument) -> str:
    word = f"{one.metavar}..." if one.nargs == -1 else str(one.metavar)
    return word if one.required else f"[{word}]"


def _option_word(one: TyperOption) -> str:
    return f"{one.opts[0]} {one.metavar}"


def _argument_row(one: TyperArgument) -> Pair:
    return _argument_word(one), _spoken(one.help)


def _option_row(one: TyperOption) -> Pair:
    names = ", ".join(one.opts)
    shown = names if one.is_flag else f"{names} {one.metavar}"
    more = (_("may be repeated"),) if one.multiple else ()
    needed = (_("required"),) if one.required else ()
    return shown, _("; ").join([_spoken(one.help), *needed, *more])


def _spoken(text: str | None) -> str:
    return _(text) if text else ""


def _section(title: str, rows: list[Pair]) -> list[str]:
    if not rows:
        return []
    width = min(max(width_in_cells(name) for name, _ in rows), _WIDEST_NAME)
    lines = ["", title]
    for name, said in rows:
        if width_in_cells(name) > width:
            lines += [f"{GAP}{name}", f"{GAP}{' ' * width}{GAP}{said}"]
        else:
            lines.append(f"{GAP}{padded(name, width)}{GAP}{said}")
    return lines
