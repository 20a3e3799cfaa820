"""A plan broken down (任务分解): its lines to measures and tasks, with what was put right and what is doubtful.

Pure: lines in, a :class:`Breakdown` out; where the lines come from, and how the ledger looks, is not known here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.mechanism.planning import PlanWords
from toolkit.tasks.annexed import Place, counterpart, with_row
from toolkit.tasks.answering import Piece, pieces, title_of, without_phrases
from toolkit.tasks.asking import Asking, by_subject
from toolkit.tasks.choosing import Choice, numbers_of
from toolkit.tasks.closing import last_words, signature
from toolkit.tasks.doubts import unclear
from toolkit.tasks.figures import Figures
from toolkit.tasks.model import Answerable, Breakdown, Doubt, Kind, Measure, Other, Task
from toolkit.tasks.moments import Moments, of_clauses, with_told
from toolkit.tasks.outline import Item, Outline, number_anew, outline
from toolkit.tasks.pages import without_pages
from toolkit.tasks.plain import plain
from toolkit.tasks.repair import Repair, unpaired
from toolkit.tasks.subjects import Subjects
from toolkit.tasks.table import Cells, Row, rows_of
from toolkit.tasks.units import Phrases, label_ahead
from toolkit.tasks.unread import passed_over, unread_tables
from toolkit.tasks.validity import issued_on, validity

_WHERE = 16
#: The years behind a title: ……行动方案（2025—2027年）.
_YEARS = re.compile(r"[(（][^()（）]*年[^()（）]*[)）]$")
#: What a plan says of all its lists of units: 排在第一位的为牵头单位.
_FIRST_LEADS = re.compile(r"(?:排|列|位)[^,;。]{0,4}(?:第一|首)[^,;。]{0,6}(?:为|是)[^,;。]{0,4}牵头")
_STOPS = " \n。；;，,"
_TITLE_WORDS = ("方案", "意见", "措施", "计划", "办法", "要点", "规划", "清单", "分工", "安排", "举措", "条", "分工表")


def break_down(lines: Sequence[str], tables: Sequence[Cells], words: PlanWords) -> Breakdown:
    """Return what a document comes to.

    Args:
        lines: its paragraphs, as they stand there.
        tables: its tables, each as rows of cells.
        words: by which it is read.
    """
    return _Reading(lines, tables, words).read()


class _Reading:
    """One document on its way to a breakdown."""

    def __init__(self, lines: Sequence[str], tables: Sequence[Cells], words: PlanWords) -> None:
        repair = Repair([*lines, *(cell for table in tables for row in table for cell in row)], words)
        bare, off_page = without_pages(lines)
        self._lines = [repair.line(each) for each in bare]
        self._tables = [[tuple(map(repair.line, row)) for row in table] for table in tables]
        self._label = label_ahead(words)
        self._signed = signature(self._lines, words.units["endings"]) | last_words(self._lines)
        body = ["" if place in self._signed else each for place, each in enumerate(self._lines)]
        self._outline: Outline = outline(body, self._is_label)
        whole = "\n".join(self._lines)
        title = _title(self._outline.head or self._lines[:1])
        self._phrases = Phrases("\n".join([whole, *_lines_of(self._tables)]), words, title)
        self._words, self._subjects = words, Subjects(words)
        issued = issued_on(iter(self._lines))
        self._moments, self._figures = Moments(words, issued, _year(title)), Figures(words)
        self._first_leads = _FIRST_LEADS.search(plain("\n".join([whole, *_lines_of(self._tables)]))) is not None
        self._asking = Asking(words, self._figures, title)
        self.made = Breakdown(title, issued, validity(whole, issued))
        self.made.corrections += [*off_page, *repair.corrections, *self._outline.corrections]
        self.made.doubts += [*repair.doubts, *self._outline.doubts]
        self.made.doubts += unpaired(line for each in self._outline.items() for line in each.lines)
        self.made.corrections += number_anew(self._outline, lambda line: bool(self._phrases.find(line)))
        self._choice = Choice(self._outline, self._phrases, words.goals)
        self._measures: set[int] = set()

    def _is_label(self, line: str) -> bool:
        return self._label.match(plain(line)) is not None

    def read(self) -> Breakdown:
        chosen = self._choice.named() or ([] if self._told_in_tables() else self._choice.unanswered())
        self._measures = {id(each) for each in chosen}
        numbers = numbers_of(chosen)
        taken = {id(below) for each in chosen for below in each.whole()}
        measures = [self._measure(each, number) for each, number in zip(chosen, numbers, strict=True)]
        self.made.measures = self._with_tables(measures)
        self.made.others = list(self._others(taken))
        self.made.corrections += self._phrases.corrections
        self.made.doubts += self._proposed()
        for measure in self.made.measures:
            self._written(measure)
        return self.made

    def _told_in_tables(self) -> bool:
        return any(True for table in self._tables for _ in self._rows(table))

    def _measure(self, item: Item, number: str) -> Measure:
        own, _ = self._own(item)
        where = f"第{number}条"
        cut = list(self._subjects.each_own(pieces(own, self._phrases)))
        below = list(self._points_of(item))
        if below:
            cut = self._with_below(item, below, own, cut)
        tasks = tuple(self._task(place, each, where) for place, each in enumerate(cut, 1))
        tasks = (self._with_heading(tasks[0], title_of(own, self._phrases), where), *tasks[1:])
        words = "\n".join([without_phrases(own, self._phrases), *(f"{each.label}{each.text}" for each in below)])
        return Measure(
            number, item.label, tuple(each.heading for each in item.path() if each is not item),
            title_of(own, self._phrases), words, tasks,
        )  # fmt: skip

    def _points_of(self, item: Item) -> Iterator[Item]:
        """Yield the items below a measure that are no measures themselves, nor below one."""
        for each in item.items:
            if id(each) not in self._measures:
                yield each
                yield from self._points_of(each)

    def _with_below(self, item: Item, below: Sequence[Item], own: str, cut: list[Piece]) -> list[Piece]:
        """Return the tasks of a measure whose items below name nobody: each is one, answered for as the measure."""
        units = next((each.units for each in cut if each.units.all), None)
        last = item.lowest
        if units is None and self._choice.said(last):
            units = self._choice.said(last)[-1][2]
        units = units or Answerable()
        body = without_phrases(own, self._phrases)[len(title_of(own, self._phrases)) :]
        made = [each if each.units.all else replace(each, units=units) for each in cut] if body.strip(_STOPS) else []
        ends = (each for each in below if not each.items)
        return made + [Piece(without_phrases(each.text, self._phrases).strip(_STOPS), units) for each in ends]

    def _own(self, item: Item) -> tuple[str, list[str]]:
        """Return an item's own words, and the paragraphs behind its last phrase that belong to no measure."""
        lines = item.lines
        named = [number for number, line in enumerate(lines) if self._closes(line)]
        first = self._phrases.find(lines[0])[:1] if lines else []
        if not named or (named[-1] == 0 and not (first and "。" in lines[0][: first[0][0]])):
            return "\n".join(lines), []
        return "\n".join(lines[: named[-1] + 1]), lines[named[-1] + 1 :]

    def _closes(self, line: str) -> bool:
        """Return whether a line has a phrase of who answers; one within a sentence closes nothing."""
        return self._is_label(line) or any(start < end for start, end, _ in self._phrases.find(line))

    def _with_heading(self, task: Task, heading: str, where: str) -> Task:
        """Return a measure's first task with the figures and times of its heading too."""
        if heading in task.text:
            return task
        figures, moments = self._figures.find(heading), self._moments.find(heading)
        self.made.doubts += unclear(where, figures)
        return replace(task, figures=(*figures, *task.figures), moments=tuple(dict.fromkeys((*moments, *task.moments))))

    def _task(self, place: int, piece: Piece, where: str) -> Task:
        at = f"{where}第{place}项"
        subject = None if piece.units.all else self._subjects.find(piece.text)
        if subject is not None:
            piece = replace(piece, units=subject)
            self.made.doubts.append(by_subject(at, piece))
        if self._first_leads and piece.units.duty and not piece.units.lead:
            lead, *others = piece.units.duty
            piece = replace(piece, units=replace(piece.units, lead=(lead,), duty=tuple(others)))
        figures = self._figures.find(piece.text)
        named, told = self._moments.find(piece.text), self._moments.find(piece.units.by, told=True)
        self.made.doubts += self._asking.of_task(at, piece, figures, named, told)
        return Task(place, piece.text, piece.units, with_told(of_clauses(piece.text, named), told), figures)

    def _with_tables(self, measures: list[Measure]) -> list[Measure]:
        """Return the measures of the text and those of tables; a row that repeats a task of the text is told as it."""
        text, taken = list(measures), set[Place]()
        added: list[Measure] = []
        apart: list[Doubt] = []
        rows = ((number, row) for number, table in enumerate(self._tables, 1) for row in self._rows(table))
        last = (0, "")
        for number, row in rows:
            place = counterpart(row, text, taken)
            if place is None:
                own = row.number or str(len(added) + 1)
                # A number that stands beside several rows counts them: 2, 2.2.
                beside, last = (own if last == (number, own) else str(number)), (number, own)
                free = _free(own, beside, {each.number for each in (*text, *added)}, in_text=bool(text))
                added.append(self._of_row(row, free))
                why = "附表这一行在正文里没有对应的措施，另列一项"
                apart.append(Doubt(f"第{added[-1].number}条", row.text[: 3 * _WHERE], why))
                continue
            taken.add(place)
            text[place[0]] = self._repeated(text[place[0]], place[1], row)
        # Where no row repeats the text the table is a list of its own.
        self.made.doubts += apart if taken else []
        return [*text, *added]

    def _rows(self, table: Cells) -> Iterator[Row]:
        return rows_of(table, self._phrases, self._words)

    def _repeated(self, measure: Measure, place: int, row: Row) -> Measure:
        told = self._moments.find(row.by, told=True)
        where = f"第{measure.number}条第{place + 1}项"
        task, doubts = with_row(measure.tasks[place], row, told, self._figures.find(row.text), where)
        self.made.doubts += doubts
        return replace(measure, tasks=(*measure.tasks[:place], task, *measure.tasks[place + 1 :]))

    def _of_row(self, row: Row, number: str) -> Measure:
        task = self._task(1, Piece(row.text, replace(row.units, by=row.by)), f"第{number}条")
        title = row.title or title_of(row.text, self._phrases)
        return Measure(number, row.number, row.sections, title, row.text, (task,))

    def _others(self, taken: set[int]) -> Iterator[Other]:
        for line in self._outline.head:
            if self._closes(line):
                self.made.doubts.append(Doubt(line[:_WHERE], line, "这一段前面没有序号，没有列为任务，请看是不是任务"))
            yield Other((), line)
        for item in self._outline.items():
            if id(item) in taken:
                for line in self._own(item)[1]:
                    yield Other((), line)
            elif len(item.lines) > 1 or not any(id(each) in taken for each in item.whole()):
                # Else it is a heading, and stands beside each of its measures.
                yield self._other(item)
        for number, table in enumerate(self._tables, 1):
            if not any(True for _ in self._rows(table)):
                self.made.doubts += unread_tables(number, table)
                yield from (Other((f"附表{number}",), " ".join(filter(None, row))) for row in table if any(row))
        for place in sorted(self._signed):
            yield Other((), self._lines[place])

    def _other(self, item: Item) -> Other:
        sections = tuple(each.heading for each in item.path() if each is not item)
        text, moments = item.label + item.text, self._moments.find(item.text)
        titles = [re.split(r"[。:：]", each, maxsplit=1)[0] for each in (*sections, item.heading)]
        if any(word in each for word in self._words.goals for each in titles):
            figures = self._figures.find(item.text)
            at = " ".join(text.split("\n"))[:_WHERE]
            self.made.doubts += unclear(at, figures)
            self.made.doubts += passed_over(at, item.text, self._figures.without(item.text), moments, ())
            return Other(sections, text, figures, moments, bool(figures))
        targets = [each for each in self._figures.find(item.text) if each.kind is Kind.TARGET]
        if (moments or targets) and validity(item.text) is None:
            told = "、".join(each.words for each in moments or targets)
            kind = "时限" if moments else "数字"
            why = f"没有写明责任单位，没有列为任务，但写了{kind}（{told}），请看是不是任务"
            words = " ".join(text.split("\n"))
            self.made.doubts.append(Doubt(words[:_WHERE], words[: 4 * _WHERE], why))
        return Other(sections, text)

    def _proposed(self) -> Iterator[Doubt]:
        seen: dict[str, str] = {}
        for measure in self.made.measures:
            for task in measure.tasks:
                for name in task.units.proposed:
                    seen.setdefault(name, f"第{measure.number}条第{task.place}项")
        for name, where in seen.items():
            yield Doubt(where, name, f"原文承前省略了“{name[0]}”，文中别处没有全称，请核对是不是{name}")

    def _written(self, measure: Measure) -> None:
        for task in measure.tasks:
            for name in task.units.all:
                short = name if name in plain(task.units.said) else name[1:]
                ways = self.made.written.setdefault(name, [])
                if short not in ways:
                    ways.append(short)


