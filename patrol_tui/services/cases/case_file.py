"""A case as one file: where it came from, what became of it, its papers, photos, answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from patrol_tui.domain.case_file import CaseFile, Chapter
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.folding.subject import PAPER_NUMBER
from patrol_tui.domain.language.errors import N_, NotFound, Refused
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.paper import NONE, TO_FILL, TO_SIGN, Grid, Item, Paper
from patrol_tui.services.cases.gathering import gathered
from patrol_tui.services.cases.picturing import BEFORE_AND_AFTER, CasePhotos
from patrol_tui.services.cases.telling import Teller
from patrol_tui.services.exports.discretion import Discretion
from patrol_tui.services.exports.export import Speech, Wanted
from patrol_tui.services.exports.recipients import FOR_ACCUSED, Recipient, reader_of
from patrol_tui.services.papers.form import Form
from patrol_tui.services.papers.kinds import PAPERS, PaperKind
from patrol_tui.services.papers.typed import filled, fitting, opened, recorded
from patrol_tui.services.photos.photo_view import PhotoView
from patrol_tui.services.ports.desk import Desk
from patrol_tui.services.ports.ports import Ledger
from patrol_tui.services.things.relations import related

W = Words
CASE_FILE = "case_file"
OF = (
    *("issue", "request", "meeting", "whistle", "letter", "consultation", "commitment"),
    *("campaign", "activity", "stall"),
)
"""Types of things that a case file may be about."""
BY_HAND = W("见原件", "On the original")
"""Stands before what hands write and sign on a paper, or is sealed to this reader."""
_BOTH_WAYS = (("came_from", W("来自", "Came from"), False), ("led_to", W("引出", "Led to"), True))
_SERVED = frozenset(("order_to_correct", "correction_opinion", "service_receipt"))
"""The papers that the other side was given itself."""
WRONG_THING = N_("A case file is made of: {known}.")
FOR_WHOM: Mapping[Recipient, Words] = {
    Recipient.ANYONE: W("本卷已略去诉求人和到会个人的身份。", "Without who asked and who came."),
    Recipient.HANDLER: W("本卷只供承办人使用，不得外传。", "For its handlers alone."),
    Recipient.ACCUSED: W("本卷供当事人使用。", "For the party concerned."),
}


def make_case_file(
    ledger: Ledger, blobs: PhotoView, desk: Desk, wanted: Wanted, speech: Speech
) -> CaseFile:
    """Return the file of the case that a thing belongs to.

    Args:
        ledger: this laptop's.
        blobs: where photos lie.
        desk: who makes it out, and when.
        wanted: of which thing, and for whom; with a reason, sealed fields are opened for handlers.
        speech: its language.

    Raises:
        NotFound: there is no such thing.
        Refused: no case is made of things of its type, or this reader may not know of it.
    """
    recipient = reader_of(wanted.recipient)
    state = _wanted(ledger, wanted, recipient)
    reason = wanted.reason if recipient is Recipient.HANDLER else ""
    things = gathered(ledger, state, recipient)
    form = Form(ledger, desk, speech, Discretion(ledger, recipient), state, reason)
    maker = _Maker(form, recipient, things)
    chapters = (
        maker.relations(),
        maker.timeline(),
        *maker.things(),
        *maker.papers(),
        *maker.photos(blobs),
    )
    title = speech.say(W("案卷", "Case file"))
    notes = (speech.say(FOR_WHOM[recipient]),)
    return CaseFile(
        f"{title}  {maker.teller.name(state)}",
        form.station(),
        state.text("number"),
        chapters,
        notes,
        len(things),
    )


def _wanted(ledger: Ledger, wanted: Wanted, recipient: Recipient) -> State:
    state = ledger.state(wanted.subject) if wanted.subject is not None else None
    if state is None:
        raise NotFound(N_("There is no such thing in this ledger."))
    known = FOR_ACCUSED if recipient is Recipient.ACCUSED else OF
    if state.type not in known:
        raise Refused(WRONG_THING, known=", ".join(known))
    return state


def _paper(form: Form, kind: PaperKind, state: State, number: str) -> Chapter:
    """Return a paper with what was typed into it; what hands wrote stands on the original."""
    kind.fill(form)
    bare = form.paper(kind.id, kind.name, number)
    typed = fitting(bare, recorded(state, kind.id))
    now_us = form.desk.now_us
    typed = opened(form.ledger, state, kind.id, form.reason, now_us, typed).then(typed)
    return _chapter(form, filled(bare, typed, form.speech, form.discretion, state))


def _chapter(form: Form, paper: Paper) -> Chapter:
    say = form.say
    marks = {say(TO_FILL), say(TO_SIGN)}
    told = [item for item in paper.items if item.text not in marks]
    grids = [grid for grid in paper.grids if not any(marks & {*row} for row in grid.rows)]
    by_hand = [one.label for one in (*paper.items, *paper.signatures) if one.text in marks]
    by_hand += [grid.title for grid in paper.grids if grid not in grids]
    items = [Item("number", say(W("编号", "Number")), paper.number, is_wide=True), *told]
    comma = ", " if form.speech.lang == "en" else "、"
    rest = Item("by_hand", say(BY_HAND), comma.join(by_hand), is_wide=True)
    items += [rest] if by_hand else []
    return Chapter(paper.title, tuple(items), tuple(grids), starts_page=True)


class _Maker:
    """Makes the chapters of a file."""

    def __init__(self, form: Form, recipient: Recipient, things: Sequence[State]) -> None:
        self._form, self._recipient, self._things = form, recipient, things
        self.teller = Teller(form, recipient)

    def relations(self) -> Chapter:
        """Return what the case consists of, and what each thing was begun out of."""
        say, inside = self._form.say, {one.subject: one for one in self._things}
        rows = []
        for at, one in enumerate(self._things, 1):
            sources = [
                f"{self._form.speech.say(link.field.label)} {inside[link.subject].text('number')}"
                for link in related(self._form.ledger, one)
                if not link.is_source and link.field.begins and link.subject in inside
            ]
            begun = self._form.moment(one.facts[0].entry.wall_us)
            named = self.teller.name(one)
            origin = "\n".join(sources) or say(NONE)
            rows.append(
                (str(at), named, self._subject(one), origin, begun, self.teller.status(one))
            )
        columns = (
            ("no", say(W("序号", "No."))),
            ("thing", say(W("事项", "Thing"))),
            ("about", say(W("内容", "About"))),
            ("origin", say(W("出自", "Out of"))),
            ("begun", say(W("开始", "Begun"))),
            ("status", say(W("状态", "Status"))),
        )
        title = say(W("来龙去脉", "Where it came from and what became of it"))
        return Chapter(title, grids=(Grid("relations", "", columns, tuple(rows)),))

    def _subject(self, state: State) -> str:
        if self._recipient is Recipient.ACCUSED:
            return self._form.text_of(state, "place") or self._form.say(NONE)
        named = [self._form.text_of(state, name) for name in ("title", "kind", "place")]
        kind = self._form.desk.catalog.kinds.get(state.text("kind"))
        if kind is not None:
            named[1] = self._form.say(kind.name)
        return " ".join(dict.fromkeys(filter(None, named))) or self._form.say(NONE)

    def timeline(self) -> Chapter:
        """Return everything that happened, the oldest first."""
        say = self._form.say
        happened = [one for thing in self._things for one in self.teller.happenings(thing)]
        rows = tuple(row for _at, row in sorted(happened, key=lambda one: one[0]))
        columns = (
            ("time", say(W("时间", "Time"))),
            ("thing", say(W("事项", "Thing"))),
            ("what", say(W("经过", "What happened"))),
            ("who", say(W("经手", "By"))),
        )
        nothing = ((say(NONE),) * len(columns),)
        return Chapter(
            say(W("经过", "Course")), grids=(Grid("course", "", columns, rows or nothing),)
        )

    def things(self) -> Iterator[Chapter]:
        """Yield each thing in full: what was asked, found, answered and promised."""
        for one in self._things:
            title = f"{self.teller.name(one)}  {self._subject(one)}"
            items = (*self.teller.items(one), *self._links(one))
            yield Chapter(title, items, self.teller.grids(one))

    def _links(self, state: State) -> Iterator[Item]:
        """Yield what a thing came from and what it led to, as far as the case holds it."""
        inside = {one.subject: one for one in self._things}
        for id, label, is_source in _BOTH_WAYS:
            named = [
                f"{self.teller.name(inside[one.subject])}  {self._subject(inside[one.subject])}"
                for one in related(self._form.ledger, state)
                if one.field.begins and one.is_source is is_source and one.subject in inside
            ]
            if named:
                yield Item(id, self._form.say(label), "\n".join(named), is_wide=True)

    def papers(self) -> Iterator[Chapter]:
        """Yield the papers that were made out, as they would be made again now."""
        for one in self._things:
            for kind in PAPERS.values():
                number = one.text(f"{PAPER_NUMBER}{kind.id}")
                may_read = self._recipient is not Recipient.ACCUSED or kind.id in _SERVED
                if not number or not may_read or self._tells_names(kind.id):
                    continue
                source = self._form
                form = replace(source, state=one, items=[], grids=[], signatures=[], notes=[])
                yield _paper(form, kind, one, number)

    def _tells_names(self, paper: str) -> bool:
        """Tell whether a paper names people whom the reader need not know."""
        return paper == "minutes" and self._recipient is not Recipient.HANDLER

    def photos(self, blobs: PhotoView) -> Iterator[Chapter]:
        """Yield the photos; those that are not held here as their captions.

        What shows a thing before and after the work on it stands side by side.
        """
        if self._recipient is Recipient.ACCUSED:
            return
        shown = CasePhotos(self._form, self.teller, self._recipient, blobs)
        for one in self._things:
            pairs = shown.pairs(one)
            if pairs:
                title = f"{self._form.say(BEFORE_AND_AFTER)}  {self.teller.name(one)}"
                yield Chapter(title, pairs=pairs, starts_page=True)
        pictures = [picture for one in self._things for picture in shown.rest(one)]
        if pictures:
            title = self._form.say(W("照片", "Photos"))
            yield Chapter(title, pictures=tuple(pictures), starts_page=True)
