"""What the district lays down as data: kinds of issue, law, stations, departments, routes.

It is read from files once, published as ledger entries, and from then on read from those.
"""

from patrol_tui.domain.catalog.book import SECTIONS, Catalog
from patrol_tui.domain.catalog.forms import Choice, FieldType, FormField
from patrol_tui.domain.catalog.handbook import Contact, Topic
from patrol_tui.domain.catalog.items import Item
from patrol_tui.domain.catalog.kinds import (
    CampaignRule,
    CategoryCode,
    CodeSort,
    Deadline,
    IssueKind,
    KindGroup,
    Level,
    Limit,
    Measure,
    TimeUnit,
    WorkMark,
)
from patrol_tui.domain.catalog.law import Law, LawRef, LawRole
from patrol_tui.domain.catalog.places import (
    ChecklistItem,
    Checkpoint,
    Department,
    District,
    Route,
    Shift,
    Station,
    StationState,
    Town,
    TownKind,
    WorkPeriod,
)
from patrol_tui.domain.catalog.years import CalendarYear
from patrol_tui.domain.language.words import Words

__all__ = [
    "SECTIONS",
    "CalendarYear",
    "CampaignRule",
    "Catalog",
    "CategoryCode",
    "ChecklistItem",
    "Checkpoint",
    "Choice",
    "CodeSort",
    "Contact",
    "Deadline",
    "Department",
    "District",
    "FieldType",
    "FormField",
    "IssueKind",
    "Item",
    "KindGroup",
    "Law",
    "LawRef",
    "LawRole",
    "Level",
    "Limit",
    "Measure",
    "Route",
    "Shift",
    "Station",
    "StationState",
    "TimeUnit",
    "Topic",
    "Town",
    "TownKind",
    "Words",
    "WorkMark",
    "WorkPeriod",
]
