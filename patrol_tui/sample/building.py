"""Builds the sample home: beside its place, then put there whole."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from patrol_tui import bootstrap
from patrol_tui.bootstrap import Home, Unlocked
from patrol_tui.clock import Clock, FixedClock
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.times import day_of
from patrol_tui.sample.crew import Crew
from patrol_tui.sample.duty import JIA, Duty, at
from patrol_tui.sample.story import Story

Progress = Callable[[int, int], None]

MARK = "sample"
SHARED_FILE = "shared.db"
_UNFINISHED = "sample-unfinished"
_MARK_TEXT = "A made-up station to try the program with. Nothing in it is real.\n"
_TOLD_EACH = 20
_FOUNDED_MIN = 9 * 60

NOT_EMPTY = N_("{path} holds something already. Nothing was changed; name another with --home.")
OTHER_DATABASE = N_(
    "The settings in {path} name a shared database of your own. The sample was not built; name "
    "another home with --home."
)
NOT_BUILT = N_("The sample could not be built in {path}: {error}.")


def is_demo(home: Home) -> bool:
    """Return whether a home was built as a sample."""
    return (home.places.data / MARK).exists()


def build_demo(home: Home, clock: Clock, progress: Progress) -> Unlocked:
    """Build a sample station with a fortnight's work that ends now, and open it.

    Interrupted, it leaves nothing that hinders the next try.

    Args:
        home: where; its data must not be there yet.
        clock: the present.
        progress: told how many steps are done of how many.

    Raises:
        Refused: something is there already, or the disk did not take it.
    """
    return build(home, clock, progress, Duty(clock.now_us()))


def build(home: Home, clock: Clock, progress: Progress, duty: Duty) -> Unlocked:
    """Build a sample station of as many days as `duty` has; see `build_demo`."""
    return put_up(home, clock, lambda folder, data: _live(folder, data, duty, progress))


def put_up(home: Home, clock: Clock, make: Callable[[Path, Path], Path]) -> Unlocked:
    """Put a sample home where nothing is, and open it.

    Args:
        home: where; its data must not be there yet.
        clock: the present.
        make: builds it in an empty folder, told too where its data will lie; returns the data.

    Raises:
        Refused: something is there already, or the disk did not take it.
    """
    _require_free(home)
    data = home.places.data
    unfinished = data.with_name(_UNFINISHED)
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        made = make(unfinished, data)
        (made / MARK).write_text(_MARK_TEXT, encoding="utf-8")
        if data.exists():
            data.rmdir()
        made.rename(data)
    except OSError as error:
        raise Refused(NOT_BUILT, path=data.parent, error=error.strerror or error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return bootstrap.unlock(home, JIA, None, clock)


def _require_free(home: Home) -> None:
    data = home.places.data
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise Refused(NOT_EMPTY, path=data)
    if home.settings.shared_url:
        raise Refused(OTHER_DATABASE, path=home.places.config)


def _live(folder: Path, final: Path, duty: Duty, progress: Progress) -> Path:
    """Live the story through and return the folder of the first laptop's data."""
    shared = folder / SHARED_FILE
    catalog, problems = bootstrap.shipped_catalog()
    if problems:
        raise problems[0].error
    acts = Story(duty, catalog, folder / "camera").acts()
    progress(0, len(acts))
    founded = day_of(acts[0].at_us) - timedelta(days=1)
    with Crew(folder, shared, FixedClock(at(founded, _FOUNDED_MIN))) as crew:
        for done, act in enumerate(acts, 1):
            crew.perform(act)
            if done % _TOLD_EACH == 0 or done == len(acts):
                progress(done, len(acts))
        made = crew.leave(f"sqlite:///{final / SHARED_FILE}")
    shared.rename(made / SHARED_FILE)
    return made
