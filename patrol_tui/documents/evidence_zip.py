"""Evidence as a zip that can be checked with sha256sum and any Ed25519 program."""

import hashlib
import json
import zipfile
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import tzinfo
from importlib.resources import files
from io import StringIO
from pathlib import Path

from patrol_tui.documents.staging import staged
from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.dictionary import DICTIONARIES
from patrol_tui.domain.entries.entry import Entry, hashed_bytes, seal_message
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.named import bodies_in
from patrol_tui.domain.language.errors import Corrupt
from patrol_tui.domain.subjects import subject_of_kind
from patrol_tui.domain.times import rfc3339
from patrol_tui.domain.track.points import TRACK_BEGINS
from patrol_tui.domain.values import dataclass
from patrol_tui.services.exports.evidence import Evidence, Sealed, Stretch

FORMAT = "patrol.evidence.1"
_SUMS = "SHA256SUMS"
Telling = Callable[[Mapping[str, Json]], Mapping[str, Json]]
"""Returns what of an entry's content one reader may be told."""
# SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) before its 32 bytes.
_PEM_HEAD = bytes.fromhex("302a300506032b6570032100")
_OLDEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class About:
    """What stands beside the proofs.

    Attributes:
        number: the thing's, as people read it.
        type: what kind of thing it is.
        exported_at_us: when.
        exported_by: name and badge of the officer.
        program: name and version.
        root_key: the district's root of trust.
        people: officers' names.
        devices: laptops' short numbers.
        zone: in which times are written.
    """

    number: str
    type: str
    exported_at_us: int
    exported_by: str
    program: str
    root_key: bytes
    people: Mapping[bytes, str]
    devices: Mapping[bytes, int]
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class EvidenceWritten:
    """What went into the zip.

    Attributes:
        files: how many.
        entries: of the thing.
        photos: whole ones.
        unsealed: entries that no seal covers.
        unplaced: entries without a row in the log.
        photos_lacking: photos that entries name and this laptop does not hold.
        photos_withheld: photos of which the reader gets the copy with parts blackened, or nothing.
        stripped: entries of which the reader is not told all.
        root_key: the district's root of trust, which whoever checks must be told.
    """

    files: int
    entries: int
    photos: int
    unsealed: int
    unplaced: int
    photos_lacking: int
    photos_withheld: int = 0
    stripped: int = 0
    root_key: str = ""


def write_evidence(
    evidence: Evidence,
    about: About,
    photo: Callable[[bytes], bytes | None],
    path: Path,
    withheld: Collection[str] = (),
    told: Telling | None = None,
) -> EvidenceWritten:
    """Write the zip: whole, or not at all.

    Args:
        evidence: the proofs.
        about: what stands beside them.
        photo: returns a photo's bytes by its hash, or None where it is not here.
        path: the file.
        withheld: hashes of photos that this reader may not see; their entries still name them.
        told: strips what an entry of the thing says for this reader; where anything goes, its
            payload is left out, and its hash stands for it.

    Raises:
        Refused: it could not be written; what stood there still stands.
    """
    with staged(path) as stage, zipfile.ZipFile(stage.file, "w", zipfile.ZIP_DEFLATED) as archive:
        return _Zip(archive, evidence, about, frozenset(withheld), told).write(photo)


