"""A station with work of all subjects, as the screens show it."""

from patrol_tui.services.requests import AddThing, Move
from patrol_tui.settings import Settings
from tests.tui.scenes import before_the_patrol, issue
from tests.tui.stage import Stage

WHISTLE, NOISE, PROMISE = "南门雨水井污水外溢", "夜间噪声", "垃圾房清运"


def add(stage: Stage, thing_type: str, title: str, **values: str) -> bytes:
    """Add a thing and return it."""
    return stage.do(AddThing(thing_type, {"title": title, **values})).subject


def busy(settings: Settings | None = None) -> Stage:
    """Return a station with requests, a letter, a whistle, a promise, a meeting."""
    stage = before_the_patrol(settings) if settings else before_the_patrol()
    place = stage.do(issue("sewage", "南门雨水井", 90)).subject
    noise = add(
        stage,
        "request",
        NOISE,
        channel="visit",
        place="小广场",
        phone="13800001111",
        requester="王女士",
        way="pass_on",
    )
    stage.do(
        Move(noise, "transferred", values={"handler": "公安", "support": "城管"}),
        Move(noise, "answered", values={"reply": "广场舞改到 20:30 前散", "due_us": "+3h"}),
    )
    add(stage, "request", "路灯不亮", channel="call")
    letter = add(stage, "letter", "污水", addressee="水务")
    stage.do(Move(letter, "issued"), Move(letter, "delivered"))
    whistle = add(stage, "whistle", WHISTLE, called="水务 住建 城管", about=place.hex())
    stage.do(Move(whistle, "submitted"), Move(whistle, "blown"))
    stage.do(Move(whistle, "signed", values={"department": "水务"}), minutes=10)
    add(stage, "commitment", PROMISE, party="物业", due_us="+4h", about=place.hex())
    add(stage, "consultation", "11号楼顶加建", trigger="several")
    add(stage, "campaign", "店外经营", due_us="+12d")
    add(stage, "activity", "普法进小区", sort="law")
    return stage
