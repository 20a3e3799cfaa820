"""meeting (会议准备): fix the day, ask for progress, and write the pack.

The pack: agenda (会议议程), booklet (议题汇编), notices (会议通知), sign-in sheet (签到表), and what has become of
earlier matters (前期事项办理情况).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from toolkit.documents.booklet import write_booklet
from toolkit.documents.earlier import write_earlier
from toolkit.documents.overview import write_overview
from toolkit.documents.sign_in import write_sign_in
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import (
    DAY,
    Appointment,
    appointment,
    next_meeting,
    not_a_day,
    read_month,
    typed_row,
    warning,
)
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.told import announced
from toolkit.jobs.meetings.attending import attendance, told
from toolkit.jobs.meetings.hosting import hosting
from toolkit.jobs.meetings.meeting_agenda import agenda
from toolkit.jobs.meetings.meeting_matters import booklet_parts, earlier_items
from toolkit.jobs.meetings.meeting_notices import holding, send_notices, sign_in_groups
from toolkit.jobs.meetings.meeting_progress import ask_for_progress
from toolkit.jobs.meetings.meeting_rows import decision_label
from toolkit.jobs.meetings.meeting_scope import Scope, invited, scope
from toolkit.jobs.meetings.meetings import kinds
from toolkit.mechanism.preparation import load_preparation
from toolkit.register import schema
from toolkit.workspace import Workspace


def meeting(workspace: Workspace, order: Order, month: str = "", day: date | None = None) -> int:
    """Write the pack of a month's meeting — the next one where none is named — and return the exit status.

    What has been fixed stands, and papers are brought up to date; one that a person has edited is never overwritten.

    Args:
        workspace: where.
        order: how the job was asked to run.
        month: which meeting, by the month it is called for.
        day: the day the office fixes for it; None keeps what was fixed, else takes the rule's.

    Raises:
        ToolkitError: ``month`` is none, or that meeting has been held.
        ConfigError: the mechanism has no regular meeting, or its data for it are wrong.
    """
    with open_desk(workspace, order) as desk:
        preparation = load_preparation(desk.mechanism)
        wanted = read_month(desk, month) if month else next_meeting(desk)
        if wanted in desk.known.convened:
            word = desk.mechanism.gathering.word
            raise ToolkitError(
                f"{wanted} 的{word}已经开过，议程已收，{word}材料不再重出",
                f"要准备下一次{word}，请写它的月份；纪要请用“会议纪要”",
            )
        about = scope(desk, wanted, _fix(desk, wanted, day), preparation)
        folder = desk.workspace.outbox / "会议" / wanted
        ask_for_progress(desk, about, folder / f"{desk.mechanism.gathering.short}前反馈")
        _write_pack(desk, about, folder)
        update(desk)
        return 0


def _fix(desk: Desk, month: str, wanted: date | None) -> Appointment:
    """Return the day of the meeting, announced and told."""
    typed, word = not_a_day(desk, month), desk.mechanism.gathering.word
    if typed:
        desk.say(f"总台账“{schema.MEETINGS}”表 {month} 的{DAY}“{typed}”不是日期，没有采用；请写成 2024-03-05 的样子")
    fixed = appointment(desk, month)
    if wanted is not None:
        fixed = Appointment(wanted, fixed.since if fixed.day == wanted else None, by_office=True)
        there = typed_row(desk, month).get(DAY, wanted)
        if there != wanted:
            where = f"总台账“{schema.MEETINGS}”表 {month} 的{DAY}填的是 {there}"
            desk.say(f"{where}，这次按 {wanted.isoformat()}，请在表里一并改过来")
    before = announced(desk, month)
    if fixed.since is None:
        data = {"meeting": month, "held": fixed.day, "chosen": fixed.by_office}
        (since,) = desk.record([Event(Kind.ANNOUNCED, desk.as_of, data=data)])
        fixed = Appointment(fixed.day, since, since.seq, fixed.by_office)
        if before:
            was = before[-1].data["held"].isoformat()
            desk.say(f"{word}日期由 {was} 改为 {fixed.day.isoformat()}；此前已经发出通知的，请把“改期通知”一并发出")
    told = warning(desk, month, fixed)
    if told:
        desk.say(f"注意：{told}")
    if fixed.day < desk.as_of:
        desk.say(f"注意：{word}日期 {fixed.day.isoformat()} 已经过去")
    return fixed


def _write_pack(desk: Desk, about: Scope, folder: Path) -> None:
    mechanism, month, held = desk.mechanism, about.month, desk.mechanism.gathering
    form = mechanism.form_that("decides")
    special = kinds(form)[1]
    who = invited(desk, about)
    parts, earlier = booklet_parts(desk, about), earlier_items(desk, about)
    groups = sign_in_groups(desk, about, who)
    papers = {
        f"{form.file_name} {month}.xlsx": agenda(desk, form, about),
        f"议题汇编 {month}.docx": write_booklet(parts, mechanism, day=about.day),
        f"前期事项办理情况 {month}.docx": write_earlier(earlier, mechanism, day=about.day, as_of=desk.as_of),
        f"主持人概览 {month}.docx": write_overview(
            parts, earlier, mechanism, day=about.day, hour=about.hour, place=about.place, guests=len(who)
        ),
        f"签到表 {month}.docx": write_sign_in(
            [*groups, *holding(desk, about, who)], mechanism, day=about.day, place=about.place
        ),
        **hosting(desk, about, groups),
    }
    # Of the earlier ones those in hand stand on the agenda; those answered since are in their paper only.
    listed = f"（列入议程 {len(about.earlier)} 件，已经答复或办结 {len(about.done)} 件）" if about.done else ""
    special_words = f"，{special} {len(about.asking)} 项" if special and about.asking else ""
    desk.say(
        f"{month} {held.word}议程：{about.day.isoformat()} {held.hold}，"
        f"待{held.take_up} {len(about.fresh)} 件{special_words}，"
        f"前期事项 {len(earlier)} 件{listed}"
    )
    if desk.known.attending.get(month):
        papers[f"{held.roll} {month}.xlsx"] = attendance(desk, about, who)
    desk.put_and_tell(folder, papers)
    send_notices(desk, about, who, earlier, folder / "通知")
    replies = told(desk, about, who)
    if replies:
        desk.say(replies)
    desk.say(f"{held.short}后填好“{form.file_name}”里的{decision_label(desk)}，放回收件箱")
