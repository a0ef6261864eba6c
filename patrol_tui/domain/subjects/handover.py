"""What one shift hands to the next (交接班)."""

from dataclasses import replace

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Guard, Step
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import LEADS, NOTE, TITLE, ask, link, usual

FIELDS = (
    TITLE,
    NOTE,
    ask("shift", "班次", "Shift", hint=("哪一班交哪一班", "From which shift to which")),
    ask("to", "接班", "To", FieldType.PERSON),
    link("open", "未完", "Open", "issue", "request", "whistle", "commitment", is_set=True),
    ask(
        "equipment",
        "装备",
        "Kit",
        FieldType.LONG_TEXT,
        hint=("执法记录仪、对讲机等", "What is there"),
    ),
    ask("keys", "钥匙", "Keys"),
    ask("objection", "异议", "Objects", FieldType.LONG_TEXT),
)
TAKES = Guard(other_than=("written",))
STEPS = (
    Step("written", "taken", guard=TAKES),
    Step("written", "disputed", guard=TAKES, needs=("objection",)),
    Step("disputed", "written", needs_reason=True),
    Step("taken", "signed", guard=LEADS),
)
_AS_USUAL = usual(
    "handover",
    0x0E,
    "h",
    Words("交接班", "Hand-over"),
    fields=FIELDS,
    states={
        "disputed": ("异议", "Object"),
        "written": ("交班", "Handed"),
        "taken": ("接班", "Taken"),
        "signed": ("复核", "Signed"),
    },
    steps=STEPS,
    way="written taken signed",
    asks="title shift to open equipment keys note",
    marks={"": "handover"},
    ended="signed",
)
HANDOVER = replace(_AS_USUAL, final=frozenset(("taken", "signed")))
