"""All issues: the list by deadline with its filter, and the one under the cursor in full."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from patrol_tui.domain.folding.state import State
from patrol_tui.language import _
from patrol_tui.services.overview.proposals import Repeat
from patrol_tui.services.ports.lists import ListQuery, Row
from patrol_tui.services.things.relations import related
from patrol_tui.tui.acting import case_filing, clock_acts
from patrol_tui.tui.acting.issue_acts import IssueActs
from patrol_tui.tui.acting.looking import has_room, look_at
from patrol_tui.tui.kit.drawing.drawn import Sheet
from patrol_tui.tui.kit.lists.row_window import PAGE
from patrol_tui.tui.kit.lists.rows import ListSource
from patrol_tui.tui.lists.detail_screen import DetailScreen
from patrol_tui.tui.lists.issue_list import IssueList
from patrol_tui.tui.lists.row_source import LedgerRows
from patrol_tui.tui.lists.sliced_screen import Named
from patrol_tui.tui.views.finding.empty_hints import empty_hints
from patrol_tui.tui.views.finding.saved_filters import SAVED, SavedFilter, query_of
from patrol_tui.tui.views.things.issue_detail import issue_blocks
from patrol_tui.tui.views.wording.spoken import kind_name

if TYPE_CHECKING:
    from patrol_tui.tui.views.seen.seen import Seen


class IssuesScreen(DetailScreen):
    """List and detail of all issues."""

    NAME = "issues"
    SLICES: ClassVar[Sequence[Named]] = SAVED

    def __init__(self, subject: bytes | None = None, saved: str = "", own: str = "") -> None:
        """Show issues.

        Args:
            subject: the issue to begin at.
            saved: id of the filter to begin with.
            own: name of the officer's filter to begin with.
        """
        super().__init__(saved, own)
        self._wanted = subject
        self._seen: Seen | None = None
        self.acts = IssueActs(self)

    def new_list(self) -> IssueList:
        """Return the list by deadline."""
        return IssueList()

    @property
    def saved(self) -> SavedFilter:
        """The filter that is chosen."""
        return next(one for one in SAVED if one.id == self.slice_id)

    @property
    def list(self) -> IssueList:
        """Title, filter and rows."""
        return self.query_one(IssueList)

    # Showing.

    def show_data(self) -> None:
        """Read the list again, and the issue under its cursor."""
        self.look()
        if self.shown is None:
            self.show_rows()
        else:
            self.list.rows.reload()
            self.list.entitle(self._count_text())
        self.show_detail(keep_place=True)

    def wanted(self) -> tuple[str, str]:
        """Return the saved filter and what is typed."""
        return self.saved.id, self.list.text

    def show_rows(self) -> None:
        """Show what the filter finds, at the issue that is wanted if one is."""
        session, desk = self.session, self.session.desk()
        wanted, self._wanted = self._wanted, None
        query = query_of(self.saved, desk, self.list.text)
        if wanted is not None:
            row = session.ledger.row(wanted, query)
            if (row is None or not row.is_open) and self.saved.id != "all":
                self.slice_id = "all"
                query = query_of(self.saved, desk, self.list.text)
        self.shown = self.wanted()
        if self.saved.is_mine:
            mine = ListSource(self._mine(query), lambda row: row.subject)
            self.list.show(mine, self.saved, self.filter_name)
        else:
            self.list.show(LedgerRows(session.ledger, query), self.saved, self.filter_name)
        if wanted is not None:
            self.list.rows.go_to(wanted)
        self.list.entitle(self._count_text())

    def _mine(self, query: ListQuery) -> Sequence[Row]:
        """Return what this laptop has not sent, by deadline; that is never much."""
        ledger = self.session.ledger
        unsent = ledger.unsent_subjects()
        if query.text:
            found = ledger.page(query, limit=PAGE).rows
            return [row for row in found if row.subject in unsent]
        rows = [ledger.row(subject, query) for subject in unsent]
        never = 1 << 62
        return sorted(
            (row for row in rows if row is not None and row.type == "issue"),
            key=lambda row: (row.due_us or never, -row.begun_us),
        )

    def _count_text(self) -> str:
        """Return how many rows there are, without counting a million to say so."""
        at_hand = len(self.list.rows.rows_at_hand)
        if at_hand < PAGE:
            return str(at_hand)
        if self.list.text:
            return f"{PAGE}+"
        count = self.session.ledger.count(query_of(self.saved, self.session.desk(), ""))
        return f"{count:,}"

    def show_detail(self, *, keep_place: bool = False) -> None:
        """Fold the issue under the cursor and show it, with the heads that it has now."""
        row, session = self.list.rows.row, self.session
        before = self.state.subject if self.state is not None else None
        self.state = session.ledger.state(row.subject) if row is not None else None
        sheet = self.query_one(Sheet)
        state = self.state
        verb = _("Change")
        if state is None:
            self._seen = None
            sheet.show(*empty_hints(self.NAME, self.host.remap))
        else:
            opened, previews = self.acts.opening.values(state), has_room(self.app)
            self._seen = seen = look_at(session, state, opened, previews=previews)
            same = keep_place or state.subject == before
            others = related(session.ledger, state)
            sheet.show(*issue_blocks(seen, others), keep_place=same)
            if state.conflicts:
                verb = _("Settle")
            elif seen.wants_recheck:
                verb = _("Re-check")
        self.show_verbs(issues_decide=verb)

    # Acting.

    def action_advance(self) -> None:
        """Take the next step."""
        self.with_state(self.acts.advance)

    def action_decide(self) -> None:
        """Settle the conflict, look again where that is due, else offer all changes."""
        state, seen = self.state, self._seen
        if state is not None and state.conflicts:
            self.acts.settle(state)
        elif state is not None and seen is not None and seen.wants_recheck:
            self.acts.recheck(state)
        else:
            self.action_change()

    def action_change(self) -> None:
        """Offer all that can be done to the issue."""
        self.with_state(self._change)

    def _change(self, state: State) -> None:
        acts = self.acts
        back = self._seen.repeat if self._seen is not None else None
        campaign = {"campaign": lambda: self._propose(state, back)} if back is not None else {}
        self.acts.change(
            state,
            {
                **campaign,
                **clock_acts.choices(self, acts, state),
                "correct": lambda: acts.correct(state),
                "move": lambda: acts.advance(state),
                "note": lambda: acts.note(state),
                "photo": lambda: acts.photo(state),
                "look": lambda: acts.look(state),
                "recheck": lambda: acts.recheck(state),
                "share": lambda: acts.share(state),
                "open": lambda: acts.opening.ask(state),
                "go": lambda: acts.relating.go(state),
                "case": lambda: case_filing.ask(self, state),
                "begin": lambda: acts.relating.begin(state),
                "papers": lambda: acts.papers.offer(state),
                "retract": lambda: acts.retract(state),
                "undo": lambda: acts.undo(state),
            },
        )

    def _propose(self, state: State, back: Repeat) -> None:
        """Open the form of a campaign about what keeps coming back."""
        place, kind = state.text("place"), kind_name(self.session.catalog, state.text("kind"))
        issues = " ".join(row.number for row in back.rows)
        given = {"title": f"{place} {kind}", "place": place, "issues": issues}
        self.run_worker(self.host.over("thing", type="campaign", **given))

    def action_correct(self) -> None:
        """Correct a field."""
        self.with_state(self.acts.correct)

    def action_note(self) -> None:
        """Add a note."""
        self.with_state(self.acts.note)

    def action_photo(self) -> None:
        """Add photos."""
        self.with_state(self.acts.photo)

    def action_recheck(self) -> None:
        """Write down what a re-check found."""
        self.with_state(self.acts.recheck)

    def action_share(self) -> None:
        """Let another station take part."""
        self.with_state(self.acts.share)
