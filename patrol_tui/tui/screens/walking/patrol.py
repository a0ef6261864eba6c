"""Patrol: the stops left, the checklist right; each answer goes on to the next."""

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical

from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import N_, Refused
from patrol_tui.domain.times import in_zone
from patrol_tui.language import _
from patrol_tui.services.office import Done
from patrol_tui.services.patrol.walk import Stop, walk
from patrol_tui.services.requests import Check, Leave, Resume
from patrol_tui.tui.acting.patrol_dialogs import OTHER, unchecked_dialog
from patrol_tui.tui.acting.whole_patrol import AT_NO_STOP, LEFT_STOP, NOT_BEGUN
from patrol_tui.tui.commands import key_of, verbs
from patrol_tui.tui.kit.blocks import Empty
from patrol_tui.tui.kit.dialogs.choose import Picked, ReasonDialog
from patrol_tui.tui.kit.dialogs.dialog import ConfirmDialog
from patrol_tui.tui.kit.drawing.drawn import Blocks
from patrol_tui.tui.kit.frame import Panes
from patrol_tui.tui.kit.lists.paged_list import PagedList
from patrol_tui.tui.kit.lists.rows import ListSource
from patrol_tui.tui.place.map_pane import MapPane
from patrol_tui.tui.place.map_view import MapView
from patrol_tui.tui.place.placed_patrol import PlacedPatrol
from patrol_tui.tui.record.answer_blocks import AnswerBlocks
from patrol_tui.tui.views.finding.found_here import FoundHere, found_here
from patrol_tui.tui.views.patrols.patrol_blocks import (
    ItemRow,
    StopRow,
    item_lines,
    item_rows,
    planned_title,
    route_title,
    stop_lines,
    stop_title,
    usual_blocks,
)
from patrol_tui.tui.views.patrols.planned_walk import planned_stops, route_for
from patrol_tui.tui.views.wording.spoken import spoken

_IS_OVER = N_("This patrol is finished; its answers stand.")


class StopList(PagedList[StopRow]):
    """The stops of the route."""


class ItemList(PagedList[ItemRow]):
    """The checklist of the stop under the cursor."""


