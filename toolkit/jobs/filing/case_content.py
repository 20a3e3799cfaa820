"""What goes into a case's file (档案内容): its row in words, deadlines, story, material, and its forms filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from toolkit.cases import Case, RunningClock
from toolkit.cases.explanation import explain_before
from toolkit.cases.granted import how_ended
from toolkit.cases.subclocks import own_clocks
from toolkit.documents.case_file import CaseFile, Deadline, Material
from toolkit.events import CellValue, Kind
from toolkit.forms import Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.explained import explanation_of
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.filing.story import story
from toolkit.jobs.letters.on_paper import as_reported, subject, unit_names

#: Which forms of a case are filed, by what they do.
_FILED = ("opens", "verifies", "answers", "evaluates")


def filled_forms(desk: Desk, case: Case) -> Mapping[str, bytes]:
    """Return the annexes with all the register has of a case, by file name; one nobody has begun is left out."""
    forms = [form for kind in _FILED for form in desk.mechanism.forms if form.kind == kind and _begun(form, case)]
    return {f"{form.attachment} {form.title} {case.number}.xlsx": as_reported(desk, form, case) for form in forms}


def _begun(form: Form, case: Case) -> bool:
    """Return whether a form's own sender has said anything in it, or the case has gone out to be answered."""
    own = [each.column for each in form.own_fields if each.column]
    said = any(case.get(column) not in (None, "") for column in own)
    return said or (form.kind == "answers" and case.day("dispatched") is not None)


def case_file(desk: Desk, case: Case, forms: Mapping[str, bytes]) -> CaseFile:
    """Return what a case's file says; ``forms`` are those that lie beside it, by file name."""
    clocks = [*case.given_back, *case.clocks.values(), *case.side.values()]
    return CaseFile(
        number=case.number,
        firm=case.role("firm"),
        subject=subject(case),
        status=case.status,
        round=case.round,
        facts=list(_facts(desk, case)),
        deadlines=[_deadline(desk, case, clock) for clock in clocks],
        story=list(story(desk, case.number)),
        decisions=list(_decisions(desk, case)),
        material=list(_material(desk, case)),
        forms=[name.removesuffix(".xlsx") for name in forms],
        day=desk.as_of,
    )


def _facts(desk: Desk, case: Case) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    row = case.row()
    units = {case.record.role(meaning) for meaning in ("lead", "support")}
    for column in case.record.columns:
        value = row.get(column.name)
        if value not in (None, ""):
            words = unit_names(desk, str(value)) if column.name in units else _words(value)
            groups.setdefault(column.group, []).append((column.name, words))
    for name, answers in (("配合", case.supporters), ("原承办", case.formers)):
        for answer in answers:
            told = "；".join(f"{column}：{_words(value)}" for column, value in answer.values.items())
            day = f"{_words(answer.day)}{'交出时台账所载' * answer.left_behind}"
            groups.setdefault(name, []).append((answer.unit, f"{day}　{told}"))
    yield from groups.items()


def _words(value: CellValue | None) -> str:
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return "" if value is None else str(value)


def _deadline(desk: Desk, case: Case, clock: RunningClock) -> Deadline:
    late = clock.late_by(desk.as_of, desk.calendar)
    replaced = f"已{how_ended(clock, case.record)}" if clock.ended else ""
    state = f"超期{late}个工作日" if late else ("按期" if clock.met else "")
    return Deadline(
        round=clock.round,
        name=clock.name,
        unit=unit_name(desk, clock.unit),
        start=clock.start,
        original=clock.original,
        current=clock.current,
        met=clock.met,
        state="，".join(filter(None, (replaced, state))),
        explanation=tuple(_explained(desk, case, clock)),
    )


def _explained(desk: Desk, case: Case, clock: RunningClock) -> list[str]:
    """Return how a deadline of this round was counted, a line each; nothing for a day that was set and not counted.

    Of one that was taken off its unit it is told why it holds no more.
    """
    if clock.ended:
        return [f"{clock.name}（{unit_name(desk, clock.unit)}）：{clock.reason}，此期限不再计算。"]
    own = next((each for each in own_clocks(case, clock.unit) if each[0] is clock), None)
    if own is not None:
        return str(explain_before(*own, desk.calendar)).split("\n")
    if case.clock(clock.name) is clock:
        return str(explanation_of(desk, case, clock)).split("\n")
    return []


def _decisions(desk: Desk, case: Case) -> Iterator[str]:
    """Yield what each meeting decided about the case, and what its minutes changed."""
    for event in desk.events:
        if event.number == case.number and event.kind in {Kind.MET, Kind.AMENDED} and event.data.get("decision"):
            word = "议程更正为" if event.data.get("again") else desk.mechanism.gathering.decided
            word = "纪要修改为" if event.kind is Kind.AMENDED else word
            yield f"{event.data['meeting']} {word}：{event.data['decision']}"


def _material(desk: Desk, case: Case) -> Iterator[Material]:
    received = 0
    for event in desk.events:
        received += event.kind is Kind.RECEIVED
        if event.kind is Kind.RECEIVED and case.number in event.data.get("numbers", ()):
            # The original is named by its digest, which nobody wants to read; the log leads to it.
            what = event.data.get("form") or event.data["outcome"]
            yield Material(event.day, event.data["name"], what, f"收件日志第{received}号")
        elif event.kind is Kind.ATTACHED and event.number == case.number:
            yield Material(event.day, event.data["name"], "佐证材料", event.data["path"])
