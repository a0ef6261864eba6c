"""Things of the usual form: added, moved step by step, by those who may, and what they name."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from patrol_tui.domain.folding.subject import Role
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.services.ports.ports import Link
from patrol_tui.services.requests import (
    AddThing,
    Move,
    Note,
    PhotoFile,
    RecordIssue,
    Retract,
    SetFields,
    Settle,
)
from patrol_tui.services.things import whistles
from patrol_tui.services.things.history import history
from patrol_tui.services.things.relations import name_of, related
from patrol_tui.services.things.values import typed_values
from patrol_tui.services.wording import field_label, spot_words, status_words, value_words
from tests.services.laptop import HOUR_US, Album, Laptop, Taken, at, meet, record

if TYPE_CHECKING:
    from patrol_tui.services.ports.ports import Ledger

ASKED = {"title": "夜间噪声", "channel": "来访", "phone": "138 0000 1111"}
OFFICER: frozenset[Role] = frozenset(("officer",))


def two() -> tuple[Laptop, Laptop]:
    """Return two officers who are no bureau, each at a laptop."""
    one, other = Laptop(7), Laptop(8, "0418")
    for laptop in (one, other):
        for person in (one, other):
            laptop.ledger.granted[person.ledger.writer.officer] = OFFICER
    return one, other


def request(laptop: Laptop, **more: str) -> bytes:
    """Take in a request."""
    return laptop.do(AddThing("request", {**ASKED, **more})).subject


def test_a_thing_is_numbered_and_due_by_the_limit_of_its_state() -> None:
    laptop = Laptop()
    thing = request(laptop, support="水务", wants_reply="是", place=" ")
    state = laptop.state(thing)
    assert (state.text("number"), state.status) == ("BH-q261123-07-01", "registered")
    assert (state.text("channel"), state.text("phone")) == ("visit", "13800001111")
    assert state.fields["receiver"] == "0417"
    assert state.sets["support"] == ("water",)
    assert "place" not in state.fields
    assert state.integer("due_us") == laptop.clock.now_us() + 8 * HOUR_US
    urgent = laptop.state(request(laptop, channel="hotline"))
    assert urgent.integer("due_us") == laptop.clock.now_us() + 4 * HOUR_US
    said = laptop.state(request(laptop, due_us="17:00"))
    assert said.integer("due_us") == at("2026-11-23T17:00")


def test_what_is_required_is_named_and_nothing_is_kept_without_it() -> None:
    laptop = Laptop(album=Album(a=Taken(b"a")))
    with pytest.raises(Refused, match="Channel"):
        laptop.do(AddThing("request", {"title": "井盖响"}, (PhotoFile(Path("a")),)))
    assert laptop.album.kept == {}
    with pytest.raises(Refused, match="colour"):
        laptop.do(AddThing("request", {**ASKED, "colour": "red"}))
    done = laptop.do(AddThing("request", ASKED, (PhotoFile(Path("a"), "现场"),)))
    assert len(laptop.state(done.subject).records["photos"]) == 1
    with pytest.raises(Refused, match="BH-q261123-07-01"):
        laptop.do(AddThing("request", ASKED, subject=done.subject))


def test_a_step_wants_its_fields_and_its_reason_and_sets_what_is_due() -> None:
    laptop = Laptop()
    thing = request(laptop)
    with pytest.raises(Refused, match="Handler"):
        laptop.do(Move(thing, "转办"))
    laptop.do(Move(thing, "transferred", values={"handler": "119", "support": "水务", "way": ""}))
    state = laptop.state(thing)
    assert (state.status, state.text("handler")) == ("transferred", "fire")
    assert state.sets["support"] == ("water",)
    with pytest.raises(Refused, match="reason"):
        laptop.do(Move(thing, "registered"))
    laptop.do(Move(thing, "answered", values={"reply": "已约谈", "support": "水务"}))
    state = laptop.state(thing)
    assert state.integer("due_us") == laptop.clock.now_us() + 2 * HOUR_US
    with pytest.raises(Refused, match="cannot become"):
        laptop.do(Move(thing, "closed"))
    with pytest.raises(NotFound, match="nowhere"):
        laptop.do(Move(thing, "nowhere"))


def test_an_unsatisfied_resident_gets_another_round() -> None:
    laptop = Laptop()
    thing = request(laptop)
    laptop.do(Move(thing, "settled", values={"reply": "当场挪开"}))
    laptop.do(Move(thing, "called_back", values={"satisfaction": "不满意", "due_us": "18:00"}))
    with pytest.raises(Refused, match="Unsatisfied"):
        laptop.do(Move(thing, "closed"))
    laptop.do(Move(thing, "reopened", "又占上了"))
    assert laptop.state(thing).status == "reopened"
    laptop.do(Retract(thing, "重复"))
    with pytest.raises(Refused, match="retracted"):
        laptop.do(Move(thing, "handling"))


def test_who_gave_the_answer_does_not_enter_what_the_resident_thinks_of_it() -> None:
    one, other = two()
    thing = request(one)
    one.do(Move(thing, "settled", values={"reply": "当场挪开"}))
    with pytest.raises(Refused, match="own work"):
        one.do(Move(thing, "called_back", values={"satisfaction": "satisfied"}))
    one.do(SetFields(thing, {"handler": "水务"}))
    meet(one, other)
    other.do(Move(thing, "called_back", values={"satisfaction": "satisfied"}))
    assert other.state(thing).text("satisfaction") == "satisfied"
    meet(one, other)
    one.do(SetFields(thing, {"handler": "119", "satisfaction": "fair"}))  # another did the work
    assert one.state(thing).text("satisfaction") == "fair"


def test_no_rating_is_taken_before_the_work_nor_kept_for_the_next() -> None:
    one, other = two()
    with pytest.raises(Refused, match="called_back: give it there"):
        request(one, satisfaction="满意")
    thing = request(one)
    for step in (
        SetFields(thing, {"satisfaction": "满意"}),
        Move(thing, "settled", values={"reply": "挪开", "satisfaction": "满意"}),
    ):
        with pytest.raises(Refused, match="called_back: give it there"):
            one.do(step)
    one.do(Move(thing, "settled", values={"reply": "挪开"}))
    meet(one, other)
    other.do(
        Move(thing, "called_back", values={"satisfaction": "不满意"}),
        SetFields(thing, {"satisfaction": "基本满意"}),
        Move(thing, "reopened", "又来了"),
    )
    meet(one, other)
    one.do(Move(thing, "settled"))
    meet(one, other)
    assert "satisfaction" not in other.state(thing).fields
    with pytest.raises(Refused, match="Missing"):
        other.do(Move(thing, "called_back"))
    meeting = one.do(AddThing("meeting", {"title": "停车难"})).subject
    with pytest.raises(Refused, match="reviewed: give it there"):
        one.do(SetFields(meeting, {"satisfaction": "满意"}))


def test_whoever_only_reads_is_told_that_nothing_was_written() -> None:
    laptop = Laptop()
    thing = request(laptop)
    for roles in (frozenset[Role](("auditor",)), frozenset[Role]()):
        laptop.ledger.granted[laptop.ledger.writer.officer] = roles
        held = len(laptop.ledger.kept)
        for asked in (
            Note(thing, "路过"),
            AddThing("request", ASKED),
            SetFields(thing, {"title": "别的"}),
            RecordIssue("stall", note="占道", place="东街"),
        ):
            with pytest.raises(Refused, match="only reads"):
                laptop.do(asked)
        assert len(laptop.ledger.kept) == held


def test_an_officer_drafts_a_whistle_and_the_subdistrict_blows_it() -> None:
    one, _ = two()
    thing = one.do(AddThing("whistle", {"title": "污水外溢", "called": "水务"})).subject
    one.do(Move(thing, "submitted"))
    with pytest.raises(Refused, match="subdistrict, bureau"):
        one.do(Move(thing, "blown"))
    one.ledger.granted[one.ledger.writer.officer] = frozenset(("subdistrict",))
    one.do(Move(thing, "blown"))
    assert one.state(thing).status == "blown"


def blown(laptop: Laptop, **more: str) -> bytes:
    """Blow a whistle for two departments."""
    values = {"title": "污水外溢", "called": "水务、119", **more}
    thing = laptop.do(AddThing("whistle", values)).subject
    laptop.do(Move(thing, "submitted"), Move(thing, "blown"))
    return thing


def test_each_department_has_three_clocks_and_the_whistle_waits_for_the_last() -> None:
    laptop = Laptop()
    thing = blown(laptop)
    begun = laptop.clock.now_us()
    rows = whistles.clocks(laptop.desk(), laptop.state(thing))
    assert set(rows) == {"water", "fire"}
    assert rows["water"][0] == whistles.Clock("signed", None, begun + HOUR_US)
    assert rows["water"][1] == whistles.Clock("contacted", None, None)
    laptop.do(Move(thing, "signed", values={"department": "水务"}))
    state = laptop.state(thing)
    assert (state.status, state.integer("due_us")) == ("blown", begun + HOUR_US)
    with pytest.raises(Refused, match="Signed"):
        laptop.do(Move(thing, "signed", values={"department": "水务"}))
    with pytest.raises(Refused, match="was not called"):
        laptop.do(Move(thing, "signed", values={"department": "住建"}))
    laptop.do(Move(thing, "signed"))
    signed = laptop.clock.now_us()
    state = laptop.state(thing)
    assert state.status == "signed"
    assert whistles.clocks(laptop.desk(), state)["fire"][1].due_us == signed + 24 * HOUR_US
    laptop.do(Move(thing, "contacted"), Move(thing, "arrived"))
    state = laptop.state(thing)
    assert (state.status, state.integer("due_us")) == (
        "arrived",
        laptop.clock.now_us() + 100 * HOUR_US,
    )
    laptop.do(Move(thing, "handling"))
    with pytest.raises(Refused, match="blown before"):
        laptop.do(Move(thing, "signed"))


def test_what_was_not_blown_cannot_be_signed_for() -> None:
    laptop = Laptop()
    thing = laptop.do(AddThing("whistle", {"title": "污水", "called": "水务"})).subject
    with pytest.raises(Refused, match="blown before"):
        laptop.do(Move(thing, "signed"))
    assert whistles.clocks(laptop.desk(), laptop.state(thing))["water"][0].due_us is None


def test_without_limits_a_whistle_keeps_the_date_that_it_has() -> None:
    laptop = Laptop()
    laptop.catalog = replace(laptop.catalog, limits={})
    thing = blown(laptop, due_us="17:00")
    laptop.do(Move(thing, "signed", values={"department": "水务"}))
    laptop.do(Move(thing, "signed"), Move(thing, "contacted"), Move(thing, "arrived"))
    assert laptop.state(thing).integer("due_us") == at("2026-11-23T17:00")


def test_relations_are_read_both_ways() -> None:
    laptop = Laptop()
    issue = laptop.do(record()).subject
    number = laptop.state(issue).text("number")
    asked = request(laptop)
    hint = laptop.state(asked).text("number")
    meeting = laptop.do(
        AddThing("meeting", {"title": "周五圆桌会", "agenda": f"{number} {hint}"})
    ).subject
    promise = laptop.do(
        AddThing(
            "commitment",
            {"title": "清运", "party": "物业", "meeting": meeting.hex(), "about": number},
        )
    ).subject
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # what a sync needs is not asked
    found = related(ledger, laptop.state(meeting))
    assert {(one.field.name, one.is_source, one.type) for one in found} == {
        ("agenda", False, "issue"),
        ("agenda", False, "request"),
        ("meeting", True, "commitment"),
    }
    found = related(ledger, laptop.state(issue))
    assert {(one.subject, one.is_source) for one in found} == {(meeting, True), (promise, True)}
    with pytest.raises(Refused, match="does not belong there"):
        laptop.do(SetFields(promise, {"meeting": number}))
    with pytest.raises(NotFound):
        laptop.do(SetFields(promise, {"meeting": "BH-0"}))
    said = [
        one.said.text(str, "zh") for one in history(ledger, laptop.catalog, laptop.state(meeting))
    ]
    assert said == ["Created: 周五圆桌会"]
    laptop.do(SetFields(meeting, {"agenda": number}))
    state = laptop.state(meeting)
    assert asked.hex()[:8] in history(ledger, laptop.catalog, state)[0].said.text(str, "zh")
    laptop.do(SetFields(meeting, {"agenda": f"{number} {hint}"}))
    laptop.do(SetFields(promise, {"meeting": ""}))
    assert laptop.state(promise).fields["meeting"] is None
    assert {one.type for one in related(ledger, laptop.state(meeting))} == {"issue", "request"}


def test_what_names_a_thing_that_is_not_held_says_no_more_than_that() -> None:
    laptop = Laptop()
    gone = bytes(range(16))
    asked = request(laptop)
    state = laptop.state(asked)
    odd = replace(state, fields={**state.fields, "same_as": gone.hex()})
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # what a sync needs is not asked
    (only,) = related(ledger, odd)
    assert (only.row, only.type) == (None, "")
    assert related(ledger, replace(odd, fields={"same_as": "zz"}, type="gone")) == ()
    assert related(ledger, replace(odd, fields={"same_as": "zz"})) == ()
    laptop.ledger.odd_links.append(Link(asked, "newer_field", gone))
    assert related(ledger, replace(odd, subject=gone, fields={})) == ()
    assert name_of("request").en == "Request"
    assert name_of("gone").en == "gone"


def test_a_relation_takes_identities_alone() -> None:
    laptop = Laptop()
    asked = request(laptop)
    with pytest.raises(Refused, match="no thing"):
        typed_values(laptop.desk(), BY_TYPE["request"], None, {"same_as": "0119"})
    other = request(laptop, same_as=laptop.state(asked).text("number"))
    assert laptop.state(other).text("same_as") == asked.hex()


def test_a_conflict_about_a_rating_is_not_settled_by_who_is_rated() -> None:
    one, other = two()
    thing = request(one)
    one.do(Move(thing, "settled", values={"reply": "挪开"}))
    meet(one, other)
    third = Laptop(9, "0419")
    for laptop in (one, other, third):
        laptop.ledger.granted[third.ledger.writer.officer] = OFFICER
    meet(one, other, third)
    other.do(Move(thing, "called_back", values={"satisfaction": "fair"}), Move(thing, "closed"))
    third.do(Move(thing, "called_back", values={"satisfaction": "satisfied"}))
    meet(one, other, third)
    with pytest.raises(Refused, match="own work"):
        one.do(Settle(thing, "satisfaction", value="满意"))
    other.do(Settle(thing, "status", value="closed"), Settle(thing, "satisfaction", value="满意"))
    assert other.state(thing).status == "closed"
    assert other.state(thing).conflicts == ()


def test_the_history_speaks_the_subjects_own_words() -> None:
    laptop = Laptop()
    thing = blown(laptop)
    laptop.do(Move(thing, "signed", values={"department": "水务"}), Note(thing, "已到门口"))
    state = laptop.state(thing)
    ledger: Ledger = laptop.ledger  # type: ignore[assignment] # what a sync needs is not asked
    said = [event.said.text(str, "zh") for event in history(ledger, laptop.catalog, state)]
    assert said[-1].endswith("污水外溢")
    assert any("吹哨" in one for one in said)
    assert any("签收 水务" in one for one in said)
    assert status_words("handling", "request").zh == "在办"
    assert status_words("handling").zh == "处置"
    assert status_words("handling", "gone").zh == "处置"
    subject = BY_TYPE["whistle"]
    label = field_label(laptop.catalog, subject, state, "urgency")
    assert label.in_("en") == "Urgency"  # type: ignore[union-attr] # both languages are at hand
    words = value_words(laptop.catalog, subject, state, "urgency", "urgent")
    assert words.in_("zh") == "紧急"  # type: ignore[union-attr] # as above
    assert spot_words(laptop.catalog, state, "signed/nowhere").in_("zh") == "nowhere"  # type: ignore[union-attr]
