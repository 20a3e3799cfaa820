"""What a demo says at its end: what was done, in figures from the journal, and where to look."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from toolkit.events import Kind
from toolkit.jobs.demo.stage import PROTOCOL, Stage
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.sheets import open_asks
from toolkit.mechanism import Phase
from toolkit.scripts import clicked


def closing(stage: Stage) -> list[str]:
    """Return the closing lines."""
    last = stage.story.steps[-1].day
    desk = lay(stage.workspace, Order(last))
    return [*_figures(desk, stage.story.title), "", "看这里：", *_places(desk), "", *_next(desk)]


def _figures(desk: Desk, title: str) -> Iterator[str]:
    events, cases = desk.events, desk.live()
    files = [event for event in events if event.kind is Kind.RECEIVED]
    outcomes = Counter(event.data["outcome"].partition("（")[0] for event in files)
    yield f"演示完成：{title}的来件，到 {desk.as_of.isoformat()} 为止全流程走了一遍"
    yield (
        f"收到来件 {len(files)} 份（" + "，".join(f"{word} {count} 份" for word, count in outcomes.most_common()) + "）"
    )
    statuses = Counter(case.status for case in cases)
    told = "，".join(
        f"{each.name} {statuses[each.name]} 件" for each in desk.mechanism.record.statuses if statuses[each.name]
    )
    yield f"登记事项 {len(cases)} 件：{told}"
    dispatched = sum(event.kind is Kind.DISPATCHED for event in events)
    met = f"{desk.mechanism.gathering.word} {len(desk.known.convened)} 次，交办 {dispatched} 件次"
    again = [case.number for case in cases if case.round > 1 or case.status == desk.mechanism.record.reopened]
    yield f"{met}；企业不满意、重新办理 {len(again)} 件" + (f"（{'、'.join(again)}）" if again else "")
    satisfaction = Counter(case.role("satisfaction") for case in cases if case.role("satisfaction"))
    words = "，".join(f"{word} {count} 件" for word, count in satisfaction.most_common())
    yield f"企业评价：{words}；待确认 {open_asks(desk)} 项"


def _places(desk: Desk) -> Iterator[str]:
    workspace = desk.workspace
    outbox = workspace.outbox
    yield _place("总台账", workspace.register)
    for path in sorted((outbox / "会议").glob("*/*纪要*.docx")):
        yield _place(f"{desk.mechanism.gathering.word}纪要", path)
    title = desk.mechanism.wording["assignments_title"]
    for path in sorted((outbox / "交办").glob(f"{title}*.docx"))[-1:]:
        yield _place("在办清单", path)
    for path in sorted((outbox / "季度分析").glob("*/*")):
        packed = "分析数据包" if "分析数据包" in path.name else "分析表"
        yield _place("专题报告" if path.suffix == ".docx" else packed, path)
    for path in sorted((outbox / "任务跟踪").glob("*/*报告*.docx")):
        yield _place("任务进展报告", path)
    for folder, what in (("走访", "走访报告"), ("企业档案", "企业档案")):
        for path in sorted((outbox / folder).glob("*"))[-1:]:
            yield _place(what, path)
    yield _place("交办文件夹", outbox / "交办")
    yield _place("评价表", outbox / "评价")
    yield _place("催办", outbox / "催办")
    yield _place("退回补正", outbox / "退回补正")
    yield _place("每天做了什么", workspace.root / PROTOCOL)


def _place(what: str, path: Path) -> str:
    return f"  {what}：{_near(path)}"


def _near(path: Path) -> str:
    """Return a path from the current folder on; a whole one where it lies on another drive."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return str(path)


def how_called() -> str:
    """Return how the toolkit is called from here: by its name, by its path, or by the Python that runs it now.

    Installed by ``batch/00 安装`` there is no program of that name at all, only the libraries.
    """
    if shutil.which("toolkit"):
        return "toolkit"
    beside = Path(sys.executable).with_name("toolkit.exe" if os.name == "nt" else "toolkit")
    return _quoted(_near(beside)) if beside.exists() else f"{_quoted(sys.executable)} -m toolkit"


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path


def _next(desk: Desk) -> Iterator[str]:
    if not clicked():
        yield from _commands(desk)
        yield "以上命令在工具包文件夹里的命令行窗口输入，看的是演示。自己的工作不用命令："
    yield "双击 batch 文件夹里的“情况一览”“一事一档”“在办清单”“交办”，对自己的台账做的就是这些"


def _commands(desk: Desk) -> Iterator[str]:
    start = f"{how_called()} -w {_quoted(_near(desk.workspace.root))} --as-of {desk.as_of.isoformat()}"
    again = next((case.number for case in desk.live() if case.round > 1), desk.live()[0].number)
    handling = next((case for case in desk.live() if case.phase is Phase.HANDLING), desk.live()[0])
    unit = desk.mechanism.units.find(handling.role("lead"))
    yield "接着可以试："
    yield f"  {start} status　　　　哪些事项在等谁"
    yield f"  {start} history {again}　　一个事项的办理经过"
    if unit is not None:
        yield f"  {start} assignments --unit {unit.name}　　一个单位的在办清单"
    record = desk.mechanism.record
    if any(case.status == record.initial for case in desk.live()):
        columns = "、".join(record.role(each) for each in ("class", "subject", "lead"))
        yield f"  打开总台账，给“{record.initial}”的事项填上{columns}，保存后："
        yield f"  {start} dispatch"
