"""Fills a home with made-up years: real entries, chained, sealed, sent, receipted, indexed."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import field, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from patrol_tui import bootstrap
from patrol_tui.bootstrap import Home, SetUp, Unlocked
from patrol_tui.clock import Clock, FixedClock
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.subject import MOVED, NOTED
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.values import dataclass
from patrol_tui.sample.building import SHARED_FILE, put_up
from patrol_tui.sample.crew import NOT_SENT
from patrol_tui.sample.duty import BING, JIA, NAMES, YI
from patrol_tui.sample.years.calendar import MINUTE_US, Calendar
from patrol_tui.sample.years.lives import Event, Lives
from patrol_tui.services.bureau.officers import decide_newcomer
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Writer
from patrol_tui.services.session import Session
from patrol_tui.services.things.issues import decide_record

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json
    from patrol_tui.ledger.store import LedgerStore

Progress = Callable[[int, int], None]

STATION = "binhu"
MOST_AT_ONCE = 2_000
SENT_EACH = 4_000
_HOUR_US = 60 * MINUTE_US


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made up.

    Attributes:
        issues: how many.
        seed: the same seed makes up the same.
        days: over how many days they are spread; the present is the last one's morrow.
    """

    issues: int
    seed: int = 1
    days: int = 730


@dataclass(slots=True)
class Filled:
    """How much was written.

    Attributes:
        issues: how many issues there are.
        entries: and how many entries speak of them.
    """

    issues: int = 0
    entries: int = 0


def simulate(home: Home, plan: Plan, clock: Clock, progress: Progress) -> Filled:
    """Build a sample station with years of issues that end now.

    It asks for no PIN, its keys are made for it, and its home is marked as a sample.

    Args:
        home: where; its data must not be there yet.
        plan: how much.
        clock: the present.
        progress: told how many issues are done of how many.

    Raises:
        Refused: something is there already, or the disk did not take it.
    """
    filled = Filled()

    def make(folder: Path, data: Path) -> Path:
        nonlocal filled
        calendar = Calendar.until(clock.now_us(), plan.days)
        founded = bootstrap.open_home(folder / JIA, {})
        url = f"sqlite:///{folder / SHARED_FILE}"
        station = Station.founded(founded, url, calendar.begin_us)
        with closing(station):
            for filled in station.fill(plan, calendar, clock.now_us()):
                progress(filled.issues, plan.issues)
        made = station.leave(f"sqlite:///{data / SHARED_FILE}")
        (folder / SHARED_FILE).rename(made / SHARED_FILE)
        return made

    put_up(home, clock, make)
    return filled


