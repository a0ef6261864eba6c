"""An expert at court: checks evidence by its text alone, with the standard library and Ed25519.

    python expert.py EVIDENCE.zip ROOT_KEY

ROOT_KEY is what the bureau told the expert, not what the zip says. Prints what does not hold, one
a line, and as `unproven` whatever is told without its bytes. Nothing of the program is imported.
"""

import csv
import hashlib
import io
import json
import struct
import sys
import zipfile
import zlib
from base64 import b64encode
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

Body = dict[str, Any]
TAG = b"patrol.entry.1\0"
SPKI = bytes.fromhex("302a300506032b6570032100")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# As printed in the text that the expert holds.
DICTIONARIES = {
    1: "47d22262b30a0d7df7ee15d8248ffc23d4fcdcbe7a645c3d42645cde3edaa458",
    2: "cf63a880327b8368fc114b63e6b39f4ed1c127b313d6fa8f2a245fdf7527a0e3",
}
THINGS = (
    "issue patrol request whistle letter consultation meeting commitment campaign activity stall"
    " document roster handover"
)
TYPES = dict(enumerate(THINGS.split(), 1)) | {
    0x10: "catalog_item",
    0x11: "officer",
    0x12: "device",
    0x13: "station_key",
}
FACTS = dict(
    enumerate(
        [
            "created",
            "changed",
            "moved",
            "noted",
            "photo_added",
            "retracted",
            "settled",
            "shared",
            "undone",
            "expunged",
            "released",
            "opened",
            "urged",
        ],
        1,
    )
)
OWN_FACTS = {
    0x01: {0x20: "measured", 0x21: "rechecked"},
    0x02: dict(
        enumerate(
            [
                "arrived",
                "checked",
                "left",
                "paused",
                "resumed",
                "finished",
                "confirmed",
                "safe",
                "sos",
            ],
            0x20,
        )
    ),
    0x12: {0x20: "joined", 0x21: "revoked", 0x22: "recovered"},
}
JOINED = 0x1220


@dataclass(frozen=True, slots=True)
class Bin:
    """The hashed bytes of an entry, taken apart."""

    raw: bytes

    def id(self, at: int) -> str:
        """Return the 16 bytes at a place."""
        return self.raw[at : at + 16].hex()

    def number(self, at: int, size: int) -> int:
        """Return the number at a place."""
        return int.from_bytes(self.raw[at : at + size], "big")

    @property
    def device(self) -> str:
        """Return the laptop."""
        return self.id(48)

    @property
    def prev(self) -> str:
        """Return the entry before it in its line."""
        return self.raw[158:190].hex()

    @property
    def kind(self) -> int:
        """Return type of thing and fact."""
        return self.number(206, 2)

    def header(self) -> Body:
        """Return what evidence.json says of it, as the bytes have it."""
        end = 214 + 32 * (self.raw[209] >> 3)
        high, low = divmod(self.kind, 256)
        fact = OWN_FACTS.get(high, {}).get(low) or FACTS.get(low)
        ms = self.number(210, 4)
        return {
            "kind": f"{TYPES[high]}.{fact}" if high in TYPES and fact else f"{self.kind:04x}",
            "claimed_at": EPOCH + timedelta(microseconds=self.number(80, 8), milliseconds=ms),
            "author": self.id(64),
            "device": self.device,
            "station": self.id(32),
            "subject": self.id(190),
            "seq": self.number(154, 4),
            "prev": self.prev,
            "parents": [self.raw[at : at + 32].hex() for at in range(214, end, 32)],
            "payload_sha256": self.raw[end:].hex(),
        }


