"""A letter to a department that asks for an answer (函告)."""

from patrol_tui.domain.catalog.forms import FieldType
from patrol_tui.domain.folding.subject import Step
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects.usual import LEADS, NOTE, TITLE, ask, lines, link, usual

FIELDS = (
    TITLE,
    NOTE,
    ask("addressee", "收函", "To", FieldType.DEPARTMENT, required=True),
    link("about", "关于", "About", "issue", "request", is_set=True, begins=True),
    lines(
        "attachment/",
        Words("附件", "attachments"),
        "attach",
        Words("加附件", "Add an attachment"),
        ask(
            "name", "名称", "Name", required=True, hint=("文书或文件的名称", "Of the paper or file")
        ),
        ask(
            "digest",
            "文件",
            "File",
            required=True,
            hint=("文件的路径；记下的是它的 SHA-256", "Its path; its SHA-256 is kept"),
        ),
        of_file=True,
    ),
    ask("delivered_how", "送达", "Served", hint=("怎么送的，谁收的", "How, and who took it")),
    ask("reply", "回函", "Answer", FieldType.LONG_TEXT, hint=("回函怎么说", "What it says")),
)
STEPS = (
    Step("drafted", "issued", guard=LEADS),
    Step("issued", "drafted", needs_reason=True),
    Step("issued", "delivered", asks=("delivered_how", "due_us")),
    Step("delivered", "urged", asks=("due_us",)),
    Step("delivered urged", "replied", needs=("reply",)),
    Step("replied", "delivered", needs_reason=True),
    Step("replied", "closed"),
    Step("drafted issued", "withdrawn", needs_reason=True),
)
LETTER = usual(
    "letter",
    0x05,
    "l",
    Words("函告", "Letter"),
    fields=FIELDS,
    states={
        "urged": ("催办", "Urged"),
        "delivered": ("送达", "Served"),
        "issued": ("签发", "Issued"),
        "drafted": ("拟稿", "Draft"),
        "replied": ("回函", "Reply"),
        "withdrawn": ("撤回", "Undone"),
        "closed": ("办结", "Closed"),
    },
    steps=STEPS,
    way="drafted issued delivered replied closed",
    asks="title addressee note about due_us",
    marks={"": "letter", "drafted": "sign"},
    ended="closed withdrawn",
)
