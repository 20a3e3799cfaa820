"""Old ledgers as offices really keep them: ten layouts of the same kind of matters, and what is true of each row.

A matter is made up first, as it is. Each office then writes it down in its own way; what ought to come out is known
from the matter, never from the reader. Where an office's way of writing leaves a doubt, the truth says so: the cell is
either right or flagged.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import openpyxl
from openpyxl.styles import Alignment

AS_OF = date(2024, 6, 3)

#: Full name → how offices write it.
UNITS = {
    "区发展和改革局": ("区发改局", "发改局", "区发展和改革局"),
    "区税务局": ("区税务局", "税务局", "顺德税务局"),
    "区市场监督管理局": ("区市场监管局", "市监局", "区市监局"),
    "市生态环境局顺德分局": ("生态环境分局", "区环保局", "市生态环境局顺德分局"),
    "市自然资源局顺德分局": ("自然资源分局", "区自然资源局"),
    "区住房城乡建设和水利局": ("区住建水利局", "住建局"),
    "北滘镇": ("北滘镇", "北滘", "北滘镇政府"),
    "大良街道": ("大良街道", "大良", "大良街道办事处"),
}
_DEPARTMENTS = list(UNITS)[:6]
_TOWNS = list(UNITS)[6:]
_CATEGORIES = {
    "A 招商增资": ("A", "A类", "招商增资"),
    "B 生产经营": ("B", "B.", "生产经营"),
    "C 历史遗留": ("C", "历史遗留", "C类"),
}
_STATUSES = {
    "已评价": ("办结", "已办结", "已办", "已完成", "销号", "办理完毕"),
    "办理中": ("在办", "正在办理", "办理中", "推进中", "跟进中", "未办结"),
}
_SATISFIED = {"满意": ("满意", "非常满意"), "基本满意": ("基本满意", "较满意"), "不满意": ("不满意",)}
_KINDS = ("电器", "家具", "五金", "模具", "涂料", "食品", "服装", "机械")
_TROUBLES = (
    "厂区门口道路破损，雨天积水，影响货车进出", "扩建厂房的报建手续办了半年没有结果", "夏季限电，生产线每周停两天",
    "旧厂房没有产权证，银行不接受抵押", "外来员工子女入读公办学校名额不足", "排污许可证变更的材料多次退回",
    "与相邻地块的界址有争议，无法建围墙", "增值税留抵退税到账慢，资金周转困难", "招不到熟练的钳工和数控操作工",
    "园区公交末班车太早，夜班员工无法回家",
)  # fmt: skip


@dataclass
class Matter:
    """A matter as it is: what the register should say of it, by column."""

    truth: dict[str, Any]
    serial: int
    #: Columns whose cell was written so that it must be flagged unless it comes out right.
    doubtful: set[str] = field(default_factory=set)


def matters(count: int, seed: int, year: int = 2023) -> list[Matter]:
    """Return made-up matters, each with a firm and a problem of its own."""
    rng = random.Random(seed)
    made: list[Matter] = []
    for serial in range(1, count + 1):
        submitted = date(year, 1, 1) + timedelta(days=rng.randrange(300))
        dispatched = submitted + timedelta(days=rng.randrange(1, 10))
        closed = rng.random() < 0.7
        truth: dict[str, Any] = {
            "企业名称": f"顺德{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}{'云山海川林田石松竹梅'[serial // 10 % 10]}{rng.choice(_KINDS)}{serial}有限公司",
            "企业联系人": rng.choice("陈李张黄何梁林") + rng.choice(("国强", "丽华", "志明", "晓敏", "伟")),
            "联系电话": f"13{rng.randrange(10**9):09}",
            "报送单位": rng.choice(_TOWNS),
            "提交日期": submitted,
            "问题类别": rng.choice(list(_CATEGORIES)),
            "问题困难": f"{rng.choice(_TROUBLES)}（第{serial}批，涉及金额{rng.randrange(10, 900)}万元，员工{rng.randrange(20, 800)}人）",
            "牵头单位": rng.choice(_DEPARTMENTS),
            "交办日期": dispatched,
            "办结时限": dispatched + timedelta(days=30),
            "状态": "已评价" if closed else "办理中",
        }
        support = rng.choice([each for each in _DEPARTMENTS if each != truth["牵头单位"]])
        if rng.random() < 0.5:
            truth["配合单位"] = support
        if closed:
            truth["办结日期"] = dispatched + timedelta(days=rng.randrange(5, 60))
            truth["办理结果"] = (
                f"已现场核实，{rng.choice(('手续已办妥', '已列入年度计划并完成', '已协调解决'))}（{serial}）。"
            )
            truth["满意度"] = rng.choice(("满意", "满意", "基本满意", "不满意"))
        made.append(Matter(truth, serial))
    return made


# how one cell is written

Write = Callable[[Matter, random.Random], Any]


def as_is(column: str) -> Write:
    return lambda matter, rng: matter.truth.get(column)


def unit(column: str) -> Write:
    def write(matter: Matter, rng: random.Random) -> Any:
        name = matter.truth.get(column)
        return rng.choice(UNITS[name]) if name else None

    return write


def one_of(column: str, words: dict[str, tuple[str, ...]]) -> Write:
    def write(matter: Matter, rng: random.Random) -> Any:
        value = matter.truth.get(column)
        return rng.choice(words[value]) if value else None

    return write


def day(column: str, *ways: str) -> Write:
    def write(matter: Matter, rng: random.Random) -> Any:
        value = matter.truth.get(column)
        return _written(value, rng.choice(ways)) if value else None

    return write


def _written(value: date, way: str) -> Any:
    ways: dict[str, Any] = {
        "date": value,
        "dots": f"{value.year}.{value.month}.{value.day}",
        "chinese": f"{value.year}年{value.month}月{value.day}日",
        "dashes": value.isoformat(),
        "slashes": f"{value.year}/{value.month:02}/{value.day:02}",
        "dense": f"{value:%Y%m%d}",
        "short": f"{value.month}月{value.day}日",
        "two": f"{value:%y}.{value.month}.{value.day}",
        "clock": f"{value.isoformat()} 10:30",
        "serial": float((value - date(1899, 12, 30)).days),
    }
    return ways[way]


def phone(matter: Matter, rng: random.Random) -> Any:
    number = matter.truth["联系电话"]
    return rng.choice(
        (number, f"{number[:3]} {number[3:7]} {number[7:]}", f"{number[:3]}-{number[3:7]}-{number[7:]}", float(number))
    )


def both(matter: Matter, rng: random.Random) -> Any:
    name, number = matter.truth["企业联系人"], matter.truth["联系电话"]
    return rng.choice((f"{name} {number}", f"{name}（{number}）", f"{name}\n{number}", f"{name}：{number}"))


STATUS, CATEGORY, SATISFIED = one_of("状态", _STATUSES), one_of("问题类别", _CATEGORIES), one_of("满意度", _SATISFIED)
SERIAL: Write = lambda matter, rng: matter.serial  # noqa: E731
Columns = Sequence[tuple[str, Write]]


@dataclass
class Ledger:
    """An office's ledger: its file, and what is true of the rows that are matters."""

    name: str
    data: bytes
    matters: list[Matter]
    #: Register columns that the ledger holds.
    columns: frozenset[str]
    suffix: str = "xlsx"


