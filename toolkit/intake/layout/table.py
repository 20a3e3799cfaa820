"""Forms that are a table of cases (an agenda): the header row found by its labels, and the answers of each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.errors import Code, Problem
from toolkit.forms import Field, FieldType, Form
from toolkit.intake.layout.page import Block, Page
from toolkit.intake.layout.vocabulary import table_labels
from toolkit.intake.meanings.values import doubt, interpret
from toolkit.intake.plain.grid import CellValue
from toolkit.intake.plain.words import without_hint
from toolkit.mechanism import Mechanism
from toolkit.submission import Answer

#: So much of what is struck out in a row is told.
_SHOWN = 60
#: A row with fewer of the table's labels is no header.
MIN_LABELS = 4

Row = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a table: where it stands, and the column of each field."""

    row: int
    columns: Mapping[str, int]
    coverage: float


def header_row(form: Form, page: Page) -> Header | None:
    """Return the header row of a form's table, the one with the most labels; None where no row has enough."""
    best: Header | None = None
    for row in sorted(page.rows):
        columns = _columns(form, [each for each in page.rows[row] if each.row == row])
        share = len(columns) / len(form.table)
        if len(columns) >= MIN_LABELS and (best is None or share > best.coverage):
            best = Header(row, columns, share)
    return best


def _columns(form: Form, blocks: Sequence[Block]) -> Mapping[str, int]:
    """Return the column of each field in a row; where two headers claim a field, the printed label does."""
    labels = table_labels(form)
    ranked: dict[str, tuple[int, int]] = {}
    for block in blocks:
        name = next((each for each in block.forms if each in labels), "")
        for key, rank in labels.get(name, {}).items():
            ranked[key] = min(ranked.get(key, (rank, block.column)), (rank, block.column))
    return {key: column for key, (_, column) in ranked.items()}


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, their doubts, and the blocks they were taken from."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    used: frozenset[Block]


def read_rows(form: Form, page: Page, header: Header, mechanism: Mechanism, day: date) -> Rows:
    """Return the answers of every row below the header that holds any; a row without 编号 is told.

    Args:
        form: the form, with its table.
        page: the page.
        header: where its header row stands.
        mechanism: whose categories and units count.
        day: the day of the mail.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    used: set[Block] = {each for each in page.rows[header.row] if each.row == header.row}
    for number in page.rows_below(header.row):
        blocks = {each.column: each for each in page.rows[number]}
        # A merged range over several rows says the same for each of them.
        cells = {key: blocks[column] for key, column in header.columns.items() if column in blocks}
        used.update(cells.values())
        struck = _struck(page, form, cells)
        read = {
            field.key: _answer(page, field, cells.get(field.key), mechanism, day, struck.get(field.key, ()))
            for field in form.table
        }
        answers = {key: answer for key, (answer, _) in read.items()}
        if struck:
            problems.append(_out(page, form, cells, struck))
        if not any(answer.text for answer in answers.values()):
            continue
        rows.append(answers)
        problems.extend(problem for _, found in read.values() for problem in found)
        problems.extend(_unnumbered(form, answers, page, number, header))
    return Rows(tuple(rows), tuple(problems), frozenset(used))


def _struck(page: Page, form: Form, cells: Mapping[str, Block]) -> Mapping[str, Sequence[str]]:
    """Return what is struck out in a row, by field; where its 编号 is, the whole row is but for what it is known by."""
    found = {key: page.grid.struck.get((block.row, block.column), ()) for key, block in cells.items()}
    known_by = {each.key for each in form.table if each.type in {FieldType.NUMBER, FieldType.CHOICE}}
    if any(found.get(each.key) for each in form.table if each.type is FieldType.NUMBER):
        found = {key: (block.text,) for key, block in cells.items()}
    return {key: words for key, words in found.items() if words and key not in known_by}


def _out(page: Page, form: Form, cells: Mapping[str, Block], struck: Mapping[str, Sequence[str]]) -> Problem:
    """Return that somebody has to look at a row in which words are struck out."""
    number = next((cells[each.key].text for each in form.table if _names(each, cells)), "")
    at = cells[min(struck, key=lambda key: cells[key].column)]
    words = "、".join(text for each in struck.values() for text in each)
    facts = {"label": f"{number or page.grid.address(at.row, at.column)}一行", "text": words[:_SHOWN]}
    return Problem(Code.STRUCK_OUT, facts, "", page.grid.name, page.grid.address(at.row, at.column))


def _names(asked: Field, cells: Mapping[str, Block]) -> bool:
    return asked.type is FieldType.NUMBER and asked.key in cells


def _answer(
    page: Page, asked: Field, block: Block | None, mechanism: Mechanism, day: date, struck: Sequence[str]
) -> tuple[Answer, list[Problem]]:
    if block is None:
        return Answer(None), []
    sheet, cell = page.grid.name, page.grid.address(block.row, block.column)
    raw: CellValue = without_hint(block.text, asked.hint) if isinstance(block.value, str) else block.value
    for words in struck:
        raw = raw.replace(words, "", 1).strip() if isinstance(raw, str) else ""
    meaning = doubt(None, Code.CELL_ERROR, text=block.text) if block.error else interpret(asked, raw, mechanism, day)
    text = raw if isinstance(raw, str) else block.text
    problems = [
        Problem(code, {"label": asked.label, **facts}, asked.key, sheet, cell) for code, facts in meaning.doubts
    ]
    return Answer(meaning.value, text, sheet, cell), problems


def _unnumbered(form: Form, answers: Row, page: Page, row: int, header: Header) -> list[Problem]:
    """Return a problem for each number field that a row with text leaves empty."""
    return [
        Problem(
            Code.MISSING,
            {"label": field.label},
            field.key,
            page.grid.name,
            page.grid.address(row, header.columns.get(field.key, 0)),
        )
        for field in form.table
        if field.type is FieldType.NUMBER and answers[field.key].value is None
    ]
