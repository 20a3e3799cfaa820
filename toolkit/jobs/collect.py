"""collect (征集): ask those who collect (收集渠道) for what firms report, before a meeting; a folder a collector.

Seed 003 §四（一）. Who collects what is the mechanism's data; what comes back are reports like any other.
"""

from __future__ import annotations

from collections import Counter

from toolkit.cases.meetings import workdays_before
from toolkit.documents.setting.words import full_date, phrase
from toolkit.errors import ToolkitError
from toolkit.files import safe_name
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import appointment, meeting_of, next_meeting, read_month
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.letters.asking import tell_address_faults, write_asking
from toolkit.jobs.letters.mailing import DRAFT
from toolkit.jobs.letters.on_paper import blank
from toolkit.jobs.meetings.collecting_due import FOLDER
from toolkit.jobs.meetings.meeting_scope import last_held
from toolkit.jobs.meetings.publicity import announcement
from toolkit.mail import Attachment
from toolkit.mechanism.collecting import Collecting
from toolkit.workspace import Workspace


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
    form = desk.mechanism.form_that("opens")
    forms = [Attachment(form.workbook_name, blank(desk, form))]
    folder = desk.workspace.outbox / FOLDER / month
    asked = {
        unit: "；".join(phrase(each.collects) for each in rule.channels_of(unit))
        for unit in desk.mechanism.units
        if unit.is_standing(desk.as_of)
    }
    collectors = [(unit, said) for unit, said in asked.items() if said and unit.name != rule.own_unit]
    nobody = [each.name for each in rule.channels if not any(each.is_of(unit) for unit in desk.mechanism.units)]
    if nobody:
        desk.say(f"“成员单位”表里没有负责收集的单位，没有写征集函的渠道：{'、'.join(nobody)}；请核对单位名称或类别")
    # Whoever was asked has the letter with its day: looking again how much has come writes no other.
    fresh = [each for each in collectors if not (folder / safe_name(each[0].name) / DRAFT).exists()]
    if fresh and due < desk.as_of:
        desk.say(f"注意：按规定应在 {due.isoformat()} 前报来，已经过了；这次请收到后即报")
        due = desk.as_of
    elif fresh and due == desk.as_of:
        desk.say(f"注意：按规定今天（{due.isoformat()}）就应报来，函里写的是今天，请同时打电话催一催")
    for unit, said in fresh:
        names = {
            "会议": meeting_of(desk, month), "会议日期": full_date(fixed.day), "收集内容": said, "收集表": form.title,
        }  # fmt: skip
        public = announcement(desk, unit, month, fixed.day, due)
        write_asking(
            desk, unit, rule.paper.told(names), [], due, [*forms, *public], folder / safe_name(unit.name), month
        )
        if public:
            desk.say(f"{unit.name}：另有{'、'.join(each.name for each in public)}，请它发布")
    tell_address_faults(desk, [unit for unit, _ in fresh])
    if fresh and (own := next((said for unit, said in asked.items() if unit.name == rule.own_unit), "")):
        # Whoever signs the letters is not written one.
        desk.say(f"{rule.own_unit}自己收集（不写函）：{own}；填《{form.title}》放入收件箱")
    about, where = meeting_of(desk, month), desk.place(folder)
    if fresh:
        desk.say(f"{about}：请 {len(fresh)} 个单位在 {due.isoformat()} 前报来，见 {where}")
    if len(fresh) < len(collectors):
        left = len(collectors) - len(fresh)
        desk.say(f"{about}：{left} 个单位已写过{rule.paper.name}，没有重写；改了日期要重写的，删去 {where} 再运行")


def _count(desk: Desk, rule: Collecting, month: str) -> None:
    """Say how many reports came by each channel since the meeting before, and which channels brought none."""
    column = desk.mechanism.record.role("channel")
    since = last_held(desk, appointment(desk, month).day)
    # What came up at the table was dealt with there, though it was written down later.
    dealt_with = desk.known.convened
    cases = [
        each
        for each in desk.live()
        if since is None or (each.opened is not None and each.opened > since and each.role("meeting") not in dealt_with)
    ]
    counts = Counter(case.words(column) for case in cases)
    # What the office hears by other ways (by telephone, on a visit) has words of its own in that column.
    offered = desk.mechanism.choices(desk.mechanism.record.column(column))
    known = dict.fromkeys((*(each.name for each in rule.channels), *offered))
    told = [f"{each} {counts[each]} 件" for each in known if counts[each]]
    other = sum(counts.values()) - sum(counts[each] for each in known)
    told += [f"其他 {other} 件"] if other else []
    none = [each.name for each in rule.channels if not counts[each.name]]
    first = f"{since.isoformat()} 以后" if since else "至今"
    desk.say(f"{first}收到 {len(cases)} 件" + (f"：{'、'.join(told)}" if told else ""))
    if none and cases:
        desk.say(f"还没有来件的渠道：{'、'.join(none)}")
    reporters = {unit_name(desk, each.role("reporter")) for each in cases}
    for channel in (each for each in rule.channels if each.group and not each.others and counts[each.name]):
        standing = (each for each in desk.mechanism.units if channel.is_of(each) and each.is_standing(desk.as_of))
        if silent := [each.name for each in standing if each.name not in reporters]:
            desk.say(f"{channel.name}里还没有来件的：{'、'.join(silent)}")
