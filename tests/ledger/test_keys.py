import json
from pathlib import Path

import pytest

from patrol_tui.domain.language.errors import Corrupt, NotFound, Refused
from patrol_tui.domain.language.words import Words
from patrol_tui.ledger.keyring.data_key import DataKey
from patrol_tui.ledger.keyring.signing import SealingKey
from patrol_tui.ledger.keyring.slots import Card
from patrol_tui.ledger.keyring.stretch import Costs
from patrol_tui.ledger.keys import Keys, PinRefused
from tests.ledger.processes import child, tell

CHEAP = Costs(passes=1, memory_bytes=8192)
BINHU = Words("滨湖站", "Binhu station")
FIRST = Card("0417", "队员甲", BINHU)
SECOND = Card("0902", "队员乙", BINHU)
NOON_US = 1_795_400_000_000_000
SECOND_US = 1_000_000


def home_of_one(home: Path, pin: str | None = "314159") -> tuple[Keys, DataKey]:
    keys = Keys(home)
    return keys, keys.create(FIRST, pin, costs=CHEAP)


def wrong(keys: Keys, now_us: int) -> int:
    with pytest.raises(PinRefused) as refused:
        keys.unlock("0417", "000000", now_us)
    return refused.value.wait_s


def test_the_right_pin_gives_the_key_after_a_restart(tmp_path: Path) -> None:
    _, key = home_of_one(tmp_path / "home")
    assert Keys(tmp_path / "home").unlock("0417", "314159", NOON_US) == key


