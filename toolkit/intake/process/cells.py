"""A whole book as plain cells, read in a confined process of its own like every file that comes from outside."""

from __future__ import annotations

import json
import pickle
import threading
import time
from typing import Any

from toolkit.errors import Code, Problem
from toolkit.intake.formats.unpack import MAX_FILE, UnreadableError
from toolkit.intake.plain.grid import Book, Grid
from toolkit.mechanism import Mechanism

#: Seconds a ledger may take; one of 100,000 rows takes some twenty.
PATIENCE = 600.0


def read_cells(data: bytes, name: str, mechanism: Mechanism, patience: float = PATIENCE) -> tuple[Grid, ...]:
    """Return the sheets of a book as plain cells: their values, merged ranges, and whether they are hidden.

    Args:
        data: the file.
        name: what people call it.
        mechanism: for the reading process, which takes no task without one.
        patience: seconds it may take.

    Raises:
        UnreadableError: it cannot be read; its problem says why.
        ToolkitError: no process can be started.
    """
    # The reading process itself starts without what starts reading processes.
    from toolkit.intake.process.child import Child, ChildDiedError, ChildSlowError  # noqa: PLC0415

    if len(data) > MAX_FILE:
        raise UnreadableError(Problem(Code.TOO_LARGE, {"reason": f"{len(data) >> 20} MB", "name": name}))
    child = Child(patience)
    child.welcome()
    watch = threading.Timer(patience, lambda: child.end_if_due(time.monotonic()))
    watch.daemon = True
    watch.start()
    try:
        head = {"task": "cells", "name": name, "day": ""}
        answer, body = child.ask(pickle.dumps(mechanism), head, data)
        return _grids(answer, body)
    except ChildSlowError as error:
        raise UnreadableError(Problem(Code.READER_SLOW, {"name": name})) from error
    except (ChildDiedError, ValueError, KeyError, TypeError, IndexError) as error:
        # What is no answer counts like none: a hostile file may have got hold of the process.
        raise UnreadableError(Problem(Code.READER_DIED, {"name": name})) from error
    finally:
        watch.cancel()
        child.stop()


def _grids(answer: Any, body: bytes) -> tuple[Grid, ...]:
    """Return the sheets that :func:`packed` wrote.

    Raises:
        UnreadableError: the file could not be read.
        ValueError: it is no such answer.
    """
    if answer.get("problem") is not None:
        raise UnreadableError(Problem.from_json(answer["problem"]))
    grids: list[Grid] = []
    at = 0
    for size in answer["sheets"]:
        grids.append(Grid.from_json(json.loads(body[at : at + size].decode("utf-8", "surrogatepass"))))
        at += size
    return tuple(grids)


def packed(book: Book) -> tuple[dict[str, Any], list[bytes]]:
    """Return a book as a frame: the sizes of its sheets, and their cells as JSON; of looks nothing."""
    sheets = [_sheet(each) for each in book.grids]
    return {"problem": None, "sheets": [len(each) for each in sheets]}, sheets


def _sheet(grid: Grid) -> bytes:
    bare = Grid(grid.name, grid.cells, grid.merged, grid.errors, grid.hidden, grid.addressed, unseen=grid.unseen)
    return json.dumps(bare.to_json(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
