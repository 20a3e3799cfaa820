"""What a return lacks or says doubtfully, beyond what its single answers showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from toolkit.errors import Code, Problem
from toolkit.forms import FieldType, Form
from toolkit.submission import Answer

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
    yield from odd_dates(form, answers, day)


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
