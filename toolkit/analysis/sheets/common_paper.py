"""Common problems on paper: a sheet of the analysis workbook and a section of the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from toolkit.analysis.figures.masks import masked
from toolkit.analysis.periods.period import Period
from toolkit.analysis.report.outline import Section
from toolkit.analysis.report.phrases import seen_in, table
from toolkit.analysis.report.typical import TO_JUDGE
from toolkit.analysis.sheets.origin import Origin
from toolkit.analysis.sheets.sheet import Cell, Sheet
from toolkit.analysis.sheets.theme import Theme
from toolkit.mechanism import Mechanism

TITLE, TABLE = "共性问题", "共性问题情况"
#: So many are named in the report; all stand in the workbook.
_MOST = 10
#: So many cases of each are named there.
_MOST_NUMBERS = 12
_HOW = "按来件用语归并：两家以上企业反映、说法相同或相近的列为一组，按涉及企业数排列。"
_WHERE = "是否共性、如何命名由办公室核定，在总台账“共性问题”表“名称”列填写，以后各期沿用。"
_PROPOSED = "（拟名）"


class CommonCase(NamedTuple):
    """A case of a common problem as the sheet lists it: the register's words, persons' names and phones masked."""

    number: str
    received: date
    status: str
    firm: str
    subject: str


@dataclass(frozen=True, slots=True)
class CommonProblem:
    """A common problem of a period.

    Attributes:
        name: what the office calls it, or what is proposed; ``is_named`` tells which.
        words: the words that join its cases.
        numbers: the period's cases; ``firms``: of how many firms.
        all_numbers, all_firms: the same with earlier periods.
        first: the earlier period in which it was found first, "" where none is or no case of it is older than this one.
        cases: all of them, the period's first.
    """

    name: str
    is_named: bool
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    firms: int
    all_numbers: tuple[str, ...]
    all_firms: int
    first: str = ""
    cases: tuple[CommonCase, ...] = ()

    @property
    def title(self) -> str:
        """Return its name, marked where the office has not given it."""
        return masked(self.name) if self.is_named else f"{masked(self.name)}{_PROPOSED}"


def common_sheet(problems: Sequence[CommonProblem], accepted: int) -> Callable[[Theme], None]:
    """Return what writes the sheet 共性问题.

    Args:
        problems: the period's.
        accepted: how many cases the period has in all.
    """

    def write(theme: Theme) -> None:
        sheet = theme.sheet(TITLE, (6, 26, 11, 12, 11, 11, 28, 34, 18), TITLE)
        period = theme.analysis.period
        sheet.note(_summed(problems, accepted, theme.mechanism, period), height=18)
        sheet.note(_HOW + _WHERE, height=34)
        number = theme.mechanism.record.role("number")
        head = (
            "序号", "名称", f"{period.this}企业", f"{period.this}件数", "累计企业", "累计件数", "共同用语",
            f"{period.this}{number}", "首次列入",
        )  # fmt: skip
        rows = [
            [
                Cell(at, "count"), Cell(each.title), Cell(each.firms, "count"),
                Cell(len(each.numbers), "count", origin=(_origin(theme, each), True)),
                Cell(each.all_firms, "count"), Cell(len(each.all_numbers), "count"),
                Cell(masked("、".join(each.words))), Cell("、".join(each.numbers)),
                Cell(each.first or period.this, "centre"),
            ]
            for at, each in enumerate(problems, start=1)
        ]  # fmt: skip
        table = sheet.table(head, rows, freeze=2)
        if any(each.cases for each in problems):
            _cases(theme, sheet, problems, table)

    return write


def _cases(theme: Theme, sheet: Sheet, problems: Sequence[CommonProblem], table: range) -> None:
    """Write the cases of every group below the table, those of earlier periods too, and link the counts to them."""
    role, period = theme.mechanism.record.roles, theme.analysis.period
    sheet.row += 1
    sheet.put(sheet.row, 0, Cell("各组所计事项（含此前受理）", "label"))
    sheet.row += 1
    head = ("序号", "名称", role["number"], "收到日期", "范围", "状态", role["firm"], role["subject"])
    sheet.line([Cell(text, "head") for text in head])
    for row, each in zip(table, problems, strict=True):
        first, own = sheet.row, frozenset(each.numbers)
        for at, case in enumerate(each.cases, start=1):
            scope = f"{period.this}受理" if case.number in own else f"{period.earlier}受理"
            sheet.line(
                [
                    Cell(at, "count"), Cell(each.title), Cell(case.number, "centre"), Cell(case.received, "date"),
                    Cell(scope, "centre"), Cell(case.status, "centre"), Cell(masked(case.firm)),
                    Cell(masked(case.subject)),
                ]
            )  # fmt: skip
        for column, count, many in ((2, each.firms, len(own)), (4, each.all_firms, 0), (5, len(each.all_numbers), 0)):
            last = first + (many or len(each.cases)) - 1
            if last >= first:
                sheet.link(row, column, Cell(count, "count"), (TITLE, first, last, len(head) - 1))


def _origin(theme: Theme, problem: CommonProblem) -> Origin:
    return theme.origins.of(f"{TITLE}：{problem.title}", problem.numbers)


def common_section(problems: Sequence[CommonProblem], accepted: int, mechanism: Mechanism, period: Period) -> Section:
    """Return the report's section; ``accepted`` is how many cases the period has in all."""
    number = mechanism.record.role("number")
    shown = problems[:_MOST]
    rows = [
        (each.title, str(each.firms), str(len(each.numbers)), str(len(each.all_numbers)), _some(each.numbers))
        for each in shown
    ]
    again = [each for each in problems if each.first]
    paragraphs = [_summed(problems, accepted, mechanism, period) + (seen_in(TABLE) if problems else "")]
    if again:
        names = "、".join(f"“{masked(each.name)}”" for each in again[:_MOST])
        paragraphs.append(f"其中{names}此前已列为共性问题，{period.this}仍有反映。")
    if not problems:
        return Section(TITLE, tuple(paragraphs))
    if not all(each.is_named for each in problems):
        paragraphs.append(TO_JUDGE.format("标“拟名”的各组是否共性问题、如何命名"))
    notes = (_HOW, *([f"另有{len(problems) - _MOST}组见分析表“{TITLE}”。"] if len(problems) > _MOST else []))
    header = ("名称", f"{period.this}企业（家）", f"{period.this}（件）", "累计（件）", number)
    return Section(TITLE, tuple(paragraphs), (table(TABLE, header, rows, *notes),))


def _summed(problems: Sequence[CommonProblem], accepted: int, mechanism: Mechanism, period: Period) -> str:
    if not accepted:
        return f"{period.this}没有受理{mechanism.record.title}。"
    received = f"{period.this}受理的{accepted}件{mechanism.record.title}中"
    within = len({number for each in problems for number in each.numbers})
    if not problems:
        alone = f"{received}，没有发现两家以上企业共同反映的事项"
        return f"{alone}。" if TITLE in mechanism.classes else f"{alone}，均按个性问题办理。"
    told = f"{received}，{within}件归入{len(problems)}组共性问题，"
    if TITLE in mechanism.classes:
        # The office sorts each matter itself; what has like words is only a hint at more of them.
        column = mechanism.record.role("class")
        return f"{told}其余{accepted - within}件没有相近的；各件是共性还是个性问题，以台账“{column}”为准。"
    return f"{told}其余{accepted - within}件为个性问题。"


def _some(numbers: Sequence[str]) -> str:
    return "、".join(numbers[:_MOST_NUMBERS]) + ("等" if len(numbers) > _MOST_NUMBERS else "")
