"""Units of every office that hands matters out may ask for a later date or a pause; the office decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jobs.office import Office
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.mechanism import Phase, load
from toolkit.submission import Value

#: A Monday; twenty workdays or a month later no holiday falls into the span.
DISPATCHED = date(2024, 3, 4)
ASKED, DECIDED = date(2024, 3, 11), date(2024, 3, 12)
#: mechanism → what the office types into the register so that a matter can go out, its lead unit, the due date that
#: follows: 1个月 from 4 March is 4 April, 清明节, until Saturday the 6th; Sunday the 7th is worked (调休). 20工作日
#: from 4 March is Monday, 1 April.
OFFICES = {
    "heyuan": ({"问题分类": "日常事项", "核实情况": "属实"}, "市商务局", date(2024, 4, 7)),
    "qingyuan": ({"事项分类": "一般事项"}, "市商务局", date(2024, 4, 1)),
    "guangzhou": ({"事项分类": "一般事项"}, "市财政局", date(2024, 4, 1)),
}
LATER = date(2024, 5, 31)


def ask(office: Office, form_id: str, number: str, lead: str, **values: Value) -> bytes:
    form = office.mechanism.form(form_id)
    said: dict[str, Value] = {"编号": number, "申请单位": lead, "签名": "王某", "日期": ASKED, **values}
    return office.blank(form, said)


def clock(office: Office, number: str) -> dict[str, Any]:
    (found,) = [row for row in office.rows("时限") if row["编号"] == number and row["种类"] == "办结"]
    return found


def day(value: Any) -> date:
    return value.date() if hasattr(value, "date") else value


@pytest.mark.parametrize("mechanism", OFFICES)
def test_a_later_date_and_a_pause_are_asked_for_and_granted_by_the_office(tmp_path: Path, mechanism: str) -> None:
    typed, lead, due = OFFICES[mechanism]
    office = Office.found(tmp_path / "工作", load(mechanism))
    record, form = office.mechanism.record, office.mechanism.form_that("opens")
    keys = {each.column: each.key for each in form.fields if each.column}
    reports = {}
    for firm, problem in (("甲方", "门前道路破损"), ("乙方", "出口退税没有到账")):
        said: dict[str, Value] = {
            keys[record.role("reporter")]: "市工商联", keys[record.role("firm")]: f"{firm}实业有限公司",
            keys[record.role("problem")]: problem, keys[record.role("submitted")]: date(2024, 3, 1),
        }  # fmt: skip
        reports[firm] = office.blank(form, said)
    office.take_in(date(2024, 3, 1), **reports)
    for number in ("2024-001", "2024-002"):
        office.type_in(number, **typed, **{record.role("subject"): "事情", record.role("lead"): lead})
    office.run(dispatch, DISPATCHED)
    assert [day(clock(office, each)["现期限"]) for each in ("2024-001", "2024-002")] == [due, due]

    later = ask(office, "extension", "2024-001", lead, 延期至=LATER, 延期理由="等招标结果")
    rest = ask(office, "pause", "2024-002", lead, 申请事项="暂停", 自=ASKED, 申请理由="等上级批复")
    office.take_in(ASKED, 延期=later, 暂停=rest)
    assert day(clock(office, "2024-001")["现期限"]) == due, "nothing moves before the office has decided"
    asks = {row["编号"]: str(row["说明"]) for row in office.rows("待确认")}
    assert "延期" in asks["2024-001"]
    assert "暂停" in asks["2024-002"]

    office.decide("延期")
    office.decide("暂停")
    office.run(ingest, DECIDED)
    moved, resting = clock(office, "2024-001"), clock(office, "2024-002")
    assert (day(moved["原期限"]), day(moved["现期限"])) == (due, LATER)
    assert day(resting["暂停自"]) == ASKED
    assert record.phase(office.row("2024-002")[record.role("status")]) is Phase.HANDLING
    answered = sorted(each.name for each in (office.workspace.outbox / "复函").rglob("*.docx"))
    assert len(answered) == 2, answered
