"""Visiting groups reminded of what is missing to a quarter's visits (走访提醒): once a quarter, and once of its log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.analysis import Quarter
from toolkit.documents.prompt import write_prompt
from toolkit.documents.reminder import words
from toolkit.documents.setting.words import full_date
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.document_numbers import document_number
from toolkit.jobs.desk.folders import folder_for
from toolkit.jobs.letters.mailing import DRAFT, MESSAGE, mail_to, put_files, text_file
from toolkit.jobs.visiting.visit_logs import log_form, with_log
from toolkit.jobs.visiting.visit_rows import visits_of
from toolkit.jobs.visiting.visit_scope import coverage_of, this_quarter
from toolkit.mail import Attachment
from toolkit.mechanism import Visiting
from toolkit.mechanism.ladder import ReminderPaper
from toolkit.mechanism.prompting import QUARTER, Prompting, load_prompting
from toolkit.templates import build_table
from toolkit.visits import Leader, report_due, shortfalls

#: What a group is reminded of.
VISITS, LOG = "走访", "走访日志"
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a group is reminded of.

    Attributes:
        leader: whose group it is.
        quarter: of which quarter.
        part: whether of its visits or of its log.
        lacks: what is missing, a sentence each.
    """

    leader: Leader
    quarter: Quarter
    part: str
    lacks: tuple[str, ...]


def prompt(desk: Desk, folder: Path) -> int:
    """Remind the visiting groups of which something is missing and that were not reminded of it, and return how many.

    Args:
        desk: whose day it is.
        folder: under which each group's papers are laid, into a folder of its own.
    """
    prompting = load_prompting(desk.mechanism)
    if prompting is None:
        return 0
    due = _to_send(desk, prompting)
    for each in due:
        _write(desk, prompting.paper, each, folder)
    # Papers first, as with every reminder: a run that is killed between the two writes them once more.
    desk.record(_event(desk, prompting.paper, each) for each in due)
    return len(due)


def prompts_due(desk: Desk) -> int:
    """Return of how many visiting groups something is missing that they are to be reminded of today and were not."""
    prompting = load_prompting(desk.mechanism)
    return len({each.leader.name for each in _to_send(desk, prompting)}) if prompting is not None else 0


def _to_send(desk: Desk, prompting: Prompting) -> list[Prompt]:
    visiting = desk.mechanism.visiting
    if visiting is None:
        return []
    told = {(event.data["period"], event.data["part"], event.data["who"]) for event in desk.known.prompted}
    due = _due(desk, visiting, prompting)
    return [each for each in due if (str(each.quarter), each.part, each.leader.name) not in told]


def _due(desk: Desk, visiting: Visiting, prompting: Prompting) -> Iterator[Prompt]:
    """Yield what groups are to be reminded of on the desk's day: of the last quarter first, then of this one."""
    this, first = this_quarter(desk.as_of), min((each.day for each in visits_of(desk) if each.day), default=date.max)
    # Of a quarter before the office's first visit nobody has promised anything.
    for quarter in (_before(this), this) if first < this.first_day else (this,):
        report = report_due(visiting, quarter.year, quarter.number)
        if desk.as_of > report:
            if desk.calendar.between(report, desk.as_of) >= prompting.after:
                yield from _of_log(desk, quarter, report)
        elif desk.calendar.between(desk.as_of, quarter.last_day) <= prompting.before:
            yield from _of_visits(desk, visiting, quarter)


def _before(quarter: Quarter) -> Quarter:
    if quarter.number == 1:
        return Quarter(quarter.year - 1, _QUARTERS)
    return Quarter(quarter.year, quarter.number - 1)


def _of_visits(desk: Desk, visiting: Visiting, quarter: Quarter) -> Iterator[Prompt]:
    found = coverage_of(desk, quarter)
    for leader in found.leaders:
        lacks = tuple(shortfalls(visiting, leader, quarter.number, found.talking))
        if lacks:
            yield Prompt(leader, quarter, VISITS, lacks)


def _of_log(desk: Desk, quarter: Quarter, report: date) -> Iterator[Prompt]:
    if log_form(desk) is None:
        return
    there = with_log(desk, quarter.first_day, quarter.last_day)
    for leader in coverage_of(desk, quarter).leaders:
        if leader.kinds and leader.name not in there:
            yield Prompt(leader, quarter, LOG, (f"走访日志：应于{full_date(report)}前报送，还没有收到。",))


def _event(desk: Desk, paper: ReminderPaper, each: Prompt) -> Event:
    data = {
        "period": str(each.quarter),
        "part": each.part,
        "who": each.leader.name,
        "lacks": list(each.lacks),
        "paper": paper.name,
    }
    return Event(Kind.PROMPTED, desk.as_of, data=data)


def _write(desk: Desk, paper: ReminderPaper, each: Prompt, folder: Path) -> None:
    """Write all that goes to a group into a folder of its own: the paper, a short message, a draft, a blank log."""
    mechanism, day, quarter = desk.mechanism, desk.as_of, each.quarter
    until = quarter.last_day if day <= quarter.last_day else desk.calendar.after(day, paper.reply)
    to, said = f"{each.leader.name}走访组", paper.told({QUARTER: quarter.label})
    left = [(kind.kind, firm) for kind in each.leader.kinds for firm in kind.left] if each.part == VISITS else []
    number = document_number(desk, paper.issuer, f"{paper.name} {quarter} {each.part} {each.leader.name}")
    data = write_prompt(to, each.lacks, left, said, mechanism, day=day, until=until, year=quarter.year, number=number)
    attached = [Attachment(f"{paper.name} {quarter.label}.docx", data)]
    form = log_form(desk)
    if each.part == LOG and form is not None:
        attached.append(Attachment(f"{form.file_name}.xlsx", build_table(form, mechanism, {}, [])))
    files = {one.name: one.data for one in attached}
    if said.message:
        files[MESSAGE] = text_file(words(said.message, to, [], mechanism, day, until))
    first, *rest = [words(one, to, [], mechanism, day, until) for one in said.words]
    lines = [f"{place}. {one}" for place, one in enumerate(each.lacks, 1)]
    told = [f"　　{first}", "\n".join(lines), *(f"　　{one}" for one in rest)]
    files[DRAFT] = mail_to(desk, to, None, f"{paper.name}（{quarter.label}）", told, attached)
    own = folder_for(folder / safe_name(each.leader.name), files)
    put_files(desk, own, files)
    desk.say(f"{to}：{paper.name}（{quarter.label}{each.part}），{desk.place(own / attached[0].name)}")
    for lack in each.lacks:
        desk.say(f"    {lack}")
