"""A document of the station, on paper and on its wall (制度上墙)."""

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Step
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import LEADS, NOTE, PLACE, TITLE, ask, link, usual

FIELDS = (
    TITLE,
    PLACE,
    NOTE,
    ask("edition", "版本", "Edition", required=True),
    ask("effective_us", "生效", "In force", FieldType.TIME),
    ask("posted_at", "张贴", "Posted", hint=("贴在哪面墙", "On which wall")),
    link("replaces", "替代", "Replaces", "document"),
)
STEPS = (
    Step("drafted", "valid", guard=LEADS, asks=("effective_us", "due_us")),
    Step("valid", "posted", needs=("posted_at",), asks=("due_us",)),
    Step("posted", "reviewed", asks=("due_us",)),
    Step("reviewed", "posted", asks=("due_us",)),
    Step("drafted valid posted reviewed", "retired", guard=LEADS, needs_reason=True),
)
DOCUMENT = usual(
    "document",
    0x0C,
    "d",
    Words("制度", "Document"),
    fields=FIELDS,
    states={
        "posted": ("上墙", "Posted"),
        "reviewed": ("复核", "Read"),
        "valid": ("生效", "Valid"),
        "drafted": ("拟稿", "Draft"),
        "retired": ("废止", "Gone"),
    },
    steps=STEPS,
    way="drafted valid posted reviewed",
    asks="title edition note effective_us due_us",
    marks={"": "document"},
    ended="retired",
)