def _rows(columns: Columns, some: Sequence[Matter], rng: random.Random) -> Iterator[list[Any]]:
    for matter in some:
        yield [write(matter, rng) for _, write in columns]


def _saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Any, start: int, rows: Iterator[list[Any]]) -> int:
    for row in rows:
        for place, value in enumerate(row, 1):
            if value is not None:
                cell = sheet.cell(start, place, value)
                if isinstance(value, date):
                    cell.number_format = "yyyy/m/d"
        start += 1
    return start


# ten offices


def plain_town(seed: int, count: int = 40) -> Ledger:
    """A town's list: a title, one header row, real dates, short unit names, a sum below."""
    some, rng = matters(count, seed), random.Random(seed)
    columns: Columns = (
        ("序号", SERIAL), ("企业名称", as_is("企业名称")), ("联系人", as_is("企业联系人")), ("联系电话", phone),
        ("所属镇街", unit("报送单位")), ("反映时间", day("提交日期", "date")), ("问题类型", CATEGORY), ("存在问题", as_is("问题困难")),
        ("责任单位", unit("牵头单位")), ("交办时间", day("交办日期", "date")), ("完成时限", day("办结时限", "date")),
        ("办理状态", STATUS), ("办结时间", day("办结日期", "date")), ("办理情况", as_is("办理结果")), ("满意度", SATISFIED),
    )  # fmt: skip
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet["A1"] = "2023年企业问题收集台账"
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    sheet["A2"] = "填报单位：某镇经济发展办      填报日期：2023年12月29日"
    for place, (head, _) in enumerate(columns, 1):
        sheet.cell(3, place, head)
    end = _fill(sheet, 4, _rows(columns, some, rng))
    sheet.cell(end, 1, "合计")
    sheet.cell(end, 8, f"{count}件")
    sheet.cell(end + 2, 1, "注：满意度由企业电话回访取得。")
    return Ledger("某镇2023年台账", _saved(book), some, _held(columns))


