"""Entries that follow what their author saw of a thing."""

from patrol_tui.domain.entries.draft import Draft
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Subject
from patrol_tui.domain.language.errors import N_, Refused


def thing_draft(
    subject: Subject, state: State, fact: int, content: dict[str, Json], reason: str = ""
) -> Draft:
    """Return an entry that follows everything that its author saw of a thing.

    Raises:
        Refused: a newer program wrote of it what this one does not understand.
    """
    if state.is_read_only:
        raise Refused(
            N_("This was changed by a newer version of the program. It can only be read here.")
        )
    if reason.strip():
        content["reason"] = reason.strip()
    return Draft(state.subject, subject.kind(fact), content, parents=state.heads)


def must_stand(state: State) -> None:
    """Check that a thing may still be changed.

    Raises:
        Refused: it was taken back.
    """
    if state.is_retracted:
        raise Refused(N_("This was retracted. It is kept, but no longer changed."))
