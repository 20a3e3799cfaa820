"""The answers (复函) to requests: once one is decided, its unit is written to, once."""

from __future__ import annotations

import re
from datetime import date

from toolkit.cases import TAKE, Case, Request
from toolkit.cases.explanation import provisional
from toolkit.cases.moves import to_tell
from toolkit.cases.subclocks import own_clocks
from toolkit.documents.answer import AnswerContent, write_answer
from toolkit.documents.frames.letter_dates import LetterDates
from toolkit.documents.setting.words import full_date
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.document_numbers import document_number
from toolkit.jobs.desk.explained import of_unit, on_paper
from toolkit.jobs.desk.months import meeting_of
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.letters.mailing import DRAFT, mail_to, put_files
from toolkit.jobs.letters.on_paper import subject
from toolkit.mail import Attachment
from toolkit.mechanism import Effect

_TITLE_LENGTH = 60
#: A meeting as the events name it where it decided.
_MEETING = re.compile(r"\d{4}-\d{2} ")


def answer(desk: Desk, case: Case, request: Request) -> Event:
    """Write a unit what was decided about its request, letter and mail draft, and return the event that tells it.

    Raises:
        OSError: the disk is full or the share is away; the next run writes it.
    """
    unit, granted = unit_name(desk, request.unit), request.decision == TAKE
    name = safe_name(f"{case.number} {request.word}申请复函", _TITLE_LENGTH)
    folder = desk.workspace.outbox / "复函" / desk.as_of.isoformat() / safe_name(unit)
    paper = write_answer(_content(desk, case, request, unit), desk.mechanism)
    member, verdict = desk.mechanism.units.find(request.unit), "同意" if granted else "不同意"
    by = decided_by(desk, request.approved)
    says = f"　　关于 {case.number} 的{request.word}申请，经{by}研究，{verdict}该申请，复函见附件。"
    enclosed = Attachment(f"{name}.docx", paper)
    mail = mail_to(desk, unit, member, f"复函：{case.number} {request.word}申请", [says], [enclosed])
    places = put_files(desk, folder, {enclosed.name: paper, f"{name} {DRAFT}": mail})
    desk.say(f"{case.number} {request.word}申请：{verdict}（{by}），复函已写入 {places[0]}")
    told = {
        "request": request.id,
        "paths": places,
        "moves": [each.id for each in to_tell(case) if unit_name(desk, each.unit) == unit],
    }
    return Event(Kind.REPLIED, desk.as_of, case.number, told)


def _content(desk: Desk, case: Case, request: Request, unit: str) -> AnswerContent:
    granted = request.decision == TAKE
    dues = [] if granted and _rests(case, request) else _own_dues(desk, case, request)
    doubts = "".join(map(provisional, desk.calendar.unknown(day for _, day, _ in dues)))
    asked = f"{request.word}申请复函 {case.number} {request.id}"
    return AnswerContent(
        document_number=document_number(desk, "letter", asked),
        unit=unit,
        number=case.number,
        firm=case.role("firm"),
        subject=subject(case),
        word=request.word,
        asked=str(request),
        day=request.day,
        granted=granted,
        decided_by=decided_by(desk, request.approved),
        decided=request.decided or desk.as_of,
        written=desk.as_of,
        words=request.words,
        dues=dues,
        next_step=_next_step(request, granted=granted) + doubts,
        dates=_reckoned(desk, case, request, unit) if granted else (),
    )


def decided_by(desk: Desk, approved: str) -> str:
    """Return who decided, as a paper says it: a meeting by its month and name."""
    return meeting_of(desk, approved[:7]) if _MEETING.match(approved) else approved


def _own_dues(desk: Desk, case: Case, request: Request) -> list[tuple[str, date, date | None]]:
    """Return the dates that hold for the unit that asked, lead or supporter; the firm's own is not its business."""
    unit = unit_name(desk, request.unit)
    was = {each.clock: each.before for each in to_tell(case) if unit_name(desk, each.unit) == unit}
    own = {each.name for each in case.record.clocks if not each.kept_by}
    clocks = [clock for key, clock in case.clocks.items() if key[0] == case.round and key[1] in own]
    if request.beside:
        clocks = [clock for clock, _, _ in own_clocks(case, request.unit)]
    before = {each.name: was.get(each.name) for each in clocks}
    return [(each.name, each.current, day if (day := before[each.name]) != each.current else None) for each in clocks]


def _reckoned(desk: Desk, case: Case, request: Request, unit: str) -> list[LetterDates]:
    """Return how the dates that the decision moved came about; those that stand were explained when they were told."""
    moved = {each.clock for each in to_tell(case) if unit_name(desk, each.unit) == unit and not each.rests}
    return on_paper((case.number, of_unit(desk, case, kind, request.unit)) for kind in sorted(moved))


def _rests(case: Case, request: Request) -> bool:
    """Return whether no date can be told now: the matter waits, or its pause has no end yet."""
    return request.effect is Effect.PARK or any(each.last is None for each in case.rests.get(case.round, ()))


def _next_step(request: Request, *, granted: bool) -> str:
    if not granted:
        return "请继续办理，时限不变。"
    rolled = f"{request.rolled}。" if request.rolled else ""
    review = full_date(request.until) if request.until else ""
    return {
        Effect.EXTEND: f"{rolled}请在延长后的时限内{'提出意见' if request.beside else '办结'}。",
        Effect.PAUSE: "暂停期间不计时限；条件具备时请及时恢复办理。",
        Effect.RESUME: "请继续办理。",
        Effect.HAND_BACK: "该事项将另行交办，贵单位不再办理。",
        Effect.PARK: f"请关注条件变化，{review}复核时反馈有关情况。",
    }[request.effect]
