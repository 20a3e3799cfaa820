"""A form (表) declared as data: its fields, who fills each, and its layout as rows of cells.

One declaration has four uses: it draws the blank template, recognises and reads the returned file, names the
register's columns, and pre-fills what is dispatched. A form is never described twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FieldType(StrEnum):
    """What a field holds, and so how it is read and written."""

    TEXT = "text"
    LONG = "long"  # a text of several lines
    NUMBER = "number"  # the case's number (编号), given by the office
    DATE = "date"
    PHONE = "phone"
    CATEGORY = "category"  # one of the mechanism's categories (问题类别)
    CHOICE = "choice"  # exactly one of ``choices``
    CHOICES = "choices"  # tick boxes, several allowed unless ``excludes`` says no
    UNIT = "unit"  # one member unit
    UNITS = "units"  # several member units, separated by 、


class Filler(StrEnum):
    """Who fills a field. A return sets only its filler's fields; any other difference is a question to the office."""

    REPORTER = "reporter"  # 报送单位
    UNIT = "unit"  # 承办单位
    FIRM = "firm"  # 企业
    OFFICE = "office"  # 领导小组办公室


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks.

    Attributes:
        key: its name within the form.
        label: the word printed on paper.
        synonyms: other words people print for the same thing.
        type: what it holds.
        fillers: who fills it.
        column: the register column it sets, "" where the register has none.
        required: a return without it is told so; the row is entered all the same.
        needed: without it there is no case: a form that would open one goes back whole.
        hint: what the blank form prints inside the input cell; left standing it means "not filled".
        choices: the permitted words, for CHOICE and CHOICES.
        excludes: choices that stand alone (未沟通).
        after: key of the field this one belongs to, where its label occurs more than once on the form.
        ahead: whether its date may lie ahead of the day it is written: until when something is asked for.
    """

    key: str
    label: str
    type: FieldType
    fillers: frozenset[Filler]
    column: str = ""
    synonyms: tuple[str, ...] = ()
    required: bool = False
    needed: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    after: str = ""
    ahead: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """Return every wording by which the field is found, the printed one first."""
        return (self.label, *self.synonyms)


class Look(StrEnum):
    """How a cell of the layout looks on paper."""

    TITLE = "title"
    ATTACHMENT = "attachment"  # the small 附件2 at the top left
    LABEL = "label"
    TALL = "tall"  # a label whose characters stand one above the other
    LINE = "line"  # a label or input above the table, without borders
    INPUT = "input"
    BOX = "box"  # a tick box, and the word before it
    NOTE = "note"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """One cell of the layout: a printed text, a field's input, or one box of a field.

    Attributes:
        look: how it looks.
        text: what is printed; for an input the field's hint.
        field: key of the field whose input this is, or "".
        option: for a tick box, the choice it stands for.
        columns: how many grid columns it covers.
        rows: how many rows it covers.
        borders: which sides are drawn: any of ``l r t b``.
        align: ``left``, ``center``, ``right`` or "" for the look's own.
    """

    look: Look
    text: str = ""
    field: str = ""
    option: str = ""
    columns: int = 1
    rows: int = 1
    borders: str = "lrtb"
    align: str = ""


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """A row of the layout, with its height in points."""

    height: float
    cells: tuple[LayoutCell, ...]


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A layout cell with its place on the sheet, counted from 0."""

    row: int
    column: int
    cell: LayoutCell

    @property
    def last_row(self) -> int:
        return self.row + self.cell.rows - 1

    @property
    def last_column(self) -> int:
        return self.column + self.cell.columns - 1


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands: column widths in millimetres, rows from top to bottom."""

    widths: tuple[float, ...]
    rows: tuple[LayoutRow, ...]

    def placed(self) -> Iterator[PlacedCell]:
        """Yield every cell with its place, row by row; a cell covered by a taller one above is stepped over."""
        covered: set[tuple[int, int]] = set()
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row.cells:
                while (number, column) in covered:
                    column += 1
                yield PlacedCell(number, column, cell)
                covered.update(
                    (number + down, column + right) for down in range(cell.rows) for right in range(cell.columns)
                )
                column += cell.columns


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a mechanism.

    Attributes:
        id: short name, used in file properties and in the mechanism's rules.
        version: counted up whenever a label or a field changes.
        title: the title printed on paper, 民营企业反映问题情况表.
        attachment: the annex it is, "附件2"; printed at the top left.
        file_name: the blank workbook's name without suffix.
        kind: what its return does: ``opens`` a case, ``verifies``, ``answers`` or ``evaluates`` one, ``requests``
            special handling of one, ``approves`` several (a catalogue), ``decides`` (an agenda), ``calls`` (notes of
            telephone calls), ``visits`` (tells of visits to firms), ``progress`` (of a plan's tasks).
        sender: who sends it back; fields of other fillers are compared, never set.
        fields: in reading order.
        layout: where they stand; empty where the form is a table of several cases (an agenda).
        table: for such a table, the fields of each row.
        synonyms: other titles under which it comes back.
        by_key: its fields by their key.
        own_fields: the fields that its sender fills, in reading order.
    """

    id: str
    version: str
    title: str
    attachment: str
    file_name: str
    kind: str
    sender: Filler
    fields: tuple[Field, ...]
    layout: Layout
    table: tuple[Field, ...] = ()
    synonyms: tuple[str, ...] = ()
    by_key: Mapping[str, Field] = field(default_factory=dict, compare=False)
    own_fields: tuple[Field, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Asked for several times a returned form.
        object.__setattr__(self, "own_fields", tuple(each for each in self.fields if self.sender in each.fillers))

    def __hash__(self) -> int:
        # Forms are keys of what is reckoned once a form; hashing everything they declare would cost more than that.
        return hash((self.id, self.version, self.title))

    def field(self, key: str) -> Field:
        """Return the field called ``key``. Raises KeyError where the form has none."""
        return self.by_key[key]

    @property
    def workbook_name(self) -> str:
        """The blank workbook's file name."""
        return f"{self.file_name}.xlsx"

    @property
    def titles(self) -> tuple[str, ...]:
        return (self.title, *self.synonyms)
