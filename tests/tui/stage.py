"""A station to try the screens on: the real rules and catalogue over a ledger in memory.

    stage = Stage()
    stage.do(StartPatrol(route="binhu_north"), Arrive("north_gate"))
    async with stage.opened() as pilot:          # unlocked, Today in front, 80x24
        await stage.press(pilot, "2", "enter")   # and everything that follows is done
        assert "小区正门" in stage.text()
        stage.matches("patrol")                  # tests/tui/golden/patrol.txt
    async with stage.opened("record", kind="fire_lane") as pilot:  # straight to a screen
        ...

`PATROL_GOLDEN=write` writes the golden files anew: look at them before you commit them.
"""

import hashlib
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.pilot import Pilot
from textual.widget import Widget

from patrol_tui.bootstrap import Left, Rebuilt
from patrol_tui.catalog_files import load_catalog, load_pinyin
from patrol_tui.clock import FixedClock
from patrol_tui.devices.photos import blackened as blacken
from patrol_tui.devices.photos import read_photo
from patrol_tui.devices.position.receiver import Heard
from patrol_tui.domain.catalog import Catalog, Words
from patrol_tui.domain.geo import Boundaries
from patrol_tui.domain.language.errors import NotFound, PatrolError, Refused
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.times import parse_time
from patrol_tui.language import set_language
from patrol_tui.ledger.second.remaking import Mended
from patrol_tui.services.bureau.devices import revoking_draft
from patrol_tui.services.office import Done, Office
from patrol_tui.services.patrol.tracks import Tracks
from patrol_tui.services.photos.photos import Photos
from patrol_tui.services.requests import Request
from patrol_tui.services.session import Session, StickRunner
from patrol_tui.services.syncing.sync import Cancel, SyncProgress, SyncResult
from patrol_tui.settings import Places, Settings
from patrol_tui.tui.entering.door import NewLaptop, NewStation
from patrol_tui.tui.host.app import PatrolApp
from patrol_tui.tui.screen_table import make_screen
from tests.services.memory import MemoryLedger, MemoryOpenPoints, writer

if TYPE_CHECKING:
    from patrol_tui.domain.language.problem import Problem
    from patrol_tui.services.exports.receipt import Receipt

GOLDEN = Path(__file__).with_name("golden")
MORNING_US = parse_time("2026-11-23T10:32", 0)
MINUTE_US = 60_000_000
PIN = "246810"
_LAST_PAUSES = 20


@cache
def shipped() -> Catalog:
    """Return the catalogue that comes with the program."""
    return load_catalog()[0]


@cache
def readings() -> Pinyin:
    """Return the readings of Chinese characters."""
    return load_pinyin()


@dataclass
class MemoryDraft:
    key: str
    text: str
    saved_at_us: int


