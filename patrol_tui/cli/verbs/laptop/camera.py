"""The camera's folder: which it is, and what is new in it: `camera`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from patrol_tui.cli.call import the_call
from patrol_tui.cli.shapes.of_station import Shape, Shapes
from patrol_tui.devices import camera
from patrol_tui.domain.language.errors import N_, PatrolError, Usage
from patrol_tui.language import _, current
from patrol_tui.services.session import Session

_RECENT_US = 12 * 3_600_000_000
_MB = 1_000_000


def add(app: typer.Typer) -> None:
    """Add the verb."""
    words = _("Say which photos are new in the camera's folder; with a folder, watch that one.")
    app.command("camera", help=words)(_camera)


def _camera(
    context: typer.Context,
    folder: Annotated[
        str | None, typer.Argument(metavar="FOLDER", help=N_("watch this folder from now on"))
    ] = None,
    *,
    none: Annotated[bool, typer.Option("--none", help=N_("watch no folder"))] = False,
) -> None:
    from patrol_tui import bootstrap

    call = the_call(context)
    if none and folder is not None:
        raise Usage(N_("Either a folder, or --none."))
    home = call.home()
    if none or folder is not None:
        chosen = "" if folder is None else str(Path(folder).expanduser().absolute())
        home = bootstrap.keep_settings(home, replace(home.settings, camera_folder=chosen))
    named = home.settings.camera_folder
    if not named:
        call.output.answer(
            {"folder": None, "problem": None, "photos": []},
            [_("No camera folder is set: `patrol-tui camera FOLDER`.")],
        )
        return
    path = Path(named).expanduser()
    problem = camera.folder_problem(path)
    with call.session() as session:
        photos = [] if problem is not None else _new(session, path, call.clock.now_us())
    body: Shape = {"folder": str(path), "problem": _said(problem), "photos": list(photos)}
    call.output.answer(body, [str(path), *([_said(problem)] if problem else map(_line, photos))])


def _new(session: Session, path: Path, now_us: int) -> list[Shape]:
    """Return what was put there lately and is not attached to anything on this laptop."""
    shapes, found = Shapes.of(session), list[Shape]()
    recent = (one for one in camera.photos_in(path) if one.modified_us >= now_us - _RECENT_US)
    for one in sorted(recent, key=lambda one: one.modified_us):
        problem = camera.unfit(one)
        if problem is None and session.blobs.has(camera.fingerprint(one.path)):
            continue
        found.append(
            {
                "path": str(one.path),
                "bytes": one.size_bytes,
                "modified_at": shapes.time(one.modified_us),
                "problem": _said(problem),
            }
        )
    return found


def _said(problem: PatrolError | None) -> str | None:
    return problem.text(_, current()) if problem is not None else None


def _line(photo: Shape) -> str:
    size = int(str(photo["bytes"])) / _MB
    return f"{size:6.1f} MB  {photo['path']}  {photo['problem'] or ''}".rstrip()
