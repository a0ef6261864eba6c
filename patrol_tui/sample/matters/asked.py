"""Requests of residents, and the letters and whistles that some of them needed."""

from patrol_tui.sample.matters.matter import Later, Matter

_PLEASED = {"satisfaction": "satisfied"}

REQUESTS = (
    Matter(
        "market",
        "request",
        11,
        {
            "title": "便民市场乱摆",
            "channel": "visit",
            "place": "便民市场",
            "way": "on_spot",
            "wants_reply": "yes",
        },
        (
            Later(11, "handling"),
            Later(9, "answered", {"reply": "摊位已归位，买菜的路通了"}),
            Later(8, "called_back", {**_PLEASED, "called_back": "路不堵了，买菜方便"}),
            Later(8, "closed"),
        ),
    ),
    Matter(
        "fee",
        "request",
        9,
        {
            "title": "不交物业费不让车进",
            "channel": "community",
            "place": "甲小区东门",
            "way": "on_behalf",
            "accused": "甲小区物业",
        },
        (
            Later(9, "transferred", {"handler": "住建", "support": "城管"}),
            Later(5, "answered", {"reply": "物业已改，缴费与通行分开"}),
            Later(4, "called_back", {**_PLEASED, "called_back": "能进门了，谢谢"}),
            Later(4, "closed"),
        ),
    ),
    Matter(
        "noise",
        "request",
        4,
        {"title": "夜间噪声", "channel": "visit", "place": "小广场", "way": "pass_on"},
        (
            Later(4, "transferred", {"handler": "公安", "support": "城管"}),
            Later(1, "answered", {"reply": "广场舞改到 20:30 前散", "due_us": "@today"}),
        ),
    ),
    Matter(
        "lamp",
        "request",
        2,
        {"title": "路灯不亮", "channel": "call", "place": "湖边步道", "way": "pass_on"},
        (Later(2, "transferred", {"handler": "住建", "due_us": "+6d"}),),
    ),
    Matter(
        "corridor",
        "request",
        3,
        {"title": "楼道堆物", "channel": "community", "place": "甲小区 6号楼", "way": "on_behalf"},
        (Later(2, "handling", {"due_us": "+5d"}),),
    ),
    Matter(
        "branches",
        "request",
        6,
        {"title": "树枝挡光", "channel": "hotline", "place": "甲小区 2号楼", "way": "pass_on"},
        (
            Later(6, "transferred", {"handler": "园林"}),
            Later(5, "answered", {"reply": "排在下月修剪"}),
            Later(3, "called_back", {"satisfaction": "unsatisfied", "called_back": "太晚了"}),
            Later(2, "reopened", {"due_us": "+7d"}, "居民不同意等到下月"),
        ),
    ),
    Matter(
        "posters",
        "request",
        7,
        {"title": "楼道小广告", "channel": "visit", "place": "甲小区 4号楼", "way": "on_spot"},
        (
            Later(7, "settled", {"reply": "当场清掉"}),
            Later(6, "called_back", {"satisfaction": "fair", "called_back": "清是清了，还会贴"}),
            Later(6, "closed"),
        ),
    ),
    Matter(
        "again",
        "request",
        3,
        {"title": "便民市场乱摆", "channel": "hotline", "place": "便民市场", "way": "explain"},
        (Later(3, "refused", {"same_as": "@market"}, "与前一件同一事项，已书面说明"),),
    ),
)

CALLED = (
    Matter(
        "coordinate",
        "letter",
        9,
        {
            "title": "物业费捆绑，请协调处理",
            "addressee": "住建",
            "about": "@fee",
            "note": "居民反映欠费车辆进不了小区，请派员参加协调。",
        },
        (
            Later(9, "issued"),
            Later(9, "delivered", {"delivered_how": "专人送达，办公室收"}),
            Later(8, "replied", {"reply": "派物业科参加圆桌会"}),
            Later(7, "closed"),
        ),
    ),
    Matter(
        "sewage_letter",
        "letter",
        3,
        {"title": "污水外溢，请查管网", "addressee": "水务", "note": "南门雨水井三次外溢。"},
        (Later(3, "issued"), Later(3, "delivered", {"due_us": "+9d"})),
    ),
    Matter(
        "sewage",
        "whistle",
        1,
        {
            "title": "南门雨水井污水外溢",
            "place": "小区南门",
            "called": "水务 住建",
            "urgency": "urgent",
        },
        (
            Later(1, "submitted"),
            Later(1, "blown"),
            Later(1, "signed"),
            Later(1, "contacted"),
        ),
    ),
    Matter(
        "muck",
        "whistle",
        10,
        {"title": "夜间渣土", "place": "东街工地", "called": "住建 公安", "urgency": "usual"},
        (
            Later(10, "submitted"),
            Later(10, "blown"),
            Later(10, "signed"),
            Later(10, "contacted"),
            Later(9, "arrived"),
            Later(8, "handling"),
            Later(7, "rated", {"result": "车辆改走外环，洗车台启用", "rating": "satisfied"}),
            Later(6, "closed"),
        ),
    ),
)
