"""What founding a district and letting a laptop in writes, and who may."""

from dataclasses import replace

import pytest

from patrol_tui.domain.catalog import Catalog, Item
from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.subjects.catalog_item import item_id
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.domain.subjects.officer import OFFICER, officer_id
from patrol_tui.services.bureau.enrol import (
    Enrolment,
    OtherName,
    decide_enrolment,
    founding_drafts,
    joining_draft,
    require_bureau,
)
from tests.services.memory import writer
from tests.services.syncing import SyncedLedger

NOW_US = 1_764_000_000_000_000
NAME = {"zh": "南湖站", "en": "Nanhu"}
ITEM = Item("stations", "nanhu", {"code": "NH", "name": NAME, "community": NAME})
CATALOG = Catalog.from_items((ITEM,))
LAPTOP = name_id("device", "new")
KEY = bytes(range(32))


def bureau() -> SyncedLedger:
    """Return the ledger of the district's founder."""
    ledger = SyncedLedger()
    ledger.set_meta("root_officer", ledger.writer.officer.hex())
    return ledger


def enrolled(ledger: SyncedLedger, wanted: Enrolment) -> tuple[Draft, ...]:
    """Decide an enrolment and write it."""
    drafts = decide_enrolment(ledger, CATALOG, wanted, LAPTOP, KEY).drafts
    ledger.append(drafts, NOW_US)
    return drafts


def test_a_district_begins_with_its_laptop_its_officer_and_its_catalogue() -> None:
    who = writer()
    ledger = SyncedLedger()
    drafts = founding_drafts(who, KEY, (ITEM,))
    assert all(draft.district for draft in drafts)
    assert [draft.subject for draft in drafts] == [
        who.device,
        who.officer,
        who.device,
        item_id("stations", "nanhu"),
    ]
    first, officer, joined, item = drafts
    ledger.append((first, officer, item), NOW_US)
    laptop = ledger.state(who.device)
    assert laptop is not None
    ledger.append((replace(joined, parents=laptop.heads),), NOW_US)
    laptop, founder = ledger.state(who.device), ledger.state(who.officer)
    assert laptop is not None
    assert founder is not None
    assert (laptop.status, laptop.integer("number")) == ("joined", who.device_number)
    assert laptop.text("sign_key") == KEY.hex()
    assert founder.sets["roles"] == ("bureau", "lead", "officer", "subdistrict")
    published = ledger.state(item_id("stations", "nanhu"))
    assert published is not None
    assert published.fields["body"] == dict(ITEM.body)


def test_a_laptop_gets_the_next_number_and_a_key_for_joining() -> None:
    ledger = bureau()
    decided = decide_enrolment(ledger, CATALOG, Enrolment("NH", " 队员丙 "), LAPTOP, KEY)
    assert (decided.number, decided.badge, decided.name) == (9, "NH-09", "队员丙")
    assert decided.station_code == "nanhu"
    ledger.append(decided.drafts, NOW_US)
    laptop, officer = ledger.state(LAPTOP), ledger.state(officer_id("NH-09"))
    assert laptop is not None
    assert officer is not None
    assert (laptop.status, laptop.text("enrol_key")) == ("enrolled", KEY.hex())
    assert laptop.text("station") == "nanhu"
    assert officer.sets == {"roles": ("officer",), "stations": ("nanhu",)}


def test_an_officer_who_is_known_gets_what_is_new() -> None:
    ledger = bureau()
    enrolled(ledger, Enrolment("nanhu", "队员丙", "0501"))
    (again,) = enrolled(ledger, Enrolment("nanhu", "队员丙", "0501"))
    assert again.subject == LAPTOP
    person, _ = enrolled(ledger, Enrolment("nanhu", "队员丙", "0501", "lead"))
    assert person.content == {"add": {"roles": ["lead"]}}
    assert person.kind == OFFICER.kind(2)
    state = ledger.state(officer_id("0501"))
    assert state is not None
    assert state.sets["roles"] == ("lead", "officer")


def test_an_officer_is_renamed_by_an_entry_and_only_where_that_is_wanted() -> None:
    ledger = bureau()
    enrolled(ledger, Enrolment("nanhu", "队员丙", "0501"))
    entries = len(ledger.kept)
    with pytest.raises(OtherName, match="0501 is 队员丙's, not 丙's"):
        enrolled(ledger, Enrolment("nanhu", "丙", "0501"))
    assert len(ledger.kept) == entries
    renamed, _ = enrolled(ledger, Enrolment("nanhu", "丙", "0501", rename=True))
    assert renamed.content == {"set": {"name": "丙"}}
    state = ledger.state(officer_id("0501"))
    assert state is not None
    assert [(fact.content or {}).get("set") for fact in state.facts] == [
        {"name": "队员丙", "badge": "0501"},
        {"name": "丙"},
    ]


def test_what_does_not_exist_is_refused() -> None:
    ledger = bureau()
    with pytest.raises(NotFound):
        enrolled(ledger, Enrolment("atlantis", "队员丙"))
    with pytest.raises(Refused, match="No role"):
        enrolled(ledger, Enrolment("nanhu", "队员丙", role="king"))
    with pytest.raises(Refused, match="name is missing"):
        enrolled(ledger, Enrolment("nanhu", "  "))
    with pytest.raises(Refused, match="badge"):
        enrolled(ledger, Enrolment("nanhu", "队员丙", " "))


def test_only_the_bureau_may() -> None:
    ledger = SyncedLedger()
    with pytest.raises(Refused, match="Only the bureau"):
        require_bureau(ledger)
    officer = Draft(ledger.writer.officer, OFFICER.kind(1), {"add": {"roles": ["officer"]}})
    ledger.append((officer,), NOW_US)
    with pytest.raises(Refused, match="Only the bureau"):
        require_bureau(ledger)
    promoted = Draft(ledger.writer.officer, OFFICER.kind(2), {"add": {"roles": ["bureau"]}})
    ledger.append((promoted,), NOW_US)
    require_bureau(ledger)


def test_joining_names_the_key_and_follows_what_is_known() -> None:
    draft = joining_draft(LAPTOP, (KEY,), KEY)
    assert (draft.subject, draft.kind, draft.parents) == (LAPTOP, DEVICE.kind(0x20), (KEY,))
    assert payload.decode(payload.encode(dict(draft.content)))["move"] == "joined"


def test_a_laptop_that_joins_leaves_a_way_back() -> None:
    draft = joining_draft(LAPTOP, (), KEY, b"\1\2")
    assert draft.content["set"] == {"sign_key": KEY.hex(), "recovery": "0102"}
