"""Papers head their columns with the words of the office's register, and leave out what it knows nothing of."""

from __future__ import annotations

import io

import docx
import pytest

from toolkit.documents.frames.letter_template import write_letter_template
from toolkit.documents.setting.headers import headed, is_known, part
from toolkit.mechanism import load


@pytest.mark.parametrize(
    ("mechanism", "lead", "support", "sent"),
    [("shunde", "牵头单位", "配合单位", "交办日期"), ("putian", "承办单位", "协办单位", "转办日期")],
)
def test_a_column_is_headed_as_the_register_heads_it(mechanism: str, lead: str, support: str, sent: str) -> None:
    office = load(mechanism)
    assert headed(office, "牵头联系人") == office.record.roles["lead_contact"]
    assert [headed(office, each) for each in ("牵头单位", "配合单位", "交办日期")] == [lead, support, sent]


def test_what_a_unit_is_to_a_matter_is_said_in_the_offices_words() -> None:
    assert [part(load("putian"), each) for each in ("牵头", "配合", "")] == ["承办", "协办", ""]
    assert [part(load("shunde"), each) for each in ("牵头", "配合")] == ["牵头", "配合"]


def test_an_office_that_neither_meets_nor_asks_for_opinions_has_no_column_for_either() -> None:
    asked = ("议定事项", "意见时限", "办结时限")
    assert [is_known(load("putian"), each) for each in asked] == [False, False, True]
    assert [is_known(load("shunde"), each) for each in asked] == [True, True, True]


def test_the_letters_list_speaks_as_the_office_does() -> None:
    paper = docx.Document(io.BytesIO(write_letter_template(load("putian"))))
    said = "\n".join(each.text for each in paper.paragraphs)
    assert "由贵单位协办的，请配合承办单位在所列时限内办结。" in said
    assert not any("意见时限" in cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    (heads, *_), *_ = ([[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables)
    assert heads == ["序号", "编号", "企业名称", "案由", "承办单位", "协办单位", "办结时限"]
    assert "（其中承办{{ 牵头件数 }}件、协办{{ 配合件数 }}件）" in said
    assert said.startswith("关于转办民营企业诉求的函")
