from dataclasses import replace

import pytest

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import seal_message
from patrol_tui.domain.entries.ids import ZERO_HASH
from patrol_tui.domain.entries.run import Run
from patrol_tui.domain.folding.subject import CHANGED
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.domain.subjects.officer import OFFICER, officer_id
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.quarantine import (
    BAD_SEAL,
    NO_SEAL,
    REASONS,
    REVOKED,
    UNKNOWN_DEVICE,
    WRONG_STATION,
)
from patrol_tui.services.ports.shared import Position
from tests.ledger.town import BINHU, Laptop, Shared, Town, opened, writer

NOWHERE = Position(bytes(16), 0, ZERO_HASH)
STRANGER = SigningKey(b"\7" * 32)


def pushed_with(laptop: Laptop, shared: Shared, key: SigningKey) -> None:
    """Push what a laptop has not sent, sealed by a key."""
    for run in laptop.store.unsent_runs(32_768):
        seal = key.sign(seal_message(run.entries[-1].hash))
        shared.push(run.header.station, [replace(run, seal=seal)], laptop.who.device)


def flags(laptop: Laptop, subject: bytes) -> list[str | None]:
    """Return how the entries of a thing were judged."""
    state = laptop.store.state(subject)
    return [fact.flag for fact in state.facts] if state else []


