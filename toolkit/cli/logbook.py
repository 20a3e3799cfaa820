"""The log file (运行日志): everything that is not for the screen, for a clerk to mail to us."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from contextlib import suppress
from datetime import datetime
from pathlib import Path

#: The log of a command that has no workspace, in the system's folder for temporary files.
SPARE = "政企联络工具包运行日志.txt"

#: How long the log may be before it is turned over, in bytes.
_LONGEST = 1 << 20
#: Who logs what we want to know: ourselves, and what listens at the inbox.
_LOGGERS = ("toolkit", "watchdog")

_log: list[Path] = []


def hush() -> None:
    """Keep everything English off the screen: log records, warnings, what ends a thread."""
    for name in _LOGGERS:
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    logging.lastResort = None
    logging.raiseExceptions = False  # a log that cannot be written must not tell so in English
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    threading.excepthook = lambda args: _note(args.exc_value)
    sys.unraisablehook = lambda args: _note(args.exc_value)


def log_to(path: Path) -> None:
    """Write what goes wrong into ``path``, at most 1 MB and one older file; silent where that cannot be."""
    handler = _handler(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        for old in list(logger.handlers):
            logger.removeHandler(old)
            old.close()
        logger.addHandler(handler)
    logging.getLogger("toolkit").propagate = True
    _log[:] = [path]


def _handler(path: Path) -> logging.Handler:
    """Return what writes the log: opened for each record, for on a share other PCs write and turn it over, too."""
    from logging.handlers import RotatingFileHandler

    class Shared(RotatingFileHandler):
        def emit(self, record: logging.LogRecord) -> None:
            super().emit(record)
            self.acquire()
            try:
                if self.stream is not None:
                    # On a full disk closing tries once more what could not be written, and must not raise either.
                    with suppress(OSError):
                        self.stream.close()
                    self.stream = None
            finally:
                self.release()

        def doRollover(self) -> None:  # noqa: N802 - the handler's own name
            # Another PC is just writing into it: then it grows a little longer.
            with suppress(PermissionError):
                super().doRollover()

    return Shared(path, maxBytes=_LONGEST, backupCount=1, encoding="utf-8", delay=True)


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
