"""The demo's stage: a fresh workspace on which the story is played day by day, by the very jobs the office runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from toolkit.errors import WorkspaceError
from toolkit.intake import Reader
from toolkit.jobs.assignments import assignments
from toolkit.jobs.breakdown import FOLDER as LEDGERS
from toolkit.jobs.breakdown import breakdown
from toolkit.jobs.catalogue import catalogue
from toolkit.jobs.collect import collect
from toolkit.jobs.coverage import coverage
from toolkit.jobs.demo.clerk import type_charges, type_rows, type_units
from toolkit.jobs.demo.post import Post
from toolkit.jobs.demo.story import Step, Story
from toolkit.jobs.demo.tasks import mend
from toolkit.jobs.desk.order import Order
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.dossier import dossier
from toolkit.jobs.following.accepted_plan import accept_ledger
from toolkit.jobs.ingest import ingest
from toolkit.jobs.init import init
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.quarterly import quarterly
from toolkit.jobs.remind import remind
from toolkit.jobs.status import status
from toolkit.jobs.survey import survey
from toolkit.jobs.task_matches import match
from toolkit.jobs.tasks import tasks
from toolkit.jobs.verify import verify
from toolkit.jobs.visits import visits
from toolkit.mechanism import Mechanism
from toolkit.workspace import Workspace

#: What was said on the way, and the mark by which an earlier demo is known.
PROTOCOL = "演示过程.txt"
_FIRST_LINE = "演示过程：本文件夹由 toolkit demo 生成，企业、人员、电话均为虚构；再次运行 demo 会重建本文件夹"
_WEEKDAYS = "一二三四五六日"
_TITLES = {
    "ingest": "收件",
    "clerk": "人工填台账",
    "units": "人工填成员单位",
    "collect": "征集",
    "verify": "征求核实意见",
    "catalogue": "企业问题目录",
    "dispatch": "交办",
    "survey": "评价表",
    "remind": "催办",
    "meeting": "{word}议程",
    "minutes": "{word}纪要",
    "assignments": "在办清单",
    "quarterly": "季度分析",
    "status": "情况一览",
    "charges": "人工填挂钩",
    "coverage": "走访覆盖",
    "visits": "走访季报",
    "dossier": "一企一档、一企一策",
    "breakdown": "任务分解",
    "accept": "任务台账核对后纳入跟踪",
    "ask": "请各单位报送任务进展",
    "report": "任务进展报告",
    "match": "政策匹配",
}


def clear(folder: Path) -> None:
    """Make room for a demo: an earlier one is taken away, anything else is left alone.

    Raises:
        WorkspaceError: other things lie there, or a file of the earlier demo is open.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not _is_demo(folder):
        raise WorkspaceError(f"“{folder}”里已有别的文件，没有动它", "请换一个空文件夹，或者把里面的文件移走")
    try:
        for each in sorted(folder.iterdir()):
            # The mark goes last: a demo half taken away is still known as one.
            if each.name == PROTOCOL:
                continue
            if each.is_dir():
                shutil.rmtree(each)
            else:
                each.unlink()
    except OSError as error:
        name = Path(str(error.filename or folder)).name
        raise WorkspaceError(f"上一次的演示清不掉（{name}）", "请关闭正打开着的文件，再运行一次") from error


def _is_demo(folder: Path) -> bool:
    try:
        return (folder / PROTOCOL).read_text(encoding="utf-8-sig").startswith(_FIRST_LINE)
    except (OSError, UnicodeDecodeError):
        return False


