"""One clock runs, one stands still."""

from patrol_tui.clock import Clock, FixedClock, SystemClock


def test_the_clock_of_the_machine_does_not_run_backwards_here() -> None:
    clock: Clock = SystemClock()
    before = clock.now_us()
    assert clock.now_us() >= before > 1_700_000_000_000_000


def test_a_fixed_clock_moves_only_when_told() -> None:
    clock = FixedClock(5)
    assert clock.now_us() == clock.now_us() == 5
    clock.advance(7)
    assert clock.now_us() == 12
