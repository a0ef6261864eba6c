"""Sync by USB stick, over the real command line."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from patrol_tui.clock import FixedClock
from patrol_tui.devices.sample_photo import sample_photo
from tests.cli.laptop import BEGIN_US, Laptop


@dataclass(slots=True)
class Station:
    """A bureau with the shared database, two laptops that never reach it, and a stick."""

    bureau: Laptop
    first: Laptop
    second: Laptop
    stick: Path


@pytest.fixture(scope="session")
def enrolled_station(set_up_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the homes of a bureau and of two laptops that joined by bundle alone."""
    folder = tmp_path_factory.mktemp("station")
    shutil.copytree(set_up_home, folder / "bureau")
    clock = FixedClock(BEGIN_US)
    bureau = bootstrap.unlock(bootstrap.open_home(folder / "bureau", {}), None, None, clock)
    bureau = bootstrap.init_shared(bureau, f"sqlite:///{folder / 'shared.db'}", clock)
    made = [
        bootstrap.enrol(bureau, bootstrap.EnrolRequest("nanhu", name, badge), clock)
        for name, badge in (("李某", "0418"), ("赵某", "0419"))
    ]
    (folder / "shared.db").rename(folder / "away.db")
    for name, bundle in zip(("first", "second"), made, strict=True):
        home = bootstrap.open_home(folder / name, {})
        bootstrap.set_up_from_bundle(home, bundle.bundle, bundle.code, None, clock)
    (folder / "away.db").rename(folder / "shared.db")
    return folder


@pytest.fixture
def station(enrolled_station: Path, new_laptop: Callable[[str], Laptop], tmp_path: Path) -> Station:
    """Return copies of the three, of which only the bureau's knows where the database is."""
    bureau, first, second = (new_laptop(name) for name in ("bureau", "first", "second"))
    shutil.copyfile(enrolled_station / "shared.db", tmp_path / "shared.db")
    for laptop in (bureau, first, second):
        shutil.copytree(enrolled_station / laptop.home.name, laptop.home)
        laptop.clock = bureau.clock
        home = bootstrap.open_home(laptop.home, {})
        name = "shared.db" if laptop is bureau else "out_of_reach.db"
        url = f"sqlite:///{tmp_path / name}"
        bootstrap.keep_settings(home, replace(home.settings, shared_url=url))
    (tmp_path / "usb").mkdir()
    return Station(bureau, first, second, tmp_path / "usb" / "patrol.usb")


def photographed(laptop: Laptop) -> str:
    """Record an issue with a photo and return its number."""
    photo = laptop.home.parent / "photo.jpg"
    photo.write_bytes(sample_photo(1, size=(320, 240)))
    return laptop.record("--photo", str(photo))


def test_a_laptop_without_a_network_gets_its_receipt_by_stick(station: Station) -> None:
    first, bureau, stick = station.first, station.bureau, str(station.stick)
    number = photographed(first)
    written = first.json("package", "write", stick)
    assert (written["photos"], written["entries"] > 1) == (1, True)
    assert "小吃街口".encode() not in station.stick.read_bytes()
    # on the stick is not in the ledger
    said = first.call("receipt")
    assert said.code == 5
    assert "已上 U 盘" in said.out
    assert first.json("status")["on_stick"] == first.json("status")["unsent_entries"]

    taken = bureau.json("package", "read", stick)
    assert taken["entries"] == written["entries"]
    assert taken["carried"] == written["entries"]
    assert bureau.json("issue", "show", number)["in_shared"] is False
    assert bureau.json("package", "read", stick)["entries"] == 0
    assert bureau.json("sync")["state"] == "complete"
    assert bureau.json("issue", "show", number)["in_shared"] is True
    assert bureau.json("status")["carried"] == 0
    bureau.ok("package", "write", stick)

    back = first.json("package", "read", stick)
    assert back["receipts"] == written["entries"]
    assert first.json("issue", "show", number)["in_shared"] is True
    receipt = first.json("receipt")
    assert (receipt["complete"], receipt["photos"]) == (True, {"here": 1, "shared": 1})
    # a second time adds nothing
    digest = first.json("verify")["digest"]
    again = first.json("package", "read", stick)
    assert (again["entries"], again["receipts"], again["photos"]) == (0, 0, 0)
    assert first.json("verify")["digest"] == digest


