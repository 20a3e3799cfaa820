"""undo (撤回): take back what the last command did to the register; nothing is deleted, and a second one can undo it.

The events stay in the journal and count no more. What people did since stands. Files whose intake is taken back are
laid into outbox/撤回, not into the inbox, where the next run would take them in again before anybody could look;
their originals stay. Papers stay where they are and are named, for nobody can call back what was sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from toolkit.cases.standing import Taking, is_answer, last_run, ranges, taking
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.files import safe_name, sha256, why
from toolkit.jobs.books.arranged import take
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.consent import Consent, with_consent
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.tally import WORDS, command_of, tally
from toolkit.jobs.returns.post import WITHIN
from toolkit.scripts import to_run
from toolkit.workspace import Workspace

#: The folder under outbox/ for what was taken back.
_FOLDER, _TOLD = "撤回", "撤回说明.txt"
_MOST = 12
#: By which of its particulars an event that is about no case is told: a meeting, a plan, a period, a file.
_NAMED_BY = ("meeting", "title", "name", "incoming")


def undo(workspace: Workspace, order: Order, *, redo: bool = False) -> int:
    """Take back the last command, or what was taken back last, after showing what that changes.

    Args:
        workspace: where.
        order: how.
        redo: bring back what the last undo took away, as long as no command has done anything since.

    Returns:
        0 where it is done or the person thinks better of it, 1 where some of it stays because people went on from it.

    Raises:
        ToolkitError: there is nothing to take back, or it cannot be.
    """
    return with_consent(order, lambda each, consent: _undo(workspace, each, consent, redo=redo))


def _undo(workspace: Workspace, order: Order, consent: Consent, *, redo: bool) -> int:
    with open_desk(workspace, order) as desk:
        if redo:
            return _bring_back(desk, consent)
        consent.run = consent.run or desk.run
        before = _before(desk, consent.run)
        run = last_run(before, answers=True)
        if run is None:
            raise _nothing(before)
        if not run:
            raise ToolkitError(
                "上一次的改动是旧版本工具记的，没有记下属于哪一次运行，撤不回", "可以用“恢复总台账”取回备份"
            )
        what = taking(desk.events, run)
        if not what.events:
            raise _passed_over(desk, what, before)
        return _take_back(desk, consent, what)


def _before(desk: Desk, run: int) -> list[Event]:
    """Return what stands, without the answers on 待确认 that this very command, begun as ``run``, has noted."""
    return [event for event in desk.events if event.run < run or not is_answer(event)]


def _nothing(before: Sequence[Event]) -> ToolkitError:
    """Return that there is nothing to take back, and of what people went on from what they can do."""
    passed = (event.data.get("run_taken") for event in reversed(before) if event.kind is Kind.UNDONE)
    what = next((found for found in (taking(before, run) for run in passed if run) if found.kept), None)
    if what is not None:
        return ToolkitError("没有可以撤回的改动了：以前运行的结果都已有人接着改过", "\n".join(_stays(what)))
    return ToolkitError("没有可以撤回的改动", "人在台账里的改动不由这里撤回，可以用“恢复总台账”")


def _passed_over(desk: Desk, what: Taking, before: Sequence[Event]) -> ToolkitError:
    """Return why nothing of a run goes back and what to do; journal that it was said, so that the next undo goes on.

    Nothing earlier is taken back at once: whoever agreed beforehand (``--yes``) meant this run and no other.
    """
    told = "的结果都已有人接着改过" if what.kept else "只采用了“待确认”里的处理意见"
    lines = list(_stays(what))
    if last_run([event for event in before if event.run != what.run], answers=True) is not None:
        if not desk.order.dry_run:
            data = {"run_taken": what.run, "ranges": [], "kept": sorted(set(what.kept.values()))}
            desk.record([Event(Kind.UNDONE, desk.as_of, data={**data, "papers": [], "files": []})])
        lines.append("要撤回更早的一次运行，请再运行一次撤回")
    return ToolkitError(f"上一次运行{told}，没有撤回", "\n".join(lines))


def _stays(what: Taking) -> Iterator[str]:
    """Yield what does not go back because it is people's own, each with what they can do about it."""
    for reason in dict.fromkeys(what.kept.values()):
        yield f"不撤回：{reason}，连同同一份来件的内容都保留"
    if what.kept:
        yield "确实不要的事项，请在总台账里删去那一行，再运行一次撤回；只是改错的，在总台账里改回来"
    if what.answers:
        told = "、".join(dict.fromkeys(event.number for event in what.answers if event.number))
        yield (
            f"“待确认”的处理意见 {len(what.answers)} 处是人定的，不撤回{f'：{told}' if told else ''}。"
            "要改回来的，请直接在总台账里改那一格"
        )


