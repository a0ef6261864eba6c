"""What things have to do with each other: found by number, read both ways."""

from collections.abc import Mapping

from patrol_tui.domain.entries.ids import ID_BYTES
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field, Subject
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.values import dataclass
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.values import parts
from patrol_tui.services.wording import listing


@dataclass(frozen=True, slots=True)
class Related:
    """Another thing that has to do with one.

    Attributes:
        field: declaration of the field that joins them.
        is_source: the other names this one; else this one names the other.
        subject: the other thing.
        row: its row, or None where nothing of it is held here.
    """

    field: Field
    is_source: bool
    subject: bytes
    row: Row | None

    @property
    def type(self) -> str:
        """Return the other's type, or an empty text where it is not held."""
        return self.row.type if self.row is not None else ""


def looked_up(ledger: Ledger, subject: Subject, values: Mapping[str, str]) -> dict[str, str]:
    """Return typed values with identities in place of what names other things.

    Raises:
        NotFound: nothing is called so.
        Refused: several things are, or the thing is of a kind that does not belong there.
    """
    found = dict(values)
    for field in subject.relations():
        if field.name in values:
            found[field.name] = " ".join(
                _identity(ledger, field, part) for part in parts(values[field.name])
            )
    return found


def _identity(ledger: Ledger, field: Field, typed: str) -> str:
    thing = ledger.find(typed)
    state = ledger.state(thing)
    if state is None or state.type not in field.of:
        known = {name: name_of(name) for name in field.of}
        raise Refused(
            N_("{typed} does not belong there. It takes: {known}."),
            typed=typed,
            known=listing(known),
        )
    return thing.hex()


def name_of(thing_type: str) -> Words:
    """Return what a kind of thing is called."""
    subject = BY_TYPE.get(thing_type)
    named = subject.name if subject is not None else Words("", "")
    return named if named.zh else Words(thing_type, thing_type)


def related(ledger: Ledger, state: State) -> tuple[Related, ...]:
    """Return what a thing names, then what names it: where it came from, what became of it.

    What became of it stands in the order in which it began; identities of the same moment are
    random, so their order says nothing.
    """
    subject = BY_TYPE.get(state.type)
    named = [
        Related(field, is_source=False, subject=target, row=row_of(ledger, target))
        for field in (subject.relations() if subject is not None else ())
        for target in targets(state, field)
    ]
    naming: list[Related] = []
    for link in ledger.links_to(state.subject):
        row = row_of(ledger, link.subject)
        other = BY_TYPE.get(row.type) if row is not None else None
        field = other.field_named(link.field) if other is not None else None
        if field is not None:
            naming.append(Related(field, is_source=True, subject=link.subject, row=row))
    return (*named, *sorted(naming, key=_begun_us))


def _begun_us(one: Related) -> int:
    return one.row.begun_us if one.row is not None else 0


def targets(state: State, field: Field) -> tuple[bytes, ...]:
    """Return the things that a field of a thing names."""
    texts = state.sets.get(field.name, ()) if field.is_set else (state.text(field.name),)
    return tuple(bytes.fromhex(text) for text in texts if _is_identity(text))


def _is_identity(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) == ID_BYTES
    except ValueError:
        return False


def row_of(ledger: Ledger, subject: bytes) -> Row | None:
    """Return a thing's row, whatever it is."""
    return ledger.row(subject, ListQuery(""))
