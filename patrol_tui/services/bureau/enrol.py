"""Founding a district and enrolling its laptops: what is written into the district's log."""

from collections.abc import Iterable, Mapping
from typing import cast

from patrol_tui.domain.catalog import Catalog, Item
from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import CHANGED, CREATED, ROLES, WRITERS
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.subjects.catalog_item import CATALOG_ITEM, item_id
from patrol_tui.domain.subjects.device import DEVICE, GIVEN_KEYS, JOINED, RECOVERY
from patrol_tui.domain.subjects.officer import OFFICER, officer_id
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.desk import required
from patrol_tui.services.ports.ports import Ledger, Writer

UNKNOWN_ROLE = N_("No role is called {role}. Known are: {known}.")
ONLY_BUREAU = N_("Only the bureau can do that: {name} is not of the bureau.")
NO_NAME = N_("The officer's name is missing.")
NO_BADGE = N_("The officer's badge number is missing.")
OTHER_NAME = N_(
    "Badge {badge} is {known}'s, not {name}'s. Nothing was changed. Another officer needs another "
    "badge; an officer who has a new name is renamed at the bureau with `--rename`."
)


class OtherName(Refused):
    """A badge is known under another name: whoever asks may want to rename its officer.

    Attributes:
        known: the name that the district knows.
        name: the name that was given.
    """

    def __init__(self, badge: str, known: str, name: str) -> None:
        """Keep both names beside the message."""
        super().__init__(OTHER_NAME, badge=badge, known=known, name=name)
        self.known, self.name = known, name


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A laptop to be, and who will use it.

    Attributes:
        station_code: home station's id in the catalogue.
        name: the officer's name.
        badge: the officer's badge number; None makes one of station and laptop.
        role: what the officer may do.
        rename: a badge that is known under another name is meant; its officer is renamed.
    """

    station_code: str
    name: str
    badge: str | None = None
    role: str = "officer"
    rename: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What an enrolment writes, and what came of it.

    Attributes:
        drafts: entries for the district's log.
        device: identity of the laptop.
        number: its short number.
        station_code: home station's id in the catalogue.
        badge: the officer's badge number.
        name: the officer's name.
        role: what the officer may do.
    """

    drafts: tuple[Draft, ...]
    device: bytes
    number: int
    station_code: str
    badge: str
    name: str
    role: str


def founding_drafts(writer: Writer, sign_key: bytes, items: Iterable[Item]) -> tuple[Draft, ...]:
    """Return the first entries of a district's log: its first laptop, officer and catalogue.

    Args:
        writer: the founder, at the laptop that becomes the root of trust.
        sign_key: public key of that laptop's seals.
        items: the catalogue, as its files hold it.
    """
    created = _device_draft(writer.device, writer.device_number, writer.station_code, writer.name)
    fields = created.content["set"]
    content = {**created.content, "set": {**_mapping(fields), "sign_key": sign_key.hex()}}
    roles: list[Json] = [role for role in ROLES if role in WRITERS]
    added: dict[str, Json] = {"roles": roles, "stations": [writer.station_code]}
    names: dict[str, Json] = {"name": writer.name, "badge": writer.badge}
    return (
        Draft(writer.device, DEVICE.kind(CREATED), content, district=True),
        Draft(
            writer.officer,
            OFFICER.kind(CREATED),
            {"set": names, "add": added},
            district=True,
        ),
        joining_draft(writer.device, (), sign_key),
        *(_item_draft(item) for item in items),
    )


def joining_draft(
    device: bytes, heads: tuple[bytes, ...], sign_key: bytes, recovery: bytes | None = None
) -> Draft:
    """Return the entry by which a laptop names the key that it seals with.

    Args:
        device: the laptop.
        heads: what was seen of it.
        sign_key: public key of its seals.
        recovery: its data key, sealed to the district's root of trust, for a PIN that is lost.
    """
    keys: dict[str, Json] = {"sign_key": sign_key.hex()}
    if recovery is not None:
        keys[RECOVERY] = recovery.hex()
    content: dict[str, Json] = {"set": keys, "move": "joined"}
    return Draft(device, DEVICE.kind(JOINED), content, parents=heads, district=True)


