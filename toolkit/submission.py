"""What came back (来件): the answers of one returned form, each with the place it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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

    def to_json(self) -> list[Any]:
        """Return the answer as plain JSON: a list, for a file has many of them. A day is ``{"day": "2024-03-05"}``."""
        value = {"day": self.value.isoformat()} if isinstance(self.value, date) else self.value
        return [value, self.text, self.sheet, self.cell]

    @classmethod
    def from_json(cls, data: object) -> Answer:
        """Return the answer that :meth:`to_json` wrote.

        Raises:
            ValueError: it is anything else.
        """
        match data:
            case [None | str() as value, str(text), str(sheet), str(cell)]:
                return cls(value, text, sheet, cell)
            case [{"day": str(day)}, str(text), str(sheet), str(cell)]:
                return cls(date.fromisoformat(day), text, sheet, cell)
        raise ValueError("not an answer")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a form we issued carries invisibly about itself (表单标识); every part may be ""."""

    form: str = ""
    version: str = ""
    number: str = ""
    round: str = ""
    unit: str = ""
    source: str = ""

    def to_json(self) -> list[str]:
        """Return the identity as plain JSON."""
        return [self.form, self.version, self.number, self.round, self.unit, self.source]

    @classmethod
    def from_json(cls, data: object) -> Identity:
        """Return the identity that :meth:`to_json` wrote.

        Raises:
            ValueError: it is anything else.
        """
        match data:
            case [str(form), str(version), str(number), str(round_), str(unit), str(source)]:
                return cls(form, version, number, round_, unit, source)
        raise ValueError("not an identity")


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

    def to_json(self) -> dict[str, Any]:
        """Return the submission as plain JSON."""
        return {
            "form": self.form,
            "answers": _answers_to_json(self.answers),
            "identity": self.identity.to_json(),
            "rows": [_answers_to_json(each) for each in self.rows],
            "problems": [each.to_json() for each in self.problems],
            "extra": dict(self.extra),
            "loose": list(self.loose),
        }

    @classmethod
    def from_json(cls, data: object) -> Submission:
        """Return the submission that :meth:`to_json` wrote.

        Raises:
            ValueError: it is anything else.
        """
        match data:
            case {
                "form": str(form),
                "answers": answers,
                "identity": identity,
                "rows": list(rows),
                "problems": list(problems),
                "extra": dict(extra),
                "loose": list(loose),
            } if all(isinstance(each, str) for each in (*extra.values(), *loose)):
                return cls(
                    form,
                    _answers_from_json(answers),
                    Identity.from_json(identity),
                    tuple(_answers_from_json(each) for each in rows),
                    tuple(Problem.from_json(each) for each in problems),
                    extra,
                    tuple(loose),
                )
        raise ValueError("not a submission")


def _answers_to_json(answers: Mapping[str, Answer]) -> dict[str, Any]:
    return {key: answer.to_json() for key, answer in answers.items()}


def _answers_from_json(data: object) -> dict[str, Answer]:
    if not isinstance(data, dict):
        raise ValueError("no answers")  # noqa: TRY004 - whatever is malformed is a ValueError here
    return {key: Answer.from_json(answer) for key, answer in data.items()}