class MemoryDrafts:
    """Drafts in memory; `fails` makes the disk refuse."""

    def __init__(self) -> None:
        self.held: dict[str, MemoryDraft] = {}
        self.fails: Refused | None = None

    def save(self, key: str, text: str, saved_at_us: int) -> None:
        if self.fails is not None:
            raise self.fails
        self.held[key] = MemoryDraft(key, text, saved_at_us)

    def load(self, key: str) -> MemoryDraft | None:
        return self.held.get(key)

    def kept(self) -> Sequence[MemoryDraft]:
        return sorted(self.held.values(), key=lambda draft: -draft.saved_at_us)

    def delete(self, key: str) -> None:
        self.held.pop(key, None)

    def settle(self, key: str, write_entry: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever it writes
        written = write_entry()
        self.delete(key)
        return written


class MemoryBlobs:
    """Photos in memory."""

    def __init__(self) -> None:
        self.held: dict[bytes, bytes] = {}
        self.thumbnails: dict[bytes, bytes] = {}

    def get(self, name: bytes) -> bytes:
        if name not in self.held:
            raise NotFound("no photo")
        return self.held[name]

    def has(self, name: bytes) -> bool:
        return name in self.held

    def thumbnail(self, name: bytes) -> bytes | None:
        return self.thumbnails.get(name)

    def put(self, content: bytes, media_type: str, thumbnail: bytes | None = None) -> bytes:
        del media_type
        name = hashlib.sha256(content).digest()
        if thumbnail is not None:
            self.thumbnails[name] = thumbnail
        self.held[name] = content
        return name


@dataclass
class StageCard:
    badge: str = "0417"
    name: str = "队员甲"
    station: Words = field(default_factory=lambda: Words("滨湖站", "Binhu Station"))
    is_open: bool = True


def _all_at_once(progress: Callable[[int, int], bool]) -> Rebuilt:
    progress(7, 7)
    return Rebuilt(7, Mended(9), 0)


class StageHome:
    """An unlocked home over the stage's ledger."""

    def __init__(self, stage: "Stage", *, has_pin: bool) -> None:
        self.stage = stage
        self.has_pin = has_pin
        self.progress: Callable[[int, int], bool] | None = None

    def is_linked(self, session: Session) -> bool:
        del session
        return bool(self.stage.settings.shared_url)

    def session(self) -> Session:
        if self.stage.damage is not None:
            raise self.stage.damage
        if self.stage.bring_up is not None and self.progress is not None:
            self.stage.bring_up(self.progress)
        return self.stage.session()

    def receiver(self, told: Callable[[Heard], None]) -> "StageReceiver | None":
        if self.stage.settings.gps == "auto":
            return None
        self.stage.receiver = StageReceiver(told)
        return self.stage.receiver

    def sync_side(self) -> "StageSync":
        return StageSync(self.stage)

    def what_is_left(self) -> Left:
        return Left(has_file=True, copied=1204, newest_us=self.stage.clock.now_us(), is_linked=True)

    def rebuild(self, progress: Callable[[int, int], bool]) -> Rebuilt:
        self.stage.check()
        return self.stage.rebuild(progress)

    def add_officer(self, badge: str, name: str, pin: str, *, rename: bool = False) -> str:
        self.stage.check()
        called = name or "队员丙"
        self.stage.added.append((badge, called, pin + " renamed" * rename))
        self.stage.cards.append(StageCard(badge, called, is_open=False))
        return called

    def let_in(self, new: NewLaptop, path: Path) -> str:
        self.stage.check()
        self.stage.added.append((new.officer, new.badge, f"{new.station} {new.role} {path}"))
        self.stage.added += [("renamed", new.badge, new.officer)] * new.rename
        return "8J3C-N2PP-QQWB-YNE9-ECQE"

    def shut_out(self, device: bytes, reason: str) -> None:
        self.stage.check()
        ledger: Any = self.stage.ledger
        state = ledger.state(device)
        ledger.append((revoking_draft(state, (), reason),), self.stage.clock.now_us())

    def release(self, entry: bytes, reason: str) -> None:
        self.stage.check()
        self.stage.ledger.in_quarantine.discard(entry)
        self.stage.added.append((entry.hex(), reason, ""))

    def recovery_code(self, device: bytes) -> str:
        self.stage.check()
        del device
        return "-".join(["AB12"] * 16)


@dataclass
class StageReceiver:
    """A receiver that says what a test wants."""

    told: Callable[[Heard], None]
    is_heard: bool = False

    def start(self) -> None:
        self.is_heard = True

    def stop(self) -> None:
        self.is_heard = False


class StageSync:
    """Syncs with a session of its own, in the thread that asks; it counts as an open session."""

    def __init__(self, stage: "Stage") -> None:
        self._stage = stage
        self._session: Session | None = None
        self._is_stopped = False

    def sync(
        self, progress: Callable[[SyncProgress], None], *, with_photos: bool = True
    ) -> SyncResult:
        self._session = self._session or self._stage.session()
        self._is_stopped = False
        self._stage.synced_photos.append(with_photos)
        return self._session.sync(progress, lambda: self._is_stopped)

    def stop(self) -> None:
        self._is_stopped = True

    def close(self) -> None:
        if self._session is not None:
            self._session.close()


class StageDoor:
    """The way into the stage's home, without files or keys."""

    def __init__(self, stage: "Stage") -> None:
        self.stage = stage
        self.places = Places(Path("/stage/config"), Path("/stage/data"), Path("/stage/log"))
        self.settings = stage.settings
        self.problems: tuple[Problem, ...] = stage.problems
        self.kept: list[Settings] = []
        self.tried: list[tuple[str, str | None]] = []
        self.recovered: list[tuple[str, str]] = []
        self.set_up: list[tuple[object, str]] = []

    def keep(self, settings: Settings) -> None:
        self.kept.append(settings)

    def cards(self) -> Sequence[StageCard]:
        return self.stage.cards

    def load_ahead(self) -> None:
        """Have everything loaded."""

    def unlock(self, badge: str, pin: str | None) -> StageHome:
        self.tried.append((badge, pin))
        card = next(card for card in self.stage.cards if card.badge == badge)
        pins = {PIN, *(new for whose, new in self.recovered if whose == badge)}
        if not card.is_open and pin not in pins:
            wait_s = self.stage.wait_s
            raise Refused("Wrong PIN. Nothing is lost; try again in {wait_s} s.", wait_s=wait_s)
        return StageHome(self.stage, has_pin=not card.is_open)

    def change_pin(self, badge: str, old: str, new: str) -> None:
        if old != PIN:
            raise Refused("Wrong PIN. Nothing is lost.")
        self.tried.append((badge, new))

    def check_code(self, code: str) -> None:
        if code != "ABCD-EFGH":
            raise Refused("This is not the bureau's code, or a sign of it is wrong.")

    def recover_pin(self, badge: str, code: str, new: str) -> None:
        self.check_code(code)
        if badge in self.stage.strangers:
            raise Refused("This key is not the one of this home.")
        self.recovered.append((badge, new))

    def set_up_alone(self, new: NewStation, pin: str) -> StageHome:
        self.set_up.append((new, pin))
        return StageHome(self.stage, has_pin=True)

    def set_up_from_bundle(self, bundle: Path, code: str, pin: str) -> StageHome:
        if code != "ABCD-EFGH":
            raise Refused("The code does not open this file.")
        self.set_up.append((bundle, pin))
        return StageHome(self.stage, has_pin=True)

    def shipped_catalog(self) -> Catalog:
        return shipped()

    def pinyin(self) -> Pinyin:
        return readings()

    def boundaries(self) -> Boundaries:
        return self.stage.boundaries

    def battery_percent(self) -> int | None:
        return 64


class Stage:
    """A home with a fixed clock, and an app to look at it through.

    Attributes:
        clock: stands at Monday, 23 November 2026, 10:32, until it is moved.
        ledger: what is written; `stage.ledger.shared` holds what the shared ledger has.
        cards: who may open the home; none means that it is to be set up.
        is_held_up: whether a reader keeps the log of writes from being emptied.
        damage: what is wrong with the ledger, if anything is.
        bring_up: what brings the lists of an older ledger up when it is opened.
        rebuild: what mending does.
        refuses: what the bureau's work fails with.
        added: officers that were let in: badge, name, PIN.
        strangers: badges whose code of the bureau is that of another home.
        sync: what a sync does: told its progress, answers its result.
        receipt: what the receipt says.
        stick: what writes and reads files of a stick.
    """

    def __init__(self, *, settings: Settings | None = None, at_us: int = MORNING_US) -> None:
        self.settings = settings or Settings()
        self.clock = FixedClock(at_us)
        self.ledger = MemoryLedger(writer(), shipped().items())
        self.drafts = MemoryDrafts()
        self.blobs = MemoryBlobs()
        self.walked = MemoryOpenPoints()
        self.cards = [StageCard()]
        self.wait_s = 0
        self.strangers: set[str] = set()
        self.damage: PatrolError | None = None
        self.bring_up: Callable[[Callable[[int, int], bool]], None] | None = None
        self.refuses: PatrolError | None = None
        self.rebuild: Callable[[Callable[[int, int], bool]], Rebuilt] = _all_at_once
        self.added: list[tuple[str, str, str]] = []
        self.problems: tuple[Problem, ...] = ()
        self.photos_waiting = 0
        self.catalog = shipped()
        self.sync: Callable[[Callable[[SyncProgress], None], Cancel], SyncResult] | None = None
        self.receipt: Callable[[], Receipt] | None = None
        self.synced_photos: list[bool] = []
        self.stick: StickRunner | None = None
        self.receiver: StageReceiver | None = None
        self.boundaries: Boundaries = ()
        self.open_sessions = 0
        self.rests = 0
        self.is_held_up = False
        self.app: PatrolApp | None = None
        self._pilot: Pilot[int] | None = None
        set_language(self.settings.language)

    def home_in(self, folder: Path) -> None:
        """Have the home of the running app lie in a folder, its data in `data`."""
        door = self.front.door
        if not isinstance(door, StageDoor):
            raise TypeError(door)
        door.places = Places(folder, folder / "data", folder)

    def check(self) -> None:
        """Refuse what a test wants refused."""
        if self.refuses is not None:
            raise self.refuses

    def session(self) -> Session:
        """Open the home once more."""
        self.open_sessions += 1

        def close() -> None:
            self.open_sessions -= 1

        def sync(
            progress: Callable[[SyncProgress], None], cancel: Cancel, *, with_photos: bool = True
        ) -> SyncResult:
            del with_photos
            if self.sync is None:
                raise AssertionError("the stage was given no sync")
            return self.sync(progress, cancel)

        def receipt() -> "Receipt":
            if self.receipt is None:
                raise AssertionError("the stage was given no receipt")
            return self.receipt()

        def stick() -> StickRunner:
            if self.stick is None:
                raise AssertionError("the stage was given no stick")
            return self.stick

        ledger: Any = self.ledger  # fulfils what the screens use
        return Session(
            ledger=ledger,
            office=self.office(),
            blobs=self.blobs,
            drafts=self.drafts,
            tracks=self.tracks(),
            clock=self.clock,
            sync=sync,
            stick=stick,
            receipt=receipt,
            unsent_photos=lambda: self.photos_waiting,
            read_catalog=lambda: self.catalog,
            rest=self._rest,
            close=close,
        )

    def _rest(self) -> bool:
        self.rests += 1
        return self.is_held_up

    def office(self) -> Office:
        """Return the way in which the stage writes."""
        ledger: Any = self.ledger
        return Office(ledger, lambda: self.catalog, self.photos(), self.clock, self.tracks())

    def tracks(self) -> Tracks:
        """Return where patrols went."""
        return Tracks(self.walked, self.blobs)

    def photos(self) -> Photos:
        """Return what takes photo files in."""
        return Photos(self.blobs, read_photo, blacken)

    def do(self, *requests: Request, minutes: int = 0) -> Done:
        """Write requests one after the other; the clock moves on after each.

        Returns:
            What the last one wrote.
        """
        office = self.office()
        done: Done | None = None
        for request in requests:
            done = office.perform(request)
            self.clock.advance(minutes * MINUTE_US)
        if done is None:
            raise AssertionError("nothing was asked for")
        return done

    @asynccontextmanager
    async def running(self, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
        """Run the app from its first screen on."""
        self.app = PatrolApp(StageDoor(self), self.clock)
        async with self.app.run_test(size=size) as pilot:
            self._pilot = pilot
            await self.settle(pilot)
            yield pilot

    @asynccontextmanager
    async def opened(
        self,
        name: str = "today",
        size: Any = (80, 24),  # noqa: ANN401 - what is given comes as a dictionary
        **given: Any,  # noqa: ANN401 - as above
    ) -> AsyncIterator[Pilot[int]]:
        """Run the app with its home open and a screen in front: Today, or another over it."""
        async with self.running(size) as pilot:
            if name != "today":
                await self.front.push_screen(make_screen(name, **given))
                await self.settle(pilot)
            yield pilot

    @property
    def front(self) -> PatrolApp:
        """Return the running app."""
        if self.app is None:
            raise AssertionError("the app does not run")
        return self.app

    @property
    def pilot(self) -> Pilot[int]:
        """Return who presses the keys of the running app."""
        if self._pilot is None:
            raise AssertionError("the app does not run")
        return self._pilot

    async def press(self, pilot: Pilot[int], *keys: str) -> None:
        """Press keys, each after all that the one before has set going."""
        for key in keys:
            await pilot.press(key)
            await self.settle(pilot)

    async def type(self, pilot: Pilot[int], text: str) -> None:
        """Type a text, Chinese too, as an input method commits it."""
        await pilot.press(*text)
        await self.settle(pilot)

    async def until(self, pilot: Pilot[int], seen: Callable[[], bool]) -> None:
        """Wait for what comes while a worker is still held up; at most some seconds."""
        for _ in range(500):
            if seen():
                break
            await pilot.pause()
        await pilot.pause()

    async def settle(self, pilot: Pilot[int]) -> None:
        """Wait until workers are done and everything is written and drawn."""
        await self.front.settled()
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await self.front.settled()
        await pilot.pause()
        for _ in range(_LAST_PAUSES):
            if self._is_drawn():
                break
            await pilot.pause()

    def _is_drawn(self) -> bool:
        """Tell whether nothing waits to be drawn: on a busy machine a pause may end before that."""
        screen = self.front.screen
        return not any(
            (
                self.front._message_queue.qsize(),
                screen._dirty_widgets,
                screen._callbacks,
                *(
                    one._message_queue.qsize() or one._layout_required or one._repaint_required
                    for one in screen.walk_children(Widget, with_self=True)
                ),
            )
        )

    def text(self) -> str:
        """Return what is on the screen, without trailing spaces."""
        screen = self.front.screen
        strips = screen._compositor.render_strips(self.front.size)
        return "\n".join(strip.text.rstrip() for strip in strips)

    def matches(self, name: str) -> None:
        """Compare the screen with its golden file."""
        path = GOLDEN / f"{name}.txt"
        shown = self.text() + "\n"
        if os.environ.get("PATROL_GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(shown, encoding="utf-8")
        assert shown == path.read_text(encoding="utf-8")
