"""What the bureau decides about single entries: out of quarantine, or their content away."""

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import HASH_BYTES
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.hidden import BLOBS, EXPUNGE, INSTEAD, RELEASE, instead_of
from patrol_tui.domain.folding.named import FILES, bodies_in, bodies_of
from patrol_tui.domain.folding.state import Fact, State
from patrol_tui.domain.folding.subject import EXPUNGED, RELEASED, RULINGS, Subject
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.subjects import subject_of_kind
from patrol_tui.domain.values import dataclass
from patrol_tui.services.bureau.enrol import require_bureau
from patrol_tui.services.ports.desk import required
from patrol_tui.services.ports.ports import DISTRICT, Ledger

NOT_BARRED = N_("This entry is not in quarantine. Nothing was changed.")
NO_REASON = N_("Say why: give a reason. It stays readable for everybody.")
ONLY_NEWER = N_("Only a newer version of this program knows what this entry is. Update first.")
NOT_HELD = N_(
    "No entry here is called {text}. Its name is its hash, as `issue history` shows it. One of "
    "another station is held here once the bureau follows that: `patrol-tui admin follow STATION`."
)
RULING_STAYS = N_(
    "This entry is itself a decision of the bureau: its effect stays, and only its reason would go."
)


@dataclass(frozen=True, slots=True)
class Expunging:
    """What is to be expunged, everywhere.

    Attributes:
        drafts: the entry that says so; none where it was written before.
        entries: hashes of the entries whose content goes.
        blobs: photos that go with them.
    """

    drafts: tuple[Draft, ...]
    entries: tuple[bytes, ...]
    blobs: tuple[bytes, ...]


def held_entry(ledger: Ledger, text: str) -> Entry:
    """Return the entry that a hash or a unique beginning of one names.

    Raises:
        NotFound: none is called so; the bureau may not follow its station yet.
        Refused: several are.
    """
    try:
        return ledger.find_entry(text)
    except NotFound as error:
        raise NotFound(NOT_HELD, text=text) from error


def decide_release(ledger: Ledger, entry: Entry, reason: str) -> Draft:
    """Return the entry that lets another out of quarantine.

    Raises:
        Refused: it is not the bureau that asks, or the entry is not in quarantine.
    """
    require_bureau(ledger)
    subject, state, fact = _found(ledger, entry)
    if fact.flag != "barred":
        raise Refused(NOT_BARRED)
    content: dict[str, Json] = {RELEASE: entry.hash.hex()}
    if reason.strip():
        content["reason"] = reason.strip()
    return _ruling(subject, state, entry, RELEASED, content)


def decide_expunge(ledger: Ledger, entry: Entry, reason: str) -> Expunging:
    """Return the entry that takes another's content away, and the photos that go with it.

    A photo that a further thing names, or a further entry of the same thing, stays.

    Raises:
        Refused: it is not the bureau that asks, no reason is given, or the entry is a ruling.
    """
    require_bureau(ledger)
    why = required(reason, NO_REASON)
    subject, state, fact = _found(ledger, entry)
    ruled = _ruled(state, entry.hash)
    if ruled is not None:
        return Expunging((), (entry.hash,), _hashes((ruled.content or {}).get(BLOBS)))
    if entry.kind & 0xFF in RULINGS:
        raise Refused(RULING_STAYS)
    blobs = _own_photos(ledger, state, fact)
    content: dict[str, Json] = {
        EXPUNGE: entry.hash.hex(),
        INSTEAD: instead_of(subject, fact.content or {}),
        BLOBS: [blob.hex() for blob in blobs],
        "reason": why,
    }
    draft = _ruling(subject, state, entry, EXPUNGED, content)
    return Expunging((draft,), (entry.hash,), blobs)


def _found(ledger: Ledger, entry: Entry) -> tuple[Subject, State, Fact]:
    state, subject = ledger.state(entry.subject), subject_of_kind(entry.kind)
    facts = state.facts if state is not None else ()
    fact = next((fact for fact in facts if fact.entry.hash == entry.hash), None)
    if state is None or fact is None:
        raise NotFound(N_("There is no such thing in this ledger."))
    if subject is None or state.type != subject.type:
        raise Refused(ONLY_NEWER)
    return subject, state, fact


def _ruling(
    subject: Subject, state: State, entry: Entry, fact: int, content: dict[str, Json]
) -> Draft:
    return Draft(
        entry.subject,
        subject.kind(fact),
        content,
        parents=state.heads,
        district=entry.header.station == DISTRICT,
        critical=fact == EXPUNGED,  # an older program would go on showing an older value
    )


def _ruled(state: State, entry: bytes) -> Fact | None:
    for fact in state.facts:
        said = (fact.content or {}).get(EXPUNGE)
        if fact.entry.kind & 0xFF == EXPUNGED and fact.is_live and said == entry.hex():
            return fact
    return None


def _own_photos(ledger: Ledger, state: State, fact: Fact) -> tuple[bytes, ...]:
    names = [photo.get(name) for photo in bodies_in(fact.content) for name in FILES]
    elsewhere = {
        value.value.get(name)
        for value in bodies_of(state)
        if value.entry != fact.entry.hash and isinstance(value.value, dict)
        for name in FILES
    }
    return tuple(
        blob
        for blob in _hashes(names)
        if blob.hex() not in elsewhere and ledger.photo_users(blob) <= {state.subject}
    )


def _list(said: Json) -> list[Json]:
    return said if isinstance(said, list) else []


def _hashes(said: Json) -> tuple[bytes, ...]:
    texts = [text for text in _list(said) if isinstance(text, str)]
    return tuple(dict.fromkeys(bytes.fromhex(text) for text in texts if _is_hash(text)))


def _is_hash(text: str) -> bool:
    return len(text) == 2 * HASH_BYTES and not set(text) - set("0123456789abcdef")
