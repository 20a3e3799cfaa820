"""dossier: a firm's file for the office, and what is done for it, by the quarter of ``visited_firms``."""

from __future__ import annotations

from datetime import date

import docx
import pytest

from jobs.office import Office
from jobs.visited_firms import AFTER, PHONE, laid_out
from toolkit.errors import ToolkitError
from toolkit.jobs.dossier import dossier


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return laid_out(tmp_path_factory.mktemp("dossier"))


def paper(office: Office, name: str) -> str:
    (path,) = (office.workspace.outbox / "企业档案").rglob(f"{name}*.docx")
    found = docx.Document(str(path))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in found.paragraphs), *cells])


def test_a_firms_file_holds_its_visits_matters_and_answers(quarter: Office) -> None:
    assert quarter.run(dossier, AFTER, "甲鞋") == 0
    told = paper(quarter, "一企一档")
    for words in ("林某", "Z2026-001", "年产值2亿元", "多办银企对接会", "2026-001", "2026-002", "已续贷", PHONE):
        assert words in told
    assert "不得传播扩散" in told


def test_a_firms_plan_says_who_does_what_until_when_and_nothing_sensitive(quarter: Office) -> None:
    quarter.run(dossier, AFTER, "甲鞋业")
    told = paper(quarter, "一企一策")
    for words in ("在办诉求2件", "市工业和信息化局", "2026-2-13", "【待定】", "银企对接"):
        assert words in told
    assert PHONE not in told
    assert "年产值" not in told


def test_where_the_words_fit_several_firms_nothing_is_written(quarter: Office) -> None:
    assert quarter.run(dossier, AFTER, "商") == 0
    assert "没有出档案，请写全名" in quarter.words


def test_a_firm_that_nobody_knows_is_told(quarter: Office) -> None:
    with pytest.raises(ToolkitError, match="没有“某某公司”"):
        quarter.run(dossier, AFTER, "某某公司")


def test_without_a_name_every_firm_of_the_quarter_gets_its_file(quarter: Office) -> None:
    quarter.run(dossier, date(2026, 3, 31), dry_run=True)
    assert [line for line in quarter.said if "一企一档 " in line] == [
        f"将写入 outbox/企业档案/{name}/一企一档 {name}.docx" for name in ("丙商会", "己电商", "莆田市甲鞋业有限公司")
    ]
    quarter.run(dossier, date(2026, 7, 1), dry_run=True)
    assert "本季度还没有走访" in quarter.words
