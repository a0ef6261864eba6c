"""What the measurements share: two filled homes, made when first wanted, and how often to try."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.benchmarks.filled import FilledHome, filled_home, kept_home

SMALLEST = 30
_SMALL_SHARE = 10
_FEW_SHARE = 10


@dataclass
class Bench:
    """How much is measured, and where.

    Attributes:
        folder: where everything is made.
        issues: how many the large home holds.
        rounds: how often what is quick is tried.
        bulk: how many entries go over a link at once.
        kept: where filled homes stay, to be used again; None for homes that are made anew.
    """

    folder: Path
    issues: int
    rounds: int
    bulk: int = 600
    kept: Path | None = None

    @property
    def few_rounds(self) -> int:
        """Return how often what is slow is tried."""
        return max(1, self.rounds // _FEW_SHARE)

    @cached_property
    def large(self) -> FilledHome:
        """The home with all issues."""
        return self._filled("large", self.issues)

    @cached_property
    def small(self) -> FilledHome:
        """A home with a tenth of the issues, 10,000 at most: what a page costs beside it."""
        issues = max(SMALLEST, min(10_000, self.issues // _SMALL_SHARE))
        return self._filled("small", issues)

    def _filled(self, name: str, issues: int) -> FilledHome:
        if self.kept is None:
            return filled_home(self.folder / name, issues)
        return kept_home(self.kept / str(issues), issues)
