"""Names of things in the language that is spoken, safe to show."""

from patrol_tui.domain.catalog import Catalog, IssueKind, Words
from patrol_tui.domain.language.phrase import Phrase
from patrol_tui.domain.language.text import inert
from patrol_tui.language import _, current


def spoken(said: Words | Phrase | str) -> str:
    """Return a name or sentence in the language that is spoken, on one line."""
    match said:
        case Words():
            return inert(said.in_(current()))
        case Phrase():
            return inert(said.text(_, current()))
        case _:
            return inert(said)


def bare(text: str) -> str:
    """Return what stands behind the `|` of a text whose context stands before it."""
    return text.rpartition("|")[2]


def kind_mark(kind: IssueKind | None) -> str:
    """Return the two cells that stand for a kind: a character, or two letters in English."""
    if kind is None:
        return "?"
    return kind.letters if current() == "en" else kind.glyph


def kind_name(catalog: Catalog, kind_id: str) -> str:
    """Return what a kind is called; one that is not known here by its id."""
    kind = catalog.kinds.get(kind_id)
    return spoken(kind.name) if kind else inert(kind_id)


def department_name(catalog: Catalog, department_id: str) -> str:
    """Return what a department is called; one that is not known here by its id."""
    department = catalog.departments.get(department_id)
    return spoken(department.name) if department else inert(department_id)


def number_at_home(number: str, station_code: str) -> str:
    """Return a number as it is written at its own station, which goes without saying."""
    return inert(number.removeprefix(f"{station_code}-"))


def several(names: list[str]) -> str:
    """Return names as a list in a sentence."""
    return ("、" if current() == "zh" else ", ").join(names)
