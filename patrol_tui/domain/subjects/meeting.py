"""A meeting of residents, company and departments about their matters (圆桌会议、联席会议)."""

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
    lines,
    link,
    usual,
)

VOTES = {
    "for": ("同意", "For"),
    "against": ("反对", "Against"),
    "abstains": ("弃权", "Abstains"),
}
RATES = Guard(other_than=("published",))
"""What was agreed and done is rated: not by whoever put the result on show as theirs."""

WHO = ask("who", "姓名", "Name", FieldType.PERSON, required=True)

FIELDS = (
    TITLE,
    PLACE,
    NOTE,
    ask(
        "brand", "品牌", "Brand", hint=("周五圆桌会、解忧格子铺等", "The name residents know it by")
    ),
    ask(
        "grade",
        "分级",
        "Grade",
        FieldType.CHOICE,
        choices={"instant": ("即时议", "At once"), "deep": ("深入议", "In depth")},
    ),
    ask("held_us", "开会", "Held", FieldType.TIME, hint=("什么时候开", "When it is held")),
    link("agenda", "议题", "Agenda", "issue", "request", is_set=True, begins=True),
    departments("invited", "参加", "Invited"),
    lines(
        "present/",
        Words("签到", "signed in"),
        "sign-in",
        Words("签到", "Sign in"),
        WHO,
        ask("unit", "身份", "For", required=True, hint=("业主、物业、部门", "Whom they speak for")),
    ),
    lines(
        "view/",
        Words("意见", "view"),
        "view",
        Words("记意见", "Write down a view"),
        WHO,
        ask("view", "意见", "View", FieldType.LONG_TEXT, required=True),
    ),
    lines(
        "vote/",
        Words("表决", "vote"),
        "vote",
        Words("记表决", "Write down a vote"),
        WHO,
        ask("vote", "表决", "Vote", FieldType.CHOICE, choices=VOTES, required=True),
    ),
    ask("facts", "事实", "Facts", FieldType.LONG_TEXT, hint=("查明了什么", "What is known")),
    ask(
        "conclusion", "结论", "Result", FieldType.LONG_TEXT, hint=("议定了什么", "What was agreed")
    ),
    ask("minutes", "纪要", "Minutes", FieldType.LONG_TEXT),
    ask("published", "公示", "Posted", hint=("公示在哪里", "Where it is on show")),
    ask("review", "回看", "Review", FieldType.LONG_TEXT, hint=("后来怎么样", "How it is now")),
    ask(
        "satisfaction",
        "满意度",
        "Rating",
        FieldType.CHOICE,
        choices={
            "satisfied": ("满意", "Satisfied"),
            "fair": ("基本满意", "Fairly"),
            "unsatisfied": ("不满意", "Unsatisfied"),
        },
        guard=RATES,
    ),
)
STEPS = (
    Step("collecting", "graded", needs=("grade",)),
    Step("graded", "preparing", asks=("held_us",)),
    Step("preparing", "held", needs=("held_us",)),
    Step("held", "minuted", needs=("conclusion",), asks=("facts", "minutes")),
    Step("minuted", "executing", guard=LEADS),
    Step("executing", "published", needs=("published",)),
    Step("published", "reviewed", needs=("review",), asks=("satisfaction",)),
    Step("reviewed published", "executing", needs_reason=True),
    Step("collecting graded preparing", "cancelled", needs_reason=True),
    Step("cancelled", "collecting", needs_reason=True),
)
MEETING = usual(
    "meeting",
    0x07,
    "m",
    Words("会议", "Meeting"),
    fields=FIELDS,
    states={
        "executing": ("执行", "Work"),
        "minuted": ("纪要", "Minute"),
        "held": ("召开", "Held"),
        "preparing": ("筹备", "Ready"),
        "graded": ("分级", "Graded"),
        "collecting": ("征集", "Open"),
        "published": ("公示", "Posted"),
        "cancelled": ("取消", "Off"),
        "reviewed": ("回看", "Review"),
    },
    steps=STEPS,
    way="collecting graded preparing held minuted executing published reviewed",
    asks="title brand place note agenda invited held_us",
    marks={"": "meeting", "collecting": "agenda", "graded": "agenda", "published": "review"},
    ended="reviewed cancelled",
)