class Expert:
    """Goes through the six steps of the text.

    Attributes:
        found: what does not hold.
        unproven: entries of which something is told without the bytes that would prove it.
    """

    def __init__(self, source: str | Mapping[str, bytes], root: str) -> None:
        self.found: list[str] = []
        self.unproven: list[str] = []
        self._root = root
        self._files: Mapping[str, bytes] = {}
        self._bins: dict[str, Bin] = {}
        self._said: dict[str, Body] = {}
        self._sealed: dict[str, set[str]] = defaultdict(set)
        try:
            self._files = read(source) if isinstance(source, str) else source
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError) as error:
            self.found.append(f"zip {error}")

    def say(self, what: str, holds: object) -> None:
        """Note what does not hold."""
        if not holds:
            self.found.append(what)

    def check(self) -> list[str]:
        """Return what does not hold."""
        if self.found:
            return self.found
        try:
            self._sums()
            body = json.loads(self._files["evidence.json"])
            self._decode()
            for entry in (*body["entries"], *body["certificates"]):
                self._entry(entry)
            self._people(body)
            self._photos(body)
            self._seals(body)
            self._trust(body)
            self._logs(body)
        except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
            self.found.append(f"unreadable {error!r}")
        except (struct.error, csv.Error, zlib.error) as error:
            self.found.append(f"unreadable {error!r}")
        return self.found

    def _sums(self) -> None:
        """Step 0: sha256sum -c SHA256SUMS, and the dictionaries by the printed text."""
        lines = self._files["SHA256SUMS"].decode().splitlines()
        listed = {line[66:]: line[:64] for line in lines}
        self.say("SHA256SUMS lists others", listed.keys() == self._files.keys() - {"SHA256SUMS"})
        for name, expected in listed.items():
            self.say(f"sum {name}", sha(self._files[name]) == expected)
        for number, expected in DICTIONARIES.items():
            name = f"dictionaries/{number}.bin"
            self.say(f"dictionary {number}", sha(self._files[name]) == expected)

    def _decode(self) -> None:
        """Steps 1 and 2: the hashes, and what the entries say by their own bytes."""
        for name, content in self._files.items():
            folder, _, rest = name.rpartition("/")
            stem, _, ending = rest.partition(".")
            if folder in {"entries", "links"} and ending == "bin":
                self.say(f"hash {name}", sha(content) == stem)
                self.say(f"tag {name}", content.startswith(TAG))
                self._bins[stem] = Bin(content)
        for stem, one in self._bins.items():
            stored = self._files.get(f"entries/{stem}.payload")
            if stored is None:
                continue
            self.say(f"content {stem}", hashlib.sha256(stored).digest() == one.raw[-32:])
            words = self._files[f"dictionaries/{stored[16]}.bin"]
            plain = zlib.decompressobj(-15, zdict=words).decompress(stored[17:])
            self._said[stem] = json.loads(plain)

    def _entry(self, entry: Body) -> None:
        """Compare what evidence.json tells of an entry with the entry's own bytes."""
        stem = entry["hash"]
        for name, proven in self._bins[stem].header().items():
            told = entry[name]
            if name == "claimed_at":
                told = datetime.fromisoformat(told)
            elif name in {"author", "device", "subject"}:
                told = told.replace("-", "")
            self.say(f"{name} {stem}", told == proven)
        if stem in self._said:
            self.say(f"says {stem}", entry["says"] == self._said[stem] and not entry["stripped"])
        elif entry["says"] is not None:
            self.unproven.append(stem)
            self.say(f"says {stem}", entry["stripped"])

    def _people(self, body: Body) -> None:
        """Names and short numbers stand in certificates; all entries are of one thing."""
        names, numbers = defaultdict(set), defaultdict(set)
        for entry in body["certificates"]:
            fields = self._said.get(entry["hash"], {}).get("set", {})
            about = self._bins[entry["hash"]].id(190)
            names[about].add(fields.get("name"))
            numbers[about].add(fields.get("number"))
        for entry in (*body["entries"], *body["certificates"]):
            one = self._bins[entry["hash"]]
            name, number = entry["author_name"], entry["device_number"]
            self.say(f"author_name {entry['hash']}", name is None or name in names[one.id(64)])
            self.say(f"number {entry['hash']}", number is None or number in numbers[one.device])
        thing = body["thing"]["id"].replace("-", "")
        for entry in body["entries"]:
            self.say(f"thing {entry['hash']}", self._bins[entry["hash"]].id(190) == thing)

    def _photos(self, body: Body) -> None:
        """Step 6: photos are what entries name."""
        records = [
            (self._said.get(entry["hash"]) or entry["says"] or {}).get("record") or {}
            for entry in body["entries"]
        ]
        named = [one for record in records for one in record.get("photos", ())]
        named += [one for record in records for one in record.get("tracks", ())]
        held = {name[7:71]: name for name in self._files if name.startswith("photos/")}
        for stem, name in held.items():
            self.say(f"hash {name}", sha(self._files[name]) == stem)
            self.say(f"unnamed {name}", any(one["hash"] == stem for one in named))
        for one in named:
            lacking = one["hash"] in body["photos_lacking"]
            self.say(f"photo {one['hash']}", one["hash"] in held or lacking)
        copies = [(one["hash"], one["of"], one.get("blackened")) for one in named if "of" in one]
        told = [(one["copy"], one["of"], one["blackened"]) for one in body["photo_copies"]]
        if not any(entry["stripped"] for entry in body["entries"]):
            self.say("photo_copies", copies == told)

    def _seals(self, body: Body) -> None:
        """Step 3: each entry is covered by a seal."""
        for seal in body["seals"]:
            at, links, key = seal["sealed_at"], seal["links"], seal["key"]
            message = b"patrol.seal.1\0" + bytes.fromhex(at)
            self.say(f"message {at}", self._files[f"seals/{at}.msg"] == message)
            self.say(f"key {key}", self._files[f"keys/{key}.pem"].split() == pem(key).split())
            try:
                VerifyKey(bytes.fromhex(key)).verify(message, self._files[f"seals/{at}.sig"])
                self._sealed[seal["entry"]].add(key)
            except (BadSignatureError, ValueError):
                self.found.append(f"seal {at}")
            line = [seal["entry"], *links]
            self.say(f"end {at}", line[-1] == at)
            for before, after in pairwise(line):
                self.say(f"link {after}", self._bins[after].prev == before)
        for entry in (*body["entries"], *body["certificates"]):
            self.say(f"unsealed {entry['hash']}", entry["hash"] in self._sealed)

    def _trust(self, body: Body) -> None:
        """Step 4: every key is named by a sealed certificate of the bureau, up to the root."""
        self.say("root_key", body["root_key"] == self._root)
        keys: set[tuple[str, str]] = set()
        bureau: set[str] = set()
        while True:
            before = len(keys) + len(bureau)
            for entry in body["certificates"]:
                self._certificate(entry["hash"], keys, bureau)
            if len(keys) + len(bureau) == before:
                break
        for stem, by in self._sealed.items():
            for key in by:
                self.say(f"whose {key} {stem}", self._is_of(stem, key, keys))

    def _is_of(self, stem: str, key: str, keys: set[tuple[str, str]]) -> bool:
        one = self._bins[stem]
        joins = one.kind == JOINED and (f"joins {one.device}", key) in keys
        return key == self._root or (one.device, key) in keys or joins

    def _certificate(self, stem: str, keys: set[tuple[str, str]], bureau: set[str]) -> None:
        by = [key for key in self._sealed.get(stem, ()) if self._is_of(stem, key, keys)]
        if not by:
            return
        one, said = self._bins[stem], self._said.get(stem, {})
        author, subject, fields = one.id(64), one.id(190), said.get("set", {})
        if self._root in by:
            bureau.add(author)
        joins = one.kind == JOINED and subject == one.device
        if one.kind >> 8 == 0x12 and (joins or author in bureau):
            if "sign_key" in fields:
                keys.add((subject, fields["sign_key"]))
            if "enrol_key" in fields and not joins:
                keys.add((f"joins {subject}", fields["enrol_key"]))
        is_bureau = "bureau" in said.get("add", {}).get("roles", ())
        if one.kind >> 8 == 0x11 and author in bureau and is_bureau:
            bureau.add(subject)

    def _logs(self, body: Body) -> None:
        """Step 5: the log chains up, and somebody else had seen it."""
        placed: dict[tuple[str, str], Body] = {}
        for stretch in body["log"]:
            station, first, last = stretch["station"], stretch["from_n"], stretch["to_n"]
            text = self._files[f"log/{station}-{first}-{last}.csv"].decode()
            h, n = bytes.fromhex(stretch["h_before"]), first
            devices = set()
            for row in csv.DictReader(io.StringIO(text)):
                parts = h + bytes.fromhex(row["hash"]) + bytes.fromhex(row["seal"])
                h = hashlib.sha256(parts).digest()
                self.say(f"row {n}", (row["h"], int(row["n"])) == (h.hex(), n))
                placed[station, row["hash"]] = row
                if n == first and row["hash"] in self._bins:
                    devices.add(self._bins[row["hash"]].device)
                n += 1
            self.say(f"rows {last}", n == last + 1)
            if stretch["witness"] is not None:
                self._witness(stretch, h, devices)
        for entry in body["entries"]:
            if entry["log"] is not None:
                row, told = placed[entry["station"], entry["hash"]], entry["log"]
                at = EPOCH + timedelta(microseconds=int(row["received_at_us"]))
                here = (int(row["n"]), at, row["pushed_by"])
                received = datetime.fromisoformat(told["received_at"])
                same = (told["n"], received, told["pushed_by"].replace("-", "")) == here
                self.say(f"place {entry['hash']}", same)

    def _witness(self, stretch: Body, h: bytes, devices: set[str]) -> None:
        stem, last = stretch["witness"], stretch["to_n"]
        one = self._bins[stem]
        seen = (one.id(32), one.id(90), one.number(106, 8), one.raw[114:146])
        expected = (stretch["station"], stretch["epoch"], last, h)
        self.say(f"witness {last}", seen == expected)
        self.say(f"witness {last} is nobody else", one.device not in devices)
        self.say(f"unsealed {stem}", stem in self._sealed)


def read(path: str) -> dict[str, bytes]:
    """Return the files of a zip."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sha(content: bytes) -> str:
    """Return what sha256sum prints."""
    return hashlib.sha256(content).hexdigest()


def pem(key: str) -> bytes:
    """Return a public key as OpenSSL reads it."""
    body = b64encode(SPKI + bytes.fromhex(key))
    return b"-----BEGIN PUBLIC KEY-----\n" + body + b"\n-----END PUBLIC KEY-----\n"


if __name__ == "__main__":
    expert = Expert(sys.argv[1], sys.argv[2])
    problems = expert.check()
    assert not any(name.startswith("patrol") for name in sys.modules)
    sys.stdout.write("\n".join([*problems, *(f"unproven {one}" for one in expert.unproven)]))