def two_rows(seed: int, count: int = 40) -> Ledger:
    """Two header rows with groups; contacts of firm and unit under the same words; ticks for the satisfaction."""
    some, rng = matters(count, seed), random.Random(seed)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2023年"
    sheet.merge_cells("A1:P1")
    sheet["A1"] = "企业诉求办理台账（2023年度）"
    groups = [
        ("序号", 1, 1),
        ("企业情况", 2, 4),
        ("诉求内容", 5, 7),
        ("承办情况", 8, 12),
        ("满意度", 13, 15),
        ("备注", 16, 16),
    ]
    under = ["", "企业名称", "联系人", "电话", "诉求类别", "反映日期", "具体诉求", "承办单位", "经办人", "联系电话", "交办日期", "办理进度",
             "满意", "基本满意", "不满意", ""]  # fmt: skip
    for head, first, last in groups:
        sheet.cell(2, first, head)
        if first == last:
            sheet.merge_cells(start_row=2, start_column=first, end_row=3, end_column=last)
        else:
            sheet.merge_cells(start_row=2, start_column=first, end_row=2, end_column=last)
    for place, head in enumerate(under, 1):
        if head:
            sheet.cell(3, place, head)
    for at, matter in enumerate(some, 4):
        truth = matter.truth
        truth["牵头联系人"], truth["牵头联系电话"] = (
            rng.choice(("王科", "刘主任", "吴工")),
            f"0757-2283{rng.randrange(10**4):04}",
        )
        row = [matter.serial, truth["企业名称"], truth["企业联系人"], phone(matter, rng), CATEGORY(matter, rng),
               day("提交日期", "dots", "slashes")(matter, rng), truth["问题困难"], unit("牵头单位")(matter, rng), truth["牵头联系人"],
               truth["牵头联系电话"], day("交办日期", "chinese")(matter, rng), STATUS(matter, rng),
               *("√" if truth.get("满意度") == each else None for each in ("满意", "基本满意", "不满意"))]  # fmt: skip
        _fill(sheet, at, iter([row]))
        if truth["状态"] == "已评价":
            matter.doubtful.add("办结日期")  # the ledger does not tell it
    columns = frozenset({"企业名称", "企业联系人", "联系电话", "问题类别", "提交日期", "问题困难", "牵头单位", "牵头联系人", "牵头联系电话",
                         "交办日期", "状态", "满意度"})  # fmt: skip
    return Ledger("诉求台账", _saved(book), some, columns)


