"""Carries out what a shell asks for: decide on what is held, write, say what was written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from patrol_tui.domain.catalog import Catalog, Item
from patrol_tui.domain.draft import Draft
from patrol_tui.domain.entry import Entry
from patrol_tui.domain.errors import N_, NotFound, Refused
from patrol_tui.domain.ids import new_id
from patrol_tui.domain.state import State
from patrol_tui.domain.subject import CHANGED, CREATED, Subject
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM, item_id
from patrol_tui.services import things
from patrol_tui.services.desk import Desk
from patrol_tui.services.issues import PhotoRef, decide_record
from patrol_tui.services.lists import ListQuery
from patrol_tui.services.patrols import decide_start, decide_step
from patrol_tui.services.photos import Photos
from patrol_tui.services.ports import Ledger
from patrol_tui.services.requests import (
    AddPhotos,
    Arrive,
    Check,
    Finish,
    Leave,
    Move,
    Note,
    Pause,
    PublishRoute,
    Recheck,
    RecordIssue,
    Request,
    Resume,
    Retract,
    SetFields,
    Settle,
    Share,
    StartPatrol,
    ThingRequest,
    UndoLast,
)

if TYPE_CHECKING:
    from patrol_tui.domain.payload import Json


class Clock(Protocol):
    """Says what time it is."""

    def now_us(self) -> int:
        """Return the present in microseconds since 1970 UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Done:
    """What was written.

    Attributes:
        subject: the thing it is about.
        entries: what the ledger now holds; durable.
    """

    subject: bytes
    entries: tuple[Entry, ...]


class Office:
    """The one way in which anything is written; both shells go through it."""

    def __init__(
        self, ledger: Ledger, catalog: Callable[[], Catalog], photos: Photos, clock: Clock
    ) -> None:
        """Keep what the decisions need.

        Args:
            ledger: the laptop's ledger.
            catalog: returns the catalogue as it is folded now.
            photos: takes in photo files.
            clock: the time that entries claim.
        """
        self._ledger = ledger
        self._catalog = catalog
        self._photos = photos
        self._clock = clock

    def perform(self, request: Request) -> Done:
        """Carry out a request: one decision, one transaction.

        Raises:
            Refused: it does not fit what is held; nothing was written.
            NotSaved: the disk refused; nothing was written.
        """
        desk = Desk(self._ledger.writer, self._catalog(), self._clock.now_us())
        match request:
            case RecordIssue():
                return self._record(desk, request)
            case StartPatrol():
                subject = new_id(desk.now_us)
                drafts = decide_start(desk, request, subject, self.patrol_under_way())
                return self._write(desk, subject, drafts)
            case Arrive() | Check() | Leave() | Pause() | Resume() | Finish():
                patrol = self.patrol_under_way()
                if patrol is None:
                    raise Refused(N_("No patrol is under way. Start one first."))
                return self._write(desk, patrol.subject, decide_step(desk, patrol, request))
            case PublishRoute():
                return self._publish(desk, request)
            case _:
                draft = self._decide(desk, request)
                return self._write(desk, draft.subject, (draft,))

    def patrol_under_way(self) -> State | None:
        """Return this officer's patrol that is not finished, or None."""
        query = ListQuery("patrol", only_open=True, station=self._ledger.writer.station)
        for row in self._ledger.page(query, limit=100).rows:
            state = self._ledger.state(row.subject)
            if state and state.facts[0].entry.header.device == self._ledger.writer.device:
                return state
        return None

    def _write(self, desk: Desk, subject: bytes, drafts: Sequence[Draft]) -> Done:
        return Done(subject, self._ledger.append(drafts, desk.now_us))

    def _record(self, desk: Desk, request: RecordIssue) -> Done:
        subject = request.subject or new_id(desk.now_us)
        patrol = self.patrol_under_way()
        # Decided once without photos: a refused form must not leave photos behind.
        decide_record(desk, request, subject, (), patrol)
        photos = self._photos.take_in(request.photos)
        return self._write(desk, subject, decide_record(desk, request, subject, photos, patrol))

    def _held(self, subject_id: bytes) -> tuple[Subject, State]:
        state = self._ledger.state(subject_id)
        subject = BY_TYPE.get(state.type) if state else None
        if state is None or subject is None:
            raise NotFound(N_("There is no such thing in this ledger."))
        return subject, state

    def _decide(  # noqa: PLR0911 - one return a request
        self, desk: Desk, request: ThingRequest
    ) -> Draft:
        subject, state = self._held(request.subject)
        match request:
            case SetFields():
                return things.decide_set(desk, subject, state, request)
            case Move():
                return things.decide_move(subject, state, request)
            case Note():
                return things.decide_note(subject, state, request)
            case AddPhotos():
                photos: tuple[PhotoRef, ...] = self._photos.take_in(request.photos)
                return things.decide_photos(subject, state, photos, request.heads)
            case Recheck():
                return things.decide_recheck(desk, state, request)
            case Share():
                return things.decide_share(desk, subject, state, request)
            case Retract():
                return things.decide_retract(subject, state, request)
            case Settle():
                return things.decide_settle(desk, subject, state, request)
            case UndoLast():
                return self._undo(subject, state)

    def _undo(self, subject: Subject, state: State) -> Draft:
        fact = things.last_own(state, self._ledger.writer.officer)
        if self._ledger.in_shared([fact.entry.hash]):
            raise Refused(
                N_("That step is in the shared ledger already. Correct it by a further entry.")
            )
        return things.decide_undo(subject, state, fact)

    def _publish(self, desk: Desk, request: PublishRoute) -> Done:
        body: dict[str, Json] = dict(request.body)
        Catalog.from_items(()).merged([Item("routes", request.route, body)]).route(request.route)
        subject = item_id("routes", request.route)
        state = self._ledger.state(subject)
        content: dict[str, Json] = {
            "set": {"section": "routes", "item": request.route, "body": body}
        }
        fact = CREATED if state is None else CHANGED
        draft = Draft(
            subject,
            CATALOG_ITEM.kind(fact),
            content,
            parents=state.heads if state else (),
        )
        return self._write(desk, subject, (draft,))
