"""Publishing the catalogue: only what changed, and by the bureau alone."""

import pytest

from patrol_tui.domain.catalog import Item
from patrol_tui.domain.language.errors import Refused
from patrol_tui.services.bureau.publish import decide_catalog
from tests.services.syncing import SyncedLedger

NOW_US = 1_764_000_000_000_000
NAME = {"zh": "早班", "en": "Dawn"}


def test_only_changed_items_become_entries() -> None:
    ledger = SyncedLedger()
    ledger.set_meta("root_officer", ledger.writer.officer.hex())
    old = Item("shifts", "old", {"name": NAME, "start_min": 1})
    ledger.items = [old]
    same = Item("shifts", "old", {"id": "old", "name": NAME, "start_min": 1})
    fresh = Item("shifts", "new", {"name": NAME, "start_min": 2})
    (draft,) = decide_catalog(ledger, [same, fresh])
    assert draft.kind & 0xFF == 1
    ledger.append((draft,), NOW_US)
    (again,) = decide_catalog(ledger, [Item("shifts", "new", {"name": NAME, "start_min": 3})])
    assert (again.kind & 0xFF, len(again.parents)) == (2, 1)
    ledger.set_meta("root_officer", "")
    with pytest.raises(Refused, match="bureau"):
        decide_catalog(ledger, [fresh])


def test_a_default_that_is_spelled_out_is_no_change() -> None:
    ledger = SyncedLedger()
    ledger.set_meta("root_officer", ledger.writer.officer.hex())
    title = {"zh": "笔录", "en": "Records"}
    body = {"title": title, "text": title, "source": "the bureau"}
    ledger.items = [Item("topics", "records", body), Item("from_a_newer_program", "x", {"a": 1})]
    spelled = Item("topics", "records", {**body, "refs": []})
    assert decide_catalog(ledger, [spelled, *ledger.items]) == ()
    (draft,) = decide_catalog(ledger, [Item("from_a_newer_program", "x", {"a": 2})])
    assert draft.content["set"] == {
        "section": "from_a_newer_program",
        "item": "x",
        "body": {"a": 2},
    }
