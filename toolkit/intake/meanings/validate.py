"""What a return lacks or says doubtfully, beyond what its single answers showed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from toolkit.errors import Code, Problem
from toolkit.forms import FieldType, Form
from toolkit.mechanism import Record
from toolkit.submission import Answer, Value

#: A date further than this from the day of the mail is more likely a slip than true.
ODD_DAYS = 400
#: Earlier days are a number that was formatted as a date.
_FIRST_YEAR = 2000


def validate(form: Form, answers: Mapping[str, Answer], problems: list[Problem], day: date) -> Iterator[Problem]:
    """Yield what the sender should be asked for: required answers that are missing, dates far from the mail's day.

    Args:
        form: the form.
        answers: its answers.
        problems: the doubts already told; a field that has one is not told missing as well.
        day: the day of the mail.
    """
    doubtful = {each.field for each in problems}
    for asked in form.own_fields:
        answer = answers[asked.key]
        if asked.required and answer.value is None and asked.key not in doubtful:
            yield Problem(Code.MISSING, {"label": asked.label}, asked.key, answer.sheet, answer.cell)
    odd = list(odd_dates(form, answers, day))
    yield from odd
    yield from _future_dates(form, answers, {each.field for each in odd} | doubtful, day)


def _future_dates(form: Form, answers: Mapping[str, Answer], told: Collection[str], day: date) -> Iterator[Problem]:
    """Yield a problem for each of the sender's own dates that has not come yet; a deadline is not the sender's."""
    # The head of a table of cases (an agenda) is about what is to come.
    for asked in () if form.table else form.own_fields:
        answer = answers[asked.key]
        if asked.key not in told and not asked.ahead and isinstance(answer.value, date) and answer.value > day:
            facts = {"label": asked.label, "text": answer.value.isoformat()}
            yield Problem(Code.FUTURE_DATE, facts, asked.key, answer.sheet, answer.cell)


def deadlines_first(form: Form, answers: Mapping[str, Answer], record: Record) -> Iterator[Problem]:
    """Yield a problem for each deadline on a form that lies before the day from which the record counts it."""
    days = {
        each.column: (each, answers[each.key])
        for each in form.fields
        if each.type is FieldType.DATE and isinstance(answers[each.key].value, date)
    }
    told: set[str] = set()
    for clock in record.clocks:
        start = next((days[column] for column in clock.starts if column in days), None)
        end = days.get(clock.column)
        if start is None or end is None or end[0].key in told or not _before(end[1].value, start[1].value):
            continue
        told.add(end[0].key)
        facts = {
            "label": end[0].label, "text": str(end[1].value), "other": start[0].label, "day": str(start[1].value),
        }  # fmt: skip
        yield Problem(Code.DEADLINE_FIRST, facts, end[0].key, end[1].sheet, end[1].cell)


def _before(one: Value, two: Value) -> bool:
    return isinstance(one, date) and isinstance(two, date) and one < two


def odd_dates(form: Form, answers: Mapping[str, Answer], day: date) -> Iterator[Problem]:
    """Yield a problem for each date that lies far from the day of the mail."""
    for asked in (*form.fields, *form.table):
        answer = answers.get(asked.key, Answer(None))
        if asked.type is not FieldType.DATE or not isinstance(answer.value, date):
            continue
        if abs((answer.value - day).days) > ODD_DAYS or answer.value.year < _FIRST_YEAR:
            facts = {"label": asked.label, "text": answer.value.isoformat()}
            yield Problem(Code.ODD_DATE, facts, asked.key, answer.sheet, answer.cell)


def without_odd_dates(answers: Mapping[str, Answer], odd: Iterable[Problem]) -> Mapping[str, Answer]:
    """Return the answers with the dates that were told as odd left empty; what stood there stays as their text."""
    wrong = {each.field for each in odd if each.code is Code.ODD_DATE}
    return {key: replace(said, value=None) if key in wrong else said for key, said in answers.items()}
