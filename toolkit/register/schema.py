"""The register's sheets: their names, columns and keys. The record's own sheet comes from the mechanism."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.mechanism import Column, ColumnType, Mechanism
from toolkit.mechanism.following import follows_tasks
from toolkit.mechanism.supervising import supervises

CLOCKS, INCOMING, MEETINGS = "时限", "收件日志", "会议"
UNITS, HOLIDAYS, ASKS, BOARD = "成员单位", "节假日", "待确认", "看板"
#: The sheet of common problems, and its columns that the office fills in or puts right.
COMMON, NAME, MEMBERS = "共性问题", "名称", "事项"

_DATE, _NUMBER = ColumnType.DATE, ColumnType.NUMBER


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet of the register.

    Attributes:
        name: the sheet's name.
        columns: its columns, found by header wherever people move them.
        keys: the columns whose values together name a row; () where the toolkit only reads the sheet.
        lines: how many lines of text a row shows.
        optional: whether a register does without it until something is to stand there.
        numbered: whether a row that people type in without a key gets one from us.
    """

    name: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    lines: int = 2
    optional: bool = False
    numbered: bool = False

    def column(self, name: str) -> Column:
        """Return the column called ``name``. Raises KeyError where there is none."""
        return next(each for each in self.columns if each.name == name)


_CLOCKS = SheetSpec(
    CLOCKS,
    (
        Column("编号", width=11),
        Column("轮次", _NUMBER, width=6),
        Column("单位", width=24),
        Column("种类", width=20),
        Column("起算日", _DATE),
        Column("原期限", _DATE),
        Column("现期限", _DATE),
        Column("暂停自", _DATE),
        Column("暂停至", _DATE),
        Column("原因", width=20),
        Column("批准", width=16),
        Column("完成日", _DATE),
        Column("超期工作日", _NUMBER, width=10),
    ),
    ("编号", "轮次", "种类"),
)
_INCOMING = SheetSpec(
    INCOMING,
    (
        Column("收件号", _NUMBER, width=8),
        Column("收件日期", _DATE),
        Column("文件名", width=44),
        Column("结果", width=12),
        Column("表", width=22),
        Column("编号", width=11),
        Column("企业名称", width=24),
        Column("说明", width=60),
        Column("原件", width=30),
    ),
    ("收件号",),
    lines=3,
)
_MEETINGS = SheetSpec(
    MEETINGS,
    (
        Column("会议", width=10),
        Column("会议日期", _DATE),
        Column("会议时间", width=10),
        Column("会议地点", width=24),
        Column("主持人", width=16),
        Column("出席人员", width=50),
        Column("列席人员", width=30),
        Column("请假人员", width=20),
        Column("议定事项数", _NUMBER, width=10),
    ),
    ("会议",),
)
_ASKS = SheetSpec(
    ASKS,
    (
        Column("序号", width=22),
        Column("日期", _DATE),
        Column("编号", width=11),
        Column("企业名称", width=24),
        Column("栏目", width=14),
        Column("台账现有内容", width=30),
        Column("来件内容", width=30),
        Column("说明", width=60),
        Column("来源", width=30),
        Column("处理意见", width=12, choices=("采纳", "不采纳")),
    ),
    ("序号",),
    lines=5,
)
_UNITS = SheetSpec(
    UNITS,
    (
        Column("单位名称", width=30),
        Column("类型", width=8),
        Column("简称和旧称", width=50),
        Column("联络协作员", width=12),
        Column("联系电话", width=14),
        Column("邮箱", width=24),
        Column("启用日期", _DATE),
        Column("停用日期", _DATE),
        Column("并入单位", width=24),
    ),
    (),
)
_HOLIDAYS = SheetSpec(
    HOLIDAYS,
    (Column("日期", _DATE, width=14), Column("安排", width=8, choices=("放假", "上班")), Column("节日", width=14)),
    (),
)
_COMMON = SheetSpec(
    COMMON,
    (
        Column("组号", width=8),
        Column(NAME, width=26),
        Column("拟名", width=26),
        Column("共同用语", width=30),
        Column("企业数", _NUMBER, width=8),
        Column("件数", _NUMBER, width=8),
        Column(MEMBERS, width=44),
        Column("首次", width=16),
        Column("最近", width=16),
    ),
    ("组号",),
    lines=3,
    optional=True,
)

#: The sheets that a register has beside the record's own.
OTHERS: Sequence[SheetSpec] = (_CLOCKS, _INCOMING, _MEETINGS, _UNITS, _HOLIDAYS, _ASKS, _COMMON)

