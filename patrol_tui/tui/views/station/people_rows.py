"""Who opens this laptop, and the district's laptops, as rows of the settings."""

from collections.abc import Sequence

from patrol_tui.domain.language.pinyin import Pinyin
from patrol_tui.domain.language.text import inert
from patrol_tui.domain.values import dataclass
from patrol_tui.language import _
from patrol_tui.tui.entering.door import Card
from patrol_tui.tui.views.station.settings_rows import SettingRow
from patrol_tui.tui.views.wording.spoken import bare

ADD_OFFICER, LAPTOPS = "add_officer", "laptops"
OFFICER = "officer:"
"""What the rows of officers are called by, before the badge."""


@dataclass(frozen=True, slots=True)
class People:
    """What is known of the officers here and of the district's laptops.

    Attributes:
        cards: who opens this laptop.
        own: badge of the officer who has opened it.
        has_pin: a PIN was asked.
        laptops: how many the district has.
        key: the key that adds an officer.
    """

    cards: Sequence[Card]
    own: str
    has_pin: bool
    laptops: int
    key: str


def people_rows(people: People, pinyin: Pinyin) -> list[SettingRow]:
    """Return the officers, then the way to further ones and to the laptops.

    Oneself comes first, the others by the sound of their names.
    """
    group = _("Officers and laptops")
    by_sound = sorted(people.cards, key=lambda card: pinyin.name_key(card.name))
    cards = sorted(by_sound, key=lambda card: card.badge != people.own)
    add, count = (
        _("an officer of this station"),
        _("{count} known").format(count=f"{people.laptops:,}"),
    )
    return [
        *(_officer_row(card, people, group) for card in cards),
        SettingRow(
            ADD_OFFICER, group, _("Add officer"), people.key, _("with an own PIN"), does=add
        ),
        SettingRow(
            LAPTOPS,
            group,
            _("Laptops"),
            count,
            _("shut one out; help with a lost PIN"),
            does=_("shows them"),
        ),
    ]


def _officer_row(card: Card, people: People, group: str) -> SettingRow:
    badge = _("badge {number}").format(number=inert(card.badge))
    is_own = card.badge == people.own
    if not people.has_pin:
        does, says = _("asks for none"), _("six digits at least")
    elif is_own:
        does, says = _("changes the PIN"), _("six digits at least")
    else:
        does, says = _("says how the PIN is changed"), ""
    oneself = bare(_("officer|you"))
    value = f"{badge}  {oneself}" if is_own else badge
    return SettingRow(f"{OFFICER}{card.badge}", group, inert(card.name), value, says, does=does)
