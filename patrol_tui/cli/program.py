"""The verbs as Typer knows them: built, run, explained, completed."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Annotated

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from patrol_tui.cli.call import Call
from patrol_tui.cli.help import Command, page, usage
from patrol_tui.cli.output import USAGE
from patrol_tui.cli.usage import in_own_words
from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.subjects import RECORDS_OF_WORK
from patrol_tui.language import _

PROGRAM = "patrol-tui"
VERBS: Mapping[str, str] = {
    "demo": "laptop.setting_up",
    "simulate": "laptop.simulate",
    "init": "laptop.setting_up",
    "status": "laptop.status",
    "today": "laptop.today",
    "route": "patrols.route",
    "patrol": "patrols.patrol",
    "issue": "issues.issue",
    **{subject.type: "things.things" for subject in RECORDS_OF_WORK},
    "conflict": "things.conflict",
    "sync": "laptop.together",
    "receipt": "laptop.together",
    "package": "files.package",
    "verify": "laptop.trust",
    "rebuild": "laptop.trust",
    "export": "files.export",
    "import": "files.importing",
    "report": "files.report",
    "handbook": "handbook",
    "directory": "handbook",
    "locate": "laptop.places",
    "camera": "laptop.camera",
    "doctor": "laptop.doctor",
    "keys": "laptop.keys",
    "pin": "laptop.setting_up",
    "officer": "laptop.setting_up",
    "admin": "bureau.admin",
    "completion": "laptop.completion",
}
"""Every verb, in the order of `--help`, and the module of `cli.verbs` that has it."""


def run_verb(call: Call) -> int:
    """Run the verb that a call names, or explain it; return the exit code."""
    words = call.given.rest
    program = built(next((word for word in words if not word.startswith("-")), None))
    if call.given.wants_help:
        command, path = _explained(program, words)
        call.output.lines(page(command, path, _general(program)))
        return 0
    try:
        with program.make_context(PROGRAM, list(words), obj=call) as context:
            program.invoke(context)
    except typer.TyperException as error:
        _explain_error(call, error)
        return USAGE
    return call.exit_code


def _explain_error(call: Call, error: typer.TyperException) -> None:
    context = getattr(error, "ctx", None)
    if context is not None:
        path = context.command_path
        call.output.message(usage(context.command, path))
        call.output.message(_("Explained by: {call} --help").format(call=path))
    call.output.message(in_own_words(error).text(_))


def built(verb: str | None) -> TyperGroup:
    """Return the program with one verb, or with all of them where that one is unknown."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(help=_("A whole patrol shift in the terminal. Without a verb the screens open."))(
        _general_options
    )
    modules = [VERBS[verb]] if verb is not None and verb in VERBS else dict.fromkeys(VERBS.values())
    for module in modules:
        import_module(f"patrol_tui.cli.verbs.{module}").add(app)
    program = get_command(app)
    if not isinstance(program, TyperGroup):
        raise TypeError(type(program))
    order = list(VERBS)
    program.commands = dict(sorted(program.commands.items(), key=lambda one: order.index(one[0])))
    _take_help_options(program)
    return program


def _take_help_options(group: TyperGroup) -> None:
    # `--help` is taken out of the arguments before, so that it speaks our languages.
    group.add_help_option = False
    for command in group.commands.values():
        command.add_help_option = False
        if isinstance(command, TyperGroup):
            _take_help_options(command)


def _general_options(
    *,
    _home: Annotated[
        str | None,
        typer.Option(
            "--home",
            metavar="DIR",
            help=N_(
                "where everything of a station lies, or PATROL_HOME; else the system's folders"
            ),
        ),
    ] = None,
    _lang: Annotated[
        str | None, typer.Option("--lang", metavar="zh|en", help=N_("the language spoken"))
    ] = None,
    _touch: Annotated[
        bool, typer.Option("--touch", help=N_("screens with targets three rows high, for fingers"))
    ] = False,
    _pin_file: Annotated[
        str | None,
        typer.Option(
            "--pin-file", metavar="FILE", help=N_("holds the PIN; else PATROL_PIN or the prompt")
        ),
    ] = None,
    _json: Annotated[
        bool, typer.Option("--json", help=N_("one JSON document instead of text"))
    ] = False,
    _help: Annotated[bool, typer.Option("--help", "-h", help=N_("this page"))] = False,
    _version: Annotated[bool, typer.Option("--version", help=N_("the version"))] = False,
) -> None:
    """Declare what `arguments.split` takes out, for the help pages and for completion."""


def _general(program: TyperGroup) -> list[TyperOption]:
    return [one for one in program.params if isinstance(one, TyperOption)]


def _explained(program: TyperGroup, words: Sequence[str]) -> tuple[Command, str]:
    command: Command = program
    path = [PROGRAM]
    for word in words:
        inner = command.commands.get(word) if isinstance(command, TyperGroup) else None
        if not isinstance(inner, TyperCommand | TyperGroup):
            break
        command = inner
        path.append(word)
    return command, " ".join(path)


def complete(variable: str) -> int:
    """Answer what a shell asks while somebody types a call."""
    from typer._completion_classes import completion_init

    completion_init()
    built(None).main([], prog_name=PROGRAM, complete_var=variable)
    return USAGE
