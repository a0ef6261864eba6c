"""A resident's request; whoever hears it first owns it up to the call-back (群众诉求，首接负责)."""

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Field, Guard, Step
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import NOTE, PLACE, TITLE, ask, departments, link, usual

SATISFACTION = {
    "satisfied": ("满意", "Satisfied"),
    "fair": ("基本满意", "Fairly"),
    "unsatisfied": ("不满意", "Unsatisfied"),
}
RATES = Guard(other_than=("settled", "answered"), unless="handler")
"""The answer is rated: whoever gave it calls back only where a department did the work."""

FIELDS = (
    Field("receiver", "text", Words("首接", "Received"), is_typed=False),
    TITLE,
    PLACE,
    NOTE,
    ask("external", "单号", "Order", hint=("热线的工单编号", "The hotline's own number")),
    ask("received_us", "来件", "Came in", FieldType.TIME, hint=("什么时候到的", "When it came")),
    ask(
        "channel",
        "来源",
        "Channel",
        FieldType.CHOICE,
        required=True,
        choices={
            "visit": ("来访", "Visit"),
            "call": ("来电", "Call"),
            "hotline": ("热线", "Hotline"),
            "community": ("社区", "Community"),
        },
    ),
    ask(
        "way",
        "办法",
        "Way",
        FieldType.CHOICE,
        choices={
            "on_spot": ("当场办理", "On the spot"),
            "pass_on": ("转告受理", "Passed on"),
            "on_behalf": ("代行受理", "On behalf"),
            "show_way": ("告知路径", "Shown the way"),
            "explain": ("耐心解释", "Explained"),
        },
    ),
    ask("wants_reply", "要答复", "Reply", FieldType.FLAG, hint=("对方要不要答复", "Wanted or not")),
    ask("requester", "诉求人", "Name", FieldType.PERSON, is_private=True),
    ask("phone", "电话", "Phone", FieldType.PHONE, is_private=True),
    ask("address", "住址", "Address", is_private=True),
    ask("accused", "被反映", "Against", hint=("反映的是谁", "Whom it is about")),
    ask("handler", "承办", "Handler", FieldType.DEPARTMENT),
    departments("support", "协办", "Support"),
    ask("reply", "答复", "Answer", FieldType.LONG_TEXT, hint=("怎么答复的", "What was answered")),
    ask("called_back", "原话", "Words", FieldType.LONG_TEXT, hint=("对方的原话", "In their words")),
    ask("satisfaction", "满意度", "Rating", FieldType.CHOICE, choices=SATISFACTION, guard=RATES),
    link("same_as", "同前", "Same as", "request"),
    link("origin", "出自", "Out of", "activity", "meeting", begins=True),
)
STEPS = (
    Step("registered reopened", "settled", needs=("reply",)),
    Step("registered reopened", "transferred", needs=("handler",), asks=("support", "due_us")),
    Step("registered transferred reopened", "handling", asks=("due_us",)),
    Step("transferred handling", "answered", needs=("reply",)),
    Step(
        "settled answered",
        "called_back",
        guard=RATES,
        needs=("satisfaction",),
        asks=("called_back",),
    ),
    Step("called_back", "closed", barred=("satisfaction", "unsatisfied")),
    Step("called_back closed", "reopened", needs_reason=True),
    Step("transferred", "registered", needs_reason=True),
    Step("registered", "refused", needs_reason=True, asks=("same_as",)),
)
REQUEST = usual(
    "request",
    0x03,
    "q",
    Words("诉求", "Request"),
    fields=FIELDS,
    states={
        "reopened": ("退回", "Again"),
        "registered": ("登记", "Noted"),
        "transferred": ("转办", "Passed"),
        "handling": ("在办", "Work"),
        "settled": ("办结待访", "Done"),
        "answered": ("已答复", "Reply"),
        "called_back": ("回访", "Called"),
        "refused": ("不再办", "Ended"),
        "closed": ("办结", "Closed"),
    },
    steps=STEPS,
    way="registered transferred handling answered called_back closed",
    asks="title channel place note wants_reply requester phone address accused way handler due_us",
    marks={
        "": "handling",
        "registered": "registered",
        "transferred": "transferred",
        "settled": "call_back",
        "answered": "call_back",
        "called_back": "call_back",
    },
    ended="closed refused",
)