def merged_firms(seed: int, count: int = 40) -> Ledger:
    """The firm and its contact written once over all its matters, cells merged; subtotals between, empty rows."""
    some, rng = matters(count, seed), random.Random(seed)
    book = openpyxl.Workbook()
    sheet = book.active
    heads = [
        "编号",
        "企业名称",
        "联系人及电话",
        "反映问题",
        "类别",
        "收到日期",
        "主办单位",
        "协办单位",
        "是否办结",
        "办结日期",
        "处理结果",
    ]
    for place, head in enumerate(heads, 1):
        sheet.cell(1, place, head).alignment = Alignment(wrap_text=True)
    row, at = 2, 0
    while at < count:
        group = some[at : at + rng.randrange(1, 4)]
        first = group[0].truth
        for each in group:
            for column in ("企业名称", "企业联系人", "联系电话"):
                each.truth[column] = first[column]
        top = row
        for place, each in enumerate(group):
            whole = each.truth
            cells = [f"问题[2023]{each.serial}号", whole["企业名称"] if not place else None, both(each, rng) if not place else None,
                     whole["问题困难"], CATEGORY(each, rng), day("提交日期", "dashes", "dense", "two")(each, rng),
                     unit("牵头单位")(each, rng), unit("配合单位")(each, rng), "是" if whole["状态"] == "已评价" else "否",
                     day("办结日期", "date", "chinese")(each, rng), whole.get("办理结果")]  # fmt: skip
            _fill(sheet, row, iter([cells]))
            row += 1
        if len(group) > 1:
            sheet.merge_cells(start_row=top, start_column=2, end_row=row - 1, end_column=2)
            sheet.merge_cells(start_row=top, start_column=3, end_row=row - 1, end_column=3)
        at += len(group)
        if rng.random() < 0.1:
            sheet.cell(row, 1, "小计")
            sheet.cell(row, 4, f"{len(group)}件")
            row += 2
    columns = frozenset(
        {
            "企业名称",
            "企业联系人",
            "联系电话",
            "问题困难",
            "问题类别",
            "提交日期",
            "牵头单位",
            "配合单位",
            "状态",
            "办结日期",
            "办理结果",
        }
    )
    return Ledger("2023台账", _saved(book), some, columns)