def _lines_of(tables: Sequence[Cells]) -> list[str]:
    """Return the rows of tables, each as one line."""
    return [" ".join(row) for table in tables for row in table]


def _year(title: str) -> int | None:
    """Return the year that a title names (2025年工作要点), None where it names none or several (2024—2026年)."""
    found = re.findall(r"20\d\d(?=年)", plain(title))
    return int(found[0]) if len(found) == 1 and "-" not in plain(title) else None


def _free(own: str, beside: str, used: set[str], *, in_text: bool) -> str:
    """Return a number for a table's row that no measure has: its own, else one below it or with the table's ahead.

    ``beside`` is the table's number, or ``own`` where the row before has it too; 表 stands ahead beside a text.
    """
    ahead = "表" if in_text else ""
    first = own if beside == own else f"{beside}.{own}"
    wanted = itertools.chain([own], [first] * (first != own), (f"{first}.{count}" for count in itertools.count(2)))
    return next(f"{ahead}{each}" for each in wanted if f"{ahead}{each}" not in used)


def _title(lines: Sequence[str]) -> str:
    """Return the document's title: of the lines before its text the last that ends as titles of plans do."""
    heads = [each.strip() for each in lines if each.strip() and not each.strip().startswith("附件")]
    named = [
        each
        for each in heads
        if _YEARS.sub("", each).endswith(_TITLE_WORDS) and len(each) < 3 * _WHERE and "。" not in each
    ]
    return (named[-1:] or heads or [""])[0]
