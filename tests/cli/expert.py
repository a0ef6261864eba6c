"""An expert at court: checks evidence by its text alone, with the standard library and Ed25519.

    python expert.py EVIDENCE.zip

Prints what does not hold, one a line; nothing where all holds. Nothing of the program is imported.
"""

import csv
import hashlib
import io
import json
import struct
import sys
import zipfile
from base64 import b64decode
from itertools import pairwise
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

Body = dict[str, Any]
PREV, SEEN_N, SEEN_H = slice(158, 190), slice(106, 114), slice(114, 146)
DEVICE, SUBJECT = slice(48, 64), slice(190, 206)


class Expert:
    """Goes through the six steps of the text."""

    def __init__(self, path: str) -> None:
        self.found: list[str] = []
        self.files: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(path) as archive:
                self.files = {name: archive.read(name) for name in archive.namelist()}
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError) as error:
            self.found.append(f"zip {error}")
        self.bins: dict[str, bytes] = {}

    def say(self, what: str, holds: object) -> None:
        """Note what does not hold."""
        if not holds:
            self.found.append(what)

    def check(self) -> list[str]:
        """Return what does not hold."""
        if self.found:
            return self.found
        try:
            self.sums()
            body = json.loads(self.files["evidence.json"])
            self.entries(body)
            self.seals(body)
            self.certificates(body)
            self.logs(body)
        except (KeyError, ValueError, TypeError, struct.error, csv.Error) as error:
            self.found.append(f"unreadable {error!r}")
        return self.found

    def sums(self) -> None:
        """Step 0: sha256sum -c SHA256SUMS."""
        lines = self.files["SHA256SUMS"].decode().splitlines()
        listed = {line[66:]: line[:64] for line in lines}
        self.say("SHA256SUMS lists others", listed.keys() == self.files.keys() - {"SHA256SUMS"})
        for name, expected in listed.items():
            self.say(f"sum {name}", sha(self.files[name]) == expected)

    def entries(self, body: Body) -> None:
        """Steps 1, 2 and 6: hashes of entries, contents and photos."""
        for name, content in self.files.items():
            folder, _, rest = name.rpartition("/")
            stem, _, ending = rest.partition(".")
            if ending == "bin" or folder == "photos":
                self.say(f"hash {name}", sha(content) == stem)
            if ending == "bin":
                self.bins[stem] = content
        for entry in (*body["entries"], *body["certificates"]):
            stem = entry["hash"]
            hashed = self.bins[stem]
            self.say(f"prev {stem}", hashed[PREV].hex() == entry["prev"])
            self.say(f"payload {stem}", hashed[-32:].hex() == entry["payload_sha256"])
            stored = self.files.get(f"entries/{stem}.payload")
            if stored is not None:
                self.say(f"content {stem}", hashlib.sha256(stored).digest() == hashed[-32:])
            for photo in ((entry["says"] or {}).get("record") or {}).get("photos", ()):
                held = any(name.startswith(f"photos/{photo['hash']}") for name in self.files)
                self.say(f"photo {photo['hash']}", held or photo["hash"] in body["photos_lacking"])

    def seals(self, body: Body) -> None:
        """Step 3: each entry is covered by a seal."""
        covered = set()
        for seal in body["seals"]:
            at, links = seal["sealed_at"], seal["links"]
            message = b"patrol.seal.1\0" + bytes.fromhex(at)
            self.say(f"message {at}", self.files[f"seals/{at}.msg"] == message)
            key = pem_key(self.files[f"keys/{seal['key']}.pem"])
            self.say(f"key {seal['key']}", key.hex() == seal["key"])
            try:
                VerifyKey(key).verify(message, self.files[f"seals/{at}.sig"])
            except (BadSignatureError, ValueError):
                self.found.append(f"seal {at}")
            line = [seal["entry"], *links]
            self.say(f"end {at}", line[-1] == at)
            for before, after in pairwise(line):
                self.say(f"link {after}", self.bins[after][PREV].hex() == before)
            covered.add(seal["entry"])
        wanted = {entry["hash"] for entry in (*body["entries"], *body["certificates"])}
        for entry in wanted - covered:
            self.found.append(f"unsealed {entry}")

    def certificates(self, body: Body) -> None:
        """Step 4: every key is named by a certificate, up to the root."""
        named = {body["root_key"]}
        for entry in body["certificates"]:
            said = (entry["says"] or {}).get("set", {})
            device = self.bins[entry["hash"]][SUBJECT].hex()
            for field in ("sign_key", "enrol_key"):
                if field in said:
                    named |= {said[field], device + said[field]}
        for seal in body["seals"]:
            device = self.bins[seal["entry"]][DEVICE].hex()
            is_root = seal["key"] == body["root_key"]
            self.say(f"whose {seal['key']}", is_root or device + seal["key"] in named)

    def logs(self, body: Body) -> None:
        """Step 5: the log chains up, and somebody else had seen it."""
        placed: dict[str, list[tuple[int, str]]] = {}
        for stretch in body["log"]:
            station, first, last = stretch["station"], stretch["from_n"], stretch["to_n"]
            text = self.files[f"log/{station}-{first}-{last}.csv"].decode()
            h, n = bytes.fromhex(stretch["h_before"]), first
            for row in csv.DictReader(io.StringIO(text)):
                parts = h + bytes.fromhex(row["hash"]) + bytes.fromhex(row["seal"])
                h = hashlib.sha256(parts).digest()
                self.say(f"row {n}", (row["h"], int(row["n"])) == (h.hex(), n))
                placed.setdefault(row["hash"], []).append((n, station))
                n += 1
            self.say(f"rows {last}", n == last + 1)
            if stretch["witness"] is not None:
                hashed = self.bins[stretch["witness"]]
                (seen_n,) = struct.unpack(">Q", hashed[SEEN_N])
                self.say(f"witness {last}", (seen_n, hashed[SEEN_H]) == (last, h))
        for entry in body["entries"]:
            if entry["log"] is not None:
                place = (entry["log"]["n"], entry["station"])
                self.say(f"place {entry['hash']}", place in placed.get(entry["hash"], ()))


def sha(content: bytes) -> str:
    """Return what sha256sum prints."""
    return hashlib.sha256(content).hexdigest()


def pem_key(text: bytes) -> bytes:
    """Return the 32 bytes of a public key."""
    return b64decode(b"".join(text.splitlines()[1:-1]))[-32:]


if __name__ == "__main__":
    problems = Expert(sys.argv[1]).check()
    assert not any(name.startswith("patrol") for name in sys.modules)
    sys.stdout.write("\n".join(problems))
