"""What a meeting's words leave in doubt (议程疑点): another lead than the column's, nobody who goes into a matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toolkit.forms import Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.meetings.handed_over import named_to_lead
from toolkit.jobs.meetings.unit_words import units_within
from toolkit.mechanism.preparation import Preparation
from toolkit.submission import Answer, Value

#: What an agenda says of who goes into a matter that was put off.
_BY = "@postponed"
#: All that a cell says which was only ticked, or says again what its heading says.
_TICKED = re.compile(r"(?:是|对|同意|[√✓✔☑×xXvV1]|暂缓|待定|【待定】)[。！]?")


def unclear(
    desk: Desk, form: Form, row: Mapping[str, Answer], said: Mapping[str, Value], work: Preparation
) -> Iterator[str]:
    """Yield what the office has to settle in a matter's row of a filled agenda before its minutes say it to others.

    Args:
        desk: the member units, and the cases as they were before the meeting.
        form: the agenda's form.
        row: the row as it was read.
        said: the same as column → answer.
        work: by which words a decision is none.
    """
    record = desk.mechanism.record
    number, words = str(said.get(record.role("number")) or ""), str(said.get("@decision") or "")
    case = desk.cases.get(number)
    lead = said.get(record.role("lead")) or (case.role("lead") if case else "")
    yield from other_lead(desk, number, words, str(lead))
    by = str(said.get(_BY) or "")
    if by and not words and not _names_somebody(desk, by, work):
        (place,) = (f"{row[each.key].cell} 的“{each.label}”" for each in form.table if each.column == _BY)
        told = f"{place}写的是“{by}”，看不出由哪个单位进一步研究"
        yield f"{told}，纪要里是【待定】；请写明单位全称再放回收件箱，或在纪要里改"


def _names_somebody(desk: Desk, text: str, work: Preparation) -> bool:
    return bool(_TICKED.fullmatch(text.strip()) or work.is_postponed(text) or units_within(desk, text))


def other_lead(desk: Desk, number: str, decision: str, lead: str) -> Iterator[str]:
    """Yield that a decision names another unit to lead than the one that is to be told so, nothing where it does not.

    Args:
        desk: the member units.
        number: 编号.
        decision: 议定事项.
        lead: 牵头单位, by whatever name.
    """
    named = named_to_lead(desk, decision)
    if lead and named and unit_name(desk, lead) not in named:
        told = f"{number} 的议定事项写的是由{'、'.join(sorted(named))}牵头，牵头单位填的是{unit_name(desk, lead)}"
        yield f"{told}，登记以牵头单位为准，请核对并把两处改成一致"
