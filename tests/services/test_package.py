"""What a file for a stick shall carry, and what is remembered of it."""

from pathlib import Path
from typing import Any

from patrol_tui.domain.entries.ids import ZERO_HASH, name_id
from patrol_tui.domain.entries.run import Run
from patrol_tui.services.ports.ports import DISTRICT
from patrol_tui.services.ports.shared import Position
from patrol_tui.services.syncing.package import (
    MOST_ROWS_BACK,
    PackageRead,
    PackageWritten,
    Reader,
    first_row,
    last_path,
    note_held,
    note_path,
    note_sent,
    on_stick,
    photos_on_stick,
    stick_count,
)
from patrol_tui.services.syncing.sync_log import note_stick, past_syncs
from tests.services.laptop import Laptop, record

BINHU, NANHU = name_id("station", "binhu"), name_id("station", "nanhu")
EPOCH, OTHER_EPOCH = b"e" * 16, b"o" * 16
FAR = 50_000
HEAD = Position(EPOCH, FAR, ZERO_HASH)
NEAR, QUIET = name_id("device", "8"), name_id("device", "9")


def kept() -> Any:  # noqa: ANN401 - a ledger in memory has what is asked of it here
    return Laptop().ledger


def reader(device: bytes, code: str = "binhu", **held: int) -> Reader:
    logs = {"district": DISTRICT, "binhu": BINHU, "nanhu": NANHU}
    return Reader(device, code, {logs[name]: n for name, n in held.items()})


def test_a_file_for_nobody_else_needs_nothing_of_a_log() -> None:
    ledger = kept()
    assert first_row(ledger, [reader(ledger.writer.device)], BINHU, HEAD) == FAR


def test_a_file_begins_where_the_laptop_that_is_furthest_behind_was_seen() -> None:
    ledger = kept()
    readers = [reader(NEAR, binhu=FAR - 5), reader(QUIET, binhu=FAR - 70)]
    assert first_row(ledger, readers, BINHU, HEAD) == FAR - 70


def test_a_laptop_that_said_nothing_gets_the_last_part_and_one_that_did_gets_all() -> None:
    ledger = kept()
    assert first_row(ledger, [reader(QUIET)], BINHU, HEAD) == FAR - MOST_ROWS_BACK
    note_held(ledger, QUIET, {BINHU: Position(EPOCH, 3, ZERO_HASH)})
    assert first_row(ledger, [reader(QUIET)], BINHU, HEAD) == 3
    assert first_row(ledger, [reader(QUIET, binhu=40)], BINHU, HEAD) == 40
    note_held(ledger, QUIET, {BINHU: Position(OTHER_EPOCH, 9, ZERO_HASH)})
    assert first_row(ledger, [reader(QUIET)], BINHU, HEAD) == 0


def test_another_stations_laptop_counts_only_where_it_follows_the_log() -> None:
    ledger = kept()
    other = reader(QUIET, "nanhu")
    assert first_row(ledger, [other], BINHU, HEAD) == FAR
    assert first_row(ledger, [other], DISTRICT, HEAD) == FAR - MOST_ROWS_BACK
    note_held(ledger, QUIET, {BINHU: Position(EPOCH, 12, ZERO_HASH)})
    assert first_row(ledger, [other], BINHU, HEAD) == 12


def test_what_a_laptop_wrote_itself_says_nothing_of_others() -> None:
    ledger = kept()
    note_held(ledger, ledger.writer.device, {BINHU: Position(EPOCH, 3, ZERO_HASH)})
    assert not [key for key in ledger.beside if key.startswith("stick")]


def test_own_entries_on_a_stick_are_told_from_later_ones() -> None:
    laptop = Laptop()
    laptop.do(record())
    ledger: Any = laptop.ledger
    assert stick_count(ledger) == 0
    entries = tuple(ledger.kept)
    assert photos_on_stick(ledger) == frozenset()
    note_sent(ledger, [Run(entries[0].header, entries, bytes(64))], [b"p" * 32])
    assert photos_on_stick(ledger) == {b"p" * 32}
    laptop.do(record())
    assert [on_stick(ledger)(entry) for entry in ledger.kept] == [
        entry in entries for entry in ledger.kept
    ]
    assert stick_count(ledger) == len(entries)
    ledger.shared.add(entries[0].hash)
    assert stick_count(ledger) == len(entries) - 1
    ledger.shared.update(entry.hash for entry in ledger.kept)
    assert stick_count(ledger) == 0


def test_what_is_carried_for_others_is_not_noted_as_own() -> None:
    ledger, other = kept(), Laptop()
    other.do(record())
    (entry, *_rest) = other.ledger.kept
    object.__setattr__(entry.header, "device", NEAR)
    note_sent(ledger, [Run(entry.header, (entry,), bytes(64))])
    assert ledger.beside["stick.sent"] == "{}"


def test_both_ways_are_lines_in_the_log_of_syncs() -> None:
    ledger, path = kept(), Path("stick")
    read = PackageRead(path, NEAR, 8, 5, entries=3, receipts=2, photos=1, carried=4)
    written = PackageWritten(path, entries=7, rows=9, photos=2, size_bytes=900, read_before=read)
    note_stick(ledger, read, 20, 10)
    note_stick(ledger, written, 40, 35)
    newest, oldest = past_syncs(ledger)
    assert (newest.state, newest.sent, newest.photos_sent, newest.took_us) == (
        "stick_written",
        7,
        2,
        5,
    )
    assert (oldest.state, oldest.sent, oldest.pulled) == ("stick_read", 2, 3)
    assert written.as_json()["read_before"] == read.as_json()
    assert PackageWritten(path, 0, 0, 0, 1).as_json()["read_before"] is None
    assert PackageRead(path, NEAR, None, 5).as_json()["from"] is None


def test_the_file_used_last_is_offered_again() -> None:
    ledger = kept()
    assert last_path(ledger) is None
    note_path(ledger, Path("usb") / "patrol.usb")
    assert last_path(ledger) == Path("usb") / "patrol.usb"
