"""Calling for reports on tasks (报送通知): a folder a unit with letter, the form pre-filled, and a mail draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from toolkit.analysis.periods.period import Period
from toolkit.documents.setting.words import full_date, one_line, without_phones
from toolkit.documents.task_request import TaskLine, TaskRequest, write_task_request
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.forms import Form
from toolkit.forms.identity import write_mark
from toolkit.jobs.books.plans import by_unit, calls, goal_standings, standings
from toolkit.jobs.books.task_units import rules_of
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.letters.mailing import DRAFT, mail_to, put_files
from toolkit.mail import Attachment, address_fault
from toolkit.mechanism.following import PROGRESS_FORM, Following, keys_of
from toolkit.submission import Value
from toolkit.tasks.following import Followed, Standing, State
from toolkit.templates import build_table

#: The folder under outbox/ for what goes to the units, a folder a period.
FOLDER = "任务跟踪"
#: How a unit is told what it is to a task.
_LEADS, _ANSWERS, _SUPPORTS, _TELLS = "牵头", "负责", "配合", "报数"
#: Nobody is asked about these any more.
_OVER = frozenset({State.SETTLED, State.DONE, State.ENDED})
#: So many units are named where many lack the same.
_NAMED = 3
#: The columns of the form that the unit fills in.
TO_FILL = ("@reached", "@progress", "@words", "@difficulty", "@next")


def call_for_reports(desk: Desk, period: Period) -> int:
    """Write the folders of the units that have tasks under way, journal that they were asked, and return how many.

    Units that were asked for this period already get the same papers again, with the day that was told first; once that
    is past, with a later one, and whether they reported in time still goes by the first.
    """
    rules, found = rules_of(desk), [*standings(desk), *goal_standings(desk)]
    open_tasks = {each.task.key: each for each in found if each.state not in _OVER}
    units = by_unit([each.task for each in open_tasks.values()])
    told, due = _due(desk, rules, period)
    if not units:
        desk.say(f"{period.label}：没有还要报送进展的任务（已完成、已销号、到期停止的不再报送）")
        return 0
    asked: dict[str, list[str]] = {}
    for unit in sorted(units, key=_order(desk)):
        mine = [open_tasks[each.key] for each in units[unit]]
        _write(desk, rules, period, unit, mine, due)
        asked[unit] = [each.task.key for each in mine]
    before = next((each.asked for each in calls(desk) if each.period == str(period)), {})
    left = {unit: [key for key in keys if key not in before.get(unit, ())] for unit, keys in asked.items()}
    fresh = {unit: keys for unit, keys in left.items() if keys}
    if fresh:
        data = {"period": str(period), "name": period.label, "covers": period.last_day, "due": told, "asked": fresh}
        # Papers first: a run that is killed between the two writes the same papers once more.
        desk.record([Event(Kind.CALLED, desk.as_of, data=data)])
    without = [unit for unit in asked if address_fault(_mail_of(desk, unit))]
    if without:
        more = f"等 {len(without)} 个单位" if len(without) > _NAMED else ""
        desk.say(f"{'、'.join(without[:_NAMED])}{more}在“成员单位”表没有邮箱或写法不对，邮件草稿的收件人请自行填写")
    whole = sum(each.task.is_goal for each in open_tasks.values())
    desk.say(
        f"{period.label}任务进展：请 {len(asked)} 个单位在 {due.isoformat()} 前报送，"
        f"涉及任务 {len(open_tasks) - whole} 项" + (f"、总体目标 {whole} 个" if whole else "")
    )
    return len(asked)


def _order(desk: Desk) -> Callable[[str], tuple[int, str]]:
    places = {unit.name: place for place, unit in enumerate(desk.mechanism.units)}
    return lambda name: (places.get(name, len(places)), name)


def _due(desk: Desk, rules: Following, period: Period) -> tuple[date, date]:
    """Return the day reports are due, and the day that the letters name.

    Due is as it was told first, else by the mechanism's rule, the workdays counted from today where by the rule the day
    were past; letters of a later day do not ask for a day that is past either.
    """
    told = [event.data["due"] for event in desk.known.called if event.data["period"] == str(period)]
    due: date = told[0] if told else desk.calendar.after(period.last_day, rules.due)
    if due >= desk.as_of:
        return due, due
    anew = desk.calendar.after(desk.as_of, rules.due)
    return (due if told else anew), anew


def _write(desk: Desk, rules: Following, period: Period, unit: str, tasks: Sequence[Standing], due: date) -> None:
    form = desk.mechanism.form_that(PROGRESS_FORM)
    plans = list(dict.fromkeys(each.task.plan for each in tasks))
    facts = {
        "period": period.label,
        "plan": "》《".join(plans),
        "form": form.title,
        "due": full_date(due),
        "office": desk.mechanism.office,
        "place": desk.mechanism.place,
        "count": _count(unit, [each.task for each in tasks]),
    }
    said = rules.wording["letter"].format_map(facts)
    request = TaskRequest(
        unit=unit,
        title=rules.wording["letter_title"].format_map(facts),
        said=(said,),
        tasks=[
            TaskLine(
                each.task.key, without_phones(each.task.text), _duty(unit, each.task), each.task.due, each.state.value
            )
            for each in tasks
        ],
        issuer=rules.issuer,
        day=desk.as_of,
    )
    letter = Attachment("报送任务进展的函.docx", write_task_request(request, desk.mechanism))
    sheet = Attachment(
        f"{form.title} {safe_name(unit, 20)}.xlsx", _form(desk, form, period, unit, [each.task for each in tasks])
    )
    folder = desk.workspace.outbox / FOLDER / str(period) / safe_name(unit)
    says = [f"　　{without_phones(said)}", "　　填好后以附件形式回复本邮件。"]
    mail = mail_to(desk, unit, desk.mechanism.units.find(unit), request.title, says, (letter, sheet))
    put_files(desk, folder, {letter.name: letter.data, sheet.name: sheet.data, DRAFT: mail})


def _count(unit: str, tasks: Sequence[Followed]) -> str:
    own = [each for each in tasks if not each.is_goal]
    leads, whole = sum(unit in each.answering for each in own), len(tasks) - len(own)
    others = len(own) - leads
    parts = [f"牵头或负责{leads}项"] * bool(leads) + [f"配合{others}项"] * bool(others)
    parts += [f"报总体目标数字{whole}个"] * bool(whole)
    return f"贵单位{'、'.join(parts)}。"


def _duty(unit: str, task: Followed) -> str:
    if task.is_goal:
        return _TELLS
    if unit not in task.answering:
        return _SUPPORTS
    return _LEADS if task.units.lead else _ANSWERS


def _form(desk: Desk, form: Form, period: Period, unit: str, tasks: Sequence[Followed]) -> bytes:
    keys = keys_of(form)
    head: dict[str, Value] = {keys["@unit"]: unit, keys["@period"]: period.label}
    rows = [_row(keys, unit, task, place) for task in tasks for place in range(max(len(task.figures), 1))]
    return build_table(
        form, desk.mechanism, head, rows,
        to_fill=[keys[each] for each in TO_FILL],
        mark=write_mark(form.id, form.version, str(period), "", unit),
        note="有底色的栏目由报送单位填写。完成数填截至期末的累计数（按年计算的，填当年累计），不是这一期新增的数；没有进展的也请写明进展情况。任务号请勿改动。",
    )  # fmt: skip


def _row(keys: Mapping[str, str], unit: str, task: Followed, place: int) -> dict[str, Value]:
    """Return a task's row; its further figures have a row each, with the number and the figure only."""
    figure = task.figures[place] if place < len(task.figures) else None
    row: dict[str, Value] = {keys["@task"]: task.key if place == 0 else f"{task.key}#{place + 1}"}
    if figure is not None:
        row[keys["@figure"]] = f"{one_line(figure.clause)}（{figure.words}）"
    if place == 0:
        row |= {keys["@text"]: without_phones(task.text), keys["@duty"]: _duty(unit, task)}
        row[keys["@due"]] = task.due.isoformat() if task.due else ""
    return row


def _mail_of(desk: Desk, unit: str) -> str:
    known = desk.mechanism.units.find(unit)
    return known.mail if known else ""
