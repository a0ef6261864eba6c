"""A scanner's burst is told from fingers, and what fingers type is never lost or turned round."""

from textual import events

from patrol_tui.domain.catalog.codes import code_of
from patrol_tui.tui.host.wedge import BURST_S, Wedge

CODE = code_of("binhu_north", "north_gate")
FAST_S, SLOW_S = BURST_S / 5, BURST_S * 3


class Desk:
    """Types at a time of its own, and keeps what came through."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.codes: list[str] = []
        self.wedge = Wedge(self.codes.append, self._pass_on)
        self._at_s = 0.0

    async def _pass_on(self, key: events.Key) -> None:
        self.passed.append(key.key)

    async def type(self, keys: list[str], gap_s: float) -> None:
        for name in keys:
            key = events.Key(name, name if len(name) == 1 else None)
            self._at_s += gap_s
            key.time = self._at_s
            if not await self.wedge.take(key):
                self.passed.append(name)


async def test_a_burst_of_a_code_and_enter_is_a_scan_and_reaches_no_screen() -> None:
    desk = Desk()
    await desk.type([*CODE, "enter"], FAST_S)
    assert desk.codes == [CODE]
    assert desk.passed == []
    assert not desk.wedge.holds


async def test_full_width_digits_of_an_input_method_are_a_scan_too() -> None:
    desk = Desk()
    await desk.type([*(chr(ord(digit) + 0xFEE0) for digit in CODE), "enter"], FAST_S)
    assert desk.codes == [CODE]


async def test_fingers_are_passed_on_in_their_order() -> None:
    desk = Desk()
    await desk.type([*CODE, "enter"], SLOW_S)
    assert desk.codes == []
    assert desk.passed == [*CODE, "enter"]


async def test_a_wrong_code_is_passed_on_whole() -> None:
    desk = Desk()
    wrong = [*CODE[:-1], str((int(CODE[-1]) + 1) % 10), "enter"]
    await desk.type(wrong, FAST_S)
    assert desk.codes == []
    assert desk.passed == wrong


async def test_letters_between_end_the_burst() -> None:
    desk = Desk()
    await desk.type([*CODE[:6], "a", *CODE[6:], "enter"], FAST_S)
    assert desk.passed == [*CODE[:6], "a", *CODE[6:], "enter"]


async def test_more_digits_than_a_code_are_no_code() -> None:
    desk = Desk()
    await desk.type([*"77", *CODE, "enter"], FAST_S)
    assert desk.codes == []
    assert desk.passed == [*"77", *CODE, "enter"]


async def test_a_digit_typed_before_the_scan_is_passed_on_first() -> None:
    desk = Desk()
    await desk.type(["5"], SLOW_S)
    await desk.type([CODE[0]], SLOW_S)
    await desk.type([*CODE[1:], "enter"], FAST_S)
    assert desk.codes == [CODE]
    assert desk.passed == ["5"]
