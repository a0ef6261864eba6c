"""An opened home reads its catalogue once, until something came in."""

from typing import Any, cast

from patrol_tui.services.session import Session
from tests.services.laptop import MONDAY_TEN, SMALL, Laptop


def test_the_catalogue_is_folded_once_until_it_may_have_changed() -> None:
    laptop, reads = Laptop(), [SMALL, Laptop().catalog]
    unasked = cast("Any", None)
    session = Session(
        ledger=cast("Any", laptop.ledger),
        office=laptop.office,
        blobs=unasked,
        drafts=unasked,
        clock=laptop.clock,
        sync=unasked,
        receipt=unasked,
        unsent_photos=unasked,
        read_catalog=reads.pop,
        rest=lambda: None,
        close=unasked,
    )
    assert session.catalog is session.catalog
    desk = session.desk()
    assert (desk.writer, desk.catalog, desk.now_us) == (laptop.ledger.writer, SMALL, MONDAY_TEN)
    assert len(reads) == 1
    session.refresh()
    assert session.desk().catalog is SMALL
    assert reads == []
