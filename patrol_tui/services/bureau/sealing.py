"""Residents' contact data: for whose laptops the station's key is wrapped, and opening them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.hidden import is_sealed
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import OPENED
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.device import DEVICE, GIVEN_KEYS, JOINED, JOINED_STATE
from patrol_tui.domain.values import dataclass
from patrol_tui.services.bureau.enrol import is_of_bureau
from patrol_tui.services.ports.desk import required
from patrol_tui.services.ports.ports import DISTRICT, Ledger

NOT_SEALED = N_("{field} is not sealed here. Nothing was recorded.")
NO_OPENING_REASON = N_("Say why it is opened: give a reason. It is recorded with your name.")
_DONE = "station_keys.done"


class StationKeys(Protocol):
    """The stations' keys; `ledger` fulfils it."""

    def public(self, station: str) -> bytes | None:
        """Return what a station's contact data are sealed to now, or None where it has no key."""
        ...

    def privates(self, station: str) -> tuple[bytes, ...]:
        """Return the keys of a station that this laptop can open, for a new laptop's bundle."""
        ...

    def renewed(self, station: str, signers: Mapping[bytes, bytes]) -> Draft:
        """Return the entry that begins a new generation, wrapped for laptops."""
        ...

    def completed(self, station: str, signers: Mapping[bytes, bytes]) -> Draft | None:
        """Return the entry that wraps the present key for laptops that lack it, if any does."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """What was sealed, and the entry that says who opened it."""

    value: Json
    entry: bytes


def open_sealed(ledger: Ledger, subject: bytes, field: str, reason: str, now_us: int) -> Opened:
    """Open one sealed field, as `open_fields` opens several."""
    values, entry = open_fields(ledger, subject, (field,), reason, now_us)
    return Opened(values[field], entry.hash)


def sealed_fields(state: State) -> tuple[str, ...]:
    """Return the fields of a thing that are sealed, in their declared order."""
    order = BY_TYPE[state.type].fields
    sealed = (name for name, value in state.fields.items() if is_sealed(value))
    named = ((BY_TYPE[state.type].field_named(name), name) for name in sealed)
    known = [(order.index(field), name) for field, name in named if field is not None]
    return tuple(name for _at, name in sorted(known))


def open_fields(
    ledger: Ledger, subject: bytes, fields: Sequence[str], reason: str, now_us: int
) -> tuple[dict[str, Json], Entry]:
    """Open sealed fields; that is recorded, in one entry, before anybody sees them.

    Args:
        ledger: this laptop's.
        subject: the thing.
        fields: its fields.
        reason: why; it is recorded.
        now_us: the time that the entry claims.

    Raises:
        NotFound: there is no such thing.
        Refused: it is not sealed, no reason is given, or this laptop does not have the key.
        NotSaved: it could not be recorded, so it is not shown.
    """
    why = required(reason, NO_OPENING_REASON)
    state = ledger.state(subject)
    declared = BY_TYPE.get(state.type) if state is not None else None
    if state is None or declared is None:
        raise NotFound(N_("There is no such thing in this ledger."))
    for field in fields:
        if not is_sealed(state.fields.get(field)):
            raise Refused(NOT_SEALED, field=field)
    plain = {field: ledger.unseal(state.fields[field]) for field in fields}
    # "opened" is no effect of the fold: who reads changes nothing
    content: dict[str, Json] = {"opened": [*fields], "reason": why}
    (entry,) = ledger.append((Draft(subject, declared.kind(OPENED), content, state.heads),), now_us)
    return plain, entry


def signers_of(ledger: Ledger, station: str, *, without: bytes = b"") -> dict[bytes, bytes]:
    """Return the laptops that may open a station's contact data, with their signing keys.

    They are those of the station that have joined, and the bureau's.
    """
    return {
        device: bytes.fromhex(laptop.text("sign_key"))
        for device, laptop in _joined(ledger)
        if device != without and (laptop.text("station") == station or is_bureaus(ledger, laptop))
    }


def completed_keys(ledger: Ledger, keys: StationKeys) -> tuple[Draft, ...]:
    """Return what the bureau has to write so that every laptop has its station's key.

    Asked before each sync, it looks only where the district's log has grown since.
    """
    if not is_of_bureau(ledger):
        return ()
    at = ledger.cursors()[DISTRICT]
    mark = f"{at.epoch.hex()} {at.n}"
    if ledger.meta(_DONE) == mark:
        return ()
    ledger.set_meta(_DONE, mark)
    drafts: list[Draft | None] = []
    for station in _stations(laptop for _, laptop in _joined(ledger)):
        signers, public = signers_of(ledger, station), keys.public(station)
        if public is None:
            drafts.append(keys.renewed(station, signers))
        else:
            lacking = {one: key for one, key in signers.items() if not _has(ledger, one, public)}
            drafts.append(keys.completed(station, lacking))
    return tuple(draft for draft in drafts if draft is not None)


def _has(ledger: Ledger, device: bytes, public: bytes) -> bool:
    """Tell whether a laptop was given a key with its bundle."""
    laptop = ledger.state(device)
    given = laptop.fields.get(GIVEN_KEYS) if laptop is not None else None
    return isinstance(given, list) and public.hex() in given


def renewed_keys(ledger: Ledger, keys: StationKeys, device: State) -> tuple[Draft, ...]:
    """Return the new keys that follow from shutting a laptop out.

    One of the bureau's had the keys of all stations.
    """
    stations = [device.text("station")]
    if is_bureaus(ledger, device):
        stations = _stations(laptop for _, laptop in _joined(ledger))
    return tuple(
        keys.renewed(station, signers_of(ledger, station, without=device.subject))
        for station in stations
    )


def _joined(ledger: Ledger) -> list[tuple[bytes, State]]:
    laptops = ((device, ledger.state(device)) for device in sorted(ledger.devices()))
    return [
        (device, laptop)
        for device, laptop in laptops
        if laptop is not None and laptop.status == JOINED_STATE and _is_key(laptop.text("sign_key"))
    ]


def _stations(laptops: Iterable[State]) -> list[str]:
    return sorted({laptop.text("station") for laptop in laptops} - {""})


def _is_key(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) > 0
    except ValueError:
        return False


def is_bureaus(ledger: Ledger, laptop: State) -> bool:
    """Tell whether a laptop was set up by an officer of the bureau."""
    authors = {
        fact.entry.header.author
        for fact in laptop.facts
        if fact.entry.kind == DEVICE.kind(JOINED) and fact.is_live
    }
    return any(is_of_bureau(ledger, author) for author in authors)
