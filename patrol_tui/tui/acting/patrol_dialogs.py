"""What Patrol asks: how to start, why something was left out, what to change."""

import re
from collections.abc import Mapping, Sequence

from patrol_tui.domain.catalog import Route
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.language import _, ngettext
from patrol_tui.services.patrol.walk import Stop
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.requests import Finish, StartPatrol
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.form_dialog import FormDialog
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option
from patrol_tui.tui.kit.form.fields import Choice, Field, FieldKind, Value
from patrol_tui.tui.views.wording.spoken import bare, spoken

OTHER = "other"
COLLEAGUES = 8
_ROUTES_IN_A_ROW = 4
_BETWEEN = re.compile(r"[,，、;；\s]+")


def start_dialog(desk: Desk, colleagues: Sequence[tuple[str, str]], route: Route) -> FormDialog:
    """Ask how a patrol starts.

    Args:
        desk: whose routes are offered.
        colleagues: badges and names of those who may come along.
        route: the one that stands there already.
    """
    routes = desk.catalog.routes_of(desk.writer.station_code)
    offered = [Choice(one.id, spoken(one.name)) for one in routes]
    in_a_row = len(offered) <= _ROUTES_IN_A_ROW
    fields = [
        Field(
            "route",
            _("Route"),
            FieldKind.ONE_OF if in_a_row else FieldKind.CODED,
            required=True,
            choices=offered,
            match=lambda text: [one for one in offered if text in one.text],
        ),
        _partner_field(colleagues),
        Field("weather", _("Weather"), FieldKind.ONE_OF, choices=_weathers(), starts_group=True),
        Field("travel", _("Travel"), FieldKind.ONE_OF, choices=_travels()),
    ]
    values: dict[str, Value] = {"route": route.id, "travel": "walk"}
    remark = _("Measures of enforcement need two officers. Enter leads on; {key} starts at once.")
    remark = remark.format(key=key_of("dialog.accept"))
    return FormDialog(_("Start patrol"), fields, values, remark=remark, verb=_("Start"))


def _partner_field(colleagues: Sequence[tuple[str, str]]) -> Field:
    if not colleagues:
        hint = _("badge numbers, spaces between")
        return Field("partners", bare(_("patrol|With")), placeholder=hint)
    choices = [Choice(badge, spoken(name)) for badge, name in colleagues]
    return Field("partners", bare(_("patrol|With")), FieldKind.SOME_OF, choices=choices)


def _weathers() -> list[Choice]:
    names = (
        _("weather|fine"),
        _("weather|cloudy"),
        _("weather|overcast"),
        _("weather|rain"),
        _("weather|snow"),
        _("weather|windy"),
    )
    return [Choice(bare(name), bare(name)) for name in names]


def _travels() -> list[Choice]:
    names = {"walk": _("on foot"), "bicycle": _("bicycle"), "ebike": _("e-bike"), "car": _("car")}
    return [Choice(travel, name) for travel, name in names.items()]


def start_request(values: Mapping[str, Value]) -> StartPatrol:
    """Return what the start dialog's fields ask for."""
    partners = values["partners"]
    if isinstance(partners, str):
        partners = tuple(filter(None, _BETWEEN.split(partners)))
    return StartPatrol(
        str(values["route"]),
        partners=partners,
        weather=str(values["weather"]),
        travel=str(values["travel"]) or "walk",
    )


def colleagues_of(ledger: Ledger, pinyin: Pinyin) -> list[tuple[str, str]]:
    """Return badges and names of officers that this ledger knows, by the sound of their names.

    Oneself is left aside.
    """
    rows = ledger.page(ListQuery("officer", only_open=True), limit=COLLEAGUES + 1).rows
    own = ledger.writer.badge
    others = [(row.number, row.title) for row in rows if row.number != own][:COLLEAGUES]
    return sorted(others, key=lambda one: pinyin.name_key(one[1]))


def unchecked_dialog(item: str) -> ChooseDialog:
    """Ask why an item was not checked: one digit, or words of one's own."""
    reasons = (
        _("covered, cannot be seen"),
        _("locked, nobody opened"),
        _("not there today"),
        _("no time"),
        _("the weather"),
    )
    options = [*(Option(reason, reason) for reason in reasons), Option(OTHER, _("other, in words"))]
    return ChooseDialog(_("Not checked"), options, note=spoken(item), question=_("Why not?"))


def finish_dialog(skipped: Sequence[Stop]) -> FormDialog:
    """Ask why stops were left out: one reason for all, or one each."""
    fields = [
        Field(
            "all",
            _("All"),
            FieldKind.ONE_OF,
            choices=[Choice(reason, reason) for reason in _skip_reasons()],
        ),
        *(
            Field(
                f"stop/{stop.point.id}",
                spoken(stop.point.name),
                placeholder=_("as above"),
                starts_group=at == 0,
            )
            for at, stop in enumerate(skipped)
        ),
    ]
    question = ngettext(
        "{count} stop was not visited. Say why; it stands in the ledger.",
        "{count} stops were not visited. Say why; it stands in the ledger.",
        len(skipped),
    )
    return FormDialog(
        _("Finish patrol"),
        fields,
        question=question.format(count=len(skipped)),
        verb=_("Finish patrol"),
        check=_reasons_missing,
    )


def _reasons_missing(values: Mapping[str, Value]) -> tuple[str, str] | None:
    """Return the first stop without a reason, where there is none for all."""
    lacking = (name for name, reason in finish_request(values).skipped.items() if not reason)
    first = next(lacking, None)
    return None if first is None else (f"stop/{first}", _("say why, here or for all"))


def _skip_reasons() -> tuple[str, ...]:
    return (_("no time"), _("called away"), _("the weather"), _("road closed"))


def finish_request(values: Mapping[str, Value]) -> Finish:
    """Return what the finish dialog's fields ask for; the service refuses stops without reason."""
    common = str(values.get("all", ""))
    return Finish(
        {
            name.removeprefix("stop/"): str(value).strip() or common
            for name, value in values.items()
            if name.startswith("stop/")
        }
    )


def change_dialog(*, is_paused: bool) -> ChooseDialog:
    """Ask what shall become of the patrol."""
    pause = (
        Option("resume", _("Go on with the patrol"), _("the time of the pause is not counted"))
        if is_paused
        else Option("pause", _("Pause"), _("the clock stops until you go on"))
    )
    finish = Option("finish", _("Finish patrol"), _("stops not visited need a reason"))
    return ChooseDialog(_("Patrol"), [pause, finish])
