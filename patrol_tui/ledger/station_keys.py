"""Seals residents' contact data to the station, and opens what was sealed to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from nacl.exceptions import CryptoError

from patrol_tui.domain.entries import payload
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.hidden import SEALED, is_sealed, is_taken_away
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CHANGED, CREATED
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.subjects import subject_of_kind
from patrol_tui.domain.subjects.station_key import (
    STATION_KEY,
    Generation,
    generations,
    key_content,
    key_id,
)
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.folding import Folding
from patrol_tui.ledger.keyring.signing import SealingKey, seal_to, seal_to_signer

NO_STATION_KEY = N_(
    "The station's key for contact data is not on this laptop yet. Sync once and save again; or "
    "leave the contact out. Nothing was saved."
)
NOT_FOR_US = N_("This was sealed to a station whose key this laptop does not have.")
_BLOCK = 64
_META = "station_key/"


@dataclass(slots=True)
class StationKeys:
    """The stations' keys as the district's log tells of them.

    Attributes:
        own: opens the copies that were made for this laptop; None where it can open nothing.
    """

    connection: Connection
    folding: Folding
    device: bytes
    own: SealingKey | None = None

    def hidden(self, station: str, draft: Draft) -> Mapping[str, Json]:
        """Return what a draft says, with the fields sealed that its thing declares so.

        Raises:
            Refused: there is something to seal, and no key to seal it to.
        """
        content = draft.content
        subject, said = subject_of_kind(draft.kind), content.get("set")
        if subject is None or not isinstance(said, dict):
            return content
        secret = {
            name: value
            for name, value in said.items()
            if value is not None
            and not (is_sealed(value) or is_taken_away(value))
            and (declared := subject.field_named(name)) is not None
            and declared.is_private
        }
        if not secret:
            return content
        key = self.present(station)
        if key is None:
            raise Refused(NO_STATION_KEY)
        sealed = {name: _sealed(station, key.public, value) for name, value in secret.items()}
        return {**content, "set": {**said, **sealed}}

    def present(self, station: str) -> Generation | None:
        """Return the key that a station seals to now, or None where it has none here."""
        known = generations(self._state(station))
        return known[-1] if known else None

    def open(self, value: Json) -> Json:
        """Return what was sealed to a station whose key this laptop has.

        Raises:
            Refused: it has not.
        """
        said = value.get(SEALED) if isinstance(value, dict) else None
        match said:
            case {"station": str(station), "key": str(public), "box": str(box)}:
                key = self._private(station, public)
            case _:
                key = None
        if key is None:
            raise Refused(NOT_FOR_US)
        try:
            return _plain(key.open(bytes.fromhex(box)))
        except ValueError as error:
            raise Refused(NOT_FOR_US) from error

    def public(self, station: str) -> bytes | None:
        """Return what a station's contact data are sealed to now, or None where it has no key."""
        key = self.present(station)
        return None if key is None else key.public

    def privates(self, station: str) -> tuple[bytes, ...]:
        """Return the keys of a station that this laptop can open, for a new laptop's bundle."""
        keys = map(self._opened, generations(self._state(station)))
        return tuple(key.private for key in keys if key is not None)

    def keep(self, private: bytes) -> None:
        """Keep a key that a bundle brought; the caller holds the transaction."""
        key = SealingKey(private)
        self.connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
            (_META + key.public.hex(), private.hex()),
        )

    def renewed(self, station: str, signers: Mapping[bytes, bytes]) -> Draft:
        """Return the entry that begins a new generation, wrapped for laptops.

        Args:
            station: its id in the catalogue.
            signers: laptop to the public key of its seals.
        """
        state = self._state(station)
        known, key = generations(state), SealingKey.generate()
        number = known[-1].number + 1 if known else 1
        wrapped = _wrapped(key.private, signers)
        return _draft(station, state, key_content(station, number, key.public, wrapped))

    def completed(self, station: str, signers: Mapping[bytes, bytes]) -> Draft | None:
        """Return the entry that wraps the present key for laptops that lack it, if any does."""
        state = self._state(station)
        for generation in generations(state)[-1:]:
            lacking = {one: key for one, key in signers.items() if one not in generation.wrapped}
            key = self._opened(generation) if lacking else None
            if key is not None:
                wrapped = _wrapped(key.private, lacking)
                content = key_content(station, generation.number, key.public, wrapped)
                return _draft(station, state, content)
        return None

    def _state(self, station: str) -> State | None:
        with in_words():
            found = self.folding.state(key_id(station))
        return None if found is None else found[0]

    def _private(self, station: str, public: str) -> SealingKey | None:
        for generation in generations(self._state(station)):
            if generation.public.hex() == public:
                return self._opened(generation)
        return None

    def _opened(self, generation: Generation) -> SealingKey | None:
        kept = self.connection.execute(
            "SELECT value FROM meta WHERE key = ?", (_META + generation.public.hex(),)
        ).fetchone()
        if kept is not None:
            return SealingKey(bytes.fromhex(kept[0]))
        for box in generation.wrapped.get(self.device, ()) if self.own is not None else ():
            key = _unwrapped(self.own, box)
            if key is not None and key.public == generation.public:
                return key
        return None


def _unwrapped(own: SealingKey | None, box: bytes) -> SealingKey | None:
    if own is None:
        return None
    try:
        return SealingKey(own.open(box))
    except (Refused, ValueError, CryptoError):
        return None


def _wrapped(private: bytes, signers: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for device, sign_key in signers.items():
        box = seal_to_signer(sign_key, private)
        if box is not None:
            found[device] = box
    return found


def _draft(station: str, state: State | None, content: dict[str, Json]) -> Draft:
    fact = CREATED if state is None else CHANGED
    heads = () if state is None else state.heads
    return Draft(key_id(station), STATION_KEY.kind(fact), content, heads, district=True)


def _sealed(station: str, public: bytes, value: Json) -> Json:
    text = payload.canonical(value)
    # padded with spaces, so that the length does not tell a name from a number
    padded = text.ljust(-(-len(text) // _BLOCK) * _BLOCK)
    box = seal_to(public, padded)
    return {SEALED: {"station": station, "key": public.hex(), "box": box.hex()}}


def _plain(text: bytes) -> Json:
    value: Json = json.loads(text)
    return value
