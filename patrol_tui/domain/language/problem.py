"""What is wrong with a file that a person wrote, and where."""

from collections.abc import Callable

from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake; `line` counts from 1, and is 0 where it concerns the whole file."""

    path: str
    line: int
    error: PatrolError

    def text(self, translate: Callable[[str], str], lang: str = "zh") -> str:
        """Return place and message in a language; see `PatrolError.text`."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.error.text(translate, lang)}"