@pytest.mark.fault(32)
def test_a_bad_seal_is_kept_without_effect_and_in_nobodys_way(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    one.sync(town.shared)
    one.change(subject, place="假")
    pushed_with(one, town.shared, STRANGER)
    town.root.issue("别的")
    town.root.push(town.shared)
    other.sync(town.shared)
    (entry,) = [entry for entry in other.store.entries(subject) if entry.seq == 2]
    assert other.store.quarantined() == {entry.hash: BAD_SEAL}
    assert other.store.counts().quarantined == 1
    state = other.store.state(subject)
    assert state is not None
    assert state.text("place") == "南门"
    assert flags(other, subject) == [None, "barred"]
    assert other.store.count(ListQuery("issue")) == 2
    (named,) = other.store.verify().problems
    assert (named.entry, named.params["laptop"]) == (entry.hash, "07")


def test_one_valid_seal_later_is_enough(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    subject = one.issue("南门")
    pushed_with(one, town.shared, STRANGER)
    other.pull(town.shared)
    assert flags(other, subject) == ["barred"]
    one.pull(town.shared)
    one.issue("北门")
    one.sync(town.shared)
    other.pull(town.shared)
    assert other.store.quarantined() == {}
    assert flags(other, subject) == [None]
    assert other.store.digest() == one.store.digest()
    assert other.store.verify().problems == ()


def test_rows_without_a_seal_wait_for_one(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    first, second = one.issue("1"), one.issue("2")
    one.push(town.shared)
    other.store.receive(town.shared.segment(BINHU, NOWHERE, limit=1))
    assert set(other.store.quarantined().values()) == {NO_SEAL}
    assert flags(other, first) == ["barred"]
    other.pull(town.shared)
    assert other.store.quarantined() == {}
    assert flags(other, first) == flags(other, second) == [None]
    assert other.store.verify().problems == ()


def test_a_seal_covers_only_what_leads_to_it(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    one.issue("1")
    (run,) = one.store.unsent_runs(32_768)
    town.shared.push(BINHU, [replace(run, seal=None)], one.who.device)
    third = town.enrol(9, "0419")
    third.issue("3")
    third.push(town.shared)
    other.pull(town.shared)
    assert set(other.store.quarantined().values()) == {NO_SEAL}
    assert len(other.store.quarantined()) == 1


def test_a_device_that_becomes_known_later_is_believed_then(town: Town) -> None:
    other = town.enrol(8, "0418")
    one = town.enrol(7, "0417")
    subject = one.issue("南门")
    one.push(town.shared)
    other.store.receive(town.shared.segment(BINHU, NOWHERE))
    assert set(other.store.quarantined().values()) == {UNKNOWN_DEVICE}
    assert flags(other, subject) == ["barred"]
    other.pull(town.shared)
    assert other.store.quarantined() == {}
    assert flags(other, subject) == [None]
    assert other.store.verify().problems == ()
    other.sync(town.shared)
    one.sync(town.shared)
    assert other.store.digest() == one.store.digest()


def test_a_stranger_cannot_found_the_district_anew(town: Town) -> None:
    false_root = opened(town.folder, writer(66, "0001"), STRANGER)
    false_root.write(
        town.device(false_root.who.device, 66, sign_key=STRANGER.public.hex()),
    )
    shared = Shared()
    false_root.push(shared)
    one = opened(town.folder, writer(7, "0417"), SigningKey(b"\6" * 32), root=town.root.key)
    one.pull(shared)
    assert set(one.store.quarantined().values()) == {BAD_SEAL}
    assert one.store.devices().get(false_root.who.device) is not None
    assert flags(one, false_root.who.device) == ["barred"]
    for laptop in (one, false_root):
        laptop.store.close()


def test_a_foreign_entry_in_an_own_line_moves_nothing(town: Town) -> None:
    one = town.enrol(7, "0417")
    folder = town.folder / "thief"
    folder.mkdir()
    thief = opened(folder, writer(7, "0417"), STRANGER, root=town.root.key)
    thief.issue("假")
    (run,) = thief.store.unsent_runs(32_768)
    town.shared.push(BINHU, [run], thief.who.device)
    subject = one.issue("真")
    assert one.pull(town.shared, full=True) == 1
    assert one.store.counts().unsent == 1
    assert set(one.store.quarantined().values()) == {BAD_SEAL}
    one.sync(town.shared)
    assert one.store.counts().unsent == 0
    assert flags(one, subject) == [None]
    assert {named.entry for named in one.store.verify().problems} == set(one.store.quarantined())
    thief.store.close()


def test_a_device_with_two_keys_may_seal_by_either(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    second_key = SigningKey(b"\5" * 32)
    town.root.write(
        Draft(
            one.who.device,
            DEVICE.kind(CHANGED),
            {"set": {"sign_key": second_key.public.hex()}},
            parents=town.root.heads(one.who.device),
            district=True,
        )
    )
    town.root.sync(town.shared)
    one.issue()
    pushed_with(one, town.shared, second_key)
    one.pull(town.shared)
    one.issue()
    one.sync(town.shared)
    other.pull(town.shared)
    assert other.store.quarantined() == {}


def test_keys_that_are_no_keys_seal_nothing(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    device = b"d" * 16
    town.root.write(town.device(device, 5, sign_key="zz", enrol_key=""))
    town.root.sync(town.shared)
    other.pull(town.shared)
    one.pull(town.shared)
    assert other.store.devices()[device] == 5
    assert other.store._base.roster.keys(device, BINHU) == (frozenset(), frozenset())


def test_every_reason_has_words() -> None:
    assert set(REASONS) == {NO_SEAL, BAD_SEAL, UNKNOWN_DEVICE, WRONG_STATION, REVOKED}


def test_a_repeated_push_sends_the_same_bytes(town: Town) -> None:
    one = town.enrol(7, "0417")
    one.issue()
    first = one.store.wire(one.store.unsent_runs(32_768))
    one.issue()
    again = one.store.wire(one.store.unsent_runs(32_768))
    assert again[: len(first)] == first
    assert len(again) == 2


def test_what_is_sent_keeps_within_the_size(town: Town) -> None:
    one = town.enrol(7, "0417")
    for number in range(40):
        one.issue(note="".join(chr(0x4E00 + (n * 7919 + number) % 20_000) for n in range(700)))
    taken = one.store.unsent_runs(8_000)
    assert sum(map(len, one.store.wire(taken))) <= 8_000
    assert len(taken[0].entries) > 1
    (single,) = one.store.unsent_runs(1)
    assert len(single.entries) == 1
    one.sync(town.shared)
    assert one.store.counts().unsent == 0


def test_the_districts_line_goes_first(town: Town) -> None:
    town.root.issue()
    town.root.write(town.officer("0500", "lead"))
    runs = town.root.store.unsent_runs(32_768)
    assert [run.header.station for run in runs] == [DISTRICT, BINHU]


def test_parents_travel_by_their_number(town: Town) -> None:
    one = town.enrol(7, "0417")
    subject = one.issue()
    one.sync(town.shared)
    note = one.note(subject, "x")
    (run,) = one.store.unsent_runs(32_768)
    (wire,) = one.store.wire([run])
    assert wire.count(note.parents[0]) == 1  # as the one before it in the line
    assert len(one.store.wire([Run(run.header, run.entries, None)])[0]) == len(wire)


def roles_of(laptop: Laptop, badge: str, district_n: int) -> set[str] | None:
    """Return how a laptop judges an officer at a place of the district's log."""
    laptop.store._base.roster.refresh()
    roles = laptop.store._base.roster.roles(officer_id(badge), district_n)
    return None if roles is None else {*roles}


def grant(laptop: Laptop, badge: str, *roles: str, remove: tuple[str, ...] = ()) -> None:
    """Write into the district's log what an officer may do."""
    subject = officer_id(badge)
    laptop.write(
        Draft(
            subject,
            OFFICER.kind(CHANGED),
            {"add": {"roles": list(roles)}, "remove": {"roles": list(remove)}},
            parents=laptop.heads(subject),
            district=True,
        )
    )


def test_roles_are_judged_by_the_place_that_the_author_had_seen(town: Town) -> None:
    one = town.enrol(7, "0417")
    before = one.store.cursors()[DISTRICT].n
    grant(town.root, "0417", "lead")
    town.root.sync(town.shared)
    assert roles_of(one, "0417", before) == {"officer"}
    assert roles_of(one, "0417", before + 1) is None
    one.pull(town.shared)
    assert roles_of(one, "0417", before) == {"officer"}
    assert roles_of(one, "0417", before + 1) == {"officer", "lead"}
    grant(town.root, "0417", remove=("officer",))
    town.root.sync(town.shared)
    one.pull(town.shared)
    assert roles_of(one, "0417", before + 2) == {"lead"}
    assert roles_of(one, "no such badge", before) == set()
    assert "auditor" not in (roles_of(one, "0001", 1 << 40) or ())


def test_nobody_makes_themselves_bureau(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    grant(one, "0417", "bureau")
    one.sync(town.shared)
    grant(one, "0417", "bureau")
    grant(one, "0418", "bureau")
    one.sync(town.shared)
    other.pull(town.shared)
    n = other.store.cursors()[DISTRICT].n
    for badge in ("0417", "0418"):
        assert "bureau" not in (roles_of(other, badge, n) or ())
        assert "no_right" in flags(other, officer_id(badge))


def test_whom_the_bureau_made_bureau_may_let_others_in(town: Town) -> None:
    one, other = town.enrol(7, "0417", "bureau"), town.enrol(8, "0418")
    grant(one, "0418", "lead")
    one.sync(town.shared)
    other.pull(town.shared)
    assert roles_of(other, "0418", other.store.cursors()[DISTRICT].n) == {"officer", "lead"}


def test_a_retracted_officer_has_no_role(town: Town) -> None:
    one = town.enrol(7, "0417")
    subject = officer_id("0417")
    town.root.write(
        Draft(
            subject,
            OFFICER.kind(CHANGED),
            {"retract": True},
            parents=town.root.heads(subject),
            district=True,
        )
    )
    town.root.sync(town.shared)
    one.pull(town.shared)
    assert roles_of(one, "0417", one.store.cursors()[DISTRICT].n) == set()


def test_an_author_is_judged_once_the_district_has_said_enough(town: Town) -> None:
    one, other = town.enrol(7, "0417"), town.enrol(8, "0418")
    other.pull(town.shared)
    held = other.store.cursors()[DISTRICT].n
    grant(town.root, "0500", "officer")
    town.root.sync(town.shared)
    one.pull(town.shared)
    subject = one.issue()
    one.push(town.shared)
    other.store.receive(town.shared.segment(BINHU, NOWHERE))
    assert other.store.cursors()[DISTRICT].n == held
    assert flags(other, subject) == ["not_judgeable"]
    assert other.store.page(ListQuery("issue")).rows[0].status == ""
    assert other.store.verify().problems == ()
    other.pull(town.shared)
    assert flags(other, subject) == [None]
    assert other.store.page(ListQuery("issue")).rows[0].status == "reported"
    assert other.store.verify().problems == ()
