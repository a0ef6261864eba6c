"""What a sync tells while it runs and when it has ended."""

from collections.abc import Callable
from typing import Literal

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.values import dataclass

Step = Literal["connecting", "entries", "photos", "done"]
Outcome = Literal["complete", "partial", "unreachable", "refused"]
Cancel = Callable[[], bool]
"""Answers whether to stop."""

_SECOND_US = 1_000_000


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a sync has come.

    Attributes:
        step: what it is doing.
        entries_confirmed: own entries that have a receipt now.
        entries_sent: own entries that are sent, confirmed or not.
        entries_total: own entries that had none when it began.
        photos_confirmed: photos that the shared database holds whole since it began.
        photos_total: photos that it lacked.
        photo_bytes_sent: of these, bytes that were sent.
        photo_bytes_total: of these, all bytes.
        pulled: entries of others that are new here.
        round_trips: how often an answer was waited for.
        bytes_sent: over the link.
        bytes_received: over the link.
        took_us: time since it began.
    """

    step: Step
    entries_confirmed: int = 0
    entries_sent: int = 0
    entries_total: int = 0
    photos_confirmed: int = 0
    photos_total: int = 0
    photo_bytes_sent: int = 0
    photo_bytes_total: int = 0
    pulled: int = 0
    round_trips: int = 0
    bytes_sent: int = 0
    bytes_received: int = 0
    took_us: int = 0

    @classmethod
    def begun(cls) -> "SyncProgress":
        """Return what there is to tell before anything happened."""
        return cls("connecting")

    @property
    def done(self) -> int:
        """Return how much of the present step is done: entries, or bytes of photos."""
        return self.photo_bytes_sent if self.step == "photos" else self.entries_confirmed

    @property
    def total(self) -> int:
        """Return how much the present step has to do: entries, or bytes of photos."""
        return self.photo_bytes_total if self.step == "photos" else self.entries_total


@dataclass(frozen=True, slots=True)
class SyncResult:
    """How a sync ended.

    Attributes:
        state: everything is in the shared ledger; a part is; not reached; or refused.
        pushed: own entries that were sent and taken.
        receipts: own entries whose log row came back.
        pulled: entries of others that are new here.
        pending: own entries without a log row.
        photos_sent: photos that the shared database now holds whole.
        photos_pending: photos that it lacks.
        conflicts: things with something to settle.
        quarantined: entries that are held without effect.
        round_trips: how often an answer was waited for.
        bytes_sent: over the link.
        bytes_received: over the link.
        took_us: from begin to end.
        at_us: when it ended.
        reason: what stopped it, or None; the shell translates it.
        is_cut: the shared database was found, and the link to it broke on the way.
        is_gapped: all went but for what follows from entries that nobody holds any more.
    """

    state: Outcome
    pushed: int
    receipts: int
    pulled: int
    pending: int
    photos_sent: int
    photos_pending: int
    conflicts: int
    quarantined: int
    round_trips: int
    bytes_sent: int
    bytes_received: int
    took_us: int
    at_us: int
    reason: PatrolError | None = None
    is_cut: bool = False
    is_gapped: bool = False

    @classmethod
    def cut_off(cls, progress: SyncProgress, reason: PatrolError, at_us: int) -> "SyncResult":
        """Return how a sync went that was ended from outside, as far as it had told."""
        return cls(
            state="partial",
            pushed=progress.entries_sent,
            receipts=progress.entries_confirmed,
            pulled=progress.pulled,
            pending=max(0, progress.entries_total - progress.entries_confirmed),
            photos_sent=progress.photos_confirmed,
            photos_pending=max(0, progress.photos_total - progress.photos_confirmed),
            conflicts=0,
            quarantined=0,
            round_trips=progress.round_trips,
            bytes_sent=progress.bytes_sent,
            bytes_received=progress.bytes_received,
            took_us=progress.took_us,
            at_us=at_us,
            reason=reason,
        )

    def as_json(self, translate: Callable[[str], str], lang: str = "zh") -> dict[str, object]:
        """Return what `sync --json` prints, with the reason in the reader's language."""
        return {
            "state": self.state,
            "pushed": self.pushed,
            "receipts": self.receipts,
            "pulled": self.pulled,
            "pending": self.pending,
            "photos_sent": self.photos_sent,
            "photos_pending": self.photos_pending,
            "conflicts": self.conflicts,
            "quarantined": self.quarantined,
            "round_trips": self.round_trips,
            "bytes_sent": self.bytes_sent,
            "bytes_received": self.bytes_received,
            "seconds": round(self.took_us / _SECOND_US, 3),
            "reason": None if self.reason is None else self.reason.text(translate, lang),
        }
