"""The demo's post: every file that arrives is really written into the inbox, in the shape its sender gave it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from toolkit.events import Kind
from toolkit.files import free_name, write_whole
from toolkit.forms import FieldType, Form
from toolkit.jobs.demo import shapes
from toolkit.jobs.demo.story import Decisions, Letter, Said, Story
from toolkit.jobs.demo.tasks import fill_in
from toolkit.jobs.demo.visits import matter_of
from toolkit.jobs.desk.desk import events_of
from toolkit.jobs.following.task_calls import FOLDER as CALLED
from toolkit.journal import Journal
from toolkit.mechanism import Mechanism
from toolkit.mechanism.visiting import FORM_KIND as VISITS
from toolkit.templates import build_table, input_cell
from toolkit.workspace import Workspace

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
#: Of a file whose sending broke off, so much has arrived.
_TORN = 0.6


class Post:
    """Brings what the story's people send.

    Args:
        workspace: into whose inbox.
        mechanism: whose forms they are.
        story: what they send.
    """

    def __init__(self, workspace: Workspace, mechanism: Mechanism, story: Story) -> None:
        self._workspace = workspace
        self._mechanism = mechanism
        self._story = story
        self._sent: dict[str, bytes] = {}

    def deliver(self, after: date, until: date) -> list[str]:
        """Put what arrives after one day and up to another into the inbox, and return the files' names."""
        letters = self._story.arriving(after, until)
        numbers = self.numbers()
        return [self._put(letter, numbers, place) for place, letter in enumerate(letters)]

    def numbers(self) -> dict[str, str]:
        """Return the 编号 that each file's case was given; of a visit's matters see :func:`matter_of`."""
        found: dict[str, str] = {}
        for event in events_of(Journal(self._workspace.journal)):
            if event.kind is Kind.RECEIVED and event.data.get("numbers"):
                name = Path(event.data["name"]).name
                for place, number in enumerate(event.data["numbers"], 1):
                    found.setdefault(matter_of(name, place), number)
        return found

    def _put(self, letter: Letter, numbers: Mapping[str, str], place: int) -> str:
        number = numbers.get(Path(letter.of).name, "")
        name, data = self._written(letter, number)
        path = free_name(self._workspace.inbox / name)
        write_whole(path, data)
        self._sent[name] = data
        # The time stamp is the arrival's: the inbox is taken in by it, and a file of today would be waited for.
        arrived = datetime(letter.day.year, letter.day.month, letter.day.day, 9) + timedelta(minutes=place)  # noqa: DTZ001
        os.utime(path, (arrived.timestamp(), arrived.timestamp()))
        return path.name

    def _written(self, letter: Letter, number: str) -> tuple[str, bytes]:
        """Return a file's name and content."""
        match letter.kind:
            case "report":
                return letter.file, self._report(letter)
            case "again":
                form = self._mechanism.form_that("opens")
                said = {**letter.said, self._number_key(form): number}
                return letter.file, shapes.write(letter.shape, form, self._mechanism, said)
            case "verifies" | "answers" | "evaluates":
                return self._return(letter, number)
            case "visit":
                return letter.file, shapes.write(
                    letter.shape, self._mechanism.form_that(VISITS, table=False), self._mechanism, letter.said
                )
            case "log":
                form = self._mechanism.form_that(VISITS, table=True)
                return letter.file, build_table(form, self._mechanism, {}, self._story.logs[letter.file])
            case "progress":
                return self._progress(letter)
            case "agenda":
                return self._table("会议", self._story.meetings[letter.of])
            case "catalogue":
                return self._table("目录", self._story.catalogues[letter.of])
            case "blank_number":
                return letter.file, shapes.write(
                    "word", self._mechanism.form_that("answers"), self._mechanism, letter.said
                )
            case _:
                return letter.file, self._stray(letter)

    def _number_key(self, form: Form) -> str:
        return next(each.key for each in form.fields if each.type is FieldType.NUMBER)

    def _report(self, letter: Letter) -> bytes:
        if letter.shape == "sample":
            return (self._story.samples / letter.of).read_bytes()
        return shapes.write(letter.shape, self._mechanism.form_that("opens"), self._mechanism, letter.said)

    def _stray(self, letter: Letter) -> bytes:
        if letter.kind == "photo":
            return (self._story.samples / letter.of).read_bytes()
        data = self._sent[letter.of]
        if letter.kind == "torn":
            return data[: int(len(data) * _TORN)]
        if letter.kind == "copy":
            return data
        form = self._mechanism.form_that("opens")
        return shapes.resaved(data, {input_cell(form, key): said for key, said in letter.said.items()})

    def _return(self, letter: Letter, number: str) -> tuple[str, bytes]:
        """Return the form that went out for a case, answered."""
        form = self._mechanism.form_that(letter.kind)
        issued = self._issued(form, letter, number)
        data = shapes.answer(letter.shape, form, issued.read_bytes(), self._said(letter, issued))
        return letter.file or issued.name, data

    def _issued(self, form: Form, letter: Letter, number: str) -> Path:
        """Return the latest form that went out for a case, to the unit that answers or to the firm."""
        pattern = f"{form.attachment} {number}[ .]*xlsx"
        if letter.unit:
            folder = "核实" if letter.kind == "verifies" else "交办"
            return max((self._workspace.outbox / folder).glob(f"*/{letter.unit}/{pattern}"))
        return max((self._workspace.outbox / "评价").glob(f"*/{pattern}"))

    def _said(self, letter: Letter, issued: Path) -> dict[str, Said]:
        """Return the answers of a return, with what usually stands there."""
        role = letter.kind if letter.kind != "answers" else "lead" if self._leads(letter, issued) else "support"
        known: dict[str, Said] = {
            **self._story.reports[letter.of],
            **self._story.contacts.get(letter.unit, {}),
            **letter.said,
            "day": letter.day,
        }
        usual = {
            key: _filled(words, known)
            for key, words in self._story.usual.get(role, {}).items()
            if key not in letter.said
        }
        return {**usual, **letter.said}

    def _leads(self, letter: Letter, issued: Path) -> bool:
        """Return whether the unit that sends a form back is the one that the form names as leading."""
        form = self._mechanism.form_that("answers")
        lead = next(each.key for each in form.fields if each.column == self._mechanism.record.role("lead"))
        named = self._mechanism.units.find(str(shapes.printed_on(form, issued.read_bytes()).get(lead, "")))
        return named is not None and named.name == letter.unit

    def _progress(self, letter: Letter) -> tuple[str, bytes]:
        """Return the form on which a unit was asked to report on its tasks, filled in."""
        told = self._story.tasks.reports[int(letter.of)]
        issued = next((self._workspace.outbox / CALLED / told["period"] / letter.unit).glob("*.xlsx"))
        return issued.name, fill_in(issued.read_bytes(), told["rows"])

    def _table(self, folder: str, decided: Decisions) -> tuple[str, bytes]:
        path = max((self._workspace.outbox / folder / decided.month).glob("*.xlsx"))
        return path.name, shapes.typed_into(path.read_bytes(), lambda sheet: self._fill_table(sheet, decided))

    def _fill_table(self, sheet: Worksheet, decided: Decisions) -> None:
        """Fill in an agenda or a catalogue as a person does: beside the labels above, in each firm's line below."""
        places = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
        for label, said in decided.head.items():
            sheet.cell(places[label].row, places[label].column + 1).value = said
        for line in decided.rows:
            rest = dict(line)
            firm = next(iter(rest))
            row = places[str(rest.pop(firm))].row
            for label, said in rest.items():
                sheet.cell(row, places[label].column).value = said


def _filled(words: str, known: Mapping[str, Said]) -> Said:
    """Return a usual answer with its placeholders filled; one that is nothing but a placeholder keeps a day a day."""
    whole = _PLACEHOLDER.fullmatch(words)
    if whole:
        return known[whole[1]]
    return _PLACEHOLDER.sub(lambda match: str(known[match[1]]), words)
