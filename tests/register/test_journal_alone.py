"""The journal alone gives the register: over random histories, with people at work in it, every sheet, every value."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from examples import examples
from jobs.office import Office
from toolkit.errors import ToolkitError
from toolkit.jobs.books.elsewhere import whole_sheets
from toolkit.jobs.books.rebuild import rebuild
from toolkit.jobs.check import check
from toolkit.jobs.desk.desk import lay
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.status import status
from toolkit.jobs.undo import undo

SHEETS = ("问题台账", "时限", "收件日志", "会议", "待确认", "成员单位", "节假日")
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "Nd")), min_size=1, max_size=6)
PICK = st.integers(0, 4)


class History(RuleBasedStateMachine):
    """A few weeks at an office; after each day the register is made once more from the journal and compared."""

    @initialize()
    def found(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.office = Office.found(self.folder / "office")
        self.sent = itertools.count(1)
        self.mail(0)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    @property
    def numbers(self) -> list[str]:
        return [row["编号"] for row in self.office.rows() if "编号" in row]

    def picked(self, pick: int) -> str:
        numbers = self.numbers
        return numbers[pick % len(numbers)] if numbers else ""

    @rule(pick=PICK)
    def mail(self, pick: int) -> None:
        n = next(self.sent)
        self.office.put(f"{n}.xlsx", self.office.report(企业名称=f"顺德{pick}号有限公司"))
        self.office.run(ingest)

    @rule(pick=PICK, column=st.sampled_from(["备注", "职务", "问题困难", "办结时限"]), word=WORDS)
    def type_in(self, pick: int, column: str, word: str) -> None:
        if number := self.picked(pick):
            self.office.type_in(number, **{column: word})

    @rule(pick=PICK)
    def delete(self, pick: int) -> None:
        if number := self.picked(pick):
            self.office.delete_row(number)

    @rule(word=WORDS)
    def add(self, word: str) -> None:
        self.office.add_row(企业名称=f"手填{next(self.sent)}有限公司", 备注=word)

    @rule(pick=PICK)
    def send_out(self, pick: int) -> None:
        if number := self.picked(pick):
            self.office.type_in(number, 问题分类="一般问题", 牵头单位="区交通运输局")
            self.office.run(dispatch, date(2024, 1, 12))

    @rule(sheet=st.sampled_from(["时限", "收件日志", "成员单位", "节假日"]), pick=PICK, word=WORDS)
    def write_elsewhere(self, sheet: str, pick: int, word: str) -> None:
        column = {"时限": 10, "收件日志": 8, "成员单位": 4, "节假日": 3}[sheet]
        count = len(self.office.rows(sheet))

        def write(there: Any) -> None:
            there.cell(2 + pick % count, column).value = word

        if count:
            self.office.edit_sheet(write, sheet)

    @rule(sheet=st.sampled_from(["时限", "收件日志", "成员单位", "节假日"]), pick=PICK)
    def delete_elsewhere(self, sheet: str, pick: int) -> None:
        count = len(self.office.rows(sheet))
        if count:
            self.office.edit_sheet(lambda there: there.delete_rows(2 + pick % count), sheet)

    @rule(redo=st.booleans())
    def take_back(self, redo: bool) -> None:
        with suppress(ToolkitError):  # nothing to take back, or too late to bring back
            self.office.run(undo, redo=redo)

    @invariant()
    def the_journal_tells_all(self) -> None:
        if not hasattr(self, "office"):
            return
        self.office.run(status)
        desk = lay(self.office.workspace, self.office.order())
        made = whole_sheets(rebuild(desk).data, desk.mechanism)
        stands = whole_sheets(self.office.workspace.register.read_bytes(), desk.mechanism)
        for name in SHEETS:
            assert _values(made[name]) == _values(stands[name]), name
        self.office.run(check)
        assert not [line for line in self.office.said if line.startswith(("【严重】", "【须处理】", "【不一致】"))], (
            self.office.words
        )


def _values(sheet: Any) -> list[list[tuple[str, object]]]:
    """The rows of a sheet, in whatever order they stand."""
    return sorted((sorted(row.values.items(), key=str) for row in (*sheet.rows, *sheet.loose)), key=str)


History.TestCase.settings = settings(
    max_examples=examples(6),
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
TestHistory = History.TestCase
