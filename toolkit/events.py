"""What can happen (事件): the events the journal keeps and the cases are made of.

An event is a fact with a day. Cases are never stored; they are what the events say. Values inside an event are
texts, whole numbers and days, written to JSON so that they come back as they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

#: What a register cell of ours may hold.
CellValue = str | date | int


class Kind(StrEnum):
    """The kinds of event, each with what its ``data`` holds."""

    # a file was filed: sha, name, outcome, form, numbers, firm, notes, original; place: its row in the log of received
    # files, where its own line was lost and the row tells of it
    RECEIVED = "received"
    # a case began: values, sha, part, to_complete, incoming; by_hand, sheet, after; split_from. Taken over from an old
    # ledger: adopted (the ledger's digest, also on its RECEIVED), row (what the row says, as a digest), status,
    # place (its sheet and row), ordinal (its 序号), mark (its own 编号), said (column → its own word where ours is
    # another)
    OPENED = "opened"
    # a return was taken in: form, role, unit, values, others, sha, part, to_complete, incoming; matched if it bore no
    # number. A report sent again: changed (column → before, after); in the role "version" where it was found by its
    # likeness: DECIDED with take False brings the former values back, and it becomes a case of its own. Said on the
    # telephone: called (caller, spoke: who answered). advice: what the office might look at in a unit's reply
    ANSWERED = "answered"
    ATTACHED = "attached"  # supporting material was filed with the case: sha, name, path, incoming
    # a return waits for the office: ask, column, text, why, incoming, firm, sha, part; opening if it may open a case,
    # answering if it belongs to one, proposed: the one case it may belong to; material (name, original) if no form;
    # todo: what the office is told to do, where it is not whose the return is; repeats: the 走访号 of a row that may be
    # one with another, and is no visit of its own where the office takes it
    HELD = "held"
    # a person changed the register: sheet, before, after by column; removed: row gone, or back. On another sheet than
    # the cases': key, its row's; moves (case column → value) where it moves a deadline, asks where the office must,
    # beside (kind, unit, day) where it is a deadline beside the lead's; asking, as REQUESTED has it, where it asks for
    # a pause or another date, and granted (dues, approved) where the office decides that itself. told (unit,
    # period, covers, rows, as FOLLOWED has them): the figure of a task or a goal that was typed. missed: no person
    # changed it now, the line that told of it is lost and the register is taken at its word
    EDITED = "edited"
    SPLIT = "split"  # two matters on one form were parted: values (what stays), before, into (the new 编号)
    # a unit was asked whether the matter is so: unit, clock (what it owes is called), due; closed: units (named in unit
    # as well) are waited for no longer, their day being past or the office having named others
    CONSULTED = "consulted"
    CATALOGUED = "catalogued"  # the case was put on a meeting's catalogue: meeting, last (why it was put off before)
    # the meeting took the case: meeting, day, decision, values; reclassed: it gave the case another class instead;
    # unread: the words in which it set a date, where nobody can tell the day; again: a corrected agenda changed what
    # another one had recorded, values hold what is different; anew: it gave a matter in hand to another lead unit
    MET = "met"
    # the meeting put the case off: meeting, words (with who goes into it further), "" where a corrected agenda says
    # that it did not
    PUT_OFF = "put_off"
    # a meeting was recorded: meeting, its head fields (with @ what it said), heard (earlier cases: number, words,
    # situation), postponed (cases put off: number, by whom they are gone into, why), open (numbers without an outcome)
    CONVENED = "convened"
    ANNOUNCED = "announced"  # the day of a meeting was fixed: meeting, held (the day), chosen (by the office)
    # a notice of a meeting was written and says what none did before: meeting, held (the day), name (whom it invites),
    # told (day, hour, place and matters)
    INVITED = "invited"
    # a lead unit was asked for progress before a meeting: meeting, held, clock (what it is called), unit,
    # due, why (the same in words)
    PROGRESS = "progress"
    # a meeting's reply slip (参会回执) came back: meeting, unit (or firm), people (of each 姓名, 职务, 联系电话, 备注);
    # sha, part, incoming. A later one of the same unit takes its place
    ATTENDING = "attending"
    # minutes were written: meeting, version (by which the file says which ones it is), lines (its paragraphs)
    MINUTED = "minuted"
    # edited minutes were accepted and changed the case: meeting, after, asks (what the register says otherwise since:
    # a question), before, decision; anew and day, as of MET; sha, incoming. What they decide anew is MET, with these
    # two as well
    AMENDED = "amended"
    # the case went out to its units: units (the lead first), sent_to (supporting unit as written → its full name),
    # class (what it was classified as), clocks and sides, as COUNTED has them; former: the lead unit that was told that
    # a meeting took it away
    DISPATCHED = "dispatched"
    # a unit asked for special handling: form, effect, word, unit, clocks, until, first, last, proposed, reason; beside
    # if a supporting unit asks about its own date; sha, part, incoming. The office's answer is DECIDED, the meeting's
    # MET with request, granted and decision; both with approved (who decided) and dues (kind of deadline → the date
    # it got); until, where the meeting gave another date
    REQUESTED = "requested"
    # the unit was written what was decided about its request: request, paths, moves (ids of the moved dates it tells)
    REPLIED = "replied"
    RETOLD = "retold"  # units were written that their dates moved: moves (ids), units, paths
    SURVEYED = "surveyed"  # the firm was asked for its evaluation
    # somebody was reminded of a due date: round, clock, due, who (has to act), to (whom it went), at (the step:
    # workdays after the due date, below 0 before), paper (what it is called)
    REMINDED = "reminded"
    SUGGESTED = "suggested"  # a class or lead unit was proposed: values by column, "" takes a former proposal back
    # the office answered a question on 待确认: ask, take; settled: in a word, where it was done without its answer;
    # lapsed: in a sentence, why a question about a deadline needs none any more
    DECIDED = "decided"
    # due dates as they were counted and stand: clocks (name → round, start, span, due, unsure); moved (name → round,
    # start, due) where a parked case was taken up again by hand; sides (round, name, unit, start, span, told, due):
    # supporting units' own dates
    COUNTED = "counted"
    # the calendar gives another due date than was told: ask, column, clock, round, before, after, why,
    # reason (for 原因)
    RECOUNTED = "recounted"
    ARRANGED = "arranged"  # a notice was taken over into 节假日: year, source, rows (day, 放假 or 上班, name)
    # an analysis was written: period (as the command names it), cutoff, figures (measure → numerator, denominator, and
    # of a median twice its value)
    REPORTED = "reported"
    # the tasks of a plan were taken over to be followed: plan (its serial), title, name (the ledger's), sha, tasks,
    # goals (of the plan as a whole)
    PLANNED = "planned"
    # units were called on to report on their tasks: period (as the command names it), name, covers (its last day), due,
    # asked (unit → task numbers)
    CALLED = "called"
    # a unit reported how its tasks stand: unit, period, covers, rows (task, progress, words, difficulty, next, reached:
    # a figure's place → value); sha, part, incoming
    FOLLOWED = "followed"
    # a unit was gone into (督查): supervision (its 督查号), unit, period (as papers call it), grounds (why, a sentence
    # each), cases (the matters meant), due
    SUPERVISED = "supervised"
    # a unit gave account of that: supervision, unit, values (the form's columns → what it said; one that comes again
    # adds to what was said), whole (whether nothing that was asked is left open); sha, part, incoming
    ACCOUNTED = "accounted"
    PRINTED = "printed"  # a paper was written: path (within the workspace), sha
    # a mail draft was handed to the server: path, sha (the draft's), to, state (begun, sent, failed), refused (address
    # → why); one that stays begun was cut off, and nobody knows whether it went out
    MAILED = "mailed"
    # a paper got its document number: document_number, pattern, year, serial, paper (which it is, so that the same one
    # written again keeps it)
    NUMBERED = "numbered"
    # a command was taken back: run_taken, ranges (from seq to seq), kept, papers, files; redo: an undoing was undone;
    # no ranges: nothing of that run could be, and the next undo goes on to the run before
    UNDONE = "undone"
    NOTED = "noted"  # what a sheet holds that the office keeps itself, or that came from elsewhere: sheet, rows
    # which matters are common problems: period (its name), cutoff (its last day), rows (组号 → what the sheet 共性问题
    # shows of it)
    GROUPED = "grouped"
    COMMITTING = "committing"  # about to write the register: digest, cells
    # a firm was visited: visit (its 走访号), values (by column of the sheet of visits), needs (the columns that tell of
    # needs), firm, sha, part, incoming; log: it stood on a log; lacking and to_complete: the columns that the form left
    # blank though it asks for them, and doubtful; the same visit told again adds to what was told before: again
    # (whether the form bore its 走访号, and puts right what was told); raised: of which needs something comes, so that
    # a later run finishes what a killed one began (column → 编号 of the matter that it is, "" of a new one)
    VISITED = "visited"
    # a visiting group was reminded of what is missing to a quarter's visits: period (as commands name it), part (what
    # about: visits or log), who (the leader), lacks (what is missing, a sentence each), paper (what it is called)
    PROMPTED = "prompted"
    # lines of the journal are lost for good and the register was taken at its word (restore 日志): ranges (from seq to
    # seq), lines (marks of those that cannot be read)
    MISSED = "missed"
    COMMITTED = "committed"  # wrote the register: digest; cells where another run than the writing one found it out


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        kind: what kind of thing.
        day: the day it counts from, in every rule.
        number: the case's 编号, "" where it is about no case.
        data: its particulars, by kind.
        seq: its place in the journal's order; 0 until it is written.
        at: when it was written, local time, for people only; no rule asks it.
        by: who wrote it, PC and user, for people only.
        run: the command's run it belongs to, the same for all its events; 0 where that was not kept (older journals).
    """

    kind: Kind
    day: date
    number: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    seq: int = 0
    at: str = ""
    by: str = ""
    run: int = 0

    def to_record(self) -> dict[str, Any]:
        """Return what the journal keeps of an event; the journal adds ``seq``, ``at`` and ``by``."""
        return {
            "day": self.day.isoformat(),
            "kind": self.kind.value,
            "number": self.number,
            "data": pack(self.data),
            **({"by": self.by} if self.by else {}),
            **({"run": self.run} if self.run else {}),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Event | None:
        """Return the event of a journal's record, None for one that a newer version of the toolkit wrote."""
        try:
            return cls(
                kind=Kind(record["kind"]),
                day=date.fromisoformat(record["day"]),
                number=record["number"],
                data=unpack(record["data"]),
                seq=record["seq"],
                at=record["at"],
                by=record["by"],
                run=record.get("run", 0),
            )
        except (KeyError, ValueError, TypeError):
            return None


#: What stands in JSON as it is; nearly every value is one of these.
_PLAIN = frozenset({str, int, float, bool, type(None)})


def pack(value: Any) -> Any:
    """Return ``value`` as JSON can hold it; a day becomes ``{"day": "2024-03-05"}``, a time of day is dropped."""
    kind = type(value)
    # Plain dicts, lists and days are asked for first: whether something is a Mapping is a slow question.
    if kind is not dict and kind is not list and kind is not tuple:
        if isinstance(value, date):
            return {"day": (value.date() if isinstance(value, datetime) else value).isoformat()}
        if not isinstance(value, Mapping | list | tuple):
            return value
    if isinstance(value, list | tuple):
        return [each if type(each) in _PLAIN else pack(each) for each in value]
    packed = {str(key): each if type(each) in _PLAIN else pack(each) for key, each in value.items()}
    # A mapping that would look like a day has its one value in a list.
    return {"day": [packed["day"]]} if len(packed) == 1 and "day" in packed else packed


def unpack(value: Any) -> Any:
    """Return what :func:`pack` was given. Raises ValueError for a day that is none."""
    if isinstance(value, dict):
        if len(value) == 1 and "day" in value:
            held = value["day"]
            return {"day": unpack(held[0])} if isinstance(held, list) else date.fromisoformat(held)
        return {key: each if type(each) in _PLAIN else unpack(each) for key, each in value.items()}
    if isinstance(value, list):
        return [each if type(each) in _PLAIN else unpack(each) for each in value]
    return value
