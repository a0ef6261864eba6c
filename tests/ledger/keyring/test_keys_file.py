import json
from pathlib import Path

import pytest

from patrol_tui.domain.language.errors import Corrupt, NotFound, Refused
from patrol_tui.domain.language.words import Words
from patrol_tui.ledger.disk.errors import DiskFull
from patrol_tui.ledger.keyring.data_key import DataKey
from patrol_tui.ledger.keyring.keys_file import (
    KeysDocument,
    Recovery,
    previous_path,
    read_keys,
    write_keys,
)
from patrol_tui.ledger.keyring.slots import Card, closed_slot, open_slot
from patrol_tui.ledger.keyring.stretch import Costs

CHEAP = Costs(passes=1, memory_bytes=8192)
KEY = DataKey(bytes(range(32)))
CARD = Card("0417", "队员甲", Words("滨湖站", "Binhu station"))


def document(badge: str = "0417") -> KeysDocument:
    card = Card(badge, CARD.name, CARD.station)
    return KeysDocument(KEY.check, (closed_slot(card, "314159", KEY, CHEAP),), None)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    opened = open_slot(Card("2", "乙", CARD.station, is_open=True), KEY, CHEAP)
    whole = KeysDocument(KEY.check, (*document().slots, opened), Recovery(b"b" * 32, b"sealed"))
    write_keys(path, whole)
    assert read_keys(path) == whole
    assert [entry.name for entry in tmp_path.iterdir()] == ["keys.json"]


def test_a_disk_that_is_full_leaves_the_old_keys(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    old = document()
    write_keys(path, old)
    (tmp_path / "keys.json.new").symlink_to("/dev/full")
    with pytest.raises(DiskFull):
        write_keys(path, document("0902"))
    assert read_keys(path) == old


def test_the_copy_before_is_read_where_the_present_one_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    old = document()
    write_keys(previous_path(path), old)
    path.write_text('{"format": "patrol.keys.1", "slots": [')
    assert read_keys(path) == old
    path.unlink()
    assert read_keys(path) == old


def test_missing_keys_are_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="not set up"):
        read_keys(tmp_path / "keys.json")


@pytest.mark.parametrize("field", ["format", "check", "slots", "recovery"])
@pytest.mark.parametrize("value", [None, 7, "?", [3], {"bureau": "!"}])
def test_keys_that_make_no_sense_are_corrupt(tmp_path: Path, field: str, value: object) -> None:
    path = tmp_path / "keys.json"
    write_keys(path, document())
    kept = json.loads(path.read_text())
    kept[field] = value
    path.write_text(json.dumps(kept))
    if field == "recovery" and not isinstance(value, dict):
        assert read_keys(path).recovery is None
    else:
        with pytest.raises(Corrupt, match="damaged"):
            read_keys(path)


@pytest.mark.parametrize("field", ["badge", "station", "argon2id", "salt", "key"])
@pytest.mark.parametrize("value", [None, 7, "?", {"passes": 10_000, "memory_bytes": 1}])
def test_a_slot_that_makes_no_sense_is_corrupt(tmp_path: Path, field: str, value: object) -> None:
    path = tmp_path / "keys.json"
    write_keys(path, document())
    kept = json.loads(path.read_text())
    kept["slots"][0][field] = value
    if field == "badge":
        del kept["slots"][0][field]
    path.write_text(json.dumps(kept))
    with pytest.raises(Corrupt, match="damaged"):
        read_keys(path)


@pytest.mark.parametrize("text", ["", "[]", "3", "null", "{}", "\xff"])
def test_text_that_is_no_keys_file_is_corrupt(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(Corrupt, match="damaged"):
        read_keys(path)


def test_keys_of_a_newer_program_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text('{"format": "patrol.keys.2"}')
    with pytest.raises(Refused, match="newer version"):
        read_keys(path)
