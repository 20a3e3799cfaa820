"""One edit of one sheet, carried through all the parts that have to agree with it, or through none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from toolkit.ooxml import markup
from toolkit.ooxml.calculation import forget_formulas, has_formulas, recalculate_on_load
from toolkit.ooxml.errors import UneditableError
from toolkit.ooxml.filldown import Above, filled_down, height_of, masters_in, table_formulas
from toolkit.ooxml.filled import Fill
from toolkit.ooxml.frame import Frame
from toolkit.ooxml.growth import (
    Growth,
    filter_area,
    grow_extent,
    grow_sheet,
    grow_table,
    header_row,
    header_rows,
    merged_areas,
    table_area,
)
from toolkit.ooxml.names import grow_names
from toolkit.ooxml.package import Package
from toolkit.ooxml.patch import RowPlan, SheetPatch
from toolkit.ooxml.refs import MAX_COLUMN, MAX_ROW, Area, cell_ref
from toolkit.ooxml.relations import related
from toolkit.ooxml.restyle import styles_in
from toolkit.ooxml.sheets import Contents, SheetInfo
from toolkit.ooxml.styles import Styles
from toolkit.ooxml.survey import array_areas
from toolkit.ooxml.values import Value, is_empty


class SheetEdit:
    """Works out every changed part first and hands them over at the end, so that a refusal changes nothing."""

    def __init__(
        self, package: Package, contents: Contents, sheet: SheetInfo, styles: Styles, texts: Sequence[str]
    ) -> None:
        self._package = package
        self._contents = contents
        self._sheet = sheet
        self._styles = styles
        self._fill = Fill(texts, styles, date1904=contents.date1904)
        self._outline = package.outline(sheet.part)
        self._changed: dict[str, bytes] = {}
        self._lost: list[str] = []
        self._filled_down = False

    def run(
        self,
        frame: Frame,
        cells: Mapping[tuple[int, int], Value],
        append: Sequence[Mapping[int, Value]],
        header: int | None,
    ) -> range:
        """Carry the edit of ``frame`` out, reduced where the sheet is large.

        Arguments, result and refusals are those of ``Workbook.edit``.
        """
        if not cells and not append:
            return range(0)
        touched = [place for place, value in cells.items() if not is_empty(value)]
        if cells:
            frame = self._patched(self._around(frame, [row for row, _ in cells]), _by_row(cells))
        added = range(0)
        if append:
            frame, above = self._above(frame, header)
            first = max(above.last, above.header) + 1
            added = range(first, first + len(append))
            if any(all(map(is_empty, values.values())) for values in append):
                raise ValueError("a row to be added holds nothing")
            columns = frozenset(column for values in append for column, value in values.items() if not is_empty(value))
            growth = Growth(first, added[-1], above.header, columns)
            formulas = {**self._computed(growth), **above.formulas}
            plans = {row: above.plan(row, values, formulas) for row, values in zip(added, append, strict=True)}
            self._filled_down = bool(formulas)
            frame = self._grown(self._patched(self._around(frame, added), plans), growth)
            touched += [(number, column) for number in added for column in (*columns, *above.styles, *formulas)]
        self._changed[self._sheet.part] = grow_extent(frame, touched)
        self._commit()
        return added

    def _around(self, frame: Frame, rows: Iterable[int]) -> Frame:
        """Return the frame with these rows at hand."""
        if self._outline is None:
            return frame
        text = self._outline.revealed(frame.data, self._outline.around(rows))
        return frame if text is frame.data else Frame.of_checked(text)

    def _part(self, name: str) -> bytes:
        return markup.utf8(self._changed.get(name) or self._package.part(name))

    def _patched(self, frame: Frame, plans: Mapping[int, RowPlan]) -> Frame:
        date1904 = self._contents.date1904
        values = {(row, column): value for row, plan in plans.items() for column, value in plan.values.items()}
        self._guard(frame, values)
        patch = SheetPatch(frame, self._styles, date1904=date1904)
        changed = patch.apply(plans)
        self._lost += patch.lost
        return Frame.of_checked(changed)

    def _guard(self, frame: Frame, values: Mapping[tuple[int, int], Value]) -> None:
        """Refuse what would be lost or would do harm where it is written.

        Raises:
            UneditableError: a cell is hidden under a merged one, is a table's heading, or belongs to an array formula.
            ValueError: a cell lies outside the sheet.
        """
        for row, column in values:
            if not (1 <= row <= MAX_ROW and 0 <= column <= MAX_COLUMN):
                raise ValueError(f"row {row}, column {column} lies outside the sheet")
        headings = [
            (area.down_to(area.first_row + rows - 1), "是表格的标题行，改了名字表格会损坏")
            for area, rows in self._tables()
            if rows
        ]
        arrays = [(area, "属于数组公式") for area in self._arrays(frame)]
        top, bottom = min(row for row, _ in values), max(row for row, _ in values)
        near = [(area, reason) for area, reason in headings + arrays if area.meets_rows(top, bottom)]
        for area, reason in near:
            for row, column in values:
                if area.holds(row, column):
                    raise UneditableError(f"工作表“{self._sheet.name}”的 {cell_ref(row, column)} {reason}")
        merged = [area for area in merged_areas(frame) if area.meets_rows(top, bottom)]
        for (row, column), value in values.items():
            hiding = next((area for area in merged if area.holds(row, column)), None)
            if hiding is not None and (row, column) != hiding[:2] and not is_empty(value):
                raise UneditableError(
                    f"工作表“{self._sheet.name}”的 {cell_ref(row, column)} 被合并单元格 {hiding} 盖住",
                    "请选中它，取消“合并后居中”，补全每一格，保存后再运行",
                )

    def _arrays(self, frame: Frame) -> Sequence[Area]:
        return self._outline.arrays if self._outline else array_areas(frame.data, frame.first, frame.last)

    def _tables(self) -> list[tuple[Area, int]]:
        """Return the area of each table of the sheet, and how many of its rows are headings."""
        found = []
        for part in related(self._package, self._sheet.part, "table"):
            data = self._part(part)
            area = table_area(data)
            if area is not None:
                found.append((area, header_rows(data)))
        return found

    def _above(self, frame: Frame, header: int | None) -> tuple[Frame, Above]:
        """Return what new rows go by, and the frame in which the rows concerned are at hand."""
        if self._outline is not None:
            frame = self._fill.with_ends(frame, self._outline)
        spans = frame.editable_spans()
        last = self._fill.first(frame, reversed(spans))
        if header is None:
            header = header_row(frame, [area for area, rows in self._tables() if rows])
            if not header:
                first = self._fill.first(frame, spans)
                header = first.number if first else 0
            # Panes frozen further down than anything is written are no sign of headings down there.
            header = min(header, last.number if last else 0)
        if last is None or last.number <= header:
            return frame, Above(last.number if last else 0, header)
        frame = self._around(frame, [last.number - 1, last.number])
        there = {span.number: span for span in frame.editable_spans()}
        last, before = there[last.number], there.get(last.number - 1)
        formulas = filled_down(
            frame,
            last,
            before if before and before.number > header else None,
            alone=last.number == header + 1,
            arrays=self._arrays(frame),
            masters=lambda wanted: self._masters(frame, wanted),
        )
        return frame, Above(last.number, header, styles_in(frame, last), formulas, height_of(frame, last))

    def _masters(self, frame: Frame, wanted: Collection[str]) -> Mapping[str, tuple[int, int, str]]:
        texts: Iterable[bytes] = [frame.data]
        if self._outline is not None:
            texts = self._outline.unfolded(frame.data, lambda block: block.formulas)
        return masters_in(texts, wanted) if wanted else {}

    def _computed(self, growth: Growth) -> dict[int, str]:
        """Return the formulas of the computed columns of tables that grow."""
        formulas: dict[int, str] = {}
        for part in related(self._package, self._sheet.part, "table"):
            formulas |= table_formulas(self._part(part), growth)
        return formulas

    def _grown(self, frame: Frame, growth: Growth) -> Frame:
        """Return the sheet with all that grows along; the parts beside it are set down as changed."""
        for part in related(self._package, self._sheet.part, "table"):
            self._changed[part] = grow_table(self._part(part), growth)
        name = self._contents.part
        self._changed[name] = grow_names(self._part(name), self._sheet, filter_area(frame), growth)
        return Frame.of_checked(grow_sheet(frame, growth))

    def _commit(self) -> None:
        """Hand the changed parts to the package, with the formulas of the whole workbook to be worked out anew."""
        for part in related(self._package, self._contents.part, "styles"):
            self._changed[part] = self._styles.data
        if self._filled_down or has_formulas(self._package, self._contents.part):
            self._changed[self._contents.part] = recalculate_on_load(self._part(self._contents.part))
        forget_formulas(self._package, self._contents.part, self._sheet.sheet_id, self._lost)
        for part, data in self._changed.items():
            self._package.replace(part, data)


def _by_row(cells: Mapping[tuple[int, int], Value]) -> dict[int, RowPlan]:
    rows: dict[int, dict[int, Value]] = {}
    for (row, column), value in cells.items():
        rows.setdefault(row, {})[column] = value
    return {row: RowPlan(values) for row, values in rows.items()}
