"""Another office's mechanism, with other columns, words and clocks, is analysed by the same code."""

from __future__ import annotations

import dataclasses
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from analysis_samples import CALENDAR, SHUNDE, Story, cases_of

from toolkit.analysis import Analysis, Conventions, Quarter, analyse, narrate, write_workbook
from toolkit.cases import Case, fold
from toolkit.events import Event, Kind
from toolkit.mechanism import Mechanism, load, shipped
from toolkit.mechanism.measuring import load_measuring

TINY = Path(__file__).parents[1] / "mechanisms" / "tiny"
Q1 = Quarter(2024, 1)


@pytest.fixture
def tiny() -> Mechanism:
    return load(TINY)


def _cases(mechanism: Mechanism) -> dict[str, Case]:
    events = []
    for at, (closed, word) in enumerate([(25, "认可"), (26, "不认可"), (None, ""), (None, "")], 1):
        number, values = f"2024-00{at}", {"走访日期": date(2024, 1, at + 7), "走访类型": "日常走访", "承办部门": "某局"}
        events.append(Event(Kind.OPENED, date(2024, 1, at + 7), number, {"values": values, "sha": ""}))
        events.append(Event(Kind.DISPATCHED, date(2024, 1, 17), number, {"units": ["某局"]}))
        if closed:
            answer = {"答复内容": "已落实", "办理进展": "办结"}
            events.append(_answer(number, closed, answer))
            events.append(_answer(number, closed + 1, {"回访意见": word}))
    return fold(events, mechanism.record, CALENDAR)


def _answer(number: str, day: int, values: dict[str, str]) -> Event:
    return Event(Kind.ANSWERED, date(2024, 1, day), number, {"role": "lead", "unit": "某局", "values": values})


def _analysed(mechanism: Mechanism, conventions: Conventions | None = None) -> Analysis:
    return analyse(_cases(mechanism), mechanism, Q1, as_of=date(2024, 6, 1), calendar=CALENDAR, conventions=conventions)


def test_it_is_counted_in_its_own_words(tiny: Mechanism) -> None:
    analysis = _analysed(tiny)
    assert analysis.find("opinion_rate") is None
    assert {key: analysis.measure(key).text for key in ("accepted", "on_time_rate", "overdue", "solved_rate")} == {
        "accepted": "4件", "on_time_rate": "样本不足", "overdue": "2件", "solved_rate": "样本不足",
    }  # fmt: skip
    assert "“答复日期”" in analysis.measure("closed").definition
    assert analysis.measure("redone").name == "退回重办"


def test_of_yes_and_no_only_yes_is_satisfied(tiny: Mechanism) -> None:
    assert _analysed(tiny).measure("satisfied_rate").value == 0.5


def test_the_office_may_say_otherwise_which_words_count(tiny: Mechanism) -> None:
    said = dataclasses.replace(Conventions.of(tiny, load_measuring(tiny)), satisfied=("认可", "不认可"))
    assert _analysed(tiny, said).measure("satisfied_rate").value == 1.0


def test_its_report_and_workbook_use_none_of_the_first_offices_words(tiny: Mechanism) -> None:
    analysis = _analysed(tiny)
    book = openpyxl.load_workbook(BytesIO(write_workbook(analysis, tiny)))
    cells = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value}
    text = repr(dataclasses.asdict(narrate(analysis, tiny))) + "".join(cells)
    for word in ("顺德", "领导小组", "挂账", "已撤销", "满意度“", "牵头单位", "问题类别", "重新办理"):
        assert word not in text, word


def test_a_case_whose_row_was_deleted_is_counted_no_more() -> None:
    cases = cases_of([Story("2024-001", date(2024, 1, 4)), Story("2024-002", date(2024, 1, 4))])
    cases["2024-002"].removed = True
    analysis = analyse(cases, SHUNDE, Q1, as_of=date(2024, 6, 1), calendar=CALENDAR)
    assert analysis.measure("accepted").numbers == ("2024-001",)


@pytest.mark.parametrize("name", shipped())
def test_what_sends_a_case_back_is_what_counts_as_not_satisfied(name: str) -> None:
    mechanism = load(name)
    record = mechanism.record
    said = [each.condition.when.get(record.role("satisfaction"), ()) for each in record.transitions
            if each.target == record.reopened]  # fmt: skip
    found = Conventions.of(mechanism, load_measuring(mechanism))
    assert {word for words in said for word in words} == set(found.unsatisfied)
