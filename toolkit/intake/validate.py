"""What a return lacks or says doubtfully, beyond what its single answers showed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from toolkit.errors import Code, Problem
from toolkit.forms import FieldType, Form
from toolkit.submission import Answer

#: A date further than this from the day of the mail is more likely a slip than true.
ODD_DAYS = 400


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
        if abs((answer.value - day).days) > ODD_DAYS:
            facts = {"label": asked.label, "text": answer.value.isoformat()}
            yield Problem(Code.ODD_DATE, facts, asked.key, answer.sheet, answer.cell)
