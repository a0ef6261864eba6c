"""Laptops for the command line: set up once, copied for each test."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.clock import FixedClock
from tests.cli.laptop import BEGIN_US, Laptop


@pytest.fixture(scope="session")
def set_up_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that asks for no PIN, as it is just after it was set up."""
    folder = tmp_path_factory.mktemp("home")
    home = bootstrap.open_home(folder, {})
    wanted = bootstrap.SetUp("binhu", "王某", "0412", None)
    bootstrap.set_up_alone(home, wanted, None, FixedClock(BEGIN_US))
    return folder


@pytest.fixture
def new_laptop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Laptop]:
    """Return what makes laptops that are not set up."""

    def make(name: str) -> Laptop:
        return Laptop(tmp_path / name, capsys, FixedClock(BEGIN_US))

    return make


@pytest.fixture
def laptop(set_up_home: Path, new_laptop: Callable[[str], Laptop]) -> Laptop:
    """Return a laptop of the station by the lake, set up and empty."""
    made = new_laptop("laptop")
    shutil.copytree(set_up_home, made.home)
    return made


@pytest.fixture(scope="session")
def set_up_district(set_up_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two homes, their shared database, and the bundle of the second."""
    folder = tmp_path_factory.mktemp("district")
    shutil.copytree(set_up_home, folder / "one")
    clock = FixedClock(BEGIN_US)
    bureau = bootstrap.unlock(bootstrap.open_home(folder / "one", {}), None, None, clock)
    bureau = bootstrap.init_shared(bureau, f"sqlite:///{folder / 'shared.db'}", clock)
    wanted = bootstrap.EnrolRequest("binhu", "李某", "0418", "officer")
    made = bootstrap.enrol(bureau, wanted, clock)
    other = bootstrap.open_home(folder / "other", {})
    bootstrap.set_up_from_bundle(other, made.bundle, made.code, None, clock)
    return folder


@pytest.fixture
def two_laptops(
    set_up_district: Path, new_laptop: Callable[[str], Laptop]
) -> tuple[Laptop, Laptop]:
    """Return the bureau's laptop and one that it enrolled, over one shared database."""
    one, other = new_laptop("one"), new_laptop("other")
    other.clock = one.clock
    shutil.copyfile(set_up_district / "shared.db", one.home.parent / "shared.db")
    for made in (one, other):
        shutil.copytree(set_up_district / made.home.name, made.home)
        home = bootstrap.open_home(made.home, {})
        url = f"sqlite:///{made.home.parent / 'shared.db'}"
        bootstrap.keep_settings(home, replace(home.settings, shared_url=url))
    return one, other
