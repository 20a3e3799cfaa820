"""The sheets 明细 and 数字出处 of the roll-up: the cases of all districts, and behind each figure its list."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.analysis.districts.rollup_theme import DISTRICT, TOTAL, RollupTheme
from toolkit.analysis.figures.many_rows import Column
from toolkit.analysis.packages.data_package import CaseRow
from toolkit.analysis.packages.package_book import HEADS, case_columns
from toolkit.analysis.sheets.formulas import DETAIL
from toolkit.analysis.sheets.origins_sheet import begun, link_to_lists
from toolkit.analysis.sheets.sheet import Cell

#: More cases than this 明细 does not show: nobody would read them, and the file would no longer open fast.
MOST_CASES = 200_000
_HEADS, _WIDTHS = (DISTRICT, *HEADS[:-1]), (22.0, 12.0, 12.0, 16.0, 34.0, 12.0, 12.0, 12.0, 12.0, 10.0)


def cases_sheet(theme: RollupTheme) -> None:
    """明细: every case that some figure counts; no firm, no matter, no person."""
    sheet = theme.sheet(DETAIL, _WIDTHS, "事项明细")
    cases = theme.rollup.cases
    sheet.note("计入任一指标的事项。没有企业名称、案由和联系人；要看，请按编号问报送的地区。", height=18)
    if len(cases) > MOST_CASES:
        sheet.note(f"共{len(cases)}件，太多，不在这里列出；请看各区自己的数据包。", height=18)
        return
    sheet.long_table(_HEADS, _columns(list(cases.values())), freeze=2)


def _columns(cases: Sequence[tuple[str, CaseRow]]) -> list[Column]:
    return [Column("text", [name for name, _ in cases]), *case_columns([case for _, case in cases])]


def lists_sheet(theme: RollupTheme) -> None:
    """数字出处: a list a figure; every figure that was put before becomes a link to its own."""
    columns = (("序号", 6.0), *zip(_HEADS, _WIDTHS, strict=True), ("计入", 15.0))
    sheet = begun(theme, [width for _, width in columns])
    for origin in theme.origins:
        sheet.row += 1
        sheet.put(sheet.row, 0, Cell(f"{origin.title}（{len(origin.bottom)}件）", "label"))
        sheet.row += 1
        if not origin.is_listed:
            origin.place = sheet.row + 1
            where = "请看各区自己的名单" if origin.title.startswith(TOTAL) else f"请在“{DETAIL}”表按{DISTRICT}筛选"
            sheet.put(sheet.row, 0, Cell(f"件数多，不在这里逐件列出，{where}。", "line"))
            sheet.row += 1
            continue
        sheet.line([Cell(name, "head") for name, _ in columns])
        origin.place = sheet.row + 1
        in_top, other = origin.parts
        parts = [in_top] * len(origin.top) + [other] * (len(origin.bottom) - len(origin.top))
        listed = _columns([theme.rollup.cases[number] for number in origin.numbers])
        sheet.rows([Column("count", range(1, len(parts) + 1)), *listed, Column("centre", parts)])
    link_to_lists(theme, len(columns))