def by_year(seed: int, count: int = 40) -> Ledger:
    """A sheet a year, days without their year, the header repeated on every printed page; one sheet only counts."""
    rng = random.Random(seed)
    halves = [matters(count // 2, seed, 2021), matters(count - count // 2, seed + 1, 2022)]
    for matter in halves[1]:
        matter.serial += count
        matter.truth["企业名称"] = matter.truth["企业名称"].replace("有限公司", "实业有限公司")
    columns: Columns = (
        ("序号", SERIAL), ("公司名称", as_is("企业名称")), ("联系人", as_is("企业联系人")), ("手机", phone), ("反映的问题", as_is("问题困难")),
        ("走访日期", day("提交日期", "short")), ("牵头部门", unit("牵头单位")), ("转办日期", day("交办日期", "short")),
        ("办理进展", STATUS), ("办理结果", as_is("办理结果")), ("企业评价", SATISFIED),
    )  # fmt: skip
    book = openpyxl.Workbook()
    book.active.title = "汇总"
    book.active["A1"], book.active["B1"] = "年度", "件数"
    book.active["A2"], book.active["B2"] = "2021年", count // 2
    for year, some in zip((2021, 2022), halves, strict=True):
        sheet = book.create_sheet(f"{year}年")
        for page in range(0, len(some), 10):
            start = sheet.max_row + (1 if page else 0)
            for place, (head, _) in enumerate(columns, 1):
                sheet.cell(start, place, head)
            _fill(sheet, start + 1, _rows(columns, some[page : page + 10], rng))
    everything = [*halves[0], *halves[1]]
    for matter in everything:
        matter.doubtful |= {"提交日期", "交办日期", "办结日期"}
    return Ledger("走访台账", _saved(book), everything, _held(columns))


def free_status(seed: int, count: int = 40) -> Ledger:
    """One column 办理情况 that holds whole sentences, no status; a section a town; unknown columns."""
    some, rng = matters(count, seed), random.Random(seed)
    some.sort(key=lambda each: each.truth["报送单位"])
    columns: Columns = (
        ("序号", SERIAL), ("企业（项目）名称", as_is("企业名称")), ("所属行业", lambda m, r: r.choice(("家电", "家具", "机械"))),
        ("年产值（万元）", lambda m, r: float(m.serial * 100)), ("问题（诉求）", as_is("问题困难")), ("登记日期", day("提交日期", "date", "clock")),
        ("承办部门", unit("牵头单位")), ("交办日期", day("交办日期", "dashes")), ("实际办结时间", day("办结日期", "date", "serial")),
        ("办理情况", as_is("办理结果")), ("评价情况", SATISFIED),
    )  # fmt: skip
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "问题清单"
    for place, (head, _) in enumerate(columns, 1):
        sheet.cell(2, place, head)
    row, town = 3, ""
    for number, matter in enumerate(some):
        if matter.truth["报送单位"] != town:
            town = matter.truth["报送单位"]
            sheet.cell(row, 1, f"{'一二三'[number > 0]}、{town}")
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(columns))
            row += 1
        row = _fill(sheet, row, _rows(columns, [matter], rng))
    return Ledger("问题清单", _saved(book), some, _held(columns) | {"状态"})


def own_numbers(seed: int, count: int = 40) -> Ledger:
    """An office that numbers as we do already, with the register's own headers in another order."""
    some, rng = matters(count, seed), random.Random(seed)
    for matter in some:
        matter.truth["编号"] = f"2023-{matter.serial:03}"
    columns: Columns = (
        ("状态", as_is("状态")), ("编号", as_is("编号")), ("满意度", as_is("满意度")), ("问题困难", as_is("问题困难")),
        ("企业名称", as_is("企业名称")), ("企业联系人", as_is("企业联系人")), ("联系电话", as_is("联系电话")), ("牵头单位", as_is("牵头单位")),
        ("配合单位", as_is("配合单位")), ("提交日期", day("提交日期", "date")), ("交办日期", day("交办日期", "date")),
        ("办结时限", day("办结时限", "date")), ("办结日期", day("办结日期", "date")), ("办理结果", as_is("办理结果")), ("问题类别", as_is("问题类别")),
    )  # fmt: skip
    book = openpyxl.Workbook()
    for place, (head, _) in enumerate(columns, 1):
        book.active.cell(1, place, head)
    _fill(book.active, 2, _rows(columns, some, rng))
    return Ledger("本办台账", _saved(book), some, _held(columns))


def csv_export(seed: int, count: int = 40) -> Ledger:
    """An export of a system: csv in GBK, headers in its own jargon, every value a text."""
    some, rng = matters(count, seed), random.Random(seed)
    columns: Columns = (
        ("工单号", lambda m, r: f"GD{20230000 + m.serial}"), ("诉求主体", as_is("企业名称")), ("诉求标题", as_is("案由")),
        ("诉求内容", as_is("问题困难")), ("登记时间", day("提交日期", "clock")), ("承办单位", unit("牵头单位")), ("派单时间", day("交办日期", "clock")),
        ("截止时间", day("办结时限", "dashes")), ("当前状态", STATUS), ("办理完成时间", day("办结日期", "dashes")), ("答复内容", as_is("办理结果")),
        ("企业是否满意", as_is("满意度")),
    )  # fmt: skip
    for matter in some:
        matter.truth["案由"] = f"关于{matter.truth['问题困难'][:6]}的诉求{matter.serial}"
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([head for head, _ in columns])
    writer.writerows(["" if each is None else each for each in row] for row in _rows(columns, some, rng))
    return Ledger("导出", stream.getvalue().encode("gb18030"), some, _held(columns), "csv")


def messy_words(seed: int, count: int = 40) -> Ledger:
    """Headers broken over lines and starred; statuses, units and days that no rule knows, here and there."""
    some, rng = matters(count, seed), random.Random(seed)

    def sometimes(column: str, write: Write, odd: Callable[[Matter], str]) -> Write:
        def wrapped(matter: Matter, rng: random.Random) -> Any:
            if matter.truth.get(column) is not None and rng.random() < 0.15:
                matter.doubtful.add(column)
                return odd(matter)
            return write(matter, rng)

        return wrapped

    columns: Columns = (
        ("序\n号", SERIAL), ("*企业名称", as_is("企业名称")), ("联系\n方式", sometimes("联系电话", phone, lambda m: "见附表")),
        ("问题\n类别", sometimes("问题类别", CATEGORY, lambda m: "其他")), ("问题和困难\n（请详细填写）", as_is("问题困难")),
        ("登记\n日期", sometimes("提交日期", day("提交日期", "date", "dots"), lambda m: f"{m.truth['提交日期'].year}年{m.truth['提交日期'].month}月中旬")),
        ("承办\n单位", sometimes("牵头单位", unit("牵头单位"), lambda m: "某某指挥部办公室")),
        ("交办\n时间", day("交办日期", "date")), ("办理\n进度", sometimes("状态", STATUS, lambda m: "等上级批复")),
        ("完成\n时间", sometimes("办结日期", day("办结日期", "date"), lambda m: "年底前")),
        ("办理情况及结果", as_is("办理结果")), ("回访\n结果", sometimes("满意度", SATISFIED, lambda m: "电话未接")),
    )  # fmt: skip
    book = openpyxl.Workbook()
    sheet = book.active
    for place, (head, _) in enumerate(columns, 1):
        sheet.cell(1, place, head)
    _fill(sheet, 2, _rows(columns, some, rng))
    for matter in some:
        if "状态" in matter.doubtful or "办结日期" in matter.doubtful:
            matter.doubtful |= {"状态", "办结日期"}
    return Ledger("办事处台账", _saved(book), some, _held(columns))


def repeated_contacts(seed: int, count: int = 40) -> Ledger:
    """联系人 and 电话 three times: of the firm, of the lead unit, of the supporting one; days as texts."""
    some, rng = matters(count, seed), random.Random(seed)
    for matter in some:
        matter.truth["牵头联系人"], matter.truth["牵头联系电话"] = (
            rng.choice(("周科", "郑工")),
            f"2233{matter.serial:04}",
        )
        if "配合单位" in matter.truth:
            matter.truth["配合联系人"], matter.truth["配合联系电话"] = "冯工", f"2266{matter.serial:04}"
    columns: Columns = (
        ("行号", SERIAL), ("企业全称", as_is("企业名称")), ("联系人", as_is("企业联系人")), ("电话", phone), ("主要诉求", as_is("问题困难")),
        ("受理日期", day("提交日期", "chinese", "slashes")), ("牵头部门", unit("牵头单位")), ("联系人", as_is("牵头联系人")),
        ("电话", as_is("牵头联系电话")), ("配合部门", unit("配合单位")), ("联系人", as_is("配合联系人")), ("电话", as_is("配合联系电话")),
        ("分办日期", day("交办日期", "chinese")), ("要求完成时间", day("办结时限", "dots")), ("目前状态", STATUS),
        ("销号日期", day("办结日期", "chinese")), ("落实情况", as_is("办理结果")),
    )  # fmt: skip
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "三张清单：问题清单"
    for place, (head, _) in enumerate(columns, 1):
        sheet.cell(2, place, head)
    _fill(sheet, 3, _rows(columns, some, rng))
    truth = _held(columns) | {"牵头联系人", "牵头联系电话", "配合联系人", "配合联系电话"}
    return Ledger("清单", _saved(book), some, truth)


def scattered(seed: int, count: int = 40) -> Ledger:
    """A table that begins in column C, an empty column within, hidden columns, a formula that broke."""
    some, rng = matters(count, seed), random.Random(seed)
    columns: Columns = (
        ("事项编号", lambda m, r: f"XM-{m.serial}"), ("反映企业", as_is("企业名称")), ("", lambda m, r: None), ("反映内容", as_is("问题困难")),
        ("来源单位", unit("报送单位")), ("收件日期", day("提交日期", "date")), ("责任部门", unit("牵头单位")), ("转办时间", day("交办日期", "date")),
        ("限办时间", day("办结时限", "date")), ("状态", STATUS), ("完成日期", day("办结日期", "date")), ("部门答复", as_is("办理结果")),
        ("超期天数", lambda m, r: "=1/0"),
    )  # fmt: skip
    book = openpyxl.Workbook()
    sheet = book.active
    for place, (head, _) in enumerate(columns, 3):
        if head:
            sheet.cell(4, place, head)
    for at, row in enumerate(_rows(columns, some, rng), 5):
        for place, value in enumerate(row, 3):
            if value is not None:
                sheet.cell(at, place, value)
    sheet.column_dimensions["G"].hidden = True
    return Ledger("项目台账", _saved(book), some, _held(columns))


def _held(columns: Columns) -> frozenset[str]:
    """Return the register columns that these ways of writing write down, as their own closures say."""
    held: set[str] = set()
    for _, write in columns:
        if write is STATUS:
            held.add("状态")
        elif write is CATEGORY:
            held.add("问题类别")
        elif write is SATISFIED:
            held.add("满意度")
        elif write is phone:
            held.add("联系电话")
        else:
            held |= {each.cell_contents for each in write.__closure__ or () if isinstance(each.cell_contents, str)}
    return frozenset(held)


OFFICES: Sequence[Callable[..., Ledger]] = (
    plain_town, two_rows, merged_firms, by_year, free_status, own_numbers, csv_export, messy_words, repeated_contacts,
    scattered,
)  # fmt: skip
