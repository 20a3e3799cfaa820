"""The log file (运行日志): everything that is not for the screen, for a clerk to mail to us."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from datetime import datetime
from pathlib import Path

#: The log of a command that has no workspace, in the system's folder for temporary files.
SPARE = "政企联络工具包运行日志.txt"

_log: list[Path] = []


def hush() -> None:
    """Keep everything English off the screen: log records, warnings, what ends a thread."""
    logger = logging.getLogger("toolkit")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    logging.raiseExceptions = False  # a log that cannot be written must not tell so in English
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    threading.excepthook = lambda args: _note(args.exc_value)
    sys.unraisablehook = lambda args: _note(args.exc_value)


def log_to(path: Path) -> None:
    """Write what goes wrong into ``path``, at most 1 MB and one older file; silent where that cannot be."""
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(path, maxBytes=1 << 20, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("toolkit")
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.propagate = False
    _log[:] = [path]


def record(error: BaseException) -> Path | None:
    """Write an error with its traceback into the log and return where that is; None where nothing can be written."""
    import tempfile
    import traceback

    stamp = datetime.now().isoformat(" ", "seconds")  # noqa: DTZ005 - the office's own time is meant
    text = f"{stamp} {' '.join(sys.argv)}\n{''.join(traceback.format_exception(error))}\n"
    for path in (*_log, Path(tempfile.gettempdir()) / SPARE):
        try:
            with path.open("a", encoding="utf-8", errors="replace") as file:
                file.write(text)
        except OSError:
            continue
        return path
    return None


def _note(error: BaseException | None) -> None:
    if error is not None:
        record(error)
