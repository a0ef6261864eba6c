"""Recording an issue: from what the officer typed to the entries that say it."""

from collections.abc import Mapping, Sequence

from patrol_tui.domain.catalog import Deadline, IssueKind, Measure
from patrol_tui.domain.clocks import due_us
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.named import PHOTOS, PREVIEW, SMALLER
from patrol_tui.domain.folding.pictures import TURNED, Region
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CALLED, CREATED
from patrol_tui.domain.geo import is_on_earth
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.times import day_of
from patrol_tui.domain.values import dataclass
from patrol_tui.services.citations import CITED, check_citations, typed_citation
from patrol_tui.services.patrol.patrols import check_draft
from patrol_tui.services.ports.desk import Desk, required
from patrol_tui.services.requests import RecordIssue
from patrol_tui.services.things.answers import department_id
from patrol_tui.services.things.values import typed_values
from patrol_tui.services.wording import listing


@dataclass(frozen=True, slots=True)
class PhotoRef:
    """A photo that is safe on this laptop's disk, as an entry names it.

    Attributes:
        hash: SHA-256 of its bytes.
        preview: SHA-256 of a small copy that goes ahead of it, or None.
        taken_at_us: when the camera says it was taken.
        smaller: SHA-256 of a copy that fills a screen and goes ahead of it too, or None.
        satellites_us: when it was taken by the camera's receiver, or None.
        turn: degrees clockwise by which it is to be looked at.
        of: of a copy with parts blackened, SHA-256 of its original; else None.
        regions: what is blackened in it.
    """

    hash: bytes
    size_bytes: int
    media_type: str
    caption: str = ""
    taken_at_us: int | None = None
    lat_e7: int | None = None
    lon_e7: int | None = None
    preview: bytes | None = None
    smaller: bytes | None = None
    satellites_us: int | None = None
    turn: int = 0
    of: bytes | None = None
    regions: tuple[Region, ...] = ()

    def body(self) -> dict[str, Json]:
        """Return what the entry holds of it."""
        body: dict[str, Json] = {
            "hash": self.hash.hex(),
            "size": self.size_bytes,
            "type": self.media_type,
            "caption": self.caption,
        }
        optional: dict[str, Json] = {
            "taken_us": self.taken_at_us,
            "satellites_us": self.satellites_us,
            "lat_e7": self.lat_e7,
            "lon_e7": self.lon_e7,
            PREVIEW: None if self.preview is None else self.preview.hex(),
            SMALLER: None if self.smaller is None else self.smaller.hex(),
            "of": None if self.of is None else self.of.hex(),
            "blackened": [region.body() for region in self.regions] or None,
        }
        return body | {name: value for name, value in optional.items() if value is not None}


def photo_record(photos: Sequence[PhotoRef]) -> dict[str, Json]:
    """Return what an entry records of the photos it attaches, and how they are to be looked at."""
    record: dict[str, Json] = {PHOTOS: [photo.body() for photo in photos]}
    turned: list[Json] = [{"of": one.hash.hex(), "turn": one.turn} for one in photos if one.turn]
    return record | ({TURNED: turned} if turned else {})


def decide_record(
    desk: Desk,
    request: RecordIssue,
    subject: bytes,
    photos: Sequence[PhotoRef],
    patrol: State | None,
) -> tuple[Draft, ...]:
    """Return the entries that record an issue, and answer the checklist item it came from.

    Args:
        desk: who, where, when.
        request: what the officer typed.
        subject: identity of the new issue.
        photos: already safe on disk.
        patrol: the patrol under way, if there is one.

    Raises:
        Refused: something does not fit; nothing is written.
    """
    kind = desk.catalog.kind(request.kind)
    measures = _measures(desk, kind, request.measures)
    fields = _fields(desk, request, kind, measures)
    checkpoint, item = request.answers or ("", "")
    if checkpoint:
        fields.setdefault("checkpoint", checkpoint)
    if patrol is not None:
        fields["patrol"] = patrol.text("number")
    cited = _cited(desk, request.cited)
    content = _content(kind, fields, measures, photos, cited)
    issue = Draft(subject, ISSUE.kind(CREATED), content, numbered=desk.number_prefix())
    # Without a patrol under way there is nothing to answer; what was seen is kept all the same.
    if not checkpoint or patrol is None:
        return (issue,)
    answer: dict[str, Json] = {"result": "problem", "issue": subject.hex()}
    return (issue, check_draft(desk, patrol, checkpoint, item, answer))


