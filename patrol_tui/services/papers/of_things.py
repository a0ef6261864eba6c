"""Papers of meetings, promises, letters, hand-overs and patrols."""

import re
from collections.abc import Iterator

from patrol_tui.domain.folding.pictures import pictures_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import NotFound
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.paper import NONE
from patrol_tui.domain.subjects.commitment import COMMITMENT
from patrol_tui.services.papers.form import Form
from patrol_tui.services.papers.still_open import COLUMNS, open_rows
from patrol_tui.services.patrol.walk import Stop, walk
from patrol_tui.services.things.relations import targets
from patrol_tui.services.wording import RESULTS

W = Words
_ATTACHED = "attachment/"
_DIGEST = re.compile("[0-9a-f]{64}")


def correction_opinion(form: Form) -> None:
    """Fill 整改意见书, from a promise or from the issue that it is about."""
    promise = _promise(form)
    say = form.text_of
    form.add_wide("matter", W("事项", "Matter"), say(promise, "title") if promise else _line(form))
    meeting = _meeting(form, promise)
    facts = say(promise, "note") if promise else form.text("note")
    facts = facts or (say(meeting, "facts") if meeting else "")
    form.add_wide("facts", W("查明事实", "Facts found"), facts)
    agreed = say(meeting, "conclusion") if meeting else ""
    form.add_wide("measures", W("整改措施", "Agreed measures"), agreed)
    form.add("responsible", W("责任单位", "Responsible"), say(promise, "party") if promise else "")
    form.add("deadline", W("整改期限", "Deadline"), say(promise, "due_us") if promise else "")
    consent = say(promise, "consent") if promise else ""
    form.add_wide("consent", W("业主代表意见", "Owners' consent"), consent)
    form.add_wide("recheck", W("复查情况", "Re-check"), say(promise, "result") if promise else "")
    form.add_signatures(
        ("sign_responsible", W("责任单位（盖章）", "Responsible, seal")),
        ("sign_owners", W("业主代表（签名）", "Owners")),
        ("sign_station", W("工作站（签名）", "Station")),
    )


def minutes(form: Form) -> None:
    """Fill 会议纪要."""
    form.add_wide("topic", W("议题", "Topic"), form.text("title"))
    form.add("held_at", W("时间", "Time"), form.text("held_us"))
    form.add("place", W("地点", "Place"), form.text("place"))
    form.add("chair", W("主持", "Chair"))
    form.add("recorder", W("记录", "Recorder"), form.author())
    present = "\n".join(_with_prefix(form, "present/"))
    form.add_wide("present", W("出席人员及单位", "Attendees and units"), present)
    form.add_wide("invited", W("通知单位", "Invited"), form.text("invited"), blank=NONE)
    agenda = form.state.sets.get("agenda", ()) if form.state else ()
    form.add_wide("agenda", W("议程", "Agenda"), "\n".join(form.things(agenda)), blank=NONE)
    form.add_wide("facts", W("查明事实", "Facts"), form.text("facts"))
    form.add_wide("views", W("各方意见", "Views"), "\n".join(_with_prefix(form, "view/")))
    form.add_wide("votes", W("表决", "Vote"), "\n".join(_with_prefix(form, "vote/")), blank=NONE)
    form.add_wide("decisions", W("议定事项", "Decisions"), form.text("conclusion"))
    columns = (
        ("what", W("事项", "What")),
        ("owner", W("责任单位", "Owner")),
        ("by", W("期限", "By")),
    )
    promises = [one for one in _naming(form, "commitment") if one.status != "withdrawn"]
    fields = ("title", "party", "due_us")
    rows = [[form.text_of(one, name) for name in fields] for one in promises]
    form.add_grid("work", W("分工", "Division of work"), columns, rows)
    form.add_wide("text", W("纪要正文", "Minutes"), form.text("minutes"), blank=NONE)
    form.add_wide("dissent", W("不同意见", "Dissent"), blank=NONE)
    form.add_signatures(
        ("sign_chair", W("主持（签名）", "Chair")),
        ("sign_present", W("出席人员（签名）", "Attendees")),
    )


def letter(form: Form) -> None:
    """Fill 函."""
    form.add_wide("addressee", W("收函单位", "To"), form.text("addressee"))
    form.add_wide("subject", W("事由", "Subject"), form.text("title"))
    about = form.state.sets.get("about", ()) if form.state else ()
    form.add_wide("about", W("所涉事项", "Matters"), "\n".join(form.things(about)), blank=NONE)
    form.add_wide("body", W("函告内容", "Content"), form.text("note"))
    columns = (
        ("no", W("序号", "No.")),
        ("name", W("名称", "Name")),
        ("digest", W("SHA-256", "SHA-256")),
    )
    attached = [(str(at), *one) for at, one in enumerate(_attachments(form), 1)]
    form.add_grid("attachments", W("附件", "Attachments"), columns, attached)
    form.add("answer_by", W("请于此前复函", "Answer by"), form.text("due_us"))
    form.add("contact", W("联系人", "Contact"), form.author())
    form.add("phone", W("联系电话", "Phone"))
    form.add("dated", W("日期", "Date"), form.dated(form.desk.now_us))
    form.add_signatures(("seal", W("（盖章）", "Seal")))


