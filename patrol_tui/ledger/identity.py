"""Who this laptop is: kept in its encrypted ledger, with the key that it seals by."""

from pathlib import Path

from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.language.errors import N_, Corrupt
from patrol_tui.domain.subjects.officer import officer_id
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.book.machine import USUAL, Machine
from patrol_tui.ledger.disk.errors import in_words
from patrol_tui.ledger.engine import open_encrypted
from patrol_tui.ledger.keyring.data_key import DataKey
from patrol_tui.ledger.keyring.signing import SigningKey
from patrol_tui.ledger.schema import KIND
from patrol_tui.ledger.second.own_copy import FILE_NAME as COPY_FILE
from patrol_tui.ledger.second.own_copy import SecondCopy
from patrol_tui.ledger.store import LedgerStore, open_ledger
from patrol_tui.ledger.views.terms import Sounds
from patrol_tui.services.ports.ports import Writer

NO_IDENTITY = N_("{path} does not say whose laptop this is. It was not touched.")
_NAMES = (
    "device",
    "device_number",
    "station_code",
    "root_key",
    "root_officer",
    "sign_seed",
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a laptop is in its district.

    Attributes:
        device: the laptop.
        device_number: its short number.
        station_code: home station's id in the catalogue.
        root_key: public key of the district's root of trust.
        root_officer: who founded the district.
        signing: the key that this laptop seals by.
    """

    device: bytes
    device_number: int
    station_code: str
    root_key: bytes
    root_officer: bytes
    signing: SigningKey

    @property
    def station(self) -> bytes:
        """Return the home station's log."""
        return name_id("station", self.station_code)

    @property
    def is_root(self) -> bool:
        """Tell whether this laptop is the district's root of trust."""
        return self.signing.public == self.root_key

    def writer(self, badge: str, name: str, tz_offset_min: int) -> Writer:
        """Return who writes when an officer of this laptop is at it."""
        return Writer(
            device=self.device,
            device_number=self.device_number,
            station=self.station,
            station_code=self.station_code,
            officer=officer_id(badge),
            badge=badge,
            name=name,
            tz_offset_min=tz_offset_min,
        )

    def keep(self, ledger: LedgerStore) -> None:
        """Write it into the laptop's new ledger."""
        kept = (
            self.device.hex(),
            str(self.device_number),
            self.station_code,
            self.root_key.hex(),
            self.root_officer.hex(),
            self.signing.seed.hex(),
        )
        for name, value in zip(_NAMES, kept, strict=True):
            ledger.set_meta(name, value)


def read_identity(path: Path, key: DataKey) -> Identity:
    """Return who the laptop is that a ledger file belongs to.

    Raises:
        Refused, Corrupt, NotFound: as with `engine.open_encrypted`; or it says nothing of it.
    """
    connection = open_encrypted(path, key.secret, KIND, create=False)
    try:
        with in_words():
            held: dict[str, str] = dict(
                connection.execute("SELECT key, value FROM meta").fetchall()
            )
    finally:
        connection.close()
    try:
        device, number, station_code, root_key, root_officer, seed = (held[n] for n in _NAMES)
        return Identity(
            bytes.fromhex(device),
            int(number),
            station_code,
            bytes.fromhex(root_key),
            bytes.fromhex(root_officer),
            SigningKey(bytes.fromhex(seed)),
        )
    except (KeyError, ValueError) as error:
        raise Corrupt(NO_IDENTITY, path=path) from error


def open_as(
    path: Path,
    key: DataKey,
    identity: Identity,
    writer: Writer,
    *,
    sounds: Sounds | None = None,
    machine: Machine = USUAL,
    create: bool = False,
) -> LedgerStore:
    """Open a laptop's ledger for one of its officers.

    Raises:
        Refused, Corrupt, NotFound: as with `engine.open_encrypted`.
    """
    store = open_ledger(
        path,
        key.secret,
        writer,
        identity.signing.sign,
        sounds=sounds,
        machine=machine,
        create=create,
    )
    if not create:
        # A home to be has no copy yet: what is left of it must not look like a home that was lost.
        store.safeguard.copied_to(SecondCopy(path.with_name(COPY_FILE), key.secret))
    store.station_keys.own = identity.signing.sealing
    return store
