"""A position proposes the step it speaks for, and takes none by itself."""

from dataclasses import replace

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.track.fix import Fix
from patrol_tui.services.patrol.nearness import (
    Proposal,
    from_point_m,
    proposal,
)
from patrol_tui.services.patrol.walk import Walk, walk
from patrol_tui.services.requests import Arrive, Finish, Leave, Pause, StartPatrol
from tests.services.laptop import MONDAY_TEN, NORTH, SMALL, Laptop

NORTH_E7_A_M = 90
GATE = (369_700_000, 1_172_100_000)


def town() -> Catalog:
    """Return the small catalogue with the stops a hundred metres apart."""
    points = tuple(
        replace(point, lat_e7=GATE[0] + at * 100 * NORTH_E7_A_M)
        for at, point in enumerate(point for point in NORTH.checkpoints if not point.retired)
    )
    return replace(SMALL, routes={**SMALL.routes, "north": replace(NORTH, checkpoints=points)})


def walking() -> Laptop:
    laptop = Laptop(catalog=town())
    laptop.do(StartPatrol("north"))
    return laptop


def present(laptop: Laptop) -> Walk:
    return walk(laptop.patrol(), laptop.catalog, laptop.clock.now_us())


def at_m(north_m: int, accuracy_m: int | None = 3) -> Fix:
    return Fix(MONDAY_TEN, (GATE[0] + north_m * NORTH_E7_A_M, GATE[1]), accuracy_m, MONDAY_TEN)


def said(found: Proposal | None) -> tuple[str, str, int] | None:
    return (found.does, found.stop.point.id, found.distance_m) if found else None


def test_near_an_open_stop_arrival_is_proposed() -> None:
    laptop = walking()
    assert said(proposal(present(laptop), at_m(12))) == ("arrive", "gate", 12)
    assert proposal(present(laptop), at_m(50)) is None
    assert said(proposal(present(laptop), at_m(80))) == ("arrive", "market", 20)


def test_the_next_stop_comes_before_a_nearer_one() -> None:
    laptop = walking()
    wide = replace(
        laptop.catalog.routes["north"],
        checkpoints=tuple(
            replace(point, radius_m=90) for point in laptop.catalog.routes["north"].checkpoints
        ),
    )
    laptop.catalog = replace(laptop.catalog, routes={**laptop.catalog.routes, "north": wide})
    assert said(proposal(present(laptop), at_m(80))) == ("arrive", "gate", 80)


def test_at_a_stop_leaving_is_proposed_once_one_is_well_away() -> None:
    laptop = walking()
    laptop.do(Arrive("gate"))
    assert proposal(present(laptop), at_m(61)) is None
    assert said(proposal(present(laptop), at_m(64))) == ("leave", "gate", 64)
    assert said(proposal(present(laptop), at_m(64, None))) == ("leave", "gate", 64)
    laptop.do(Leave("gate"))
    assert proposal(present(laptop), at_m(0)) is None


def test_an_unsure_position_reaches_a_little_farther_and_a_poor_one_proposes_nothing() -> None:
    laptop = walking()
    assert said(proposal(present(laptop), at_m(-45, 40))) == ("arrive", "gate", 45)
    assert proposal(present(laptop), at_m(-55, 40)) is None
    assert proposal(present(laptop), at_m(0, 60)) is None
    assert proposal(present(laptop), replace(at_m(0), is_estimated=True)) is None
    assert said(proposal(present(laptop), at_m(0, None))) == ("arrive", "gate", 0)


def test_without_a_position_or_a_walk_nothing_is_proposed() -> None:
    laptop = walking()
    assert proposal(present(laptop), None) is None
    laptop.do(Pause())
    assert proposal(present(laptop), at_m(0)) is None
    state = laptop.patrol()
    laptop.do(Finish({"gate": "施工", "market": "未开市", "block": "下雨"}))
    over = walk(laptop.state(state.subject), laptop.catalog, laptop.clock.now_us())
    assert proposal(over, at_m(0)) is None


def test_the_way_to_a_checkpoint_is_measured() -> None:
    point = town().routes["north"].checkpoints[0]
    assert from_point_m(point, at_m(25)) == 25
