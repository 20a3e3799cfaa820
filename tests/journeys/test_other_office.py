"""A second, tiny mechanism goes the whole way: nothing in the code is of one district."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from jobs.office import Office
from toolkit.forms import Form
from toolkit.forms.identity import write_mark
from toolkit.jobs.assignments import assignments
from toolkit.jobs.books.first_register import start
from toolkit.jobs.desk.order import Order
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.remind import remind
from toolkit.jobs.status import status
from toolkit.jobs.survey import survey
from toolkit.mechanism import Mechanism, Phase, load
from toolkit.submission import Value
from toolkit.templates import build, fill

TINY = Path(__file__).parents[1] / "mechanisms" / "tiny"


@pytest.fixture
def other(tmp_path: Path) -> Office:
    """A workspace whose mechanism lies beside its toolkit.toml."""
    root = tmp_path / "other"
    shutil.copytree(TINY, root / "tiny")
    (root / "toolkit.toml").write_text('mechanism = "tiny"\nsettle_seconds = 1\n', encoding="utf-8")
    office = Office(root, load(TINY))
    start(office.workspace, Order(date(2024, 1, 10), say=office.said.append))
    return office


def opening(mechanism: Mechanism, values: Mapping[str, Value]) -> bytes:
    form = mechanism.form_that("opens")
    return fill(build(form, mechanism), form, mechanism, values, mark=write_mark(form.id, form.version))


def answers(form: Form, wanted: Mapping[str, str | date]) -> dict[str, str | date]:
    keys = {each.key for each in form.fields}
    return {key: value for key, value in wanted.items() if key in keys}


def test_the_register_is_the_other_offices(other: Office) -> None:
    record = other.mechanism.record
    assert record.sheet != "问题台账"
    assert other.rows(record.sheet) == []
    assert other.workspace.register.exists()


def test_the_loop_runs_twice_round_in_another_offices_words(other: Office) -> None:
    mechanism, record = other.mechanism, other.mechanism.record
    form = mechanism.form_that("opens")
    values: dict[str, Value] = {}
    for each in form.fields:
        if form.sender in each.fillers:
            values[each.key] = date(2024, 1, 8) if each.type == "date" else "13800138000"
    values |= {
        each.key: text
        for each in form.fields
        for meaning, text in (("firm", "东平丙五金厂"), ("problem", "招不到人"), ("category", "X"))
        if each.column == record.role(meaning)
    }
    values = {key: _chosen(form, key, value) for key, value in values.items()}
    other.put("访.xlsx", opening(mechanism, values))
    other.run(ingest)
    assert len(other.rows()) == 1, other.words
    shown = other.rows()[0]
    number = shown[record.role("number")]
    assert shown[record.role("firm")] == "东平丙五金厂"

    unit = next(iter(mechanism.units))
    other.edit_sheet(lambda sheet: _set(sheet, {record.role("lead"): unit.name}))
    for round_ in (1, 2):
        out = date(2024, 1, 9 + 2 * round_)
        assert other.run(dispatch, out) == 0, other.words
        assert phase(other, number) is Phase.HANDLING
        assert other.desk.cases[number].round == round_
        reply = mechanism.form_that("answers")
        sent = other.sent("交办", out.isoformat(), unit.name, number)
        other.put(f"答{round_}.xlsx", other.answered(sent, REPLY, reply.id), age=60)
        other.run(ingest, out)
        assert phase(other, number) is Phase.ANSWERED, other.words
        other.run(survey, out)
        callback = mechanism.form_that("evaluates")
        word = "不认可" if round_ == 1 else "认可"
        sent = other.sent("评价", out.isoformat(), number)
        other.put(f"访{round_}.xlsx", other.answered(sent, {"回访意见": word}, callback.id), age=60)
        other.run(ingest, out)
    assert phase(other, number) is Phase.CLOSED
    assert other.run(status, date(2024, 2, 1)) == 0
    assert other.run(history, date(2024, 2, 1), number) == 0
    assert other.run(assignments, date(2024, 2, 1)) == 0
    papers = [each.name for each in other.workspace.outbox.rglob("*.docx")]
    assert any(mechanism.wording["assignments_title"] in each for each in papers)
    assert not [each for each in papers if "顺德" in each]


REPLY = {"经办人": "钱某", "办理进展": "办结", "答复内容": "已组织招聘会"}


def phase(office: Office, number: str) -> Phase | None:
    return office.desk.cases[number].phase


def _chosen(form: Form, key: str, value: Value) -> Value:
    asked = form.field(key)
    return asked.choices[0] if asked.choices else value


def _set(sheet: object, cells: Mapping[str, str]) -> None:
    heads = {cell.value: cell.column for cell in sheet[1]}  # type: ignore[index]
    for name, value in cells.items():
        sheet.cell(2, heads[name]).value = value  # type: ignore[attr-defined]


def test_another_offices_ladder_ends_in_an_order_to_its_sections(other: Office) -> None:
    mechanism, record = other.mechanism, other.mechanism.record
    values = {"firm": "东平丙五金厂", "problem": "招不到人", "category": "X", "class": "日常走访"}
    form = mechanism.form_that("opens")
    keys = {
        each.key: values[meaning] for each in form.fields for meaning in values if each.column == record.role(meaning)
    }
    other.put("访.xlsx", opening(mechanism, {key: _chosen(form, key, value) for key, value in keys.items()}))
    other.run(ingest)
    unit = next(iter(mechanism.units))
    other.edit_sheet(lambda sheet: _set(sheet, {record.role("lead"): unit.name}))
    other.run(dispatch, date(2024, 3, 4))
    # Ten days after Monday, 4 March: Thursday, 14 March; the second workday after it is Monday, 18 March.
    assert other.run(remind, date(2024, 3, 13)) == 0
    assert [each.name for each in (other.workspace.outbox / "催办").rglob("*.docx")] == ["提示.docx"]
    other.run(remind, date(2024, 3, 18))
    orders = list((other.workspace.outbox / "催办" / "2024-03-18").rglob("*.docx"))
    assert [(each.parent.name, each.name) for each in orders] == [(unit.name, "督办单.docx")]
