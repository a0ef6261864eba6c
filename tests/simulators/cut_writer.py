"""A day's work on real files, told step by step: `python -m tests.simulators.cut_writer FOLDER`.

What it says before a step begins with `will`, what is durable after it with `did`. Between
`apart` and `again` it does what the program never does, such as damaging a file.
"""

import os
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.folding.subject import PHOTO_ADDED
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.ledger.blobs import Blobs
from patrol_tui.ledger.book.machine import Machine
from patrol_tui.ledger.disk.pragmas import connected
from patrol_tui.ledger.drafts import Drafts
from patrol_tui.ledger.second.own_copy import SecondCopy
from patrol_tui.ledger.second.remaking import remake
from tests.ledger.town import AT_ONCE, KEY, NANHU, Town, opened

LEDGER, COPY, PHOTOS, DRAFTS = "laptop7.db", "ledger.copy", "photos.db", "drafts.db"
PAGE_BYTES = 4_096
NUMBER, BADGE = 7, "0417"
FETCHED = 7
LISTS_LATER = replace(AT_ONCE, lists_later=True)


def say(*words: object) -> None:
    """Say something in one write, so that it stands at its place between the others."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def plenty(_: Path) -> int:
    """Return that the disk has room."""
    return 1 << 40


class Day:
    """What is done in a day."""

    def __init__(self, folder: Path, aside: Path) -> None:
        """Let the laptop into its district; its first start writes all files."""
        self.folder = folder
        self.town = Town(aside)
        self.other = self.town.enrol(8, "0418")
        self.far = self.town.enrol(9, "0419", station=NANHU)
        self.town.folder = folder
        self.laptop = self.town.enrol(NUMBER, BADGE)
        self.copied()
        self.laptop.store.set_meta("device", self.laptop.who.device.hex())
        for entry in self.laptop.store.entries_written(0, 1 << 60):
            say("did", "save", entry.hash.hex())
        self.blobs = Blobs(folder / PHOTOS, KEY, plenty)
        self.drafts = Drafts(folder / DRAFTS, KEY)

    def copied(self) -> None:
        """Have the second copy written."""
        self.laptop.store.safeguard.copied_to(SecondCopy(self.folder / COPY, KEY))

    def reopen(self, machine: Machine = AT_ONCE) -> None:
        """Close the ledger and open it again."""
        now_us, key = self.laptop.now_us, self.laptop.key
        self.laptop.store.close()
        who, root = self.laptop.who, self.town.root.key
        self.laptop = opened(self.folder, who, key, root=root, machine=machine)
        self.laptop.now_us = now_us
        self.copied()

    def record(self, number: int, *, photo: bool = False) -> bytes:
        """Record an issue as the screens do: typed, photographed, saved."""
        key = f"form-{number}"
        for text in ("路", "路口", "路口占道" * number):
            say("will", "draft", key, text)
            self.drafts.save(key, text, number)
            say("did", "draft", key, text)
        blob = b""
        if photo:
            blob = self.blobs.put(bytes([number]) * 20_000, "image/jpeg")
            say("did", "photo", blob.hex())
        say("will", "settle", key)
        subject = self.drafts.settle(key, lambda: self.save(number, blob))
        say("did", "settle", key)
        return subject

    def save(self, number: int, blob: bytes = b"") -> bytes:
        """Save an issue and what belongs to it."""
        subject = self.laptop.issue(f"{number}号点", note="占道经营" * 20)
        self.told()
        if blob:
            self.laptop.write(
                Draft(
                    subject,
                    ISSUE.kind(PHOTO_ADDED),
                    {"record": {"photos": [{"hash": blob.hex(), "caption": ""}]}},
                    parents=self.laptop.heads(subject),
                )
            )
            self.told()
        return subject

    def told(self) -> None:
        """Say what was saved just now."""
        line = self.laptop.store._base.streams.current(self.laptop.who.station)
        say("did", "save", self.laptop.store._base.streams.head(line)[1].hex())

    def change(self, subject: bytes) -> None:
        """Correct an issue."""
        self.laptop.change(subject, note="劝导后收摊")
        self.told()

    def rest(self) -> None:
        """Do what waits until nobody types."""
        while self.laptop.store.index_some():
            pass
        for store in (self.laptop.store, self.blobs, self.drafts):
            store.tidy()

    def sync(self) -> None:
        """Send and fetch, others' work among it."""
        self.other.issue("别人记的")
        self.other.sync(self.town.shared)
        self.laptop.sync(self.town.shared)

    def fetch_first(self) -> None:
        """Fetch another station's log for the first time, piece by piece, and make its lists."""
        for number in range(FETCHED):
            self.far.issue(f"南湖{number}")
            self.far.push(self.town.shared)
        self.reopen(LISTS_LATER)
        self.laptop.store.follow([NANHU])
        self.laptop.pull(self.town.shared, limit=3)
        self.laptop.store.finish_lists()
        self.reopen()

    def forget_last_format(self) -> None:
        """Make the ledger one that the first version wrote."""
        say("apart")
        self.laptop.store.close()
        with closing(connected(self.folder / LEDGER, f"\"x'{KEY.hex()}'\"", "rw")) as connection:
            for table in ("carried", "link"):
                connection.execute(f"DROP TABLE {table}")
            connection.execute("PRAGMA user_version=1")
        say("again")

    def spoil(self, content: bytes) -> None:
        """Put other bytes where the ledger was."""
        say("apart")
        self.laptop.store.close()
        (self.folder / LEDGER).write_bytes(content)
        say("broken")
        say("again")

    def close(self) -> None:
        """Go home."""
        for store in (self.laptop.store, self.blobs, self.drafts):
            store.close()
        self.town.root.store.close()
        self.other.store.close()
        self.far.store.close()


def main(folder: Path) -> None:
    """Work, restart, migrate, roll back, break and mend."""
    folder.mkdir()
    aside = folder.with_name(folder.name + ".aside")
    aside.mkdir()
    day = Day(folder, aside)
    first = day.record(1, photo=True)
    day.rest()
    day.record(2)
    day.sync()
    day.change(first)
    day.fetch_first()
    day.record(3, photo=True)
    day.rest()
    day.change(first)
    day.laptop.store.rebuild()
    day.forget_last_format()
    day.reopen()
    day.record(4)
    day.rest()
    old = (folder / LEDGER).read_bytes()
    day.record(5)
    day.spoil(old)
    day.reopen()
    day.laptop.store.safeguard.put_back()
    day.laptop.store.rebuild()
    say("mended")
    day.record(6)
    day.reopen()
    damaged = bytearray((folder / LEDGER).read_bytes())
    for page in range(9, len(damaged) // PAGE_BYTES, 5):
        damaged[page * PAGE_BYTES : page * PAGE_BYTES + 8] = bytes(8)
    day.spoil(bytes(damaged))
    remake(folder / LEDGER, KEY, SecondCopy(folder / COPY, KEY))
    day.reopen()
    day.laptop.store.rebuild()
    say("mended")
    day.record(7, photo=True)
    day.sync()
    day.rest()
    day.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
