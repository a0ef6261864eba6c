"""A shared database that is not there, or not ours: said in words; nothing lost, nothing sent."""

import hashlib
import os
import socket
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from patrol_tui import bootstrap
from tests.cli.laptop import Laptop

Two = tuple[Laptop, Laptop]


def let_share(laptop: Laptop, url: str) -> None:
    """Name another shared database in the settings."""
    home = bootstrap.open_home(laptop.home, {})
    bootstrap.keep_settings(home, replace(home.settings, shared_url=url))


def closed_port() -> int:
    """Return a port of this machine at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def digest(path: Path) -> str:
    """Return what tells whether a byte has changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.fault(5)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_server_that_does_not_answer_is_three_and_loses_nothing(
    two_laptops: Two, lang: str
) -> None:
    one, _other = two_laptops
    url = bootstrap.open_home(one.home, {}).settings.shared_url
    one.record()
    let_share(one, f"postgresql://patrol@127.0.0.1:{closed_port()}/patrol")
    said = one.call("sync", "--lang", lang)
    assert said.code == 3
    assert ("没有丢" in said.err or "不会丢" in said.err) == (lang == "zh")
    assert ("nothing is lost" in said.err.casefold()) == (lang == "en")
    assert one.json("status")["unsent_entries"] == 1
    let_share(one, url)
    assert one.json("sync")["state"] == "complete"


@pytest.mark.fault(5)
def test_a_server_that_hangs_up_is_unreachable(two_laptops: Two) -> None:
    """Something listens, and is no database."""
    one, _other = two_laptops
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)
        let_share(one, f"postgresql://patrol@127.0.0.1:{listener.getsockname()[1]}/patrol")
        said = hung_up(one, listener)
    assert said == 3
    assert one.json("verify")["ok"] is True


def hung_up(laptop: Laptop, listener: socket.socket) -> int:
    """Sync while a listener takes every call and hangs up; return the exit code."""
    import threading

    def answer() -> None:
        while True:
            try:
                listener.accept()[0].close()
            except OSError:
                return

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        return laptop.call("sync").code
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(20)


def other_programs_file(path: Path) -> None:
    """Make a SQLite file of something else."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE contact (name TEXT)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("content", ["sqlite", "noise", "empty"])
def test_a_file_of_something_else_is_refused_and_not_touched(
    two_laptops: Two, content: str
) -> None:
    one, _other = two_laptops
    foreign = one.home.with_name("contacts.db")
    if content == "sqlite":
        other_programs_file(foreign)
    else:
        foreign.write_bytes(os.urandom(8_192) if content == "noise" else b"")
    before = digest(foreign)
    one.record()
    let_share(one, f"sqlite:///{foreign}")
    said = one.call("sync")
    assert said.code == 1
    assert str(foreign) in said.err
    assert "Traceback" not in said.err
    assert digest(foreign) == before
    assert one.json("status")["unsent_entries"] == 1


def test_another_districts_database_takes_nothing_from_us(two_laptops: Two, laptop: Laptop) -> None:
    one, _other = two_laptops
    theirs = one.home.with_name("theirs.db")
    stranger = Laptop(one.home.with_name("stranger"), one.streams, one.clock)
    stranger.environ["PATROL_PIN"] = "246810"
    words = ("--station", "binhu", "--officer", "陌生人", "--badge", "9")
    stranger.ok("init", *words, "--shared", f"sqlite:///{theirs}")
    before = held(theirs)
    one.record()
    let_share(one, f"sqlite:///{theirs}")
    said = one.call("sync")
    assert said.code == 1
    assert "区" in said.err
    assert held(theirs) == before
    assert one.json("status")["unsent_entries"] == 1
    assert laptop.json("verify")["ok"] is True


def held(shared: Path) -> int:
    """Return how many entries a shared database holds."""
    connection = sqlite3.connect(shared)
    (count,) = connection.execute("SELECT count(*) FROM entry").fetchone()
    connection.close()
    return int(count)


@pytest.mark.parametrize("url", ["", "mysql://x/y", "sqlite:///", "postgresql://", "那个文件"])
def test_an_address_that_is_none_is_said_and_nothing_is_lost(two_laptops: Two, url: str) -> None:
    one, _other = two_laptops
    one.record()
    let_share(one, url)
    said = one.call("sync")
    assert "Traceback" not in said.err
    assert said.code in {0, 1, 2, 3}
    assert one.json("verify")["ok"] is True
