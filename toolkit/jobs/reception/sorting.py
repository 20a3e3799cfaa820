"""Sorting out (分拣): what each file of the post is — a form, what came with it, a scan — and what it leads to.

Two stages. Sorting out lets events happen; what goes onto the disk because of them — papers for the sender, filed
material — is done only once the journal is safe, so that no paper ever names a 编号 that was never given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.errors import Code, Problem
from toolkit.events import Event
from toolkit.intake import Delivery
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.reception.by_kind import led_to
from toolkit.jobs.reception.own_papers import come_back
from toolkit.jobs.reception.replies import from_top, reply, to_mend
from toolkit.jobs.returns.materials import ask_about, ask_whose, attach, type_in, typed_in
from toolkit.jobs.returns.post import Arrival, Part, is_container, keep, parts, whole
from toolkit.jobs.returns.taken import Source, Taken

#: What is no form, and may be what a form was sent with.
_BESIDE = {Code.PICTURE, Code.NO_FORM, Code.OLD_WORD, Code.UNKNOWN_KIND}
#: What a clerk can type into a blank form.
_SCANS = {Code.PICTURE}
#: What became of files that were no forms.
_LOOSE = ("佐证材料", "待确认", "重复来件")
#: What the office has to put right in its own agenda.
_UNDECIDED = {Code.UNCLEAR_DECISION, Code.NO_REQUEST, Code.UNKNOWN_CASE, Code.NOT_ENOUGH}
_TABLES = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv")
_LETTER_LENGTH = 2000


@dataclass
class Sorted:
    """What became of one file.

    Attributes:
        part: the file.
        original: where it is kept, from the workspace on.
        taken: what its forms, or it itself, led to.
        problems: everything wrong with it.
        notes: what the office is told, a line each.
        outcome: in a word.
        repeated: whether the same bytes came before.
        open: whether somebody has to do something about it.
        box: whether it only brought other files: a mail, an archive.
        loose: whether the same bytes came before as material, or as a scan, and may go with another case as well.
        after: what is to be done once the journal is safe; each returns events of its own.
    """

    part: Part
    original: str
    taken: list[Taken] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    outcome: str = ""
    repeated: bool = False
    open: bool = False
    box: bool = False
    loose: bool = False
    after: list[Callable[[], Iterable[Event]]] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        """The cases it concerns."""
        return list(dict.fromkeys(number for each in self.taken for number in each.numbers))

    @property
    def firm(self) -> str:
        """The firms it names."""
        return "；".join(dict.fromkeys(each.firm for each in self.taken if each.firm))

    @property
    def form(self) -> str:
        """The titles of the forms in it."""
        return "；".join(dict.fromkeys(each.form for each in self.taken if each.form))


def sort_out(
    desk: Desk, post: Sequence[tuple[Arrival, Delivery | None]], earlier: Mapping[str, Sorted]
) -> list[Sorted]:
    """Return what became of each file that came together; mails and archives last, with their covering letters.

    Args:
        desk: where the events go.
        post: what arrived together.
        earlier: digest → a file of this run that is not in the log yet.

    Raises:
        OSError: the disk is full or the share is away.
    """
    found: list[Sorted] = []
    seen = dict(earlier)
    for part in (part for arrival, delivery in post for part in parts(desk, arrival, delivery)):
        begun = _begin(desk, part, seen.get(part.digest))
        seen.setdefault(part.digest, begun)
        found.append(begun)
    forms = [each for each in found if _is_form(each)]
    for each in forms:
        _take_forms(desk, each)
    # A form sent once more, this time with its photos, still says whose they are.
    sent = [each for each in found if each in forms or (each.repeated and any(one.form for one in each.taken))]
    numbers = list(dict.fromkeys(number for each in sent for number in each.numbers))
    for each in found:
        if each.loose and len(numbers) == 1:
            _file_again(desk, each, numbers[0])
        elif each not in forms and not each.repeated:
            _take_other(desk, each, numbers, sent)
    for each in found:
        _finish(desk, each)
    boxes = [(arrival, delivery) for arrival, delivery in post if delivery is not None and is_container(delivery)]
    return [*found, *(_box(desk, arrival, delivery, found) for arrival, delivery in boxes)]


def _begin(desk: Desk, part: Part, twin: Sorted | None) -> Sorted:
    begun = Sorted(part, keep(desk, part.digest, part.own, part.data))
    first = desk.known.received.get(part.digest)
    if first is not None:
        numbers, firm, name = first.data.get("numbers", ()), first.data.get("firm", ""), first.data["name"]
        form, was = first.data.get("form", ""), first.data["outcome"]
    elif twin is not None:
        numbers, firm, name, form, was = twin.numbers, twin.firm, twin.part.name, twin.form, twin.outcome
    else:
        return begun
    begun.repeated, begun.outcome, begun.loose = True, "重复来件", not form and was.startswith(_LOOSE)
    begun.taken = [Taken(outcome=begun.outcome, numbers=list(numbers), firm=firm, form=form)]
    begun.notes = [f"内容与 {name} 相同，没有重复登记"]
    return begun


def _is_form(found: Sorted) -> bool:
    reading = found.part.piece.reading if found.part.piece else None
    return reading is not None and bool(reading.submissions) and not found.repeated


def _take_forms(desk: Desk, found: Sorted) -> None:
    part, piece = found.part, found.part.piece
    if piece is None or piece.reading is None:
        return
    found.problems += piece.reading.problems
    day = part.letter.day if part.letter else None
    for count, submission in enumerate(piece.reading.submissions):
        one = led_to(desk, submission, Source(part.digest, part.name, count, day))
        asked = {number: set(desk.cases[number].asks) for number in one.numbers if number in desk.cases}
        desk.record(one.events)
        found.taken.append(one)
        found.problems += one.problems
        found.notes += _questions(desk, asked)
        if submission.identity.source and one.numbers:
            found.after.append(_scan_settled(desk, submission.identity.source, one.numbers[0]))


def _scan_settled(desk: Desk, source: str, number: str) -> Callable[[], Iterable[Event]]:
    return lambda: typed_in(desk, source, number)


def _questions(desk: Desk, asked: Mapping[str, set[str]]) -> list[str]:
    """Return the questions that a return raised about single cells; they stand on 待确认."""
    return [
        f"{ask.column}：{ask.why}"
        for number, before in asked.items()
        for name, ask in desk.cases[number].asks.items()
        if name not in before
    ]


def _take_other(desk: Desk, found: Sorted, numbers: list[str], sent: Sequence[Sorted]) -> None:
    """Decide on a file that is no form: material of the one case it came with, a question, a scan, or a refusal."""
    part, problems, with_form = found.part, _refusal(found.part), bool(sent)
    paper = part.piece.reading.paper if part.piece and part.piece.reading else None
    if paper is not None:
        _hold(desk, found, come_back(desk, part, paper))
        return
    codes = {each.code for each in problems}
    beside = with_form and codes <= _BESIDE and not _spoiled(part, codes)
    if beside and len(numbers) == 1:
        _file(desk, found, numbers[0])
    elif beside and all(one.of_visit for each in sent for one in each.taken):
        found.taken.append(Taken(outcome="走访材料", notes=["随走访表来的材料，原件已存档"]))
    elif beside:
        _hold(desk, found, ask_whose(desk, part, found.original, numbers))
    elif with_form and codes == {Code.EMPTY_FORM}:
        found.taken.append(Taken(outcome="空白表"))
    elif codes & _SCANS:
        taken, lay_out = type_in(desk, part, found.original)
        _hold(desk, found, taken)
        found.after.append(lay_out)
    else:
        found.taken.append(Taken(outcome="退回补正"))
        found.problems += problems


def _file_again(desk: Desk, found: Sorted, number: str) -> None:
    """File with this case too what came with another one's form before, or alone."""
    if number not in found.numbers:
        found.repeated, found.taken = False, []
        _file(desk, found, number)


