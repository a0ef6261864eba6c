"""What this home remembers of its syncs: the last ones, and when all was confirmed."""

import json
from collections.abc import Callable
from typing import Literal

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.syncing.package import PackageRead, PackageWritten
from patrol_tui.services.syncing.sync_values import Outcome, SyncResult

Passed = Outcome | Literal["stick_written", "stick_read"]

_LOG = "sync.log"
_REACHED = "sync.reached_us"
_CONFIRMED = "sync.confirmed_us"
_KEPT = 50


@dataclass(frozen=True, slots=True)
class PastSync:
    """One line of the log of syncs.

    Attributes:
        at_us: when it ended.
        state: how; by stick, which way.
        sent: own entries that were confirmed; of a stick that was written, the entries on it.
        pulled: entries of others.
        photos_sent: photos that were confirmed; of a stick, those on it or from it.
        took_us: how long it took.
        reason: what stopped it, or None.
    """

    at_us: int
    state: Passed
    sent: int
    pulled: int
    photos_sent: int
    took_us: int
    reason: PatrolError | None

    def reason_text(self, translate: Callable[[str], str], lang: str = "zh") -> str:
        """Return what stopped it, in the reader's language; empty where nothing did."""
        return "" if self.reason is None else self.reason.text(translate, lang)


def past_syncs(ledger: Ledger) -> tuple[PastSync, ...]:
    """Return the last syncs, newest first."""
    return tuple(_past(kept) for kept in json.loads(ledger.meta(_LOG) or "[]"))


def reached_at_us(ledger: Ledger) -> int | None:
    """Return when the shared database was reached last."""
    return _time(ledger, _REACHED)


def confirmed_at_us(ledger: Ledger) -> int | None:
    """Return when the shared database confirmed last that it has everything."""
    return _time(ledger, _CONFIRMED)


def note_outcome(ledger: Ledger, result: SyncResult, *, was_reached: bool) -> None:
    """Add a sync to the log."""
    reason = result.reason
    _keep(
        ledger,
        {
            "at_us": result.at_us,
            "state": result.state,
            "sent": result.receipts,
            "pulled": result.pulled,
            "photos_sent": result.photos_sent,
            "took_us": result.took_us,
            "reason": reason and reason.template,
            "params": reason and {name: str(value) for name, value in reason.params.items()},
        },
    )
    if was_reached:
        ledger.set_meta(_REACHED, str(result.at_us))
    if result.state == "complete":
        ledger.set_meta(_CONFIRMED, str(result.at_us))


def note_stick(
    ledger: Ledger, done: PackageWritten | PackageRead, at_us: int, begun_us: int
) -> None:
    """Add a sync by stick to the log."""
    if isinstance(done, PackageRead):
        state, sent, pulled = "stick_read", done.receipts, done.entries
    else:
        state, sent, pulled = "stick_written", done.entries, 0
    _keep(
        ledger,
        {
            "at_us": at_us,
            "state": state,
            "sent": sent,
            "pulled": pulled,
            "photos_sent": done.photos,
            "took_us": at_us - begun_us,
            "reason": None,
            "params": None,
        },
    )


def _keep(ledger: Ledger, line: dict[str, object]) -> None:
    kept: list[dict[str, object]] = json.loads(ledger.meta(_LOG) or "[]")
    ledger.set_meta(_LOG, json.dumps([line, *kept][:_KEPT]))


def _time(ledger: Ledger, key: str) -> int | None:
    kept = ledger.meta(key)
    return None if kept is None else int(kept)


def _past(kept: dict[str, object]) -> PastSync:
    template, params = kept["reason"], kept["params"]
    reason = None
    if isinstance(template, str) and isinstance(params, dict):
        reason = PatrolError(template, **params)
    at_us, sent, pulled, photos_sent, took_us = (
        int(str(kept[name])) for name in ("at_us", "sent", "pulled", "photos_sent", "took_us")
    )
    state = _OUTCOMES.get(str(kept["state"]), "refused")
    return PastSync(at_us, state, sent, pulled, photos_sent, took_us, reason)


_OUTCOMES: dict[str, Passed] = {
    "complete": "complete",
    "partial": "partial",
    "unreachable": "unreachable",
    "refused": "refused",
    "stick_written": "stick_written",
    "stick_read": "stick_read",
}
