"""The answers (复函) to requests: once one is decided, its unit is written to, once."""

from __future__ import annotations

from datetime import date

from toolkit.cases import TAKE, Case, Request
from toolkit.documents.answer import AnswerContent, write_answer
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.jobs.desk import Desk
from toolkit.jobs.on_paper import subject
from toolkit.jobs.sheets import unit_name
from toolkit.mail import Attachment, draft
from toolkit.mechanism import Effect

_TITLE_LENGTH = 60


def answer(desk: Desk, case: Case, request: Request) -> Event:
    """Write a unit what was decided about its request, letter and mail draft, and return the event that tells it.

    Raises:
        OSError: the disk is full or the share is away; the next run writes it.
    """
    unit, granted = unit_name(desk, request.unit), request.decision == TAKE
    name = safe_name(f"{case.number} {request.word}申请复函", _TITLE_LENGTH)
    folder = desk.workspace.outbox / "复函" / (request.decided or desk.as_of).isoformat() / safe_name(unit)
    paper = write_answer(_content(desk, case, request, unit), desk.mechanism)
    member, verdict = desk.mechanism.units.find(request.unit), "同意" if granted else "不同意"
    body = (
        f"{unit}：\n\n　　关于 {case.number} 的{request.word}申请，经{request.approved}研究，{verdict}该申请，"
        f"复函见附件。\n\n{desk.mechanism.office}\n"
    )
    enclosed = [Attachment(f"{name}.docx", paper)]
    mail = draft(member.mail if member else "", f"复函：{case.number} {request.word}申请", body, enclosed)
    paths = [desk.put(folder / f"{name}.docx", paper), desk.put(folder / f"{name} 邮件草稿.eml", mail)]
    desk.say(f"{case.number} {request.word}申请：{verdict}（{request.approved}），复函已写入 {desk.place(paths[0])}")
    told = {"request": request.id, "paths": [desk.place(each) for each in paths]}
    return Event(Kind.REPLIED, desk.as_of, case.number, told)


def _content(desk: Desk, case: Case, request: Request, unit: str) -> AnswerContent:
    granted = request.decision == TAKE
    return AnswerContent(
        unit=unit,
        number=case.number,
        firm=case.role("firm"),
        subject=subject(case),
        word=request.word,
        asked=str(request),
        day=request.day,
        granted=granted,
        decided_by=request.approved,
        decided=request.decided or desk.as_of,
        words=request.words,
        dues=[] if granted and _rests(case, request) else _own_dues(case),
        next_step=_next_step(request, granted=granted),
    )


def _own_dues(case: Case) -> list[tuple[str, date]]:
    """Return the dates that hold for the lead unit; the firm's own is not its business."""
    own = {each.name for each in case.record.clocks if not each.kept_by}
    return [
        (name, clock.current) for (round_, name), clock in case.clocks.items() if round_ == case.round and name in own
    ]


def _rests(case: Case, request: Request) -> bool:
    """Return whether no date can be told now: the matter waits, or its pause has no end yet."""
    return request.effect is Effect.PARK or any(each.last is None for each in case.rests.get(case.round, ()))


def _next_step(request: Request, *, granted: bool) -> str:
    if not granted:
        return "请继续办理，时限不变。"
    rolled = f"{request.rolled}。" if request.rolled else ""
    review = f"{request.until:%Y-%m-%d} " if request.until else ""
    return {
        Effect.EXTEND: f"{rolled}请在延长后的时限内办结。",
        Effect.PAUSE: "暂停期间不计时限；条件具备时请及时恢复办理。",
        Effect.RESUME: "请继续办理。",
        Effect.HAND_BACK: "该事项将另行交办，贵单位不再办理。",
        Effect.PARK: f"请关注条件变化，{review}复核时反馈有关情况。",
    }[request.effect]
