"""The kinds of things that the ledger speaks of, each declared once."""

from collections.abc import Mapping

from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.subjects.activity import ACTIVITY
from patrol_tui.domain.subjects.campaign import CAMPAIGN
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM
from patrol_tui.domain.subjects.commitment import COMMITMENT
from patrol_tui.domain.subjects.consultation import CONSULTATION
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.domain.subjects.document import DOCUMENT
from patrol_tui.domain.subjects.handover import HANDOVER
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.letter import LETTER
from patrol_tui.domain.subjects.meeting import MEETING
from patrol_tui.domain.subjects.officer import OFFICER
from patrol_tui.domain.subjects.patrol import PATROL
from patrol_tui.domain.subjects.request import REQUEST
from patrol_tui.domain.subjects.roster import ROSTER
from patrol_tui.domain.subjects.stall import STALL
from patrol_tui.domain.subjects.station_key import STATION_KEY
from patrol_tui.domain.subjects.whistle import WHISTLE

RECORDS_OF_WORK: tuple[Subject, ...] = (
    REQUEST,
    WHISTLE,
    LETTER,
    CONSULTATION,
    MEETING,
    COMMITMENT,
    CAMPAIGN,
    ACTIVITY,
    STALL,
    DOCUMENT,
    ROSTER,
    HANDOVER,
)
"""What has the usual form, list, detail and verbs by its declaration alone."""

SUBJECTS: tuple[Subject, ...] = (
    ISSUE,
    PATROL,
    *RECORDS_OF_WORK,
    CATALOG_ITEM,
    OFFICER,
    DEVICE,
    STATION_KEY,
)
BY_TYPE: Mapping[str, Subject] = {subject.type: subject for subject in SUBJECTS}
BY_CODE: Mapping[int, Subject] = {subject.code: subject for subject in SUBJECTS}


def subject_of_kind(kind: int) -> Subject | None:
    """Return the declaration that an entry's kind belongs to, or None if it is unknown here."""
    return BY_CODE.get(kind >> 8)
