"""The analysis workbook (季度分析表): a sheet a theme, native charts, figures as formulas over 明细."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time

from toolkit.analysis.figures.case_cells import CaseCells, Scope
from toolkit.analysis.figures.result import Analysis
from toolkit.analysis.sheets.cut_sheets import categories_sheet, places_sheet, sources_sheet, supporters_sheet
from toolkit.analysis.sheets.detail import detail_sheet, ranges, scope_of
from toolkit.analysis.sheets.evaluations_sheet import evaluations_sheet
from toolkit.analysis.sheets.formulas import CUTOFF, FIRST_DAY, Counter
from toolkit.analysis.sheets.lead_sheet import leads_sheet
from toolkit.analysis.sheets.open_sheets import ageing_sheet, corrections_sheet, overdue_sheet
from toolkit.analysis.sheets.origin import Origins
from toolkit.analysis.sheets.origins_sheet import origins_sheet
from toolkit.analysis.sheets.overview_sheet import CUTOFF_AT, FIRST_DAY_AT, OVERVIEW, overview_sheet
from toolkit.analysis.sheets.sheet import Book
from toolkit.analysis.sheets.theme import Theme
from toolkit.mechanism import Mechanism

_SHEETS = (
    overview_sheet, categories_sheet, sources_sheet, places_sheet, leads_sheet, supporters_sheet, overdue_sheet,
    ageing_sheet, evaluations_sheet, corrections_sheet,
)  # fmt: skip


def write_workbook(analysis: Analysis, mechanism: Mechanism, more: Sequence[Callable[[Theme], None]] = ()) -> bytes:
    """Return the workbook as xlsx bytes; the same analysis gives the same bytes. ``more`` write further sheets.

    Every formula is written with the value the analysis reckoned, so that previews and phones that do not calculate
    show it too.
    """
    book = Book()
    book.file.set_properties(
        {
            "title": f"{analysis.period.label}{mechanism.record.title}办理情况分析",
            "author": mechanism.office_short,
            # Not the clock: nothing in the file may differ from one run to the next.
            "created": datetime.combine(analysis.cutoff, time(), tzinfo=UTC),
        }
    )
    where = ranges(analysis, mechanism)
    closed = frozenset(analysis.measure("closed").numbers)
    cells = {"": CaseCells(analysis.detail, scope_of(analysis))}
    for base in analysis.period.bases:
        scope = Scope(f"{base.word}受理", f"{base.word}以前受理")
        cells[base.word] = CaseCells(analysis.earlier[base.word], scope)
    theme = Theme(book, analysis, mechanism, Counter(where, analysis.conventions), closed, cells, Origins())
    for write in (*_SHEETS, *more):
        write(theme)
    detail_sheet(theme, where)
    origins_sheet(theme)
    book.file.define_name(FIRST_DAY, f"={OVERVIEW}!{FIRST_DAY_AT}")
    book.file.define_name(CUTOFF, f"={OVERVIEW}!{CUTOFF_AT}")
    return book.close()
