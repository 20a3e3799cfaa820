"""Masks (脱敏): text of an office made fit to leave it, so that whoever helps reads what happened and not to whom.

What is let through is what the program itself says, never what looks harmless: a run of letters stays only where the
very same run stands in the program's own files, or is a name of Python's own. So no name need be known to be kept back.
"""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PROGRAM = Path(__file__).parents[2]
#: Made-up people stand in the demonstration's data; their names may be somebody's.
_MADE_UP = "demo"
_RUN = re.compile(r"[^\W\d_]+")
_GUARDED = (
    r"(?P<secret>(?:\w*(?:passw|passphrase|pwd|secret|token)\w*|密码|口令|授权码)[\"']?"
    r"(?:\s*[=:：]\s*|\s+(?=[!-~])))\S.*"
)
#: Seven digits and more, as telephone, identity and account numbers are written, with signs between them or without.
_DIGITS = r"(?P<digits>(?<![0-9A-Za-z])\+?[(（]?\d(?:[^\w\r\n,，、。；;:：]{0,3}\d){6,}[Xx]?(?![A-Za-z]))"
_SPECIAL = re.compile(
    "|".join(
        (
            _GUARDED,
            r"(?P<mail>[\w.+\-]+@[\w.\-]+)",
            r"(?P<server>\\\\+[^\\/\s:*?\"<>|]+(?:[\\/]+[^\\/\s:*?\"<>|]+)?)",
            r"(?P<user>\b(?:Users|home)[\\/]+)[^\\/\r\n'\"]+",
            r"(?P<below>\b(?:inbox|outbox|originals|materials|backups)[\\/]+)[^\r\n'\"“”]+",
            r"(?P<stamp>(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?)?(?![-\d]))",
            r"(?P<number>(?<![-\d])20[0-4]\d-\d{3}(?![-\d]))",
            r"(?P<digest>\b(?=\w*[a-f])(?=\w*\d)[0-9a-f]{16,64}\b)",
            _DIGITS,
        )
    ),
    re.IGNORECASE,
)


@cache
def _program_words() -> frozenset[str]:
    """Return every run of letters in the program's own files, without the made-up people, and Python's own names."""
    files = [*_PROGRAM.rglob("*.py"), *_PROGRAM.rglob("*.toml")]
    texts = (path.read_text(encoding="utf-8") for path in files if _MADE_UP not in path.parts)
    mechanisms = (path.name for path in (_PROGRAM / "mechanisms").iterdir())
    pythons = (*dir(builtins), *sys.stdlib_module_names)
    return frozenset(run for text in (*texts, *mechanisms, *pythons) for run in _RUN.findall(text))


@dataclass
class Mask:
    """Masks text.

    Attributes:
        folders: folders that are shown as ``<工作目录>``.
    """

    folders: Iterable[Path] = ()

    def __call__(self, text: str) -> str:
        """Return ``text`` with everything left out that may tell of a person, a firm or a secret; lines stay lines."""
        for folder in self.folders:
            for written in (str(folder), str(folder).replace("\\", "\\\\"), folder.as_posix()):
                text = text.replace(written, "<工作目录>") if len(written) > 1 else text
        lines: list[str] = []
        is_code = False
        for line in text.splitlines():
            # Of a traceback: where in the code, and the code that stands there. No data are in it.
            is_code = line.startswith('  File "') or (is_code and line.startswith("    "))
            lines.append(_masked(line, is_code=is_code))
        return "\n".join(lines)


def _masked(line: str, *, is_code: bool) -> str:
    cut, end = [], 0
    for found in _SPECIAL.finditer(line):
        cut += [_words(line[end : found.start()], is_code=is_code), _special(found)]
        end = found.end()
    return "".join([*cut, _words(line[end:], is_code=is_code)])


def _special(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    if kind in {"stamp", "number", "digest"}:
        return found[0]
    if kind in {"secret", "user", "below"}:
        return f"{found[kind]}***"
    return {"mail": "〔邮箱〕", "server": r"\\〔服务器〕"}.get(kind, "***")


def _words(text: str, *, is_code: bool) -> str:
    def shown(found: re.Match[str]) -> str:
        run = found[0]
        plain = run.isascii() and (is_code or len(run) == 1)
        return run if plain or run in _program_words() else f"〔{len(run)}字〕"

    return _RUN.sub(shown, text)
