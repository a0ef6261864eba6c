"""What a station keeps up: activities, stalls, documents on the wall, duty, hand-overs."""

from patrol_tui.sample.matters.matter import Later, Matter

_STALLS = (
    ("A01", "蔬菜", "6:00-10:00", "0"),
    ("A02", "水果", "6:00-19:00", "2"),
    ("A03", "早点", "5:30-9:30", "0"),
    ("B01", "豆制品", "6:00-12:00", "0"),
    ("B02", "修鞋配钥匙", "8:00-18:00", "1"),
)
_PAPERS = (
    ("工作站运行机制", "2026版", "大厅东墙"),
    ("首接负责制", "2026版", "接待台旁"),
    ("值班与交接班制度", "第2版", "值班室"),
)


def _stall(no: str, line: str, hours: str, persuaded: str) -> Matter:
    values = {"title": f"{no} {line}", "stall_no": no, "line": line, "hours": hours}
    more = {"place": "便民市场", "card": "yes", "persuaded": persuaded}
    return Matter(f"stall_{no}", "stall", 12, values | more, (Later(12, "trading"),))


def _document(at: int, title: str, edition: str, wall: str) -> Matter:
    later = (
        Later(12, "valid", {"due_us": "+300d"}),
        Later(11, "posted", {"posted_at": wall, "due_us": f"+{200 + at}d"}),
    )
    return Matter(f"document_{at}", "document", 12, {"title": title, "edition": edition}, later)


KEPT = (
    *(_stall(*one) for one in _STALLS),
    *(_document(at, *one) for at, one in enumerate(_PAPERS)),
    Matter(
        "law_day",
        "activity",
        6,
        {"title": "普法进小区", "sort": "law", "place": "甲小区广场", "partners": "司法"},
        (
            Later(6, "held", {"people": "46", "requests": "@posters"}),
            Later(5, "reported", {"people": "46", "summary": "发手册 46 份，接诉求 2 件"}),
        ),
    ),
    Matter(
        "good_deed",
        "activity",
        4,
        {"title": "帮老人办停车证", "sort": "good_deed", "place": "工作站"},
        (
            Later(4, "held", {"people": "7"}),
            Later(3, "reported", {"people": "7", "summary": "办成 7 件"}),
        ),
    ),
    Matter(
        "clean_city",
        "activity",
        1,
        {
            "title": "共建卫生城清扫日",
            "sort": "clean_city",
            "place": "湖边步道",
            "partners": "园林",
            "due_us": "+6d",
        },
    ),
    Matter(
        "duty",
        "roster",
        3,
        {
            "title": "本周值班",
            "from_us": "+1h",
            "to_us": "+7d",
            "lead": "队员甲",
            "on_duty": "队员甲 队员乙 队员丙",
        },
        (Later(3, "published"),),
    ),
    Matter(
        "shift",
        "handover",
        1,
        {
            "title": "早班交晚班",
            "shift": "早班交晚班",
            "to": "队员乙",
            "note": "消防车道一处待复查，垃圾房一处待清运。",
            "equipment": "执法记录仪 2 台，对讲机 2 部",
            "keys": "三把",
        },
        (Later(1, "taken"), Later(1, "signed")),
    ),
)
