"""Receives a key as a sync process does: `python -m tests.ledger.keyring.receiver`."""

import sys

from patrol_tui.ledger.keyring.data_key import receive
from tests.ledger.writer import say

if __name__ == "__main__":
    say(receive(sys.stdin.buffer).check.hex())
    sys.stdin.buffer.read()
    say("parent is gone")
