"""Requests come back as they were, as other programs save them, and retyped in Word; never as one another."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from conftest import Soffice
from toolkit.errors import Code
from toolkit.forms import Form
from toolkit.forms.identity import write_mark
from toolkit.intake import Reading, read
from toolkit.mechanism import Mechanism
from toolkit.submission import Value
from toolkit.templates import build, fill

from .conftest import Parsed

DAY = date(2024, 1, 31)
ANSWERS: dict[str, dict[str, Value]] = {
    "extension": {
        "延期时限": "办结",
        "延期至": date(2024, 3, 20),
        "前期办理情况": "已现场勘察",
        "延期理由": "需等待招标结果",
    },
    "pause": {"申请事项": "暂停", "自": date(2024, 2, 1), "至": date(2024, 2, 20), "申请理由": "等待上级批复"},
    "handback": {"建议单位": "区教育局", "退办理由": "不属本单位职责"},
    "parking": {"复核日期": date(2024, 6, 20), "前期办理情况": "已研究两次", "挂账理由": "控规尚未批准"},
}
HEAD: dict[str, Value] = {
    "编号": "2024-001", "企业名称": "顺德甲电器有限公司", "案由": "厂区门口道路破损", "申请单位": "区发展和改革局",
    "联系人": "李某", "联系电话": "22223333", "签名": "王某", "日期": date(2024, 1, 30),
}  # fmt: skip


def filled(mechanism: Mechanism, form: Form, mark: str = "") -> bytes:
    return fill(build(form, mechanism), form, mechanism, {**HEAD, **ANSWERS[form.id]}, mark=mark)


def said(reading: Reading) -> dict[str, Value]:
    (submission,) = reading.submissions
    return {key: answer.value for key, answer in submission.answers.items() if answer.value is not None}


@pytest.mark.parametrize("form_id", ANSWERS)
@pytest.mark.parametrize("marked", [True, False], ids=["marked", "unmarked"])
def test_a_request_is_read_from_our_own_sheet(
    mechanism: Mechanism, parsed: Parsed, form_id: str, *, marked: bool
) -> None:
    form = mechanism.form(form_id)
    mark = write_mark(form.id, form.version) if marked else ""
    reading = read(parsed(filled(mechanism, form, mark)), mechanism, day=DAY)
    assert said(reading) == {**HEAD, **ANSWERS[form_id]}
    assert reading.submissions[0].problems == ()


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_request_is_read_as_a_real_office_program_saves_it(
    mechanism: Mechanism, parsed: Parsed, soffice: Soffice, kind: str
) -> None:
    books = {f"{each}.xlsx": filled(mechanism, mechanism.form(each)) for each in ANSWERS}
    for name, data in soffice(books, kind).items():
        form_id = name.removesuffix(".xlsx")
        assert said(read(parsed(data), mechanism, day=DAY)) == {**HEAD, **ANSWERS[form_id]}, name


@pytest.mark.parametrize("form_id", ANSWERS)
def test_a_request_is_read_retyped_in_word(mechanism: Mechanism, parsed: Parsed, form_id: str) -> None:
    form, paper = mechanism.form(form_id), docx.Document()
    paper.add_paragraph(form.title)
    table = paper.add_table(0, 2)
    for key, value in {**HEAD, **ANSWERS[form_id]}.items():
        label, cell = table.add_row().cells
        label.text = form.field(key).label
        cell.text = f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value)
    stream = io.BytesIO()
    paper.save(stream)
    assert said(read(parsed(stream.getvalue()), mechanism, day=DAY)) == {**HEAD, **ANSWERS[form_id]}


def test_without_its_title_a_request_is_not_guessed(mechanism: Mechanism, parsed: Parsed) -> None:
    form, paper = mechanism.form("handback"), docx.Document()
    table = paper.add_table(0, 2)
    for key, value in {**HEAD, **ANSWERS["handback"]}.items():
        label, cell = table.add_row().cells
        label.text, cell.text = form.field(key).label, str(value)
    stream = io.BytesIO()
    paper.save(stream)
    reading = read(parsed(stream.getvalue()), mechanism, day=DAY)
    assert [each for each in reading.submissions if each.form in ANSWERS] == []


def test_a_date_asked_for_may_lie_ahead_and_the_day_of_signing_may_not(mechanism: Mechanism, parsed: Parsed) -> None:
    form = mechanism.form("extension")
    values = {**HEAD, **ANSWERS["extension"], "日期": date(2024, 2, 15)}
    reading = read(parsed(fill(build(form, mechanism), form, mechanism, values, mark="")), mechanism, day=DAY)
    assert [(each.code, each.field) for each in reading.submissions[0].problems] == [(Code.FUTURE_DATE, "日期")]
