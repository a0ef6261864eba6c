"""What can be imported: its columns, and what offices call them."""

from patrol_tui.domain.language.words import Words
from patrol_tui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is understood.

    Attributes:
        field: how mappings call it.
        label: what it is.
        titles: what offices write above it.
    """

    field: str
    label: Words
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of table.

    Attributes:
        what: what the user types.
        name: what is shown.
        type: the subject that its rows become; empty for contacts, which are catalogue.
        columns: those that are understood, the most telling first.
        needed: groups of fields; of each, one column must be there.
        fixed: what a field is where no column has it.
        done: by title, what rows say that nobody has to take in any more.
    """

    what: str
    name: Words
    type: str
    columns: tuple[Column, ...]
    needed: tuple[tuple[str, ...], ...]
    fixed: tuple[tuple[str, str], ...] = ()
    done: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def column(self, field: str) -> Column | None:
        """Return a column by its field, or None."""
        return next((one for one in self.columns if one.field == field), None)


def _columns(table: str) -> tuple[Column, ...]:
    """Read columns: field, label in Chinese and in English, what offices write above it.

    A line without strokes goes on with the titles of the one before it.
    """
    rows: list[list[str]] = []
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 1:
            rows[-1][-1] += " " + cells[0]
        else:
            rows.append(cells)
    return tuple(
        Column(field, Words(zh, en), (*titles.split(), field, en)) for field, zh, en, titles in rows
    )


_DONE = ("已办结", "办结", "已结案", "结案", "已归档", "归档", "已完成", "closed", "done")

REQUESTS = Target(
    "requests",
    Words("群众诉求", "Requests"),
    "request",
    _columns("""
    external | 单号 | Order number | 工单编号 工单号 工单号码 受理编号 诉求编号 热线编号 单号 编号
        流水号 id
    title | 事项 | Matter | 工单标题 诉求标题 标题 主题 事项 诉求事项 诉求主题
    note | 内容 | Content | 诉求内容 工单内容 反映内容 主要内容 问题描述 诉求描述 内容 描述
    place | 地点 | Place | 事发地址 事发地点 发生地点 诉求地址 详细地址 地址 地点 位置
    received | 受理 | Received | 受理时间 来电时间 登记时间 创建时间 诉求时间 派单时间 交办时间
        转办时间
    due | 时限 | Due | 办结期限 办理期限 办理时限 办结时限 处理期限 处理时限 答复期限
        答复时限 回复期限 回复时限 办结截止时间 截止时间 截止日期 到期时间 到期日期
        要求办结时间 要求办结日期 期限 时限 deadline
    channel | 来源 | Channel | 诉求来源 受理渠道 来源渠道 来源 渠道
    requester | 诉求人 | Name | 诉求人 来电人 反映人 投诉人 市民姓名 联系人 姓名
    phone | 电话 | Phone | 联系电话 来电号码 联系方式 手机号码 手机号 手机 电话
    address | 住址 | Address | 联系地址 家庭住址 家庭地址 来电人地址 住址
    wants_reply | 要答复 | Reply wanted | 是否回复 是否需要回复 要求回复 要答复
    accused | 被反映 | Against | 被反映对象 被反映人 被反映单位 被投诉单位 被反映
    handler | 承办 | Handler | 主办单位 承办单位 承办部门 主办部门 承办
    support | 协办 | Support | 协办单位 协办部门 协办
    """),
    needed=(("title", "note"),),
    fixed=(("channel", "hotline"),),
    done=tuple((title, _DONE) for title in ("办理状态", "工单状态", "状态", "办结状态", "status")),
)
ROSTER = Target(
    "roster",
    Words("值班表", "Roster"),
    "roster",
    _columns("""
    day | 日期 | Day | 值班日期 日期 时间日期 date
    shift | 班次 | Shift | 班次 班别 值班班次
    hours | 时段 | Hours | 值班时间 值班时段 时段 起止时间 时间
    from | 从 | From | 开始时间 开始 起始时间 上班时间 start
    to | 到 | To | 结束时间 结束 截止时间 下班时间 end
    lead | 带班 | Lead | 带班领导 带班人员 带班人 带班 值班领导
    on_duty | 值班 | On duty | 值班人员 值班队员 值班人 值班 人员 队员
    title | 事项 | Matter | 事项 名称 标题
    note | 备注 | Note | 备注 说明
    """),
    needed=(("day", "from"), ("on_duty", "lead")),
)
CONTACTS = Target(
    "contacts",
    Words("通讯录", "Contacts"),
    "",
    _columns("""
    post | 岗位 | Post | 岗位名称 岗位 职务 职责 科室
    place | 单位 | Office | 所属单位 部门 单位 工作站 站点 department station
    name | 姓名 | Name | 联系人 姓名 负责人 人员 名称
    phone | 电话 | Phone | 联系电话 办公电话 值班电话 手机号码 手机号 手机 电话
    hours | 时间 | Hours | 值守时间 接听时间 工作时间 时间
    valid_to | 有效期 | Till | 有效期至 有效期 失效日期
    checked_on | 核实 | Called | 核实日期 最近核实 核对日期 更新日期
    """),
    needed=(("phone",), ("post", "name")),
)
STALLS = Target(
    "stalls",
    Words("便民摊位", "Stalls"),
    "stall",
    _columns("""
    stall_no | 摊号 | Stall | 摊位编号 摊位号 摊号 编号 number
    holder | 摊主 | Holder | 摊主姓名 经营者姓名 经营者 经营人 摊主 姓名
    phone | 电话 | Phone | 联系电话 联系方式 手机号码 手机号 手机 电话
    line | 经营 | Sells | 经营范围 经营品种 经营项目 经营种类 经营内容 经营
    hours | 时段 | Hours | 经营时间 经营时段 出摊时间 营业时间 时段
    place | 地点 | Place | 所在市场 便民市场 市场 区域 位置 地点
    card | 公示卡 | Card | 信息公示卡 公示卡 是否公示 是否挂牌
    persuaded | 劝导 | Persuaded | 劝导次数 劝导
    title | 事项 | Matter | 摊位名称 名称 字号
    note | 备注 | Note | 备注 说明
    """),
    needed=(("stall_no",),),
)
TARGETS = {one.what: one for one in (REQUESTS, ROSTER, CONTACTS, STALLS)}
