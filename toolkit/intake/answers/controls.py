"""Choices left without an answer on a sheet over which tick boxes float: told, for the answer may be theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.errors import Code, Problem
from toolkit.intake.answers.chosen import CHOOSABLE
from toolkit.intake.formats.looks import CONTROL
from toolkit.intake.layout.labelled import Labelled
from toolkit.submission import Answer

#: More boxes would tell nobody anything.
_SHOWN = 8


def unread_controls(labelled: Labelled, answers: Mapping[str, Answer]) -> Iterator[Problem]:
    """Yield a problem for each choice without an answer on a sheet over which form controls lie."""
    said = [each.removeprefix(CONTROL) for each in labelled.page.grid.floats if each.startswith(CONTROL)]
    if not said:
        return
    for asked in labelled.words.fields:
        answer = answers[asked.key]
        if asked.type in CHOOSABLE and answer.value is None and not answer.text:
            own = [each for each in said if any(one in each for one in asked.choices)] or said
            facts = {"label": asked.label, "text": " ".join(own[:_SHOWN])}
            yield Problem(Code.FORM_CONTROL, facts, asked.key, answer.sheet, answer.cell)
