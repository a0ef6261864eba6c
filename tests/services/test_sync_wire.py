"""What a sync says from one process to another comes out as it went in."""

import pytest

from patrol_tui.domain.language.errors import Corrupt, NotFound, PatrolError, Refused, Unreachable
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.language.words import Words
from patrol_tui.services.syncing.sync_values import SyncProgress, SyncResult
from patrol_tui.services.syncing.sync_wire import (
    Opening,
    Order,
    opening_line,
    order_line,
    read_opening,
    read_order,
    read_told,
    told_line,
)

PROGRESS = SyncProgress("photos", 12, 12, 12, 3, 5, 4_000_000, 6_000_000, 31, 4, 1, 1, 30_000_000)


class Special(NotFound):
    """An error of a kind that the other side does not know."""


def said_by(error: PatrolError) -> PatrolError:
    told = read_told(told_line(error))
    assert isinstance(told, PatrolError)
    return told


def test_progress_and_results_come_as_they_went() -> None:
    assert read_told(told_line(PROGRESS)) == PROGRESS
    result = SyncResult("complete", 12, 12, 31, 0, 5, 0, 1, 0, 4, 1, 1, 30_000_000, 7)
    assert read_told(told_line(result)) == result
    assert told_line(result).count(b"\n") == 1


def test_the_reason_of_a_result_can_still_be_translated() -> None:
    reason = Unreachable("{address} is silent.", address="db\n1")
    result = SyncResult("partial", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, reason)
    told = read_told(told_line(result))
    assert isinstance(told, SyncResult)
    assert told.reason is not None
    assert told.reason.text(lambda text: text.replace("is silent", "不答"), "zh") == "db\n1 不答."


def test_an_error_keeps_its_kind_or_the_nearest_that_is_known() -> None:
    assert type(said_by(Special("No {what}.", what="home"))) is NotFound
    assert type(said_by(Unreachable("Gone."))) is Unreachable
    assert type(said_by(PatrolError("Odd."))) is PatrolError


def test_names_in_two_languages_and_sentences_stay_what_they_are() -> None:
    inner = Phrase("{count} in {place}", {"count": 3, "place": Words("滨湖", "Binhu")})
    error = said_by(Refused("{what}! {path}", what=inner, path=b"x"))
    assert error.text(lambda text: text, "zh") == "3 in 滨湖! b'x'"
    assert error.text(lambda text: text, "en") == "3 in Binhu! b'x'"


def test_orders_and_the_opening_come_as_they_went() -> None:
    opening = Opening("/家/config", "/家/data", "/家/log", "0417")
    assert read_opening(opening_line(opening)) == opening
    for order in (Order(), Order(is_stop=True), Order(with_photos=False)):
        assert read_order(order_line(order)) == order


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"progress": {"what": 1}}',
        b'{"result": {}}',
        b'{"error": {"kind": "Refused", "template": "x", "params": 3}}',
        b'{"error": {"kind": "Refused", "template": "x", "params": {"a": [1]}}}',
        b'{"error": {"kind": "Odd", "template": "x", "params": {}}}',
    ],
)
def test_a_garbled_line_is_said_to_be_one(line: bytes) -> None:
    with pytest.raises(Corrupt):
        read_told(line)


def test_a_garbled_order_is_said_to_be_one() -> None:
    with pytest.raises(Corrupt):
        read_order(b'{"what": 1}')
    with pytest.raises(Corrupt):
        read_opening(b"[")


def test_a_sync_that_was_cut_off_tells_what_it_had_told() -> None:
    result = SyncResult.cut_off(PROGRESS, PatrolError("Stopped."), 9)
    assert (result.state, result.receipts, result.pulled, result.pending) == ("partial", 12, 31, 0)
    assert (result.photos_sent, result.photos_pending, result.at_us) == (3, 2, 9)
