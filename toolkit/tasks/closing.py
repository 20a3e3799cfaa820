"""What frames a plan and is no measure: why it was made (总则), since when it holds (附则), who signed it (落款)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.tasks.plain import plain
from toolkit.tasks.validity import issued_on, validity

_CLOSING = re.compile(
    r"负责解释|起(?:施行|实施|执行|生效)|(?:同时|同步)废止|制定本(?:规定|办法|措施|方案|意见|政策|细则|举措|计划|要点)|本(?:规定|办法|措施|政策|细则)适用"
)
#: A closing provision is short; a measure that speaks of a day from which something holds is longer.
_LONGEST = 90
#: A paragraph that says of the document itself since when it holds, with nothing ahead of it.
_OF_ITSELF = re.compile(r"\s*本[^,。]{2,12}(?:自|从)[^\n]*。\s*$")
#: An office's name under a text: no longer than that, and without any mark.
_NAME = re.compile(r"[一-龥()、\s]{2,30}")


def is_closing(text: str) -> bool:
    """Return whether a paragraph says why the document was made, who explains it, or since when it holds."""
    said = plain(text)
    return len(said) <= _LONGEST and _CLOSING.search(said) is not None


def last_words(lines: Sequence[str]) -> set[int]:
    """Return which lines are paragraphs of their own that say since when the document holds (本措施自……起施行。).

    They carry no number, so they would be read as the end of the last measure.
    """
    return {
        number
        for number, line in enumerate(lines)
        if _OF_ITSELF.match(plain(line)) and is_closing(line) and validity(line) is not None
    }


def signature(lines: Sequence[str], endings: Sequence[str]) -> set[int]:
    """Return which lines are a signature: a day that stands alone, and the names of offices right above it.

    Args:
        lines: the document's lines.
        endings: how names of units end.
    """
    found: set[int] = set()
    for number, line in enumerate(lines):
        if not line.strip() or ":" in plain(line) or issued_on(iter([line])) is None:
            continue
        found.add(number)
        above = number - 1
        while above >= 0 and (not lines[above].strip() or _is_name(lines[above], endings)):
            found |= {above} if lines[above].strip() else set()
            above -= 1
    return found


def _is_name(line: str, endings: Sequence[str]) -> bool:
    said = plain(line).strip()
    return _NAME.fullmatch(said) is not None and said.endswith(tuple(endings))
