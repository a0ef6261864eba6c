"""What is kept without effect, with the reason and the laptop that brought it."""

from patrol_tui.ledger.driver import Connection
from patrol_tui.services.ports.quarantine import Barred

_MOST = -1


def barred(
    connection: Connection, subject: bytes | None = None, limit: int = _MOST
) -> tuple[Barred, ...]:
    """Return what is in quarantine.

    Args:
        connection: the open ledger.
        subject: of this thing alone; None for all.
        limit: how many at most; negative for all.
    """
    where = "" if subject is None else " WHERE e.subject = ?"
    rows = connection.execute(
        "SELECT q.hash, e.subject, q.reason, (SELECT l.pushed_by FROM log l"  # noqa: S608 - constant
        " WHERE l.hash = q.hash ORDER BY l.seal IS NULL, l.station LIMIT 1)"
        f" FROM quarantine q JOIN entry e ON e.hash = q.hash{where} ORDER BY e.id LIMIT ?",
        (limit,) if subject is None else (subject, limit),
    ).fetchall()
    return tuple(Barred(*row) for row in rows)
