"""Adds officers to a home in a process of its own: `python -m tests.ledger.key_adder HOME WHO`."""

import sys
from pathlib import Path

from patrol_tui.domain.language.words import Words
from patrol_tui.ledger.keyring.slots import Card
from patrol_tui.ledger.keyring.stretch import Costs
from patrol_tui.ledger.keys import Keys
from tests.ledger.writer import say

CHEAP = Costs(passes=1, memory_bytes=8192)


def add(home: Path, who: str) -> None:
    sys.stdin.readline()
    keys = Keys(home)
    key = keys.unlock("0417", "314159", 0)
    for n in range(10):
        card = Card(f"{who}{n}", who, Words("滨湖站", "Binhu station"))
        keys.add_slot(key, card, "271828", costs=CHEAP)
    say("done")


if __name__ == "__main__":
    add(Path(sys.argv[1]), sys.argv[2])
