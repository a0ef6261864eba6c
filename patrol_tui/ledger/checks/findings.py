"""What a check has found so far, and how far it has come."""

from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.services.ports.ports import Problem, Progress

STOPPED = N_("The check was stopped before its end.")
_REPORT_EVERY = 1_000


class Findings:
    """Collects problems, and asks now and then whether to go on."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.problems: list[Problem] = []
        self._progress = progress
        self._total = total
        self._done = 0

    def add(self, entry: bytes | None, what: str, **params: object) -> None:
        """Note a problem, once."""
        problem = Problem(entry, what, params)
        if problem not in self.problems:
            self.problems.append(problem)

    def advance(self, by: int = 1) -> None:
        """Note that so much more has been looked at.

        Raises:
            Refused: nobody waits for the rest.
        """
        before = self._done
        self._done += by
        if self._progress and before // _REPORT_EVERY != self._done // _REPORT_EVERY:
            self.report()

    def report(self) -> None:
        """Say how far the check has come.

        Raises:
            Refused: nobody waits for the rest.
        """
        if self._progress and not self._progress(min(self._done, self._total), self._total):
            raise Refused(STOPPED)
