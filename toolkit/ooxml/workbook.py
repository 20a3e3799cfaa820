"""A workbook that people own: read row by row, and changed only where it has to be."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cached_property

from toolkit.ooxml import markup
from toolkit.ooxml.additions import Additions
from toolkit.ooxml.column import column_values
from toolkit.ooxml.edit import SheetEdit
from toolkit.ooxml.errors import MissingSheetError
from toolkit.ooxml.frame import Frame
from toolkit.ooxml.growth import merged_areas
from toolkit.ooxml.known import Known
from toolkit.ooxml.outline import Block
from toolkit.ooxml.package import Package
from toolkit.ooxml.places import is_strict
from toolkit.ooxml.properties import last_modified_by, read_properties, write_properties
from toolkit.ooxml.relations import related
from toolkit.ooxml.rows import Row, RowReader
from toolkit.ooxml.sheets import SheetInfo, read_contents
from toolkit.ooxml.strings import read_strings
from toolkit.ooxml.styles import Styles
from toolkit.ooxml.texts import Texts
from toolkit.ooxml.values import Value


class Workbook(Additions):
    """The sheets of one xlsx file. Nothing is changed on any disk: bytes come in, bytes go out."""

    def __init__(self, package: Package) -> None:
        """Read the list of sheets.

        Raises:
            BrokenPackageError: the package holds no workbook.
        """
        self._package = package
        self._contents = read_contents(package)
        self._frames: dict[str, Frame] = {}

    @classmethod
    def read(cls, data: bytes, known: Known | None = None) -> Workbook:
        """Return the workbook in ``data``.

        Args:
            data: the file.
            known: what ``known()`` gave when the file was written; of any other file it says nothing, and harms none.

        Raises:
            BrokenPackageError: ``data`` is no sound package, or holds no workbook.
        """
        return cls(Package.read(data, known))

    def fresh(self) -> Workbook:
        """Return the workbook as it was read, for changes that may have to be given up; nothing is read again."""
        fresh = Workbook(self._package.fresh())
        fresh._frames = self._frames
        return fresh

    def to_bytes(self) -> bytes:
        """Return the file: parts that were not changed byte for byte, the whole of it where nothing was."""
        return self._package.to_bytes()

    def known(self) -> Known:
        """Return what is known of the large sheets of the file that ``to_bytes`` gave last, else of the one read.

        Kept beside the file, it spares the next reader to unpack a sheet in which little changes.
        """
        return self._package.known()

    @property
    def sheets(self) -> list[SheetInfo]:
        """The worksheets in their order, hidden ones too."""
        return list(self._contents.sheets)

    @property
    def date1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        return self._contents.date1904

    @property
    def is_strict(self) -> bool:
        """Whether it is Strict Open XML, into which no sheet is put."""
        return is_strict(markup.utf8(self._package.part(self._contents.part)))

    def sheet(self, name: str) -> SheetInfo:
        """Return the sheet of that name.

        Raises:
            MissingSheetError: there is none.
        """
        for found in self._contents.sheets:
            if found.name == name:
                return found
        raise MissingSheetError(name, [found.name for found in self._contents.sheets])

    def rows(self, sheet_name: str) -> Iterator[Row]:
        """Return the rows of a sheet in the order of the file; a row the file says nothing of is left out.

        Raises:
            MissingSheetError: there is no such sheet.
            BrokenPackageError: the sheet is not well-formed (this may also come while the rows are being read).
        """
        styles = self._styles()
        return (row for frame in self._frames_of(sheet_name) for row in self._reader(frame, styles).rows())

    def column_values(self, sheet_name: str, columns: Sequence[int]) -> Iterator[tuple[int, list[Value]]]:
        """Yield for every row its number and what stands in ``columns``, at a fraction of the time of :meth:`rows`.

        Raises:
            MissingSheetError: there is no such sheet.
            BrokenPackageError: the sheet is not well-formed (this may also come while the rows are being read).
        """
        styles = self._styles()
        found = (column_values(each, self._reader(each, styles), columns) for each in self._frames_of(sheet_name))
        return ((span.number, values) for rows in found for span, values in rows)

    def some_rows(self, sheet_name: str, numbers: Container[int]) -> Iterator[Row]:
        """Return those rows of a sheet, like :meth:`rows`."""

        def wanted(block: Block) -> bool:
            return any(number in numbers for number in range(block.first, block.last + 1))

        styles, frames = self._styles(), self._frames_of(sheet_name, wanted)
        return (
            self._reader(frame, styles).row(span)
            for frame in frames
            for span in frame.all_spans
            if span.number in numbers
        )

    def _frames_of(self, sheet_name: str, wanted: Callable[[Block], bool] = lambda _: True) -> Iterator[Frame]:
        """Yield frames that together hold the rows of a sheet; a small sheet has one."""
        frame, outline = self._frame(sheet_name), self._package.outline(self.sheet(sheet_name).part)
        if outline is None:
            return iter([frame])
        return map(outline.frame, outline.unfolded(frame.data[frame.first : frame.last], wanted))

    def _frame(self, sheet_name: str) -> Frame:
        """Return the frame of a sheet, reduced where it is large."""
        part = self.sheet(sheet_name).part
        if self._package.is_replaced(part):
            return Frame.of(self._package.text(part))
        # Kept only of what was read: whatever changes a part, and however, is seen.
        if part not in self._frames:
            self._frames[part] = Frame.of(self._package.text(part))
        return self._frames[part]

    def _reader(self, frame: Frame, styles: Styles) -> RowReader:
        return RowReader(frame, self._texts, styles, date1904=self.date1904)

    def merged(self, sheet_name: str) -> list[tuple[int, int, int, int]]:
        """Return the merged areas: first row, first column, last row, last column; ends included, columns from 0.

        Raises:
            MissingSheetError: there is no such sheet.
            BrokenPackageError: the sheet is not well-formed.
        """
        return [area for area in merged_areas(self._frame(sheet_name))]  # noqa: C416 - plain tuples are what is promised

    def edit(
        self,
        sheet_name: str,
        cells: Mapping[tuple[int, int], Value],
        append: Sequence[Mapping[int, Value]] = (),
        *,
        header: int | None = None,
    ) -> range:
        """Change cells and add rows: all of it or, where something is refused, nothing of it.

        Args:
            sheet_name: the sheet.
            cells: the new value by (row counted from 1, column counted from 0); None and "" empty the cell. A cell
                keeps its format but for what the value needs: a date is shown as one, ``=1+1`` stays text.
            append: rows to add below the last row with anything in it, values by column; each cell takes the format
                of the one above. Filter, tables, validations and conditional formats that ended there grow along.
            header: the row of the headings where the caller knows it; otherwise it is taken from the sheet's filter,
                tables and frozen rows, or else is the first row with anything in it.

        Returns:
            The numbers of the rows added.

        Raises:
            MissingSheetError: there is no such sheet.
            UneditableError: the sheet, or a cell concerned, is laid out so that the change would harm it.
            BrokenPackageError: the sheet is not well-formed.
            ValueError: a value or an address does not fit into a sheet, or a row to be added holds nothing.
            TypeError: a value is of a kind that a cell does not know.
        """
        # Held already, the shared strings are asked; else they are not read for the sake of one or two.
        texts = self.__dict__.get("_texts") or Texts(self._package, self._strings_part)
        edit = SheetEdit(self._package, self._contents, self.sheet(sheet_name), self._styles(), texts)
        return edit.run(self._frame(sheet_name), cells, append, header)

    def properties(self) -> dict[str, str]:
        """Return the custom document properties, every value as text.

        Raises:
            BrokenPackageError: the part is not well-formed.
        """
        return read_properties(self._package)

    def set_properties(self, properties: Mapping[str, str]) -> None:
        """Set custom document properties; others in the file stay.

        Raises:
            BrokenPackageError: the part that is there is not well-formed.
            ValueError: a value is too long.
        """
        write_properties(self._package, properties)

    @property
    def last_modified_by(self) -> str:
        """Who saved the file last as the file tells it, "" where it does not."""
        return last_modified_by(self._package)

    @cached_property
    def _texts(self) -> list[str]:
        part = self._strings_part
        return read_strings(self._package.part(part)) if part else []

    @property
    def _strings_part(self) -> str:
        return next(iter(related(self._package, self._contents.part, "sharedStrings")), "")

    def _styles(self) -> Styles:
        parts = related(self._package, self._contents.part, "styles")
        return Styles(self._package.part(parts[0]) if parts else b"")
