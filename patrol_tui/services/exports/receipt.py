"""The end-of-shift receipt: what of this laptop the shared ledger has confirmed, and what not.

An entry counts as shared only once its log row is held here, a photo only once the shared database
has proven its whole hash. It speaks of everything that was written on this laptop; conflicts do
not hinder it, for both sides of one are safe.
"""

from collections.abc import Iterable, Sequence

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.named import bodies_in
from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.domain.subjects import subject_of_kind
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.ports import Counts, Ledger, PhotoNeed
from patrol_tui.services.syncing.package import on_stick, photos_on_stick
from patrol_tui.services.syncing.photo_sync import PhotoBox, PhotoMarks
from patrol_tui.services.syncing.sync_log import confirmed_at_us, reached_at_us

NOT_SENT = N_("not sent yet")
ON_STICK = N_("on a stick, not in the ledger")
NOT_HERE = N_("not on this laptop any more")
_SET_UP = frozenset(("catalog_item", "officer", "device"))
"""What is written while a district is set up: of less interest than a day's work."""
_EVER_US = 1 << 62
_CODE_GROUPS, _GROUP_DIGITS = 3, 4


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are held here, and how many of these the shared ledger has confirmed."""

    here: int = 0
    shared: int = 0

    @property
    def is_complete(self) -> bool:
        """Tell whether none is missing."""
        return self.here == self.shared


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the shared ledger has not confirmed.

    Attributes:
        subject: the thing it belongs to.
        id: the thing's number, or its id where it has none.
        type: `entry` with the thing's type, or `photo`.
        title: where or what the thing is, or the photo's caption.
        why: gettext msgid.
    """

    subject: bytes
    id: str
    type: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the shared ledger has of this laptop.

    Attributes:
        counts: by record type; a record counts as shared when all own entries of it do.
        entries: own entries.
        photos: photos that lie here or are confirmed.
        missing: what is not confirmed: the work first, then what set the laptop up, then photos.
        code: beginning of the ledger's digest, to be compared by eye.
        confirmed_at_us: when everything was confirmed last.
        reached_at_us: when the shared database was reached last.
        oldest_unsent_us: claimed time of the oldest entry that is not confirmed.
        conflicts: things with something to settle.
    """

    counts: dict[str, Tally]
    entries: Tally
    photos: Tally
    missing: tuple[Missing, ...]
    code: str
    confirmed_at_us: int | None
    reached_at_us: int | None
    oldest_unsent_us: int | None
    conflicts: int

    @property
    def is_complete(self) -> bool:
        """Tell whether the laptop may be closed."""
        return not self.missing and self.entries.is_complete and self.photos.is_complete

    def as_json(self) -> dict[str, object]:
        """Return what `receipt --json` prints."""
        return {
            "complete": self.is_complete,
            "counts": {
                name: {"here": tally.here, "shared": tally.shared}
                for name, tally in self.counts.items()
            },
            "entries": {"here": self.entries.here, "shared": self.entries.shared},
            "photos": {"here": self.photos.here, "shared": self.photos.shared},
            "missing": [{"id": found.id, "what": found.type} for found in self.missing],
            "digest": self.code,
        }


def receipt(ledger: Ledger, box: PhotoBox, marks: PhotoMarks | None = None) -> Receipt:
    """Return what of this laptop the shared ledger has confirmed."""
    marks = marks or PhotoMarks(ledger)
    own = ledger.entries_written(-_EVER_US, _EVER_US)
    shared = ledger.in_shared(entry.hash for entry in own)
    unsent = [entry for entry in own if entry.hash not in shared]
    photos, missing_photos = _photos(ledger, box, marks, own)
    counts: Counts = ledger.counts()
    return Receipt(
        counts=_by_type(own, {entry.subject for entry in unsent}),
        entries=Tally(len(own), len(shared)),
        photos=photos,
        missing=(*_missing_entries(ledger, unsent), *missing_photos),
        code=short_code(ledger.digest()),
        confirmed_at_us=confirmed_at_us(ledger),
        reached_at_us=reached_at_us(ledger),
        oldest_unsent_us=min((entry.wall_us for entry in unsent), default=None),
        conflicts=counts.conflicts,
    )


def short_code(digest: bytes) -> str:
    """Return the beginning of a digest in groups that are easily compared."""
    text = digest.hex()
    ends = range(0, _CODE_GROUPS * _GROUP_DIGITS, _GROUP_DIGITS)
    return " ".join(text[at : at + _GROUP_DIGITS] for at in ends)


def _by_type(own: Iterable[Entry], unsent: set[bytes]) -> dict[str, Tally]:
    subjects: dict[str, set[bytes]] = {}
    for entry in own:
        declared = subject_of_kind(entry.kind)
        if declared is not None:
            subjects.setdefault(declared.type, set()).add(entry.subject)
    return {
        name: Tally(len(found), len(found - unsent)) for name, found in sorted(subjects.items())
    }


def _missing_entries(ledger: Ledger, unsent: Iterable[Entry]) -> list[Missing]:
    of_thing: dict[bytes, list[Entry]] = {}
    for entry in unsent:
        of_thing.setdefault(entry.subject, []).append(entry)
    lies_on_stick = on_stick(ledger)
    found = []
    for subject, entries in of_thing.items():
        declared = subject_of_kind(entries[0].kind)
        number, title = _named(ledger, subject)
        why = ON_STICK if all(map(lies_on_stick, entries)) else NOT_SENT
        found.append(Missing(subject, number, declared.type if declared else "", title, why))
    return sorted(found, key=lambda one: one.type in _SET_UP)


def _named(ledger: Ledger, subject: bytes) -> tuple[str, str]:
    state = ledger.state(subject)
    declared = subject_of_kind(state.facts[0].entry.kind) if state else None
    if state is None or declared is None:
        return id_text(subject), ""
    row = declared.row(state)
    return row.number or id_text(subject), row.title


def _photos(
    ledger: Ledger, box: PhotoBox, marks: PhotoMarks, own: Sequence[Entry]
) -> tuple[Tally, list[Missing]]:
    waiting = [need for need in marks.unconfirmed() if box.has(need.blob)]
    lost = _own_photos_lost(own, [need for need in marks.unconfirmed() if not box.has(need.blob)])
    named = {need.blob for need in ledger.photos_named()}
    confirmed = sum(marks.is_confirmed(blob) for blob in named)
    carried = photos_on_stick(ledger)
    whys = [(need, ON_STICK if need.blob in carried else NOT_SENT) for need in waiting]
    missing = [
        Missing(need.subject, _named(ledger, need.subject)[0], "photo", need.caption, why)
        for need, why in (*whys, *((need, NOT_HERE) for need in lost))
    ]
    return Tally(confirmed + len(missing), confirmed), missing


def _own_photos_lost(own: Sequence[Entry], absent: Sequence[PhotoNeed]) -> list[PhotoNeed]:
    """Return those of the absent photos that own entries name: nobody else could send them."""
    subjects = {need.subject for need in absent}
    named = {
        photo.get("hash")
        for entry in own
        if entry.subject in subjects
        for photo in _photo_bodies(entry)
    }
    return [need for need in absent if need.blob.hex() in named]


def _photo_bodies(entry: Entry) -> list[dict[str, Json]]:
    if entry.payload is None:
        return []
    try:
        return bodies_in(payload.decode(entry.payload))
    except Corrupt:
        return []
