"""minutes --read (读回纪要): what the office changed in the Word file, shown, and accepted, written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.documents.minutes_reading import read_minutes
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.files import sha256
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.consent import Consent, with_consent
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import is_month
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.told import minutes_of
from toolkit.jobs.meetings.amendment import Amendment, Findings
from toolkit.jobs.meetings.handed_over import to_another
from toolkit.jobs.meetings.minutes_changes import Comparison
from toolkit.jobs.meetings.minutes_content import decided_by
from toolkit.jobs.meetings.minutes_text import Text, paragraphs
from toolkit.jobs.minutes import lists, recorded, tell_ready
from toolkit.jobs.reception.own_papers import MINUTES_OUTCOME, minutes_title
from toolkit.jobs.returns.read_back import ONLY_SHOWN, changed_last, note_received, only_shown, opened
from toolkit.mechanism import Phase
from toolkit.workspace import Workspace

_QUESTION = "把以上改动写入台账吗？"
_ENDINGS = {".docx", ".doc", ".wps", ".odt", ".docm"}


def read_back(workspace: Workspace, order: Order, month: str = "", file: str = "", *, accept: bool = False) -> int:
    """Show what edited minutes change, write it into the register where the office says yes; return the exit status.

    Status 1 says that something is left for a person: what cannot be placed, or what the register says otherwise.

    Args:
        workspace: where.
        order: how.
        month: which meeting's; the latest where none is named, or the file's own.
        file: the edited minutes; "" for the newest edited ones of that meeting, beside ours or come through the inbox.
            A month here is the meeting's.
        accept: whether it has said yes beforehand; else the person is asked, where one sits there.

    Raises:
        ToolkitError: there are no edited minutes, the file is none or of another meeting, or nothing was written that
            they could have been made from.
    """
    if is_month(file):
        month, file = month or file, ""
    return with_consent(
        order, lambda each, consent: _read_back(workspace, each, consent, month, file), said=accept, declined=ONLY_SHOWN
    )


def _read_back(workspace: Workspace, order: Order, consent: Consent, month: str, file: str) -> int:
    with open_desk(workspace, order) as desk:
        data, name, text, event = _opened(desk, month, file)
        found = _compare(desk, event, text)
        _tell(desk, name, found)
        grounds = sha256(data), [each.lines for each in found.amendments]
        accepted = consent.said or (bool(found.amendments) and consent.also(_QUESTION, grounds))
        if accepted and found.amendments:
            _accept(desk, event, found, name, data)
        elif found.amendments:
            desk.say(only_shown("minutes"))
        if accepted:  # also where a run before this one was cut off, or found the register open
            _after(desk, event, found)
        left = len(found.unsettled) + sum(len(each.asks) for each in found.amendments)
        return 1 if left else 0


def _opened(desk: Desk, month: str, file: str) -> tuple[bytes, str, Text, Event]:
    """Return the edited minutes, their name, what they hold, and the meeting they are of."""
    place, name = (Path(file), Path(file).name) if file else _newest(desk, recorded(desk, month).data["meeting"])
    data = opened(place, name, "Word、WPS")
    text = paragraphs(data)
    event = recorded(desk, month or text.meeting)
    meeting = event.data["meeting"]
    if text.meeting and text.meeting != meeting:
        word = desk.mechanism.gathering.word
        raise ToolkitError(f"“{name}”是 {text.meeting} {word}的纪要，不是 {meeting} 的", "请核对文件，或写明月份")
    return data, name, text, event


def _newest(desk: Desk, meeting: str) -> tuple[Path, str]:
    """Return the minutes of a meeting that a person saved or sent last, and their name; ours, unchanged, are none."""
    folder = desk.workspace.outbox / "会议" / meeting
    there = [each for each in folder.glob("*纪要*") if each.suffix.lower() in _ENDINGS and each.name[0] not in "~."]
    found = changed_last(desk, [*((each, each.name) for each in there), *_sent(desk, meeting)])
    if found is None:
        raise ToolkitError(
            f"{desk.place(folder)} 里没有改过的{desk.mechanism.gathering.word}纪要，收件箱也没有收到过",
            "请先在 Word 或 WPS 里修改、保存；放在别处的，写明文件名",
        )
    return found


def _sent(desk: Desk, meeting: str) -> Iterator[tuple[Path, str]]:
    """Yield the minutes of a meeting that came through the inbox: where they are kept, and their names."""
    for event in desk.events:
        # Those that were accepted are kept as originals too, with a newer time stamp than what was edited since.
        if event.kind is Kind.RECEIVED and event.data["outcome"].endswith(MINUTES_OUTCOME):
            place = desk.workspace.root / event.data["original"]
            if place.exists() and paragraphs(place.read_bytes()).meeting in {"", meeting}:
                yield place, event.data["name"]


def _compare(desk: Desk, event: Event, text: Text) -> Findings:
    meeting, word = event.data["meeting"], desk.mechanism.gathering.word
    written = minutes_of(desk, meeting)
    if not written:
        raise ToolkitError(f"{meeting} 的{word}纪要还没有生成过，无从比对", f"请先生成{word}纪要，在生成的文件上修改")
    base = next((each for each in written if each["version"] == text.version), written[-1])
    theirs, ours = read_minutes(text.lines), read_minutes(base["lines"])
    known = {each.number for each in ours.matters if each.number}
    if not text.meeting and not known & {each.number for each in theirs.matters}:
        raise ToolkitError(
            f"这个文件看不出是 {meeting} 的{word}纪要：没有标识，也没有这次{word}的事项编号",
            "请在生成的纪要上修改；事项后面括号里的编号不要删",
        )
    decided = {each.number: each for each in decided_by(desk, meeting)}
    found = Comparison(desk, event.day, decided).compare(ours, theirs)
    if not text.meeting:
        found.notes.insert(0, "文件里没有本工具的标识（可能另存或重新打过），按事项编号核对")
    if base is not written[-1]:
        found.notes.insert(0, "这份纪要不是按最近一次的内容生成的，此后又生成过新的；以下是它自己的改动")
    if text.is_tracked:
        found.notes.insert(0, "文中有未接受的修订，按全部接受后的文字核对")
    found.notes += [f"文中有批注或文本框，请自行处理：“{each}”" for each in text.remarks]
    return found


def _accept(desk: Desk, event: Event, found: Findings, name: str, data: bytes) -> None:
    """Write the changes into the journal; the file itself is kept as an original, for it is what they rest on."""
    digest = sha256(data)
    numbers = [each.number for each in found.amendments]
    with desk.batch():
        note_received(desk, name, data, outcome="已读回纪要", form=minutes_title(desk), numbers=numbers)
        for each in found.amendments:
            desk.record(_events(desk, event, each, name, digest))


def _events(desk: Desk, convened: Event, each: Amendment, name: str, digest: str) -> Iterator[Event]:
    """Yield what an amendment comes to: a decision the agenda had not, a change of one it had, questions."""
    data: dict[str, Any] = {"meeting": convened.data["meeting"], "sha": digest, "incoming": name}
    anew = {"anew": True} if to_another(desk, desk.cases[each.number], each.after) else {}
    if each.is_new:
        more = {"day": convened.day, "decision": each.decision, "values": each.after, "part": f"纪要 {each.number}"}
        yield Event(Kind.MET, convened.day, each.number, {**data, **more, **anew})
        changed: dict[str, Any] = {"before": {}, "after": {}, "asks": each.asks, "decision": ""}
    else:
        changed = {"before": each.before, "after": each.after, "asks": each.asks, "decision": each.decision}
        changed |= {**anew, "day": convened.day} if anew else {}
    if each.asks or not each.is_new:
        yield Event(Kind.AMENDED, desk.as_of, each.number, {**data, **changed})


def _tell(desk: Desk, name: str, found: Findings) -> None:
    desk.say(f"读回 {name}：{len(found.amendments)} 项有改动")
    for each in found.amendments:
        desk.say(f"{each.where} {each.number} {desk.cases[each.number].role('firm')}：{'；'.join(each.lines)}")
    for heading, lines in (("需要处理", found.unsettled), ("说明", found.notes)):
        for line in lines:
            desk.say(f"{heading}：{line}")
    if not found.amendments:
        desk.say("没有要写入台账的改动")


def _after(desk: Desk, event: Event, found: Findings) -> None:
    """Renew the list, say what goes on from here, and bring the register into line."""
    folder = desk.workspace.outbox / "会议" / event.data["meeting"]
    desk.put_and_tell(folder, lists(desk, event))
    told = [each.number for each in found.amendments if desk.cases[each.number].phase is Phase.HANDLING]
    if told:
        desk.say(f"{'、'.join(told)} 已经交办，改动请另行告知有关单位")
    tell_ready(desk, decided_by(desk, event.data["meeting"]))
    if update(desk) and found.amendments:
        desk.say(f"已写入总台账 {len(found.amendments)} 项，来源：{minutes_title(desk)}")
