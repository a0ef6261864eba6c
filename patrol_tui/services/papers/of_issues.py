"""Papers of an issue: order to correct, records of the scene and of an inquiry, list, receipt."""

from patrol_tui.domain.catalog import IssueKind
from patrol_tui.domain.folding.pictures import pictures_of
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.paper import NONE, TO_FILL
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.papers.citing import basis, breached
from patrol_tui.services.papers.form import Form
from patrol_tui.services.wording import field_label

W = Words
PERSON = (
    ("person_name", W("姓名或单位名称", "Name or organisation")),
    ("person_head", W("法定代表人（负责人）", "Representative")),
    ("person_sex", W("性别", "Sex")),
    ("person_id", W("身份证号或信用代码", "ID number or credit code")),
    ("person_employer", W("工作单位、职务", "Employer and post")),
    ("person_address", W("住址", "Address")),
    ("person_phone", W("电话", "Phone")),
    ("person_relation", W("与本案关系", "Relation to the case")),
)
TWO_OFFICERS = (
    ("sign_officer_1", W("执法人员一（签名、证号）", "First officer, certificate")),
    ("sign_officer_2", W("执法人员二（签名、证号）", "Second officer, certificate")),
)
REVIEW = W(
    "所列条款取自手册，由执法人员选用，其余划去，并经法制审核；本文书不认定处罚，不计算罚款。",
    "The articles are the handbook's: choose, strike the others, have legal review check them. "
    "This paper decides no penalty and computes no fine.",
)


def order_to_correct(form: Form) -> None:
    """Fill 责令限期改正通知书."""
    kind, day = _kind(form), form.day(form.begun_us())
    form.add_wide("party", W("当事人", "Party"), form.text("party"))
    _place(form)
    form.add_wide("act", W("违法行为", "Act"), _seen(form, kind))
    form.add_wide("breached", W("违反规定", "Breaches"), breached(form, kind, day) if kind else "")
    form.add_wide("basis", W("责令依据", "Basis"), basis(form, kind, day) if kind else "")
    form.add_wide("to_correct", W("改正内容", "To be corrected"))
    form.add("deadline", W("改正期限", "Deadline"), form.text("deadline_us"))
    form.add("recheck", W("复查时间", "Re-check"), form.text("recheck_us"))
    form.add_wide("recheck_result", W("复查结果", "Found then"), form.text("recheck_result"))
    form.add("order_day", W("开具日期", "Day of this order"), form.dated(form.desk.now_us))
    form.add("seal", W("印章", "Seal"))
    _signed(form, ("sign_party", W("当事人（签名）", "Party")))
    form.add_note(REVIEW)
    if kind is not None and not kind.can_penalise:
        names = [form.desk.catalog.departments.get(one) for one in kind.authority]
        zh = "、".join(one.name.zh for one in names if one)
        en = ", ".join(one.name.en for one in names if one)
        form.add_note(
            W(
                f"手册所载主管部门：{zh}。城管不是该类事项的处罚机关，开具前请先核实权限。",
                f"The handbook names in charge: {en}. Check the power to order before use.",
            )
        )


def site_record(form: Form) -> None:
    """Fill 现场检查（勘验）笔录."""
    kind = _kind(form)
    form.add("begun", W("开始时间", "Begun"), form.moment(form.begun_us()))
    form.add("ended", W("结束时间", "Ended"))
    _place(form, with_time=False)
    patrol = form.found(form.text("patrol"))
    form.add("weather", W("天气", "Weather"), form.text_of(patrol, "weather") if patrol else "")
    form.add("manager", W("现场负责人、职务", "Site manager and duty"))
    _person(form, form.text("party"))
    form.add("witness", W("见证人", "Witness"), blank=NONE)
    _officers(form)
    form.add("recorder", W("记录人", "Recorder"), form.author())
    form.add("rights", W("亮证与告知权利", "ID shown, rights told"))
    form.add_wide("findings", W("检查情况", "Findings"), _seen(form, kind))
    form.add_wide("sketch", W("现场图", "Sketch"), blank=NONE)
    photos = pictures_of(form.state) if form.state else ()
    captions = [
        form.discretion.text(str(photo.shared.get("caption", "")), form.state) for photo in photos
    ]
    columns = (("no", W("序号", "No.")), ("content", W("照片内容", "What it shows")))
    rows = [(str(place), caption) for place, caption in enumerate(captions, 1)]
    form.add_grid("photos", W("现场照片", "Photos of the scene"), columns, rows)
    form.add("pages", W("页数", "Pages"))
    _signed(
        form,
        ("sign_party", W("被检查人（签名）", "Inspected person")),
        ("sign_witness", W("见证人（签名）", "Witness")),
    )
    form.add_note(
        W(
            "笔录经被检查人核对；更正处由其签名或捺印；拒签的注明原因并由见证人签名。",
            "The inspected person reads it and signs each correction; a refusal is noted.",
        )
    )


