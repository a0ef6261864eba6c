"""Answers to the form of a kind of issue: from what somebody typed to what an entry holds."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from unicodedata import normalize

from patrol_tui.domain.catalog import Choice, Department, FieldType, FormField
from patrol_tui.domain.clocks import MINUTE_US
from patrol_tui.domain.entries.payload import Json
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.language.text import folded, is_blank
from patrol_tui.domain.times import day_of, day_start_us, parse_time
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.wording import listing

_YES = frozenset(("1", "y", "yes", "true", "ok", "是", "有", "对", "s", "shi"))
_NO = frozenset(("0", "2", "n", "no", "false", "否", "没有", "无", "不", "f", "fou"))
_DECIMAL = re.compile(r"\d{1,6}(\.\d{1,3})?")
_WHOLE = re.compile(r"\d{1,9}")
_HOURS = re.compile(r"(\d{1,3}):([0-5]\d)")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):?([0-5]\d)")
_PLATE = re.compile(r"[\w?*]{2,12}")
_PHONE = re.compile(r"\+?\d{3,20}")
_COMMAS = re.compile(r"[,、;]+")
_DAY_MIN = 24 * 60


class Unfit(Refused):
    """A value does not fit its field.

    Attributes:
        field: id of the field.
    """

    def __init__(self, field: FormField, template: str, **params: object) -> None:
        """Keep the field beside the message."""
        super().__init__(template, field=field.label, **params)
        self.field = field.id


def form_value(desk: Desk, field: FormField, typed: str) -> Json:
    """Return one answer as entries hold it; an empty one is null and clears the field.

    Full-width digits and signs count as plain ones. A choice may be its id, its digit or its name
    in either language; several stand apart by spaces or commas. A unit may be typed too. Decimals
    stay texts, since entries hold no floats.

    Raises:
        Unfit: the text does not fit the field.
    """
    if is_blank(typed):
        return None
    read = _READERS.get(field.type)
    if read is None:
        return typed.strip()
    return read(desk, field, _without_unit(field, normalize("NFKC", typed).strip()))


def _without_unit(field: FormField, plain: str) -> str:
    for unit in (field.unit.zh, field.unit.en) if field.unit else ():
        if plain.endswith(unit) and plain != unit:
            return plain.removesuffix(unit).strip()
    return plain


def _decimal(_desk: Desk, field: FormField, plain: str) -> Json:
    number = plain.replace("。", ".")
    if not _DECIMAL.fullmatch(number):
        raise Unfit(field, N_("{field} wants a number such as 2.1, not {typed}."), typed=plain)
    return f"{Decimal(number).normalize():f}"


def _integer(_desk: Desk, field: FormField, plain: str) -> Json:
    if not _WHOLE.fullmatch(plain):
        raise Unfit(field, N_("{field} wants a whole number, not {typed}."), typed=plain)
    return int(plain)


def _minutes(_desk: Desk, field: FormField, plain: str) -> Json:
    if hours := _HOURS.fullmatch(plain):
        return int(hours[1]) * 60 + int(hours[2])
    if not _WHOLE.fullmatch(plain):
        raise Unfit(
            field,
            N_("{field} wants minutes such as 30, or hours such as 1:30, not {typed}."),
            typed=plain,
        )
    return int(plain)


def _flag(_desk: Desk, field: FormField, plain: str) -> Json:
    answer = flag(plain)
    if answer is None:
        raise Unfit(field, N_("{field} wants yes or no, not {typed}."), typed=plain)
    return answer


def flag(typed: str) -> bool | None:
    """Return what a yes or no means, or None where it is neither."""
    plain = folded(typed)
    return plain in _YES if plain in _YES | _NO else None


def _moment(desk: Desk, _field: FormField, plain: str) -> Json:
    clock = _CLOCK.fullmatch(plain)
    if clock is None:
        return parse_time(plain, desk.now_us, desk.zone)
    minute = int(clock[1]) * 60 + int(clock[2])
    at_us = day_start_us(day_of(desk.now_us, desk.zone), desk.zone) + minute * MINUTE_US
    # A form asks when something was: a clock time that is still to come was yesterday's.
    return at_us if at_us <= desk.now_us else at_us - _DAY_MIN * MINUTE_US


def _plate(_desk: Desk, field: FormField, plain: str) -> Json:
    plate = re.sub(r"[\s·.\-]", "", plain).upper()
    if not _PLATE.fullmatch(plate):
        raise Unfit(
            field,
            N_("{field} wants a plate such as 鲁A12345, with ? for what cannot be read."),
        )
    return plate


def _phone(_desk: Desk, field: FormField, plain: str) -> Json:
    phone = re.sub(r"[\s()\-]", "", plain)
    if not _PHONE.fullmatch(phone):
        raise Unfit(field, N_("{field} wants a phone number, not {typed}."), typed=plain)
    return phone


def _choice(_desk: Desk, field: FormField, plain: str) -> str:
    chosen = _chosen(field, plain)
    if chosen is None:
        raise Unfit(
            field,
            N_("{typed} is no answer to {field}. Possible are: {known}."),
            typed=plain,
            known=listing({choice.id: choice.name for choice in field.offered()}),
        )
    return chosen


def _chosen(field: FormField, plain: str) -> str | None:
    offered, wanted = field.offered(), folded(plain)
    for choice in offered:
        if wanted in _names(choice):
            return choice.id
    if plain.isdecimal() and 1 <= int(plain) <= len(offered):
        return offered[int(plain) - 1].id
    return None


def _choices(desk: Desk, field: FormField, plain: str) -> Json:
    chosen: list[Json] = []
    for part in filter(None, map(str.strip, _COMMAS.split(plain))):
        whole = _chosen(field, part)  # an English name may hold spaces
        chosen += [whole] if whole else [_choice(desk, field, one) for one in part.split()]
    return [*dict.fromkeys(map(str, chosen))]


def _names(thing: Choice | Department) -> set[str]:
    return {_plain(thing.id), _plain(thing.name.zh), _plain(thing.name.en)}


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """Return a name of the catalogue as it is compared: there are few, and each is asked often."""
    return folded(name)


def department_id(desk: Desk, typed: str) -> str:
    """Return the id of the department that a name stands for; another text as it is."""
    wanted = folded(typed)
    for department in desk.catalog.departments.values():
        others = {_plain(name) for name in (department.full_name.zh, *department.aliases)}
        if wanted in _names(department) | others:
            return department.id
    return typed.strip()


_READERS: Mapping[FieldType, Callable[[Desk, FormField, str], Json]] = {
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.DECIMAL: _decimal,
    FieldType.DEPARTMENT: lambda desk, _field, plain: department_id(desk, plain),
    FieldType.FLAG: _flag,
    FieldType.INTEGER: _integer,
    FieldType.MINUTES: _minutes,
    FieldType.PHONE: _phone,
    FieldType.PLATE: _plate,
    FieldType.TIME: _moment,
}
