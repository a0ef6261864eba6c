"""A promise to put something right by a day (整改承诺、整改意见)."""

from dataclasses import replace

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Guard, Step
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import DUE, NOTE, PLACE, TITLE, ask, link, usual

FIELDS = (
    TITLE,
    PLACE,
    NOTE,
    DUE,
    ask("party", "承诺方", "Who", required=True, hint=("谁承诺的", "Who promises it")),
    link("meeting", "会议", "Meeting", "meeting", begins=True),
    link("about", "关于", "About", "issue", "request", is_set=True, begins=True),
    ask("consent", "业主", "Owners", hint=("哪几位业主代表同意", "Which owners agreed")),
    ask("result", "复查", "Found", FieldType.LONG_TEXT, hint=("复查看到什么", "What was seen")),
)
RECHECKS = Guard(other_than=("awaiting",))
STEPS = (
    Step("promised", "correcting", asks=("consent", "due_us")),
    Step("promised correcting reworked", "awaiting"),
    Step("awaiting", "passed", guard=RECHECKS, needs=("result",)),
    Step("awaiting", "reworked", guard=RECHECKS, needs=("result",), asks=("due_us",)),
    Step("promised correcting reworked", "withdrawn", needs_reason=True),
)
_PROMISED = usual(
    "commitment",
    0x08,
    "n",
    Words("承诺", "Promise"),
    fields=FIELDS,
    states={
        "reworked": ("返工", "Rework"),
        "promised": ("承诺", "Given"),
        "correcting": ("整改", "Work"),
        "awaiting": ("待复查", "Look"),
        "withdrawn": ("作废", "Void"),
        "passed": ("通过", "Passed"),
    },
    steps=STEPS,
    way="promised correcting awaiting passed",
    asks="title party place note meeting about consent due_us",
    marks={"": "promise", "awaiting": "recheck"},
    ended="passed withdrawn",
)
COMMITMENT = replace(_PROMISED, at_work=frozenset(("correcting", "awaiting", "passed")))
