"""What Requests and Meetings share: a list in groups, the detail, and what can be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from patrol_tui.domain.folding.pictures import pictures_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import Field
from patrol_tui.domain.subjects import BY_TYPE
from patrol_tui.language import _
from patrol_tui.services.bureau.sealing import sealed_fields
from patrol_tui.services.growing.follow_ups import follow_ups
from patrol_tui.services.overview.board import Placed, Wanted, board
from patrol_tui.services.things.relations import related
from patrol_tui.tui.acting import case_filing, clock_acts
from patrol_tui.tui.acting.looking import has_room, look_at
from patrol_tui.tui.acting.paper_acts import has_papers
from patrol_tui.tui.acting.thing_acts import ThingActs
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.lists.detail_screen import DetailScreen
from patrol_tui.tui.lists.thing_list import ThingList
from patrol_tui.tui.views.finding.command_rows import place_name
from patrol_tui.tui.views.finding.empty_hints import empty_hints
from patrol_tui.tui.views.things.thing_detail import thing_blocks
from patrol_tui.tui.views.things.thing_steps import first_ahead
from patrol_tui.tui.views.wording.spoken import spoken


@dataclass(frozen=True)
class Slice:
    """A saved filter of a board.

    Attributes:
        id: what it is kept by.
        name: msgid of what is shown beside the title.
        wanted: what it finds.
    """

    id: str
    name: str
    wanted: Wanted


class BoardScreen(DetailScreen):
    """List and detail of several subjects; what differs is declared by the subclass."""

    acts: ThingActs
    SLICES: ClassVar[Sequence[Slice]] = ()
    NEW: ClassVar[tuple[str, ...]] = ()
    """Types that a new thing may be, in their order."""

    def __init__(self, subject: bytes | None = None, own: str = "") -> None:
        """Show a board.

        Args:
            subject: the thing to begin at.
            own: name of the officer's filter to begin with.
        """
        super().__init__(own=own)
        self._thing = subject
        self.acts = ThingActs(self)

    def new_list(self) -> ThingList:
        """Return the list in groups."""
        return ThingList()

    @property
    def list(self) -> ThingList:
        """Title, filter and rows."""
        return self.query_one(ThingList)

    # Showing.

    def show_data(self) -> None:
        """Read the list again, and the thing under its cursor."""
        self.look()
        self.show_rows()
        self.show_detail(keep_place=True)

    def wanted(self) -> tuple[str, str]:
        """Return the saved filter and what is typed."""
        return self.slice_id, self.list.text

    @property
    def _slice(self) -> Slice:
        return next(one for one in self.SLICES if one.id == self.slice_id)

    def show_rows(self) -> None:
        """Show what the saved filter and the typed text find."""
        thing, self._thing = self._thing, None
        if thing is not None:
            self.slice_id = self._slice_with(thing).id
        placed = self._placed()
        self.shown = self.wanted()
        self.list.show(placed, place_name(self.TAB or self.NAME), self.filter_name)
        if thing is not None:
            self.list.rows.go_to(thing)

    def _placed(self) -> Sequence[Placed]:
        wanted = replace(self._slice.wanted, text=self.list.text)
        return board(self.session.ledger, self.session.desk(), wanted)

    def _slice_with(self, thing: bytes) -> Slice:
        session, desk = self.session, self.session.desk()
        for one in self.SLICES:
            found = board(session.ledger, desk, one.wanted)
            if any(placed.row.subject == thing for placed in found):
                return one
        return self._slice

    def show_detail(self, *, keep_place: bool = False) -> None:
        """Fold the thing under the cursor and show it, with the heads that it has now."""
        placed, session = self.list.rows.row, self.session
        before = self.state.subject if self.state is not None else None
        self.state = session.ledger.state(placed.row.subject) if placed is not None else None
        sheet = self.query_one(Sheet)
        if self.state is None:
            sheet.show(*empty_hints(self.NAME, self.host.remap))
            self.show_verbs()
            return
        desk = session.desk()
        blocks = thing_blocks(
            look_at(
                session,
                self.state,
                self.acts.opening.values(self.state),
                previews=has_room(self.app),
            ),
            desk,
            related(session.ledger, self.state),
        )
        sheet.show(*blocks, keep_place=keep_place or self.state.subject == before)
        step = first_ahead(desk, self.state)
        verb = step.name if step is not None else _("Next step")
        change = _("Settle") if self.state.conflicts else _("Change")
        names = {f"{self.NAME}_next": verb, f"{self.NAME}_change": change}
        self.show_verbs(**names)

    # Acting.

    def action_advance(self) -> None:
        """Take the next step."""
        self.with_state(self.acts.go_on)

    def action_change(self) -> None:
        """Settle the conflict, else offer all that can be done."""
        self.with_state(self._change)

    def _change(self, state: State) -> None:
        acts = self.acts
        if state.conflicts:
            acts.settle(state)
            return
        choices: dict[str, tuple[str, Callable[[], None]]] = {
            "move": (_("Next step"), lambda: acts.advance(state)),
            **self._lines(state),
            "correct": (_("Correct a field"), lambda: acts.correct(state)),
            "note": (_("Add note"), lambda: acts.note(state)),
            "photo": (_("Add photo"), lambda: acts.photo(state)),
            **self._looking(state),
            "share": (_("Share with another station"), lambda: acts.share(state)),
            **self._contact(state),
            "go": (_("Go to what it has to do with"), lambda: acts.relating.go(state)),
            "case": (_("Case file"), lambda: case_filing.ask(self, state)),
            **self._beginning(state),
            **self._clocks(state),
            **self._papers(state),
            "retract": (_("Retract"), lambda: acts.retract(state)),
            "undo": (_("Undo the last step"), lambda: acts.undo(state)),
        }
        self._choose(
            _("Change"),
            {name: said for name, (said, _act) in choices.items()},
            (lambda name: choices[name][1]()),
            note=acts.title(state),
        )

    def _looking(self, state: State) -> dict[str, tuple[str, Callable[[], None]]]:
        if not pictures_of(state):
            return {}
        return {"look": (_("See photos"), lambda: self.acts.look(state))}

    def _clocks(self, state: State) -> dict[str, tuple[str, Callable[[], None]]]:
        """Return what stops, starts or puts off its clocks, and presses for it."""
        does = clock_acts.choices(self, self.acts, state)
        return {one.id: (one.text, does[one.id]) for one in clock_acts.options(state)}

    def _lines(self, state: State) -> dict[str, tuple[str, Callable[[], None]]]:
        """Return what adds lines to the thing's lists; what is said in one may begin more."""

        def adding(field: Field) -> Callable[[], None]:
            return lambda: self.acts.relating.add_line(state, field)

        adds = {
            field.name: (spoken(field.line.name), adding(field))
            for field in BY_TYPE[state.type].lines()
            if field.line is not None
        }
        return {**adds, **self._beginning(state)} if adds else {}

    def _beginning(self, state: State) -> dict[str, tuple[str, Callable[[], None]]]:
        if not follow_ups(state.type):
            return {}
        return {"begin": (_("Begin from this"), lambda: self.acts.relating.begin(state))}

    def _contact(self, state: State) -> dict[str, tuple[str, Callable[[], None]]]:
        if not sealed_fields(state):
            return {}
        return {"open": (_("Open contact"), lambda: self.acts.opening.ask(state))}

    def _papers(self, state: State) -> dict[str, tuple[str, Callable[[], None]]]:
        if not has_papers(state):
            return {}
        return {"papers": (_("Make out a paper"), lambda: self.acts.papers.offer(state))}

    def _choose(
        self, title: str, offered: dict[str, str], then: Callable[[str], None], note: str = ""
    ) -> None:
        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                then(picked.option)

        options = [Option(name, said) for name, said in offered.items()]
        self.app.push_screen(ChooseDialog(title, options, note=note), chosen)

    def action_new(self) -> None:
        """Begin a new thing; where there are several kinds, ask which."""
        if len(self.NEW) == 1:
            self._begin(self.NEW[0])
            return
        offered = {one: spoken(BY_TYPE[one].name) for one in self.NEW}
        self._choose(_("New"), offered, self._begin)

    def _begin(self, thing_type: str) -> None:
        self.run_worker(self.host.over("thing", type=thing_type))
