"""What comes back on a catalogue (目录): what was decided about each matter on it (审定), a row each."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.cases import Case
from toolkit.cases.approving import doubts
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.mechanism import Phase
from toolkit.mechanism.cataloguing import Cataloguing, load_cataloguing
from toolkit.submission import Answer, Submission

#: The kind of form that a catalogue is.
KIND = "approves"


def approved(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a catalogue that came back means: for each matter of which it says something new, that.

    Raises:
        ConfigError: the mechanism's data for its catalogue are wrong.
    """
    form, rule = desk.mechanism.form(submission.form), load_cataloguing(desk.mechanism)
    taken = Taken(outcome="已登记审定意见", ours=True, problems=list(submission.problems))
    month = submission.identity.number
    found = [_row(desk, form, rule, row, source, taken, month) for row in submission.rows] if rule else []
    taken.events = [each for each in found if each is not None]
    taken.numbers = [each.number for each in taken.events]
    if not taken.events:
        taken.outcome = "目录没有新的审定意见"
    return taken


def _row(
    desk: Desk, form: Form, rule: Cataloguing, row: Mapping[str, Answer], source: Source, taken: Taken, month: str
) -> Event | None:
    """Return what a row decides, None where it says nothing new; why it does not count is told."""
    said = {each.column: row[each.key].value for each in form.table if each.key in row}
    number = str(said.get(desk.mechanism.record.role("number")) or "")
    case = desk.cases.get(number)
    values = {column: value for column in rule.to_fill if (value := said.get(column)) not in (None, "")}
    if case is None or case.removed:
        if values:
            taken.notes.append(f"台账中没有编号“{number}”，这一行没有登记")
        return None
    new: dict[str, CellValue] = {
        column: value for column, value in values.items() if value is not None and case.get(column) != value
    }
    if not new:
        return None
    if not month:
        taken.notes.append(f"{number}：看不出这是哪一次的目录，没有登记；请填在台账里，或填在生成的目录表上")
        return None
    if not _is_open(case, month):
        taken.notes.append(f"{number}：现在是“{case.status}”，不在这次目录里等审定，这一行没有登记")
        return None
    # A later step that was decided before an earlier one counts for nothing until that is decided too.
    taken.notes += [f"{case.number}：{each}" for each in doubts(case, rule.steps, values)]
    data = {
        "form": form.id, "role": KIND, "unit": "", "values": new, "others": {},
        "sha": source.sha, "part": source.part, "incoming": source.name,
    }  # fmt: skip
    return Event(Kind.ANSWERED, desk.as_of, number, data)


def _is_open(case: Case, month: str) -> bool:
    """Return whether a matter still waits on the catalogue that came back, and not on a later one."""
    return case.phase is Phase.APPROVING and not case.role("meeting") and case.role("catalogue") == month
