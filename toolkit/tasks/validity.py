"""What a document says of its own time: since when it holds, how long (有效期), and the day under it (成文日期)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from toolkit.tasks.days import day_of, months_after
from toolkit.tasks.model import Validity
from toolkit.tasks.plain import ordinal, plain

_DAY = r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
_FROM = re.compile(rf"自(?:{_DAY}|(?:印发|发布|公布)之日)起(?:施行|实施|执行|生效)?")
#: What a document says of itself, to the end of the paragraph.
_ITSELF = re.compile(
    r"本(?:文件|[一-龥]{0,8}(?:意见|方案|措施|办法|计划|政策|规定|通知|细则|要点|条例|清单|举措|规划|安排))[^。\n]{0,20}?自[^\n]*"
)
_HOLDS = re.compile(
    r"(?:有效期(?:限)?|试行(?:期)?)(?:为)?(?P<count>\d+|[一二两三四五六七八九十]+)年|有效期至"
    + _DAY.replace("?P<", "?P<to_")
)
_UNDER = re.compile(
    r"(?P<y>\d{4}|[一二三四五六七八九零〇○O0]{4})年(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})月(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
#: What stands before the day where it is told with a label.
_ISSUED = re.compile(r"^(?:成文日期|印发日期|发布日期|印发时间|发文日期|日期):")


def validity(text: str, issued: date | None = None) -> Validity | None:
    """Return how long the document holds that says 本文件自……起实施，有效期……; None where it does not say.

    Args:
        text: the whole document; what a measure says of itself is not meant.
        issued: the day under it, from which 自印发之日起 counts.
    """
    own = _ITSELF.search(plain(text))
    if own is None:
        return None
    said = own[0]
    begins, holds = _FROM.search(said), _HOLDS.search(said)
    if begins is None and holds is None:
        return None
    first = _begins(begins, issued) if begins else None
    last = _holds_until(holds, first) if holds else None
    place = min(each.start() for each in (begins, holds) if each)
    words = said[place : max(each.end() for each in (begins, holds) if each)]
    return Validity(words, first, last)


def _begins(begins: re.Match[str], issued: date | None) -> date | None:
    if not begins["year"]:
        return issued
    return day_of(int(begins["year"]), int(begins["month"] or 1), int(begins["day"] or 1))


def _holds_until(holds: re.Match[str], first: date | None) -> date | None:
    if holds["to_year"]:
        return day_of(int(holds["to_year"]), int(holds["to_month"] or 12), int(holds["to_day"] or 0))
    if first is None:
        return None
    # A span of years from a day ends on the day before it comes round again: the first day counts here (自……起).
    there = months_after(first, 12 * ordinal(holds["count"].replace("两", "二")))
    return date.fromordinal(there.toordinal() - 1)


def issued_on(lines: Iterator[str]) -> date | None:
    """Return the day under a document (成文日期): the last line that is a day and nothing else, in figures or words."""
    found: date | None = None
    for line in lines:
        said = "".join(plain(line).split())
        match = _UNDER.fullmatch(_ISSUED.sub("", said))
        if match is not None:
            found = day_of(_year(match["y"]), ordinal(match["m"]), ordinal(match["d"])) or found
    return found


def _year(said: str) -> int:
    return int(said) if said.isdecimal() and said.isascii() else ordinal(said.translate(str.maketrans("○O0", "〇〇〇")))
