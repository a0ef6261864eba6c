"""Sights of the estates: waste, green, buildings, dogs, and what neighbours quarrel about."""

from patrol_tui.sample.sights.sight import Sight

_ROUND = ("东侧", "西侧", "北墙下", "门口", "绿篱旁")
_ROOM = {"place_kind": "room", "property_company": "物业公司"}

GARBAGE_ROOM = (
    Sight(
        "spot",
        "两个桶满溢，袋子堆到门外，保洁员当场清运",
        ("门前", "北侧", "投放口"),
        ("persuaded", "settled"),
        _ROOM | {"found": "overflow", "emptied": "是", "property_told": "是"},
        after="桶已清空，地面干净",
    ),
    Sight(
        "order",
        "房内异味重，污水流到门外，要求今天冲洗",
        ("门前", "后墙"),
        ("ordered",),
        _ROOM | {"found": "smell overflow", "emptied": "否", "property_told": "是"},
        after="已冲洗，异味散了",
    ),
    Sight(
        "order",
        "开放时段门锁着，居民把袋子放在门口",
        ("门前", "台阶上"),
        ("warned", "ordered"),
        _ROOM | {"found": "locked", "property_told": "是"},
        after="按时开门",
    ),
    Sight(
        "order",
        "旧沙发和装修垃圾堆在旁边，挡住投放口",
        ("东侧", "西侧"),
        ("persuaded", "ordered"),
        _ROOM | {"found": "bulky construction", "property_told": "是"},
        after="大件已拉走",
    ),
    Sight(
        "order",
        "墙角有烟头和纸箱，离充电棚不到五米",
        ("北侧墙角",),
        ("warned",),
        _ROOM | {"found": "fire_hazard", "property_told": "是"},
        after="纸箱清走，贴了禁烟牌",
    ),
)

WASTE_SORTING = (
    Sight(
        "spot",
        "厨余桶里混着塑料袋，保洁员当场分开",
        ("投放点", "四号桶旁"),
        ("persuaded", "settled"),
        {"party_kind": "unknown", "found": "mixed"},
        after="四类分开",
    ),
    Sight(
        "order",
        "缺有害垃圾桶，电池扔在其他垃圾里",
        ("投放点",),
        ("ordered",),
        {"party_kind": "manager", "found": "no_bins mixed"},
        after="桶已补齐",
    ),
)

WASTE_DUMPING = (
    Sight(
        "spot",
        "菜叶和泡沫箱扔在路边，摊主清扫干净",
        _ROUND,
        ("persuaded", "settled"),
        {"what": "litter", "area_m2": "{area}", "cleared": "是"},
        after="地面干净",
    ),
    Sight(
        "order",
        "一堆旧家具倒在空地上，没人认",
        _ROUND,
        ("ordered",),
        {"what": "bulky", "area_m2": "{area}", "cleared": "否"},
        after="环卫已拉走",
    ),
    Sight(
        "order",
        "半袋半袋的装修垃圾靠在树下",
        _ROUND,
        ("persuaded", "ordered"),
        {"what": "renovation", "area_m2": "{area}", "cleared": "否"},
        after="已清到指定点",
    ),
)

CONSTRUCTION_WASTE = (
    Sight(
        "order",
        "装修垃圾没装袋，散在路边，住户说明天拉",
        ("路边", "{building}号楼旁"),
        ("persuaded", "ordered"),
        {"volume_m3": "{depth}", "bagged": "否", "at_point": "否"},
        after="已装袋，放到指定点",
        at=("号楼", "垃圾点"),
    ),
    Sight(
        "handed",
        "一车渣土倒在围挡外，车走了，只看清半个车牌",
        ("围挡外",),
        ("handed_over",),
        {"volume_m3": "{area}", "plate": "鲁A0???", "bagged": "否", "at_point": "否"},
        to="police",
        after="渣土已清运，监控已调取",
    ),
)

OPEN_BURNING = (
    Sight(
        "spot",
        "绿化工烧落叶，当场扑灭",
        ("墙根", "东侧空地"),
        ("warned", "settled"),
        {"what": "leaves", "put_out": "是"},
        after="没有复燃",
    ),
    Sight(
        "spot",
        "有人在铁桶里烧废木板取暖，用水浇灭",
        ("工棚旁", "路边"),
        ("persuaded", "settled"),
        {"what": "other", "put_out": "是"},
        after="铁桶已收走",
    ),
)

ILLEGAL_BUILDING = (
    Sight(
        "order",
        "楼顶正在搭钢架，两个工人在焊，要求先停工",
        ("楼顶东侧", "楼顶"),
        ("ordered",),
        {"stage": "building", "area_m2": "{area}", "stopped": "是", "in_village": "否"},
        after="已停工，钢架开始拆",
    ),
    Sight(
        "handed",
        "一楼院里建成一间彩钢房，说是前年的",
        ("{building}号楼 1单元院内",),
        ("ordered", "handed_over"),
        {"stage": "built", "area_m2": "{area}", "in_village": "否"},
        to="planning",
        after="规划已测量，等认定",
    ),
)

