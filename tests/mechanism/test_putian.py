"""The mechanism of 莆田 is what seed 001 says; what the seed leaves open is marked as the office's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.mechanism import Phase, load
from toolkit.mechanism.advice import load_advice
from toolkit.mechanism.ladder import load_ladder

PUTIAN = load("putian")
RECORD = PUTIAN.record
VISITING = PUTIAN.visiting


def test_the_three_lists_are_the_seeds_and_its_categories() -> None:
    assert VISITING is not None
    assert [each.list for each in VISITING.needs] == ["问题诉求清单", "资金需求清单", "配套需求清单"]
    assert [each.category for each in VISITING.needs] == [each.code for each in PUTIAN.categories]


def test_problems_are_common_or_individual() -> None:
    assert set(PUTIAN.classes) == {"共性问题", "个性问题"}


def test_a_matter_is_sent_on_supervised_and_struck_off() -> None:
    assert [each.name for each in RECORD.statuses] == [
        "待梳理", "待转办", "办理中", "督办中", "待销号", "已销号", "重新办理", "挂账", "已撤销"
    ]  # fmt: skip
    assert RECORD.in_phase(Phase.HANDLING) == ("办理中", "督办中")
    assert RECORD.in_phase(Phase.CLOSED) == ("已销号",)


def test_who_supervises_and_who_reads_the_report_are_the_seeds() -> None:
    assert VISITING is not None
    assert "市委督查室、市政府督查室" in {each.to for each in load_ladder(PUTIAN).steps}
    assert VISITING.wording["report_addressee"] == "市委、市政府"


def test_visits_are_made_every_quarter_and_reach_everybody_every_year() -> None:
    assert VISITING is not None
    assert (VISITING.each_quarter, VISITING.yearly) == (1, True)


def test_proposals_name_only_its_own_units_and_classes() -> None:
    advice = load_advice(PUTIAN)
    assert {each.unit for each in advice.duties} <= {each.name for each in PUTIAN.units}
    assert (advice.key, advice.plain) == ("共性问题", "个性问题")


def test_every_deadline_is_the_offices_own_and_says_so() -> None:
    assert [each.name for each in RECORD.clocks if "本办公室拟制" not in each.rule] == []


@pytest.mark.parametrize("form", [each for each in PUTIAN.forms if each.layout.rows], ids=lambda each: each.id)
def test_every_form_says_that_it_is_ours(form: object) -> None:
    """The plan's own annexes 1–3 were not published."""
    texts = [cell.text for row in form.layout.rows for cell in row.cells]  # type: ignore[attr-defined]
    assert any("市工商联办公室拟制" in each for each in texts)


def test_no_code_names_the_place() -> None:
    toolkit = Path(load.__code__.co_filename).parents[1]
    assert [path.name for path in toolkit.rglob("*.py") if "莆田" in path.read_text(encoding="utf-8")] == []
