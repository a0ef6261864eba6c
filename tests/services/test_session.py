"""An opened home reads its catalogue once, until something came in."""

from collections.abc import Mapping
from typing import Any, cast

from patrol_tui.domain.subjects.officer import officer_id
from patrol_tui.services.session import Session
from tests.services.laptop import MONDAY_TEN, SMALL, Laptop
from tests.services.memory import MemoryLedger, writer


def test_the_catalogue_is_folded_once_until_it_may_have_changed() -> None:
    laptop, reads = Laptop(), [SMALL, Laptop().catalog]
    unasked = cast("Any", None)
    session = Session(
        ledger=cast("Any", laptop.ledger),
        office=laptop.office,
        blobs=unasked,
        drafts=unasked,
        tracks=laptop.tracks,
        clock=laptop.clock,
        sync=unasked,
        stick=unasked,
        receipt=unasked,
        unsent_photos=unasked,
        read_catalog=reads.pop,
        rest=lambda: False,
        close=unasked,
    )
    assert session.catalog is session.catalog
    desk = session.desk()
    assert (desk.writer, desk.catalog, desk.now_us) == (laptop.ledger.writer, SMALL, MONDAY_TEN)
    assert len(reads) == 1
    session.refresh()
    assert session.desk().catalog is SMALL
    assert reads == []


def test_badges_have_names_where_the_officers_are_known() -> None:
    class Town(MemoryLedger):
        def people(self) -> Mapping[bytes, str]:
            return {officer_id("0417"): "王某"}

    unasked = cast("Any", None)
    session = Session(cast("Any", Town(writer())), *[unasked] * 12)
    assert session.names_of(("0417", "0999")) == ("王某", "0999")
    assert session.names_of(()) == ()