BALCONY_FACADE = (
    Sight(
        "order",
        "空调机位上堆着杂物，有一块板子快掉了",
        ("{flat}",),
        ("persuaded", "ordered"),
        {"what": "piling", "flat": "{flat}"},
        after="杂物已清",
    ),
    Sight(
        "spot",
        "被子晾在临街护栏上，住户收回去了",
        ("{flat}", "临街一侧"),
        ("persuaded", "settled"),
        {"what": "hanging", "flat": "{flat}"},
        after="没有再晾",
    ),
)

GREEN_SPACE = (
    Sight(
        "order",
        "花坛里停了两辆车，草皮压坏一片",
        ("中心花坛", "步道旁绿地"),
        ("ordered",),
        {"what": "damaged", "area_m2": "{area}"},
        after="草皮已补种",
    ),
    Sight(
        "handed",
        "有人把 {n} 棵小树锯了，说挡光",
        ("{building}号楼南侧绿地",),
        ("ordered", "handed_over"),
        {"what": "felled", "trees": "{n}"},
        to="parks",
        after="园林已取证，开春补种",
    ),
)

CLUTTER_PLANTING = (
    Sight(
        "spot",
        "楼道里放着婴儿车和纸箱，住户搬回家",
        ("{flat}", "1单元", "2单元"),
        ("persuaded", "settled"),
        {"what": "clutter", "where": "楼道", "cleared": "是"},
        after="楼道干净",
        at=("号楼",),
    ),
    Sight(
        "order",
        "楼前绿地开出一小块菜地，种了白菜",
        ("{building}号楼前", "绿地北侧"),
        ("persuaded", "ordered"),
        {"what": "vegetables", "where": "楼前绿地", "cleared": "否"},
        after="菜收了，地已整平",
        at=("号楼", "停车"),
    ),
    Sight(
        "order",
        "公共车位上装了地锁，车主说是自己买的",
        ("3排", "5排", "入口右侧"),
        ("warned", "ordered"),
        {"what": "ground_lock", "where": "停车场", "cleared": "否"},
        after="地锁已拆",
        at=("停车",),
    ),
)

DOGS = (
    Sight(
        "spot",
        "遛狗没牵绳，提醒后拴上了",
        ("步道", "草坪", "凉亭旁"),
        ("persuaded", "settled"),
        {"what": "leash", "cleaned": "是"},
        after="都牵着绳",
    ),
    Sight(
        "spot",
        "步道上有犬粪，主人回来清走",
        ("步道", "草坪"),
        ("persuaded", "settled"),
        {"what": "waste", "cleaned": "是"},
        after="干净",
    ),
    Sight(
        "handed",
        "一条流浪狗在门口转，孩子不敢走",
        ("门口", "车棚旁"),
        ("handed_over",),
        {"what": "stray"},
        to="police",
        after="已送收容点",
    ),
)

PROPERTY_DISPUTE = (
    Sight(
        "handed",
        "物业限制没交费的住户刷卡，老人进不了门",
        ("小区正门", "{building}号楼 1单元"),
        ("persuaded", "handed_over"),
        {"about": "entry", "property_company": "物业公司", "round_table": "wanted"},
        to="housing",
        after="门禁已恢复，费用另行协商",
    ),
    Sight(
        "order",
        "业主说公共走廊的广告收入没公示",
        ("物业办公室",),
        ("persuaded",),
        {"about": "common_parts", "property_company": "物业公司", "round_table": "wanted"},
        after="收支已贴到公示栏",
    ),
)

SEWAGE = (
    Sight(
        "handed",
        "雨水井往外冒污水，流到路上",
        ("{well} 井",),
        ("handed_over",),
        {"what": "overflow", "manhole": "{well}"},
        to="water",
        after="已疏通，不外溢",
    ),
    Sight(
        "spot",
        "{diner}往雨水口倒泔水，当场制止并冲洗",
        ("门前雨水口", "巷口"),
        ("warned", "settled"),
        {"what": "poured", "manhole": "{well}"},
        after="雨水口没有油污",
        at=("街", "市场"),
    ),
    Sight(
        "order",
        "洗车水直接排进雨水口，没有沉淀池",
        ("门前雨水口",),
        ("warned",),
        {"what": "misconnected", "manhole": "{well}"},
        after="已接到污水井",
        at=("街",),
    ),
)

OTHER = (
    Sight(
        "order",
        "井盖松了，车一过就响，晚上吵人",
        ("路口", "{building}号楼前"),
        ("persuaded",),
        {"what": "井盖松动"},
        after="垫了胶圈，不响了",
    ),
    Sight(
        "spot",
        "井口旁的警示锥倒了，扶起来摆正",
        ("西侧", "路口"),
        ("settled",),
        {"what": "警示锥倒了"},
        after="警示锥摆正了",
    ),
)

ESTATE = {
    "garbage_room": GARBAGE_ROOM,
    "waste_sorting": WASTE_SORTING,
    "waste_dumping": WASTE_DUMPING,
    "construction_waste": CONSTRUCTION_WASTE,
    "open_burning": OPEN_BURNING,
    "illegal_building": ILLEGAL_BUILDING,
    "balcony_facade": BALCONY_FACADE,
    "green_space": GREEN_SPACE,
    "clutter_planting": CLUTTER_PLANTING,
    "dogs": DOGS,
    "property_dispute": PROPERTY_DISPUTE,
    "sewage": SEWAGE,
    "other": OTHER,
}
