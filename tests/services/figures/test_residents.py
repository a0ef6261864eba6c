"""Call-backs, satisfaction, and whether departments came."""

from patrol_tui.services.requests import AddThing, Move
from tests.services.figures.scene import counted, rates, station
from tests.services.laptop import HOUR_US, Laptop


def whistle(laptop: Laptop, *states: str) -> bytes:
    """Have the whistle blown for one department, and go on."""
    thing = laptop.do(AddThing("whistle", {"title": "污水", "called": "水务"})).subject
    for state in states:
        laptop.do(Move(thing, state, "有原因"))
    return thing


def test_a_request_counts_once_it_is_answered_and_is_rated_at_the_call_back() -> None:
    laptop = station()
    asked = [
        laptop.do(AddThing("request", {"title": title, "channel": "来访"})).subject
        for title in ("噪声", "积水", "路灯")
    ]
    for thing in asked[:2]:
        laptop.do(Move(thing, "settled", values={"reply": "办好了"}))
    laptop.ledger.written_by(laptop.ledger.writer.device, bytes(16))
    laptop.do(Move(asked[0], "called_back", values={"satisfaction": "fair"}))
    found = rates(counted(laptop))
    assert found["called_back"] == (1, 2)
    assert found["request_satisfaction"] == (1, 1)


def test_a_rating_by_who_is_rated_enters_no_figure() -> None:
    laptop = station()
    asked = laptop.do(AddThing("request", {"title": "噪声", "channel": "来访"})).subject
    laptop.do(Move(asked, "settled", values={"reply": "办好了"}))
    laptop.do(Move(asked, "called_back", values={"satisfaction": "satisfied"}))
    found = rates(counted(laptop))
    assert found["called_back"] == (1, 1)
    assert found["request_satisfaction"] == (0, 0)


def test_a_department_kept_its_clocks_or_is_late() -> None:
    laptop = station()
    whistle(laptop)
    whistle(laptop, "submitted", "blown", "withdrawn")
    assert rates(counted(laptop))["whistle_on_time"] == (0, 0)
    came = whistle(laptop, "submitted", "blown", "signed", "contacted")
    assert rates(counted(laptop))["whistle_on_time"] == (0, 0)
    laptop.do(Move(came, "arrived"))
    assert rates(counted(laptop))["whistle_on_time"] == (1, 1)
    whistle(laptop, "submitted", "blown")
    laptop.clock.advance(2 * HOUR_US)
    assert rates(counted(laptop))["whistle_on_time"] == (1, 2)