def _take_back(desk: Desk, consent: Consent, what: Taking) -> int:
    lines = list(_told(desk, what))
    if not consent.given(lines, "撤回以上改动吗？", [event.seq for event in what.events]):
        desk.say("没有改动任何文件")
        return 0
    folder = desk.workspace.outbox / _FOLDER / _title(what)
    files = list(_lay_out(desk, what, folder))
    desk.put(folder / _TOLD, "\r\n".join([*lines, *_about(files)]).encode("utf-8-sig"))
    places = [event.seq for event in what.events]
    data = {
        "run_taken": what.run,
        "ranges": ranges(places),
        "kept": sorted(set(what.kept.values())),
        "papers": _void(what),
        "files": [desk.place(path) for path in files],
    }
    _happen(desk, Event(Kind.UNDONE, desk.as_of, data=data))
    for line in _about(files):
        desk.say(line)
    again = to_run("undo", "--redo", answer="输入 2")
    desk.say(f"已撤回。说明在 {desk.place(folder / _TOLD)}；撤错了要恢复的，再运行{again}")
    return 1 if what.kept else 0


def _happen(desk: Desk, undoing: Event) -> None:
    """Journal it, let the events count as they do now, and bring the register into line."""
    withdrawn = {event.seq for event in desk.withdrawn}
    known = [*(event for event in desk.events if event.seq not in withdrawn), *desk.withdrawn]
    written = desk.record([undoing])
    desk.stand(sorted([*known, *written], key=lambda event: event.seq))
    take(desk)  # a notice of holidays may have gone, or be back
    update(desk)


def _bring_back(desk: Desk, consent: Consent) -> int:
    dead = {event.seq for event in desk.withdrawn}
    undone = [event for event in desk.events if event.kind is Kind.UNDONE and _took(event)]
    last = next((event for event in reversed(undone) if event.seq not in dead), None)
    if last is None:
        raise ToolkitError("没有撤回过，不用恢复")
    since = [event for event in desk.events if event.seq > last.seq]
    if last_run(since) is not None:
        raise ToolkitError(
            "撤回之后又运行过别的命令，不能再恢复", "撤回的来件在 outbox/撤回 里，需要的请放进收件箱重新收件"
        )
    back = [event for event in desk.withdrawn if any(a <= event.seq <= b for a, b in last.data["ranges"])]
    lines = [f"将恢复 {last.at.replace('T', ' ')} 撤回的改动：{tally(back, desk.mechanism.gathering)}"]
    if not consent.given(lines, "恢复以上改动吗？", last.seq):
        desk.say("没有改动任何文件")
        return 0
    _happen(desk, Event(Kind.UNDONE, desk.as_of, data={"ranges": [[last.seq, last.seq]], "redo": True}))
    desk.say("已恢复。outbox/撤回 里的来件不要再放进收件箱" if last.data["files"] else "已恢复")
    return 0


def _took(event: Event) -> bool:
    """Return whether an undoing took something back: it is none that brought back, nor one that only said why not."""
    return bool(event.data["ranges"]) and not event.data.get("redo")


