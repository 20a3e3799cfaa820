"""collect (征集): ask those who collect (收集渠道) for what firms report, before a meeting; a folder a collector.

Seed 003 §四（一）. Who collects what is the mechanism's data; what comes back are reports like any other.
"""

from __future__ import annotations

from collections import Counter

from toolkit.cases.meetings import workdays_before
from toolkit.documents.words import full_date, phrase
from toolkit.errors import ToolkitError
from toolkit.files import safe_name
from toolkit.jobs.asking import write_asking
from toolkit.jobs.bookkeeping import open_desk, update
from toolkit.jobs.desk import Desk
from toolkit.jobs.forms import name_of
from toolkit.jobs.meeting_scope import last_held
from toolkit.jobs.months import appointment, meeting_of, next_meeting, read_month
from toolkit.jobs.on_paper import blank
from toolkit.jobs.order import Order
from toolkit.mail import Attachment
from toolkit.mechanism.collecting import Collecting
from toolkit.workspace import Workspace

#: The folder under outbox/, in it one a meeting.
_FOLDER = "征集"


def collect(workspace: Workspace, order: Order, month: str = "") -> int:
    """Write what asks each collector, say what has come by which channel since the last meeting, return the status.

    Args:
        workspace: where.
        order: how the job was asked to run.
        month: before which meeting; the next one where none is named.

    Raises:
        ToolkitError: the mechanism has no channels, or ``month`` is no month.
        ConfigError: its data for them are wrong.
    """
    with open_desk(workspace, order) as desk:
        rule = desk.collecting
        if rule is None:
            raise ToolkitError(f"“{desk.mechanism.title}”没有写明收集渠道", "请维护人员在机制的 collect.toml 里补充")
        wanted = read_month(desk, month) if month else next_meeting(desk)
        _ask(desk, rule, wanted)
        _count(desk, rule, wanted)
        update(desk)
        return 0


def _ask(desk: Desk, rule: Collecting, month: str) -> None:
    fixed = appointment(desk, month)
    due = workdays_before(fixed.day, rule.due_before, desk.calendar)
    if due < desk.as_of:
        desk.say(f"注意：按规定应在 {due.isoformat()} 前报来，已经过了；这次请收到后即报")
        due = desk.as_of
    form = desk.mechanism.form_that("opens")
    forms = [Attachment(name_of(form), blank(desk, form))]
    folder = desk.workspace.outbox / _FOLDER / month
    asked = 0
    for unit in desk.mechanism.units:
        said = "；".join(phrase(each.collects) for each in rule.channels if each.is_of(unit))
        if not said or not unit.is_standing(desk.as_of):
            continue
        names = {
            "会议": meeting_of(desk, month), "会议日期": full_date(fixed.day), "收集内容": said, "收集表": form.title,
        }  # fmt: skip
        write_asking(desk, unit, rule.paper.told(names), [], due, forms, folder / safe_name(unit.name))
        asked += 1
    desk.say(f"{meeting_of(desk, month)}：请 {asked} 个单位在 {due.isoformat()} 前报来，见 {desk.place(folder)}")


def _count(desk: Desk, rule: Collecting, month: str) -> None:
    """Say how many reports came by each channel since the meeting before, and which channels brought none."""
    column = desk.mechanism.record.role("channel")
    since = last_held(desk, appointment(desk, month).day)
    cases = [each for each in desk.live() if since is None or (each.opened is not None and each.opened > since)]
    counts = Counter(case.words(column) for case in cases)
    told = [f"{each.name} {counts[each.name]} 件" for each in rule.channels if counts[each.name]]
    other = sum(counts.values()) - sum(counts[each.name] for each in rule.channels)
    told += [f"其他 {other} 件"] if other else []
    none = [each.name for each in rule.channels if not counts[each.name]]
    first = f"{since.isoformat()} 以后" if since else "至今"
    desk.say(f"{first}收到 {len(cases)} 件" + (f"：{'、'.join(told)}" if told else ""))
    if none and cases:
        desk.say(f"还没有来件的渠道：{'、'.join(none)}")
