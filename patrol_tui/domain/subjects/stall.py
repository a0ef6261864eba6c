"""A stall of the convenience market (便民市场摊位)."""

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Step
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import (
    LEADS,
    NOTE,
    PLACE,
    TITLE,
    WHEN,
    ask,
    lines,
    link,
    usual,
)

FIELDS = (
    TITLE,
    PLACE,
    NOTE,
    ask("stall_no", "摊号", "Stall", required=True),
    ask("holder", "摊主", "Holder", FieldType.PERSON, is_private=True),
    ask("phone", "电话", "Phone", FieldType.PHONE, is_private=True),
    ask("line", "经营", "Sells", hint=("卖什么", "What is sold")),
    ask("hours", "时段", "Hours", hint=("几点到几点", "From when to when")),
    ask(
        "card", "公示卡", "Card", FieldType.FLAG, hint=("信息公示卡挂了没有", "Is the card on show")
    ),
    ask(
        "persuaded",
        "原劝导",
        "Before",
        FieldType.INTEGER,
        hint=("记到这里以前劝导过几次", "How often before it was written down here"),
    ),
    lines(
        "persuasion/",
        Words("劝导", "persuasions"),
        "persuade",
        Words("记一次劝导", "Write down a persuasion"),
        WHEN,
        ask("said", "情况", "What", FieldType.LONG_TEXT, required=True),
        adds_to="persuaded",
    ),
    link("about", "问题", "Issues", "issue", is_set=True, begins=True),
)
STEPS = (
    Step("applied", "trading", guard=LEADS),
    Step("applied", "declined", guard=LEADS, needs_reason=True),
    Step("trading", "suspended", needs_reason=True),
    Step("suspended", "trading"),
    Step("trading suspended", "given_up", needs_reason=True),
    Step("declined given_up", "applied", needs_reason=True),
)
STALL = usual(
    "stall",
    0x0B,
    "s",
    Words("摊位", "Stall"),
    fields=FIELDS,
    states={
        "suspended": ("停用", "Paused"),
        "applied": ("申请", "Asked"),
        "trading": ("在营", "Trades"),
        "declined": ("不批", "Denied"),
        "given_up": ("退出", "Left"),
    },
    steps=STEPS,
    way="applied trading given_up",
    asks="title stall_no place holder phone line hours card note",
    marks={"": "stall"},
    ended="declined given_up",
)
