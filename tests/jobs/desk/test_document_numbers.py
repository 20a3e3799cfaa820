"""Document numbers (发文字号), in the office whose mechanism has them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import docx
import pytest

from jobs.office import DAY, Office
from toolkit.events import Kind
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.books.first_register import start
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.document_numbers import document_number
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.quarterly import quarterly
from toolkit.jobs.undo import undo
from toolkit.mechanism import load

TINY = Path(__file__).parents[2] / "mechanisms" / "tiny"


@pytest.fixture
def other(tmp_path: Path) -> Office:
    root = tmp_path / "other"
    shutil.copytree(TINY, root / "tiny")
    (root / "toolkit.toml").write_text('mechanism = "tiny"\n', encoding="utf-8")
    office = Office(root, load(TINY))
    start(office.workspace, office.order())
    return office


def numbered(desk: Desk) -> list[str]:
    return [each.data["document_number"] for each in desk.events if each.kind is Kind.NUMBERED]


def test_numbers_run_through_a_year_by_pattern_and_a_paper_keeps_its_own(other: Office) -> None:
    desk = lay(other.workspace, other.order())
    given = [
        document_number(desk, kind, paper) for kind, paper in (("letter", "甲"), ("letter", "乙"), ("report", "甲"))
    ]
    assert given == ["东办函〔2024〕1号", "东办函〔2024〕2号", "东办〔2024〕1号"]
    assert document_number(desk, "letter", "甲") == "东办函〔2024〕1号"
    again = lay(other.workspace, other.order(date(2025, 1, 2)))
    assert numbered(again) == given
    assert document_number(again, "letter", "乙") == "东办函〔2024〕2号"
    assert document_number(again, "letter", "丙") == "东办函〔2025〕1号"


def test_what_another_pc_claimed_is_passed_over(other: Office) -> None:
    here, there = (lay(other.workspace, other.order()) for _ in range(2))
    assert document_number(there, "letter", "那边") == "东办函〔2024〕1号"
    assert document_number(here, "letter", "这边") == "东办函〔2024〕2号"


def test_a_dry_run_and_an_issuer_that_numbers_nothing_claim_nothing(other: Office) -> None:
    for desk, kind in (
        (lay(other.workspace, other.order(dry_run=True)), "letter"),
        (lay(other.workspace, other.order()), "assignments"),
        (lay(other.workspace, other.order()), "minutes"),
    ):
        assert document_number(desk, kind, "甲") == ""
        assert numbered(desk) == []
    assert not (other.workspace.numbers / "文号").exists()


def _hand_out(office: Office) -> list[str]:
    """Dispatch what is ready, and return the first lines of the letters there are."""
    with open_desk(office.workspace, office.order()):
        pass
    office.run(dispatch, DAY)
    letters = sorted(office.workspace.outbox.rglob("交办函.docx"))
    return [docx.Document(str(each)).paragraphs[0].text for each in letters]


def test_a_letter_that_goes_out_bears_its_number_and_undo_gives_it_to_no_other(other: Office) -> None:
    record, unit = other.mechanism.record, next(iter(other.mechanism.units)).name
    columns = {record.role("lead"): unit, record.role("firm"): "甲&乙<丙>公司"}
    if record.roles.get("class"):
        columns[record.role("class")] = other.mechanism.classes[0]
    other.add_row(**columns)
    assert _hand_out(other) == ["东办函〔2024〕1号"]
    assert other.run(undo) == 0
    assert numbered(lay(other.workspace, other.order())) == ["东办函〔2024〕1号"]
    assert other.run(quarterly, date(2024, 4, 1)) == 0
    (report,) = other.workspace.outbox.rglob("*报告.docx")
    lines = [each.text for each in docx.Document(str(report)).paragraphs]
    assert lines[0] == "东平街道办事处文件"
    assert "东办〔2024〕1号\t签发人：林志远" in lines
