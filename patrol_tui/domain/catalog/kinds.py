"""Kinds of issue: who is in charge, what is asked, what the law says, by when it is due."""

from collections.abc import Mapping
from enum import StrEnum

from patrol_tui.domain.catalog.forms import Choice, FormField
from patrol_tui.domain.catalog.law import LawRef
from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass


class TimeUnit(StrEnum):
    """What a deadline is counted in; working units leave out what the district has off."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A span of time after which something is due.

    Attributes:
        amount: how many units.
        unit: what is counted.
        sample: a default that the district has not confirmed.
    """

    amount: int
    unit: TimeUnit
    sample: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """By when the next step of a piece of work is due.

    Attributes:
        id: type and state that it begins with, such as `request_transferred`; a third part is
            a choice of the thing's own that it holds for alone, such as `meeting_graded_deep`.
        span: how long.
        name: what must have happened by then.
        binding: a rule that binds the district says so; else it is a habit or a sample.
        source: where it was found.
    """

    id: str
    span: Deadline
    name: Words
    binding: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of the chain up which overdue work is shown: station, subdistrict, bureau.

    Attributes:
        id: names it.
        name: what is shown.
        roles: who looks at it there.
        rises_after: how long overdue it is here before it shows one level up.
    """

    id: str
    name: Words
    roles: tuple[str, ...]
    rises_after: Deadline


class CodeSort(StrEnum):
    """The two halves of the category standards: things that happen, things that stand there."""

    EVENT = "event"
    COMPONENT = "component"


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCode:
    """A class of digital urban management that a kind falls under.

    Attributes:
        generation: 1 CJ/T 214 style, 2 GB/T 30428.2-2013 style, 3 GB/T 47678.5-2026.
        sort: event or component; the same digits occur in both.
        code: digits as the standard prints them.
        name: name of the class.
        confirmed: the bureau has checked it against the standard.
    """

    generation: int
    sort: CodeSort
    code: str
    name: Words
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class CampaignRule:
    """How often one kind must come back at one place before a campaign is proposed."""

    times: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGroup:
    """A class that kinds are listed under."""

    id: str
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What an officer did there and then.

    Attributes:
        id: what is stored.
        name: what is shown.
        needs_deadline: it says by when something must be done.
        needs_department: it says who takes over.
        settles: nothing is left to do.
        retired: no longer offered.
    """

    id: str
    name: Words
    needs_deadline: bool = False
    needs_department: bool = False
    settles: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkMark:
    """The one-character sign of a piece of work in lists, and its two English letters."""

    id: str
    glyph: str
    letters: str
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueKind:
    """A kind of issue, with all that the record form and its aside show.

    Attributes:
        id: what entries hold; never renamed or reused.
        glyph: one Chinese character for lists.
        letters: two capital letters for lists in English.
        name: what is shown.
        group: id of the group it is listed under.
        authority: ids of the departments in charge, the lead first.
        authority_verified: a text names them; False must be shown as "to be confirmed".
        can_penalise: urban management itself may penalise; False must be said first.
        may: what an officer may do about it.
        order_first: a penalty needs an order to correct that was not followed.
        on_the_spot: where the summary procedure may fit, in own words; None where it does not.
        measures: ids of the measures that fit, in the order of their digits.
        fields: what its form asks beside what every issue has.
        deadline: by when it should be handled.
        recheck: after how long somebody looks again; None leaves it to the officer.
        photo_pair: the re-check wants a photo from the same spot as the first one.
        life_risk: life may be at risk, so the re-check comes first on Today.
        campaign_after: when repeats at one place propose a campaign.
        codes: category codes, the best fit of each generation first.
        law: what it rests on.
        say: what to say to the party.
        phrases: what is usually seen, to take for the note with one key.
        ask_first: what to ask before it is called a violation.
        caution: what is easily got wrong about it.
        aliases: other words that people type for it.
        reviewed_by: who of the bureau's legal review signed it off; empty till then.
        retired: no longer offered; old entries still show it.
    """

    id: str
    glyph: str
    letters: str
    name: Words
    group: str
    authority: tuple[str, ...]
    can_penalise: bool
    may: Words
    order_first: bool
    measures: tuple[str, ...]
    deadline: Deadline
    say: Words
    phrases: tuple[Words, ...] = ()
    fields: tuple[FormField, ...] = ()
    authority_verified: bool = True
    recheck: Deadline | None = None
    photo_pair: bool = False
    life_risk: bool = False
    campaign_after: CampaignRule | None = None
    codes: tuple[CategoryCode, ...] = ()
    law: tuple[LawRef, ...] = ()
    ask_first: tuple[Words, ...] = ()
    caution: Words | None = None
    aliases: tuple[str, ...] = ()
    on_the_spot: Words | None = None
    reviewed_by: str = ""
    retired: bool = False

    def field(self, field_id: str) -> FormField | None:
        """Return the form field of that id, also a retired one, or None."""
        return next((field for field in self.fields if field.id == field_id), None)

    def form(self) -> tuple[FormField, ...]:
        """Return the fields that are still asked."""
        return tuple(field for field in self.fields if not field.retired)

    def code(self, generation: int) -> CategoryCode | None:
        """Return the best fitting category code of a generation, or None."""
        return next((code for code in self.codes if code.generation == generation), None)

    def chosen(self, values: Mapping[str, object]) -> tuple[Choice, ...]:
        """Return the choices that an issue's values name, in the order of the form."""
        return tuple(
            choice
            for field in self.fields
            for choice in field.choices
            if _names(values.get(field.id), choice.id)
        )

    def goes_to_agenda(self, values: Mapping[str, object]) -> bool:
        """Return whether the answers make it a matter to deliberate, not a violation."""
        return any(choice.to_agenda for choice in self.chosen(values))

    def authority_for(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """Return who is in charge after the answers, the lead first."""
        named = (choice.authority for choice in self.chosen(values) if choice.authority)
        return next(named, self.authority)

    def may_penalise(self, values: Mapping[str, object]) -> bool:
        """Return whether urban management could penalise after the answers."""
        barred = any(choice.authority or choice.to_agenda for choice in self.chosen(values))
        return self.can_penalise and not barred


def _names(value: object, choice_id: str) -> bool:
    return choice_id in value if isinstance(value, (list, tuple, set)) else choice_id == value
