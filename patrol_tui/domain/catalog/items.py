"""The plain form of the catalogue: what ledger entries hold and data files spell.

The dataclasses are their own schema. `shape_of` turns a type into a small description that both
the tolerant reader here and the strict reader of the data files walk.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TypeVar, cast, get_args, get_origin

from patrol_tui.domain.values import dataclass

T = TypeVar("T")
_FORMS = {str: "text", int: "whole", bool: "flag"}
_PLAIN = {"text": str, "whole": int, "flag": bool}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the catalogue, as a ledger entry publishes it.

    Attributes:
        section: which list it belongs to.
        id: its identity there.
        body: its fields as text, whole numbers, flags, lists and mappings; never a float.
    """

    section: str
    id: str
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a value must look like.

    Attributes:
        form: `text`, `whole`, `flag`, `one_of`, `list` or `record`.
        make: builds the value of a `one_of` or `record`.
        optional: may be absent or null.
        words: what a `one_of` allows.
        inner: shape of a list's members.
        fields: shapes of a record's fields by name.
        required: names of the fields that a record cannot do without.
    """

    form: str
    make: Callable[..., object] | None = None
    optional: bool = False
    words: tuple[str, ...] = ()
    inner: "Shape | None" = None
    fields: Mapping[str, "Shape"] | None = None
    required: frozenset[str] = frozenset()


class Unreadable(ValueError):
    """A body does not have the shape of its section."""


@cache
def shape_of(kind: Hashable) -> Shape:
    """Return the shape of a dataclass or of the type of one of its fields."""
    if isinstance(kind, UnionType):
        inner = next(part for part in get_args(kind) if part is not NoneType)
        return replace(shape_of(cast("Hashable", inner)), optional=True)
    if get_origin(kind) is tuple:
        return Shape(form="list", inner=shape_of(cast("Hashable", get_args(kind)[0])))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Shape(form="one_of", make=kind, words=tuple(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        members = fields(kind)
        return Shape(
            form="record",
            make=kind,
            fields={part.name: shape_of(cast("Hashable", part.type)) for part in members},
            required=frozenset(member.name for member in members if member.default is MISSING),
        )
    return Shape(form=_FORMS[cast("type", kind)])


def read(kind: type[T], body: object) -> T:
    """Return the value that a body spells; keys that this version does not know are passed over.

    Raises:
        Unreadable: a required key is absent or a value has another form.
    """
    return cast("T", _read(shape_of(cast("Hashable", kind)), body))


def _read(shape: Shape, body: object) -> object:
    if body is None and shape.optional:
        return None
    if shape.form == "record":
        return _read_record(shape, body)
    if shape.form == "list" and isinstance(body, (list, tuple)) and shape.inner is not None:
        inner = shape.inner
        return tuple(_read(inner, member) for member in body)
    if shape.make is not None and isinstance(body, str):
        return _made(shape.make, body)
    if type(body) is _PLAIN.get(shape.form):
        return body
    message = f"not a {shape.form}: {body!r:.60}"
    raise Unreadable(message)


def _made(make: Callable[..., object], body: str) -> object:
    try:
        return make(body)
    except ValueError as error:
        raise Unreadable(str(error)) from error


def _read_record(shape: Shape, body: object) -> object:
    if not isinstance(body, Mapping) or shape.fields is None or shape.make is None:
        message = f"not a record: {body!r:.60}"
        raise Unreadable(message)
    known = shape.fields
    lacking = shape.required.difference(body)
    if lacking:
        message = f"lacks {', '.join(sorted(lacking))}"
        raise Unreadable(message)
    return shape.make(
        **{name: _read(known[name], value) for name, value in body.items() if name in known},
    )


def body_of(value: object) -> dict[str, object]:
    """Return the plain form of a dataclass; fields at their default are left out."""
    return cast("dict[str, object]", _plain(value))


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            member.name: _plain(getattr(value, member.name))
            for member in fields(value)
            if member.default is MISSING or getattr(value, member.name) != member.default
        }
    return value
