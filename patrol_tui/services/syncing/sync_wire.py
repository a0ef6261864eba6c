"""What a sync says from one process to another: one line of JSON a value, either way.

The process that syncs beside the screens is of the same version as they are, so nothing here is
kept for later readers.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields

from patrol_tui.domain.language.errors import (
    N_,
    Corrupt,
    NotFound,
    PatrolError,
    Refused,
    Unreachable,
    Usage,
)
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass
from patrol_tui.services.syncing.sync_values import SyncProgress, SyncResult

Told = SyncProgress | SyncResult | PatrolError

GARBLED = N_("The sync beside the screens said something that is not understood.")
_ERRORS: Mapping[str, type[PatrolError]] = {
    kind.__name__: kind for kind in (Unreachable, NotFound, Refused, Usage, Corrupt, PatrolError)
}


@dataclass(frozen=True, slots=True)
class Opening:
    """Which home the other process opens, once it has been handed the key.

    Attributes:
        config: folder of the settings.
        data: folder of ledger and photos.
        log: folder of the log.
        badge: the officer who unlocked it.
    """

    config: str
    data: str
    log: str
    badge: str


@dataclass(frozen=True, slots=True)
class Order:
    """What the other process is to do: sync once, or stop after what it is doing.

    Attributes:
        is_stop: stop.
        with_photos: of a sync: photos too, not entries alone.
    """

    is_stop: bool = False
    with_photos: bool = True


def opening_line(opening: Opening) -> bytes:
    """Return the first line after the key."""
    return _line(asdict(opening))


def read_opening(line: bytes) -> Opening:
    """Return what the first line says.

    Raises:
        Corrupt: it is none.
    """
    try:
        return Opening(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise Corrupt(GARBLED) from error


def order_line(order: Order) -> bytes:
    """Return an order as a line."""
    return _line(asdict(order))


def read_order(line: bytes) -> Order:
    """Return the order that a line says.

    Raises:
        Corrupt: it is none.
    """
    try:
        return Order(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise Corrupt(GARBLED) from error


def told_line(told: Told) -> bytes:
    """Return what the sync tells as a line."""
    if isinstance(told, SyncProgress):
        return _line({"progress": _values(told)})
    if isinstance(told, SyncResult):
        said = _values(told) | {"reason": told.reason and _error(told.reason)}
        return _line({"result": said})
    return _line({"error": _error(told)})


def read_told(line: bytes) -> Told:
    """Return what a line tells.

    Raises:
        Corrupt: it is no such line.
    """
    try:
        ((what, said),) = json.loads(line).items()
        if what == "progress":
            return SyncProgress(**said)
        if what == "error":
            return _read_error(said)
        reason = said.pop("reason")
        return SyncResult(**said, reason=reason and _read_error(reason))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Corrupt(GARBLED) from error


def _values(told: SyncProgress | SyncResult) -> dict[str, object]:
    return {one.name: getattr(told, one.name) for one in fields(told)}


def _line(said: Mapping[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _error(error: PatrolError) -> dict[str, object]:
    kind = next(one.__name__ for one in type(error).__mro__ if one.__name__ in _ERRORS)
    params = {name: _param(value) for name, value in error.params.items()}
    return {"kind": kind, "template": error.template, "params": params}


def _read_error(said: Mapping[str, object]) -> PatrolError:
    params = said["params"]
    if not isinstance(params, dict):
        raise TypeError(params)
    kept = {name: _read_param(value) for name, value in params.items()}
    return _ERRORS[str(said["kind"])](str(said["template"]), **kept)


def _param(value: object) -> object:
    match value:
        case Words():
            return {"zh": value.zh, "en": value.en}
        case Phrase():
            inner = {name: _param(one) for name, one in value.params.items()}
            return {"template": value.template, "params": inner}
        case str() | int():
            return value
        case _:
            return str(value)


def _read_param(value: object) -> str | int | Words | Phrase:
    match value:
        case {"template": template, "params": params}:
            return Phrase(template, {name: _read_param(one) for name, one in params.items()})
        case {"zh": zh, "en": en}:
            return Words(zh, en)
        case str() | int():
            return value
        case _:
            raise TypeError(value)
