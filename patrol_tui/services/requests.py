"""What a shell can ask for. `Office.perform` carries it out.

`heads` are the subject's heads that were on the screen; None takes those that are held now, as a
command line does, which reads and writes in one go.
"""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.pictures import Region
from patrol_tui.domain.sheet import ColumnMap, Sheet
from patrol_tui.domain.values import dataclass
from patrol_tui.services.keep_track import KeepTrack

Heads = tuple[bytes, ...] | None


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo to attach.

    Attributes:
        path: where it lies.
        caption: what it shows.
        turn: degrees clockwise by which it is to be looked at.
        regions: what shall be black in a copy, in thousandths of the upright picture.
    """

    path: Path
    caption: str = ""
    turn: int = 0
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordIssue:
    """Record an issue on the spot.

    Attributes:
        kind: id in the catalogue.
        deadline_us: by when it must be handled; None reckons it from the kind.
        recheck_us: when somebody looks again; None reckons it from the kind.
        handed_to: id or name of the department that takes over.
        fields: answers to the kind's own form, as typed.
        answers: checkpoint and item of the patrol under way that this is the answer to.
        cited: articles that it rests on, as `law:article`.
        subject: the identity to give it; None makes a new one.
    """

    kind: str
    place: str
    note: str
    lat_e7: int | None = None
    lon_e7: int | None = None
    checkpoint: str = ""
    photos: tuple[PhotoFile, ...] = ()
    measures: tuple[str, ...] = ()
    deadline_us: int | None = None
    recheck_us: int | None = None
    handed_to: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[str, str] | None = None
    cited: tuple[str, ...] = ()
    subject: bytes | None = None


@dataclass(frozen=True, slots=True)
class AddThing:
    """Add a thing of one of the subjects that have the usual form.

    Attributes:
        type: of the subject.
        values: as typed, by the names of its fields.
        subject: the identity to give it; None makes a new one.
    """

    type: str
    values: Mapping[str, str]
    photos: tuple[PhotoFile, ...] = ()
    subject: bytes | None = None


@dataclass(frozen=True, slots=True)
class SetFields:
    """Correct fields of a thing; values as typed, an empty one clears the field."""

    subject: bytes
    values: Mapping[str, str]
    reason: str = ""
    heads: Heads = None


@dataclass(frozen=True, slots=True)
class Move:
    """Move a thing to another state.

    Attributes:
        values: what the step asks for, as typed.
    """

    subject: bytes
    status: str
    reason: str = ""
    heads: Heads = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Add a note; it is never changed, a further one corrects it."""

    subject: bytes
    text: str
    heads: Heads = None


@dataclass(frozen=True, slots=True)
class Urge:
    """Urge whoever has to deal with a thing (催办).

    Attributes:
        whom: a department's id or name, or whoever else; may be empty.
        text: what was said.
    """

    subject: bytes
    whom: str
    text: str
    heads: Heads = None


@dataclass(frozen=True, slots=True)
class AddPhotos:
    """Attach photos to a thing."""

    subject: bytes
    photos: tuple[PhotoFile, ...]
    heads: Heads = None


@dataclass(frozen=True, slots=True)
class TurnPhoto:
    """Turn a photo of a thing for everybody who looks at it; its bytes stay.

    Attributes:
        photo: its hash, in hexadecimal digits, or the beginning of it.
        turn: degrees clockwise from how it was taken: 0, 90, 180 or 270.
    """

    subject: bytes
    photo: str
    turn: int
    heads: Heads = None


@dataclass(frozen=True, slots=True)
class BlackenPhoto:
    """Make a copy of a photo in which some regions are black; the original stays.

    Attributes:
        photo: its hash, in hexadecimal digits, or the beginning of it.
        regions: in thousandths of the upright picture.
    """

    subject: bytes
    photo: str
    regions: tuple[Region, ...]
    heads: Heads = None


@dataclass(frozen=True, slots=True)
class Recheck:
    """Write down what a re-check found."""

    subject: bytes
    result: str
    heads: Heads = None


@dataclass(frozen=True, slots=True)
class Share:
    """Let another station take part in a thing."""

    subject: bytes
    station: str
    heads: Heads = None


@dataclass(frozen=True, slots=True)
class Retract:
    """Take a thing back, with the reason; nothing of it disappears."""

    subject: bytes
    reason: str
    heads: Heads = None


@dataclass(frozen=True, slots=True)
class Settle:
    """Settle what two people wrote of one field.

    Attributes:
        take: entry whose value is right, or None.
        value: the right value as typed, where none of them is.
    """

    subject: bytes
    field: str
    take: bytes | None = None
    value: str | None = None
    reason: str = ""
    heads: Heads = None


@dataclass(frozen=True, slots=True)
class UndoLast:
    """Take back one's own last step on a thing, while nothing of it was sent."""

    subject: bytes


@dataclass(frozen=True, slots=True)
class OpenSealed:
    """Open sealed fields of a thing, with the reason; who opened them is recorded."""

    subject: bytes
    fields: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class StartPatrol:
    """Begin a patrol."""

    route: str
    partners: tuple[str, ...] = ()
    weather: str = ""
    travel: str = "walk"


@dataclass(frozen=True, slots=True)
class Arrive:
    """Come to a checkpoint; the one before it is left.

    Attributes:
        is_scanned: its code was scanned.
        distance_m: how far from it that was, if a position was known.
        accuracy_m: how unsure that position was, if it was told.
    """

    checkpoint: str
    is_scanned: bool = False
    distance_m: int | None = None
    accuracy_m: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Answer an item of the checklist: ok, problem or unchecked (with the reason).

    Attributes:
        issue: the issue that the problem was added to, if it is known already.
    """

    checkpoint: str
    item: str
    result: str
    reason: str = ""
    issue: bytes | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave a checkpoint."""

    checkpoint: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Interrupt the patrol."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with the patrol."""


@dataclass(frozen=True, slots=True)
class Finish:
    """End the patrol; every checkpoint that was not visited needs a reason."""

    skipped: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Say that all is well, as who walks alone does now and then.

    Attributes:
        note: what else there is to say.
        silent_min: for how many minutes nothing was heard, where that was too long.
    """

    note: str = ""
    silent_min: int = 0


@dataclass(frozen=True, slots=True)
class Sos:
    """Leave a note that help is needed; in the patrol under way, else in the last one."""

    text: str


@dataclass(frozen=True, slots=True)
class PublishRoute:
    """Add a route to the home station's catalogue, or replace the one of its id."""

    body: Mapping[str, Json]
    route: str


@dataclass(frozen=True, slots=True)
class ImportRows:
    """Take in the rows of a table, all of them or none.

    Attributes:
        what: kind of table, as `requests`.
        sheets: what the file holds.
        columns: what was laid down about its columns.
        without_bad: leave out the rows that cannot be taken; else one of them stops it.
    """

    what: str
    sheets: tuple[Sheet, ...]
    columns: ColumnMap
    without_bad: bool = False


PatrolRequest = Arrive | Check | Leave | Pause | Resume | Finish | CheckIn | Sos
PhotoRequest = AddPhotos | TurnPhoto | BlackenPhoto
ThingRequest = (
    SetFields | Move | Note | Urge | PhotoRequest | Recheck | Share | Retract | Settle | UndoLast
)
Request = (
    RecordIssue
    | AddThing
    | OpenSealed
    | StartPatrol
    | PublishRoute
    | KeepTrack
    | ImportRows
    | PatrolRequest
    | ThingRequest
)
