"""Why officers moved an issue on, and what they noted beside it."""

from collections.abc import Mapping
from random import Random

_REASONS: Mapping[str, tuple[str, ...]] = {
    "verified": ("现场看过，情况属实", "和巡查照片一致", "打电话向物业核过，属实", ""),
    "filed": ("符合立案条件", "", "同一处本月第二次，立案"),
    "dispatched": (
        "按职责清单派给{department}",
        "{department}主办，城管协办",
        "转{department}处理，附照片",
    ),
    "handling": ("已约当事人到场", "当事人答应限期内改", "物业安排人处理", "联系上了，正在处理"),
    "responded": ("已处理完", "当事人发来照片", "现场已恢复", "{department}回复：已处理"),
    "checked": ("现场复核，没有反复", "对照前后照片，属实", "复核无误"),
    "closed": ("", "同意结案", "手续齐，结案"),
    "archived": ("", "按月归档"),
    "returned": ("{department}说不在其管养范围，退回改派", "井号对不上，请核实后再派"),
    "reworked": ("复核时又反弹，重新处理", "只清了一半，退回再办"),
    "declined": (
        "现场已看不到，拍照存档，不立案",
        "在疏导区和时段内，不算占道",
        "属邻里自行协商事项，已告知途径",
    ),
    "voided": ("试录，作废", "地点录错且与别件混在一起，另录一件"),
}
_HANDLED_BY_DEPARTMENT = (
    "{department}已派人到场",
    "{department}答复今天处理",
    "与{department}现场碰头",
)
_SPOT_DONE = ("当场处置完毕", "当场改好，已拍照", "劝导后自行整改")
NOTES = (
    "物业经理到场，答应今天处理",
    "当事人态度配合，讲了规定",
    "旁边还有一处类似的，下次一起看",
    "居民说早上七点前最严重",
    "已和社区网格员说过，帮忙盯着",
    "这里光线暗，照片是补光拍的",
    "店主换人了，重新讲了一遍",
    "周末容易反弹，建议周六再看",
    "量了两遍，数是准的",
    "有居民在旁边看，解释了处理办法",
)
EXTENSIONS = ("配件要等三天，申请延期", "连续下雨没法施工，申请延期", "业主在外地，约好回来再办")
SUSPENSIONS = (
    "要等规划认定，先挂账",
    "涉及老旧管网改造，列入计划后挂账",
    "产权有争议，调解期间挂账",
)
CORRECTIONS = ("位置写错了，更正", "门牌看错，更正", "回看照片，位置应是这里")
UNCHECKED = (
    "门锁着，没人应",
    "落叶盖住，看不清",
    "围挡施工，进不去",
    "有车停着挡住了",
    "下雨积水，没法看",
)
SKIPPED = (
    "临时封闭施工",
    "协助社区处理突发，没来得及去",
    "大雨，步道关闭",
    "接到处置任务，绕过这一站",
)
RETRACTION = "和前一件是同一处，重复记了"


def reason_for(chance: Random, status: str, way: str, department: str) -> str:
    """Return why an issue is moved to a state, or an empty text.

    Args:
        chance: what varies it.
        status: the state that it is moved to.
        way: how the issue is dealt with.
        department: name of the department that deals with it, or an empty text.
    """
    texts = _REASONS[status]
    if status == "responded" and way == "spot":
        texts = _SPOT_DONE
    if status == "handling" and way == "handed":
        texts = _HANDLED_BY_DEPARTMENT
    fitting = [text for text in texts if department or "{department}" not in text]
    return chance.choice(fitting).format(department=department)
