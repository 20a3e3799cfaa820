"""Papers as an office would have them, for the tests of this room; some facts are missing on purpose."""

from __future__ import annotations

from datetime import date

from toolkit.documents.assignment_item import AssignmentItem
from toolkit.documents.frames.letter import LetterContent, LetterItem
from toolkit.documents.minutes import MinutesContent, MinutesItem, ProgressItem
from toolkit.documents.report import ReportContent, Section, Table
from toolkit.documents.setting.chart_data import ChartData, Series
from toolkit.forms.identity import write_mark
from toolkit.mechanism import Mechanism

TRICKY_FIRM = '佛山市A&B<精密>“智造”"五金"有限公司'
DAY = date(2024, 3, 1)

ITEMS = (
    MinutesItem(
        number="2024-003",
        firm="佛山市顺德区恒泰电器有限公司",
        subject="厂区用电增容问题",
        problem="二期厂房投产在即，现有变压器容量不足，已影响两条生产线调试\n希望尽快明确增容时间",
        decision="同意按现有电力规划先行实施临时增容，供电方案于一周内答复企业；正式增容与道路管廊工程同步推进",
        lead="区经济促进局",
        support="北滘镇、区住房城乡建设和水利局",
        due=date(2024, 6, 3),
    ),
    MinutesItem(
        number="2024-005",
        firm=TRICKY_FIRM,
        subject="关于历史用地不动产权证办理的问题",
        decision="由自然资源部门牵头核查1998年以来的用地手续，分类提出处理意见。",
        lead="市自然资源局顺德分局",
        special="原则上3个月难以办结的，办结时限延长至2024年9月30日",
        due=date(2024, 9, 30),
    ),
)
OPEN_ITEM = MinutesItem(number="2024-007", firm="广东新辉食品有限公司", subject="员工子女入学", lead="区教育局")


def minutes(mechanism: Mechanism, *extra: MinutesItem) -> MinutesContent:
    return MinutesContent(
        meeting="2024-03",
        day=DAY,
        time="15:00",
        place="区工商联三楼会议室",
        chair="区委常委、统战部部长陈志强",
        attending="区工商联 李明，区经济促进局 黄伟，区住房城乡建设和水利局 何建国，市自然资源局顺德分局 梁永强，"
        "区教育局 吴敏，北滘镇 周海，北滘总商会 冯志",
        observing="佛山市顺德区恒泰电器有限公司 郑涛\n广东新辉食品有限公司 谢芳",
        absent="区公安局 罗平",
        items=(*ITEMS, *extra),
        progress=(
            ProgressItem(
                number="2024-001",
                firm="广东顺发家具制造有限公司",
                subject="厂区周边道路破损",
                lead="区交通运输局",
                situation="已完成现场勘查和施工招标，计划2024年4月底前完工",
            ),
        ),
        issuer=mechanism.issuers["minutes"],
        issued=date(2024, 3, 4),
        mark=write_mark("minutes", "1", "2024-03", "0123456789ab"),
    )


def assignments(count: int = 12) -> list[AssignmentItem]:
    kinds = (
        AssignmentItem(
            number="2024-003",
            firm="佛山市顺德区恒泰电器有限公司",
            subject="厂区用电增容问题",
            category="B.项目规划建设、企业生产经营、员工工作生活过程中碰到的问题和困难",
            decision="先行实施临时增容，供电方案于一周内答复企业；正式增容与道路管廊工程同步推进。",
            lead="区经济促进局",
            lead_contact="黄伟 0757-22830000",
            support="北滘镇、区住房城乡建设和水利局",
            dispatched=date(2024, 3, 1),
            opinion_due=date(2024, 3, 22),
            due=date(2024, 6, 3),
            status="办理中",
        ),
        AssignmentItem(
            number="2024-005",
            firm=TRICKY_FIRM,
            subject="历史用地不动产权证办理",
            category="C.久拖未决的历史遗留问题",
            decision="核查1998年以来的用地手续，分类提出处理意见。",
            lead="市自然资源局顺德分局",
            support="勒流街道",
            dispatched=date(2024, 12, 31),
            opinion_due=date(2025, 1, 22),
            due=date(2025, 3, 31),
            status="办理中",
        ),
        AssignmentItem(
            number="2024-006",
            firm="广东迅达物流有限公司",
            subject="货车通行证办理",
            category="B 生产经营",
            lead="区公安局",
            lead_contact="罗平",
            dispatched=date(2024, 2, 20),
            due=date(2024, 3, 20),
            status="待评价",
        ),
    )
    return [kinds[place % len(kinds)] for place in range(count)]


def letter(unit: str = "区经济促进局") -> LetterContent:
    return LetterContent(
        unit=unit,
        items=(
            LetterItem(
                "2024-003", "佛山市顺德区恒泰电器有限公司", "厂区用电增容", "牵头", date(2024, 3, 22), date(2024, 6, 3)
            ),
            LetterItem("2024-006", TRICKY_FIRM, "货车通行证办理", "配合", None, date(2024, 3, 20)),
        ),
        day=date(2024, 3, 4),
        reply_due=date(2024, 3, 22),
        contact="李明",
        phone="0757-22838888",
    )


def report() -> ReportContent:
    by_category = Table(
        title="分类受理和办结情况",
        header=("问题类别", "受理（件）", "办结（件）", "办结率"),
        rows=(
            ("A.项目招商引资及企业增资扩能范畴", "12", "9", "75.0%"),
            ("B.项目规划建设、企业生产经营、员工工作生活过程中碰到的问题和困难", "25", "21", "84.0%"),
            ("C.久拖未决的历史遗留问题", "6", "1", "16.7%"),
            ("合计", "43", "31", "72.1%"),
        ),
        notes=("办结率＝本期受理且截至2024年3月31日已办结件数÷本期受理件数。", "已撤销的2件不计入受理。"),
    )
    units = Table(
        title="牵头单位办理情况",
        header=("牵头单位", "受理", "办结", "办理中", "超期", "平均用时（工作日）"),
        rows=tuple((f"区第{place}承办单位局", "5", "4", "1", "0", "11.5") for place in range(1, 19)),
        notes=("平均用时按工作日计算，不含未办结事项。",),
    )
    return ReportContent(
        quarter="2024年第一季度",
        cutoff=date(2024, 3, 31),
        issued=date(2024, 4, 8),
        sections=(
            Section(
                "总体情况",
                ("第一季度共受理企业问题43件，其中一般问题30件、重点问题13件；已办结31件，办结率72.1%。",),
                (by_category,),
                (
                    ChartData(
                        "分类受理和办结件数",
                        ("A 招商增资", "B 生产经营", "C 历史遗留"),
                        (Series("受理", (12, 25, 6)), Series("办结", (9, 21, 1))),
                    ),
                ),
            ),
            Section(
                "办理情况",
                ("各牵头单位办理情况见表2。", "超期未办结2件，均为历史遗留问题。"),
                (units,),
                (
                    ChartData(
                        "镇街受理件数",
                        ("大良街道", "容桂街道", "伦教街道", "勒流街道", "陈村镇", "北滘镇", "乐从镇", "A&B<镇>"),
                        (Series("受理", (9, 8, 7, 6, 5, 4, 3, 1)),),
                        kind="bar",
                    ),
                    ChartData(
                        "月度办结率",
                        ("1月", "2月", "3月"),
                        (Series("办结率", (0.5, 0.655, 0.721)),),
                        kind="line",
                        number_format="0.0%",
                    ),
                ),
            ),
            Section("下一步工作建议", ("对超期事项由领导小组办公室提请召集人协调。",)),
        ),
    )
