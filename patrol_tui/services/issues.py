"""Recording an issue: from what the officer typed to the entries that say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from patrol_tui.domain.catalog import IssueKind, Measure
from patrol_tui.domain.clocks import due_us
from patrol_tui.domain.draft import Draft
from patrol_tui.domain.errors import N_, Refused
from patrol_tui.domain.geo import is_on_earth
from patrol_tui.domain.payload import Json
from patrol_tui.domain.state import State
from patrol_tui.domain.subject import CREATED
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.desk import Desk, required
from patrol_tui.services.patrols import check_draft
from patrol_tui.services.requests import RecordIssue
from patrol_tui.services.values import form_values


@dataclass(frozen=True, slots=True)
class PhotoRef:
    """A photo that is safe on this laptop's disk, as an entry names it.

    Attributes:
        hash: SHA-256 of its bytes.
        taken_at_us: when the camera says it was taken.
    """

    hash: bytes
    size_bytes: int
    media_type: str
    caption: str = ""
    taken_at_us: int | None = None
    lat_e7: int | None = None
    lon_e7: int | None = None

    def body(self) -> dict[str, Json]:
        """Return what the entry holds of it."""
        body: dict[str, Json] = {
            "hash": self.hash.hex(),
            "size": self.size_bytes,
            "type": self.media_type,
            "caption": self.caption,
        }
        optional = {"taken_us": self.taken_at_us, "lat_e7": self.lat_e7, "lon_e7": self.lon_e7}
        return body | {name: value for name, value in optional.items() if value is not None}


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
    if patrol is not None:
        fields["patrol"] = patrol.text("number")
    content: dict[str, Json] = {"set": fields, "move": ISSUE.first}
    added: dict[str, Json] = {}
    if measures:
        added["measures"] = [measure.id for measure in measures]
    if any(measure.settles for measure in measures):
        added["flags"] = ["settled_on_spot"]
    if added:
        content["add"] = added
    if photos:
        content["record"] = {"photos": [photo.body() for photo in photos]}
    issue = Draft(subject, ISSUE.kind(CREATED), content, numbered=desk.number_prefix())
    if request.answers is None or patrol is None:
        return (issue,)
    checkpoint, item = request.answers
    answer: dict[str, Json] = {"result": "problem", "issue": subject.hex()}
    return (issue, check_draft(desk, patrol, checkpoint, item, answer))


def _measures(desk: Desk, kind: IssueKind, wanted: Sequence[str]) -> list[Measure]:
    offered = {measure.id: measure for measure in desk.catalog.measures_of(kind)}
    for measure in wanted:
        if measure not in offered:
            raise Refused(
                N_("{measure} is no measure for this kind. It takes: {known}."),
                measure=measure,
                known=", ".join(offered),
            )
    return [offered[measure] for measure in dict.fromkeys(wanted)]


def _fields(
    desk: Desk, request: RecordIssue, kind: IssueKind, measures: list[Measure]
) -> dict[str, Json]:
    fields: dict[str, Json] = {
        "kind": kind.id,
        "place": required(request.place, N_("The place is missing. Say where it is.")),
        "note": required(request.note, N_("The note is missing. Say what was seen.")),
        **{
            name: value
            for name, value in form_values(desk, kind, request.fields).items()
            if value is not None
        },
    }
    if request.checkpoint:
        fields["checkpoint"] = request.checkpoint
    fields |= _handed_over(desk, request, measures)
    fields |= _position(request.lat_e7, request.lon_e7)
    code = kind.code(desk.catalog.district.category_generation)
    if code is not None:
        fields["code"] = {
            "generation": code.generation,
            "sort": code.sort.value,
            "code": code.code,
            "name": code.name.zh,
            "confirmed": code.confirmed,
        }
    return fields | _deadlines(desk, request, kind, measures)


def _handed_over(desk: Desk, request: RecordIssue, measures: list[Measure]) -> dict[str, Json]:
    wanted = request.handed_to.strip()
    if not wanted:
        return {}
    if not any(measure.needs_department for measure in measures):
        raise Refused(N_("A department takes over only where the measure is to hand over."))
    for department in desk.catalog.departments.values():
        if wanted in {department.id, department.name.zh, department.name.en}:
            return {"handed_to": department.id}
    return {"handed_to": desk.catalog.department(wanted).id}


def _deadlines(
    desk: Desk, request: RecordIssue, kind: IssueKind, measures: list[Measure]
) -> dict[str, Json]:
    deadline_us = request.deadline_us
    if deadline_us is None:
        deadline_us = due_us(desk.now_us, kind.deadline, desk.catalog.district)
    elif deadline_us <= desk.now_us:
        raise Refused(N_("The deadline has passed already. Give a later one."))
    fields: dict[str, Json] = {"deadline_us": deadline_us}
    if request.recheck_us is not None:
        if request.recheck_us <= desk.now_us:
            raise Refused(N_("The re-check has passed already. Give a later time."))
        fields["recheck_us"] = request.recheck_us
    elif kind.recheck is not None and not any(measure.settles for measure in measures):
        fields["recheck_us"] = due_us(desk.now_us, kind.recheck, desk.catalog.district)
    return fields


def _position(lat_e7: int | None, lon_e7: int | None) -> dict[str, Json]:
    if lat_e7 is None and lon_e7 is None:
        return {}
    if lat_e7 is None or lon_e7 is None:
        raise Refused(N_("A position needs latitude and longitude."))
    if not is_on_earth(lat_e7, lon_e7):
        raise Refused(N_("There is no such position on earth."))
    return {"lat_e7": lat_e7, "lon_e7": lon_e7}
