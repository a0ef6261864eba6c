"""Whose laptops get a station's key, and opening what is sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.payload import canonical
from patrol_tui.domain.folding.subject import CREATED
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.request import REQUEST
from patrol_tui.domain.subjects.station_key import STATION_KEY, generations, key_content, key_id
from patrol_tui.services.bureau.enrol import joining_draft
from patrol_tui.services.bureau.sealing import (
    completed_keys,
    open_fields,
    open_sealed,
    renewed_keys,
    sealed_fields,
    signers_of,
)
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Position
from tests.services.syncing import SyncedLedger

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json
    from patrol_tui.domain.folding.state import State

NOW_US = 1_764_000_000_000_000
THING = name_id("thing", "1")
SEALED: "Json" = {"sealed": {"station": "binhu", "key": "00", "box": "00"}}
PHONE: "Json" = {"sealed": {"station": "binhu", "key": "00", "box": "01"}}


class Bureau(SyncedLedger):
    """The founder's ledger, at a place of the district's log."""

    n = 0

    def cursors(self) -> Mapping[bytes, Position]:
        """Follow the district's log."""
        return {DISTRICT: Position(bytes(16), self.n, bytes(32))}

    def devices(self) -> Mapping[bytes, int]:
        """Return all laptops that anything is held of."""
        kinds = {entry.subject: entry.kind >> 8 for entry in self.kept}
        return {one: 0 for one, code in kinds.items() if code == DEVICE.code}


def district() -> Bureau:
    """Return the bureau's ledger."""
    ledger = Bureau()
    ledger.set_meta("root_officer", ledger.writer.officer.hex())
    return ledger


def laptop(
    ledger: Bureau, name: str, station: str, sign_key: str = "ab", *, by: str = "x"
) -> bytes:
    """Let a laptop join, by an officer."""
    device = name_id("device", name)
    said: dict[str, Json] = {"set": {"station": station}, "move": "enrolled"}
    (entry,) = ledger.append((Draft(device, DEVICE.kind(CREATED), said, district=True),), NOW_US)
    who = ledger.writer
    ledger.written_by(device, who.officer if by == "bureau" else name_id("officer", by))
    draft = joining_draft(device, (entry.hash,), b"")
    joined: dict[str, Json] = {"set": {"sign_key": sign_key}, "move": "joined"}
    ledger.append((Draft(device, draft.kind, joined, draft.parents),), NOW_US)
    ledger.written_by(who.device, who.officer)
    return device


@dataclass
class Keys:
    """The keys, as a decision asks for them."""

    known: set[str] = field(default_factory=set)
    asked: list[tuple[str, str, int]] = field(default_factory=list)
    lacking: bool = True

    def public(self, station: str) -> bytes | None:
        """Return one that tells the station."""
        return station.encode() if station in self.known else None

    def privates(self, station: str) -> tuple[bytes, ...]:
        """Return none."""
        return (station.encode(),)[:0]

    def renewed(self, station: str, signers: Mapping[bytes, bytes]) -> Draft:
        """Begin one."""
        self.asked.append(("renewed", station, len(signers)))
        return Draft(key_id(station), STATION_KEY.kind(CREATED), {})

    def completed(self, station: str, signers: Mapping[bytes, bytes]) -> Draft | None:
        """Wrap one."""
        self.asked.append(("completed", station, len(signers)))
        return self.renewed(station, signers) if self.lacking else None


def test_the_stations_laptops_and_the_bureaus_may_open() -> None:
    ledger = district()
    lake = laptop(ledger, "lake", "binhu", "01")
    laptop(ledger, "south", "nanhu", "02")
    bureau = laptop(ledger, "bureau", "kaiyuan", "03", by="bureau")
    laptop(ledger, "odd", "binhu", "zz")
    laptop(ledger, "none", "binhu", "")
    assert signers_of(ledger, "binhu") == {lake: b"\1", bureau: b"\3"}
    assert signers_of(ledger, "binhu", without=lake) == {bureau: b"\3"}


