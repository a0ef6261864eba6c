"""What one reader may be told: every export and every paper asks here before it writes a word.

Who complained, by which phone, from which dwelling, reaches nobody but those who handle it: fields
that say so are left out, and texts that people typed are struck through.
"""

import re
from collections.abc import Iterable, Mapping

from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.hidden import is_sealed
from patrol_tui.domain.folding.paper_blanks import PAPER_BLANK
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field, Subject
from patrol_tui.domain.language.particulars import (
    STRUCK,
    Particulars,
    is_named,
    spellings,
    struck,
)
from patrol_tui.services.exports.complainants import (
    REQUEST,
    complainants,
    particulars_of,
    parties_of,
    requests_behind,
)
from patrol_tui.services.exports.recipients import (
    CODED,
    PARTIES,
    Recipient,
    may_reach,
    names_persons,
)
from patrol_tui.services.ports.ports import Ledger

NUMBER = "number"
TELL_WHO_CAME = frozenset(("consent", "present"))
"""Blanks of papers that tell who came and who agreed."""
_OF_THE_KIND = frozenset(("kind", "measures", "flags"))
_KEPT_OF_PHOTOS = frozenset(("hash", "of", "size", "type", "blackened", "preview", "smaller"))


class Discretion:
    """Strips what leaves the station for one reader.

    Attributes:
        recipient: who is to read it.
    """

    def __init__(self, ledger: Ledger, recipient: Recipient) -> None:
        """Read from a ledger for a reader."""
        self.recipient = recipient
        self._ledger = ledger
        self._known: dict[bytes, re.Pattern[str] | None] = {}
        self._unknown: set[bytes] = set()
        self._complainants: tuple[Particulars, ...] | None = None
        self._other_side: list[str] = []

    @property
    def is_handler(self) -> bool:
        """Whether the reader handles the case, and so may read all of it."""
        return self.recipient is Recipient.HANDLER

    @property
    def is_accused(self) -> bool:
        """Whether the reader is the party complained about."""
        return self.recipient is Recipient.ACCUSED

    def is_about(self, *names: str) -> None:
        """Note how the other side is called beyond what the ledger says: it keeps its name."""
        self._other_side += names

    def may_know(self, thing_type: str) -> bool:
        """Tell whether the reader may know that a thing of a type exists."""
        return not (self.is_accused and thing_type == REQUEST)

    def may_open(self, state: State, field: Field) -> bool:
        """Tell whether a field is shown, if a paper asks for it: who complained, to handlers."""
        return self.is_handler or not (field.is_private and state.type == REQUEST)

    def told(self, field: Field | None, text: str, state: State) -> str:
        """Return what a field of a thing says to the reader."""
        name = "" if field is None else field.name
        if name == NUMBER:
            return text
        keeps_numbers = name in CODED or name in PARTIES
        return self.party(text, state) if keeps_numbers else self.text(text, state)

    def text(self, text: str, *states: State | None) -> str:
        """Return a text that people typed without who complained, and without anybody's numbers.

        Args:
            text: as it was typed.
            states: the things that it speaks of.
        """
        return self._struck(text, states, anybody=True)

    def remark(self, text: str, *states: State | None) -> str:
        """Return what an officer noted by the way; the other side reads no such words."""
        return STRUCK if self.is_accused and text else self.text(text, *states)

    def party(self, text: str, *states: State | None) -> str:
        """Return a text that names the other side; only who complained is struck out of it."""
        return self._struck(text, states, anybody=False)

    def _struck(self, text: str, states: Iterable[State | None], *, anybody: bool) -> str:
        if self.is_handler or not text:
            return text
        about = [state for state in states if state is not None]
        known = [self._spellings(state) for state in about]
        if any(state.subject in self._unknown for state in about):
            return STRUCK  # who complained cannot be read here, so nothing can be struck out
        found = [*known, self._others(text, about)] if self.is_accused else known
        return struck(text, [one for one in found if one is not None], anybody=anybody)

    def _others(self, text: str, about: Iterable[State]) -> re.Pattern[str] | None:
        """Return what finds who complained without a link from the thing to the request.

        Officers may have forgotten the link; the other side is not to read a name for it. Whoever
        is the other side of this thing keeps the own name, though they complained of another.
        """
        if self._complainants is None:
            self._complainants = complainants(self._ledger)
        named = [one for one in self._complainants if is_named(one, text)]
        if not named:
            return None
        parties = [said for one in about for said in parties_of(self._ledger, one, PARTIES)]
        own = "\n".join((*self._other_side, *parties))
        return spellings(
            Particulars(one.names, one.phones) for one in named if not is_named(one, own)
        )

    def _spellings(self, state: State) -> re.Pattern[str] | None:
        if state.subject not in self._known:
            behind = requests_behind(self._ledger, state)
            people = [particulars_of(self._ledger, one) for one in behind]
            if None in people:
                self._unknown.add(state.subject)
            self._known[state.subject] = spellings(one for one in people if one is not None)
        return self._known[state.subject]

    def content(
        self, subject: Subject, state: State, content: Mapping[str, Json]
    ) -> dict[str, Json]:
        """Return what an entry says to a reader who does not handle it, in the entry's shape."""
        told: dict[str, Json] = {}
        for effect, value in content.items():
            shown = self._effect(subject, state, effect, value)
            if shown is not None:
                told[effect] = shown
        return told

    def _effect(self, subject: Subject, state: State, effect: str, value: Json) -> Json:
        if isinstance(value, dict) and effect in {"set", "add", "remove"}:
            declared = ((name, subject.field_named(name)) for name in value)
            return {
                self._key(name, field, state): self._plain(value[name], state, field)
                for name, field in declared
                if self._may_show(field, name, value[name])
            }
        if isinstance(value, dict) and effect == "record":
            return None if self.is_accused else self._records(value, state)
        if isinstance(value, str) and effect == "reason":
            return None if self.is_accused else self.text(value, state)
        return value

    def _key(self, name: str, field: Field | None, state: State) -> str:
        """Return what a value stands under: of a list's line, people typed the end."""
        if field is None or not field.name.endswith("/"):
            return name
        return f"{field.name}{self.text(name.removeprefix(field.name), state)}"

    def _may_show(self, field: Field | None, name: str, said: Json) -> bool:
        if field is None:
            return not self.is_accused or name in _OF_THE_KIND
        if not self.is_accused and is_sealed(said):
            return True  # that something is sealed there, nobody can read
        if name.startswith(PAPER_BLANK) and name.rpartition("/")[2] in TELL_WHO_CAME:
            return False
        return not names_persons(field) and (
            name in _OF_THE_KIND or may_reach(field, self.recipient)
        )

    def _records(self, records: Mapping[str, Json], state: State) -> Json:
        return {name: self._plain(said, state, None) for name, said in records.items()}

    def _plain(self, value: Json, state: State, field: Field | None) -> Json:
        """Return a value with all texts in it stripped; what only programs wrote stays."""
        if is_sealed(value):
            return value
        if isinstance(value, list):
            return [self._plain(one, state, field) for one in value]
        if isinstance(value, dict):
            return {
                name: one if name in _KEPT_OF_PHOTOS else self._plain(one, state, field)
                for name, one in value.items()
            }
        is_text = isinstance(value, str) and (field is None or field.is_typed)
        if not is_text or (field is not None and field.type in {"thing", "choice"}):
            return value
        return self.told(field, str(value), state)
