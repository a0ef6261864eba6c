"""Citing from the handbook: which article, and into which record."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from patrol_tui.domain.catalog import IssueKind, LawRef
from patrol_tui.domain.language.errors import PatrolError, Refused
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.times import day_of
from patrol_tui.language import _, current
from patrol_tui.services.citations import (
    CITED,
    CITED_ALREADY,
    act_day,
    check_citations,
    citable,
    with_citation,
)
from patrol_tui.services.handbook import Entry, Shelf
from patrol_tui.services.ports.lists import ListQuery
from patrol_tui.services.requests import SetFields
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.dialogs.page import PageDialog
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.blocks import Gap
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.kit.drawing.drawn import Block
from patrol_tui.tui.kit.frame import work
from patrol_tui.tui.record.record_choices import unfinished
from patrol_tui.tui.views.finding.handbook_kind import reliance, steps
from patrol_tui.tui.views.issues.issue_facts import law_mark
from patrol_tui.tui.views.recording.record_draft import RecordDraft
from patrol_tui.tui.views.recording.record_form import NOTE, PLACE
from patrol_tui.tui.views.wording.moments import moment_text
from patrol_tui.tui.views.wording.spoken import number_at_home, spoken

_MOST_ISSUES = 9


class Citing:
    """Asks for article and record, then writes the citation where the law of the day allows it."""

    def __init__(self, screen: StationScreen[None]) -> None:
        """Act for a screen."""
        self._screen = screen

    def offer(self, entry: Entry, day: str) -> None:
        """Cite from an entry as it is shown for a day."""
        session = self._screen.session
        refs = citable(session.catalog, entry, day)
        if not refs:
            self._screen.say(_("There is no law in it to cite."))
            return
        kind = entry.id if entry.shelf is Shelf.KIND else ""
        self.choose(refs, day, partial(self._into, kind=kind))

    def read(
        self, kind: IssueKind, law: Sequence[Block], takes: Callable[[LawRef], None] | None
    ) -> None:
        """Show the law of a kind; where a form takes citations, F2 asks which article.

        Args:
            kind: of what is recorded.
            law: what is said of it.
            takes: cites an article in the form, or raises Refused; None where there is no form.
        """
        desk = self._screen.session.desk()
        today = day_of(desk.now_us, desk.zone).isoformat()

        def take(cite_it: Callable[[LawRef], None], ref: LawRef) -> None:
            try:
                cite_it(ref)
            except PatrolError as error:
                self._screen.fail(error)

        def closed(wants_citing: bool | None) -> None:  # noqa: FBT001 - what the dialog answers
            if wants_citing and takes is not None:
                refs = [one for ref in kind.law for one in ref.apart()]
                self.choose(refs, today, partial(take, takes))

        verb = _("Cite") if takes is not None else ""
        below = [Gap(), *reliance(kind), *steps(desk.catalog, kind)]
        page = PageDialog(_("Law and duty"), [*law, *below], note=spoken(kind.name), verb=verb)
        self._screen.app.push_screen(page, closed)

    def choose(self, refs: Sequence[LawRef], day: str, then: Callable[[LawRef], None]) -> None:
        """Ask which of several articles is meant."""
        catalog = self._screen.session.catalog
        by_member = {ref.member: ref for ref in refs}
        options = [
            Option(
                member,
                inert(catalog.cited(ref, current())),
                spoken(ref.note) if ref.note is not None else "",
                law_mark(catalog, ref, day)[0].strip(),
            )
            for member, ref in by_member.items()
        ]

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                then(by_member[picked.option])

        self._screen.app.push_screen(
            ChooseDialog(_("Cite which article"), options, verb=_("Cite")), chosen
        )

    def _into(self, ref: LawRef, *, kind: str) -> None:
        """Ask which record it goes into: one that is being typed, or an issue."""
        drafts = {draft.key: draft for draft, _at_us in unfinished(self._screen.session)}
        options = [*self._draft_options(list(drafts.values())), *self._issue_options(kind)]
        if not options:
            said = _("There is no record to cite it in. {key} begins one.")
            self._screen.say(said.format(key=key_of("app.record")))
            return

        def chosen(picked: Picked | None) -> None:
            if picked is None:
                return
            if picked.option in drafts:
                self._into_draft(drafts[picked.option], ref)
            else:
                self._into_issue(bytes.fromhex(picked.option), ref)

        cited = inert(self._screen.session.catalog.cited(ref, current()))
        dialog = ChooseDialog(_("Into which record"), options, verb=_("Cite"), note=cited)
        self._screen.app.push_screen(dialog, chosen)

    def _draft_options(self, drafts: Sequence[RecordDraft]) -> list[Option]:
        catalog = self._screen.session.catalog
        named = ((draft, catalog.kinds.get(draft.kind)) for draft in drafts)
        return [
            Option(
                draft.key,
                spoken(kind.name) if kind is not None else _("no kind yet"),
                inert(draft.text(PLACE) or draft.text(NOTE)),
                _("draft"),
            )
            for draft, kind in named
        ]

    def _issue_options(self, kind: str) -> list[Option]:
        """Return the open issues of the station, those of the kind first, the newest first."""
        session, desk = self._screen.session, self._screen.session.desk()
        station = session.ledger.writer
        code = desk.catalog.station(station.station_code).code
        query = ListQuery("issue", station=station.station, only_open=True)
        rows = list(session.ledger.page(query, limit=_MOST_ISSUES * 4).rows)
        rows.sort(key=lambda row: (row.kind != kind, -row.begun_us))
        return [
            Option(
                row.subject.hex(),
                inert(row.title),
                number_at_home(row.number, code),
                moment_text(row.begun_us, desk.now_us, desk.zone),
            )
            for row in rows[:_MOST_ISSUES]
        ]

    # Writing.

    def _into_issue(self, subject: bytes, ref: LawRef) -> None:
        screen = self._screen
        state = screen.session.ledger.state(subject)
        if state is None:
            return
        try:
            check_citations(
                screen.session.catalog, [ref.member], act_day(screen.session.desk(), state)
            )
            cited = with_citation(state, ref)
        except PatrolError as error:
            screen.fail(error)
            return
        request = SetFields(subject, {CITED: cited}, heads=state.heads)
        screen.act(request, lambda _done: screen.say(self._said(ref)))

    def _into_draft(self, draft: RecordDraft, ref: LawRef) -> None:
        try:
            cited = self.added(draft, ref)
        except PatrolError as error:
            self._screen.fail(error)
            return
        self._screen.run_worker(work(partial(self._keep, cited, ref)), group="cite")

    def added(self, draft: RecordDraft, ref: LawRef) -> RecordDraft:
        """Return a draft with one citation more: an act that is recorded now is of today.

        Raises:
            Refused: the law does not hold today, or it is cited there.
        """
        desk = self._screen.session.desk()
        today = day_of(desk.now_us, desk.zone).isoformat()
        check_citations(desk.catalog, [ref.member], today)
        if ref.member in draft.cited:
            raise Refused(CITED_ALREADY)
        return replace(draft, cited=(*draft.cited, ref.member))

    async def _keep(self, draft: RecordDraft, ref: LawRef) -> None:
        session, now_us = self._screen.session, self._screen.host.clock.now_us()
        try:
            await asyncio.to_thread(session.drafts.save, draft.key, draft.as_text(), now_us)
        except PatrolError as error:
            self._screen.fail(error)
        else:
            self._screen.say(self._said(ref))

    def _said(self, ref: LawRef) -> str:
        catalog = self._screen.session.catalog
        is_read = bool((law := catalog.laws.get(ref.law)) and law.verified and ref.verified)
        told = _("{article} is cited.") if is_read else _("{article} is cited, marked to check.")
        return told.format(article=inert(catalog.cited(ref, current())))
