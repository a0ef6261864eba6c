"""What Find finds, as rows: issues, patrols, kinds, routes, checkpoints."""

from patrol_tui.domain.catalog.find import Candidate, candidates, find
from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.language.text import folded
from patrol_tui.domain.subjects import RECORDS_OF_WORK
from patrol_tui.language import _
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.relations import name_of
from patrol_tui.services.wording import status_words
from patrol_tui.tui.cells import cells, pad_left
from patrol_tui.tui.kit.dialogs.choose import Option
from patrol_tui.tui.views.issues.issue_rows import Sight
from patrol_tui.tui.views.things.thing_rows import mark_text
from patrol_tui.tui.views.wording.moments import moment_text
from patrol_tui.tui.views.wording.spoken import bare, kind_mark, kind_name, number_at_home, spoken

ISSUES_SHOWN = 20
PATROLS_SHOWN = 4
WORK_SHOWN = 3
THINGS_SHOWN = 12

_SAID_CELLS = 6
"""States have up to six letters in English; clocks have five."""


def found_rows(ledger: Ledger, desk: Desk, typed: str, pinyin: Pinyin) -> list[Option]:
    """Return what was found: issues and patrols, one page each, then what the catalogue has."""
    issues = ledger.page(ListQuery("issue", text=typed), limit=ISSUES_SHOWN).rows
    patrols = ledger.page(ListQuery("patrol", text=typed), limit=PATROLS_SHOWN).rows
    others = _work(ledger, typed) if typed else []
    wanted = folded(typed)
    held = sorted([*issues, *patrols, *others], key=lambda row: folded(row.number) != wanted)
    rows = [_held(row, desk) for row in held]
    if not typed:
        return rows
    known = [one for one in candidates(desk.catalog) if _is_shown(one, desk)]
    return rows + [_thing(one, desk) for one in find(known, typed, pinyin)[:THINGS_SHOWN]]


def _work(ledger: Ledger, typed: str) -> list[Row]:
    """Return what is found of the subjects that have the usual form, a few of each."""
    return [
        row
        for subject in RECORDS_OF_WORK
        for row in ledger.page(ListQuery(subject.type, text=typed), limit=WORK_SHOWN).rows
    ]


def _held(row: Row, desk: Desk) -> Option:
    if row.type == "issue":
        return _issue(row, desk)
    return _patrol(row, desk) if row.type == "patrol" else _other(row, desk)


def _other(row: Row, desk: Desk) -> Option:
    home = desk.catalog.station(desk.writer.station_code).code
    mark = mark_text(Sight(desk.catalog, desk.now_us, desk.zone), row.kind)
    return Option(
        f"{row.type}:{row.subject.hex()}",
        f"{mark} {spoken(row.title)}  {spoken(name_of(row.type))}",
        right=_at_the_right(row, home, spoken(status_words(row.status, row.type))),
    )


def _is_shown(one: Candidate, desk: Desk) -> bool:
    if one.section == "checkpoints":
        return desk.catalog.route(one.of).station == desk.writer.station_code
    return one.section == "kinds" or (
        one.section == "routes" and one.of == desk.writer.station_code
    )


def _issue(row: Row, desk: Desk) -> Option:
    home = desk.catalog.station(desk.writer.station_code).code
    mark = kind_mark(desk.catalog.kinds.get(row.kind))
    text = f"{mark} {spoken(row.title)}  {kind_name(desk.catalog, row.kind)}"
    return Option(
        f"issue:{row.subject.hex()}",
        text,
        right=_at_the_right(row, home, spoken(status_words(row.status))),
    )


def _at_the_right(row: Row, home: str, said: str) -> str:
    """Return number and state, or time, so that both stand in columns below each other."""
    return f"{number_at_home(row.number, home)}  {pad_left(said, max(_SAID_CELLS, cells(said)))}"


def _patrol(row: Row, desk: Desk) -> Option:
    home = desk.catalog.station(desk.writer.station_code).code
    route = desk.catalog.routes.get(row.kind)
    when = moment_text(row.begun_us, desk.now_us, desk.zone)
    name = spoken(route.name) if route is not None else row.kind
    text = _("Patrol {route}").format(route=name)
    right = _at_the_right(row, home, when)
    return Option(f"patrol:{row.subject.hex()}", text, right=right)


def _thing(one: Candidate, desk: Desk) -> Option:
    name = spoken(one.name)
    if one.section == "kinds":
        return Option(f"kind:{one.id}", name, _("record it"), bare(_("found|kind")))
    if one.section == "routes":
        return Option(f"route:{one.id}", name, "", bare(_("found|route")))
    route = spoken(desk.catalog.route(one.of).name)
    return Option(f"checkpoint:{one.of}/{one.id}", name, route, bare(_("found|stop")))
