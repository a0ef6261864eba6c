"""Which fields of a thing hold what people typed into its papers: they are evidence like notes."""

from patrol_tui.domain.folding.subject import PAPER_NUMBER, Field, Subject
from patrol_tui.domain.language.words import Words

PAPER_BLANK = "blank/"
"""Begins the fields that hold what was typed, by kind of paper and blank or list of it."""
PAPER_PERSON = "person/"
"""Begins those that say who somebody is; entries hold them sealed."""
OF_PAPERS = (PAPER_NUMBER, PAPER_BLANK, PAPER_PERSON)
SAY_WHO = frozenset(
    (
        *("party", "manager", "recipient"),
        *("person_name", "person_head", "person_sex", "person_id", "person_employer"),
        *("person_address", "person_phone", "person_relation"),
    )
)
"""Blanks that say who somebody is, or where to find them."""

BLANKS_TYPED = Field(PAPER_BLANK, "text", Words("文书所填", "typed in a paper"))
PERSONS_TYPED = Field(PAPER_PERSON, "text", Words("文书所填", "typed in a paper"), is_private=True)


def paper_of(name: str) -> str:
    """Return the kind of paper that a field belongs to; empty for other fields."""
    prefix = next((one for one in OF_PAPERS if name.startswith(one)), None)
    return "" if prefix is None else name.removeprefix(prefix).partition("/")[0]


def typed_field(subject: Subject, paper: str, blank: str) -> str:
    """Return the field that holds what is typed into a blank or list of a paper."""
    is_sealed = blank in SAY_WHO and subject.field_named(PAPER_PERSON) is not None
    return f"{PAPER_PERSON if is_sealed else PAPER_BLANK}{paper}/{blank}"
