"""Which events stand (有效): those of a command that was taken back (undo) stay in the journal and count no more.

Nothing is ever deleted. An event UNDONE names by their place in the journal those that it takes back; undoing an
UNDONE brings them back. A file's receipt is a fact that no command can take back: it stays, marked as withdrawn.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.events import Event, Kind

#: What becomes of a file whose intake was taken back, as the log of received files says it.
WITHDRAWN = "已撤回"
#: What ties events together: a case by its 编号, or a file by its digest.
Tie = tuple[str, str]
#: What people did, what is written on the disk, and what they are asked about due dates, which lapses by itself:
#: none of it is taken back with a command.
_LASTING = frozenset(
    {
        *(Kind.EDITED, Kind.NOTED, Kind.PRINTED, Kind.REPORTED, Kind.NUMBERED, Kind.MINUTED, Kind.UNDONE),
        *(Kind.COMMITTING, Kind.COMMITTED, Kind.MISSED, Kind.RECOUNTED, Kind.GROUPED, Kind.MAILED),
    }
)
#: What any run adds by itself where the cases call for it: it goes with its command, but is none on its own. The very
#: run that takes back adds it again.
_FOLLOWING = frozenset({Kind.COUNTED})
_TAKEN_IN = frozenset({Kind.OPENED, Kind.ANSWERED})


@dataclass(frozen=True)
class Standing:
    """The journal's events as they count now.

    Attributes:
        events: those that stand, in order; of a file whose intake was taken back only that it was received.
        withdrawn: those that were taken back, in order, as they were written.
        by: the seq of an event that was taken back → the UNDONE that did it.
    """

    events: list[Event]
    withdrawn: list[Event] = field(default_factory=list)
    by: dict[int, Event] = field(default_factory=dict)


def standing(events: list[Event]) -> Standing:
    """Return which of ``events``, the whole journal in order, stand."""
    undoings = [event for event in events if event.kind is Kind.UNDONE]
    if not undoings:
        return Standing(events)
    by: dict[int, Event] = {}
    for undoing in reversed(undoings):  # an undoing that was itself undone later takes nothing back
        if undoing.seq not in by:
            by.update(dict.fromkeys(_named(undoing), undoing))
    left: list[Event] = []
    withdrawn: list[Event] = []
    for event in events:
        if event.seq not in by:
            left.append(event)
            continue
        withdrawn.append(event)
        if event.kind is Kind.RECEIVED:
            left.append(replace(event, data={**event.data, "outcome": WITHDRAWN, "withdrawn": True}))
    return Standing(left, withdrawn, by)


def _named(undoing: Event) -> Iterable[int]:
    for first, last in undoing.data["ranges"]:
        yield from range(first, last + 1)


def ranges(places: Iterable[int]) -> list[list[int]]:
    """Return places in the journal as runs from–to, so that a command with a thousand events is named in a line."""
    found: list[list[int]] = []
    for place in sorted(places):
        if found and found[-1][1] == place - 1:
            found[-1][1] = place
        else:
            found.append([place, place])
    return found


@dataclass(frozen=True)
class Taking:
    """What taking back one run of a command comes to.

    Attributes:
        run: the run.
        events: what is taken back.
        kept: what is not, because people have gone on from it since: the event → why, in words.
        papers: the papers it wrote.
        answers: the answers on 待确认 that it took in: people's own, which no command takes back.
        staying: the 编号 of the cases of which nothing goes back.
    """

    run: int
    events: list[Event]
    kept: dict[int, str]
    papers: list[Event]
    answers: list[Event] = field(default_factory=list)
    staying: frozenset[str] = frozenset()


def last_run(events: Sequence[Event], *, answers: bool = False) -> int | None:
    """Return the last run that changed something; 0 for one of an older journal; None if there is none.

    One that an UNDONE was about already, and of which people's work keeps all that is left, is passed over.

    Args:
        events: those that stand.
        answers: whether a run counts that only took in answers on 待确认.
    """
    answered = _answered(events)
    own = (event for event in reversed(events) if event.kind not in _FOLLOWING)
    did = (event for event in own if can_go(event, answered) or (answers and is_answer(event)))
    passed = {event.data.get("run_taken") for event in events if event.kind is Kind.UNDONE}
    runs = dict.fromkeys(event.run for event in did)
    return next((run for run in runs if run not in passed or taking(events, run).events), None)


def is_answer(event: Event) -> bool:
    """Return whether an event is a person's answer on 待确认."""
    return event.kind is Kind.DECIDED and not event.data.get("settled")