def decide_enrolment(
    ledger: Ledger,
    catalog: Catalog,
    wanted: Enrolment,
    device: bytes,
    enrol_key: bytes,
    given: Iterable[bytes] = (),
) -> Decided:
    """Return the entries that let a laptop in.

    Args:
        ledger: the bureau's.
        catalog: what the district has laid down.
        wanted: who and where.
        device: identity that the laptop gets.
        enrol_key: public key of the seal by which it may join once.
        given: public halves of the stations' keys that its bundle brings.

    Raises:
        Refused: it is not the bureau that asks, or there is no such station or role.
        OtherName: the badge is known under another name.
    """
    require_bureau(ledger)
    station = catalog.station(wanted.station_code)
    name = required(wanted.name, NO_NAME)
    if wanted.role not in ROLES:
        raise Refused(UNKNOWN_ROLE, role=wanted.role, known=", ".join(ROLES))
    number = max(ledger.devices().values(), default=0) + 1
    badge = f"{station.code}-{number:02d}" if wanted.badge is None else wanted.badge
    badge = required(badge, NO_BADGE)
    officer = officer_id(badge)
    known = ledger.state(officer)
    must_be_called(ledger, badge, name, rename=wanted.rename)
    person = officer_draft(known, officer, name, badge, wanted.role, station.id)
    laptop = _device_draft(device, number, station.id, name)
    keys: list[Json] = [public.hex() for public in given]
    fields = {**_mapping(laptop.content["set"]), "enrol_key": enrol_key.hex(), GIVEN_KEYS: keys}
    laptop = Draft(device, laptop.kind, {**laptop.content, "set": fields}, district=True)
    drafts = (laptop,) if person is None else (person, laptop)
    return Decided(drafts, device, number, station.id, badge, name, wanted.role)


def must_be_called(ledger: Ledger, badge: str, name: str, *, rename: bool = False) -> None:
    """Make sure that nobody renames an officer by mistake.

    Args:
        ledger: this laptop's.
        badge: number of the certificate.
        name: what the officer is called now.
        rename: the officer shall be renamed.

    Raises:
        OtherName: the officer is known under another name.
    """
    known = ledger.state(officer_id(badge))
    called = known.text("name") if known is not None else ""
    if called and called != name and not rename:
        raise OtherName(badge, called, name)


def require_bureau(ledger: Ledger) -> None:
    """Make sure that the officer at this laptop is of the bureau.

    Raises:
        Refused: they are not.
    """
    if not is_of_bureau(ledger):
        raise Refused(ONLY_BUREAU, name=ledger.writer.name)


def is_of_bureau(ledger: Ledger, officer: bytes | None = None) -> bool:
    """Return whether an officer is of the bureau; the one at this laptop unless one is named."""
    asked = ledger.writer.officer if officer is None else officer
    if ledger.meta("root_officer") == asked.hex():
        return True
    state = ledger.state(asked)
    return state is not None and "bureau" in state.sets.get("roles", ())


def officer_draft(
    known: State | None, officer: bytes, name: str, badge: str, role: str, station: str
) -> Draft | None:
    """Return what is new about an officer, or None where all of it is known."""
    fields: dict[str, Json] = {"name": name, "badge": badge}
    wanted = {"roles": role, "stations": station}
    if known is not None:
        fields = {key: value for key, value in fields.items() if known.fields.get(key) != value}
        wanted = {key: one for key, one in wanted.items() if one not in known.sets.get(key, ())}
    content: dict[str, Json] = {}
    if fields:
        content["set"] = fields
    if wanted:
        content["add"] = {key: [one] for key, one in wanted.items()}
    if not content:
        return None
    fact = CREATED if known is None else CHANGED
    heads = known.heads if known is not None else ()
    return Draft(officer, OFFICER.kind(fact), content, parents=heads, district=True)


def _device_draft(device: bytes, number: int, station: str, officer: str) -> Draft:
    fields: dict[str, Json] = {"number": number, "station": station, "officer": officer}
    content: dict[str, Json] = {"set": fields, "move": DEVICE.first}
    return Draft(device, DEVICE.kind(CREATED), content, district=True)


def _item_draft(item: Item) -> Draft:
    body = cast("dict[str, Json]", dict(item.body))
    fields: dict[str, Json] = {"section": item.section, "item": item.id, "body": body}
    subject = item_id(item.section, item.id)
    return Draft(subject, CATALOG_ITEM.kind(CREATED), {"set": fields}, district=True)


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}
