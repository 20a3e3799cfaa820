"""A received file after reading, as it leaves the reading process: its pieces, each read or with a reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from toolkit.errors import Problem
from toolkit.intake.formats.parcel import Letter
from toolkit.intake.read import Reading

#: How long before its arrival a mail may have been sent for its day to be believed; a clock can be wrong by years.
_LATE = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Piece:
    """One file that was received, by itself or in a mail or archive.

    Exactly one of ``reading`` and ``problem`` is there.

    Attributes:
        name: as its sender named it, for showing only.
        data: its bytes.
        within: the names of the mails and archives it lay in, the outermost first.
        reading: what it holds, None where no parser could read it.
        problem: why it could not be read.
        kind: what it is by its content: a ``Kind`` value, ``picture``, ``pdf`` …, "" where that is unknown.
    """

    name: str
    data: bytes
    within: tuple[str, ...] = ()
    reading: Reading | None = None
    problem: Problem | None = None
    kind: str = ""

    def to_json(self, *, whole: bool) -> dict[str, Any]:
        """Return the piece as plain JSON, of its bytes only the number.

        Args:
            whole: whether it is the received file itself, whose bytes need not go back to where they came from.
        """
        return {
            "name": self.name,
            "size": None if whole else len(self.data),
            "within": list(self.within),
            "reading": self.reading.to_json() if self.reading else None,
            "problem": self.problem.to_json() if self.problem else None,
            "kind": self.kind,
        }

    @classmethod
    def from_json(cls, data: object, content: bytes) -> Piece:
        """Return the piece that :meth:`to_json` wrote, with its bytes.

        Raises:
            ValueError: it is anything else.
        """
        match data:
            case {
                "name": str(name),
                "within": list(within),
                "reading": reading,
                "problem": problem,
                "kind": str(kind),
            } if _all_text(within) and (reading is None) is not (problem is None):
                return cls(
                    name,
                    content,
                    tuple(within),
                    None if reading is None else Reading.from_json(reading),
                    None if problem is None else Problem.from_json(problem),
                    kind,
                )
        raise ValueError("not a piece")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one received file brought.

    Attributes:
        pieces: the files in it; a plain file is its own only piece. A mail may have none.
        letter: the covering letter, where it was a mail.
        problems: what could not be taken out of a container.
        faults: where our own code failed over a piece (``READER_DIED``): that is no fault of the sender's.
    """

    pieces: tuple[Piece, ...]
    letter: Letter | None = None
    problems: tuple[Problem, ...] = ()
    faults: tuple[str, ...] = ()

    def to_json(self, received: bytes) -> tuple[dict[str, Any], list[bytes]]:
        """Return the delivery as plain JSON, and the bytes that go beside it.

        Args:
            received: the bytes of the received file, which stay at home.
        """
        away = [each.data for each in self.pieces if each.data is not received]
        head = {
            "pieces": [each.to_json(whole=each.data is received) for each in self.pieces],
            "letter": letter_to_json(self.letter) if self.letter else None,
            "problems": [each.to_json() for each in self.problems],
            "faults": list(self.faults),
        }
        return head, away

    @classmethod
    def from_json(cls, data: object, body: bytes, received: bytes) -> Delivery:
        """Return the delivery that :meth:`to_json` wrote.

        Args:
            data: the JSON.
            body: the bytes that came beside it, joined.
            received: the bytes of the received file.

        Raises:
            ValueError: it is anything else.
        """
        match data:
            case {
                "pieces": list(pieces),
                "letter": letter,
                "problems": list(problems),
                "faults": list(faults),
            } if _all_text(faults):
                contents = _contents(pieces, body, received)
                return cls(
                    tuple(Piece.from_json(each, content) for each, content in zip(pieces, contents, strict=True)),
                    None if letter is None else letter_from_json(letter),
                    tuple(Problem.from_json(each) for each in problems),
                    tuple(faults),
                )
        raise ValueError("not a delivery")


def day_of(letter: Letter | None, day: date) -> date:
    """Return the day by which a delivery is read: its letter's own where that can be believed, else ``day``."""
    sent = letter.day if letter else None
    return sent if sent is not None and day - _LATE <= sent <= day else day


def letter_to_json(letter: Letter) -> list[Any]:
    """Return a covering letter as plain JSON."""
    day = letter.day.isoformat() if letter.day else None
    return [letter.sender, letter.name, letter.subject, letter.text, day]


def letter_from_json(data: object) -> Letter:
    """Return the letter that :func:`letter_to_json` wrote.

    Raises:
        ValueError: it is anything else.
    """
    match data:
        case [str(sender), str(name), str(subject), str(text), None | str() as day]:
            return Letter(sender, name, subject, text, None if day is None else date.fromisoformat(day))
    raise ValueError("not a letter")


def _contents(pieces: Sequence[object], body: bytes, received: bytes) -> list[bytes]:
    """Return the bytes of each piece: a part of the body, or the received file itself.

    Raises:
        ValueError: the sizes do not add up to the body.
    """
    contents: list[bytes] = []
    at = 0
    for each in pieces:
        match each:
            case {"size": None}:
                contents.append(received)
            case {"size": int(size)} if not isinstance(size, bool) and 0 <= size <= len(body) - at:
                contents.append(body[at : at + size])
                at += size
            case _:
                raise ValueError("not the size of a piece")
    if at != len(body):
        raise ValueError("bytes that belong to no piece")
    return contents


def _all_text(values: Sequence[object]) -> bool:
    return all(isinstance(each, str) for each in values)
