from pathlib import Path

import pytest

from patrol_tui.ledger.keyring.pin_delay import PinDelay


def test_a_try_counts_before_it_is_made(tmp_path: Path) -> None:
    path = tmp_path / "wrong_pins.json"
    PinDelay(path).count("0417", 0)
    PinDelay(path).count("0417", 0)
    # each of these processes was killed before it knew whether the PIN was right
    assert PinDelay(path).count("0417", 0) == 8_000_000


@pytest.mark.parametrize("text", ["", "[]", "3", '{"0417": 3}', '{"0417": ["x", 1]}'])
def test_a_damaged_count_keeps_nobody_out(tmp_path: Path, text: str) -> None:
    path = tmp_path / "wrong_pins.json"
    path.write_text(text)
    delay = PinDelay(path)
    assert delay.wait_us("0417", 0) == 0
    assert delay.count("0417", 0) == 0


def test_on_a_full_disk_the_count_goes_on_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "wrong_pins.json"
    delay = PinDelay(path)
    waits = []
    for _ in range(4):
        (tmp_path / "wrong_pins.json.new").symlink_to("/dev/full")
        waits.append(delay.count("0417", 0))
    assert waits == [0, 0, 8_000_000, 16_000_000]
    assert not path.exists()
    delay.forget("0417")
    assert path.exists()
    assert PinDelay(path).wait_us("0417", 0) == 0


def test_what_another_process_forgot_is_forgotten_here(tmp_path: Path) -> None:
    path = tmp_path / "wrong_pins.json"
    here = PinDelay(path)
    for _ in range(3):
        here.count("0417", 0)
    PinDelay(path).forget("0417")
    assert here.wait_us("0417", 0) == 0