class _Zip:
    def __init__(
        self,
        archive: zipfile.ZipFile,
        evidence: Evidence,
        about: About,
        withheld: frozenset[str],
        told: Telling | None,
    ) -> None:
        self._archive, self._evidence, self._about = archive, evidence, about
        self._withheld = withheld
        self._stripped = _stripped(evidence.entries, told)
        self._sums: list[str] = []

    def _add(self, name: str, content: bytes) -> None:
        self._sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        self._archive.writestr(zipfile.ZipInfo(name, _OLDEST), content)

    def write(self, photo: Callable[[bytes], bytes | None]) -> EvidenceWritten:
        evidence = self._evidence
        shown = {one.hash: one for one in (*evidence.certificates, *evidence.entries)}
        for entry in shown.values():
            self._add(f"entries/{entry.hash.hex()}.bin", hashed_bytes(entry))
            if entry.payload is not None and entry.hash not in self._stripped:
                self._add(f"entries/{entry.hash.hex()}.payload", entry.payload)
        for entry in evidence.links():
            self._add(f"links/{entry.hash.hex()}.bin", hashed_bytes(entry))
        for sealed in {one.end.hash: one for one in evidence.sealed.values()}.values():
            self._add_seal(sealed)
        for key in {self._about.root_key, *(one.key for one in evidence.sealed.values())}:
            self._add(f"keys/{key.hex()}.pem", pem(key))
        for stretch in evidence.stretches:
            name = f"log/{stretch.station.hex()}-{stretch.rows[0].n}-{stretch.rows[-1].n}.csv"
            self._add(name, _csv(stretch))
        photos, lacking = self._add_photos(photo)
        self._add("evidence.json", self._json(lacking))
        for lang in ("zh", "en"):
            text = files("patrol_tui.documents").joinpath(f"evidence_{lang}.txt").read_bytes()
            self._add(f"README_{lang}.txt", text)
        for number, words in DICTIONARIES.items():
            self._add(f"dictionaries/{number}.bin", words)
        body = "".join(sorted(self._sums, key=lambda line: line[66:]))
        self._archive.writestr(zipfile.ZipInfo(_SUMS, _OLDEST), body)
        return EvidenceWritten(
            files=len(self._sums) + 1,
            entries=len(evidence.entries),
            photos=photos,
            unsealed=sum(one.hash not in evidence.sealed for one in evidence.entries),
            unplaced=sum(one.hash not in evidence.rows for one in evidence.entries),
            photos_lacking=len(lacking),
            photos_withheld=len(self._withheld),
            stripped=len(self._stripped),
            root_key=self._about.root_key.hex(),
        )

    def _add_seal(self, sealed: Sealed) -> None:
        name = f"seals/{sealed.end.hash.hex()}"
        self._add(f"{name}.msg", seal_message(sealed.end.hash))
        self._add(f"{name}.sig", sealed.seal)

    def _add_photos(self, photo: Callable[[bytes], bytes | None]) -> tuple[int, list[str]]:
        named = dict.fromkeys(
            name for entry in self._evidence.entries for name in photos_named(entry)
        )
        lacking, seen = [], [name for name in named if name not in self._withheld]
        for name in seen:
            content = photo(bytes.fromhex(name))
            if content is None:
                lacking.append(name)
            else:
                self._add(f"photos/{name}{_ending(content)}", content)
        return len(seen) - len(lacking), lacking

    def _json(self, lacking: Iterable[str]) -> bytes:
        evidence, about = self._evidence, self._about
        body = {
            "format": FORMAT,
            "thing": {
                "id": id_text(evidence.subject),
                "number": about.number,
                "type": about.type,
            },
            "exported_at": rfc3339(about.exported_at_us, about.zone),
            "exported_by": about.exported_by,
            "program": about.program,
            "root_key": about.root_key.hex(),
            "entries": [self._entry(entry) for entry in evidence.entries],
            "certificates": [self._entry(entry) for entry in evidence.certificates],
            "seals": [_seal(entry, sealed) for entry, sealed in evidence.sealed.items()],
            "log": [_stretch(stretch) for stretch in evidence.stretches],
            "photos_lacking": [*lacking, *sorted(self._withheld)],
            "photos_withheld": sorted(self._withheld),
            "photo_copies": [
                {"copy": body["hash"], "of": body["of"], "blackened": body.get("blackened")}
                for entry in evidence.entries
                for body in bodies_in(content_of(entry))
                if {"hash", "of"} <= body.keys()
            ],
        }
        return json.dumps(body, ensure_ascii=False, indent=1).encode()

    def _entry(self, entry: Entry) -> dict[str, object]:
        about, header = self._about, entry.header
        row = self._evidence.rows.get(entry.hash)
        return {
            "hash": entry.hash.hex(),
            "kind": kind_name(entry),
            "claimed_at": rfc3339(entry.wall_us, about.zone),
            "author": id_text(header.author),
            "author_name": about.people.get(header.author),
            "device": id_text(header.device),
            "device_number": about.devices.get(header.device),
            "station": header.station.hex(),
            "subject": id_text(entry.subject),
            "seq": entry.seq,
            "prev": entry.prev.hex(),
            "parents": [parent.hex() for parent in entry.parents],
            "payload_sha256": entry.payload_hash.hex(),
            "says": self._stripped.get(entry.hash, content_of(entry)),
            "stripped": entry.hash in self._stripped,
            "log": None
            if row is None
            else {
                "n": row.n,
                "received_at": rfc3339(row.received_at_us, about.zone),
                "pushed_by": id_text(row.pushed_by),
            },
        }


