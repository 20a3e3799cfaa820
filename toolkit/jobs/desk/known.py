"""What is known already: which files came, which of their forms were taken in, what was filed, what was asked.

Kept up to date event by event, so that a day with many returns does not search the whole journal for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date

from toolkit.cases import VERSION
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk.shelf import Shelf
from toolkit.register import schema

#: The role of a form from the unit that has the lead of its case.
LEAD = "lead"
#: So many of a unit's replies are kept, the latest.
REPLIES = 100


@dataclass
class Raised:
    """What few events tell: questions, their answers, meetings.

    Attributes:
        asked: the id of a question on 待确认 → the return that waits for its answer, the first one.
        held: the same, the last one.
        decided: the id of a question on 待确认 → its first answer, the one that counts.
        taken: the id of a question → the last answer that takes it.
        owing: what an answer may call for something of: returns that wait, new versions found by likeness; in order.
        announced: the meetings' notices, in order.
        convened: a meeting → its latest record.
        attending: a meeting → unit or firm → its latest reply slip.
        met: a meeting → how many matters it decided on.
        hands: other sheets than the cases' → row → column → the edit by which a person wrote there last.
        arranged: the holidays that were accepted.
        removed: other sheets than the cases' → row → the place in the journal where a person deleted it last.
        missed: what of the journal was lost and settled.
        boards: by what every list is known that we ever set out to write on the board.
        files: how many files were filed.
        regained: whether some of them were lost and taken from their rows (以台账为准).
        sent_back: title of a form, and the 编号 or else the firm it is about → the note that it went back to be mended;
            of one that came again and was taken in, none.
        grouped: a common problem's 组号 → the note that tells last what the sheet 共性问题 shows of it.
        regrouped: the edits by which people put matters into common problems or took them out, in order.
        visited: what was told of visits, in order.
        figured: whether the board has had its figures of the year: once taken away, they are not put back.
        added: what the register was given that came later, by name: once taken away, it is not put back.
        prompted: the notes that visiting groups were reminded of what is missing, in order.
        reported: a period as the command names it, and the day its figures stand at → its reports, in order.
        plans: a plan's serial → its tasks as they were taken over last.
        mailed: a draft's path → what was noted last of its being sent.
        called: the calls for reports on tasks, in order.
        typed_tasks: a row of 任务台账 that no plan has and a person typed in → the edit that tells what stood there.
        supervised: the notes that units were gone into (督查), in order.
        accounted: what these units gave account of, in order.
        followed: the reports on tasks, in order; figures that the office typed on 指标 among them.
    """

    asked: dict[str, Event] = field(default_factory=dict)
    held: dict[str, Event] = field(default_factory=dict)
    decided: dict[str, Event] = field(default_factory=dict)
    taken: dict[str, Event] = field(default_factory=dict)
    owing: list[Event] = field(default_factory=list)
    announced: list[Event] = field(default_factory=list)
    convened: dict[str, Event] = field(default_factory=dict)
    attending: dict[str, dict[str, Event]] = field(default_factory=dict)
    met: dict[str, int] = field(default_factory=dict)
    hands: dict[str, dict[tuple[str, ...], dict[str, Event]]] = field(default_factory=dict)
    arranged: list[Event] = field(default_factory=list)
    removed: dict[str, dict[tuple[str, ...], int]] = field(default_factory=dict)
    missed: list[Event] = field(default_factory=list)
    boards: set[str] = field(default_factory=set)
    files: int = 0
    regained: bool = False
    sent_back: dict[tuple[str, str], Event] = field(default_factory=dict)
    grouped: dict[str, Event] = field(default_factory=dict)
    regrouped: list[Event] = field(default_factory=list)
    visited: list[Event] = field(default_factory=list)
    figured: bool = False
    added: set[str] = field(default_factory=set)
    prompted: list[Event] = field(default_factory=list)
    reported: dict[tuple[str, date], list[Event]] = field(default_factory=dict)
    plans: dict[str, Event] = field(default_factory=dict)
    mailed: dict[str, Event] = field(default_factory=dict)
    called: list[Event] = field(default_factory=list)
    followed: list[Event] = field(default_factory=list)
    typed_tasks: dict[tuple[str, ...], Event] = field(default_factory=dict)
    supervised: list[Event] = field(default_factory=list)
    accounted: list[Event] = field(default_factory=list)


@dataclass
class Known(Raised):
    """Look-ups over the events.

    Attributes:
        received: a file's digest → the note that it was filed, the first one.
        names: digest and name of every file that was filed.
        noted: its place in 收件日志 → the note that a file was filed.
        parts: a file's digest and the form's place in it → the first event it led to.
        entered: what was taken in: the kind of event, the file's digest and the form's place in it.
        attached: a file's digest → the notes that it was filed as material, one a case.
        folders: a case → where its material lies, the last file's path.
        printed: a paper's path → the digests it was written with.
        replied: a unit → the cases it answered as their lead, the last one last → what it said there last.
    """

    received: MutableMapping[str, Event] = field(default_factory=dict)
    names: MutableMapping[tuple[str, str], bool] = field(default_factory=dict)
    noted: dict[int, Event] = field(default_factory=dict)
    parts: MutableMapping[tuple[str, int], Event] = field(default_factory=dict)
    entered: MutableMapping[tuple[str, str, int], bool] = field(default_factory=dict)
    attached: MutableMapping[str, list[Event]] = field(default_factory=dict)
    folders: MutableMapping[str, str] = field(default_factory=dict)
    printed: MutableMapping[str, tuple[str, ...]] = field(default_factory=dict)
    replied: MutableMapping[str, dict[str, Mapping[str, CellValue]]] = field(default_factory=dict)

    def add(self, events: Iterable[Event]) -> None:
        """Take in events that were written."""
        for event in events:
            kind, digest = event.kind, event.data.get("sha", "")
            if kind is Kind.RECEIVED:
                self._received(event)
            elif kind is Kind.ATTACHED:
                self.attached[digest] = [*self.attached.get(digest, ()), event]
                self.folders[event.number] = event.data["path"]
            elif kind is Kind.PRINTED:
                path = event.data["path"]
                self.printed[path] = (*self.printed.get(path, ()), digest)
            elif digest and "part" in event.data:
                self._part(event, digest, event.data["part"])
            if kind is Kind.ANSWERED and event.data["role"] == LEAD:
                self._reply(event)
            if kind in _RAISED:
                self._raise(event)

    def papers_under(self, folder: str) -> list[str]:
        """Return the paths of the papers that were written under a folder, sorted."""
        if isinstance(self.printed, Shelf):
            return sorted(self.printed.from_prefix(folder))
        return sorted(path for path in self.printed if path.startswith(folder))

    def _received(self, event: Event) -> None:
        digest = event.data.get("sha", "")
        self.files += 1
        self.regained |= "place" in event.data
        self.noted[self.files] = event
        if event.data.get("withdrawn"):
            return  # should it come again, it is taken in again
        self.names[digest, event.data["name"]] = True
        self._note_sent_back(event)
        if digest not in self.received:
            self.received[digest] = event

    def _note_sent_back(self, event: Event) -> None:
        data = event.data
        about = (data.get("form", ""), next(iter(data.get("numbers", ())), "") or data.get("firm", ""))
        if not all(about):
            return
        if data["outcome"].startswith("退回补正"):
            self.sent_back[about] = event
        elif not data["outcome"].startswith("重复来件"):
            self.sent_back.pop(about, None)
            self.sent_back.pop((about[0], data.get("firm", "")), None)  # what went back had no 编号 yet

    def _part(self, event: Event, digest: str, part: int) -> None:
        if (digest, part) not in self.parts:
            self.parts[digest, part] = event
        if event.kind in {Kind.OPENED, Kind.ANSWERED, Kind.REQUESTED}:
            self.entered[event.kind.value, digest, part] = True

    def _reply(self, event: Event) -> None:
        unit = event.data.get("unit", "")
        replied = self.replied.get(unit, {})
        replied.pop(event.number, None)
        replied[event.number] = event.data["values"]
        if len(replied) > REPLIES:
            del replied[next(iter(replied))]
        self.replied[unit] = replied

    def _raise(self, event: Event) -> None:
        data = event.data
        if event.kind in _LISTED:
            getattr(self, _LISTED[event.kind]).append(event)
        elif event.kind in _ASKED:
            self._ask(event)
        elif event.kind in _OF_MEETINGS:
            self._meet(event)
        elif event.kind is Kind.EDITED and "key" in data:
            self._edit(data["sheet"], tuple(data["key"]), event)
        elif event.kind in {Kind.COMMITTING, Kind.COMMITTED}:
            self._commit(event)
        elif event.kind is Kind.REPORTED:
            self.reported.setdefault((data["period"], data["cutoff"]), []).append(event)
        elif event.kind is Kind.GROUPED:
            self.grouped.update(dict.fromkeys(data["rows"], event))
        elif event.kind is Kind.PLANNED:
            self.plans[data["plan"]] = event
        elif event.kind is Kind.MAILED:
            self.mailed[data["path"]] = event

    def _commit(self, event: Event) -> None:
        if event.kind is Kind.COMMITTED:
            self.figured |= bool(event.data.get("figures"))
            self.added.update(event.data.get("added", ()))
        elif "board" in event.data:
            self.boards.add(event.data["board"])

    def _meet(self, event: Event) -> None:
        data = event.data
        if event.kind is Kind.CONVENED:
            self.convened[data["meeting"]] = event
        elif event.kind is Kind.ATTENDING:
            self.attending.setdefault(data["meeting"], {})[data["unit"]] = event
        elif data.get("decision") and not data.get("again"):
            self.met[data["meeting"]] = self.met.get(data["meeting"], 0) + 1

    def _ask(self, event: Event) -> None:
        data = event.data
        if event.kind is Kind.HELD:
            self.asked.setdefault(data["ask"], event)
            self.held[data["ask"]] = event
            self.owing.append(event)
        elif event.kind is Kind.ANSWERED and data["role"] == VERSION:
            self.owing.append(event)
        elif event.kind is Kind.DECIDED:
            self.decided.setdefault(data["ask"], event)
            if data["take"]:
                self.taken[data["ask"]] = event

    def _edit(self, sheet: str, key: tuple[str, ...], event: Event) -> None:
        row = self.hands.setdefault(sheet, {}).setdefault(key, {})
        row.update(dict.fromkeys(event.data["after"], event))
        if event.data.get("removed"):
            self.removed.setdefault(sheet, {})[key] = event.seq
        if "told" in event.data:
            self.followed.append(event)
        if sheet == schema.TASKS and "standing" in event.data:
            self.typed_tasks[key] = event
        if sheet == schema.COMMON and schema.MEMBERS in event.data["after"]:
            self.regrouped.append(event)


#: What is kept in the order in which it happened: the kind of event → where.
_LISTED = {
    Kind.ANNOUNCED: "announced", Kind.ARRANGED: "arranged", Kind.MISSED: "missed", Kind.VISITED: "visited",
    Kind.CALLED: "called", Kind.FOLLOWED: "followed", Kind.PROMPTED: "prompted",
    Kind.SUPERVISED: "supervised", Kind.ACCOUNTED: "accounted",
}  # fmt: skip
_ASKED = frozenset({Kind.HELD, Kind.ANSWERED, Kind.DECIDED})
_OF_MEETINGS = frozenset({Kind.CONVENED, Kind.MET, Kind.ATTENDING})
_OTHERS = frozenset(
    {
        *(Kind.EDITED, Kind.COMMITTING, Kind.COMMITTED, Kind.GROUPED, Kind.REPORTED, Kind.PLANNED),
        Kind.MAILED,
    }
)
_RAISED = frozenset({*_LISTED, *_ASKED, *_OF_MEETINGS, *_OTHERS})
