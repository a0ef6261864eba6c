from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.subject import CHANGED, CREATED, Field, RowValues
from patrol_tui.domain.subjects import BY_CODE, SUBJECTS, subject_of_kind
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM, item_id
from patrol_tui.domain.subjects.device import DEVICE
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.domain.subjects.officer import OFFICER, officer_id
from patrol_tui.domain.subjects.patrol import PATROL
from tests.domain.pen import AT_US, THING, Pen, every_role


def row_of(subject_type: str, content: dict[str, Json]) -> RowValues:
    """Return what lists show of a thing with one entry."""
    subject = next(one for one in SUBJECTS if one.type == subject_type)
    entry = Pen("a").write(content, kind=subject.kind(CREATED))
    return subject.row(fold(subject, [entry], every_role))


def test_every_subject_has_its_own_code_and_sound_states() -> None:
    assert len(BY_CODE) == len(SUBJECTS)
    for subject in SUBJECTS:
        assert 0 < subject.code < 0x7F
        named = {subject.first, *subject.moves, *subject.closing}
        named |= {to for moves in subject.moves.values() for to in moves}
        assert named - {""} <= set(subject.statuses)


def test_a_kind_belongs_to_its_subject_alone() -> None:
    assert subject_of_kind(ISSUE.kind(CHANGED)) is ISSUE
    assert subject_of_kind(0x7E01) is None
    assert ISSUE.fact_name(ISSUE.kind(CREATED)) == "created"
    assert ISSUE.fact_name(PATROL.kind(CREATED)) is None
    assert ISSUE.fact_name(ISSUE.kind(0xEE)) is None


def test_rights_name_who_may_write() -> None:
    assert ISSUE.may_write(ISSUE.kind(CREATED), frozenset(("officer",)))
    assert not ISSUE.may_write(ISSUE.kind(CREATED), frozenset(("auditor",)))
    assert not OFFICER.may_write(OFFICER.kind(CREATED), frozenset(("officer",)))
    assert DEVICE.may_write(DEVICE.kind(CREATED), frozenset(("bureau",)))


def test_a_field_is_found_by_name_or_by_the_beginning_of_its_name() -> None:
    assert isinstance(PATROL.field_named("weather"), Field)
    found = PATROL.field_named("check/p3/i2")
    assert found is not None
    assert found.name == "check/"
    assert PATROL.field_named("no such field") is None
    assert ISSUE.field_named("check/p3") is None


def test_an_issue_is_due_by_the_nearer_of_its_clocks_while_it_is_open() -> None:
    fields: dict[str, Json] = {"place": "南门", "deadline_us": 9, "recheck_us": 5}
    row = row_of("issue", {"move": "reported", "set": fields})
    assert (row.due_us, row.is_open, row.title) == (5, True, "南门")
    assert row.begun_us == AT_US
    flags: Json = {"flags": ["suspended"]}
    assert row_of("issue", {"move": "reported", "set": fields, "add": flags}).due_us is None
    assert row_of("issue", {"move": "reported", "retract": True, "set": fields}).is_open is False
    assert row_of("issue", {"move": "reported"}).due_us is None


def test_a_search_finds_an_issue_by_its_texts_and_notes() -> None:
    content: dict[str, Json] = {
        "set": {"place": "南门", "lat_e7": 3},
        "record": {"notes": ["堆物"]},
    }
    row = row_of("issue", content)
    assert row.search.splitlines() == ["南门", "堆物"]
    assert row.extra["lat_e7"] == 3


def test_other_things_have_rows_too() -> None:
    assert row_of("patrol", {"set": {"started_us": 7, "route": "r1"}}).begun_us == 7
    assert row_of("patrol", {"set": {"route": "r1"}}).begun_us == AT_US
    assert row_of("officer", {"set": {"name": "甲", "badge": "0417"}}).title == "甲"
    assert row_of("device", {"set": {"number": 7}, "move": "enrolled"}).number == "07"
    item = row_of("catalog_item", {"set": {"section": "kinds", "item": "x", "body": {"a": 1}}})
    assert item.extra["body"] == '{"a":1}'


def test_names_in_the_catalogue_have_fixed_ids() -> None:
    assert item_id("kinds", "fire_lane") != item_id("routes", "fire_lane")
    assert officer_id("0417") == officer_id("0417")
    assert CATALOG_ITEM.code != OFFICER.code


def test_a_draft_belongs_home_unless_it_says_otherwise() -> None:
    draft = Draft(THING, ISSUE.kind(CREATED), {})
    assert (draft.district, draft.numbered, draft.critical, draft.parents) == (
        False,
        None,
        False,
        (),
    )
