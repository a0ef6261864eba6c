"""Meetings and what was promised there, consultations, the campaign."""

from patrol_tui.sample.matters.matter import Later, Matter

HELD = (
    Matter(
        "round_table",
        "meeting",
        8,
        {
            "title": "物业捆绑收费圆桌会",
            "place": "工作站",
            "brand": "解忧格子铺",
            "agenda": "@fee",
            "invited": "住建 城管",
        },
        (
            Later(8, "graded", {"grade": "instant"}),
            Later(8, "preparing", {"held_us": "+2h"}),
            Later(
                7,
                "",
                {
                    "present/业主代表甲": "业主",
                    "present/社区书记": "社区",
                    "present/物业经理": "物业",
                    "present/物业科": "住建",
                    "view/业主代表甲": "物业费该交，但不能拦车",
                    "view/物业经理": "承认捆绑不对，当场改",
                    "vote/业主代表甲": "for",
                    "vote/社区书记": "for",
                    "vote/物业经理": "for",
                    "vote/物业科": "abstains",
                },
            ),
            Later(7, "held"),
            Later(
                7,
                "minuted",
                {
                    "facts": "欠费车辆抬不起杆",
                    "conclusion": "即日起缴费与通行分开",
                    "minutes": "议定：即日起缴费与通行分开，物业当场承诺。",
                },
            ),
            Later(6, "executing"),
            Later(4, "published", {"published": "小区公告栏"}),
            Later(2, "reviewed", {"review": "没有反弹", "satisfaction": "satisfied"}),
        ),
    ),
    Matter(
        "split",
        "commitment",
        7,
        {
            "title": "缴费与车辆通行分开",
            "party": "甲小区物业",
            "place": "甲小区东门",
            "meeting": "@round_table",
            "about": "@fee",
            "due_us": "+3d",
        },
        (
            Later(7, "correcting", {"consent": "业主代表三人同意"}),
            Later(6, "awaiting"),
            Later(5, "passed", {"result": "欠费车辆照常进出"}),
        ),
    ),
    Matter(
        "council",
        "meeting",
        2,
        {
            "title": "垃圾房改建怎么办",
            "place": "工作站",
            "brand": "诸葛议事会",
            "invited": "住建 城管",
        },
        (
            Later(2, "graded", {"grade": "deep"}),
            Later(1, "preparing", {"held_us": "+6d", "due_us": "+6d"}),
        ),
    ),
    Matter(
        "clearing",
        "commitment",
        3,
        {
            "title": "垃圾房当天清运",
            "party": "甲小区物业",
            "place": "2号垃圾房",
            "due_us": "@today",
        },
        (Later(2, "correcting", {"consent": "业主代表两人同意"}),),
    ),
    Matter(
        "line",
        "commitment",
        2,
        {"title": "补画消防车道标线", "party": "甲小区物业", "place": "5号楼", "due_us": "+12d"},
    ),
    Matter(
        "roof",
        "consultation",
        1,
        {
            "title": "11号楼顶加建",
            "trigger": "unclear",
            "place": "甲小区 11号楼",
            "invited": "规划 城管",
        },
        (Later(1, "accepted", {"due_us": "+7d"}),),
    ),
    Matter(
        "east_street",
        "campaign",
        8,
        {
            "title": "小吃街占道专项",
            "place": "小吃街",
            "owner": "队员甲",
            "target": "两周内不再占道",
            "issues": "@vending",
        },
        (
            Later(8, "surveying", {"due_us": "+20d"}),
            Later(7, "", {"progress/@day": "摸排 6 处"}),
            Later(7, "listed"),
            Later(6, "correcting"),
            Later(5, "", {"progress/@day": "规范 3 处，劝导 2 处"}),
            Later(3, "", {"progress/@day": "规范 2 处，回访 3 处"}),
            Later(2, "", {"struck": "@vending_first"}),
        ),
    ),
)
