"""A whistle: the subdistrict calls departments to a place (街道吹哨、部门报到)."""

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Field, Guard, Role, Step
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.request import SATISFACTION
from patrol_tui.domain.subjects.usual import (
    NOTE,
    OFFICES,
    PLACE,
    TITLE,
    ask,
    departments,
    lines,
    link,
    usual,
)

CLOCKS = ("signed", "contacted", "arrived")
"""What each department does in its turn; each has a clock of its own and a time once done."""

BASE = Guard(frozenset[Role](("officer", "lead", "subdistrict")), other_than=("handling",))
"""The base level rates: neither the bureau, one of those called, nor whoever dealt with it."""

FIELDS = (
    TITLE,
    PLACE,
    NOTE,
    departments("called", "部门", "Called"),
    ask(
        "urgency",
        "缓急",
        "Urgency",
        FieldType.CHOICE,
        choices={"usual": ("一般", "Usual"), "urgent": ("紧急", "Urgent")},
    ),
    link("about", "关于", "About", "issue", "request", is_set=True, begins=True),
    Field("signed/", "time", Words("签收", "signed")),
    Field("contacted/", "time", Words("联系", "contacted")),
    Field("arrived/", "time", Words("报到", "arrived")),
    lines(
        "who/",
        Words("来人", "who came"),
        "came",
        Words("记来人", "Write down who came"),
        ask("department", "部门", "Dept.", FieldType.DEPARTMENT, required=True),
        ask("who", "来人", "Who", required=True, hint=("姓名、职务", "Names and posts")),
    ),
    ask("result", "结果", "Result", FieldType.LONG_TEXT, hint=("办成了什么", "What was done")),
    ask("rating", "评价", "Rating", FieldType.CHOICE, choices=SATISFACTION, guard=BASE),
    ask(
        "level",
        "升级",
        "Raised to",
        FieldType.CHOICE,
        choices={
            "squadron": ("中队", "Squadron"),
            "subdistrict": ("街道", "Subdistrict"),
            "district": ("区", "District"),
        },
    ),
)
STEPS = (
    Step("drafted", "submitted", needs=("called",)),
    Step("submitted", "drafted", guard=OFFICES, needs_reason=True),
    Step("submitted", "blown", guard=OFFICES),
    Step("blown", "signed"),
    Step("signed", "contacted"),
    Step("contacted", "arrived"),
    Step("arrived", "handling"),
    Step("handling", "rated", guard=BASE, needs=("result", "rating")),
    Step("rated", "closed", guard=OFFICES, barred=("rating", "unsatisfied")),
    Step("rated", "handling", needs_reason=True),
    Step("blown signed contacted", "returned", needs_reason=True),
    Step("returned", "blown", guard=OFFICES, needs=("called",)),
    Step("drafted submitted", "withdrawn", needs_reason=True),
    Step("blown signed contacted arrived returned", "withdrawn", guard=OFFICES, needs_reason=True),
)
WHISTLE = usual(
    "whistle",
    0x04,
    "w",
    Words("吹哨", "Whistle"),
    fields=FIELDS,
    states={
        "returned": ("退哨", "Return"),
        "blown": ("吹哨", "Blown"),
        "signed": ("签收", "Signed"),
        "contacted": ("联系", "Talked"),
        "arrived": ("报到", "There"),
        "handling": ("处置", "Work"),
        "submitted": ("审批", "To OK"),
        "drafted": ("草拟", "Draft"),
        "rated": ("评价", "Rated"),
        "withdrawn": ("撤销", "Undone"),
        "closed": ("闭环", "Closed"),
    },
    steps=STEPS,
    way="drafted submitted blown signed contacted arrived handling rated closed",
    asks="title place note called about urgency",
    marks={"": "whistle", "submitted": "sign"},
    ended="closed withdrawn",
)