def test_several_laptops_go_through_one_file(station: Station) -> None:
    first, second, bureau, stick = (
        station.first,
        station.second,
        station.bureau,
        str(station.stick),
    )
    ours = first.record()
    first.ok("package", "write", stick)
    # what stands on the stick is read before it is replaced, so nothing of the first is lost
    theirs = photographed(second)
    written = second.json("package", "write", stick)
    assert written["read_before"]["entries"] > 0
    assert second.json("issue", "show", ours)["in_shared"] is False
    assert second.json("status")["carried"] > 0

    bureau.ok("package", "read", stick)
    bureau.ok("sync")  # once it knows who joined, it sends their station's key
    bureau.ok("package", "write", stick)
    for laptop in (first, second):
        laptop.ok("package", "read", stick)
        assert laptop.json("receipt")["complete"] is True
        assert laptop.json("issue", "show", ours)["in_shared"] is True
        assert laptop.json("issue", "show", theirs)["in_shared"] is True
        assert laptop.json("status")["carried"] == 0
    digests = {laptop.json("verify")["digest"] for laptop in (first, second)}
    assert len(digests) == 1


def test_one_laptop_carries_what_another_wrote_to_the_shared_database(station: Station) -> None:
    first, second, stick = station.first, station.second, str(station.stick)
    number = first.record()
    first.ok("package", "write", stick)
    second.ok("package", "read", stick)
    home = bootstrap.open_home(second.home, {})
    url = f"sqlite:///{second.home.parent / 'shared.db'}"
    bootstrap.keep_settings(home, replace(home.settings, shared_url=url))
    assert second.json("sync")["state"] == "complete"
    assert second.json("issue", "show", number)["in_shared"] is True
    second.ok("package", "write", stick)
    assert first.json("package", "read", stick)["receipts"] > 0
    assert first.json("receipt")["complete"] is True


def test_both_ways_two_offices_see_one_conflict(station: Station) -> None:
    first, second, stick = station.first, station.second, str(station.stick)
    number = first.record()
    first.ok("package", "write", stick)
    second.ok("package", "read", stick)
    first.ok("issue", "set", number, "place=东侧")
    second.ok("issue", "set", number, "place=西侧")
    second.ok("package", "write", stick)
    first.ok("package", "read", stick)
    (listed,) = first.json("conflict", "list")["items"]
    assert listed["number"] == number


@pytest.mark.parametrize("part", [0.02, 0.3, 0.9])
def test_a_torn_file_is_refused_whole(station: Station, part: float) -> None:
    photographed(station.first)
    station.first.ok("package", "write", str(station.stick))
    whole = station.stick.read_bytes()
    station.stick.write_bytes(whole[: int(len(whole) * part)])
    said = station.bureau.call("package", "read", str(station.stick))
    assert said.code == 1
    assert "不完整" in said.err
    assert station.bureau.json("status")["carried"] == 0
    # the one that wrote it may write it anew
    station.first.ok("package", "write", str(station.stick))
    station.bureau.ok("package", "read", str(station.stick))


def test_any_flipped_byte_of_a_file_is_found(station: Station) -> None:
    station.first.record()
    station.first.ok("package", "write", str(station.stick))
    whole = station.stick.read_bytes()
    before = station.bureau.json("verify")["digest"]
    for at in range(0, len(whole), max(1, len(whole) // 7)):
        flipped = bytearray(whole)
        flipped[at] ^= 1
        station.stick.write_bytes(flipped)
        assert station.bureau.call("package", "read", str(station.stick)).code == 1, at
    assert station.bureau.json("verify")["digest"] == before


def test_what_is_no_package_is_neither_read_nor_replaced(station: Station) -> None:
    station.stick.write_bytes(b"somebody's letter")
    assert station.first.call("package", "read", str(station.stick)).code == 1
    assert station.first.call("package", "write", str(station.stick)).code == 1
    assert station.stick.read_bytes() == b"somebody's letter"
    missing = station.first.call("package", "read", str(station.stick.with_name("none")))
    assert (missing.code, "U 盘" in missing.err) == (1, True)


def test_another_district_can_do_nothing_with_it(station: Station, laptop: Laptop) -> None:
    station.first.record()
    station.first.ok("package", "write", str(station.stick))
    found = bootstrap.SetUp("binhu", "外人", "9999", None)
    home = laptop.home.with_name("stranger")
    bootstrap.set_up_alone(bootstrap.open_home(home, {}), found, None, FixedClock(BEGIN_US))
    stranger = Laptop(home, laptop.streams, laptop.clock)
    for way in ("read", "write"):
        said = stranger.call("package", way, str(station.stick))
        assert (said.code, "别的区" in said.err) == (1, True)