def _attachments(form: Form) -> Iterator[tuple[str, str]]:
    """Yield what goes with a letter: files by name, then photos by caption, each with its hash."""
    state = form.state
    if state is None:
        return
    for name in sorted(one for one in state.fields if one.startswith(_ATTACHED)):
        digest = state.text(name)
        if digest:
            said = form.discretion.text(name.removeprefix(_ATTACHED), state)
            is_digest = _DIGEST.fullmatch(digest) is not None
            yield said, digest if is_digest else form.discretion.text(digest, state)
    for picture in () if form.discretion.is_accused else pictures_of(state):
        shared = picture.shared
        caption = form.discretion.text(str(shared.get("caption", "")), state)
        yield caption or form.say(W("照片", "Photo")), str(shared.get("hash", ""))


def handover(form: Form) -> None:
    """Fill 交接班记录; without a recorded hand-over, with what is open now."""
    writer = form.desk.writer
    form.add("time", W("时间", "Time"), form.moment(form.begun_us()))
    form.add("shift", W("班次", "Shifts"), form.text("shift"))
    form.add("from", W("交班人", "Handed over by"), form.author())
    form.add("to", W("接班人", "Taken over by"), " ".join(form.people([form.text("to")])))
    form.add_wide("remark", W("交接事项", "Matters"), form.text("note"), blank=NONE)
    rows = open_rows(form, writer.station)
    form.add_grid("open", W("未完事项", "Open items"), COLUMNS, rows)
    form.add_wide("equipment", W("装备", "Equipment"), form.text("equipment"))
    form.add_wide("keys", W("钥匙", "Keys"), form.text("keys"))
    form.add_wide("objection", W("异议", "Objection"), form.text("objection"), blank=NONE)
    form.add_signatures(
        ("sign_from", W("交班人（签名）", "Handed over by")),
        ("sign_to", W("接班人（签名）", "Taken over by")),
        ("sign_lead", W("站长（签名）", "Station lead")),
    )


def patrol_log(form: Form) -> None:
    """Fill 巡查日志."""
    state = form.state
    partners = state.sets.get("partners", ()) if state else ()
    officers = form.people([form.text("officer"), *partners]) or [form.author()]
    form.add("date", W("日期", "Date"), form.text("started_us"))
    form.add("ended", W("结束", "Ended"), form.text("finished_us"))
    form.add("shift", W("班次", "Shift"), form.text("shift"))
    form.add("weather", W("天气", "Weather"), form.text("weather"))
    form.add("route", W("路线", "Route"), form.text("route"))
    form.add("officers", W("队员", "Officers"), "、".join(officers))
    columns = (
        ("time", W("时间", "Time")),
        ("place", W("地点", "Place")),
        ("finding", W("情况", "Finding")),
        ("action", W("处置", "Action")),
    )
    rows = _stops(form, state) if state is not None else []
    form.add_grid("entries", W("巡查经过", "Course"), columns, rows)
    form.add_signatures(
        ("sign_officers", W("队员（签名）", "Officers")),
        ("sign_review", W("复核（签名）", "Reviewer")),
    )


def _line(form: Form) -> str:
    return form.thing_line(form.state) if form.state else ""


def _promise(form: Form) -> State | None:
    """Return the promise itself, or the latest one that is about the issue."""
    if form.state is not None and form.state.type == "commitment":
        return form.state
    found = [one for one in _naming(form, "commitment") if one.status != "withdrawn"]
    return found[-1] if found else None


def _meeting(form: Form, promise: State | None) -> State | None:
    """Return the meeting at which a promise was made, if this laptop has it."""
    links = (field for field in COMMITMENT.relations() if field.name == "meeting")
    named = [one for field in links for one in targets(promise, field)] if promise else []
    return form.ledger.state(named[0]) if named else None


def _naming(form: Form, thing_type: str) -> list[State]:
    """Return the things of a type that name this one, the oldest first."""
    if form.state is None:
        return []
    names = dict.fromkeys(link.subject for link in form.ledger.links_to(form.state.subject))
    states = [form.ledger.state(one) for one in sorted(names)]
    return [one for one in states if one is not None and one.type == thing_type]


def _with_prefix(form: Form, prefix: str) -> list[str]:
    """Return lines such as who was present, each with its content."""
    state = form.state
    if state is None:
        return []
    return [
        f"{_person(form, state, name.removeprefix(prefix))}：{form.text(name)}"
        for name in sorted(state.fields)
        if name.startswith(prefix) and form.text(name)
    ]


def _person(form: Form, state: State, name: str) -> str:
    """Return who came or spoke; the other side reads what was said, not by whom."""
    return form.say(NONE) if form.discretion.is_accused else form.discretion.text(name, state)


def _stops(form: Form, state: State) -> list[tuple[str, str, str, str]]:
    try:
        walked = walk(state, form.desk.catalog, form.desk.now_us)
    except NotFound:
        return []
    return [
        (form.clock(stop.arrived_us), form.say(stop.point.name), *_told(form, stop))
        for stop in walked.stops
    ]


def _told(form: Form, stop: Stop) -> tuple[str, str]:
    """Return what was found at a stop, and what was done about it."""
    if stop.arrived_us is None:
        return form.say(W("未到", "Not visited")), form.discretion.remark(stop.skipped, form.state)
    answers = [answer for answer in stop.answers if answer.result]
    finding = "\n".join(
        f"{form.say(answer.item.text)}：{form.say(RESULTS.get(answer.result, W('', '')))}"
        for answer in answers
    )
    issues = [form.ledger.state(answer.issue) for answer in answers if answer.issue]
    done = (f"{one.text('number')} {form.text_of(one, 'measures')}" for one in issues if one)
    return finding, "\n".join(done)
