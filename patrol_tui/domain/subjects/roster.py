"""Who is on duty when (值班表)."""

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Step
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import DAY, LEADS, NOTE, TITLE, ask, lines, usual

FIELDS = (
    TITLE,
    NOTE,
    ask("from_us", "从", "From", FieldType.TIME, required=True),
    ask("to_us", "到", "To", FieldType.TIME, required=True),
    ask("lead", "带班", "Lead", FieldType.PERSON),
    ask("on_duty", "值班", "On duty", FieldType.PERSON, is_set=True),
    lines(
        "duty/",
        Words("当班", "on duty"),
        "duty",
        Words("记当班", "Write down a day's duty"),
        DAY,
        ask("duty", "当班", "On duty", required=True, hint=("谁当班", "Who is on duty")),
    ),
)
STEPS = (
    Step("drafted", "published", guard=LEADS, needs=("on_duty",)),
    Step("published", "drafted", guard=LEADS, needs_reason=True),
    Step("published", "served"),
    Step("drafted", "dropped", needs_reason=True),
)
ROSTER = usual(
    "roster",
    0x0D,
    "o",
    Words("值班表", "Roster"),
    fields=FIELDS,
    states={
        "drafted": ("拟稿", "Draft"),
        "published": ("发布", "Public"),
        "dropped": ("作废", "Void"),
        "served": ("已值", "Served"),
    },
    steps=STEPS,
    way="drafted published served",
    asks="title from_us to_us lead on_duty note",
    marks={"": "roster"},
    ended="served dropped",
)
