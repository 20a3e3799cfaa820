"""Days as minutes word them: 2024年6月3日, 6月底, 会后15个工作日, 三个月内."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

from toolkit.cases import SpanError, due_date
from toolkit.events import CellValue
from toolkit.intake.meanings.days import read_day
from toolkit.jobs.desk.desk import Desk

_AROUND = re.compile(r"^(?:至|到|于|在|自|不迟于|不晚于|最迟)|(?:之前|以前|前|之内|以内|内|止|为止)$")
_MONTH_END = re.compile(r"^(?:(\d{4})年|(今年|本年|当年|明年|次年))?(\d{1,2})月(?:份)?(?:底|末|月底|月末)$")
_YEAR_END = re.compile(r"^(?:(\d{4})年|(今年|本年|当年|明年|次年)?)年?(?:底|末)$")
_SPAN = re.compile(r"^(?:会后|会议后|自会议召开之日起)?(\d{1,3})个?(工作日|月|日|天)$")
_SPOKEN_YEAR = re.compile(r"^(今年|本年|当年|明年|次年)(?=\d{1,2}月)")
_NEXT = {"明年", "次年"}
_WEEKDAYS = "一二三四五六日"
_DIGITS = {each: number for number, each in enumerate("零一二三四五六七八九")} | {"两": 2}
_NUMERAL = re.compile(r"[一二三四五六七八九两]?十[一二三四五六七八九]?|[一二三四五六七八九两]")


def day_in_words(desk: Desk, text: str, meeting: date) -> date | None:
    """Return the day that minutes mean, None where it cannot be told.

    A span is counted from the meeting's day, by the mechanism's own rules; a day without a year is the first one on or
    after the meeting.
    """
    words = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).strip("。;,")
    for _ in range(2):
        words = _AROUND.sub("", words)
    spelt = _NUMERAL.sub(lambda match: str(_count(match.group())), words)
    return _end(spelt, meeting) or _counted(desk, spelt, meeting) or _named(words, spelt, meeting)


def day_off(desk: Desk, day: CellValue | None) -> str:
    """Return what is remarked on a day that words set and that is no workday, "" for any other.

    A span that the rules count ends on a workday (民法典第二百零三条); a day that the meeting names (6月底) is the
    meeting's and stands, so the office is to know.
    """
    if not isinstance(day, date) or desk.calendar.is_workday(day):
        return ""
    return f"（星期{_WEEKDAYS[day.weekday()]}，不是工作日，没有顺延）"


def _named(words: str, spelt: str, meeting: date) -> date | None:
    spoken = _SPOKEN_YEAR.match(spelt)
    if spoken:
        year = meeting.year + (spoken[1] in _NEXT)
        return read_day(f"{year}年{spelt[spoken.end() :]}", meeting)[0]
    day, supplied = read_day(words, meeting)
    if day is not None and supplied and day < meeting:
        return _same_day(day, day.year + 1)
    return day


def _same_day(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _end(words: str, meeting: date) -> date | None:
    """Return the last day of a month or year that is meant by its end (6月底, 年底)."""
    month = _MONTH_END.match(words)
    if month and 1 <= int(month[3]) <= 12:
        number = int(month[3])
        later = meeting.year + (number < meeting.month)
        year = int(month[1]) if month[1] else (meeting.year + (month[2] in _NEXT) if month[2] else later)
        return date(year, number, monthrange(year, number)[1])
    end = _YEAR_END.match(words)
    if end and words:
        return date(int(end[1]) if end[1] else meeting.year + (end[2] in _NEXT), 12, 31)
    return None


def _counted(desk: Desk, words: str, meeting: date) -> date | None:
    span = _SPAN.match(words)
    if not span:
        return None
    unit = "个月" if span[2] == "月" else span[2]
    try:
        return due_date(meeting, f"{span[1]}{unit}", desk.calendar, desk.mechanism.record.counting).day
    except SpanError:
        return None


def _count(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS[text]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
