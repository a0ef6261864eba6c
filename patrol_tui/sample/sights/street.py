"""Sights of the street: stalls, shops, smoke and noise."""

from patrol_tui.sample.sights.sight import Sight

_STREET = ("北侧人行道", "南侧人行道", "路口东", "12号门前", "16号门前", "公交站旁")

STREET_VENDING = (
    Sight(
        "spot",
        "流动水果摊摆在人行道上，劝导后到便民市场摆",
        _STREET,
        ("persuaded", "settled"),
        {
            "site": "pavement",
            "zone": "outside",
            "hours": "beyond",
            "card": "absent",
            "goods": "produce",
            "form": "moving",
            "stall_length_m": "{length}",
            "stall_depth_m": "{depth}",
            "stalls": "1",
            "moved": "是",
            "directed_to": "便民市场",
        },
        after="原处没有再摆",
    ),
    Sight(
        "order",
        "早餐车占着车行道一侧，第二次来，要求收摊前挪走",
        _STREET,
        ("persuaded", "ordered"),
        {
            "site": "road",
            "zone": "outside",
            "hours": "within",
            "card": "shown",
            "goods": "food",
            "form": "moving",
            "stall_length_m": "{length}",
            "stalls": "1",
        },
        after="已挪到划线区",
        at=("正门", "南门", "市场", "街"),
    ),
    Sight(
        "spot",
        "市场外沿多出 {n} 个菜摊，挪回线内，道路让出来了",
        ("东门外", "西门外", "市场口"),
        ("persuaded", "settled"),
        {
            "site": "market_edge",
            "zone": "outside",
            "hours": "within",
            "goods": "produce",
            "form": "fixed",
            "stalls": "{n}",
            "moved": "是",
            "directed_to": "市场内空摊位",
        },
        after="摊位都在线内",
        at=("市场", "夜市"),
    ),
    Sight(
        "order",
        "放学时段卖小玩具和烤肠的围在门口，家长车过不去",
        ("门口东侧", "门口西侧", "马路对面"),
        ("warned", "ordered"),
        {
            "site": "pavement",
            "zone": "outside",
            "hours": "unknown",
            "goods": "other",
            "form": "moving",
            "stalls": "{n}",
        },
        after="放学时段没有再摆",
        at=("小学",),
    ),
    Sight(
        "spot",
        "手机贴膜摊摆到盲道上，说明规定后自己收了",
        _STREET,
        ("persuaded", "settled"),
        {
            "site": "pavement",
            "zone": "outside",
            "hours": "within",
            "goods": "services",
            "form": "moving",
            "stalls": "1",
            "moved": "是",
        },
        after="没有再来",
    ),
)

SHOPFRONT_TRADING = (
    Sight(
        "spot",
        "{shop}把货架摆到门外，当场收回店内",
        _STREET,
        ("persuaded", "settled"),
        {"shop": "{shop}", "what": "goods", "beyond_m": "{depth}", "taken_in": "是"},
        after="门外没有货物",
    ),
    Sight(
        "order",
        "{diner}门外摆了 {n} 张桌子，行人绕行",
        _STREET,
        ("warned", "ordered"),
        {"shop": "{diner}", "what": "tables", "beyond_m": "{depth}", "taken_in": "否"},
        after="桌椅收回店内",
    ),
    Sight(
        "order",
        "五金店在门前切割电焊，火星溅到路上",
        _STREET,
        ("ordered",),
        {"shop": "五金店", "what": "work", "beyond_m": "{depth}"},
        after="改在店内作业",
    ),
)

CONVENIENCE_STALL = (
    Sight(
        "spot",
        "{stall} 摊出了划线区，帮着挪回去",
        ("{stall} 摊",),
        ("persuaded", "settled"),
        {"stall_no": "{stall}", "found": "out_of_zone", "holder": "摊主"},
        after="在线内",
    ),
    Sight(
        "order",
        "{stall} 食品摊没亮公示卡，摊主说忘在家里",
        ("{stall} 摊",),
        ("persuaded",),
        {"stall_no": "{stall}", "found": "no_card", "holder": "摊主"},
        after="公示卡已挂出",
    ),
    Sight(
        "spot",
        "{stall} 摊过了收摊时间还没走，菜叶没扫",
        ("{stall} 摊",),
        ("warned", "settled"),
        {"stall_no": "{stall}", "found": "out_of_hours litter", "holder": "摊主"},
        after="按时收摊，地面干净",
    ),
)

