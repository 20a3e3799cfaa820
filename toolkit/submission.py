"""What came back (来件): the answers of one returned form, each with the place it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from toolkit.errors import Problem

#: What an answer means once read: a text in its stored form, a day, or None for "not filled".
Value = str | date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    Attributes:
        value: what it means: a date, or a text as the register keeps it (category ``A 招商增资``, units by their
            full names joined by 、, ticked choices joined by 、), None where nothing was filled in.
        text: what stood there, spaces trimmed.
        sheet, cell: where it stood, as the sender sees it.
    """

    value: Value
    text: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a form we issued carries invisibly about itself (表单标识); every part may be ""."""

    form: str = ""
    version: str = ""
    number: str = ""
    round: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One returned form.

    Attributes:
        form: the id of the form it is.
        answers: field key → answer; every field of the form has one.
        identity: what it carried invisibly.
        rows: for a form that is a table of cases (an agenda), a mapping like ``answers`` for each row.
        problems: what is missing, doubtful or wrong, field by field.
        extra: labels the form does not know → what stood beside them; kept, never dropped.
        loose: what stood on the page under no label at all (a covering sentence, a date line), in reading order; told
            in 收件日志, not put into the register's row. The form's own title and notes are not among it.
    """

    form: str
    answers: Mapping[str, Answer]
    identity: Identity = field(default_factory=Identity)
    rows: tuple[Mapping[str, Answer], ...] = ()
    problems: tuple[Problem, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    loose: tuple[str, ...] = ()

    def value(self, key: str) -> Value:
        """Return the answer to a field, None where it was not filled or the form has no such field."""
        answer = self.answers.get(key)
        return answer.value if answer else None

    def words(self, key: str) -> str:
        """Return the answer to a field as text, "" where it was not filled."""
        value = self.value(key)
        return "" if value is None else str(value)
