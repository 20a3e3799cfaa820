"""Dates as people type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from toolkit.intake.plain.grid import CellValue, as_text

#: Excel's day zero, with its belief that 1900 was a leap year reckoned in.
_EPOCH = date(1899, 12, 30)
#: A bare number in this range is a date whose format was lost: 1982 to 2064.
_SERIALS = range(30_000, 60_001)
_DIGITS = {
    **{each: number for number, each in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "0": 0,
    "○": 0,
    "O": 0,
    "o": 0,
    "两": 2,
}
_CHINESE_YEAR = re.compile(r"[〇零○Oo0一二三四五六七八九]{4}(?=年)")
_CHINESE_COUNT = re.compile(r"[一二三四五六七八九十廿卅]{1,3}(?=[月日号])")
_CLOCK = r"(?:[T上下午早晚]*\d{1,2}[:时点](?:\d{1,2}分?)?(?::\d{1,2}(?:\.\d+)?)?)?"
_WEEKDAY = r"(?:\(?(?:星期|周)[一二三四五六日天]\)?|\([一二三四五六日天]\))?"
#: 上午 without an hour, and what people add who fill the day in: 2024年3月5日填.
_ADDED = (
    r"(?:[上下中]午|早上|晚上)?(?:\(?(?:填[写报表]?|[上呈]?报送?|提交|[交转]办|下达|办结|评价|签[名字收]?|收[到文]?)\)?)?"
    r"(?:第[\d一二三四五六七八九十]+次会议)?(?:会议)?(?:交办)?"
    # A remark about what happened on the day; none that leaves the day open.
    r"(?:\((?![^()]*[前后拟暂原改约延未])[^()]{0,12}(?:会议?|[交转]办|下达|[盖公签]章|签[名字]?|农历[^()]{1,8})\))?"
)
_TAIL = f"{_WEEKDAY}{_CLOCK}{_ADDED}"
_FULL = re.compile(rf"(?:公元)?(\d{{4}}|\d{{2}})(?:年|[-./,、])(\d{{1,2}})(?:月|[-./,、])(\d{{1,2}})[日号]?{_TAIL}")
_DENSE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(rf"(\d{{1,2}})(?:月|[-/.])(\d{{1,2}})[日号]?{_TAIL}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    r"(?P<d>\d{1,2})[-. ,]*(?P<m>[a-z]{3})[a-z]*[-. ,]*(?P<y>\d{4})"
    r"|(?P<m2>[a-z]{3})[a-z]*[-. ,]*(?P<d2>\d{1,2})[-. ,]+(?P<y2>\d{4})"
)
_YEAR_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
#: The letter O among digits is a nought.
_LETTER_O = re.compile(r"(?<=\d)[oO](?=[\doO])")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−\\·・", "-"))
_LABEL = re.compile(r"^(?:日期|时间):")
_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")


def read_day(raw: CellValue, near: date) -> tuple[date | None, bool]:
    """Return the day that is meant, None where it cannot be told, and whether the year had to be supplied.

    Args:
        raw: a date, a number or a text.
        near: the day of the mail; 12月28日 in a mail of January is the December before it.
    """
    if isinstance(raw, datetime):
        return raw.date(), False
    if isinstance(raw, date):
        return raw, False
    if isinstance(raw, float) and int(raw) in _SERIALS:
        return _EPOCH + timedelta(days=int(raw)), False
    # The number 3.5 may be three and a half, or 3.50 that lost its zero; a text was typed as a day.
    if isinstance(raw, float) and raw < 1e7:
        return None, False
    text = as_text(raw)
    return (_foreign(text), False) if _foreign(text) else _from_text(_dense(text), near)


def has_letter_o(text: str) -> bool:
    """Return whether a day is written with the letter O for a nought."""
    return bool(_LETTER_O.search(unicodedata.normalize("NFKC", text)))


def _foreign(text: str) -> date | None:
    """Return the day of 21-Mar-2024 or 2/17/2024; of 2/3/2024 none, for it may be either."""
    normal = unicodedata.normalize("NFKC", text).strip().lower()
    if match := _ENGLISH.fullmatch(normal):
        name = match["m"] or match["m2"]
        year, day = match["y"] or match["y2"], match["d"] or match["d2"]
        return _day(int(year), str(_MONTHS.index(name) + 1), day) if name in _MONTHS else None
    if match := _YEAR_LAST.fullmatch(normal):
        either = {_day(int(match[3]), match[1], match[2]), _day(int(match[3]), match[2], match[1])} - {None}
        return either.pop() if len(either) == 1 else None
    return None


def _dense(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text).strip().rstrip("。.;,、").lstrip("'’‘`")
    normal = _LABEL.sub("", _BRACKETED.sub(r"\1", normal) if _BRACKETED.fullmatch(normal) else normal)
    normal = re.sub(r"(?<=\d)。(?=\d)", ".", _LETTER_O.sub("0", normal))
    # A blank between date and clock parts them; any other is only loose typing.
    normal = re.sub(r"(?<=\d)\s+(?=\d{1,2}:)", "T", normal)
    normal = re.sub(r"(?<=\d)\s+(?=\d)", "-", normal)
    normal = re.sub(r"\s", "", normal).translate(_DASHES)
    normal = _CHINESE_YEAR.sub(lambda match: "".join(str(_DIGITS[each]) for each in match.group()), normal)
    return _CHINESE_COUNT.sub(lambda match: str(_count(match.group())), normal)


def _count(text: str) -> int:
    """Return a Chinese number below one hundred: 十二, 二十一, 廿三."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return int("".join(str(_DIGITS[each]) for each in text))
    tens, ones = text.split("十", 1)
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def _from_text(text: str, near: date) -> tuple[date | None, bool]:
    if match := _FULL.fullmatch(text) or _DENSE.fullmatch(text):
        written = int(match[1])
        return _day(written + 2000 if written < 100 else written, match[2], match[3]), False
    if match := _SHORT.fullmatch(text):
        days = (_day(near.year + step, match[1], match[2]) for step in (-1, 0, 1))
        likely = [each for each in days if each is not None]
        return min(likely, key=lambda each: abs(each - near), default=None), bool(likely)
    if text.isdigit() and int(text) in _SERIALS:
        return _EPOCH + timedelta(days=int(text)), False
    return None, False


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
