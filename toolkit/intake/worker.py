"""The child process in which files are parsed: one JSON line in, one JSON line out, for as long as it lives.

It is a process of its own because parsers of office files can abort, hang or eat the machine, and none of that may
stop the run. ``python -m toolkit.intake.worker`` starts it; :mod:`toolkit.intake.reader` speaks with it.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from typing import Any, TextIO

from toolkit.errors import Code, Problem
from toolkit.intake.grid import Book
from toolkit.intake.spreadsheets import read_workbook
from toolkit.intake.unpack import Kind, UnreadableError, unpack
from toolkit.intake.word import read_document

#: A parser that wants more than this is reading nonsense.
MEMORY = 2 << 30


def parse_book(data: bytes) -> Book:
    """Return a file as plain cells.

    Raises:
        UnreadableError: it cannot be read; its problem says why.
    """
    kind, opened = unpack(data)
    return read_document(opened) if kind is Kind.DOCX else read_workbook(kind, opened)


def reply(request: str) -> dict[str, Any]:
    """Return the answer to one line: ``{"book": …}`` or ``{"problem": …}``."""
    try:
        return {"book": parse_book(base64.b64decode(json.loads(request)["data"])).to_json()}
    except UnreadableError as error:
        return _problem(error.problem)
    except MemoryError:
        return _problem(Problem(Code.TOO_LARGE, {"reason": "内存不足"}))
    except Exception:  # noqa: BLE001 - whatever a hostile file makes a parser raise costs that file, not the run
        return _problem(Problem(Code.BROKEN_FILE))


def _problem(problem: Problem) -> dict[str, Any]:
    return {"problem": {"code": problem.code.name, "facts": dict(problem.facts)}}


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:  # Windows has no such limit; there the time limit alone protects the run
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _answers() -> TextIO:
    """Return the pipe for answers, and turn everything else that prints to the error pipe."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    return own


def main() -> None:
    """Answer lines until the other side closes the pipe."""
    answers = _answers()
    _limit_memory()
    for line in sys.stdin:
        answers.write(json.dumps(reply(line), ensure_ascii=True) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
