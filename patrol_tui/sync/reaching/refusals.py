"""The code by which a server refuses a login: the same in every language that a server speaks.

The driver hands on a refusal's words alone, so the connection is tried once more with its messages
written down. That is possible on Linux; elsewhere the words have to do.
"""

import os
import re
import selectors
import sys
import time

from psycopg import pq
from psycopg.pq.abc import PGconn

_REFUSAL = re.compile(rb'\tErrorResponse\t.*? C "([0-9A-Z]{5})"')
_NOT_LET_IN = ("28", "42501")
"""Beginnings of codes: no such login, a wrong password, not permitted to log in or to connect."""


def keeps_out(state: str) -> bool:
    """Tell whether a server's code says that it was reached and does not let this login in."""
    return state.startswith(_NOT_LET_IN)


def refused_state(conninfo: bytes, longest_s: float) -> str | None:
    """Return the SQLSTATE by which a server ends an attempt to connect.

    Args:
        conninfo: where and as whom.
        longest_s: how long to wait for it.

    Returns:
        The code, or None where no server gave one, or this system cannot tell.
    """
    if sys.platform != "linux":
        return None
    # in memory alone: what a client says to prove itself is in it
    with os.fdopen(os.memfd_create("patrol"), "rb") as heard:
        connection = pq.PGconn.connect_start(conninfo)
        if connection.status != pq.ConnStatus.BAD:
            connection.trace(heard.fileno())
            _carry_on(connection, time.monotonic() + longest_s)
            connection.untrace()
        connection.finish()
        heard.seek(0)
        codes = _REFUSAL.findall(heard.read())
    return codes[-1].decode() if codes else None


def _carry_on(connection: PGconn, until_s: float) -> None:
    """Go through with an attempt to connect, however it ends."""
    wanted = {
        pq.PollingStatus.READING: selectors.EVENT_READ,
        pq.PollingStatus.WRITING: selectors.EVENT_WRITE,
    }
    while events := wanted.get(pq.PollingStatus(connection.connect_poll())):
        with selectors.DefaultSelector() as selector:
            selector.register(connection.socket, events)
            if not selector.select(max(0, until_s - time.monotonic())):
                return
