"""What is kept without effect, why, and who brought it: said alike on screen, in status and verify.

Nobody's entry is refused for another's sake: it keeps its row in line and log, and every reader
leaves it out for the same reason.
"""

from collections.abc import Mapping

from patrol_tui.domain.language.errors import N_
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.values import dataclass

NO_SEAL, BAD_SEAL, UNKNOWN_DEVICE = "no_seal", "bad_seal", "unknown_device"
WRONG_STATION, REVOKED = "wrong_station", "revoked"
REASONS: Mapping[str, str] = {
    NO_SEAL: N_("no seal covers it"),
    BAD_SEAL: N_("its seal is not that of its device"),
    UNKNOWN_DEVICE: N_("its device is not one of this district"),
    WRONG_STATION: N_("its device belongs to another station"),
    REVOKED: N_("its laptop was shut out before it arrived"),
}
MOST_BARRED = 100
"""As many are listed; all of them are counted."""
BARRED = N_("In quarantine, without effect: {why}. Laptop {laptop} brought it.")
BARRED_FOR = N_("In quarantine, without effect: {why}.")


@dataclass(frozen=True, slots=True)
class Barred:
    """An entry that is kept without effect.

    Attributes:
        reason: one of `REASONS`.
        pushed_by: the device that brought it to the shared ledger, where that is known.
    """

    entry: bytes
    subject: bytes
    reason: str
    pushed_by: bytes | None

    def laptop(self, numbers: Mapping[bytes, int]) -> str | None:
        """Return what the laptop that brought it is called: its number, else how its id begins."""
        if self.pushed_by is None:
            return None
        number = numbers.get(self.pushed_by)
        return self.pushed_by.hex()[:8] if number is None else f"{number:02d}"

    def said(self, numbers: Mapping[bytes, int]) -> Phrase:
        """Return why it has no effect, in a sentence.

        Args:
            numbers: short numbers of the district's laptops.
        """
        why, laptop = Phrase(REASONS[self.reason]), self.laptop(numbers)
        if laptop is None:
            return Phrase(BARRED_FOR, {"why": why})
        return Phrase(BARRED, {"why": why, "laptop": laptop})