class PatrolScreen(PlacedPatrol):
    """A walk of a route, or the route that is to be walked."""

    NAME = "patrol"
    CSS_PATH = Path(__file__).with_name("patrol.tcss")

    def __init__(
        self,
        begin: str = "",
        route: str | None = None,
        checkpoint: str = "",
        subject: bytes | None = None,
    ) -> None:
        """Show the patrol under way, or another.

        Args:
            begin: what to do at once: `start`, `resume` or `finish`.
            route: the route to show where none is walked.
            checkpoint: the stop to put the cursor on.
            subject: a patrol of the past to look at.
        """
        super().__init__()
        self._begin, self._wanted_route, self.subject = begin, route, subject
        self._go_to_stop = checkpoint
        self._answered = ""
        self._shown_stop: Stop | None = None
        self._found: dict[str, FoundHere] = {}

    def compose_body(self) -> ComposeResult:
        """Lay out stops and checklist."""
        with Panes():
            with Vertical(classes="pane list"):
                yield Blocks(id="route-head", classes="head")
                yield StopList(lambda row: row.stop.point.id, stop_lines)
            with Vertical(id="checklist", classes="pane detail"):
                yield Blocks(id="stop-head", classes="head")
                yield Blocks(id="proposal")
                yield ItemList(lambda row: row.answer.item.id, item_lines, empty=self._no_items())
                yield AnswerBlocks()
                yield Blocks(id="usual")
            yield MapPane()

    def _no_items(self) -> Empty:
        return Empty(_("Nothing is to be checked here."))

    # Showing.

    def show_data(self) -> None:
        """Read the patrol and show it."""
        state = self._state()
        desk = self.session.desk()
        self.walk = walk(state, desk.catalog, desk.now_us) if state is not None else None
        self.set_class(self.walk is not None and self.subject is None, "-walking")
        stops = self.query_one(StopList)
        if self.walk is None:
            minute = in_zone(desk.now_us, desk.zone)
            shift = desk.shift_at(minute.hour * 60 + minute.minute)
            self.route = route_for(desk, self._wanted_route, shift)
            shown = planned_stops(self.route, desk.now_us) if self.route else ()
            head = planned_title(self.route)
        else:
            self.route, shown = self.walk.route, self.walk.stops
            head = route_title(self.walk, desk)
        self.query_one("#route-head", Blocks).show(*head)
        self.shown_stops = shown
        is_first = stops.row is None
        self.show_distances()
        if is_first:
            self._enter()
        elif self._go_to_stop:
            stops.go_to(self._go_to_stop)
            self._go_to_stop = ""
        self._show_stop()
        self.show_position()
        self.gather_map()

    def show_distances(self) -> None:
        """Show the stops, the next one with its distance."""
        desk, far = self.session.desk(), self.distances()
        rows = [
            StopRow(stop, desk, stop.number == len(self.shown_stops), far.get(stop.point.id))
            for stop in self.shown_stops
        ]
        self.query_one(StopList).show(ListSource(rows, lambda row: row.stop.point.id))

    def _state(self) -> State | None:
        if self.subject is not None:
            return self.session.ledger.state(self.subject)
        return self.host.patrol

    def _enter(self) -> None:
        """Put the cursor where one goes on, and do what was asked for."""
        stops = self.query_one(StopList)
        following = self.walk.next_stop if self.walk else None
        if self._go_to_stop or following is not None:
            stops.go_to(self._go_to_stop or (following.point.id if following else ""))
        self._go_to_stop = ""
        self.take_keys()
        if self._begin:
            begin, self._begin = self._begin, ""
            self.call_after_refresh(self._do, begin)

    def take_keys(self) -> None:
        """Give the keys to the checklist where one stands, else to the stops."""
        following = self.walk.next_stop if self.walk else None
        is_here = following is not None and following.is_here and self.subject is None
        self.query_one(ItemList if is_here else StopList).focus()

    def _do(self, begin: str) -> None:
        if begin == "resume":
            self.act(Resume())
        elif begin == "finish":
            self.action_finish()
        elif begin == "start" and self.walk is None:
            self.action_start()

    @property
    def stop(self) -> Stop | None:
        """The stop under the cursor of the left pane."""
        row = self.query_one(StopList).row
        return row.stop if row is not None else None

    def _show_stop(self) -> None:
        """Show the stop under the cursor: its checklist, and what was found there lately."""
        stop, desk = self.stop, self.session.desk()
        self._shown_stop = stop
        items = self.query_one(ItemList)
        rows = item_rows(stop, desk, self.session.ledger) if stop is not None else []
        before = items.row.answer.item.id if items.row is not None else ""
        items.show(ListSource(rows, lambda row: row.answer.item.id))
        known = {row.answer.item.id for row in rows}
        if stop is not None and (self._answered in known or before not in known):
            self._go_on(stop)
        self.query_one("#stop-head", Blocks).show(
            *(stop_title(stop, desk, is_begun=self.walk is not None) if stop else ())
        )
        self._show_usual(stop)
        self.show_verbs()

    def _go_on(self, stop: Stop) -> None:
        """Put the cursor on the next item that is to be looked at, after the answered one."""
        ids = [answer.item.id for answer in stop.answers]
        start = ids.index(self._answered) + 1 if self._answered in ids else 0
        open_ids = [one.item.id for one in stop.answers if not one.result]
        after = [one for one in ids[start:] if one in open_ids]
        was_answered, self._answered = self._answered, ""
        items = self.query_one(ItemList)
        if after or open_ids:
            items.go_to((after or open_ids)[0])
        elif was_answered:
            self.say(
                _("All checked here. {key} leaves the stop.").format(key=key_of("patrol.leave"))
            )

    def _show_usual(self, stop: Stop | None) -> None:
        if stop is None:
            self.query_one("#usual", Blocks).show()
            return
        if stop.point.id not in self._found:
            self._found[stop.point.id] = found_here(self.session, stop.point)
        self.query_one("#usual", Blocks).show(*usual_blocks(self._found[stop.point.id]))

    def show_verbs(self) -> None:
        """Name in the footer what the keys do now."""
        walking = self.walk is not None and self.subject is None
        on_map = self.focused is self.query_one(MapView)
        if walking and self.host.settings.touch:
            name = "map" if on_map else self.footer_name()
            self.show_keys(verbs(f"{name}_touch", self.host.remap))
            return
        if not walking:
            named = {"patrol.problem": _("Start patrol")}
            self.show_keys(verbs("patrol_planned", self.host.remap, named=named))
        elif on_map:
            self.show_keys(verbs("map", self.host.remap))
        elif self.focused is self.query_one(StopList):
            verb = _("Checklist") if (at := self.stop) and at.is_here else _("Arrive")
            keys = self.default_keys(patrol_problem=verb, **self.proposed_verb())
            left_out = {"patrol.ok", "patrol.unchecked"}
            self.show_keys([one for one in keys if one.command not in left_out])
        else:
            self.show_keys(self.default_keys(**self.proposed_verb()))

    def on_descendant_focus(self) -> None:
        """Name what the keys do in this pane."""
        if self.is_mounted and self.host.session is not None:
            self.show_face(is_map=self.focused is self.query_one(MapView))
            self.show_verbs()

    def on_paged_list_moved(self, message: PagedList.Moved) -> None:
        """Show the checklist of the stop that the cursor has come to."""
        is_stop = isinstance(message.paged_list, StopList) and self.host.session is not None
        # Another distance makes another row of the same stop.
        if is_stop and self.stop != self._shown_stop:
            self._show_stop()
            if self.is_map_shown:
                self.show_map()

    def on_paged_list_chosen(self, message: PagedList.Chosen) -> None:
        """Do to a stop what Enter does; an item waits for its answer."""
        if isinstance(message.paged_list, StopList):
            self._take_stop()

    def begun(self) -> None:
        """Put the cursor on the first stop."""
        self.query_one(StopList).focus()
        self.query_one(StopList).action_move("home")

    # Answering.

    def _item(self) -> tuple[Stop, ItemRow] | None:
        """Return the item to answer, where one may."""
        stop, row = self.stop, self.query_one(ItemList).row
        if self.walk is None or self.subject is not None:
            self.fail(Refused(NOT_BEGUN if self.subject is None else _IS_OVER))
            return None
        if stop is None or row is None:
            return None
        if stop.is_done:
            self.fail(Refused(LEFT_STOP, key=key_of("patrol.problem")))
            return None
        return stop, row

    def _answer(self, result: str, reason: str = "") -> None:
        found = self._item()
        if found is None:
            return
        stop, row = found
        item = row.answer.item.id
        self.query_one(ItemList).focus()
        request = Check(stop.point.id, item, result, reason)
        self.act(request, lambda _done: self._note_answered(item))

    def _note_answered(self, item: str) -> None:
        self._answered = item

    def action_ok(self) -> None:
        """Answer that the item is as it should be."""
        self._answer("ok")

    async def action_problem(self) -> None:
        """Record what is wrong; in the left pane, arrive."""
        if self.focused is self.query_one(StopList) or self.walk is None:
            self._take_stop()
            return
        found = self._item()
        if found is None:
            return
        stop, row = found
        issue = row.answer.issue
        if issue is not None:
            await self.host.go("issues", subject=issue)
            return
        item = row.answer.item
        self._answered = item.id
        await self.host.over(
            "record",
            kind=item.kind,
            place=spoken(stop.point.name),
            checkpoint=stop.point.id,
            answers=(stop.point.id, item.id),
        )

    def action_unchecked(self) -> None:
        """Ask why the item was not looked at."""
        if (found := self._item()) is not None:
            dialog = unchecked_dialog(spoken(found[1].answer.item.text))
            self.app.push_screen(dialog, self._unchecked)

    def _unchecked(self, picked: Picked | None) -> None:
        if picked is not None and picked.option == OTHER:
            self.app.push_screen(ReasonDialog(_("Not checked")), self._unchecked_because)
        elif picked is not None:
            self._unchecked_because(picked.option)

    def _unchecked_because(self, reason: str | None) -> None:
        if reason:
            self._answer("unchecked", reason)

    async def on_answer_blocks_answered(self, message: AnswerBlocks.Answered) -> None:
        """Answer by finger."""
        self.query_one(ItemList).focus()
        if message.result == "ok":
            self.action_ok()
        elif message.result == "problem":
            await self.action_problem()
        else:
            self.action_unchecked()

    # Going about.

    def _take_stop(self) -> None:
        """Arrive at the stop under the cursor, or go to its checklist; begin where none is."""
        stop = self.stop
        if self.walk is None:
            self.action_start()
        elif stop is not None and self.subject is None and not stop.is_here:
            self.arrive(stop.point.id)
        else:
            self.query_one(ItemList).focus()

    def arrived(self, checkpoint: str) -> None:
        """Go to the checklist of the stop where one has come to."""
        if self.subject is None and self.is_mounted:
            self._go_to_stop = checkpoint
            self.query_one(ItemList).focus()

    def show_stop(self, checkpoint: str) -> None:
        """Put the cursor on a stop."""
        self.query_one(StopList).focus()
        self.query_one(StopList).go_to(checkpoint)

    def action_face(self) -> None:
        """Give the keys to checklist, stops and map, in turn."""
        faces = [self.query_one(kind) for kind in (ItemList, StopList, MapView)]
        at = next((at for at, one in enumerate(faces) if one is self.focused), -1)
        following = faces[(at + 1) % len(faces)]
        self.show_face(is_map=isinstance(following, MapView))
        following.focus()

    def action_leave_stop(self) -> None:
        """Leave the stop where one is, and go on to the next."""
        here = next((one for one in self.walk.stops if one.is_here), None) if self.walk else None
        if here is None and self.take_proposal():
            return
        if here is None or self.subject is not None:
            self.fail(Refused(AT_NO_STOP, key=key_of("patrol.problem")))
        elif here.open_items:
            text = _("Items not looked at yet: {count}. You can come back to them.")
            leave, text = _("Leave stop"), text.format(count=here.open_items)
            dialog = ConfirmDialog(leave, text, verb=leave, colour="blue")
            self.app.push_screen(dialog, lambda sure: self._leave(here) if sure else None)
        else:
            self._leave(here)

    def _leave(self, here: Stop) -> None:
        self.act(Leave(here.point.id), self._left)

    def _left(self, done: Done) -> None:
        """Go to the stop that comes next."""
        state = self.session.ledger.state(done.subject)
        if state is not None:
            desk = self.session.desk()
            following = walk(state, desk.catalog, desk.now_us).next_stop
            self._go_to_stop = following.point.id if following else ""
        self.query_one(StopList).focus()