@dataclass
class Stage:
    """Where the story is played.

    Attributes:
        workspace: the workspace.
        mechanism: the mechanism.
        story: the story.
        reader: reads what comes, kept from the first day to the last.
        typed: how many of the story's edits the clerk has made.
        reached: the day up to which the post has come.
    """

    workspace: Workspace
    mechanism: Mechanism
    story: Story
    reader: Reader
    typed: set[int] = field(default_factory=set)
    reached: date = date.min

    def __post_init__(self) -> None:
        self._post = Post(self.workspace, self.mechanism, self.story)

    def build(self) -> None:
        """Make the workspace."""
        self.workspace.root.mkdir(parents=True, exist_ok=True)
        (self.workspace.root / PROTOCOL).write_text(f"{_FIRST_LINE}\n", encoding="utf-8-sig")
        init(self.workspace.root, Order(self.story.steps[0].day, say=self._say), self.mechanism.name)

    def play(self, step: Step) -> None:
        """Play one day: the post comes, then the commands are run one after the other."""
        weekday = _WEEKDAYS[step.day.weekday()]
        self._say(f"\n{step.day.year}年{step.day.month}月{step.day.day}日（星期{weekday}）　{step.words}", indent="")
        arrived = self._post.deliver(self.reached, step.day)
        self.reached = step.day
        if arrived:
            self._say(f"收件箱里来了 {len(arrived)} 份文件")
        for command in step.commands:
            self._run(command, Order(step.day, say=lambda line: self._say(line, indent="      ")))

    def _run(self, command: str, order: Order) -> None:
        name, _, argument = command.partition(" ")
        self._say(f"〔{self.mechanism.gathering.put(_TITLES.get(name, name))}〕")
        acts: Mapping[str, Callable[[], object]] = {
            "ingest": lambda: ingest(self.workspace, order, self.reader),
            "clerk": lambda: self._clerk(order),
            "units": lambda: self._units(order),
            "collect": lambda: collect(self.workspace, order, argument),
            "verify": lambda: verify(self.workspace, order),
            "catalogue": lambda: catalogue(self.workspace, order, argument),
            "dispatch": lambda: dispatch(self.workspace, order, self._named(argument)),
            "survey": lambda: survey(self.workspace, order),
            "remind": lambda: remind(self.workspace, order),
            "meeting": lambda: meeting(self.workspace, order, argument),
            "minutes": lambda: minutes(self.workspace, order, argument),
            "assignments": lambda: assignments(self.workspace, order),
            "quarterly": lambda: quarterly(self.workspace, order, self.story.quarter),
            "status": lambda: status(self.workspace, order),
            "charges": lambda: self._charges(order),
            "coverage": lambda: coverage(self.workspace, order, argument),
            "visits": lambda: visits(self.workspace, order, argument),
            "dossier": lambda: dossier(self.workspace, order, argument),
            "breakdown": lambda: self._break_down(order),
            "accept": lambda: self._accept(order),
            "ask": lambda: tasks(self.workspace, order, argument, ask=True),
            "report": lambda: tasks(self.workspace, order, argument, report=True),
            "match": lambda: match(self.workspace, order, *self._named(argument)),
        }
        acts[name]()

    def _named(self, file: str) -> list[str]:
        """Return the 编号 of the case that a file opened, in a list; an empty one for all cases."""
        return [self._post.numbers()[file]] if file else []

    def _units(self, order: Order) -> None:
        count = type_units(self.workspace, self.mechanism, self.story.contacts)
        order.say(f"在“成员单位”表登记 {count} 个单位的联络协作员、电话和邮箱")

    def _charges(self, order: Order) -> None:
        count = type_charges(self.workspace, self.mechanism, self.story.charges)
        order.say(f"登记谁挂钩联系谁 {count} 行")

    def _break_down(self, order: Order) -> None:
        plan = self.story.tasks.plan
        if plan is not None:
            breakdown(self.workspace, order, plan.read_bytes(), plan.name)

    def _accept(self, order: Order) -> None:
        """Put the ledger right as a person does who has held it against the plan, and have its tasks followed."""
        for path in sorted((self.workspace.outbox / LEDGERS).glob("*.xlsx")):
            mended = mend(path.read_bytes(), self.story.tasks.mended)
            path.write_bytes(mended)
            accept_ledger(self.workspace, order, mended, path.name)

    def _clerk(self, order: Order) -> None:
        """Type what is due by today into the rows of the cases that have arrived, once each."""
        numbers = self._post.numbers()
        due = [
            (place, edit)
            for place, edit in enumerate(self.story.edits)
            if place not in self.typed and edit.day <= order.as_of and Path(edit.file).name in numbers
        ]
        for line in type_rows(
            self.workspace, self.mechanism, [(numbers[Path(edit.file).name], edit) for _, edit in due]
        ):
            order.say(line)
        if not due:
            order.say("没有需要填的")
        self.typed.update(place for place, _ in due)

    def _say(self, line: str, indent: str = "  ") -> None:
        with (self.workspace.root / PROTOCOL).open("a", encoding="utf-8") as stream:
            stream.write("".join(f"{indent}{part}\n" if part else "\n" for part in line.split("\n")))
