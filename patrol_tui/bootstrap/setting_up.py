"""Setting laptops and districts up."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from patrol_tui.bootstrap.homes import (
    LEDGER_FILE,
    SHARED_URL,
    Home,
    Unlocked,
    keep_settings,
    unlock,
)
from patrol_tui.bootstrap.sessions import open_session, open_store, shared_url, sync_once
from patrol_tui.bootstrap.shipped import shipped_catalog
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from patrol_tui.clock import Clock
    from patrol_tui.domain.language.problem import Problem
    from patrol_tui.domain.language.words import Words
    from patrol_tui.ledger.found import NewHome
    from patrol_tui.sync.enrolment import Enrolled

_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a laptop is set up with that is its own bureau.

    Attributes:
        station: id or code of its home station.
        officer: the officer's name.
        badge: number of the officer's certificate.
        shared_url: the shared database to make this district's, or None.
    """

    station: str
    officer: str
    badge: str
    shared_url: str | None = None


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """A laptop to be let into the district.

    Attributes:
        station: id or code of its home station.
        officer: the officer's name.
        badge: number of the officer's certificate; None makes one.
        role: what the officer may do.
        rename: the officer who carries the badge is given this name.
    """

    station: str
    officer: str
    badge: str | None = None
    role: str = "officer"
    rename: bool = False


def set_up_alone(home: Home, wanted: SetUp, pin: str | None, clock: "Clock") -> Unlocked:
    """Set a laptop up as a district of its own; with a shared database, make it the district's.

    Raises:
        Refused: the home is set up, the shared database has a district, or the PIN is none.
        Unreachable: the shared database does not answer; nothing was set up.
    """
    from patrol_tui.ledger.disk.space import Ballast
    from patrol_tui.ledger.found import Founder, found
    from patrol_tui.sync.enrolment import refuse_initialised
    from patrol_tui.sync.reaching.address import read_address

    catalog, problems = shipped_catalog()
    if problems:
        raise _told(problems)
    if wanted.shared_url:
        refuse_initialised(read_address(wanted.shared_url), clock)
    station = catalog.station(wanted.station)
    founder = Founder(wanted.badge, wanted.officer, station.id, station.name)
    found(_new_home(home, pin, clock), founder, catalog.items(), clock.now_us())
    unlocked = unlock(home, wanted.badge, pin, clock)
    Ballast(home.places.data).ensure()
    store = open_store(unlocked, clock)
    try:
        store.tidy()
    finally:
        store.close()
    return init_shared(unlocked, wanted.shared_url, clock) if wanted.shared_url else unlocked


def set_up_from_bundle(
    home: Home, bundle: bytes, code: str, pin: str | None, clock: "Clock"
) -> Unlocked:
    """Set a laptop up by what the bureau made for it, and tell the district where it is reached.

    Raises:
        Refused: wrong code, used bundle, or the home is set up; nothing was changed.
        Corrupt: the bundle is damaged.
    """
    from patrol_tui.ledger.disk.space import Ballast
    from patrol_tui.sync.enrolment import join
    from patrol_tui.sync.flights.shared import open_shared
    from patrol_tui.sync.reaching.address import read_address

    joined = join(
        _new_home(home, pin, clock),
        bundle,
        code,
        lambda read: open_shared(read_address(read.url), read.root_key, read.device, clock),
        clock,
    )
    unlocked = unlock(home, joined.badge, pin, clock)
    Ballast(home.places.data).ensure()
    store = open_store(unlocked, clock)
    try:
        store.set_meta(SHARED_URL, joined.url)
        store.tidy()
    finally:
        store.close()
    sync_once(unlocked, clock)
    return unlocked


def init_shared(unlocked: Unlocked, url: str, clock: "Clock") -> Unlocked:
    """Make a shared database this district's, remember it, and send what is here.

    Raises:
        Refused: it is another district's, or this laptop is not its district's root.
        Unreachable: it does not answer.
    """
    from patrol_tui.ledger.identity import read_identity
    from patrol_tui.sync import enrolment
    from patrol_tui.sync.reaching.address import read_address

    address = read_address(url)
    identity = read_identity(unlocked.home.places.data / LEDGER_FILE, unlocked.key)
    store = open_store(unlocked, clock)
    try:
        enrolment.init_shared(store, identity, address, clock)
    finally:
        store.close()
    home = keep_settings(unlocked.home, replace(unlocked.home.settings, shared_url=address.url))
    told = replace(unlocked, home=home)
    result = sync_once(told, clock)
    if result.state in {"unreachable", "refused"} and result.reason is not None:
        raise result.reason
    return told


def enrol(unlocked: Unlocked, wanted: EnrolRequest, clock: "Clock") -> "Enrolled":
    """Let a laptop into the district and return its bundle with the code that opens it.

    Raises:
        Refused: it is not the bureau that asks, or there is no such station or role.
        Unreachable: the shared database does not answer.
    """
    from patrol_tui.services.bureau.enrol import Enrolment
    from patrol_tui.sync import enrolment
    from patrol_tui.sync.reaching.address import read_address

    session = open_session(unlocked, clock)
    store = open_store(unlocked, clock)
    try:
        return enrolment.enrol(
            store,
            session.catalog,
            Enrolment(wanted.station, wanted.officer, wanted.badge, wanted.role, wanted.rename),
            read_address(shared_url(unlocked.home, store)),
            lambda: session.sync(lambda _progress: None, lambda: False),
            clock,
        )
    finally:
        store.close()
        session.close()


def enrol_to_file(
    unlocked: Unlocked, wanted: EnrolRequest, path: "Path", clock: "Clock"
) -> "Enrolled":
    """Let a laptop into the district and write its bundle, its folder too; return its code.

    Raises:
        Refused: as `enrol`; or the file could not be written, and nobody was let in.
        Unreachable: the shared database does not answer.
    """
    from patrol_tui.documents.staging import staged
    from patrol_tui.ledger.disk.space import make_directory

    make_directory(path.parent)
    # the file is opened first: nobody is let in by a bundle that could not be written
    with staged(path) as stage:
        made = enrol(unlocked, wanted, clock)
        stage.file.write(made.bundle)
    return made


def _told(problems: "Sequence[Problem]") -> Refused:
    """Return what is wrong with the data, a line a mistake."""
    told: dict[str, Phrase] = {}
    for problem in problems[:_MOST_TOLD]:
        params = cast("Mapping[str, str | int | Words | Phrase]", problem.error.params)
        what = Phrase(problem.error.template, params)
        place = f"{problem.path}:{problem.line}" if problem.line else problem.path
        told[f"line{len(told)}"] = Phrase("{place}: {what}", {"place": place, "what": what})
    if left := len(problems) - len(told):
        told[f"line{len(told)}"] = Phrase(N_("Further mistakes: {count}"), {"count": left})
    return Refused("\n".join(f"{{{name}}}" for name in told), **told)


def _new_home(home: Home, pin: str | None, clock: "Clock") -> "NewHome":
    from patrol_tui.domain.times import offset_min
    from patrol_tui.ledger.found import NewHome

    return NewHome(home.places.data, pin, offset_min(clock.now_us()))