def _stripped(entries: Iterable[Entry], told: Telling | None) -> Mapping[bytes, Mapping[str, Json]]:
    """Return by its hash what each entry says to the reader, where that is not all."""
    found: dict[bytes, Mapping[str, Json]] = {}
    for entry in entries if told is not None else ():
        whole = content_of(entry)
        said = told(whole) if whole is not None and told is not None else whole
        if said is not None and said != whole:
            found[entry.hash] = said
    return found


def pem(key: bytes) -> bytes:
    """Return an Ed25519 public key as OpenSSL reads it."""
    body = b64encode(_PEM_HEAD + key).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n".encode()


def kind_name(entry: Entry) -> str:
    """Return what a kind is called, or its number where this program does not know it."""
    declared = subject_of_kind(entry.kind)
    fact = declared.fact_name(entry.kind) if declared is not None else None
    return f"{entry.kind:04x}" if declared is None or fact is None else f"{declared.type}.{fact}"


def content_of(entry: Entry) -> dict[str, Json] | None:
    """Return what an entry says; None where it was expunged or cannot be read here."""
    if entry.payload is None:
        return None
    try:
        return payload.decode(entry.payload)
    except Corrupt:
        return None


def photos_named(entry: Entry) -> list[str]:
    """Return the hashes of the photos that an entry names, in hex; stretches of track too."""
    hashes = [str(body.get("hash", "")) for body in bodies_in(content_of(entry))]
    return [name for name in hashes if len(name) == 2 * hashlib.sha256().digest_size]


def _seal(entry_hash: bytes, sealed: Sealed) -> dict[str, object]:
    return {
        "entry": entry_hash.hex(),
        "sealed_at": sealed.end.hash.hex(),
        "links": [entry.hash.hex() for entry in sealed.links],
        "key": sealed.key.hex(),
    }


def _stretch(stretch: Stretch) -> dict[str, object]:
    witness = stretch.witness
    return {
        "station": stretch.station.hex(),
        "epoch": stretch.epoch.hex(),
        "from_n": stretch.rows[0].n,
        "to_n": stretch.rows[-1].n,
        "h_before": stretch.before.hex(),
        "witness": None if witness is None else witness.hash.hex(),
        "witness_device": None if witness is None else id_text(witness.header.device),
    }


def _csv(stretch: Stretch) -> bytes:
    out = StringIO()
    out.write("n,hash,seal,h,received_at_us,pushed_by\r\n")
    for row in stretch.rows:
        seal = row.seal.hex() if row.seal is not None else ""
        fields = (row.n, row.hash.hex(), seal, row.h.hex(), row.received_at_us, row.pushed_by.hex())
        out.write(",".join(map(str, fields)) + "\r\n")
    return out.getvalue().encode()


def _ending(content: bytes) -> str:
    if content[:1] == TRACK_BEGINS:
        return ".track"
    return ".png" if content.startswith(b"\x89PNG") else ".jpg"
