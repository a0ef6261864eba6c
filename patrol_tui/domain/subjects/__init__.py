"""The kinds of things that the ledger speaks of, each declared once."""

from collections.abc import Mapping

from patrol_tui.domain.subject import Subject
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.officer import OFFICER
from patrol_tui.domain.subjects.patrol import PATROL

SUBJECTS: tuple[Subject, ...] = (ISSUE, PATROL, CATALOG_ITEM, OFFICER, DEVICE)
BY_TYPE: Mapping[str, Subject] = {subject.type: subject for subject in SUBJECTS}
BY_CODE: Mapping[int, Subject] = {subject.code: subject for subject in SUBJECTS}


def subject_of_kind(kind: int) -> Subject | None:
    """Return the declaration that an entry's kind belongs to, or None if it is unknown here."""
    return BY_CODE.get(kind >> 8)
