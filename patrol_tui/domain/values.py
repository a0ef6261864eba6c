"""Frozen dataclasses that cost little until they are used.

The standard library writes and compiles six methods for each class when its module is loaded: half
of the time that loading takes here. These share five of them, and write `__init__` when the first
value is made. All else is as in `dataclasses`: `fields`, `replace`, `match`, errors, pickles.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T")
_COMPARED = "_compared_"
_NOT_GIVEN = object()


def _init_of(cls: Any) -> Callable[..., None]:  # noqa: ANN401 - any class of values
    """Write the `__init__` of a class; defaults stand in it by name, as `dataclasses` does it."""
    held: dict[str, Any] = {"_set": object.__setattr__, "_not_given": _NOT_GIVEN}
    plain: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for one in fields(cls):
        default, value = _default_of(one, held)
        if one.init:
            (named if one.kw_only else plain).append(f"{one.name}{default}")
        elif not default:  # left to `__post_init__`
            continue
        body.append(f" _set(self, {one.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    taken = ["self", *plain, *(["*", *named] if named else [])]
    exec("\n".join([f"def __init__({', '.join(taken)}):", *(body or [" pass"])]), held)  # noqa: S102
    init: Callable[..., None] = held["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _default_of(one: "Field[Any]", held: dict[str, Any]) -> tuple[str, str]:
    """Return how a field's default stands in the head, and its value in the body."""
    kept = f"_default_{one.name}"
    if one.default_factory is not MISSING:
        held[kept] = one.default_factory
        made = f"{kept}()"
        value = f"{made} if {one.name} is _not_given else {one.name}" if one.init else made
        return "=_not_given", value
    if one.default is not MISSING:
        held[kept] = one.default
        return f"={kept}", one.name if one.init else kept
    return "", one.name


def _first_init(cls: Any) -> Callable[..., None]:  # noqa: ANN401 - any class of values
    def __init__(self: object, *given: object, **named: object) -> None:  # noqa: N807
        # Two threads may both write it: either is right.
        cls.__init__ = _init_of(cls)
        cls.__init__(self, *given, **named)

    return __init__


def _repr(self: Any) -> str:  # noqa: ANN401 - any value
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _eq(self: object, other: object) -> object:
    if other.__class__ is not self.__class__:
        return NotImplemented
    compared = getattr(self, _COMPARED)
    return compared(self) == compared(other)


def _hash(self: object) -> int:
    return hash(getattr(self, _COMPARED)(self))


def _refuse_set(_self: object, name: str, _value: object) -> None:
    message = f"cannot assign to field {name!r}"
    raise FrozenInstanceError(message)


def _refuse_del(_self: object, name: str) -> None:
    message = f"cannot delete field {name!r}"
    raise FrozenInstanceError(message)


def _getstate(self: Any) -> list[object]:  # noqa: ANN401 - any value
    return [getattr(self, one.name) for one in fields(self)]


def _setstate(self: Any, state: list[object]) -> None:  # noqa: ANN401 - any value
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


_SHARED: dict[str, Any] = {
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _refuse_set,
    "__delattr__": _refuse_del,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}


def _value(
    *, frozen: bool = False, slots: bool = False, kw_only: bool = False
) -> Callable[[type[T]], type[T]]:
    """Make a class one of values; without both options it is the standard library's."""
    if not (frozen and slots):
        return dataclasses.dataclass(frozen=frozen, slots=slots, kw_only=kw_only)

    def wrap(cls: type[T]) -> type[T]:
        shared = {name: method for name, method in _SHARED.items() if vars(cls).get(name) is None}
        bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
        made: Any = bare(cls)
        for name, method in shared.items():
            setattr(made, name, method)
        names = [one.name for one in fields(made) if one.compare]
        # Values of one class without fields are all the same: they compare by their class.
        setattr(made, _COMPARED, staticmethod(attrgetter(*names or ["__class__"])))
        made.__init__ = _first_init(made)
        checked: type[T] = made
        return checked

    return wrap


if TYPE_CHECKING:  # checkers know the standard library's by name, with all that it promises
    from dataclasses import dataclass
else:
    dataclass = _value
