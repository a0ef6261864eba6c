"""Residents' contact data: sealed to the station, opened by its laptops alone."""

from pathlib import Path

import pytest

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.hidden import TAKEN_AWAY, is_sealed
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CHANGED
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.station_key import STATION_KEY, generations, key_id
from patrol_tui.services.bureau.enrol import joining_draft
from patrol_tui.services.bureau.sealing import completed_keys, open_sealed, renewed_keys, signers_of
from patrol_tui.services.ports.lists import ListQuery
from tests.ledger.town import NANHU, Laptop, Town

NAME = "张三 13800000000"


def own_key(laptop: Laptop) -> Laptop:
    """Let a laptop open what is sealed to it, as an opened home does."""
    laptop.store.station_keys.own = laptop.key.sealing
    return laptop


def begin(town: Town, station: str) -> None:
    """Give a station its first key, for all who have joined."""
    own_key(town.root)
    root = town.root.who.device
    town.root.write(joining_draft(root, town.root.heads(root), town.root.key.public))
    town.root.sync(town.shared)
    signers = signers_of(town.root.store, station)
    town.root.write(town.root.store.station_keys.renewed(station, signers))
    town.root.sync(town.shared)


def stated(laptop: Laptop, subject: bytes) -> State:
    """Return a thing."""
    state = laptop.store.state(subject)
    assert state is not None
    return state


def party(laptop: Laptop, subject: bytes) -> Json:
    """Return the sealed field."""
    return stated(laptop, subject).fields["party"]


def station_of(laptop: Laptop, town: Town, station: str) -> None:
    """Say which station a laptop is of, as enrolling does."""
    device = laptop.who.device
    heads = town.root.heads(device)
    content: dict[str, Json] = {"set": {"station": station}}
    town.root.write(Draft(device, 0x1200 | CHANGED, content, heads, district=True))
    town.root.sync(town.shared)


@pytest.fixture
def two(town: Town) -> tuple[Laptop, Laptop]:
    """Return two laptops of the station by the lake, which has a key."""
    one, other = own_key(town.enrol(7, "0417")), own_key(town.enrol(8, "0418"))
    for laptop in (one, other):
        laptop.sync(town.shared)
        station_of(laptop, town, "binhu")
    begin(town, "binhu")
    for laptop in (one, other):
        laptop.sync(town.shared)
    return one, other


def test_contact_data_are_sealed_before_they_are_written(
    town: Town, two: tuple[Laptop, Laptop]
) -> None:
    one, other = two
    subject = one.issue("南门", party=NAME)
    one.sync(town.shared)
    other.sync(town.shared)
    assert is_sealed(party(other, subject))
    assert other.store.unseal(party(other, subject)) == NAME
    entry = next(iter(other.store.entries(subject)))
    assert "张三" not in str(payload.decode(entry.payload or b""))
    while other.store.index_some():
        pass
    assert other.store.count(ListQuery("issue", text="张三")) == 0
    longer = one.issue("北门", party="王" * 3)
    assert len(str(party(one, longer))) == len(str(party(one, subject)))
    assert one.store.verify().problems == ()


def test_a_laptop_of_another_station_cannot_open_them(
    town: Town, two: tuple[Laptop, Laptop]
) -> None:
    one, _ = two
    far = own_key(town.enrol(9, "0419", station=NANHU))
    station_of(far, town, "nanhu")
    subject = one.issue("南门", party=NAME)
    far.sync(town.shared)
    with pytest.raises(Refused, match="station whose key"):
        far.store.unseal(party(one, subject))
    blind = two[1]
    blind.store.station_keys.own = None
    with pytest.raises(Refused):
        blind.store.unseal(party(one, subject))
    strange: tuple[Json, ...] = (
        "x",
        {"sealed": {}},
        {"sealed": {"station": "binhu", "key": "00", "box": "00"}},
    )
    for odd in strange:
        with pytest.raises(Refused):
            one.store.unseal(odd)
    said = party(one, subject)
    assert isinstance(said, dict)
    for box in ("zz", "00"):
        with pytest.raises(Refused):
            one.store.unseal({"sealed": {**said["sealed"], "box": box}})  # type: ignore[dict-item]


def test_without_a_key_nothing_personal_is_written(town: Town) -> None:
    one = own_key(town.enrol(7, "0417"))
    before = one.store.counts().entries
    with pytest.raises(Refused, match="not on this laptop yet"):
        one.issue("南门", party=NAME)
    assert one.store.counts().entries == before
    subject = one.issue("南门", party=None)
    assert party(one, subject) is None
    assert one.store.state(subject) is not None