def taking(events: Sequence[Event], run: int) -> Taking:
    """Return what taking back a run comes to.

    What a person has worked on since stays, and with it whatever came by the same file or was parted from the same
    case: taking that back would take the person's work along.
    """
    answered = _answered(events)
    own = [event for event in events if event.run == run and can_go(event, answered)]
    kept = _kept(own, events)
    papers = [event for event in events if event.run == run and event.kind is Kind.PRINTED]
    answers = [event for event in events if event.run == run and is_answer(event)]
    going = [event for event in own if event.seq not in kept]
    staying = {event.number for event in own if event.seq in kept} - {event.number for event in going}
    return Taking(run, going, kept, papers, answers, frozenset(staying))


def can_go(event: Event, answered: set[tuple[object, object]]) -> bool:
    """Return whether an event is a command's doing: not a person's, nor what a person's answer led to."""
    if event.kind in _LASTING or event.data.keys() & {"withdrawn", "reseeded"}:
        return False
    if event.kind is Kind.OPENED and event.data.get("by_hand"):
        return "adopted" in event.data
    if event.kind is Kind.DECIDED:
        return bool(event.data.get("settled"))
    if event.kind is Kind.RECEIVED:
        return True
    return (event.kind, event.seq) not in answered


def _answered(events: Sequence[Event]) -> set[tuple[object, object]]:
    """Return what follows from an answer on 待确认: it happened because a person said so."""
    asked: set[tuple[object, object]] = set()
    found: set[tuple[object, object]] = set()
    for event in events:
        form = (event.data.get("sha"), event.data.get("part"))
        if event.kind is Kind.HELD or (event.kind is Kind.ANSWERED and "opening" in event.data):
            asked.add(form)
            asked.add((event.data["sha"], Kind.ATTACHED))
        elif form in asked if event.kind in _TAKEN_IN else (event.data.get("sha"), event.kind) in asked:
            found.add((event.kind, event.seq))
    return found


def _kept(own: Sequence[Event], events: Sequence[Event]) -> dict[int, str]:
    """Return those events of a run that people have gone on from since, each with the reason."""
    opened = {event.number: event.seq for event in own if event.kind is Kind.OPENED}
    reasons = _touched(own, opened, events)
    kept: dict[int, str] = {}
    grown = bool(reasons)
    while grown:
        grown = False
        for event in own:
            ties = _ties(event, opened)
            why = next((reasons[tie] for tie in ties if tie in reasons), "")
            if why and event.seq not in kept:
                kept[event.seq] = why
                reasons.update({tie: why for tie in ties if tie not in reasons})
                grown = True
    return kept


def _ties(event: Event, opened: Container[str]) -> list[Tie]:
    """Return what an event cannot be parted from: the file it came by, the case that began with it or was parted."""
    if event.kind is Kind.RECEIVED:
        return [("file", event.data["sha"])]
    numbers = [each for each in (event.number, *event.data.get("into", ())) if each in opened]
    ties: list[Tie] = [("case", number) for number in numbers]
    if event.data.get("sha"):
        ties.append(("file", event.data["sha"]))
    return ties


def _touched(own: Sequence[Event], opened: Mapping[str, int], events: Sequence[Event]) -> dict[Tie, str]:
    """Return the cases of a run that people have changed since, and the files whose questions they have answered."""
    asked = {event.data["ask"]: event for event in own if event.kind is Kind.HELD}
    asked |= {f"{event.seq}-": event for event in own if event.kind in {Kind.ANSWERED, Kind.REQUESTED}}
    recounted = recounts(events)
    found: dict[Tie, str] = {}
    for event in events:
        if event.kind is Kind.EDITED and event.number in opened and event.seq > opened[event.number]:
            _note_edit(found, event)
        elif is_answer(event):
            ask = event.data["ask"]
            question = asked.get(ask) or asked.get(f"{raised_at(ask, recounted)}-")
            if question is not None and event.seq > question.seq:
                found["file", question.data.get("sha", "")] = f"“待确认” {ask} 已有处理意见"
    return found


def recounts(events: Iterable[Event]) -> frozenset[str]:
    """Return the questions on 待确认 that the calendar raised, and no return."""
    return frozenset(event.data["ask"] for event in events if event.kind is Kind.RECOUNTED)


def raised_at(ask: str, recounted: Container[str]) -> str:
    """Return the place in the journal of the return that raised a question, "" for one that the calendar raised.

    That of a return is named after its place, that of the calendar after its case, whose 编号 begins with a number too.
    """
    return "" if ask in recounted else ask.split("-", maxsplit=1)[0]


def _note_edit(found: dict[Tie, str], event: Event) -> None:
    case = ("case", event.number)
    if event.data.get("after") or event.data.get("removed") is False:
        found[case] = f"{event.number} 登记后有人改过"
    elif "key" not in event.data:
        found.pop(case, None)  # its row was deleted: there is nothing left to keep
