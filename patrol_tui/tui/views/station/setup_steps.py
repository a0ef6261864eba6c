"""The steps of the first run, as fields."""

from collections.abc import Callable, Sequence

from patrol_tui.domain.catalog import Catalog
from patrol_tui.domain.catalog.find import Candidate, candidates, find
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.language import _
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind, Matcher
from patrol_tui.tui.views.wording.spoken import bare, spoken

LANGUAGE, WHO, PIN = range(3)
"""The steps."""

STATIONS_SHOWN = 6


def step_names() -> tuple[str, ...]:
    """Return what the steps are called on the line."""
    return (_("Begin"), _("Who and where"), _("PIN"))


def station_matcher(catalog: Catalog, pinyin: Callable[[], Pinyin]) -> Matcher:
    """Return what finds stations by name, pinyin, initials or code."""
    stations = [one for one in candidates(catalog) if one.section == "stations"]

    def match(typed: str) -> Sequence[Choice]:
        return [station_choice(catalog, one) for one in find(stations, typed, pinyin())]

    return match


def station_choice(catalog: Catalog, one: Candidate) -> Choice:
    """Return a station as a form offers it."""
    station = catalog.stations[one.id]
    return Choice(one.id, spoken(one.name), f"{spoken(station.community)}  {station.code}")


def begin_fields() -> list[Field]:
    """Return language and way of setting up; the language's own names need no translation."""
    return [
        Field(
            "language",
            _("Language"),
            FieldKind.ONE_OF,
            required=True,
            choices=(Choice("zh", "中文"), Choice("en", "English")),
            hint=_("it can be changed at any time"),
        ),
        Field(
            "way",
            _("Set up"),
            FieldKind.ONE_OF,
            required=True,
            choices=(
                Choice("bundle", _("with the bureau's file")),
                Choice("alone", _("on its own")),
            ),
            hint=_("on its own: this laptop is its own bureau"),
        ),
    ]


def bundle_fields() -> list[Field]:
    """Return the bundle's path and code."""
    return [
        Field(
            "bundle",
            _("File"),
            required=True,
            placeholder=_("path of the bundle; {key} looks for it").format(
                key=key_of("setup.file")
            ),
            hint=_("the file that the bureau made for this laptop"),
        ),
        Field(
            "code",
            _("Code"),
            required=True,
            cells=29,
            hint=_("told to you apart from the file"),
        ),
    ]


def alone_fields(match: Matcher) -> list[Field]:
    """Return station, officer and badge."""
    return [
        Field(
            "station",
            _("Station"),
            FieldKind.CODED,
            required=True,
            cells=29,
            placeholder=_("type bh, binhu or 滨湖"),
            match=match,
            hint=_("name, pinyin, initials or code"),
        ),
        Field("officer", _("Name"), required=True, cells=29, hint=_("as on your certificate")),
        Field("badge", _("Badge"), required=True, cells=29, hint=_("number of your certificate")),
        Field(
            "shared_url",
            bare(_("setup|Shared")),
            placeholder=_("may stay empty"),
            hint=_("shared database: sqlite:///FILE or postgresql://..., also later"),
        ),
    ]
