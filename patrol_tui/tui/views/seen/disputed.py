"""What there is to settle: fields that the same entries disagree about are settled as one."""

from patrol_tui.domain.folding.state import Conflict, State

_SECOND = frozenset(("rechecked_us", "lat_e7", "lon_e7", "code"))
"""Fields that follow another one written with them; that one is asked about."""


def disputed(state: State) -> list[tuple[Conflict, ...]]:
    """Return conflicts, those between the same entries together, the one to ask about first."""
    groups: dict[frozenset[bytes], list[Conflict]] = {}
    for conflict in state.conflicts:
        entries = frozenset(value.entry for value in conflict.values)
        together = groups.setdefault(entries, [])
        follows = conflict.field in _SECOND
        if together and not follows and together[0].field not in _SECOND:
            # Two facts of their own, such as place and note: each is asked about.
            groups[frozenset((*entries, conflict.field.encode()))] = [conflict]
        elif follows:
            together.append(conflict)
        else:
            together.insert(0, conflict)
    return [tuple(group) for group in groups.values()]