COOKING_FUMES = (
    Sight(
        "order",
        "{diner}净化器停着，油烟直排，楼上住户反映",
        ("9号", "11号", "15号"),
        ("warned",),
        {"shop": "{diner}", "purifier": "idle", "in_residential": "是"},
        after="净化器在运行，滤网已清洗",
    ),
    Sight(
        "handed",
        "{diner}没装净化器，排烟口对着居民窗户",
        ("9号", "21号"),
        ("warned", "handed_over"),
        {"shop": "{diner}", "purifier": "absent", "in_residential": "是"},
        to="ecology",
        after="已装净化器，排口改到楼顶",
    ),
)

OPEN_BARBECUE = (
    Sight(
        "spot",
        "烧烤店把 {n} 个炉子摆到店外，劝导后搬回店内",
        ("店门口", "夜市口", "湖边小广场"),
        ("persuaded", "settled"),
        {"shop": "烧烤店", "grills": "{n}", "moved_in": "是"},
        after="炉子都在店内",
    ),
    Sight(
        "order",
        "流动烧烤车在路边生炭火，烟大，地面有油",
        ("路口", "夜市口"),
        ("warned",),
        {"shop": "流动烧烤车", "grills": "1", "moved_in": "否"},
        after="没有再来，地面已冲洗",
    ),
)

COMMUNITY_NOISE = (
    Sight(
        "spot",
        "{shop}门口喇叭循环叫卖，当场调低",
        _STREET,
        ("persuaded", "settled"),
        {"noise_from": "loudspeaker", "lowered": "是"},
        after="喇叭没有再开",
    ),
    Sight(
        "handed",
        "广场舞音响开到最大，领队说再跳半小时",
        ("广场北侧", "广场中间"),
        ("persuaded", "handed_over"),
        {"noise_from": "dancing", "lowered": "否"},
        to="police",
        after="约定 20:30 前结束",
        at=("广场",),
    ),
    Sight(
        "order",
        "午休时间装修打钻，楼下住户休息不了",
        ("{building}号楼",),
        ("persuaded",),
        {"noise_from": "renovation", "lowered": "是"},
        after="按公示时间施工",
        at=("号楼",),
    ),
)

CONSTRUCTION_SITE = (
    Sight(
        "order",
        "出口没冲洗，车轮带泥，路面一道一道的",
        ("出口", "西门外"),
        ("warned",),
        {"what": "spill", "site": "西侧工地", "permit": "是"},
        after="路面已冲洗，冲洗台在用",
    ),
    Sight(
        "handed",
        "裸土没盖，喷淋没开，风一吹都是灰",
        ("北侧围挡内", "东侧围挡内"),
        ("warned", "handed_over"),
        {"what": "dust", "site": "西侧工地", "permit": "是"},
        to="housing",
        after="裸土已覆盖，喷淋在用",
    ),
    Sight(
        "handed",
        "昨夜 22 点后还在打桩，居民录了像，门口没有公示",
        ("大门口",),
        ("warned", "handed_over"),
        {"what": "night_work dust", "site": "西侧工地", "permit": "否"},
        to="housing",
        after="夜间停工，补办了公示",
    ),
)

OUTDOOR_ADVERTISING = (
    Sight(
        "spot",
        "墙上贴着 {n} 张小广告，当场铲掉",
        ("围墙", "门柱", "单元门", "公示栏"),
        ("settled",),
        {"what": "poster", "count": "{n}", "removed": "是"},
        after="没有新贴的",
    ),
    Sight(
        "spot",
        "喷的办证电话，涂料盖住了",
        ("围墙", "楼道口", "变电箱"),
        ("settled",),
        {"what": "scribble", "count": "{n}", "phone": "00000000000", "removed": "是"},
        after="已覆盖",
    ),
    Sight(
        "order",
        "{shop}牌匾掉了一个字，铁皮翘起来，怕掉下来",
        ("8号", "14号", "26号"),
        ("warned", "ordered"),
        {"what": "signboard", "count": "1", "removed": "否"},
        after="牌匾已加固",
        at=("街",),
    ),
)

STREET = {
    "street_vending": STREET_VENDING,
    "shopfront_trading": SHOPFRONT_TRADING,
    "convenience_stall": CONVENIENCE_STALL,
    "cooking_fumes": COOKING_FUMES,
    "open_barbecue": OPEN_BARBECUE,
    "community_noise": COMMUNITY_NOISE,
    "construction_site": CONSTRUCTION_SITE,
    "outdoor_advertising": OUTDOOR_ADVERTISING,
}
