"""The filters that an officer gave a name: how they are kept, how the palette shows them."""

from collections.abc import Mapping

from patrol_tui.domain.values import dataclass
from patrol_tui.language import _
from patrol_tui.tui.kit.dialogs.choose import Option

PLACES = ("issues", "requests", "meetings")
"""The screens whose filters can be kept."""


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """A filter of one's own.

    Attributes:
        name: what the officer calls it.
        slice_id: the filter that is always there and that it narrows down.
        text: what is typed into the field above the list.
    """

    name: str
    slice_id: str
    text: str


def own_filters(kept: Mapping[str, str], badge: str, place: str) -> tuple[OwnFilter, ...]:
    """Return an officer's filters of a screen, in the order in which they were kept."""
    lead = _key(badge, place, "")
    return tuple(
        OwnFilter(key.removeprefix(lead), *_parts(value))
        for key, value in kept.items()
        if key.startswith(lead)
    )


def _key(badge: str, place: str, name: str) -> str:
    return f"{badge} {place} {name}"


def _parts(value: str) -> tuple[str, str]:
    slice_id, _space, text = value.partition(" ")
    return slice_id, text


def with_filter(kept: Mapping[str, str], badge: str, place: str, one: OwnFilter) -> dict[str, str]:
    """Return what is kept together with a filter; the same under another name gives way."""
    value = f"{one.slice_id} {one.text}"
    twins = {
        _key(badge, place, other.name)
        for other in own_filters(kept, badge, place)
        if (other.slice_id, other.text) == (one.slice_id, one.text)
    }
    return {**without_keys(kept, twins), _key(badge, place, one.name): value}


def renamed(kept: Mapping[str, str], badge: str, place: str, old: str, new: str) -> dict[str, str]:
    """Return what is kept with another name for a filter, which stays where it stood."""
    before, after = _key(badge, place, old), _key(badge, place, new)
    others = without_keys(kept, {after} - {before})
    return {after if key == before else key: value for key, value in others.items()}


def without_filter(kept: Mapping[str, str], badge: str, place: str, name: str) -> dict[str, str]:
    """Return what is kept without a filter."""
    return without_keys(kept, {_key(badge, place, name)})


def without_keys(kept: Mapping[str, str], keys: set[str]) -> dict[str, str]:
    """Return what is kept under other keys."""
    return {key: value for key, value in kept.items() if key not in keys}


def filter_options(kept: Mapping[str, str], badge: str) -> list[Option]:
    """Return an officer's filters of all screens as rows of the palette."""
    text = _("Filter: {name}")
    return [
        Option(f"filter:{place}/{one.name}", text.format(name=one.name), one.text)
        for place in PLACES
        for one in own_filters(kept, badge, place)
    ]
