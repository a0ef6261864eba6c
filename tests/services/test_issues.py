"""Recording an issue: what an officer types becomes one entry, or is refused with a reason."""

from pathlib import Path

import pytest

from patrol_tui.catalog_files import load_catalog
from patrol_tui.domain.entries.ids import new_id
from patrol_tui.domain.language.errors import NotFound, Refused
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.services.requests import PhotoFile, StartPatrol
from tests.services.laptop import HOUR_US, MINUTE_US, MONDAY_TEN, Album, Laptop, Taken, at, record

WROTE_US = MONDAY_TEN + MINUTE_US


def test_a_record_holds_what_was_typed_and_what_follows_from_it() -> None:
    laptop = Laptop()
    state = laptop.state(laptop.do(record(measures=("persuaded",), fields={"lane": "2"})).subject)
    assert state.fields == {
        "kind": "fire_lane",
        "place": "5号楼西侧",
        "note": "黑色轿车横停",
        "lane": "exit",
        "number": "BH-261123-07-01",
        "deadline_us": at("2026-11-23T15:31"),
        "recheck_us": WROTE_US + HOUR_US,
        "code": {
            "generation": 3,
            "sort": "event",
            "code": "09012",
            "name": "占用通道",
            "confirmed": False,
        },
    }
    assert state.status == "reported"
    assert "消防通道占用 Fire lane blocked" in ISSUE.row(state).search
    assert state.sets["measures"] == ("persuaded",)


def test_numbers_go_on_and_stay_those_of_station_day_and_laptop() -> None:
    laptop = Laptop(number=12)
    subjects = [laptop.do(record()).subject for _ in range(2)]
    numbers = [laptop.state(subject).text("number") for subject in subjects]
    assert numbers == ["BH-261123-12-01", "BH-261123-12-02"]


def test_a_station_that_the_catalogue_lacks_still_gives_numbers() -> None:
    laptop = Laptop()
    laptop.ledger.writer = type(laptop.ledger.writer)(
        **{
            name: getattr(laptop.ledger.writer, name)
            for name in laptop.ledger.writer.__dataclass_fields__
        }
        | {"station_code": "xinyuan"}
    )
    state = laptop.state(laptop.do(record()).subject)
    assert state.text("number") == "xinyuan-261123-07-01"


def test_what_was_settled_on_the_spot_has_no_deadline_left() -> None:
    laptop = Laptop()
    state = laptop.state(laptop.do(record(measures=("settled", "settled"))).subject)
    assert state.sets == {"flags": ("settled_on_spot",), "measures": ("settled",)}
    assert state.integer("deadline_us") is None
    assert state.integer("recheck_us") is None


def test_a_kind_without_a_recheck_and_without_a_code_gives_neither() -> None:
    laptop = Laptop()
    state = laptop.state(laptop.do(record(kind="vendor")).subject)
    assert {"recheck_us", "code"}.isdisjoint(state.fields)


def test_the_officers_own_times_count_before_those_of_the_kind() -> None:
    laptop = Laptop()
    deadline_us, recheck_us = at("2026-11-24T09:00"), at("2026-11-23T11:18")
    request = record(deadline_us=deadline_us, recheck_us=recheck_us, measures=("settled",))
    state = laptop.state(laptop.do(request).subject)
    assert (state.fields["deadline_us"], state.fields["recheck_us"]) == (deadline_us, recheck_us)
    typed = record(fields={"deadline_us": "＋2h", "recheck_us": "11：18"})
    state = laptop.state(laptop.do(typed).subject)
    assert state.fields["deadline_us"] == laptop.clock.now_us() + 2 * HOUR_US
    assert state.fields["recheck_us"] == at("2026-11-23T11:18")


def test_a_deadline_on_friday_afternoon_falls_on_monday() -> None:
    laptop = Laptop(now_us=at("2026-11-27T16:29"))
    state = laptop.state(laptop.do(record()).subject)
    assert state.fields["deadline_us"] == at("2026-11-30T11:30")


@pytest.mark.parametrize("name", ["deadline_us", "recheck_us"])
def test_a_time_that_has_passed_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="passed already"):
        Laptop().do(record(**{name: MONDAY_TEN}))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"place": " \u3000 "}, "The place is missing"),
        ({"note": "\x00\x1b[31m\u200b"}, "The note is missing"),
        ({"kind": "ufo"}, "No kind of issue is called ufo"),
        ({"measures": ("fine",)}, "fine is no measure"),
        ({"measures": ("gone",)}, "gone is no measure"),
        ({"lat_e7": 1}, "latitude and longitude"),
        ({"fields": {"lat_e7": "36.97"}}, "latitude and longitude"),
        ({"lat_e7": 910_000_000, "lon_e7": 0}, "no such position"),
        ({"fields": {"colour": "red"}}, "no field colour"),
        ({"fields": {"number": "X-1"}}, "no field number"),
        ({"note": "半个\ud83d字"}, "broken character"),
        ({"handed_to": "fire"}, "only where the measure is to hand over"),
        ({"handed_to": "NASA", "measures": ("handed_over",)}, "No department is called NASA"),
    ],
)
def test_what_does_not_fit_is_refused_with_words_and_nothing_is_written(
    changes: dict[str, object], said: str
) -> None:
    laptop = Laptop()
    with pytest.raises(Refused, match=said):
        laptop.do(record(**changes))
    assert laptop.ledger.kept == []


def test_a_measure_that_does_not_fit_is_answered_with_those_that_do() -> None:
    with pytest.raises(Refused) as refused:
        Laptop().do(record(measures=("fine",)))
    offered = "persuaded（劝导）、settled（当场处置）、handed_over（移交）"
    assert refused.value.text(str) == f"fine is no measure for this kind. It takes: {offered}."
    assert str(refused.value).endswith("It takes: persuaded, settled, handed_over.")


