"""What a station does in its community beside cases (四进社区、卫生城、为民办实事)."""

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Step
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import NOTE, PLACE, TITLE, ask, departments, link, usual

FIELDS = (
    TITLE,
    PLACE,
    NOTE,
    ask(
        "sort",
        "类别",
        "Sort",
        FieldType.CHOICE,
        required=True,
        choices={
            "law": ("法律", "Law"),
            "duty": ("职责", "Duty"),
            "service": ("服务", "Service"),
            "enforcement": ("执法", "Enforcement"),
            "clean_city": ("卫生城", "Clean city"),
            "good_deed": ("办实事", "Good deed"),
        },
    ),
    departments("partners", "共建", "Partners"),
    ask("held_us", "时间", "When", FieldType.TIME),
    ask(
        "people",
        "人数",
        "People",
        FieldType.INTEGER,
        hint=("服务了多少人", "How many were reached"),
    ),
    link("requests", "诉求", "Requests", "request", is_set=True),
    ask("summary", "小结", "Summary", FieldType.LONG_TEXT),
)
STEPS = (
    Step("planned", "held", asks=("held_us", "people", "requests")),
    Step("held", "reported", needs=("people", "summary")),
    Step("reported", "held", needs_reason=True),
    Step("planned", "cancelled", needs_reason=True),
)
ACTIVITY = usual(
    "activity",
    0x0A,
    "a",
    Words("活动", "Activity"),
    fields=FIELDS,
    states={
        "planned": ("计划", "Plan"),
        "held": ("已办", "Held"),
        "cancelled": ("取消", "Off"),
        "reported": ("小结", "Told"),
    },
    steps=STEPS,
    way="planned held reported",
    asks="title sort place note partners held_us due_us",
    marks={"": "activity"},
    ended="reported cancelled",
)
