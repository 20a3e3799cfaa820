"""What is added to a workbook for a person to see and click: marks on cells, links, a sheet before or behind others."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence

from toolkit.ooxml import markup
from toolkit.ooxml.block import BlockCell, has_drawing, put_block, put_chart
from toolkit.ooxml.calculation import recalculate_on_load
from toolkit.ooxml.errors import UneditableError
from toolkit.ooxml.formats import Formats
from toolkit.ooxml.front import FrontRow, front_part
from toolkit.ooxml.headed import Head, headed_part
from toolkit.ooxml.links import Link, link_cells
from toolkit.ooxml.mark import Place, SheetMarks, place_of
from toolkit.ooxml.package import Package
from toolkit.ooxml.renewed import renew_formulas
from toolkit.ooxml.sheet_list import put_first, put_last, take_out
from toolkit.ooxml.sheets import Contents, SheetInfo, read_contents

#: The colour of a marked cell.
MARK_FILL = "FFFFFF99"


class Additions(ABC):
    """The part of a workbook's abilities that changes no value; all parts not concerned stay byte for byte."""

    _package: Package
    _contents: Contents

    @abstractmethod
    def sheet(self, name: str) -> SheetInfo:
        """Return the sheet of that name; MissingSheetError where there is none."""

    def mark(self, sheet_name: str, texts: Mapping[Place, str], *, author: str, fill: str = MARK_FILL) -> None:
        """Mark cells for a person: each keeps its value and format, is filled, and gets a comment.

        A cell not there is put in; of merged cells the first one has the comment and all have the fill. In a
        protected sheet the cells marked can be typed into. A comment that is there stays, below ours.

        Args:
            sheet_name: the sheet.
            texts: the comment by place: row counted from 1 and column from 0, or ``C5``.
            author: who the comment is by.
            fill: the colour: opaque, red, green, blue.

        Raises:
            MissingSheetError: there is no such sheet.
            UneditableError: the sheet is laid out so that the change would harm it; nothing was changed.
            BrokenPackageError: the sheet is not well-formed.
            ValueError: a place is no cell, or a text does not fit.
        """
        if texts:
            SheetMarks(self._package, self._contents.part, self.sheet(sheet_name).part).mark(texts, author, fill)

    def annotate(
        self, sheet_name: str, texts: Mapping[tuple[int, int], str | None], *, author: str, ours: Callable[[str], bool]
    ) -> None:
        """Give cells comments of ours; neither value nor look of a cell changes.

        Args:
            sheet_name: the sheet.
            texts: the comment by row, counted from 1, and column, from 0; None takes ours away. A comment that is
                somebody else's stays, below ours; a cell on which people hold a conversation is left alone.
            author: who the comments are by.
            ours: tells by a comment's text whether it is ours; LibreOffice keeps no comment's author.

        Raises:
            MissingSheetError: there is no such sheet.
            UneditableError: the sheet is laid out so that the change would harm it; nothing was changed.
            BrokenPackageError: the sheet is not well-formed.
            ValueError: a place is no cell, or a text does not fit.
        """
        if texts:
            SheetMarks(self._package, self._contents.part, self.sheet(sheet_name).part).annotate(texts, author, ours)

    def unmark(self, ours: Callable[[str], bool], *, fill: str = MARK_FILL) -> None:
        """Take earlier marks away, on all sheets: the texts, and the fill where it is still that colour.

        Args:
            ours: tells by a comment's text whether it is such a mark; LibreOffice keeps no comment's author.
            fill: the colour they were given.

        Raises:
            UneditableError: a sheet is laid out so that the change would harm it.
            BrokenPackageError: a sheet is not well-formed.
        """
        for sheet in self._contents.sheets:
            SheetMarks(self._package, self._contents.part, sheet.part).unmark(ours, fill)

    def front_sheet(
        self,
        name: str,
        rows: Sequence[FrontRow],
        widths: Sequence[float],
        *,
        replaces: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Put a sheet of text before all others; the workbook opens on it.

        Args:
            name: on its tab.
            rows: its cells; a row of one cell goes over all columns.
            widths: of the columns, in characters.
            replaces: tells by name which sheets it takes the place of.

        Raises:
            UneditableError: the workbook is of a dialect that is not written here, or has a sheet of that name.
            BrokenPackageError: a part is not well-formed.
            ValueError: a text does not fit into a cell.
        """
        part = self._contents.part
        formats = Formats(self._package, part)
        front = front_part(rows, widths, formats)
        for sheet in reversed(self._contents.sheets):
            if replaces(sheet.name):
                take_out(self._package, part, sheet.index)
        self._contents = read_contents(self._package)
        self._refuse_second(name)
        put_first(self._package, part, name, front)
        formats.save()
        self._contents = read_contents(self._package)

    def add_sheet(self, name: str, heads: Sequence[Head], *, lines: int, font: str) -> None:
        """Put a sheet of heads behind all others; what the workbook opens on stays.

        Args:
            name: on its tab.
            heads: its columns.
            lines: how many lines of text a row shows.
            font: of what will stand below the heads.

        Raises:
            UneditableError: the workbook is of a dialect that is not written here, or has a sheet of that name.
            BrokenPackageError: a part is not well-formed.
        """
        self._refuse_second(name)
        part = self._contents.part
        formats = Formats(self._package, part)
        put_last(self._package, part, name, headed_part(heads, lines, formats, font))
        formats.save()
        self._contents = read_contents(self._package)

    def _refuse_second(self, name: str) -> None:
        if any(sheet.name.casefold() == name.casefold() for sheet in self._contents.sheets):
            raise UneditableError(f"已有名为“{name}”的工作表")

    def block(
        self, sheet_name: str, cells: Mapping[tuple[int, int], BlockCell], drawing: bytes = b"", chart: bytes = b""
    ) -> None:
        """Put cells, and a chart of them, where nothing stands: all of it or, where something is refused, nothing.

        Args:
            sheet_name: the sheet.
            cells: by row, counted from 1, and column, from 0.
            drawing: the chart's drawing, in which the chart is ``rId1``; a sheet that has a drawing gets no chart.
            chart: the chart itself.

        Raises:
            MissingSheetError: there is no such sheet.
            UneditableError: one of the cells is there already, or the workbook is of a dialect not written here.
            BrokenPackageError: the sheet is not well-formed.
        """
        part = self.sheet(sheet_name).part
        put_block(self._package, self._contents.part, part, cells)
        if chart and not has_drawing(self._package, part):
            put_chart(self._package, self._contents.part, part, drawing, chart)

    def renew(self, sheet_name: str, formulas: Mapping[str, str]) -> None:
        """Let other formulas stand in place of some of a sheet; the whole workbook is worked out on opening.

        Args:
            sheet_name: the sheet.
            formulas: a formula, without the equals sign → the one that is to stand there.

        Raises:
            MissingSheetError: there is no such sheet.
            BrokenPackageError: the sheet is not well-formed.
        """
        part, workbook = self.sheet(sheet_name).part, self._contents.part
        data = markup.utf8(self._package.text(part))
        renewed = renew_formulas(data, formulas)
        if renewed != data:
            self._package.replace(part, renewed)
            self._package.replace(workbook, recalculate_on_load(markup.utf8(self._package.part(workbook))))

    def link(self, sheet_name: str, cell: Place, target: str, tooltip: str = "") -> None:
        """Give one cell a link; for many, ``links`` is quicker. Raises what ``links`` raises."""
        self.links(sheet_name, {cell: Link(target, tooltip)})

    def links(self, sheet_name: str, links: Mapping[Place, Link]) -> None:
        """Let cells lead to folders or files; value and format stay, but for the look of a link.

        A link that a cell has already gives way; one that is the same changes nothing, not even its look.

        Args:
            sheet_name: the sheet.
            links: by place: row counted from 1 and column from 0, or ``C5``. A target is a path from the folder of
                the workbook on, with ``/``.

        Raises:
            MissingSheetError: there is no such sheet.
            UneditableError: the sheet is laid out so that the change would harm it; nothing was changed.
            BrokenPackageError: the sheet is not well-formed.
            ValueError: a place is no cell, or a target is too long.
        """
        part = self.sheet(sheet_name).part
        if links:
            places = {place_of(place): link for place, link in links.items()}
            link_cells(self._package, self._contents.part, part, places)
