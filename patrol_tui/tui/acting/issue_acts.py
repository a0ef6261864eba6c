"""What can be done to the issue on the screen: each asks what it needs, then writes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from patrol_tui.domain.catalog.find import candidates, find
from patrol_tui.domain.folding.pictures import pictures_of
from patrol_tui.domain.folding.state import State
from patrol_tui.domain.language.errors import PatrolError
from patrol_tui.domain.subjects.issue import ISSUE, OFF_THE_WAY
from patrol_tui.language import _
from patrol_tui.services.bureau.sealing import sealed_fields
from patrol_tui.services.overview.nearby import position_of_thing
from patrol_tui.services.requests import (
    AddPhotos,
    Move,
    Note,
    PhotoFile,
    Recheck,
    Request,
    Retract,
    SetFields,
    Share,
    UndoLast,
)
from patrol_tui.services.things.assigning import taken_over
from patrol_tui.tui.acting import clock_acts
from patrol_tui.tui.acting.opening import Opening
from patrol_tui.tui.acting.paper_acts import PaperActs
from patrol_tui.tui.acting.relating import Relating
from patrol_tui.tui.acting.settling import Settling
from patrol_tui.tui.commands import key_of
from patrol_tui.tui.dialogs.photos import PhotoPlaces, PhotosDialog
from patrol_tui.tui.dialogs.words import FieldsDialog, Values
from patrol_tui.tui.host.station_screen import StationScreen
from patrol_tui.tui.kit.dialogs.choose import ChooseDialog, Option, Picked
from patrol_tui.tui.kit.dialogs.finder import FinderDialog
from patrol_tui.tui.kit.form.fields import Field, FieldKind
from patrol_tui.tui.page_keys import page_key
from patrol_tui.tui.screen_table import make_screen
from patrol_tui.tui.views.things import correct_fields
from patrol_tui.tui.views.things.issue_moves import next_steps, whose_turn
from patrol_tui.tui.views.wording.spoken import department_name, number_at_home, spoken

_RECENT_US = 12 * 3_600_000_000
_TEXT = "text"


@dataclass(frozen=True)
class Asked:
    """Where words were typed that were not taken: an issue and what they were for."""

    subject: bytes
    what: str


class IssueActs:
    """Asks and writes for a screen that shows an issue.

    Every request carries the heads that were on the screen. Words that were typed and not taken,
    or refused, are there again when the same thing is asked for once more.
    """

    def __init__(self, screen: StationScreen[None]) -> None:
        """Act for a screen."""
        self._screen = screen
        self._typed: dict[Asked, Values] = {}
        self._settling = Settling(screen)
        self.opening = Opening(screen)
        self.relating = Relating(screen)
        self.papers = PaperActs(screen)

    def title(self, state: State) -> str:
        """Return the number that dialogs about a thing carry beside their name."""
        desk = self._screen.session.desk()
        code = desk.catalog.station(desk.writer.station_code).code
        return number_at_home(state.text("number"), code)

    def write(self, request: Request, said: str, asked: Asked | None, values: Values) -> None:
        """Write, and say what was written; what is refused is there again when asked once more."""

        def refused(error: PatrolError) -> None:
            if asked is not None:
                self._typed[asked] = values
            self._screen.fail(error)

        if asked is not None:
            self._typed.pop(asked, None)
        self._screen.host.act(request, lambda _done: self._screen.say(said), refused)

    def ask(  # noqa: PLR0913 - each is one thing the dialog shows
        self,
        state: State,
        what: str,
        title: str,
        fields: list[Field],
        then: Callable[[Values, Asked], None],
        *,
        values: Values | None = None,
        question: str = "",
        verb: str = "",
        colour: str = "blue",
    ) -> None:
        """Ask for a few values about a thing, then go on with them."""
        asked = Asked(state.subject, what)

        def answered(typed: Values | None) -> None:
            if typed is not None:
                then(typed, asked)

        dialog = FieldsDialog(
            title,
            fields,
            self._typed.get(asked, values or {}),
            note=self.title(state),
            question=question,
            verb=verb,
            colour=colour,
            left=self._left(asked),
        )
        self._screen.app.push_screen(dialog, answered)

    def _left(self, asked: Asked) -> Callable[[Values], None]:
        """Return what remembers words that were typed and not taken."""

        def left(typed: Values) -> None:
            self._typed[asked] = typed

        return left

    def advance(self, state: State) -> None:
        """Choose among the steps that the case may take."""
        desk = self._screen.session.desk()
        steps = next_steps(desk, state)
        if not steps or state.is_retracted:
            whose = "" if state.is_retracted else whose_turn(desk, state)
            said = _("The next step is for others: {roles}") if whose else ""
            said = said or _("This case takes no further step.")
            self._screen.say(said.format(roles=whose))
            return

        asked = Asked(state.subject, "move")

        def chosen(picked: Picked | None) -> None:
            if picked is None:
                return
            reason = str(picked.values["reason"])
            if picked.option == "dispatched":
                self._dispatch(state, reason)
                return
            request = Move(state.subject, picked.option, reason, state.heads)
            self.write(request, _("The step is taken."), asked, picked.values)

        dialog = ChooseDialog(
            _("Next step"),
            steps,
            fields=[Field("reason", _("Reason"), FieldKind.LONG)],
            values=self._typed.get(asked),
            left=self._left(asked),
            verb=_("Take it"),
            note=self.title(state),
            needs=lambda step: ("reason",) if step in OFF_THE_WAY else (),
        )
        self._screen.app.push_screen(dialog, chosen)

    def _dispatch(self, state: State, reason: str) -> None:
        """Ask who deals with it; what the duty list says stands there already."""
        desk, pinyin = self._screen.session.desk(), self._screen.host.pinyin
        named, support = taken_over(desk.catalog, state, {})
        fields = [
            correct_fields.field_for(desk, state, "lead", pinyin),
            Field("support", _("Support"), hint=_("Names or initials, apart by spaces")),
        ]

        def then(values: Values, asked: Asked) -> None:
            typed = {name: str(value) for name, value in values.items()}
            request = Move(state.subject, "dispatched", reason, state.heads, typed)
            self.write(request, _("The step is taken."), asked, values)

        others = " ".join(department_name(desk.catalog, one) for one in support)
        known: Values = {"lead": named, "support": others}
        self.ask(state, "dispatch", _("Dispatch"), fields, then, values=known)

    def settle(self, state: State) -> None:
        """Ask which of the values of the first conflict is right."""
        self._settling.ask(state)

    # Corrections.

    def change(self, state: State, others: Mapping[str, Callable[[], None]]) -> None:
        """Offer all that can be done to the issue.

        Args:
            state: of the issue.
            others: what each choice does, by the id of its option.
        """
        options = [
            Option("correct", _("Correct a field")),
            Option("move", _("Next step")),
            Option("note", _("Add note")),
            Option("photo", _("Add photo")),
            *(
                [Option("look", _("See photos"), right=key_of("issues.look"))]
                if pictures_of(state)
                else []
            ),
            Option("recheck", _("Re-check")),
            Option("share", _("Share with another station")),
            *([Option("open", _("Open contact"))] if sealed_fields(state) else []),
            *([Option("campaign", _("Propose a campaign"))] if "campaign" in others else []),
            *clock_acts.options(state),
            Option("begin", _("Begin from this")),
            Option("go", _("Go to what it has to do with"), right=key_of("issues.related")),
            Option("case", _("Case file"), right=key_of("issues.case")),
            Option("papers", _("Make out a paper")),
            Option("retract", _("Retract"), right=key_of("app.retract")),
            Option("undo", _("Undo the last step"), right=key_of("app.undo")),
        ]

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                others[picked.option]()

        dialog = ChooseDialog(_("Change"), options, note=self.title(state))
        self._screen.app.push_screen(dialog, chosen)

    def correct(self, state: State) -> None:
        """Choose a field, then give it another value and say why."""
        desk = self._screen.session.desk()
        pinyin = self._screen.host.pinyin
        options = [
            Option(
                name,
                correct_fields.label(desk, state, name),
                correct_fields.said_now(desk, state, name),
            )
            for name in correct_fields.names(desk, state)
        ]

        def fits(typed: str) -> list[Option]:
            return [
                one
                for one in options
                if not typed or typed in one.text or pinyin.fit(typed, one.text) is not None
            ]

        def chosen(name: str | None) -> None:
            if name is not None:
                self._correct_field(state, name)

        dialog = FinderDialog(_("Correct which field?"), fits, placeholder=_("name or initials"))
        self._screen.app.push_screen(dialog, chosen)

    def _correct_field(self, state: State, name: str) -> None:
        desk = self._screen.session.desk()
        field = correct_fields.field_for(desk, state, name, self._screen.host.pinyin)

        def then(values: Values, asked: Asked) -> None:
            typed = correct_fields.typed_for(desk, name, values[name])
            reason = str(values["reason"])
            request = SetFields(state.subject, {name: typed}, reason, state.heads)
            self.write(request, _("Corrected. The old value stays readable."), asked, values)

        self.ask(
            state,
            f"correct {name}",
            _("Correct"),
            [field, Field("reason", _("Reason"), FieldKind.LONG, hint=_("Why it was wrong"))],
            then,
            values={name: correct_fields.value_now(desk, state, name)},
            verb=_("Correct"),
        )

    # More for the file.

    def note(self, state: State) -> None:
        """Add a note."""

        def then(values: Values, asked: Asked) -> None:
            request = Note(state.subject, str(values[_TEXT]), state.heads)
            self.write(request, _("The note is written."), asked, values)

        field = Field(_TEXT, _("Note"), FieldKind.LONG, required=True)
        self.ask(state, "note", _("Add note"), [field], then, verb=_("Write it"))

    def photo(self, state: State) -> None:
        """Add photos."""
        screen = self._screen
        desk = screen.session.desk()
        camera = screen.host.settings.camera_folder
        place = position_of_thing(desk.catalog, state)
        places = PhotoPlaces(camera, desk.now_us - _RECENT_US, desk.now_us, desk.zone, place=place)

        def chosen(taken: tuple[PhotoFile, ...] | None) -> None:
            self.attach(state, taken or ())

        screen.app.push_screen(PhotosDialog(_("Photos"), (), places), chosen)

    def attach(self, state: State, photos: Sequence[PhotoFile]) -> None:
        """Attach photos that were chosen."""
        if photos:
            request = AddPhotos(state.subject, tuple(photos), state.heads)
            self.write(request, _("The photos are added."), None, {})

    def look(self, state: State) -> None:
        """Show the photos of the thing."""
        if pictures_of(state):
            self._screen.app.push_screen(make_screen("album", subject=state.subject))
        else:
            said = _("There are no photos. {key}, then Add photo, adds one.")
            # An issue's own key may settle a conflict or re-check instead.
            is_issue = state.type == ISSUE.type
            way = key_of("app.menu") if is_issue else page_key(state.type, "change")
            self._screen.say(said.format(key=way))

    def recheck(self, state: State) -> None:
        """Write down what a re-check found."""
        found = [
            Option(_("It is put right"), _("It is put right")),
            Option(_("Partly put right"), _("Partly put right")),
            Option(_("Not put right"), _("Not put right")),
        ]

        asked = Asked(state.subject, "recheck")

        def chosen(picked: Picked | None) -> None:
            if picked is None:
                return
            more = str(picked.values[_TEXT]).strip()
            form = _("{what}: {value}") if more else "{what}"
            result = form.format(what=picked.option, value=more)
            request = Recheck(state.subject, result, state.heads)
            self.write(request, self._said_rechecked(state), asked, picked.values)

        dialog = ChooseDialog(
            _("Re-check"),
            found,
            fields=[Field(_TEXT, _("Seen"), FieldKind.LONG)],
            values=self._typed.get(asked),
            left=self._left(asked),
            verb=_("Write it"),
            note=self.title(state),
        )
        self._screen.app.push_screen(dialog, chosen)

    def _said_rechecked(self, state: State) -> str:
        kind = self._screen.session.catalog.kinds.get(state.text("kind"))
        if kind is not None and kind.photo_pair:
            return _("Written. Take the photo from the same spot as the first one too.")
        return _("Written.")

    def share(self, state: State) -> None:
        """Let another station take part."""
        catalog = self._screen.session.catalog
        pinyin = self._screen.host.pinyin
        known = [
            one
            for one in candidates(catalog)
            if one.section == "stations"
            and one.id != self._screen.session.ledger.writer.station_code
        ]

        def stations(typed: str) -> list[Option]:
            return [
                Option(one.id, spoken(one.name), right=", ".join(one.codes))
                for one in find(known, typed, pinyin)
            ]

        def chosen(station: str | None) -> None:
            if station is not None:
                request = Share(state.subject, station, state.heads)
                self.write(request, _("The other station gets it with the next sync."), None, {})

        self._screen.app.push_screen(FinderDialog(_("Share with"), stations), chosen)

    def retract(self, state: State) -> None:
        """Withdraw the issue, with the reason."""

        def then(values: Values, asked: Asked) -> None:
            request = Retract(state.subject, str(values[_TEXT]), state.heads)
            self.write(request, _("Retracted. Nothing of it disappears."), asked, values)

        field = Field(_TEXT, _("Reason"), FieldKind.LONG, required=True)
        self.ask(
            state,
            "retract",
            _("Retract"),
            [field],
            then,
            question=_("The issue stays readable, with your reason. Why is it withdrawn?"),
            verb=_("Retract"),
            colour="red",
        )

    def undo(self, state: State) -> None:
        """Take back one's own last step, while nothing of it was sent."""
        self.write(UndoLast(state.subject), _("The last step was taken back."), None, {})
