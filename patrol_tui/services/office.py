"""Carries out what a shell asks for: decide on what is held, write, say what was written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import Protocol, assert_never

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.named import TRACKS
from patrol_tui.domain.folding.seen import as_seen
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.catalog_item import item_id
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.values import dataclass
from patrol_tui.services.bureau.sealing import open_fields
from patrol_tui.services.keep_track import KeepTrack
from patrol_tui.services.patrol.patrols import decide_start, decide_step, reopened
from patrol_tui.services.patrol.routes import decide_publish
from patrol_tui.services.patrol.tracks import Tracks
from patrol_tui.services.photos.changing import check_blackening, decide_copy, decide_turn
from patrol_tui.services.photos.photos import Photos
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.requests import (
    AddPhotos,
    AddThing,
    Arrive,
    BlackenPhoto,
    Check,
    CheckIn,
    Finish,
    ImportRows,
    Leave,
    Move,
    Note,
    OpenSealed,
    PatrolRequest,
    Pause,
    PhotoRequest,
    PublishRoute,
    Recheck,
    RecordIssue,
    Request,
    Resume,
    Retract,
    SetFields,
    Settle,
    Share,
    Sos,
    StartPatrol,
    ThingRequest,
    TurnPhoto,
    UndoLast,
    Urge,
)
from patrol_tui.services.things import things
from patrol_tui.services.things.adding import decide_add
from patrol_tui.services.things.issues import decide_record
from patrol_tui.services.things.relations import looked_up
from patrol_tui.services.things.rights import check_writer
from patrol_tui.services.things.settling import decide_settle
from patrol_tui.services.things.steps import decide_move

_WITHIN_STRETCH = (Check, Resume, CheckIn, Sos)
"""Steps that no stretch of the track ends with."""


class Clock(Protocol):
    """Says what time it is."""

    def now_us(self) -> int:
        """Return the present in microseconds since 1970 UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Done:
    """What was written.

    Attributes:
        subject: the thing it is about; empty where it is about many.
        entries: what the ledger now holds; durable.
        opened: values that were sealed, for whoever asked and nobody else.
    """

    subject: bytes
    entries: tuple[Entry, ...]
    opened: Mapping[str, Json] = field(default_factory=dict, repr=False)


