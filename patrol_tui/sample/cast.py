"""Issues that the sample must have whatever the dice say: every state, every flag, every kind."""

from patrol_tui.domain.values import dataclass
from patrol_tui.sample.cases import Course
from patrol_tui.sample.duty import BING, JIA, YI


@dataclass(frozen=True, slots=True)
class Part:
    """An issue beside the patrols.

    Attributes:
        age: how many days ago it was recorded, or a few more where nobody was at work then.
    """

    kind: str
    badge: str
    age: int
    course: Course


def _part(
    kind: str,
    badge: str,
    age: int,
    way: str,
    until: str,
    early: tuple[str, ...] = (),
    late: str = "",
) -> Part:
    return Part(kind, badge, age, Course(way, until, early, late))


OPEN = (
    _part("outdoor_advertising", JIA, 2, "order", "reported"),
    _part("dogs", YI, 3, "handed", "reported", ("noted",)),
    _part("waste_dumping", JIA, 3, "order", "verified"),
    _part("shopfront_trading", YI, 4, "order", "verified", ("corrected",)),
    _part("clutter_planting", JIA, 3, "order", "filed", ("noted",)),
    _part("construction_waste", BING, 4, "handed", "filed"),
    _part("sewage", JIA, 4, "handed", "dispatched", ("shared",)),
    _part("ebike_charging", YI, 4, "handed", "dispatched"),
    _part("construction_site", YI, 5, "handed", "handling", ("noted",)),
    _part("garbage_room", JIA, 3, "order", "handling"),
    _part("street_vending", YI, 3, "order", "handling", ("noted",)),
    _part("vehicle_on_pavement", JIA, 5, "returned", "returned"),
    _part("sewage", YI, 6, "returned", "returned", ("noted",)),
    _part("street_vending", JIA, 8, "reworked", "reworked"),
    _part("balcony_facade", JIA, 9, "reworked", "reworked", ("corrected",)),
    _part("community_noise", JIA, 4, "handed", "responded"),
    _part("waste_sorting", YI, 5, "order", "responded"),
    _part("bike_parking", JIA, 7, "spot", "checked"),
    _part("open_barbecue", YI, 7, "order", "checked"),
    _part("green_space", JIA, 6, "order", "handling", late="extended"),
    _part("cooking_fumes", YI, 7, "order", "handling", ("noted",), late="extended"),
    _part("clutter_planting", BING, 8, "order", "handling", late="extended"),
    _part("illegal_building", JIA, 9, "handed", "handling", ("noted",), late="suspended"),
    _part("sewage", YI, 10, "handed", "dispatched", late="suspended"),
    _part("property_dispute", JIA, 8, "handed", "filed", ("noted",), late="suspended"),
    _part("dogs", JIA, 5, "spot", "reported", ("retracted",)),
)

ENDED = (
    _part("street_vending", YI, 6, "declined", "declined"),
    _part("property_dispute", JIA, 7, "declined", "declined", ("noted",)),
    _part("waste_dumping", BING, 8, "declined", "declined"),
    _part("shopfront_trading", JIA, 5, "voided", "voided"),
    _part("bike_parking", YI, 9, "voided", "voided"),
    _part("falling_objects", YI, 10, "handed", "closed", ("noted",)),
    _part("falling_objects", JIA, 12, "order", "archived"),
    _part("property_dispute", YI, 12, "handed", "closed", ("noted",)),
    _part("property_dispute", JIA, 11, "order", "closed"),
    _part("other", JIA, 12, "order", "archived", ("corrected",)),
    _part("other", YI, 10, "spot", "closed"),
    _part("other", BING, 6, "spot", "closed"),
    _part("illegal_building", YI, 11, "order", "closed"),
    _part("cooking_fumes", JIA, 11, "handed", "archived", ("noted",)),
    _part("open_barbecue", YI, 12, "spot", "archived"),
    _part("open_barbecue", YI, 5, "spot", "closed"),
    _part("green_space", YI, 11, "handed", "closed"),
    _part("open_burning", JIA, 9, "spot", "archived"),
    _part("open_burning", BING, 5, "spot", "closed"),
    _part("construction_waste", JIA, 10, "order", "archived"),
    _part("balcony_facade", YI, 11, "spot", "archived"),
    _part("community_noise", YI, 9, "spot", "closed"),
    _part("community_noise", BING, 12, "order", "archived", ("noted",)),
    _part("dogs", JIA, 10, "spot", "archived", ("corrected",)),
    _part("waste_sorting", JIA, 8, "spot", "closed"),
    _part("vehicle_on_pavement", YI, 8, "handed", "closed"),
    _part("ebike_charging", JIA, 12, "order", "archived", ("noted",)),
    _part("fire_lane", BING, 12, "order", "archived", ("noted",)),
    _part("garbage_room", YI, 9, "order", "closed", ("corrected",)),
    _part("convenience_stall", JIA, 7, "order", "closed"),
)
PARTS = (*OPEN, *ENDED)
