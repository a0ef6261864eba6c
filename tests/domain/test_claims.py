"""Rights that a role alone does not decide: whose route, whose laptop."""

from collections.abc import Mapping

import pytest

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.entry import Entry, chain, said
from patrol_tui.domain.entries.ids import ZERO_HASH
from patrol_tui.domain.entries.payload import Json, decode
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.reading import nowhere
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import (
    CHANGED,
    CREATED,
    NOTED,
    RETRACTED,
    SETTLED,
    Role,
    Subject,
)
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM, item_id
from patrol_tui.domain.subjects.device import DEVICE, JOINED
from patrol_tui.domain.subjects.officer import OFFICER
from tests.domain.pen import SALT, Pen, header_of

LAKE = item_id("routes", "lake")
Content = Mapping[str, Json]


def route(station: str, **more: Json) -> dict[str, Json]:
    """Return what lays a route down."""
    return {"set": {"section": "routes", "item": "lake", "body": {"station": station}, **more}}


def folded(*entries: Entry, role: Role = "officer") -> State:
    """Fold a catalogue item whose authors have a role, in the station that they are called by."""
    stations = {header_of(name).author: frozenset((name,)) for name in ("binhu", "nanhu")}
    return fold(
        CATALOG_ITEM,
        entries,
        lambda _a, _n: frozenset((role,)),
        decode=decode,
        stations=lambda author, _n: stations.get(author, nowhere(author, 0)),
    )


def test_a_station_lays_down_its_own_routes() -> None:
    binhu = Pen("binhu")
    first = binhu.write(route("binhu"), subject=LAKE, kind=CATALOG_ITEM.kind(CREATED))
    again = binhu.write(
        {**route("binhu"), "reason": "x"}, first, subject=LAKE, kind=CATALOG_ITEM.kind(CHANGED)
    )
    state = folded(first, again)
    assert [fact.flag for fact in state.facts] == [None, None]
    assert state.text("item") == "lake"
    assert folded(first, role="lead").text("item") == "lake"


@pytest.mark.parametrize(
    "content",
    [
        route("nanhu"),
        route("binhu", more="x"),
        {"set": {"section": "routes", "item": "other", "body": {"station": "binhu"}}},
        {"set": {"section": "kinds", "item": "lake", "body": {"station": "binhu"}}},
        {"set": {"section": "routes", "item": "lake", "body": {}}},
        {"set": {"section": "routes", "item": "lake", "body": "x"}},
        {"set": {"body": {"station": "binhu"}}},
        {"retract": True},
        {**route("binhu"), "retract": True},
        {},
    ],
)
def test_what_is_no_route_of_ones_own_station_has_no_effect(content: Content) -> None:
    entry = Pen("binhu").write(content, subject=LAKE, kind=CATALOG_ITEM.kind(CREATED))
    state = folded(entry)
    assert (state.facts[0].flag, state.fields) == ("no_right", {})
    assert folded(entry, role="bureau").facts[0].flag is None
    assert folded(entry, role="subdistrict").facts[0].flag == "no_right"


def test_what_is_in_quarantine_is_not_looked_at_closer() -> None:
    entry = Pen("nanhu").write(route("binhu"), subject=LAKE, kind=CATALOG_ITEM.kind(CREATED))
    barred = frozenset((entry.hash,))
    state = fold(CATALOG_ITEM, [entry], lambda _a, _n: frozenset(("officer",)), barred)
    assert state.facts[0].flag == "barred"


def test_a_route_of_another_station_is_not_taken_over() -> None:
    first = Pen("nanhu").write(route("nanhu"), subject=LAKE, kind=CATALOG_ITEM.kind(CREATED))
    taken = Pen("binhu").write(route("binhu"), first, subject=LAKE, kind=CATALOG_ITEM.kind(CHANGED))
    state = folded(first, taken)
    assert state.fields["body"] == {"station": "nanhu"}
    assert state.facts[1].flag == "no_right"
    blind = Pen("binhu").write(route("binhu"), subject=LAKE, kind=CATALOG_ITEM.kind(CREATED))
    assert folded(first, blind).conflict("body") is not None


@pytest.mark.parametrize("subject", [OFFICER, DEVICE], ids=lambda one: one.type)
@pytest.mark.parametrize("fact", [CREATED, CHANGED, NOTED, SETTLED, RETRACTED])
def test_only_the_bureau_says_who_is_who(subject: Subject, fact: int) -> None:
    assert not subject.may_write(subject.kind(fact), frozenset(("officer", "lead", "subdistrict")))
    assert subject.may_write(subject.kind(fact), frozenset(("bureau",)))


def joining(name: str, subject: bytes, content: Content) -> Entry:
    """Write the entry by which a laptop joins."""
    header = header_of(name)
    what = said(subject, DEVICE.kind(JOINED), payload.encode(dict(content), SALT), ())
    return chain(header.pack(), header, 1, ZERO_HASH, 0, what)


def test_a_laptop_joins_for_itself_alone() -> None:
    own, other = header_of("a").device, header_of("b").device
    joined: Content = {"set": {"sign_key": "11", "recovery": "22"}, "move": "joined"}
    refused: tuple[tuple[bytes, Content], ...] = (
        (other, joined),
        (own, {"set": {"sign_key": "11", "enrol_key": "22"}, "move": "joined"}),
        (own, {"set": {"sign_key": "11"}, "move": "revoked"}),
        (own, {"set": {"sign_key": "11"}, "move": "joined", "add": {"x": ["y"]}}),
    )
    allowed: tuple[tuple[bytes, Content], ...] = ((own, joined), (own, {"move": "joined"}))
    for subject, content in (*refused, *allowed):
        state = fold(
            DEVICE, [joining("a", subject, content)], lambda _a, _n: frozenset(("officer",))
        )
        is_allowed = (subject, content) in allowed
        assert (state.facts[0].flag != "no_right") == is_allowed
