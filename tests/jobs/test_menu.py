"""menu: what could be done next, the most pressing first."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.errors import RegisterError
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.menu import Step, foreign, menu

from .office import DAY, Office, two_in_hand


def steps(office: Office, day: date = DAY) -> list[Step]:
    return menu(office.workspace, office.order(day))


def test_an_empty_office_has_nothing_to_do(office: Office) -> None:
    assert steps(office) == []
    assert "台账共 0 件" in office.said


def test_each_case_leads_to_the_command_that_brings_it_on(office: Office) -> None:
    office.put("甲.xlsx", office.report())
    assert steps(office) == [Step("ingest", "收件箱里有 1 个文件还没有收")]
    office.run(ingest)
    assert steps(office) == [Step("suggest", "1 件待分类，先看建议，再在台账里填")]
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路破损")
    assert steps(office) == []  # the office has to name a unit first
    office.type_in("2024-001", 牵头单位="区交通运输局")
    assert steps(office) == [Step("dispatch", "1 件可以交办")]
    office.run(dispatch)
    assert steps(office) == []


def test_deadlines_of_others_lead_to_reminders(office: Office) -> None:
    two_in_hand(office, "佛山市顺德区甲电器有限公司")
    # The day on which status, told the same story, lists three overdue deadlines.
    assert Step("remind", "已超期 3 项") in steps(office, date(2024, 2, 26))


def test_a_register_that_cannot_be_used_is_told_after_what_the_journal_knows(office: Office) -> None:
    office.put("甲.xlsx", office.report())
    office.run(ingest)
    office.workspace.register.write_bytes(b"broken")
    office.said.clear()
    with pytest.raises(RegisterError):
        steps(office)
    assert "台账共 1 件：待分类 1" in office.said


# By the files in each mechanism's folder, and [meeting] in its mechanism.toml.
@pytest.mark.parametrize(
    ("mechanism", "commands"),
    [
        ("shunde", "collect verify catalogue tasks coverage visits dossier"),
        ("heyuan", "tasks coverage visits dossier"),
        ("putian", "collect verify catalogue tasks meeting minutes"),
        ("guangzhou", "collect verify catalogue meeting minutes coverage visits dossier"),
    ],
)
def test_what_belongs_to_other_mechanisms_is_not_offered(office: Office, mechanism: str, commands: str) -> None:
    office.workspace.config.write_text(f'mechanism = "{mechanism}"\n', encoding="utf-8")
    assert sorted(foreign(office.workspace)) == sorted(commands.split())


def test_where_the_settings_are_spoilt_all_is_offered(office: Office) -> None:
    office.workspace.config.write_text("mechanism = \n", encoding="utf-8")
    assert not foreign(office.workspace)