def test_what_is_sealed_or_expunged_is_taken_over_as_it_is(two: tuple[Laptop, Laptop]) -> None:
    one, _ = two
    subject = one.issue("南门", party=NAME)
    sealed = party(one, subject)
    one.change(subject, party=sealed)
    assert party(one, subject) == sealed
    one.change(subject, party=TAKEN_AWAY)
    assert party(one, subject) == TAKEN_AWAY
    one.write(Draft(subject, 0x7E02, {"set": {"party": "x"}}, one.heads(subject)))
    one.write(Draft(subject, ISSUE.kind(CHANGED), {"set": 7}, one.heads(subject)))


@pytest.mark.fault(29)
def test_a_laptop_that_was_shut_out_cannot_open_what_came_later(
    town: Town, two: tuple[Laptop, Laptop]
) -> None:
    one, lost = two
    early = one.issue("南门", party=NAME)
    one.sync(town.shared)
    town.root.sync(town.shared)
    device = town.root.store.state(lost.who.device)
    assert device is not None
    drafts = renewed_keys(town.root.store, town.root.store.station_keys, device)
    assert len(drafts) == 1
    town.root.write(*drafts)
    town.root.sync(town.shared)
    for laptop in (one, lost):
        laptop.sync(town.shared)
    late = one.issue("北门", party=NAME)
    assert one.store.unseal(party(one, late)) == NAME
    assert one.store.unseal(party(one, early)) == NAME
    assert lost.store.unseal(party(one, early)) == NAME
    with pytest.raises(Refused):
        lost.store.unseal(party(one, late))
    keys = generations(stated(one, key_id("binhu")))
    assert [key.number for key in keys] == [1, 2]


def test_who_joins_later_gets_the_key_from_the_bureau(
    town: Town, two: tuple[Laptop, Laptop]
) -> None:
    one, _ = two
    subject = one.issue("南门", party=NAME)
    one.sync(town.shared)
    fresh = own_key(town.enrol(9, "0419"))
    station_of(fresh, town, "binhu")
    fresh.sync(town.shared)
    with pytest.raises(Refused):
        fresh.store.unseal(party(fresh, subject))
    town.root.sync(town.shared)
    keys = town.root.store.station_keys
    drafts = completed_keys(town.root.store, keys)
    assert len(drafts) == 1
    town.root.write(*drafts)
    assert completed_keys(town.root.store, keys) == ()
    town.root.sync(town.shared)
    assert completed_keys(town.root.store, keys) == ()
    fresh.sync(town.shared)
    assert fresh.store.unseal(party(fresh, subject)) == NAME
    assert completed_keys(fresh.store, fresh.store.station_keys) == ()


def test_a_key_out_of_the_bundle_opens_too(town: Town, two: tuple[Laptop, Laptop]) -> None:
    one, _ = two
    subject = one.issue("南门", party=NAME)
    one.sync(town.shared)
    fresh = town.enrol(9, "0419")
    fresh.sync(town.shared)
    for private in one.store.station_keys.privates("binhu"):
        fresh.store.keep_station_key(private)
    assert fresh.store.unseal(party(fresh, subject)) == NAME
    assert fresh.store.station_keys.privates("nanhu") == ()


def test_a_false_copy_of_a_key_does_not_hide_the_right_one(
    town: Town, two: tuple[Laptop, Laptop]
) -> None:
    one, other = two
    subject = one.issue("南门", party=NAME)
    one.sync(town.shared)
    (key,) = generations(stated(town.root, key_id("binhu")))
    body: Json = {
        "generation": 1,
        "public": key.public.hex(),
        "for": {
            other.who.device.hex(): "00",
            one.who.device.hex(): key.wrapped[other.who.device][0].hex(),
        },
    }
    content: dict[str, Json] = {"record": {"keys": [body, 7, {"generation": 2, "public": "zz"}]}}
    town.root.write(
        Draft(
            key_id("binhu"),
            STATION_KEY.kind(CHANGED),
            content,
            town.root.heads(key_id("binhu")),
            district=True,
        )
    )
    town.root.sync(town.shared)
    for laptop in two:
        laptop.sync(town.shared)
        assert laptop.store.unseal(party(one, subject)) == NAME


def test_opening_is_recorded_with_its_reason(town: Town, two: tuple[Laptop, Laptop]) -> None:
    one, other = two
    subject = one.issue("南门", party=NAME)
    one.sync(town.shared)
    other.sync(town.shared)
    opened = open_sealed(other.store, subject, "party", "回访", other.now_us)
    assert opened.value == NAME
    fact = stated(other, subject).facts[-1]
    assert fact.entry.hash == opened.entry
    assert fact.content == {"opened": ["party"], "reason": "回访"}
    assert "张三" not in str(fact.content)
    assert Path(other.path).exists()


def test_a_key_that_is_none_gets_no_copy(town: Town) -> None:
    own_key(town.root)
    keys = town.root.store.station_keys
    draft = keys.renewed("binhu", {b"x" * 16: b"\xff" * 32, b"y" * 16: b"short"})
    town.root.write(draft)
    (key,) = generations(stated(town.root, key_id("binhu")))
    assert key.wrapped == {}
    assert keys.completed("nanhu", {}) is None
