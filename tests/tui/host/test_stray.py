"""Reports of keys that nobody asked for are dropped; what fingers type goes on."""

import pytest
from textual import events

from patrol_tui.tui.host.stray import Stray
from patrol_tui.tui.host.wedge import BURST_S


async def typed(text: str, gap_s: float = BURST_S / 10) -> str:
    """Return what of a text comes through, key after key."""
    passed: list[str] = []

    async def pass_on(key: events.Key) -> None:
        passed.append(key.character or "")

    stray = Stray(pass_on)
    for at, character in enumerate(text):
        key = events.Key(character, character)
        key.time = 100 + at * gap_s
        if not await stray.take(key):
            passed.append(character)
    await stray.let_go()
    assert not stray.holds
    return "".join(passed)


@pytest.mark.parametrize("report", ["^[57441u", "^[97;1:3u", "^[?0u", "^[57414;1:3u^[27;5;9~"])
async def test_a_report_is_dropped_whole(report: str) -> None:
    assert await typed(f"前{report}后") == "前后"


@pytest.mark.parametrize("text", ["^", "a^b", "^[", "^[x", "2^10", "^^[1", "^[12消"])
async def test_what_is_no_report_comes_through_in_its_order(text: str) -> None:
    assert await typed(text) == text


async def test_fingers_may_type_what_looks_like_a_report() -> None:
    assert await typed("^[97u", BURST_S * 2) == "^[97u"
