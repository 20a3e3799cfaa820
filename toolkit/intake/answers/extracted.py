"""What was read off a page: the answers, the doubts about them, and where they stood."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.errors import Problem
from toolkit.intake.answers.beside import Found
from toolkit.intake.layout.page import Block
from toolkit.submission import Answer


@dataclass(slots=True)
class Extract:
    """What was read off a page.

    Attributes:
        answers: key → answer, one for every field.
        problems: doubts about single answers.
        used: the blocks the answers were taken from.
        places: key → what was found at each of its labels.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    used: set[Block] = field(default_factory=set)
    places: dict[str, list[Found]] = field(default_factory=dict)