# 企业 and 挂钩, of a mechanism that keeps visits. What the office keeps itself, and on 企业 the three columns we fill.
#: Where a firm is.
FIRM_PLACE = "所在地"
FIRM, KIND, LAST_VISIT, VISITS, OPEN = "名称", "类别", "最近走访日期", "走访次数", "在办事项"
LEADER, CHARGE, SINCE, UNTIL = "挂钩领导", "挂钩对象", "启用日期", "停用日期"
_FIRM_COLUMNS = (
    Column(FIRM, width=28),
    Column(KIND, width=14, choices=("@kinds",)),
    Column(FIRM_PLACE, width=14),
    Column("行业", width=14),
    Column("负责人", width=10, sensitive=True),
    Column("联系电话", width=14, sensitive=True),
    Column(LAST_VISIT, _DATE),
    Column(VISITS, _NUMBER, width=10),
    Column(OPEN, width=24, later=True),
    Column("备注", width=30),
)
_CHARGE_COLUMNS = (
    Column(LEADER, width=12),
    Column(CHARGE, width=28),
    Column(KIND, width=14, choices=("@kinds",)),
    Column(SINCE, _DATE),
    Column(UNTIL, _DATE),
    Column("备注", width=24),
)

# 任务台账, 指标 and 进展, of a mechanism that follows the tasks of plans; there once a plan is followed.
TASKS, TARGETS, PROGRESS = "任务台账", "指标", "进展"
#: What the office fills in on 任务台账, and what it may put right there.
VERDICT, DUE = "核定", "届满日"
TASK, PLAN, MEASURE = "任务号", "文件", "措施编号"
TITLE, TEXT, LEAD, SUPPORT, DUTY = "措施标题", "任务内容", "牵头单位", "配合单位", "负责单位"
IN_FORCE, REMARK, REACHED = "有效期至", "备注", "完成数"
#: Which period the figure is of, the one before, and the change (环比).
PERIOD, BEFORE, CHANGE = "报送期", "上期数", "增减"
_TASK_SHEETS = (
    SheetSpec(
        TASKS,
        (
            Column(TASK, width=11), Column(PLAN, width=26), Column(MEASURE, width=9),
            Column(TITLE, width=22), Column(TEXT, width=48), Column(LEAD, width=16),
            Column(SUPPORT, width=24), Column(DUTY, width=20), Column(DUE, _DATE),
            Column(IN_FORCE, _DATE), Column("现状", width=10), Column("逾期天数", _NUMBER, width=9),
            Column("最近报送", _DATE), Column("工作进展", width=36), Column("存在困难", width=28),
            Column("下一步", width=28), Column(VERDICT, width=9), Column(REMARK, width=24),
        ),
        ("任务号",), lines=3, optional=True,
    ),
    SheetSpec(
        TARGETS,
        (
            Column("任务号", width=11), Column("序", width=5), Column("指标", width=44), Column("目标", width=16),
            Column(REACHED, width=12), Column("差距", width=12), Column("完成率", width=10),
            Column("报送单位", width=30), Column(PERIOD, width=10, later=True), Column(BEFORE, width=12, later=True),
            Column(CHANGE, width=18, later=True),
        ),
        ("任务号", "序"), optional=True,
    ),
    SheetSpec(
        PROGRESS,
        (
            Column("任务号", width=11), Column(PERIOD, width=12), Column("单位", width=20), Column("报送日期", _DATE),
            Column("进展情况", width=10), Column("完成数", width=16), Column("工作进展", width=40),
            Column("存在困难", width=28), Column("下一步", width=28), Column("来件", width=28),
        ),
        ("任务号", "报送期", "单位"), lines=3, optional=True,
    ),
)  # fmt: skip

# 督查, of a mechanism that goes into units; there once one was gone into.
SUPERVISIONS, ACCOUNT_DAY = "督查", "反馈日期"
_SUPERVISIONS = SheetSpec(
    SUPERVISIONS,
    (
        Column("督查号", width=12), Column("单位", width=22), Column("评价时段", width=16),
        Column("督查事由", width=44), Column("发出日期", _DATE), Column("反馈时限", _DATE), Column("现状", width=12),
        Column("原因分析", width=36), Column("整改措施", width=36), Column("责任落实", width=30),
        Column("完成日期", _DATE), Column(ACCOUNT_DAY, _DATE), Column("来件", width=24), Column(REMARK, width=24),
    ),
    ("督查号",), lines=3, optional=True,
)  # fmt: skip


def others(mechanism: Mechanism) -> Sequence[SheetSpec]:
    """Return the sheets with rows beside the record's own."""
    visits, found = mechanism.visiting, list(OTHERS)
    if visits is not None:
        found[:0] = (
            SheetSpec(visits.sheet, visits.columns, (visits.role("number"),), numbered=True),
            SheetSpec(visits.firms, _FIRM_COLUMNS, (FIRM,)),
            SheetSpec(visits.charges, _CHARGE_COLUMNS, (LEADER, CHARGE)),
        )
    if follows_tasks(mechanism):
        found += _TASK_SHEETS
    if supervises(mechanism):
        found.append(_SUPERVISIONS)
    return found


def sheets(mechanism: Mechanism) -> Sequence[SheetSpec]:
    """Return all sheets with rows, the record's own first."""
    record = mechanism.record
    main = SheetSpec(record.sheet, record.columns, (record.role("number"),), numbered=True)
    return (main, *others(mechanism))
