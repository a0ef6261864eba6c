"""A station publishes its own routes, and only those."""

from dataclasses import replace

import pytest

from patrol_tui.domain.catalog import Catalog, Item
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.subject import CHANGED, CREATED
from patrol_tui.domain.language.errors import Refused
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM, item_id
from patrol_tui.services.requests import PublishRoute, StartPatrol
from tests.services.laptop import SMALL, Laptop

POINT: dict[str, Json] = {
    "id": "c01",
    "name": {"zh": "桥头", "en": "Bridge"},
    "lat_e7": 369_700_000,
    "lon_e7": 1_172_100_000,
    "planned_min": 0,
}


def body(*points: dict[str, Json], **changes: Json) -> dict[str, Json]:
    name: dict[str, Json] = {"zh": "河线", "en": "River"}
    return {"station": "binhu", "name": name, "checkpoints": [*points], **changes}


def published(laptop: Laptop) -> Catalog:
    """Return the catalogue after what the ledger holds, as a session would read it."""
    state = laptop.state(item_id("routes", "river"))
    said = state.fields["body"]
    assert isinstance(said, dict)
    return SMALL.merged([Item(state.text("section"), state.text("item"), said)])


def test_a_route_is_published_walked_and_published_anew() -> None:
    laptop = Laptop()
    done = laptop.do(PublishRoute(body(POINT), "river"))
    assert done.subject == item_id("routes", "river")
    assert laptop.ledger.kept[-1].kind == CATALOG_ITEM.kind(CREATED)
    laptop.catalog = published(laptop)
    laptop.do(StartPatrol("river"))
    laptop.do(PublishRoute(body(POINT, POINT | {"id": "c02"}), "river"))
    assert laptop.ledger.kept[-1].kind == CATALOG_ITEM.kind(CHANGED)
    assert len(published(laptop).routes["river"].checkpoints) == 2
    assert len(laptop.state(done.subject).heads) == 1


@pytest.mark.parametrize(
    ("route", "what", "said"),
    [
        ("river", body(POINT, station="nanhu"), "River belongs to another station"),
        ("south", body(POINT), "South belongs to another station"),
        ("river", body(), "River is wrong: A route needs a checkpoint"),
        ("river", body(POINT, POINT), "The id c01 occurs twice"),
        ("river", body(POINT | {"lat_e7": 1_000_000_000}), "not on the earth"),
        ("River 1", body(POINT), "small letters, digits"),
        ("river", {"station": "binhu"}, "river cannot be read: lacks checkpoints"),
    ],
)
def test_a_route_that_is_wrong_is_refused_with_the_reason(
    route: str, what: dict[str, Json], said: str
) -> None:
    laptop = Laptop()
    with pytest.raises(Refused, match=said):
        laptop.do(PublishRoute(what, route))
    assert laptop.ledger.kept == []


def test_what_is_wrong_elsewhere_does_not_stop_a_route() -> None:
    laptop = Laptop(catalog=replace(SMALL, groups={}))
    laptop.do(PublishRoute(body(POINT), "river"))
    assert len(laptop.ledger.kept) == 1
