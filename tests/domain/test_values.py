"""Values behave as the standard library's frozen dataclasses do."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop."""

    name: str
    nights: int = 2
    seen: list[str] = field(default_factory=list, repr=False)
    note: str = field(default="-", compare=False)
    long_name: str = field(init=False)
    marks: dict[str, int] = field(init=False, default_factory=dict, repr=False, compare=False)
    kind: str = field(init=False, default="stop")

    def __post_init__(self) -> None:
        """Fill what follows from the rest."""
        object.__setattr__(self, "long_name", f"{self.name} street")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Given by name only."""

    code: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Nothing:
    """Without fields."""


@dataclasses.dataclass(frozen=True, slots=True)
class StandardStop:
    """The same as `Stop`, by the standard library."""

    name: str
    nights: int = 2
    seen: list[str] = field(default_factory=list, repr=False)
    note: str = field(default="-", compare=False)


def said_of(work: Callable[[], object]) -> str:
    """Return what an error says."""
    with pytest.raises((TypeError, AttributeError)) as met:
        work()
    return f"{type(met.value).__name__} {met.value}".replace("StandardStop", "Stop")


def test_defaults_stand_where_nothing_is_given() -> None:
    one, other = Stop("East"), Stop("East")
    assert (one.nights, one.note, one.long_name, one.kind) == (2, "-", "East street", "stop")
    one.seen.append("car")
    assert (other.seen, Stop("East", 3, ["bin"]).seen, one.marks) == ([], ["bin"], {})
    assert (Named(code="a").level, Named(level=4, code="b").level) == (1, 4)


def test_it_shows_itself_as_it_would_be_written() -> None:
    shown = "Stop(name='East', nights=2, note='-', long_name='East street', kind='stop')"
    assert repr(Stop("East")) == shown
    assert repr(Nothing()) == "Nothing()"


def test_equal_values_are_equal_and_others_are_not() -> None:
    assert Stop("East") == Stop("East", note="other")
    assert Stop("East") != Stop("East", 3)
    assert Nothing() == Nothing()
    values: list[object] = [Named(code="a"), ("a", 1)]
    assert values[0] != values[1]
    assert {Named(code="a"), Named(code="a"), Nothing(), Nothing()} == {Named(code="a"), Nothing()}
    assert hash(Named(code="a")) == hash(("a", 1))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda made: made(),
        lambda made: made("East", 1, [], "", 5),
        lambda made: made("East", colour=1),
        lambda made: setattr(made("East"), "name", "West"),
        lambda made: delattr(made("East"), "name"),
        lambda made: hash(made("East")),
    ],
)
def test_it_refuses_what_the_standard_library_refuses(wrong: Callable[[Any], object]) -> None:
    assert said_of(lambda: wrong(Stop)) == said_of(lambda: wrong(StandardStop))


def test_nothing_can_be_added_to_a_value() -> None:
    with pytest.raises(FrozenInstanceError):
        Nothing().anything = 1  # type: ignore[attr-defined]


def test_it_is_copied_and_sent_to_other_processes() -> None:
    stop = Stop("East", 5, ["car"])
    assert pickle.loads(pickle.dumps(stop)) == stop  # noqa: S301 - our own
    assert copy.deepcopy(stop) == stop
    assert copy.copy(stop).marks is stop.marks


def test_it_is_a_dataclass_to_others() -> None:
    assert [one.name for one in fields(Named)] == ["code", "level"]
    assert replace(Named(code="a"), level=3) == Named(code="a", level=3)
    match Stop("East", 7):
        case Stop(name, nights):
            assert (name, nights) == ("East", 7)
    with pytest.raises(TypeError):
        Named("a")  # type: ignore[call-arg]


def test_what_can_change_is_the_standard_librarys() -> None:
    @dataclass(frozen=False, slots=True)
    class Counted:
        """Counts."""

        count: int = 0

    counted = Counted()
    counted.count = 2
    assert counted == Counted(2)
