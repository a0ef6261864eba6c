"""Which lists can be exported, and in which formats: what command line and screens offer."""

from collections.abc import Callable, Mapping, Sequence

from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects import RECORDS_OF_WORK
from patrol_tui.domain.table import Table
from patrol_tui.domain.values import dataclass
from patrol_tui.services.exports import export_issues, export_ledger, export_things
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger


@dataclass(frozen=True, slots=True)
class Export:
    """A list that can be exported.

    Attributes:
        type: of the things that it lists.
        name: what people call it.
        formats: ids of the formats it takes, the usual one first.
        make: builds the table.
    """

    type: str
    name: Words | str
    formats: Sequence[str]
    make: Callable[[Ledger, Desk, Wanted, Speech], Table]


EXPORTS: Mapping[str, Export] = {
    "ledger": Export(
        "patrol", N_("Patrol ledger"), export_ledger.FORMATS, export_ledger.ledger_table
    ),
    "issues": Export("issue", N_("Issues"), export_issues.FORMATS, export_issues.issues_table),
    **{
        one.type: Export(one.type, one.name, export_things.FORMATS, export_things.things_table(one))
        for one in RECORDS_OF_WORK
        if one.type != "handover"  # a document, not a list
    },
}
