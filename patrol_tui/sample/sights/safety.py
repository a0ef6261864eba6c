"""Sights where fire, falling things or traffic put people at risk."""

from patrol_tui.sample.sights.sight import Sight

_LANE = {"lane": "fire_access", "width_m": "{width}", "building": "{building}"}
_SPOTS = ("东侧", "西侧", "北口", "南口")
_ROADSIDE = ("东侧人行道", "西侧人行道", "路口", "公交站旁")

FIRE_LANE = (
    Sight(
        "spot",
        "{colour}轿车横停车道，电话联系车主，{took} 分钟后开走",
        _SPOTS,
        ("persuaded", "settled"),
        _LANE
        | {
            "blocked_by": "vehicle",
            "plate": "{plate}",
            "occupied_min": "{minutes}",
            "owner_called": "是",
            "moved": "是",
            "moved_min": "{took}",
        },
        after="车已驶离",
    ),
    Sight(
        "handed",
        "{colour}轿车停在消防车道上，车内无人，挪车电话打不通",
        _SPOTS,
        ("persuaded", "handed_over"),
        _LANE | {"blocked_by": "vehicle", "plate": "{plate}", "occupied_min": "{minutes}"},
        to="fire",
        after="车已驶离，车道畅通",
    ),
    Sight(
        "order",
        "楼道口堆着旧柜子和纸箱，疏散门只能开一半",
        ("{building}号楼 1单元", "{building}号楼 2单元", "地下室出口"),
        ("persuaded", "warned"),
        {"lane": "evacuation", "blocked_by": "goods", "width_m": "0.8", "building": "{building}"},
        after="杂物搬走了，门能全开",
        at=("号楼",),
    ),
    Sight(
        "handed",
        "安全出口从里面上了锁，物业说钥匙在值班室",
        ("负一层", "北侧连廊", "{building}号楼后门"),
        ("warned", "handed_over"),
        {"lane": "exit", "blocked_by": "locked", "width_m": "0", "building": "{building}"},
        to="fire",
        after="锁已拆，换成推杆",
        at=("号楼",),
    ),
    Sight(
        "spot",
        "送货三轮车停在车道上卸货，劝导后马上挪走",
        _SPOTS,
        ("persuaded", "settled"),
        _LANE
        | {"blocked_by": "vehicle", "occupied_min": "10", "moved": "是", "moved_min": "{took}"},
        after="没有再停",
    ),
    Sight(
        "order",
        "车道边新装 {n} 个地锁，消防车转不过弯",
        ("转弯处", "{building}号楼前", "车棚北侧"),
        ("warned",),
        _LANE | {"blocked_by": "building", "owner_called": "是"},
        after="地锁已拆除，地面补平",
    ),
)

EBIKE_CHARGING = (
    Sight(
        "spot",
        "从二楼窗户拉线下来给电动车充电，叫住户当场拔了",
        ("{building}号楼 北侧", "{building}号楼 1单元", "{building}号楼 窗下"),
        ("persuaded", "settled"),
        {"what": "cable", "unplugged": "是"},
    ),
    Sight(
        "handed",
        "楼道里停着 {n} 辆电动车，有一辆正在充电",
        ("{building}号楼 2单元", "{building}号楼 3单元"),
        ("warned", "handed_over"),
        {"what": "stairway", "high_rise": "是"},
        to="fire",
        after="车已推到充电棚",
    ),
    Sight(
        "order",
        "住户把电瓶提回家充，门口留着插线板",
        ("{building}号楼 1单元", "{building}号楼 4单元"),
        ("persuaded", "warned"),
        {"what": "indoors", "high_rise": "否"},
        after="电瓶改到充电柜充",
    ),
)

FALLING_OBJECTS = (
    Sight(
        "handed",
        "楼上掉下一个花盆，碎在人行道上，没伤到人",
        ("{building}号楼 南侧",),
        ("warned", "handed_over"),
        {"what": "花盆", "building": "{building}", "injured": "否"},
        to="police",
        after="民警已逐户提醒，窗台花盆收回",
    ),
    Sight(
        "order",
        "窗外花架松了，几块砖悬在空调机位上",
        ("{building}号楼 西侧",),
        ("warned",),
        {"what": "砖块", "building": "{building}", "injured": "否"},
        after="花架已拆",
    ),
)

VEHICLE_ON_PAVEMENT = (
    Sight(
        "spot",
        "{colour}轿车停在盲道上，司机在车里，劝导后开走",
        _ROADSIDE,
        ("persuaded", "settled"),
        {"plate": "{plate}", "driver_there": "是", "blocks": "tactile", "moved": "是"},
        after="没有再停",
    ),
    Sight(
        "handed",
        "{colour}面包车占着人行道，找不到司机，学生只能走车行道",
        _ROADSIDE,
        ("persuaded", "handed_over"),
        {"plate": "{plate}", "driver_there": "否", "blocks": "pavement"},
        to="traffic_police",
        after="交警已贴单，车已移走",
    ),
    Sight(
        "handed",
        "{colour}轿车堵住无障碍坡道，轮椅上不去",
        _ROADSIDE,
        ("persuaded", "handed_over"),
        {"plate": "{plate}", "driver_there": "否", "blocks": "ramp"},
        to="traffic_police",
        after="坡道畅通",
    ),
)

BIKE_PARKING = (
    Sight(
        "spot",
        "{n} 辆电动车停到线外，帮着摆回线内",
        ("门口", "东侧", "台阶下"),
        ("persuaded", "settled"),
        {"count": "{n}", "shared": "否", "tidied": "是"},
        after="摆放整齐",
    ),
    Sight(
        "spot",
        "共享单车倒了一片，扶起来归到停放区",
        ("路口", "公交站旁", "西侧"),
        ("settled",),
        {"count": "{n}", "shared": "是", "tidied": "是"},
        after="停放区内整齐",
    ),
    Sight(
        "handed",
        "{n} 辆共享单车堵住通道，运维人员没来",
        ("通道口", "南侧"),
        ("persuaded", "handed_over"),
        {"count": "{n}", "shared": "是", "tidied": "否"},
        to="traffic_police",
        after="车已清走",
    ),
)

SAFETY = {
    "fire_lane": FIRE_LANE,
    "ebike_charging": EBIKE_CHARGING,
    "falling_objects": FALLING_OBJECTS,
    "vehicle_on_pavement": VEHICLE_ON_PAVEMENT,
    "bike_parking": BIKE_PARKING,
}