class Office:
    """The one way in which anything is written; both shells go through it."""

    def __init__(
        self,
        ledger: Ledger,
        catalog: Callable[[], Catalog],
        photos: Photos,
        clock: Clock,
        tracks: Tracks | None = None,
    ) -> None:
        """Keep what the decisions need.

        Args:
            ledger: the laptop's ledger.
            catalog: returns the catalogue as it is folded now.
            photos: takes in photo files.
            clock: the time that entries claim.
            tracks: where patrols went, if that is recorded.
        """
        self._ledger = ledger
        self._catalog = catalog
        self._photos = photos
        self._clock = clock
        self._tracks = tracks

    def perform(self, request: Request) -> Done:  # noqa: PLR0911 - one return a request
        """Carry out a request: one decision, one transaction.

        Raises:
            Refused: it does not fit what is held; nothing was written.
            NotSaved: the disk refused; nothing was written.
        """
        ledger = self._ledger
        desk = Desk(ledger.writer, self._catalog(), self._clock.now_us(), ledger.roles())
        _check_writer(desk, request)
        match request:
            case RecordIssue():
                return self._record(desk, request)
            case AddThing():
                return self._add(desk, request)
            case OpenSealed():
                return self._open(desk, request)
            case StartPatrol():
                subject = new_id(desk.now_us)
                drafts = decide_start(desk, request, subject, self.patrol_under_way())
                return self._write(desk, subject, drafts)
            case Arrive() | Check() | Leave() | Pause() | Resume() | Finish() | CheckIn() | Sos():
                return self._step(desk, request)
            case KeepTrack():
                if self._tracks is not None:
                    self._tracks.keep(request.patrol, request.points)
                return Done(request.patrol, ())
            case PublishRoute():
                return self._publish(desk, request)
            case ImportRows():
                return self._import(desk, request)
            case _:
                return self._write(desk, request.subject, self._decide(desk, request))

    def patrol_under_way(self) -> State | None:
        """Return this officer's patrol that is not finished, or None."""
        return self._own_patrol(only_open=True)

    def _own_patrol(self, *, only_open: bool) -> State | None:
        """Return this officer's newest patrol on this laptop, or None."""
        writer = self._ledger.writer
        query = ListQuery("patrol", only_open=only_open, station=writer.station)
        for row in self._ledger.page(query, limit=100).rows:
            state = self._ledger.state(row.subject)
            begun = state.facts[0].entry.header if state else None
            if begun and (begun.device, begun.author) == (writer.device, writer.officer):
                return state
        return None

    def _write(self, desk: Desk, subject: bytes, drafts: Sequence[Draft]) -> Done:
        return Done(subject, self._ledger.append(drafts, desk.now_us))

    def _step(self, desk: Desk, request: PatrolRequest) -> Done:
        # Help is asked for in a patrol that is over rather than not at all.
        patrol = self._own_patrol(only_open=not isinstance(request, Sos))
        if patrol is None:
            if isinstance(request, Sos):
                raise Refused(N_("There is no patrol to write it into. Call for help by phone."))
            raise Refused(N_("No patrol is under way. Start one first."))
        (draft,) = decide_step(desk, patrol, request)
        ends = self._tracks is not None and not isinstance(request, _WITHIN_STRETCH)
        stretch = self._tracks.close(patrol) if self._tracks is not None and ends else None
        if self._tracks is None or stretch is None:
            return self._write(desk, patrol.subject, (draft,))
        record: dict[str, Json] = {TRACKS: [stretch.body()]}
        done = self._write(
            desk, patrol.subject, (replace(draft, content={**draft.content, "record": record}),)
        )
        self._tracks.named(patrol.subject, stretch)
        return done

    def _record(self, desk: Desk, request: RecordIssue) -> Done:
        subject = request.subject or new_id(desk.now_us)
        _refuse_again(self._ledger.state(subject))
        request = replace(request, fields=looked_up(self._ledger, ISSUE, request.fields))
        patrol = self.patrol_under_way()
        drafts = decide_record(desk, request, subject, (), patrol)
        if request.photos:
            # Decided once without them: a refused form must not leave photos behind.
            _check_sayable(drafts)
            photos = self._photos.take_in(request.photos)
            drafts = decide_record(desk, request, subject, photos, patrol)
        return self._write(desk, subject, drafts)

    def _add(self, desk: Desk, request: AddThing) -> Done:
        thing = request.subject or new_id(desk.now_us)
        subject = BY_TYPE[request.type]
        _refuse_again(self._ledger.state(thing))
        values = looked_up(self._ledger, subject, request.values)
        draft = decide_add(desk, subject, values, thing, ())
        if request.photos:
            _check_sayable([draft])
            draft = decide_add(desk, subject, values, thing, self._photos.take_in(request.photos))
        return self._write(desk, thing, [draft])

    def _open(self, desk: Desk, request: OpenSealed) -> Done:
        subject, fields = request.subject, request.fields
        opened, entry = open_fields(self._ledger, subject, fields, request.reason, desk.now_us)
        return Done(subject, (entry,), opened)

    def _seen(self, request: ThingRequest) -> tuple[Subject, State]:
        """Return a thing as it stood on the screen; what came in since is left to the fold."""
        state = self._ledger.state(request.subject)
        subject = BY_TYPE.get(state.type) if state else None
        if state is None or subject is None:
            raise NotFound(N_("There is no such thing in this ledger."))
        if isinstance(request, UndoLast) or request.heads is None:
            return subject, state
        return subject, as_seen(subject, state, request.heads)

    def _decide(  # noqa: PLR0911 - one return a request
        self, desk: Desk, request: ThingRequest
    ) -> tuple[Draft, ...]:
        subject, state = self._seen(request)
        request = self._with_identities(subject, request)
        match request:
            case SetFields():
                return (things.decide_set(desk, subject, state, request),)
            case Move():
                return (decide_move(desk, subject, state, request),)
            case Note() | Urge():
                return (things.decide_words(desk, subject, state, request),)
            case AddPhotos() | TurnPhoto() | BlackenPhoto():
                return (self._photographed(subject, state, request),)
            case Recheck():
                return (things.decide_recheck(desk, subject, state, request),)
            case Share():
                return (things.decide_share(desk, subject, state, request),)
            case Retract():
                return (things.decide_retract(subject, state, request),)
            case Settle():
                return (decide_settle(desk, subject, state, request),)
            case UndoLast():
                return self._undo(subject, state)
            case _:
                assert_never(request)

    def _with_identities(self, subject: Subject, request: ThingRequest) -> ThingRequest:
        """Return a request with identities in place of the numbers of other things."""
        if not isinstance(request, SetFields | Move):
            return request
        return replace(request, values=looked_up(self._ledger, subject, request.values))

    def _photographed(self, subject: Subject, state: State, request: PhotoRequest) -> Draft:
        if isinstance(request, TurnPhoto):
            return decide_turn(subject, state, request)
        if isinstance(request, BlackenPhoto):
            return self._blackened(subject, state, request)
        if not request.photos:
            raise Refused(N_("Name at least one photo."))
        things.decide_photos(subject, state, ())  # refused before a photo is kept
        return things.decide_photos(subject, state, self._photos.take_in(request.photos))

    def _blackened(self, subject: Subject, state: State, request: BlackenPhoto) -> Draft:
        picture = check_blackening(state, request)
        things.decide_photos(subject, state, ())  # refused before a photo is kept
        name, caption = bytes.fromhex(picture.name), str(picture.body.get("caption", ""))
        copy = self._photos.blackened(name, request.regions, caption)
        return decide_copy(subject, state, request, picture.name, copy)

    def _undo(self, subject: Subject, state: State) -> tuple[Draft, ...]:
        fact = things.last_own(state, self._ledger.writer.officer)
        if self._ledger.in_shared([fact.entry.hash]):
            raise Refused(
                N_("That step is in the shared ledger already. Correct it by a further entry.")
            )
        drafts = (things.decide_undo(subject, state, fact),)
        patrol = self.patrol_under_way() if not fact.entry.parents else None
        return drafts if patrol is None else (*drafts, *reopened(patrol, state.subject))

    def _publish(self, desk: Desk, request: PublishRoute) -> Done:
        draft = decide_publish(desk, request, self._ledger.state(item_id("routes", request.route)))
        return self._write(desk, draft.subject, (draft,))

    def _import(self, desk: Desk, request: ImportRows) -> Done:
        # Tables are read on few days, and the screens' process holds this module all day.
        from patrol_tui.services.imports.plan import HAS_BAD, plan_import

        # Planned anew on what is held now: a sync may have come between the preview and this.
        plan = plan_import(self._ledger, desk, request.what, request.sheets, request.columns)
        if plan.bad and not request.without_bad:
            raise Refused(HAS_BAD, count=len(plan.bad))
        return self._write(desk, b"", plan.drafts)


def _check_writer(desk: Desk, request: Request) -> None:
    """Refuse what whoever only reads would write; to open what is sealed is to read it."""
    if not isinstance(request, OpenSealed | KeepTrack):
        check_writer(desk.roles)


def _refuse_again(held: State | None) -> None:
    """Refuse to begin a thing that is there already."""
    if held is not None:
        raise Refused(
            N_("This was saved already, as {number}. Change it there."),
            number=held.text("number"),
        )


def _check_sayable(drafts: Sequence[Draft]) -> None:
    """Refuse what no entry can hold: broken characters, or more than fits."""
    for draft in drafts:
        payload.encode(dict(draft.content))
