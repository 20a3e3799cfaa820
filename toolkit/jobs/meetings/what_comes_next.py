"""What comes next of an event whose catalogue is approved, until all it decided has gone out; for ``status``.

Before the day: how much it takes up, where, who is invited, what has to be seen to next. After it: the agenda, the
minutes, the opinions on their way through approval, what goes out, what the public is told. Seed 003 §四（四）–（六）.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from toolkit.cases import Case, may
from toolkit.cases.meetings import workdays_before
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import DAY, appointment, meeting_before, meeting_of, next_meeting
from toolkit.jobs.meetings.catalogue_due import how_far, unapproved
from toolkit.jobs.meetings.listing import to_list
from toolkit.jobs.meetings.meeting_scope import Scope, invited, scope
from toolkit.mechanism import Phase
from toolkit.mechanism.cataloguing import load_cataloguing
from toolkit.mechanism.hosting import load_hosting
from toolkit.mechanism.opinions import load_opinions
from toolkit.mechanism.preparation import load_preparation
from toolkit.mechanism.publicity import load_publicity
from toolkit.scripts import to_run

#: Before the lines that belong to the one above.
_INDENT = "  "


def what_comes_next(desk: Desk) -> Iterator[str]:
    """Yield what is to be done next about the events that are under way, a line each; nothing without a catalogue."""
    if load_cataloguing(desk.mechanism) is None:
        return
    month = next_meeting(desk)
    yield from _after(desk)
    yield from _agenda_missing(desk, meeting_before(desk, month))
    yield from _before(desk, month)


def _before(desk: Desk, month: str) -> Iterator[str]:
    """Yield what is to be done before an event, once all on its catalogue is approved."""
    chosen = [case for case in desk.live() if case.role("catalogue") == month and case.phase is Phase.MEETING]
    if not chosen or unapproved(desk, month) or to_list(desk, month):
        return
    fixed, word = appointment(desk, month), desk.mechanism.gathering.word
    about = scope(desk, month, fixed, load_preparation(desk.mechanism))
    yield f"{meeting_of(desk, month)}（{how_far(desk, fixed.day)}）：目录已全部审定，{word}研究 {len(chosen)} 件"
    yield from (_INDENT + each for each in (*_invitations(desk, about), *_to_see_to(desk, fixed.day)))


def _invitations(desk: Desk, about: Scope) -> Iterator[str]:
    """Yield whether the notices are written, to whom, who has answered, and what they still lack."""
    held = desk.mechanism.gathering
    if about.fixed.since is None:
        yield f"{held.word}通知还没有写，运行{to_run('meeting')}"
        return
    who = invited(desk, about)
    units = sum(each.unit is not None for each in who)
    answered = sum(each.name in desk.known.attending.get(about.month, {}) for each in who)
    slips = f"已交 {answered} 家，未交 {len(who) - answered} 家" if answered else "还没有收到"
    yield f"请单位 {units} 家、企业 {len(who) - units} 家；{held.slip}{slips}"
    lacking = "、".join(
        f"{held.word}{name}" for name, value in (("时间", about.hour), ("地点", about.place)) if not value
    )
    yield f"{lacking}还没有定，填在“会议”表再运行{to_run('meeting')}" if lacking else f"地点：{about.place}"
    if about.day <= desk.as_of:
        yield f"{held.short}后填好{held.word}议程，放回收件箱"


def _to_see_to(desk: Desk, day: date) -> Iterator[str]:
    """Yield what has to be seen to next for the day itself, and by whom."""
    rule = load_hosting(desk.mechanism)
    dues = [(workdays_before(day, each.before, desk.calendar), each) for each in rule.duties] if rule else []
    ahead = [each for each, _ in dues if each >= desk.as_of]
    if rule is not None and ahead:
        soonest = min(ahead)
        when = "今天" if soonest == desk.as_of else f"{soonest.isoformat()} 前"
        yield f"{rule.title.removesuffix('表')}，{when}办妥："
        yield from (f"{_INDENT}{each.what}（{'、'.join(each.units)}）" for due, each in dues if due == soonest)


def _agenda_missing(desk: Desk, month: str) -> Iterator[str]:
    """Yield that the agenda of an event whose day is past has not come back."""
    waiting = [case for case in desk.live() if case.role("catalogue") == month and case.phase is Phase.MEETING]
    if month in desk.known.convened or not waiting:
        return
    day, word = appointment(desk, month).day, desk.mechanism.gathering.word
    yield f"{meeting_of(desk, month)}（{day.isoformat()}）已经过了，{len(waiting)} 件还没有登记处理意见"
    yield f"{_INDENT}{word}议程填好放入收件箱；改了日期的，改“会议”表的{DAY}"


def _after(desk: Desk) -> Iterator[str]:
    """Yield what is still to be done about the event held last, until all that it decided has gone out."""
    month = max(desk.known.convened, default="")
    taken = [case for case in desk.live() if month and case.role("meeting") == month]
    parts = list(_decided(desk, month, taken))
    if parts:
        day = desk.known.convened[month].day
        yield f"{meeting_of(desk, month)}（{day.isoformat()} 已{desk.mechanism.gathering.hold}）："
        yield from (_INDENT + each for each in parts)


def _decided(desk: Desk, month: str, taken: Sequence[Case]) -> Iterator[str]:
    """Yield how far what an event decided has come on its way to those who do it."""
    approving = [case for case in taken if case.phase is Phase.APPROVING]
    ready = [case for case in taken if may(case, "dispatched") and case.round == 1]
    if not approving and not ready:
        return
    rule, word = load_opinions(desk.mechanism), desk.mechanism.gathering.word
    written = desk.known.papers_under(f"outbox/会议/{month}")
    if not any(f"{word}纪要" in each for each in written):
        yield f"{word}纪要还没有出，运行{to_run('minutes')}"
    if approving and rule is not None:
        yield f"{rule.title}等审定 {len(approving)} 件，审定后填台账“{rule.approved}”"
    if ready:
        yield f"等交办 {len(ready)} 件，运行{to_run('dispatch')}"
    publicity = load_publicity(desk.mechanism)
    if publicity is not None and publicity.note is not None:
        name = publicity.note.name
        done = any(f"/{name}" in each for each in written)
        yield f"{name}核对后送{publicity.note.unit}" if done else f"{name}随{word}纪要出，送{publicity.note.unit}"
