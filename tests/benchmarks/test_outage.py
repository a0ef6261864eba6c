"""The model of laptops that come back together is one of the program's own waits."""

from random import Random

from tests.benchmarks.city.outage import Outage, Server, after_hours, at_once

LAPTOPS = 600


def random() -> Random:
    """Return the same numbers each time."""
    return Random(3)  # noqa: S311 - to be repeated


def test_a_server_with_room_for_all_is_as_quick_as_its_cores() -> None:
    server = Server(0.05, cores=2, most=LAPTOPS, patience_s=60.0)
    course = Outage(server, at_once(LAPTOPS, random().random), 0, seed=1).run()
    assert round(course.through_s[-1], 6) == LAPTOPS * 0.05 / 2
    assert (course.queue, course.refused, course.given_up) == (LAPTOPS, 0, 0)


def test_who_finds_no_room_comes_again_and_gets_through() -> None:
    server = Server(0.05, cores=2, most=20)
    course = Outage(server, at_once(LAPTOPS, random().random), 0, seed=1).run()
    assert len(course.through_s) == LAPTOPS
    assert course.queue == 20
    assert course.refused >= LAPTOPS - 20
    assert course.given_up == 0


def test_a_server_that_lets_in_more_than_it_can_answer_in_time_makes_them_give_up() -> None:
    server = Server(0.2, cores=2, most=LAPTOPS)
    course = Outage(server, at_once(LAPTOPS, random().random), 0, seed=1).run()
    assert len(course.through_s) == LAPTOPS
    assert course.given_up >= LAPTOPS - 2 * 15 / 0.2


def test_after_hours_nobody_waits_for_anybody() -> None:
    course = Outage(Server(0.05), after_hours(LAPTOPS, random().random), 7, seed=1).run()
    assert course.refused == course.given_up == 0
    assert course.queue < 10
