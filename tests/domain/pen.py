"""Writes entries for tests: plain, unsealed, the same bytes in every run."""

from collections.abc import Mapping
from dataclasses import dataclass

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.entry import Entry, Header, chain, said
from patrol_tui.domain.entries.ids import ZERO_HASH, ZERO_ID, name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.subject import CHANGED, Role
from patrol_tui.domain.subjects.issue import ISSUE

AT_US = 1_764_000_000_000_000
BINHU = name_id("station", "binhu")
THING = name_id("thing", "fire lane 12")
EVERY_ROLE: frozenset[Role] = frozenset(("officer", "lead", "subdistrict", "bureau"))
SALT = bytes(range(16))


def every_role(_author: bytes, _district_n: int) -> frozenset[Role]:
    """Judge everybody as an officer with all rights."""
    return EVERY_ROLE


def header_of(name: str) -> Header:
    """Return the header of an officer whose laptop has seen nothing yet."""
    return Header(
        stream=name_id("stream", name),
        station=BINHU,
        device=name_id("device", name),
        author=name_id("officer", name),
        wall_base_us=AT_US,
        tz_offset_min=480,
        seen_epoch=ZERO_ID,
        seen_n=0,
        seen_h=ZERO_HASH,
        district_n=0,
    )


@dataclass
class Pen:
    """One officer at one laptop."""

    name: str
    seq: int = 0
    prev: bytes = ZERO_HASH
    since_ms: int = 0

    def write(
        self,
        content: Mapping[str, Json],
        *parents: Entry,
        subject: bytes = THING,
        kind: int = ISSUE.kind(CHANGED),
        critical: bool = False,
        stored: bytes | None = None,
    ) -> Entry:
        """Write the next entry of this laptop."""
        header = header_of(self.name)
        body = payload.encode(dict(content), SALT) if stored is None else stored
        hashes = tuple(parent.hash for parent in parents)
        what = said(subject, kind, body, hashes, critical=critical)
        entry = chain(header.pack(), header, self.seq + 1, self.prev, self.since_ms, what)
        self.seq, self.prev, self.since_ms = entry.seq, entry.hash, self.since_ms + 1000
        return entry


def expunged(entry: Entry) -> Entry:
    """Return an entry whose content was taken away."""
    return entry._replace(payload=None)