def inquiry_record(form: Form) -> None:
    """Fill 询问笔录."""
    kind = _kind(form)
    form.add_wide("cause", W("案由", "Cause"), form.say(kind.name) if kind else "")
    form.add("begun", W("开始时间", "Begun"))
    form.add("ended", W("结束时间", "Ended"))
    form.add_wide("place", W("询问地点", "Place"))
    _person(form, form.text("party"))
    _officers(form)
    form.add("recorder", W("记录人", "Recorder"))
    form.add("rights", W("亮证与告知权利", "ID shown, rights told"))
    columns = (("question", W("问", "Question")), ("answer", W("答", "Answer")))
    rows = [(form.say(question), form.say(TO_FILL)) for question in _questions(kind)]
    talk = W("问答", "Questions and answers")
    form.add_grid("talk", talk, columns, rows, blank=TO_FILL, is_open=True)
    form.add("pages", W("页数", "Pages"))
    _signed(form, ("sign_party", W("被询问人（逐页签名）", "Person asked, on each page")))
    form.add_note(
        W(
            "笔录交被询问人核对或向其宣读；空白处划去。",
            "It is read by, or to, the person asked; what is blank is struck out.",
        )
    )


def item_list(form: Form) -> None:
    """Fill 物品清单."""
    form.add_wide("party", W("当事人", "Party"), form.text("party"))
    _place(form)
    columns = (
        ("no", W("序号", "No.")),
        ("item", W("物品名称", "Item")),
        ("model", W("规格型号", "Model")),
        ("unit", W("单位", "Unit")),
        ("quantity", W("数量", "Quantity")),
        ("condition", W("状况", "Condition")),
        ("remark", W("备注", "Remark")),
    )
    form.add_grid("goods", W("物品", "Items"), columns, (), blank=TO_FILL, is_open=True)
    _signed(form, ("sign_party", W("当事人（签名）", "Party")))
    form.add_note(
        W("本清单一式二份；余行划去。", "Made out in duplicate; rows left over are struck out.")
    )


def service_receipt(form: Form) -> None:
    """Fill 送达回证."""
    form.add_wide("served", W("送达文书", "Paper served"), "\n".join(_papers_before(form)))
    form.add("server_unit", W("送达单位", "Served by"), form.station())
    form.add("recipient", W("受送达人", "Recipient"), form.text("party"))
    form.add("served_at", W("送达时间", "Time"))
    form.add("served_place", W("送达地点", "Place"))
    form.add("way", W("送达方式", "Way"))
    form.add("relation", W("签收人与受送达人关系", "Signer's relation to recipient"), blank=NONE)
    form.add_wide("refusal", W("拒收事由", "Ground of refusal"), blank=NONE)
    form.add_wide("remark", W("备注", "Remark"), blank=NONE)
    form.add_signatures(
        ("sign_recipient", W("受送达人（签名）", "Recipient")),
        ("sign_witness", W("见证人（签名）", "Witness")),
        ("sign_server_1", W("送达人一（签名）", "First server")),
        ("sign_server_2", W("送达人二（签名）", "Second server")),
    )


def _kind(form: Form) -> IssueKind | None:
    return form.desk.catalog.kinds.get(form.state.text("kind")) if form.state else None


def _place(form: Form, *, with_time: bool = True) -> None:
    if with_time:
        form.add("act_at", W("时间", "Time"), form.moment(form.begun_us()))
    form.add("place", W("地点", "Place"), form.text("place"))


def _person(form: Form, name: str) -> None:
    for place, (id, label) in enumerate(PERSON):
        form.add(id, label, name if place == 0 else "")


def _officers(form: Form) -> None:
    """Add two officers; the second is a partner of the patrol, where there was one."""
    patrol = form.found(form.text("patrol"))
    partners = form.people(patrol.sets.get("partners", ())) if patrol else []
    form.add("officer_1", W("执法人员一、证号", "First officer, certificate"), form.author())
    second = partners[0] if partners else ""
    form.add("officer_2", W("执法人员二、证号", "Second officer, certificate"), second)


def _signed(form: Form, *signers: tuple[str, Words]) -> None:
    form.add_signatures(*signers, *TWO_OFFICERS)


def _seen(form: Form, kind: IssueKind | None) -> str:
    """Return what was seen: the kind, the officer's words, the answers of the kind's form."""
    state, catalog = form.state, form.desk.catalog
    if state is None:
        return ""
    asked = [one.id for one in kind.fields] if kind else []
    answers = [
        f"{form.speech.say(field_label(catalog, ISSUE, state, name))}：{form.text(name)}"
        for name in asked
        if state.fields.get(name) is not None
    ]
    named = form.say(kind.name) if kind else ""
    return "\n".join(line for line in (named, form.text("note"), *answers) if line)


def _questions(kind: IssueKind | None) -> list[Words]:
    """Return what is asked: identity and rights first, then what the kind wants known."""
    first = (
        W(
            "我们是执法人员，已出示证件。是否看清，是否申请回避？",
            "We are officers and have shown our IDs. Have you seen them; do you ask for others?",
        ),
        W("请说明你的姓名、单位和与此事的关系。", "Your name, employer and relation to this?"),
        W("请说明事情经过。", "What happened?"),
    )
    last = W("以上是否属实，有无补充？", "Is this true; is there anything to add?")
    return [*first, *(kind.ask_first if kind else ()), last]


def _papers_before(form: Form) -> list[str]:
    """Return the orders to correct that were made out before: what is usually served."""
    number = form.state.text("paper/order_to_correct") if form.state else ""
    return [f"{form.say(W('责令限期改正通知书', 'Order to correct'))} {number}"] if number else []
