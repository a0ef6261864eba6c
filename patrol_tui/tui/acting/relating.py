"""Going from a thing to what it has to do with, beginning another out of it, adding its lines."""

import asyncio
from collections.abc import Callable

from patrol_tui.devices.digest import digest_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field as Declared
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.domain.subjects.issue import ISSUE
from patrol_tui.language import _
from patrol_tui.services.growing.follow_ups import begun_of, follow_ups
from patrol_tui.services.growing.lines import add_line
from patrol_tui.services.things.relations import related
from patrol_tui.tui.dialogs.words import FieldsDialog, Values
from patrol_tui.tui.disk.paths import unfolded
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.views.recording.record_form import field_of_kind
from patrol_tui.tui.views.things.related import related_options
from patrol_tui.tui.views.wording.spoken import spoken

_KEY, _VALUE = "key", "value"


class Relating:
    """Acts for a screen that shows a thing."""

    def __init__(self, screen: StationScreen[None]) -> None:
        """Act for a screen."""
        self._screen = screen
        self._typed: dict[tuple[bytes, str], Values] = {}

    def go(self, state: State) -> None:
        """Go to what the thing has to do with; where that is more than one thing, ask which."""
        session = self._screen.session
        others = {one.subject: one for one in related(session.ledger, state) if one.row}
        code = session.catalog.station(session.ledger.writer.station_code).code
        options = related_options(tuple(others.values()), code)

        def go_to(name: str) -> None:
            there = (others[bytes.fromhex(name)].type, bytes.fromhex(name))
            here = (state.type, state.subject)
            # The app runs it: this screen goes away meanwhile.
            self._screen.app.run_worker(self._screen.host.follow(there, here))

        if not options:
            self._screen.say(_("It has to do with nothing else yet."))
        elif len(options) == 1:
            go_to(options[0].id)
        else:
            self._choose(_("Go to"), options, go_to)

    def _choose(self, title: str, options: list[Option], then: Callable[[str], None]) -> None:
        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                then(picked.option)

        self._screen.app.push_screen(ChooseDialog(title, options), chosen)

    def begin(self, state: State) -> None:
        """Begin another thing out of this one: ask which, then open its form."""
        options = [Option(one.type, spoken(one.name)) for one in follow_ups(state.type)]

        def form_of(thing_type: str) -> None:
            host, ledger = self._screen.host, self._screen.session.ledger
            given = begun_of(ledger, state, BY_TYPE[thing_type])
            if thing_type == ISSUE.type:
                self._screen.run_worker(host.over("record", given=given))
            else:
                self._screen.run_worker(host.over("thing", type=thing_type, **given))

        if options:
            self._choose(_("Begin from this"), options, form_of)
        else:
            self._screen.say(_("Nothing begins out of this."))

    def add_line(self, state: State, field: Declared) -> None:
        """Ask for a line of one of the thing's lists, and write it."""
        line = field.line
        if line is None:
            return
        asked = (state.subject, field.name)
        desk, pinyin = self._screen.session.desk(), self._screen.host.pinyin
        fields = [
            field_of_kind(desk, form, pinyin, name=name, required=form.required)
            for name, form in ((_KEY, line.key), (_VALUE, line.value))
        ]

        def left(values: Values) -> None:
            self._typed[asked] = values

        def answered(values: Values | None) -> None:
            if values is not None and line.of_file:
                self._screen.run_worker(self._write_file_line(state, field, values))
            elif values is not None:
                self._write_line(state, field, values)

        dialog = FieldsDialog(
            spoken(line.name), fields, self._typed.pop(asked, None), verb=_("Write it"), left=left
        )
        self._screen.app.push_screen(dialog, answered)

    async def _write_file_line(self, state: State, field: Declared, values: Values) -> None:
        """Write a line that says the SHA-256 of the file that was named."""
        try:
            path = str(unfolded(str(values[_VALUE]).strip()))
            digest = await asyncio.to_thread(digest_of, path)
        except PatrolError as error:
            self._typed[(state.subject, field.name)] = values
            self._screen.fail(error)
        else:
            self._write_line(state, field, {**values, _VALUE: digest})

    def _write_line(self, state: State, field: Declared, values: Values) -> None:
        screen = self._screen

        def refused(error: PatrolError) -> None:
            self._typed[(state.subject, field.name)] = values
            screen.fail(error)

        key, value = str(values[_KEY]), str(values[_VALUE])
        try:
            request = add_line(screen.session.desk(), state, field, key, value, state.heads)
        except PatrolError as error:
            refused(error)
            return
        screen.host.act(request, lambda _done: screen.say(_("The line is written.")), refused)
