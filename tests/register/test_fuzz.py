"""Random people and random mail: no hand edit is ever lost, no 编号 given twice, and nothing raises."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from examples import examples
from jobs.office import Office
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest

#: Columns that no rule of the mechanism acts on: what is typed there must stand whatever happens.
FREE = ("企业联系人", "职务", "问题困难", "备注", "佐证材料", "报送单位", "拟分类")
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")) | st.sampled_from("\n\t=+-@_x000D_"),
    max_size=12,
).filter(lambda text: text.strip() == text)


class People(RuleBasedStateMachine):
    """Clerks type, sort, delete and restore rows while returns come in and the toolkit runs."""

    @initialize()
    def found(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.office = Office.found(self.folder / "office")
        self.typed: dict[tuple[str, str], str] = {}
        self.removed: set[str] = set()
        self.sent = itertools.count(1)
        self.mail()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    @property
    def numbers(self) -> list[str]:
        return [row["编号"] for row in self.office.rows() if "编号" in row]

    @rule()
    def mail(self) -> None:
        # The firms repeat every few reports so that the fuller forms are drawn once only.
        n = next(self.sent)
        self.office.put(f"{n}.xlsx", self.office.report(企业名称=f"顺德{n}号有限公司"))
        self.office.run(ingest)

    @rule(column=st.sampled_from(FREE), word=WORDS, pick=st.integers(0, 5))
    def type_in(self, column: str, word: str, pick: int) -> None:
        numbers = self.numbers
        if numbers:
            number = numbers[pick % len(numbers)]
            # openpyxl would make a formula of it; a person's program would make text of what is typed with '.
            word = word.lstrip("=")
            self.office.type_in(number, **{column: word or None})
            self.typed[number, column] = word

    @rule()
    def sort(self) -> None:
        def turn_round(sheet: Any) -> None:
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2) if any(c.value for c in row)]
            for place, row in enumerate(reversed(rows), start=2):
                for column, value in enumerate(row, start=1):
                    sheet.cell(place, column).value = value

        self.office.edit_sheet(turn_round)

    @rule(pick=st.integers(0, 5))
    def delete(self, pick: int) -> None:
        numbers = self.numbers
        if len(numbers) > 1:
            number = numbers[pick % len(numbers)]
            self.office.run(ingest)  # what was typed there is taken in before
            self.office.delete_row(number)
            self.removed.add(number)
            self.typed = {place: word for place, word in self.typed.items() if place[0] != number}

    @rule(word=WORDS.filter(lambda text: text.lstrip("=") == text and text != ""))
    def add(self, word: str) -> None:
        self.office.add_row(企业名称=f"手填{next(self.sent)}有限公司", 备注=word)

    @rule(pick=st.integers(0, 5))
    def assign(self, pick: int) -> None:
        numbers = self.numbers
        if numbers:
            self.office.type_in(numbers[pick % len(numbers)], 问题分类="一般问题", 牵头单位="区交通运输局")

    @rule()
    def send_out(self) -> None:
        self.office.run(dispatch, date(2024, 1, 12))

    @rule()
    def look(self) -> None:
        self.office.run(ingest)

    @invariant()
    def every_edit_stands(self) -> None:
        if not hasattr(self, "office"):
            return
        rows = {row["编号"]: row for row in self.office.rows() if "编号" in row}
        assert len(rows) == len(self.numbers), "a 编号 stands twice"
        for (number, column), word in self.typed.items():
            assert (rows[number].get(column) or "").replace("\r", "\n") == word, (number, column)
        assert not self.removed & set(rows)


People.TestCase.settings = settings(
    max_examples=examples(8),
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
TestPeople = People.TestCase
