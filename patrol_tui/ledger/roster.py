"""Who is who, by the district's log: roles and stations of officers, and keys of devices."""

from collections.abc import Iterator, Mapping

from patrol_tui.domain.entries.entry import Entry
from patrol_tui.domain.entries.ids import name_id
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.fold import fold
from patrol_tui.domain.folding.subject import ROLES, Role
from patrol_tui.domain.subjects.device import DEVICE, REVOKED, read_ends
from patrol_tui.domain.subjects.officer import OFFICER
from patrol_tui.domain.values import dataclass
from patrol_tui.ledger.driver import Connection
from patrol_tui.ledger.entries import COLUMNS, WIDTH, Entries
from patrol_tui.services.ports.ports import DISTRICT

EVERY_ROLE: frozenset[Role] = frozenset(ROLES) - {"auditor"}


@dataclass(frozen=True, slots=True)
class _Post:
    """What an officer is at a place of the district's log."""

    roles: frozenset[Role] = frozenset()
    stations: frozenset[str] = frozenset()


_NO_POST = _Post()


class Roster:
    """Judges authors and seals by what is held of the district's log.

    Attributes:
        held_n: how far the district's log is held; whoever extends it within a transaction
            sets this.
    """

    def __init__(self, connection: Connection, entries: Entries) -> None:
        self._connection = connection
        self._entries = entries
        self._epoch = b""
        self._root: bytes | None = None
        self._root_key: bytes | None = None
        self._posts: dict[tuple[bytes, int], _Post] = {}
        self.held_n = 0

    def forget(self) -> None:
        """Drop what was remembered, after a transaction that did not come to its end."""
        self._epoch, self._root, self._root_key = b"", None, None
        self._posts.clear()

    @property
    def is_known(self) -> bool:
        """Tell whether a refresh would find what is known already, unless somebody wrote."""
        return self._root is not None and self._root_key is not None

    def refresh(self) -> None:
        """Take note of what other programs wrote; to be called before judging."""
        row = self._connection.execute(
            "SELECT epoch, n FROM log_head WHERE station = ?", (DISTRICT,)
        ).fetchone()
        epoch, self.held_n = row or (b"", 0)
        if epoch != self._epoch:
            # Another shared database: its numbers mean something else.
            self._posts.clear()
            self._epoch = epoch
        if not self.is_known:
            rows = self._connection.execute(
                "SELECT key, value FROM meta WHERE key IN ('root_key', 'root_officer')"
            ).fetchall()
            roots = {key: bytes.fromhex(value) for key, value in rows}
            self._root, self._root_key = roots.get("root_officer"), roots.get("root_key")

    def reconsider(self) -> None:
        """Judge anew, because an entry left quarantine."""
        self._posts.clear()

    def roles(self, author: bytes, district_n: int) -> frozenset[Role] | None:
        """Return an officer's roles at a place of the district's log; None where not yet held."""
        if author == self._root:
            return EVERY_ROLE
        return None if district_n > self.held_n else self._post(author, district_n).roles

    def stations(self, author: bytes, district_n: int) -> frozenset[str]:
        """Return an officer's stations at a place of the district's log, as far as it is held."""
        return self._post(author, min(district_n, self.held_n)).stations

    def _post(self, author: bytes, district_n: int) -> _Post:
        known = self._posts.get((author, district_n))
        if known is None:
            known = self._folded_post(author, district_n)
            self._posts[author, district_n] = known
        return known

    def _folded_post(self, author: bytes, district_n: int) -> _Post:
        rows = self._connection.execute(
            f"SELECT {COLUMNS}, l.n FROM entry e"  # noqa: S608 - constant columns
            " JOIN log l ON l.hash = e.hash AND l.station = ?"
            " LEFT JOIN quarantine q ON q.hash = e.hash"
            " WHERE e.subject = ? AND l.n <= ? AND q.hash IS NULL ORDER BY l.n",
            (DISTRICT, author, district_n),
        ).fetchall()
        # Who grants a role must have had the right before the grant stood in the log: otherwise
        # an officer could claim to have seen, and be judged by, what they write themselves.
        granted = [
            entry
            for entry, n in ((self._entries.entry(row), row[WIDTH]) for row in rows)
            if self._may_grant(entry, min(entry.header.district_n, n - 1))
        ]
        if not granted:
            return _NO_POST
        state = fold(OFFICER, granted, lambda _author, _n: EVERY_ROLE)
        if state.is_retracted:
            return _NO_POST
        roles = frozenset(role for role in ROLES if role in state.sets.get("roles", ()))
        return _Post(roles, frozenset(state.sets.get("stations", ())))

    def _may_grant(self, entry: Entry, district_n: int) -> bool:
        roles = self.roles(entry.header.author, district_n)
        return roles is not None and OFFICER.may_write(entry.kind, roles)

    def is_in_question(self, device: bytes) -> bool:
        """Tell whether anybody ever wrote that a laptop is shut out, whatever came of it."""
        rows = self._connection.execute(
            "SELECT 1 FROM entry WHERE subject = ? AND kind = ?", (device, DEVICE.kind(REVOKED))
        )
        return rows.fetchone() is not None

    def ends(self, device: bytes) -> list[tuple[bytes, int, bytes]] | None:
        """Return where a laptop's lines ended when it was shut out; None where it is not.

        Stream, place and entry of each. Where two of the bureau did it, both count.
        """
        entries, barred = self._entries.of_subject(device)
        facts = fold(DEVICE, entries, self.roles, barred).facts
        shut_out = [
            fact for fact in facts if fact.entry.kind == DEVICE.kind(REVOKED) and fact.is_live
        ]
        said = [fact.content or {} for fact in shut_out if not fact.is_undone]
        return [end for content in said for end in read_ends(content)] if said else None

    def keys(self, device: bytes, log: bytes) -> tuple[frozenset[bytes], frozenset[bytes]]:
        """Return the keys that may seal a device's entries, and those that may seal its joining.

        A device has several keys where a bundle was used twice; each is evidence of its own.
        The root's key stands for itself in the district's log, whose first entry names it.
        """
        signing: set[bytes] = set()
        joining: set[bytes] = set()
        for fields in self._said_of(device):
            signing |= _key(fields.get("sign_key"))
            joining |= _key(fields.get("enrol_key"))
        if log == DISTRICT and self._root_key is not None:
            signing.add(self._root_key)
        return frozenset(signing), frozenset(joining)

    def stations_of_device(self, device: bytes) -> frozenset[bytes]:
        """Return the stations that a device was ever enrolled for; none where that is not known."""
        said = (str(fields.get("station") or "") for fields in self._said_of(device))
        return frozenset(name_id("station", code) for code in said if code)

    def _said_of(self, device: bytes) -> Iterator[Mapping[str, Json]]:
        entries, barred = self._entries.of_subject(device)
        if entries:
            for fact in fold(DEVICE, entries, self.roles, barred).facts:
                fields = (fact.content or {}).get("set") if fact.flag is None else None
                if isinstance(fields, dict):
                    yield fields


def _key(value: object) -> set[bytes]:
    try:
        return {bytes.fromhex(value)} if isinstance(value, str) and value else set()
    except ValueError:
        return set()