@pytest.mark.parametrize("typed", ["fire", "消防救援", "消防救援大队", "１１９", "FIRE"])
def test_a_department_is_known_by_any_of_its_names(typed: str) -> None:
    laptop = Laptop()
    for request in (
        record(measures=("handed_over",), handed_to=typed),
        record(measures=("handed_over",), fields={"handed_to": typed}),
    ):
        assert laptop.state(laptop.do(request).subject).fields["handed_to"] == "fire"


@pytest.mark.parametrize(
    "note", ["[/red] [bold", "看\x1b[2J\x1b]0;x\x07", "{0} {place} %s", "一\n二", "长" * 10_000]
)
def test_text_is_kept_as_it_was_typed(note: str) -> None:
    laptop = Laptop()
    done = laptop.do(record(note=note, place=note))
    assert laptop.state(done.subject).fields["note"] == note


def test_what_is_longer_than_an_entry_holds_is_refused_before_photos_are_kept() -> None:
    album = Album(**{"a.jpg": Taken(b"one")})
    laptop = Laptop(album=album)
    endless = "".join(chr(0x4E00 + place * 7919 % 20_000) for place in range(60_000))
    with pytest.raises(Refused, match="too long"):
        laptop.do(record(note=endless, photos=(PhotoFile(Path("a.jpg")),)))
    assert album.kept == {}


def test_a_form_with_a_file_that_is_no_photo_keeps_nothing() -> None:
    album = Album(**{"a.jpg": Taken(b"one")})
    laptop = Laptop(album=album)
    photos = (PhotoFile(Path("a.jpg")), PhotoFile(Path("list.xlsx")))
    with pytest.raises(Refused, match=r"list\.xlsx is no photo"):
        laptop.do(record(photos=photos))
    assert (album.kept, laptop.ledger.kept) == ({}, [])


def test_photos_are_named_with_all_that_is_known_of_them() -> None:
    taken = Taken(b"one", taken_at_us=5, lat_e7=1, lon_e7=2)
    laptop = Laptop(album=Album(**{"a.jpg": taken, "b.jpg": Taken(b"two")}))
    photos = (PhotoFile(Path("a.jpg"), " 车头 "), PhotoFile(Path("b.jpg")))
    state = laptop.state(laptop.do(record(photos=photos)).subject)
    bodies = [value.value for value in state.records["photos"]]
    previews = [body.pop("preview") for body in bodies if isinstance(body, dict)]
    assert [len(str(preview)) for preview in previews] == [64, 64]
    assert bodies == [
        {
            "hash": "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
            "size": 3,
            "type": "image/jpeg",
            "caption": "车头",
            "taken_us": 5,
            "lat_e7": 1,
            "lon_e7": 2,
        },
        {
            "hash": "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
            "size": 3,
            "type": "image/jpeg",
            "caption": "",
        },
    ]


def test_a_position_comes_from_the_receiver_or_is_typed() -> None:
    laptop = Laptop()
    fixed = laptop.do(record(lat_e7=369_700_000, lon_e7=1_172_100_000)).subject
    typed = laptop.do(record(fields={"lat_e7": "36.97", "lon_e7": "１１７．２１"})).subject
    positions = [
        (laptop.state(one).fields["lat_e7"], laptop.state(one).fields["lon_e7"])
        for one in (fixed, typed)
    ]
    assert positions == [(369_700_000, 1_172_100_000)] * 2


def test_a_record_on_patrol_answers_the_item_it_came_from() -> None:
    laptop = Laptop()
    laptop.do(StartPatrol("north"))
    done = laptop.do(record(answers=("gate", "clear")))
    state, patrol = laptop.state(done.subject), laptop.patrol()
    assert len(done.entries) == 2
    assert state.fields["patrol"] == "BH-p261123-07-01"
    assert state.fields["checkpoint"] == "gate"
    assert patrol.fields["check/gate/clear"] == {
        "result": "problem",
        "issue": done.subject.hex(),
        "at_us": laptop.clock.now_us(),
    }


def test_a_place_that_was_named_counts_before_that_of_the_item() -> None:
    laptop = Laptop()
    laptop.do(StartPatrol("north"))
    done = laptop.do(record(answers=("gate", "clear"), checkpoint="market"))
    assert laptop.state(done.subject).fields["checkpoint"] == "market"


def test_an_answer_without_a_patrol_is_still_recorded() -> None:
    laptop = Laptop()
    done = laptop.do(record(answers=("gate", "clear")))
    assert len(done.entries) == 1
    assert "patrol" not in laptop.state(done.subject).fields


def test_an_item_that_the_route_lacks_is_refused() -> None:
    laptop = Laptop()
    laptop.do(StartPatrol("north"))
    with pytest.raises(NotFound, match="no item"):
        laptop.do(record(answers=("gate", "roof")))
    assert len(laptop.ledger.kept) == 1


def test_the_same_form_is_not_saved_twice() -> None:
    laptop = Laptop()
    subject = new_id(MONDAY_TEN, bytes(10))
    laptop.do(record(subject=subject))
    with pytest.raises(Refused, match="saved already, as BH-261123-07-01"):
        laptop.do(record(subject=subject))
    assert len(laptop.ledger.kept) == 1


def test_every_kind_that_is_shipped_can_be_recorded_with_no_more_than_place_and_note() -> None:
    catalog, problems = load_catalog()
    assert problems == ()
    laptop = Laptop(catalog=catalog)
    for kind_id, kind in catalog.kinds.items():
        state = laptop.state(laptop.do(record(kind=kind_id, measures=kind.measures)).subject)
        assert state.status == "reported"
        assert state.text("number").startswith(f"{catalog.station('binhu').code}-261123-07-")
