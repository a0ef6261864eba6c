"""Lists of things that leave the station: stripped for whoever is to read them."""

from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.subject import CHANGED
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.table import Cell
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.export_things import _Lines, things_table
from patrol_tui.services.exports.recipients import Recipient
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.requests import AddThing
from tests.services.laptop import Laptop

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json
    from patrol_tui.services.ports.ports import Ledger

PHONE, NAME, SAID = "13800001111", "王女士", "我家楼下天天跳舞，我姓王"


def exported(recipient: str) -> tuple[list[str], list[dict[str, Cell]]]:
    """Return the columns and lines of the list of requests for somebody."""
    laptop = Laptop()
    values = {"title": "夜间噪声", "channel": "visit", "place": "小广场", "phone": PHONE}
    values |= {"requester": NAME, "note": SAID, "accused": "舞队", "support": "水务"}
    laptop.do(AddThing("request", values))
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # what a sync needs is not asked
    make = things_table(BY_TYPE["request"])
    table = make(ledger, laptop.desk(), Wanted(recipient=recipient), Speech(str, "zh"))
    names = [column.id for column in table.columns]
    lines = [dict(zip(names, row, strict=True)) for row in table.rows]
    return names, lines


def test_those_who_handle_it_read_who_asked() -> None:
    _names, (line,) = exported("handler")
    assert (line["phone"], line["requester"]) == (PHONE, NAME)
    assert (line["status"], line["support"], line["note"]) == ("登记", "水务", SAID)
    assert isinstance(line["due"], int)


def test_anyone_else_reads_what_it_is_about() -> None:
    names, (line,) = exported("anyone")
    assert not {"phone", "requester"} & set(names)
    assert line["note"] == "我家楼下天天跳舞，我***"
    assert line["reply"] is None


def test_the_party_complained_about_never_sees_who_complained() -> None:
    names, (line,) = exported("accused")
    shown = " ".join(map(str, line.values()))
    for secret in (PHONE, NAME, SAID, "来访", "0417"):
        assert secret not in shown
    assert line["accused"] == "舞队"
    assert set(names) == {"number", "place", "due", "accused", "handler", "status"}


def test_numbers_that_lead_to_a_person_go_wherever_they_stand() -> None:
    laptop = Laptop()
    said = f"电话{PHONE}，座机 0531-84231234，证件 37010219800101123X，楼号 12，共 300 元"
    values = {"title": "噪声", "channel": "visit", "note": said, "external": "202603021234567"}
    laptop.do(AddThing("request", {**values, "place": f"小广场（找{PHONE}）"}))
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # as above
    for recipient in Recipient:
        make, wanted = things_table(BY_TYPE["request"]), Wanted(recipient=recipient)
        table = make(ledger, laptop.desk(), wanted, Speech(str, "zh"))
        (row,) = table.rows
        shown = " ".join(map(str, row))
        assert (PHONE in shown) == (recipient is Recipient.HANDLER)
        if recipient is Recipient.ANYONE:
            assert "电话***，座机 ***，证件 ***，楼号 12，共 300 元" in shown
            assert values["external"] in shown


@pytest.mark.parametrize("thing_type", [one for one in BY_TYPE if BY_TYPE[one].state_names])
@pytest.mark.parametrize("recipient", Recipient)
def test_no_subject_lets_private_fields_out(thing_type: str, recipient: Recipient) -> None:
    laptop = Laptop()
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # as above
    subject = BY_TYPE[thing_type]
    wanted = Wanted(recipient=recipient)
    table = things_table(subject)(ledger, laptop.desk(), wanted, Speech(str, "en"))
    private = {field.name for field in subject.fields if field.is_private}
    shown = private & {column.id for column in table.columns}
    assert shown == (private if recipient is Recipient.HANDLER else set())
    assert list(table.rows) == []


@pytest.mark.parametrize(
    ("reason", "shown"), [("交公安承办", PHONE), ("", "已封存")], ids=["opened", "sealed"]
)
def test_what_is_sealed_is_opened_for_a_reason_that_is_recorded(reason: str, shown: str) -> None:
    laptop = Laptop()
    values = {"title": "夜间噪声", "channel": "visit"}
    thing = laptop.do(AddThing("request", values)).subject
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # as above
    sealed: Json = {"sealed": {"key": "00"}}
    laptop.ledger.unsealed[payload.canonical(sealed)] = PHONE
    subject, heads = BY_TYPE["request"], laptop.state(thing).heads
    draft = Draft(thing, subject.kind(CHANGED), {"set": {"phone": sealed}}, heads)
    ledger.append([draft], laptop.clock.now_us())
    wanted = Wanted(recipient="handler", reason=reason)
    table = things_table(subject)(ledger, laptop.desk(), wanted, Speech(str, "zh"))
    assert any(shown in row for row in table.rows)
    opened = [fact for fact in laptop.state(thing).facts if "opened" in (fact.content or {})]
    assert len(opened) == bool(reason)


def test_what_cannot_be_folded_here_has_no_line() -> None:
    laptop = Laptop()
    laptop.do(AddThing("request", {"title": "井盖响", "channel": "visit"}))
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # as above
    (row,) = ledger.page(ListQuery("request")).rows
    subject, speech = BY_TYPE["request"], Speech(str, "zh")
    lines = _Lines(subject, ledger, laptop.desk(), speech, Wanted())
    assert len(lines.of(row)) == 1
    assert lines.of(row._replace(subject=bytes(16))) == ()
