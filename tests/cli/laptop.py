"""A laptop that is worked with from the command line."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from patrol_tui.cli.app import run
from patrol_tui.clock import FixedClock

BEGIN_US = 1_772_415_000_000_000
"""The second of March 2026, 09:30 in the district."""
SECOND_US = 1_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def body(self) -> Any:  # noqa: ANN401 - whatever the document holds
        """Return the one JSON document on stdout."""
        return json.loads(self.out)


@dataclass(slots=True)
class Laptop:
    """A home, the clock beside it, and the terminal that calls it."""

    home: Path
    streams: pytest.CaptureFixture[str]
    clock: FixedClock
    environ: dict[str, str] = field(default_factory=dict)

    def call(self, *words: str) -> Said:
        """Call the program; a second passes."""
        self.clock.advance(SECOND_US)
        self.streams.readouterr()
        code = run(["--home", str(self.home), *words], self.environ, self.clock)
        said = self.streams.readouterr()
        return Said(code, said.out, said.err)

    def ok(self, *words: str) -> Said:
        """Call the program, and make sure that it did what was wanted."""
        said = self.call(*words)
        assert said.code == 0, said.err
        return said

    def json(self, *words: str) -> Any:  # noqa: ANN401 - whatever the document holds
        """Return the JSON document of a call that did what was wanted."""
        return self.ok(*words, "--json").body

    def record(self, *words: str, kind: str = "street_vending") -> str:
        """Record an issue and return its number."""
        given = ("--kind", kind, "--place", "小吃街口", "--note", "占道卖水果")
        number: str = self.json("issue", "record", *given, *words)["number"]
        return number
