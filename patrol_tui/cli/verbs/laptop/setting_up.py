"""Setting a laptop up: `init`, `demo`, `pin change`."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from platformdirs import PlatformDirs

from patrol_tui.cli.call import Call, the_call
from patrol_tui.cli.open_tui import must_have_terminal, show
from patrol_tui.cli.parameters import Rename
from patrol_tui.cli.pins import bundle_code, fresh_pin, new_pin
from patrol_tui.cli.shapes.of_station import said
from patrol_tui.domain.language.errors import N_, Corrupt, Refused, Usage
from patrol_tui.domain.language.os_reasons import reason_of
from patrol_tui.domain.pin import advice
from patrol_tui.language import _

if TYPE_CHECKING:
    from patrol_tui.bootstrap import Home, Unlocked

NewPinFile = Annotated[
    Path | None, typer.Option("--new-pin-file", metavar="FILE", help=N_("holds the new PIN"))
]
Badge = Annotated[
    str | None, typer.Option("--badge", metavar="NO", help=N_("number of the certificate"))
]
SET_UP_ALREADY = N_("{path} is set up already. Nothing was changed; name another with --home.")


def add(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command(
        "demo", help=_("Open a sample station with a fortnight's work; it asks for no PIN.")
    )(_demo)
    app.command("init", help=_("Set this laptop up without the screens."))(_init)
    group = typer.Typer(help=_("Your own PIN."))
    group.command("change", help=_("Change your PIN."))(_change_pin)
    group.command("recover", help=_("Set a new PIN by the bureau's code."))(_recover_pin)
    app.add_typer(group, name="pin")
    officers = typer.Typer(help=_("Who uses this laptop."))
    officers.command("add", help=_("Let a further officer use this laptop, with an own PIN."))(
        _add_officer
    )
    app.add_typer(officers, name="officer")


def _demo(
    context: typer.Context,
    *,
    prepare: Annotated[
        bool, typer.Option("--prepare", help=N_("only build it and print its folder"))
    ] = False,
) -> None:
    call = the_call(context)
    if not prepare:
        must_have_terminal(call.environ)
    home = _demo_home(call)
    root = home.places.data.parent
    if prepare:
        call.output.answer({"home": str(root)}, [str(root)])
        return
    call.exit_code = show(home, call.given, call.clock)


def _demo_home(call: Call) -> "Home":
    from patrol_tui import bootstrap
    from patrol_tui.sample import build_demo, is_demo

    named = call.given.home or call.environ.get("PATROL_HOME")
    own = PlatformDirs("patrol-tui-demo", appauthor=False).user_data_path
    home = bootstrap.open_home(Path(named) if named else own, call.environ)
    if not home.is_set_up():
        build_demo(home, call.clock, _progress(call))
        call.output.end_progress()
    elif not is_demo(home):
        raise Refused(SET_UP_ALREADY, path=home.places.data.parent)
    return bootstrap.open_home(Path(named) if named else own, call.environ)


def _progress(call: Call) -> Callable[[int, int], None]:
    def show_progress(done: int, total: int) -> None:
        call.output.progress(
            _("building the sample {done} / {total}").format(done=done, total=total)
        )

    return show_progress


def _init(
    context: typer.Context,
    *,
    bundle: Annotated[
        Path | None,
        typer.Option("--bundle", metavar="FILE", help=N_("what `admin enrol` made for it")),
    ] = None,
    code_file: Annotated[
        Path | None,
        typer.Option(
            "--code-file",
            metavar="FILE",
            help=N_("holds the bundle's code; else PATROL_BUNDLE_CODE or the prompt"),
        ),
    ] = None,
    station: Annotated[
        str | None, typer.Option("--station", metavar="CODE", help=N_("the station it serves"))
    ] = None,
    officer: Annotated[
        str | None, typer.Option("--officer", metavar="NAME", help=N_("who works with it"))
    ] = None,
    badge: Annotated[
        str | None, typer.Option("--badge", metavar="NO", help=N_("number of the certificate"))
    ] = None,
    shared: Annotated[
        str | None,
        typer.Option("--shared", metavar="URL", help=N_("sqlite:///FILE or postgresql://...")),
    ] = None,
) -> None:
    call = the_call(context)
    home = call.home()
    if home.is_set_up():
        raise Refused(SET_UP_ALREADY, path=home.places.data.parent)
    if bundle is not None:
        if station or officer or badge or shared:
            raise Usage(N_("A bundle says all: give no --station, --officer, --badge or --shared."))
        unlocked = _from_bundle(call, bundle, code_file)
    else:
        unlocked = _alone(call, station, officer, badge, shared)
    _tell(call, unlocked)


def _from_bundle(call: Call, bundle: Path, code_file: Path | None) -> "Unlocked":
    from patrol_tui import bootstrap

    try:
        content = bundle.read_bytes()
    except OSError as error:
        template = N_("{path} cannot be read: {error}.")
        raise Refused(template, path=bundle, error=reason_of(error)) from error
    code = bundle_code(code_file, call.environ)
    pin = _advised(call, new_pin(call.given.pin_file, call.environ))
    try:
        return bootstrap.set_up_from_bundle(call.home(), content, code, pin, call.clock)
    except Corrupt as error:  # the exit code of verification speaks of the ledger, not of files
        raise Refused(error.template, **error.params) from error


def _alone(
    call: Call, station: str | None, officer: str | None, badge: str | None, shared: str | None
) -> "Unlocked":
    from patrol_tui import bootstrap

    if station is None or officer is None or badge is None:
        raise Usage(N_("Give --bundle FILE, or --station, --officer and --badge."))
    request = bootstrap.SetUp(station=station, officer=officer, badge=badge, shared_url=shared)
    pin = _advised(call, new_pin(call.given.pin_file, call.environ))
    return bootstrap.set_up_alone(call.home(), request, pin, call.clock)


def _tell(call: Call, unlocked: "Unlocked") -> None:
    from patrol_tui import bootstrap

    session = bootstrap.open_session(unlocked, call.clock)
    try:
        writer = session.ledger.writer
        station = session.catalog.station(writer.station_code)
    finally:
        session.close()
    body = {
        "home": str(call.home().places.data.parent),
        "officer": writer.name,
        "badge": writer.badge,
        "station": writer.station_code,
        "device": f"{writer.device_number:02d}",
    }
    told = _("{officer} ({badge}) may begin at {station}: patrol-tui opens the screens.").format(
        officer=writer.name, badge=writer.badge, station=said(station.name)
    )
    call.output.answer(body, said=told)


def _change_pin(
    context: typer.Context,
    *,
    new_pin_file: Annotated[
        Path | None,
        typer.Option("--new-pin-file", metavar="FILE", help=N_("holds the new PIN")),
    ] = None,
) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    unlocked = call.unlocked()
    bootstrap.change_pin(unlocked, _fresh_pin(call, new_pin_file))
    call.output.answer({"badge": unlocked.card.badge}, said=_("The PIN is changed."))


def _recover_pin(
    context: typer.Context,
    *,
    badge: Badge = None,
    code_file: Annotated[
        Path | None,
        typer.Option("--code-file", metavar="FILE", help=N_("holds the bureau's code")),
    ] = None,
    new_pin_file: NewPinFile = None,
) -> None:
    from patrol_tui import bootstrap
    from patrol_tui.cli.pins import recovery_code

    call = the_call(context)
    code = recovery_code(code_file, call.environ)
    whose = bootstrap.recover_pin(call.home(), badge, code, _fresh_pin(call, new_pin_file))
    call.output.answer({"badge": whose}, said=_("The new PIN holds. Nothing is lost."))


def _add_officer(
    context: typer.Context,
    *,
    badge: Annotated[
        str, typer.Option("--badge", metavar="NO", help=N_("number of the certificate"))
    ],
    officer: Annotated[
        str,
        typer.Option("--officer", metavar="NAME", help=N_("at the bureau: one who is new")),
    ] = "",
    rename: Rename = False,
    new_pin_file: NewPinFile = None,
) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    unlocked = call.unlocked()
    fresh = _fresh_pin(call, new_pin_file)
    name = bootstrap.add_officer(unlocked, badge, officer, fresh, call.clock, rename=rename)
    told = _("{name} may use this laptop with an own PIN.").format(name=name)
    call.output.answer({"badge": badge, "name": name}, said=told)


def _fresh_pin(call: Call, new_pin_file: Path | None) -> str:
    return _advised(call, fresh_pin(new_pin_file, call.environ))


def _advised(call: Call, pin: str) -> str:
    """Say why a new PIN is weak, if it is; it holds all the same."""
    why = advice(pin)
    if why is not None:
        call.output.message(_(why))
    return pin