def _file(desk: Desk, found: Sorted, number: str) -> None:
    part = found.part
    found.taken.append(Taken(outcome="佐证材料", numbers=[number]))
    found.notes.append(f"已归入 {number} 的佐证材料")
    found.after.append(lambda: attach(desk, number, part.own, part.data))


def _spoiled(part: Part, codes: set[Code]) -> bool:
    """Return whether a file calls itself a table and is none that can be read: it may be one of the forms."""
    return Code.UNKNOWN_KIND in codes and part.own.lower().endswith(_TABLES)


def _refusal(part: Part) -> list[Problem]:
    if part.piece is None:
        return []
    if part.piece.reading is not None:
        return list(part.piece.reading.problems)
    return [part.piece.problem] if part.piece.problem is not None else [Problem(Code.NO_FORM)]


def _hold(desk: Desk, found: Sorted, taken: Taken) -> None:
    desk.record(taken.events)
    found.taken.append(taken)
    found.problems += taken.problems


def _finish(desk: Desk, found: Sorted) -> None:
    """Put a file's story together: notes for the office, and what is to be written to its sender."""
    if found.repeated:
        return
    questions = bool(found.notes) and _is_form(found)
    back = bool(to_mend(found.taken, found.problems))
    told = [note for each in found.taken for note in (*each.unsettled, *each.notes)]
    beside = [f"表上另有文字：{each.beside}" for each in found.taken if each.beside]
    found.notes = [*map(str, sorted(found.problems, key=from_top)), *found.notes, *told, *beside]
    found.open = back or questions or any(each.outcome in {"待确认", "退回补正"} for each in found.taken)
    found.open = found.open or any(each.code in _UNDECIDED for each in found.problems)
    # What the office's own paper leaves unread is sent back to nobody: it waits for the office.
    found.open = found.open or any((each.ours and each.problems) or each.unsettled for each in found.taken)
    more = ["已出补正说明"] * (back and found.taken[0].outcome != "退回补正") + ["有待确认"] * questions
    outcomes = "；".join(dict.fromkeys(each.outcome for each in found.taken))
    found.outcome = f"{outcomes}（{'，'.join(more)}）" if more else outcomes
    found.after.append(lambda: reply(desk, found.part, found.taken, found.problems))


def _box(desk: Desk, arrival: Arrival, delivery: Delivery, found: Sequence[Sorted]) -> Sorted:
    """Return the line of a mail or an archive: what was in it, and what its covering letter says."""
    inside = [each for each in found if each.part.arrival is arrival]
    part = whole(arrival, letter=delivery.letter)
    box = Sorted(part, keep(desk, arrival.digest, arrival.name, arrival.data))
    letter, problems = delivery.letter, list(delivery.problems)
    kind = "压缩包" if letter is None else "邮件"
    box.outcome = f"{kind}，内有 {len(inside)} 个文件" if inside else f"{kind}，没有可收的文件"
    box.taken = [Taken(outcome=box.outcome, numbers=list(dict.fromkeys(n for each in inside for n in each.numbers)))]
    if letter is not None and not inside and not problems:
        held = ask_about(desk, part, box.original)
        desk.record(held.events)
        problems += held.problems
    lines = [("发件人", f"{letter.name} {letter.sender}".strip()), ("主题", letter.subject)] if letter else []
    lines += [("正文", letter.text[:_LETTER_LENGTH])] if letter else []
    box.notes = [*map(str, problems), *(f"{label}：{text}" for label, text in lines if text)]
    box.problems, box.box = problems, True
    box.open = bool(problems)
    return box