def _told(desk: Desk, what: Taking) -> Iterator[str]:
    """Yield what taking it back comes to, in words."""
    first = what.events[0]
    command = command_of(what.events, desk.mechanism.gathering)
    named = f"“{command}”" if command else "一次运行"
    yield f"撤回 {first.at.replace('T', ' ')} 的{named}：{tally(what.events, desk.mechanism.gathering)}"
    for event in what.events[:_MOST]:
        line = _line(desk, event)
        if line:
            yield f"    {line}"
    if len(what.events) > _MOST:
        yield f"    …… 共 {len(what.events)} 条"
    opened = [event.number for event in what.events if event.kind is Kind.OPENED]
    if opened:
        yield f"台账里这些行会清空：{_some(opened)}。编号不再给别的事项"
    yield from _typed_since(desk, what)
    yield from _stays(what)
    papers = _void(what)
    if papers:
        yield f"这次运行写的 {len(papers)} 份文件还在原处，作废不用："
        yield from (f"    {path}" for path in papers[:_MOST])
        if len(papers) > _MOST:
            yield f"    …… 共 {len(papers)} 份"


def _void(what: Taking) -> list[str]:
    """Return the papers that count no more: not those of a case that stays, whose name bears its 编号."""
    paths = [str(event.data["path"]) for event in what.papers]
    return [path for path in paths if not what.staying.intersection(path.replace("/", " ").split())]


def _typed_since(desk: Desk, what: Taking) -> Iterator[str]:
    """Yield the cells that people changed in cases that go back: what they typed stands."""
    numbers = {event.number for event in what.events if event.number}
    since = what.events[0].seq
    for event in desk.events:
        if event.kind is Kind.EDITED and event.seq > since and event.number in numbers and event.data.get("after"):
            yield f"有人后来改过，保留：{event.number} {'、'.join(event.data['after'])}"


def _line(desk: Desk, event: Event) -> str:
    word = desk.mechanism.gathering.put(WORDS.get(event.kind, ""))
    if event.kind is Kind.RECEIVED:
        return f"{word} {event.data['name']}（{event.data['outcome']}）"
    if event.number and word:
        case = desk.cases.get(event.number)
        return f"{word} {event.number} {case.role('firm') if case else ''}".rstrip()
    if event.kind is Kind.VISITED:
        return f"{word} {event.data['visit']} {event.data['firm']}"
    if event.kind is Kind.ARRANGED:
        return f"{word} {event.data['year']}年 {len(event.data['rows'])} 天"
    about = next((str(event.data[each]) for each in _NAMED_BY if event.data.get(each)), "")
    return f"{word} {about}".rstrip() if word else ""


def _some(numbers: Sequence[str]) -> str:
    return "、".join(numbers[:_MOST]) + (f" 等 {len(numbers)} 件" if len(numbers) > _MOST else "")


def _about(files: Sequence[Path]) -> list[str]:
    if not files:
        return []
    return [f"{len(files)} 份来件放在这个文件夹里，原件仍在 register/originals。要重新收的，拖进收件箱即可"]


def _title(what: Taking) -> str:
    first = what.events[0]
    return safe_name(f"{(first.at or first.day.isoformat())[:16].replace('T', ' ').replace(':', '')} 第{what.run}号")


def _lay_out(desk: Desk, what: Taking, folder: Path) -> Iterator[Path]:
    """Lay the files whose intake is taken back beside one another, named as they came; mails whole.

    An old ledger (adopt) never lay in the inbox and is no form to be laid there: the office has it where it was.
    """
    for event in what.events:
        if event.kind is not Kind.RECEIVED or WITHIN in event.data["name"] or not event.data.get("original"):
            continue
        if "adopted" in event.data:
            continue
        original = desk.workspace.root / PurePosixPath(event.data["original"].replace("\\", "/"))
        try:
            data = original.read_bytes()
        except OSError as error:
            desk.say(f"{event.data['name']}：原件 {event.data['original']} 打不开（{why(error)}），没有放到“撤回”里")
            continue
        if sha256(data) != event.data["sha"]:
            desk.say(f"{event.data['name']}：原件 {event.data['original']} 内容已变，没有放到“撤回”里")
            continue
        parts = [safe_name(each) for each in event.data["name"].split("/")]
        yield desk.put(folder.joinpath(*parts), data)
