"""The bureau's side of a shared database: who may reach it, and what has to go from it."""

from collections.abc import Sequence

from patrol_tui.sync.reaching.link import Link, insert, marks

_SHUT_OUT = "shut_out."


def shut_out(link: Link, device: bytes) -> None:
    """Remember that a laptop is let in no more."""
    row = (_SHUT_OUT + device.hex(), "1")
    insert(link, "shared_meta", "key, value", [row], "ON CONFLICT DO NOTHING")


def is_shut_out(link: Link, device: bytes) -> bool:
    """Tell whether a laptop is let in no more."""
    row = (_SHUT_OUT + device.hex(),)
    return bool(link.run("SELECT 1 FROM shared_meta WHERE key = ?", row))


def expunge(link: Link, entries: Sequence[bytes], blobs: Sequence[bytes]) -> None:
    """Null what entries say, and delete photos, in every station's log.

    Of a photo stays that it is held, with no byte of it: so no laptop sends it again.
    """
    with link.transaction():
        if entries:
            link.run(
                f"UPDATE entry SET payload = NULL WHERE hash IN ({marks(len(entries))})", entries
            )
        if blobs:
            named = f"hash IN ({marks(len(blobs))})"
            link.run(f"DELETE FROM chunk WHERE {named}", blobs)
            link.run(f"UPDATE blob SET size = 0, complete = ? WHERE {named}", (True, *blobs))
