from typing import TYPE_CHECKING, cast

import pytest

from patrol_tui.domain.catalog import Catalog, Item
from patrol_tui.domain.language.errors import Refused
from patrol_tui.services.imports.plan import Plan
from patrol_tui.services.ports.desk import Desk
from tests.services.imports.table import looked_at, notes, outcomes
from tests.services.laptop import SMALL, at
from tests.services.syncing import SyncedLedger

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger

TITLES = "岗位|所属单位|联系人|联系电话|值守时间|有效期至|核实日期"
DRAIN = "排水抢修|区水务局|赵 某|0531-84210000|全天|2027-06-30|2026-11-02"


class Bureau:
    """A laptop of the bureau, whose district's log folds to a catalogue."""

    def __init__(self) -> None:
        self.ledger = SyncedLedger()
        self.ledger.set_meta("root_officer", self.ledger.writer.officer.hex())

    def catalog(self) -> Catalog:
        """Return the catalogue with what was imported."""
        return SMALL.merged(self.ledger.items)

    def plan(self, *lines: str) -> Plan:
        """Return what an import would write."""
        desk = Desk(self.ledger.writer, self.catalog(), at("2026-11-23T10:00"))
        return looked_at(cast("Ledger", self.ledger), desk, "contacts", *lines)

    def take(self, *lines: str) -> Plan:
        """Import, and let the catalogue follow."""
        planned = self.plan(*lines)
        self.ledger.append(planned.drafts, 1)
        states = [self.ledger.state(draft.subject) for draft in planned.drafts]
        for state in states:
            assert state is not None
            body = state.fields["body"]
            assert isinstance(body, dict)
            self.ledger.items = [
                one for one in self.ledger.items if one.id != state.fields["item"]
            ] + [Item("contacts", str(state.fields["item"]), body)]
        return planned


def test_a_telephone_list_becomes_contacts_once() -> None:
    bureau = Bureau()
    bureau.take(TITLES, DRAIN, "值班||夜间|12345|||")
    (drain, night) = bureau.catalog().contacts.values()
    assert (drain.post.zh, drain.department, drain.name) == ("排水抢修", "water", "赵某")
    assert (drain.phone, drain.valid_to, drain.checked_on) == (
        "0531-84210000",
        "2027-06-30",
        "2026-11-02",
    )
    assert drain.hours is not None
    assert (night.department, night.valid_to, night.checked_on) == ("", None, "")
    assert outcomes(bureau.plan(TITLES, DRAIN)) == ["held"]


def test_a_new_number_of_a_known_contact_is_a_correction() -> None:
    bureau = Bureau()
    bureau.take(TITLES, DRAIN)
    assert outcomes(bureau.take(TITLES, DRAIN.replace("0531", "0532"))) == ["changed"]
    (drain,) = bureau.catalog().contacts.values()
    assert drain.phone == "0532-84210000"


def test_a_contact_may_be_a_stations_and_a_name_alone_is_enough() -> None:
    bureau = Bureau()
    bureau.take("姓名|工作站|电话", "李某|滨湖站|1", "王某|NH|2")
    assert [one.station for one in bureau.catalog().contacts.values()] == ["binhu", "nanhu"]


def test_a_name_is_taken_from_what_names_where_no_column_is_for_persons() -> None:
    bureau = Bureau()
    bureau.take("名称|电话", "排水抢修|1")
    bureau.take("名称|姓名|电话", "某处|李某|2")
    assert [one.name for one in bureau.catalog().contacts.values()] == ["排水抢修", "李某"]


def test_what_cannot_be_a_contact_is_told() -> None:
    found = Bureau().plan(TITLES, "|区水务局||1|||", "门岗|某公司|甲|未知|||", "门岗||甲|1||哪天|")
    assert outcomes(found) == ["bad"] * 3
    assert "post or name" in notes(found)[0]
    assert [one.column for one in found.rows[1].problems] == ["联系电话", "所属单位"]
    assert found.rows[2].problems[0].column == "有效期至"


def test_contacts_are_the_bureaus_to_lay_down() -> None:
    bureau = Bureau()
    bureau.ledger.set_meta("root_officer", "")
    with pytest.raises(Refused, match="bureau"):
        bureau.plan(TITLES, DRAIN)
