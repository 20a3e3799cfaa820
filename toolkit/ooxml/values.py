"""Between the XML of a cell and Python's values: text with its escapes, numbers, dates in both date systems."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from toolkit.ooxml.markup import escape

MAX_TEXT = 32_767
MAX_DIGITS = 15
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Text that merely looks like an escape: its underscore is escaped itself, so that it is read back as typed.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INJECTION = ("=", "+", "-", "@", "\t")
_DAY_MS = 86_400_000
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
# The 1900 system counts a 29 February 1900 that never was: serial 60. Days before it lie one nearer to the epoch.
_LEAP_BUG = 60
_BUILTIN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
# Quoted text, an escaped character, a filler, a blank of a character's width, [colour], [locale], [h].
_FORMAT_LITERALS = re.compile(r'"[^"]*"|\\.|\*.|_.|\[[^\]]*\]', re.DOTALL)
_FORMAT_DATE = re.compile(r"[ymd年月日]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CellError:
    """What a formula that failed left in its cell: ``#REF!``, ``#N/A``, …"""

    text: str

    def __str__(self) -> str:
        return self.text


Value = str | int | float | bool | date | datetime | CellError | None


def is_empty(value: Value) -> bool:
    """Return whether the cell shows nothing: no value, or a text of no characters."""
    return value is None or value == ""


def needs_quote(value: Value) -> bool:
    """Return whether this text would become a formula if a person edited the cell (formula injection)."""
    return isinstance(value, str) and value.startswith(_INJECTION)


def is_date_format(number_format: int, code: str | None) -> bool:
    """Return whether cells of this number format hold dates; ``code`` is the file's own text for it, if any."""
    if code is None:
        return number_format in _BUILTIN_DATES
    return _FORMAT_DATE.search(_FORMAT_LITERALS.sub("", code)) is not None


def decode_text(text: str) -> str:
    """Return the text with ``_x000D_``-like escapes resolved."""
    if "_x" not in text:
        return text
    decoded = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # A character beyond U+FFFF may be written as two escapes; half of one is no character.
    return decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def encode_text(text: str) -> str:
    """Return the text as it stands in XML: escaped, with U+FFFD for what XML cannot hold.

    Raises:
        ValueError: it is longer than a cell can hold (32,767 UTF-16 units), which Excel would cut or refuse.
    """
    # Two units a letter at most: only a long text has to be counted.
    if len(text) > MAX_TEXT // 2 and len(text) + sum(char > "\uffff" for char in text) > MAX_TEXT:
        raise ValueError(f"text of {len(text)} characters does not fit into a cell")
    text = _NOT_XML.sub("\ufffd", _LOOKS_ESCAPED.sub("_x005F_", text))
    return escape(text.replace("\r", "_x000D_"))


def from_serial(serial: float, *, date1904: bool = False) -> date | datetime | None:
    """Return the day, or the day and time to the millisecond, that a serial number means, or None where it is no day.

    No day: the 29 February 1900 that never was, what lies before the system's first day (a time alone), and what lies
    after 9999.
    """
    if not math.isfinite(serial) or abs(serial) > 1e7:
        return None
    days, rest = divmod(round(serial * _DAY_MS), _DAY_MS)
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    if not date1904:
        if days < 1 or days == _LEAP_BUG:
            return None
        days += days < _LEAP_BUG
    if days < 0 or days > (date.max - epoch).days:
        return None
    day = epoch + timedelta(days=days)
    if not rest:
        return day
    return datetime(day.year, day.month, day.day) + timedelta(milliseconds=rest)  # noqa: DTZ001 - a cell has no zone


def to_serial(value: date | datetime, *, date1904: bool = False) -> int | float:
    """Return the serial number of a day, whole where there is no time of day.

    Raises:
        ValueError: the day lies before the date system's first, or carries a time zone, which a cell cannot hold.
    """
    day = value.date() if isinstance(value, datetime) else value
    days = (day - (_EPOCH_1904 if date1904 else _EPOCH_1900)).days
    if not date1904 and days <= _LEAP_BUG:
        days -= 1
    if days < (0 if date1904 else 1):
        raise ValueError(f"{day} lies before the first day a cell can hold")
    if not isinstance(value, datetime):
        return days
    if value.tzinfo is not None:
        raise ValueError("a cell cannot hold a time zone")
    time = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    return days + time / timedelta(days=1) if time else days


def from_iso(text: str) -> Value:
    """Return the date of a cell of type ``d`` (ISO 8601), or its text where it is no date."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text
    return moment if moment.time() != moment.min.time() else moment.date()


def cell_xml(ref: str, style: int, value: Value, *, date1904: bool = False) -> bytes:
    """Return the element of a cell: text always inline, so that nothing in it can be taken for a formula.

    Raises:
        ValueError: the value does not fit into a cell: text too long, a number that is none or has more digits than a
            cell keeps, a date outside the date system.
        TypeError: it is of a kind that a cell does not know.
    """
    start = f'<c r="{ref}" s="{style}"' if style else f'<c r="{ref}"'
    if is_empty(value):
        return f"{start}/>".encode()
    if isinstance(value, str):
        # Without the mark, leading blanks, line breaks and the like may be lost on the way through a reader.
        keep = value != " ".join(value.split())
        space = ' xml:space="preserve"' if keep else ""
        return f'{start} t="inlineStr"><is><t{space}>{encode_text(value)}</t></is></c>'.encode()
    kind, text = _plain(value, date1904=date1904)
    return f"{start}{kind}><v>{text}</v></c>".encode()


def formula_xml(ref: str, style: int, formula: str) -> bytes:
    """Return the element of a cell with a formula whose result is not known yet: each program works it out itself."""
    start = f'<c r="{ref}" s="{style}"' if style else f'<c r="{ref}"'
    return f"{start}><f>{escape(formula)}</f></c>".encode()


def _plain(value: Value, *, date1904: bool) -> tuple[str, str]:
    """Return the type attribute and the text of a value that is not text."""
    match value:
        case bool():
            return ' t="b"', str(int(value))
        case CellError():
            return ' t="e"', encode_text(value.text)
        case date():
            return "", repr(to_serial(value, date1904=date1904))
        case int():
            if abs(value) >= 10**MAX_DIGITS:
                raise ValueError(f"{value} has more digits than a cell keeps; write it as text")
            return "", str(value)
        case float():
            if not math.isfinite(value):
                raise ValueError(f"{value} is no number a cell can hold")
            return "", repr(value)
    raise TypeError(f"a cell cannot hold {type(value).__name__}")