def _content(
    kind: IssueKind,
    fields: dict[str, Json],
    measures: Sequence[Measure],
    photos: Sequence[PhotoRef],
    cited: Sequence[str],
) -> dict[str, Json]:
    content: dict[str, Json] = {"set": fields, "move": ISSUE.first}
    added: dict[str, Json] = {}
    if measures:
        added["measures"] = [measure.id for measure in measures]
    if any(measure.settles for measure in measures):
        added["flags"] = ["settled_on_spot"]
    if cited:
        added[CITED] = [*cited]
    if added:
        content["add"] = added
    recorded: dict[str, Json] = {CALLED: [called(kind)]}
    if photos:
        recorded |= photo_record(photos)
    return content | {"record": recorded}


def _cited(desk: Desk, typed: Sequence[str]) -> list[str]:
    members = list(dict.fromkeys(typed_citation(desk.catalog, one) for one in typed))
    check_citations(desk.catalog, members, day_of(desk.now_us, desk.zone).isoformat())
    return members


def called(kind: IssueKind) -> str:
    """Return what a kind is called, in both languages, as its issues keep it for searches."""
    return f"{kind.name.zh} {kind.name.en}"


def _measures(desk: Desk, kind: IssueKind, wanted: Sequence[str]) -> list[Measure]:
    offered = {measure.id: measure for measure in desk.catalog.measures_of(kind)}
    for measure in wanted:
        if measure not in offered:
            raise Refused(
                N_("{measure} is no measure for this kind. It takes: {known}."),
                measure=measure,
                known=listing({name: known.name for name, known in offered.items()}),
            )
    return [offered[measure] for measure in dict.fromkeys(wanted)]


def _fields(
    desk: Desk, request: RecordIssue, kind: IssueKind, measures: list[Measure]
) -> dict[str, Json]:
    typed = typed_values(desk, ISSUE, kind, request.fields)
    fields: dict[str, Json] = {name: value for name, value in typed.items() if value is not None}
    fields |= {
        "kind": kind.id,
        "place": required(request.place, N_("The place is missing. Say where it is.")),
        "note": required(request.note, N_("The note is missing. Say what was seen.")),
    }
    if request.checkpoint:
        fields["checkpoint"] = request.checkpoint
    given = {"lat_e7": request.lat_e7, "lon_e7": request.lon_e7}
    fields |= {name: value for name, value in given.items() if value is not None}
    _check_position(fields.get("lat_e7"), fields.get("lon_e7"))
    if request.handed_to.strip():
        fields["handed_to"] = department_id(desk, request.handed_to)
    _check_receiver(desk, fields.get("handed_to"), measures)
    fields |= _times(desk, request, kind, measures, fields)
    code = code_body(desk, kind)
    return fields if code is None else fields | {"code": code}


def code_body(desk: Desk, kind: IssueKind) -> dict[str, Json] | None:
    """Return the category code that issues of a kind are given, as entries hold it, or None."""
    code = kind.code(desk.catalog.district.category_generation)
    if code is None:
        return None
    return {
        "generation": code.generation,
        "sort": code.sort.value,
        "code": code.code,
        "name": code.name.zh,
        "confirmed": code.confirmed,
    }


def _check_receiver(desk: Desk, department: Json, measures: list[Measure]) -> None:
    if department is None:
        return
    if not any(measure.needs_department for measure in measures):
        raise Refused(N_("A department takes over only where the measure is to hand over."))
    if department not in desk.catalog.departments:
        raise NotFound(N_("No department is called {name}."), name=department)


def _times(
    desk: Desk,
    request: RecordIssue,
    kind: IssueKind,
    measures: list[Measure],
    typed: Mapping[str, Json],
) -> dict[str, Json]:
    is_settled = any(measure.settles for measure in measures)
    deadline = _later(
        desk,
        request.deadline_us if request.deadline_us is not None else typed.get("deadline_us"),
        None if is_settled else kind.deadline,
        N_("The deadline has passed already. Give a later one."),
    )
    recheck = _later(
        desk,
        request.recheck_us if request.recheck_us is not None else typed.get("recheck_us"),
        None if is_settled else kind.recheck,
        N_("The re-check has passed already. Give a later time."),
    )
    times = {"deadline_us": deadline, "recheck_us": recheck}
    return {name: at_us for name, at_us in times.items() if at_us is not None}


def _later(desk: Desk, said_us: Json, default: Deadline | None, passed: str) -> int | None:
    """Return when something is due: as the officer said, else by the kind's own span."""
    if isinstance(said_us, int):
        if said_us <= desk.now_us:
            raise Refused(passed)
        return said_us
    return due_us(desk.now_us, default, desk.catalog.district) if default is not None else None


def _check_position(lat_e7: Json, lon_e7: Json) -> None:
    if lat_e7 is None and lon_e7 is None:
        return
    if not isinstance(lat_e7, int) or not isinstance(lon_e7, int):
        raise Refused(N_("A position needs latitude and longitude."))
    if not is_on_earth(lat_e7, lon_e7):
        raise Refused(N_("There is no such position on earth."))