def test_keys_are_completed_where_the_district_has_grown() -> None:
    ledger, keys = district(), Keys({"binhu"})
    laptop(ledger, "lake", "binhu")
    laptop(ledger, "south", "nanhu")
    laptop(ledger, "nowhere", "")
    assert len(completed_keys(ledger, keys)) == 2
    assert [one[:2] for one in keys.asked if one[0] != "renewed" or one[1] == "nanhu"] == [
        ("completed", "binhu"),
        ("renewed", "nanhu"),
    ]
    assert completed_keys(ledger, keys) == ()
    ledger.n, keys.lacking, keys.known = 1, False, {"binhu", "nanhu"}
    assert completed_keys(ledger, keys) == ()
    ledger.n, keys.asked = 2, []
    device = ledger.state(name_id("device", "lake"))
    assert device is not None
    given: dict[str, Json] = {"set": {"given_keys": [b"binhu".hex()]}}
    ledger.append((Draft(device.subject, DEVICE.kind(2), given, device.heads),), NOW_US)
    completed_keys(ledger, keys)
    assert ("completed", "binhu", 0) in keys.asked
    ledger.set_meta("root_officer", "")
    ledger.n = 3
    assert completed_keys(ledger, keys) == ()


@pytest.mark.fault(29)
def test_every_laptop_that_is_shut_out_renews_the_keys_it_had() -> None:
    ledger, keys = district(), Keys()
    lake = laptop(ledger, "lake", "binhu")
    laptop(ledger, "south", "nanhu")
    bureau = laptop(ledger, "bureau", "binhu", by="bureau")
    states: dict[bytes, State | None] = {one: ledger.state(one) for one in (lake, bureau)}
    for device, stations in ((lake, ["binhu"]), (bureau, ["binhu", "nanhu"])):
        state = states[device]
        assert state is not None
        keys.asked.clear()
        assert len(renewed_keys(ledger, keys, state)) == len(stations)
        assert [station for _, station, _ in keys.asked] == stations


def recorded(ledger: Bureau) -> None:
    """Record an issue with a sealed field."""
    said: dict[str, Json] = {"set": {"party": SEALED, "place": "x"}, "move": "reported"}
    ledger.append((Draft(THING, ISSUE.kind(CREATED), said),), NOW_US)


def test_opening_is_recorded_before_it_is_shown() -> None:
    ledger = district()
    recorded(ledger)
    ledger.unsealed[canonical(SEALED)] = "张三"
    opened = open_sealed(ledger, THING, "party", " 回访 ", NOW_US)
    assert opened.value == "张三"
    state = ledger.state(THING)
    assert state is not None
    assert state.facts[-1].entry.hash == opened.entry
    assert state.facts[-1].content == {"opened": ["party"], "reason": "回访"}
    assert state.fields["party"] == SEALED


def test_what_cannot_be_opened_leaves_no_record() -> None:
    ledger = district()
    with pytest.raises(NotFound):
        open_sealed(ledger, THING, "party", "回访", NOW_US)
    recorded(ledger)
    for name, reason in (("party", " "), ("place", "回访"), ("party", "回访")):
        with pytest.raises(Refused):
            open_sealed(ledger, THING, name, reason, NOW_US)
    assert len(ledger.kept) == 1


def test_several_fields_are_opened_with_one_record() -> None:
    ledger = district()
    thing = Draft(THING, REQUEST.kind(CREATED), {"set": {"requester": SEALED, "phone": PHONE}})
    ledger.append((thing,), NOW_US)
    ledger.unsealed |= {canonical(SEALED): "张三", canonical(PHONE): "138"}
    state = ledger.state(THING)
    assert state is not None
    names = sealed_fields(state)
    values, entry = open_fields(ledger, THING, names, "回访", NOW_US)
    assert values == {"requester": "张三", "phone": "138"}
    assert [ledger.kept[-1].hash, len(ledger.kept)] == [entry.hash, 2]


def test_generations_are_read_as_far_as_they_can_be() -> None:
    ledger = district()
    subject = key_id("binhu")
    good = key_content("binhu", 1, b"\1", {b"\2": b"\3"})
    odd: Json = [7, {"generation": 2, "public": "zz", "for": {}}]
    for content in (
        good,
        {"record": {"keys": odd}},
        key_content("binhu", 1, b"\1", {b"\2": b"\4"}),
    ):
        ledger.append((Draft(subject, STATION_KEY.kind(CREATED), content),), NOW_US)
    state = ledger.state(subject)
    assert state is not None
    (key,) = generations(state)
    assert (key.number, key.public) == (1, b"\1")
    assert sorted(key.wrapped[b"\2"]) == [b"\3", b"\4"]
    assert generations(None) == ()
    row = STATION_KEY.row(state)
    assert (row.kind, row.title) == ("binhu", "1")
