"""A campaign against what keeps coming back at a place (专项攻坚)."""

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Field, Guard, Step
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import DAY, LEADS, NOTE, PLACE, TITLE, ask, lines, link, usual

FIELDS = (
    TITLE,
    PLACE,
    NOTE,
    Field("kind", "text", Words("类别", "kind"), is_typed=False),
    ask("owner", "责任人", "Owner", FieldType.PERSON),
    ask(
        "target",
        "目标",
        "Target",
        FieldType.LONG_TEXT,
        hint=("做到什么程度算成", "What is success"),
    ),
    ask("from_us", "开始", "From", FieldType.TIME),
    link("issues", "台账", "Listed", "issue", is_set=True, begins=True),
    link("struck", "销号", "Struck", "issue", is_set=True),
    lines(
        "progress/",
        Words("进度", "progress"),
        "progress",
        Words("记进度", "Write down the day's progress"),
        DAY,
        ask("progress", "进度", "Done", FieldType.LONG_TEXT, required=True),
    ),
    ask("review", "回看", "Review", FieldType.LONG_TEXT, hint=("有没有回潮", "Did it come back")),
)
STEPS = (
    Step("proposed", "surveying", guard=LEADS, asks=("owner", "target", "due_us")),
    Step("proposed", "declined", guard=LEADS, needs_reason=True),
    Step("surveying", "listed", needs=("issues",)),
    Step("listed", "correcting"),
    Step("correcting", "striking", asks=("struck",)),
    Step("striking", "struck_off", guard=Guard(other_than=("striking",))),
    Step("striking", "correcting", needs_reason=True),
    Step("struck_off", "reviewing"),
    Step("reviewing", "finished", guard=LEADS, needs=("review",)),
    Step("struck_off reviewing finished", "correcting", needs_reason=True),
)
CAMPAIGN = usual(
    "campaign",
    0x09,
    "z",
    Words("攻坚", "Campaign"),
    fields=FIELDS,
    states={
        "correcting": ("整治", "Work"),
        "listed": ("建账", "Listed"),
        "surveying": ("摸排", "Survey"),
        "proposed": ("立项", "Plan"),
        "striking": ("待销", "Sign"),
        "struck_off": ("销号", "Struck"),
        "reviewing": ("回看", "Review"),
        "declined": ("不立", "Denied"),
        "finished": ("结项", "Done"),
    },
    steps=STEPS,
    way="proposed surveying listed correcting striking struck_off reviewing finished",
    asks="title place note owner target issues from_us due_us",
    marks={"": "campaign", "struck_off": "review", "reviewing": "review"},
    ended="finished declined",
)