def test_a_full_width_pin_is_the_same_pin(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    assert keys.unlock("0417", "３１４１５９", NOON_US) == key


def test_the_officers_are_shown_before_any_key_is_there(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    keys.add_slot(key, SECOND, "271828", costs=CHEAP)
    assert Keys(tmp_path).cards() == [FIRST, SECOND]


def test_the_file_holds_neither_key_nor_pin(tmp_path: Path) -> None:
    _, key = home_of_one(tmp_path)
    text = (tmp_path / "keys.json").read_text()
    assert "314159" not in text
    assert key.secret.hex() not in text
    assert repr(key) == "DataKey(…)"


def test_a_second_officer_opens_the_same_home_with_an_own_pin(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    keys.add_slot(key, SECOND, "271828", costs=CHEAP)
    assert keys.unlock("0902", "271828", NOON_US) == key
    assert keys.unlock("0417", "314159", NOON_US) == key
    with pytest.raises(PinRefused):
        keys.unlock("0902", "314159", NOON_US)


def test_an_officer_has_one_slot(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    with pytest.raises(Refused, match="0417 opens this home already"):
        keys.add_slot(key, FIRST, "271828", costs=CHEAP)


def test_a_strangers_key_adds_nobody(tmp_path: Path) -> None:
    keys, _ = home_of_one(tmp_path)
    with pytest.raises(Refused, match="not the one of this home"):
        keys.add_slot(DataKey.generate(), SECOND, "271828", costs=CHEAP)
    assert keys.cards() == [FIRST]


def test_a_home_is_set_up_once(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    with pytest.raises(Refused, match="set up"):
        keys.create(SECOND, "271828", costs=CHEAP)
    assert keys.unlock("0417", "314159", NOON_US) == key


def test_a_home_without_keys_says_so(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    assert not keys.exist()
    with pytest.raises(NotFound, match="not set up yet"):
        keys.cards()


def test_an_unknown_officer_is_not_found(tmp_path: Path) -> None:
    keys, _ = home_of_one(tmp_path)
    with pytest.raises(NotFound, match="9999"):
        keys.unlock("9999", "314159", NOON_US)


def test_a_sample_home_asks_for_no_pin(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path, pin=None)
    assert [card.is_open for card in keys.cards()] == [True]
    assert keys.unlock("0417", "", NOON_US) == key


def test_a_pin_closes_an_open_home(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path, pin=None)
    keys.set_pin(key, "0417", "314159", costs=CHEAP)
    assert [card.is_open for card in keys.cards()] == [False]
    with pytest.raises(Refused, match="six digits"):
        keys.unlock("0417", "", NOON_US)
    assert keys.unlock("0417", "314159", NOON_US) == key


def test_a_new_pin_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    keys.change_pin("0417", "314159", "271828", NOON_US, costs=CHEAP)
    assert keys.unlock("0417", "271828", NOON_US) == key
    with pytest.raises(PinRefused):
        keys.unlock("0417", "314159", NOON_US)
    assert not (tmp_path / "keys.json.previous").exists()


def test_a_wrong_old_pin_changes_nothing(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    with pytest.raises(PinRefused):
        keys.change_pin("0417", "000000", "271828", NOON_US, costs=CHEAP)
    assert keys.unlock("0417", "314159", NOON_US) == key


def test_a_new_pin_that_is_none_is_refused_before_the_old_one_is_tried(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    with pytest.raises(Refused, match="six digits"):
        keys.change_pin("0417", "314159", "12", NOON_US, costs=CHEAP)
    assert keys.unlock("0417", "314159", NOON_US) == key


def test_the_pin_of_nobody_is_not_set(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    with pytest.raises(NotFound):
        keys.set_pin(key, "9999", "271828", costs=CHEAP)


def test_wrong_pins_slow_down_and_lose_nothing(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    assert [wrong(keys, NOON_US) for _ in range(3)] == [0, 0, 8]
    with pytest.raises(PinRefused, match="try again in 8 s"):
        keys.unlock("0417", "314159", NOON_US)
    assert keys.wait_s("0417", NOON_US + 3 * SECOND_US) == 5
    assert wrong(keys, NOON_US + 8 * SECOND_US) == 16
    assert keys.unlock("0417", "314159", NOON_US + 24 * SECOND_US) == key
    assert wrong(keys, NOON_US + 24 * SECOND_US) == 0


def test_the_wait_grows_to_five_minutes_and_no_further(tmp_path: Path) -> None:
    keys, _ = home_of_one(tmp_path)
    waits = [wrong(keys, NOON_US + n * 400 * SECOND_US) for n in range(12)]
    assert waits == [0, 0, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]


def test_a_restart_does_not_shorten_the_wait(tmp_path: Path) -> None:
    keys, _ = home_of_one(tmp_path)
    for _ in range(3):
        wrong(keys, NOON_US)
    with pytest.raises(PinRefused, match="8 s"):
        Keys(tmp_path).unlock("0417", "314159", NOON_US)


def test_a_clock_that_is_set_back_does_not_shorten_the_wait(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    for _ in range(3):
        wrong(keys, NOON_US)
    earlier_us = NOON_US - 3600 * SECOND_US
    assert keys.wait_s("0417", earlier_us) == 8
    assert keys.wait_s("0417", earlier_us + 6 * SECOND_US) == 2
    assert keys.unlock("0417", "314159", earlier_us + 8 * SECOND_US) == key


def test_one_officers_wrong_pins_do_not_keep_another_waiting(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path)
    keys.add_slot(key, SECOND, "271828", costs=CHEAP)
    for _ in range(3):
        wrong(keys, NOON_US)
    assert keys.wait_s("0902", NOON_US) == 0
    assert keys.unlock("0902", "271828", NOON_US) == key
    assert keys.wait_s("0417", NOON_US) == 8


def test_what_cannot_be_a_pin_is_not_counted_as_a_try(tmp_path: Path) -> None:
    keys, _ = home_of_one(tmp_path)
    for typed in ("", "12345", "abcdef", "314159a"):
        with pytest.raises(Refused, match="six digits"):
            keys.unlock("0417", typed, NOON_US)
    assert wrong(keys, NOON_US) == 0


def test_the_bureau_recovers_a_home_and_a_new_pin_is_set(tmp_path: Path) -> None:
    bureau = SealingKey.generate()
    keys = Keys(tmp_path)
    key = keys.create(FIRST, "314159", bureau=bureau.public, costs=CHEAP)
    keys.add_slot(key, SECOND, "271828", costs=CHEAP)
    for _ in range(3):
        wrong(keys, NOON_US)
    recovered = keys.recover(SealingKey(bureau.private))
    assert recovered == key
    keys.set_pin(recovered, "0417", "161803", costs=CHEAP)
    assert keys.unlock("0417", "161803", NOON_US) == key


def test_another_bureau_recovers_nothing(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    keys.create(FIRST, "314159", bureau=SealingKey.generate().public, costs=CHEAP)
    with pytest.raises(Refused, match="another key"):
        keys.recover(SealingKey.generate())


def test_a_home_that_was_sealed_to_nobody_cannot_be_recovered(tmp_path: Path) -> None:
    keys, _ = home_of_one(tmp_path)
    with pytest.raises(NotFound, match="no recovery key"):
        keys.recover(SealingKey.generate())


def test_a_slot_does_not_open_under_another_officers_name(tmp_path: Path) -> None:
    keys, _ = home_of_one(tmp_path)
    path = tmp_path / "keys.json"
    path.write_text(path.read_text().replace("0417", "0902"))
    with pytest.raises(PinRefused):
        keys.unlock("0902", "314159", NOON_US)


def test_an_open_slot_with_a_foreign_key_is_corrupt(tmp_path: Path) -> None:
    keys, _ = home_of_one(tmp_path, pin=None)
    path = tmp_path / "keys.json"
    kept = json.loads(path.read_text())
    kept["slots"][0]["key"] = "A" * 43 + "="
    path.write_text(json.dumps(kept))
    with pytest.raises(Corrupt):
        keys.unlock("0417", "", NOON_US)


def test_officers_added_by_two_processes_at_once_are_both_there(tmp_path: Path) -> None:
    home_of_one(tmp_path)
    module = "tests.ledger.key_adder"
    with child(module, tmp_path, "a") as one, child(module, tmp_path, "b") as two:
        for process in (one, two):
            tell(process)
        assert [process.communicate()[0].strip() for process in (one, two)] == ["done", "done"]
    badges = {card.badge for card in Keys(tmp_path).cards()}
    assert badges == {"0417", *(f"{who}{n}" for who in "ab" for n in range(10))}


def two(home: Path, second: str = "271828") -> Keys:
    """Return the keys of a home of two officers."""
    keys, key = home_of_one(home)
    keys.add_slot(key, SECOND, second, costs=CHEAP)
    return keys


@pytest.mark.fault(37)
def test_a_pin_says_who_it_is(tmp_path: Path) -> None:
    keys = two(tmp_path)
    assert keys.unlock_any("271828", NOON_US)[0] == SECOND
    assert keys.unlock_any("314159", NOON_US)[0] == FIRST


@pytest.mark.fault(37)
def test_one_pin_of_two_officers_says_nothing(tmp_path: Path) -> None:
    keys = two(tmp_path, "314159")
    with pytest.raises(Refused, match="Two officers"):
        keys.unlock_any("314159", NOON_US)
    assert keys.unlock("0902", "314159", NOON_US)


def test_wrong_pins_count_for_all_and_a_right_one_for_its_owner_alone(tmp_path: Path) -> None:
    keys = two(tmp_path)
    for _ in range(2):
        with pytest.raises(PinRefused):
            keys.unlock_any("000000", NOON_US)
    keys.unlock_any("271828", NOON_US)
    with pytest.raises(PinRefused) as refused:
        keys.unlock_any("000000", NOON_US)
    assert refused.value.wait_s == 0
    assert keys.wait_s("0417", NOON_US) > 0
    assert keys.wait_s("0902", NOON_US) == 0
    assert keys.unlock_any("271828", NOON_US)[0] == SECOND
    for _ in range(3):
        with pytest.raises(PinRefused):
            keys.unlock_any("000000", NOON_US)
    with pytest.raises(PinRefused) as early:
        keys.unlock_any("271828", NOON_US)
    assert early.value.wait_s > 0


def test_a_home_that_asks_for_no_pin_has_none_to_tell_by(tmp_path: Path) -> None:
    keys, key = home_of_one(tmp_path, None)
    with pytest.raises(PinRefused):
        keys.unlock_any("000000", NOON_US)
    keys.add_slot(key, SECOND, "271828", costs=CHEAP)
    assert keys.unlock_any("271828", NOON_US)[0] == SECOND
