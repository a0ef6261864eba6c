"""What was done in the communities, counted by station and sort."""

from patrol_tui.domain.language.words import Words
from patrol_tui.services.figures.activities import Done, sort_name
from patrol_tui.services.requests import AddThing, Move
from tests.services.figures.scene import counted, station
from tests.services.laptop import Laptop


def activity(laptop: Laptop, sort: str, *steps: str, **values: str) -> bytes:
    """Plan an activity, and hold it."""
    made = laptop.do(AddThing("activity", {"title": "进社区", "sort": sort})).subject
    for step in steps:
        laptop.do(Move(made, step, "有事", values=values))
    return made


def test_what_was_held_counts_with_its_people_and_what_it_took_in() -> None:
    laptop = station()
    asked = laptop.do(AddThing("request", {"title": "噪声", "channel": "call"})).subject
    activity(laptop, "law", "held", people="40", requests=asked.hex())
    activity(laptop, "law", "held", people="2")
    activity(laptop, "good_deed", "held")
    activity(laptop, "law")
    activity(laptop, "duty", "cancelled")
    assert counted(laptop).activities == (
        Done("binhu", "good_deed", 1, 0, 0),
        Done("binhu", "law", 2, 42, 1),
    )
    assert counted(laptop, of="nanhu").activities == ()
    assert counted(laptop, of=None).activities == counted(laptop).activities


def test_a_sort_that_is_not_known_here_is_called_by_its_id() -> None:
    assert sort_name("law") == Words("法律", "Law")
    assert sort_name("fair") == Words("fair", "fair")
