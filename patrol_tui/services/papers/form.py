"""A form while it is filled: no item stays empty, nobody's secret gets in, nothing is made up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patrol_tui.domain.entries.ids import id_text
from patrol_tui.domain.folding.hidden import is_sealed
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import NotFound, PatrolError
from patrol_tui.domain.language.particulars import STRUCK
from patrol_tui.domain.language.text import is_blank
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.paper import NONE, TO_FILL, TO_SIGN, Grid, Item, Paper
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.officer import officer_id
from patrol_tui.domain.times import in_zone
from patrol_tui.services.bureau.sealing import open_sealed
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.relations import name_of
from patrol_tui.services.wording import value_words

if TYPE_CHECKING:
    from patrol_tui.domain.entries.payload import Json

GIVEN = Words("已同意", "given")
"""Stands for the names of those who agreed, where the reader need not know them."""


@dataclass(slots=True)
class Form:
    """What a paper is filled from, and what it has so far.

    Attributes:
        discretion: strips what it says for its reader.
        state: the thing, or None where the form is filled by hand.
        reason: why sealed fields are opened for it; without one they stay for hands to fill.
    """

    ledger: Ledger
    desk: Desk
    speech: Speech
    discretion: Discretion
    state: State | None
    reason: str = ""
    items: list[Item] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    signatures: list[Item] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(
        self, id: str, label: Words, text: str = "", *, blank: Words = TO_FILL, wide: bool = False
    ) -> None:
        """Add an item; where there is nothing to say, `blank` marks it."""
        shown = self.say(blank) if is_blank(text) else text.strip()
        self.items.append(Item(id, self.say(label), shown, wide))

    def add_wide(self, id: str, label: Words, text: str = "", *, blank: Words = TO_FILL) -> None:
        """Add an item over the whole width."""
        self.add(id, label, text, blank=blank, wide=True)

    def add_grid(
        self,
        id: str,
        title: Words,
        columns: Sequence[tuple[str, Words]],
        rows: Iterable[Sequence[str]],
        *,
        blank: Words = NONE,
        is_open: bool = False,
    ) -> None:
        """Add a list; without rows it has one that is struck, or to be filled by hand."""
        mark = self.say(blank)
        filled = tuple(tuple(self.marked(text) for text in row) for row in rows)
        named = tuple((name, self.say(words)) for name, words in columns)
        nothing = (tuple(mark for _column in columns),)
        self.grids.append(Grid(id, self.say(title), named, filled or nothing, is_open))

    def add_signatures(self, *signers: tuple[str, Words]) -> None:
        """Add who has to sign."""
        to_sign = self.say(TO_SIGN)
        self.signatures += [Item(id, self.say(label), to_sign) for id, label in signers]

    def add_note(self, words: Words) -> None:
        """Add a line below the form."""
        self.notes.append(self.say(words))

    def paper(self, id: str, name: Words, number: str) -> Paper:
        """Return the paper that this form has become; without a number, that is to be filled."""
        return Paper(
            id,
            self.say(name),
            self.station(),
            number or self.say(TO_FILL),
            tuple(self.items),
            tuple(self.grids),
            tuple(self.signatures),
            tuple(self.notes),
        )

    def say(self, words: Words) -> str:
        """Return words in the paper's language."""
        return self.speech.say(words)

    def marked(self, text: str) -> str:
        """Return a text, or the stroke where there is none."""
        return self.say(NONE) if is_blank(text) else text.strip()

    def text(self, name: str) -> str:
        """Return a field as people read it; sealed ones only if a reason to open them is given."""
        return "" if self.state is None else self.text_of(self.state, name)

    def text_of(self, state: State, name: str) -> str:
        """Return a field of some thing as people read it."""
        subject = BY_TYPE[state.type]
        declared = subject.field_named(name)
        members: list[Json] = [*state.sets.get(name, ())]
        value: Json = members or state.fields.get(name)
        if value is None or value == "":
            return ""
        if declared is not None and not self.discretion.may_open(state, declared):
            return ""
        if is_sealed(value):
            if not self.reason:
                return ""
            value = open_sealed(
                self.ledger, state.subject, name, self.reason, self.desk.now_us
            ).value
        if declared is not None and declared.type == "time" and isinstance(value, int):
            return self.moment(value)
        said = self.speech.say(value_words(self.desk.catalog, subject, state, name, value))
        return self._told(state, name, said)

    def _told(self, state: State, name: str, said: str) -> str:
        """Return a text as the reader may have it."""
        if name == "consent" and not self.discretion.is_handler:
            return self.say(GIVEN)
        if name == "minutes" and self.discretion.is_accused:
            return STRUCK
        return self.discretion.told(BY_TYPE[state.type].field_named(name), said, state)

    def moment(self, at_us: int | None) -> str:
        """Return a time as papers have it: 2026年3月2日 09时30分."""
        if at_us is None:
            return ""
        local = in_zone(at_us, self.desk.zone)
        hour = f"{local:%H:%M}" if self.speech.lang == "en" else f"{local:%H时%M分}"
        return f"{self.dated(at_us)} {hour}"

    def dated(self, at_us: int) -> str:
        """Return a day as papers have it: 2026年3月2日."""
        local = in_zone(at_us, self.desk.zone)
        is_english = self.speech.lang == "en"
        return f"{local:%Y-%m-%d}" if is_english else f"{local.year}年{local.month}月{local.day}日"

    def clock(self, at_us: int | None) -> str:
        """Return the time of day."""
        return "" if at_us is None else in_zone(at_us, self.desk.zone).strftime("%H:%M")

    def day(self, at_us: int) -> str:
        """Return a day as YYYY-MM-DD."""
        return in_zone(at_us, self.desk.zone).date().isoformat()

    def begun_us(self) -> int:
        """Return when the thing was recorded; now, where there is none."""
        return self.desk.now_us if self.state is None else self.state.facts[0].entry.wall_us

    def people(self, badges: Iterable[str]) -> list[str]:
        """Return officers with the numbers of their certificates."""
        known = self.ledger.people()
        named = ((badge, known.get(officer_id(badge), "")) for badge in badges if badge)
        return [name if badge in name else f"{name} {badge}".strip() for badge, name in named]

    def author(self) -> str:
        """Return who recorded the thing; whoever writes now, where there is none."""
        writer = self.desk.writer
        if self.state is None:
            return f"{writer.name} {writer.badge}"
        author = self.state.facts[0].entry.header.author
        name = self.ledger.people().get(author, id_text(author))
        officer = self.ledger.state(author)
        badge = officer.text("badge") if officer is not None else ""
        return name if badge in name else f"{name} {badge}"

    def found(self, number: str) -> State | None:
        """Return the thing that a number names, if this laptop has it."""
        try:
            return self.ledger.state(self.ledger.find(number)) if number else None
        except PatrolError:
            return None

    def thing_line(self, state: State) -> str:
        """Return how a paper names another thing.

        Of a request only its number: its words may tell who complained. Whom it is about does not
        learn that there is one.
        """
        if not self.discretion.may_know(state.type):
            return ""
        number = state.text("number") or id_text(state.subject)
        called = self.say(name_of(state.type))
        if state.type == "request":
            return f"{called} {number}"
        kind = self.desk.catalog.kinds.get(state.text("kind"))
        about = self.say(kind.name) if kind is not None else ""
        shown = [self.text_of(state, name) for name in ("title", "place")]
        return " ".join(part for part in (called, number, about, *shown) if part)

    def things(self, identities: Iterable[str]) -> list[str]:
        """Return how a paper names things by their identities."""
        states = (self.ledger.state(bytes.fromhex(one)) for one in identities)
        lines = (self.thing_line(state) for state in states if state is not None)
        return [line for line in lines if line]

    def station(self) -> str:
        """Return what the writer's station is called."""
        try:
            return self.say(self.desk.catalog.station(self.desk.writer.station_code).name)
        except NotFound:
            return self.desk.writer.station_code
