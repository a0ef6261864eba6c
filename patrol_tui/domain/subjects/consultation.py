"""A joint consultation of departments about one matter (集中会商)."""

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Guard, Step
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import (
    LEADS,
    NOTE,
    PLACE,
    TITLE,
    ask,
    departments,
    link,
    usual,
)

FIELDS = (
    TITLE,
    PLACE,
    NOTE,
    ask(
        "trigger",
        "起因",
        "Trigger",
        FieldType.CHOICE,
        required=True,
        choices={
            "several": ("涉及多部门", "Several departments"),
            "unclear": ("职责不清", "Unclear duty"),
            "overdue": ("超时未办", "Overdue"),
            "repeated": ("反复发生", "Repeated"),
        },
    ),
    departments("invited", "参加", "Invited"),
    link("about", "关于", "About", "issue", "request", "whistle", is_set=True, begins=True),
    ask("opinions", "意见", "Views", FieldType.LONG_TEXT, hint=("各方怎么说", "What each said")),
    ask("conclusion", "结论", "Result", FieldType.LONG_TEXT, hint=("定了什么", "What was decided")),
    ask("lead", "主办", "Lead", FieldType.DEPARTMENT),
    departments("support", "协办", "Support"),
    ask("result", "验收", "Outcome", FieldType.LONG_TEXT, hint=("验收怎么看", "What was found")),
)
STEPS = (
    Step("proposed", "accepted", guard=LEADS, asks=("due_us",)),
    Step("proposed", "declined", guard=LEADS, needs_reason=True),
    Step("accepted", "conferring"),
    Step(
        "conferring",
        "assigned",
        guard=LEADS,
        needs=("conclusion", "lead"),
        asks=("opinions", "support", "due_us"),
    ),
    Step("assigned", "executing"),
    Step("executing", "approved", guard=Guard(other_than=("executing",)), needs=("result",)),
    Step("executing", "conferring", needs_reason=True),
)
CONSULTATION = usual(
    "consultation",
    0x06,
    "c",
    Words("会商", "Consultation"),
    fields=FIELDS,
    states={
        "conferring": ("会商", "Talks"),
        "executing": ("执行", "Work"),
        "assigned": ("定责", "Shared"),
        "accepted": ("受理", "Taken"),
        "proposed": ("提请", "Asked"),
        "declined": ("不受理", "Denied"),
        "approved": ("验收", "Passed"),
    },
    steps=STEPS,
    way="proposed accepted conferring assigned executing approved",
    asks="title trigger place note invited about due_us",
    marks={"": "consultation"},
    ended="approved declined",
)