@dataclass(slots=True)
class Station:
    """The laptop of a station that three officers use in turn.

    Attributes:
        unlocked: its home.
        clock: what time the years have come to.
    """

    unlocked: Unlocked
    clock: FixedClock
    _chief: Session | None = None
    _written: "LedgerStore | None" = None
    _writers: dict[str, Writer] = field(default_factory=dict)
    _opened: ExitStack = field(default_factory=ExitStack)
    _heads: dict[bytes, bytes] = field(default_factory=dict)

    @classmethod
    def founded(cls, home: Home, url: str, begin_us: int, pin: str | None = None) -> "Station":
        """Set the laptop up, a day before the years begin.

        Args:
            home: where; nothing is there yet.
            url: the shared database to be.
            begin_us: when the first issue may be found.
            pin: asked for by the home; None for none.
        """
        clock = FixedClock(begin_us - 12 * _HOUR_US)
        wanted = SetUp(STATION, NAMES[JIA], JIA, url)
        station = cls(bootstrap.set_up_alone(home, wanted, pin, clock), clock)
        station._add_officers()
        return station

    def _add_officers(self) -> None:
        chief = self._session()
        drafts = [
            draft
            for badge in (YI, BING)
            for draft in decide_newcomer(chief.ledger, badge, NAMES[badge]).drafts
        ]
        chief.ledger.append(drafts, self.clock.now_us())
        self._send()

    def fill(
        self, plan: Plan, calendar: Calendar, until_us: int, *, is_sent: bool = True
    ) -> Iterator[Filled]:
        """Write the years; yield how much there is, again and again."""
        catalog = self._session().catalog
        events = Lives(catalog, STATION, plan.seed, calendar).events(plan.issues, until_us)
        filled, unsent = Filled(), 0
        for some in _at_most(events, MOST_AT_ONCE):
            with self._store().together():  # one flush for many quiet days
                for day, of_day in groupby(some, lambda event: calendar.day(event.at_us)):
                    self._write(calendar.officer(day), list(of_day))
            filled.issues += sum(event.record is not None for event in some)
            filled.entries += len(some)
            unsent += len(some)
            if is_sent and unsent >= SENT_EACH:
                unsent = 0
                self._send()
                yield filled
        if is_sent:
            self._send()
        self._session().ledger.rebuild()
        self._session().rest()
        yield filled

    def _write(self, badge: str, events: list[Event]) -> None:
        store, begin_us = self._store(), events[0].at_us
        self.clock.at_us = begin_us
        store.written_by(self._writers[badge])
        catalog, roles = self._session().catalog, store.roles()
        drafts = []
        for event in events:
            desk = Desk(store.writer, catalog, event.at_us, roles)
            after_ms = (event.at_us - begin_us) // 1_000
            drafts.append(replace(self._draft(desk, event), after_ms=after_ms))
        written = store.append_unfolded(drafts, begin_us)
        for event, entry in zip(events, written, strict=True):
            self._heads[event.subject] = entry.hash
            if event.is_last:
                del self._heads[event.subject]

    def _draft(self, desk: Desk, event: Event) -> Draft:
        if event.record is not None:
            (draft,) = decide_record(desk, event.record, event.subject, (), None)
            return draft
        head = self._heads.get(event.subject)
        parents = () if head is None else (head,)
        if event.move:
            content: dict[str, Json] = {"move": event.move}
            content |= {"reason": event.text} if event.text else {}
            return Draft(event.subject, ISSUE.kind(MOVED), content, parents)
        noted: dict[str, Json] = {"record": {"notes": [event.text]}}
        return Draft(event.subject, ISSUE.kind(NOTED), noted, parents)

    def _send(self) -> None:
        result = self._session().sync(lambda _progress: None, lambda: False)
        if result.state != "complete":
            raise result.reason or Refused(NOT_SENT)
        if self._written is not None:
            self._written.tidy()  # or the write-ahead log grows with the years

    def _session(self) -> Session:
        if self._chief is None:
            opened = bootstrap.open_session(self.unlocked, self.clock, is_alone=True)
            self._chief = self._opened.enter_context(closing(opened))
        return self._chief

    def _store(self) -> "LedgerStore":
        if self._written is None:
            for badge in NAMES:
                card = replace(self.unlocked.card, badge=badge, name=NAMES[badge])
                of_theirs = replace(self.unlocked, card=card)
                with closing(bootstrap.open_store(of_theirs, self.clock)) as opened:
                    self._writers[badge] = opened.writer
            store = bootstrap.open_store(self.unlocked, self.clock)
            self._written = self._opened.enter_context(closing(store))
        return self._written

    def leave(self, url: str) -> Path:
        """Make the laptop ready for use elsewhere and return where its data lie.

        Args:
            url: the address that the shared database will have.
        """
        self.close()
        with closing(bootstrap.open_store(self.unlocked, self.clock)) as store:
            store.set_meta(bootstrap.SHARED_URL, url)
        return self.unlocked.home.places.data

    def close(self) -> None:
        """Close every file."""
        self._opened.close()
        self._written = None
        self._chief = None


def _at_most(events: Iterable[Event], count: int) -> Iterator[list[Event]]:
    """Yield the events, so many at a time."""
    some: list[Event] = []
    for event in events:
        some.append(event)
        if len(some) == count:
            yield some
            some = []
    if some:
        yield some
