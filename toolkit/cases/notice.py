"""The State Council's notice (国务院办公厅关于…年部分节假日安排的通知) as people paste it, read into days and checked.

The notice checks itself: it says how many days a holiday has (共N天) and which weekday each day is. Beyond that, the
days won must be those that the law gives (《全国年节及纪念日放假办法》第二条): what is off from Monday to Friday, less
the make-up workdays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from toolkit.errors import ToolkitError

_WEEKDAYS = "一二三四五六日"
_SATURDAY = 5
_HOLIDAY = r"(?:元旦|[\u4e00-\u9fff]{1,6}节|[\u4e00-\u9fff]{2,16}纪念日)"
_ITEM = re.compile(rf"({_HOLIDAY}(?:[、和]{_HOLIDAY})*):")
#: What pasting leaves before a name: its number, the year's last character.
_BEFORE_NAME = re.compile(r"^[年一二三四五六七八九十]+(?=.)")
_YEAR = re.compile(r"关于(?:调整)?(\d{4})年|现将(\d{4})年|(\d{4})年(?:部分)?节假日")
#: A day or several in a row; year and month only where they differ from what was said last.
_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?"
_DAYS = re.compile(rf"{_DAY}(?:(?:至|到|—+|-+|~){_DAY})?")
_ANY_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^)]*\))?"
_ANY_DAYS = rf"{_ANY_DAY}(?:(?:至|到|—+|-+|~){_ANY_DAY})?"
#: Days and what becomes of them.
_RUN = re.compile(rf"({_ANY_DAYS}(?:[、,和及]{_ANY_DAYS})*)(?:均|都)?(?:正常|照常)?(放假|上班|补休)")
#: Where a notice goes over to what is said every year.
_END = re.compile(r"节假日期间|鼓励单位和个人|国务院办公厅")
_STATED = re.compile(r"共(\d+)天|放假(\d+)天")
_SAID_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
#: The holidays of a year, and how many days the law gives each: since 2025, and from 2008 on.
_LAW = {
    "元旦": (1, 1),
    "春节": (4, 3),
    "清明节": (1, 1),
    "劳动节": (2, 1),
    "端午节": (1, 1),
    "中秋节": (1, 1),
    "国庆节": (3, 3),
}
_NEW_LAW, _OLD_LAW = 2025, 2008
#: More days in a row than any holiday has: two dates of different holidays were taken for one.
_LONGEST = 20


class NoticeError(ToolkitError):
    """A text in which no notice can be read."""


@dataclass(frozen=True)
class NoticeItem:
    """One holiday of a notice.

    Attributes:
        name: as the notice calls it; two that fall together have both names.
        off: the days off, weekends among them included.
        work: the make-up workdays (调休上班).
        stated: how many days the notice says it has, None where it does not.
        doubts: in Chinese, where the notice contradicts itself or the calendar.
        remarks: in Chinese, what is to be looked at and may well be right.
    """

    name: str
    off: tuple[date, ...]
    work: tuple[date, ...]
    stated: int | None
    doubts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """A notice: its year, its holidays in order, and what contradicts itself in the whole of it."""

    year: int
    items: tuple[NoticeItem, ...]
    own_doubts: tuple[str, ...] = field(default=())

    @property
    def doubts(self) -> tuple[str, ...]:
        """Everything that contradicts itself; such a notice is not to be taken."""
        return (*self.own_doubts, *(f"{each.name}：{doubt}" for each in self.items for doubt in each.doubts))

    @property
    def remarks(self) -> tuple[str, ...]:
        """Everything that a person should look at once more."""
        return tuple(f"{each.name}：{remark}" for each in self.items for remark in each.remarks)

    def rows(self) -> list[tuple[date, bool, str]]:
        """Return the rows for 节假日 in the order of their days: the day, whether it is worked, the holiday's name."""
        off = [(day, False, each.name) for each in self.items for day in each.off]
        work = [(day, True, each.name) for each in self.items for day in each.work]
        return sorted(off + work)


def read_notice(text: str) -> Notice:
    """Return what a notice says. Line breaks, blanks and full-width signs do not matter.

    Raises:
        NoticeError: the text names no year, or no holiday with its days.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _YEAR.search(plain)
    if found is None:
        raise NoticeError(
            "看不出这是哪一年的放假安排", "请粘贴通知全文，从“国务院办公厅关于……年部分节假日安排的通知”这一行起"
        )
    year = int(next(filter(None, found.groups())))
    items = tuple(_items(plain, year))
    if not any(each.off for each in items):
        raise NoticeError(
            f"没有读到{year}年各个节日的放假日期",
            "请粘贴通知全文（“一、元旦：……”各条都要有）；不是逐条列出的通知，请直接在总台账“节假日”表里填写",
        )
    return Notice(year, items, tuple(_as_a_whole(items, year, complete="调整" not in plain[: found.end()])))


def _items(plain: str, year: int) -> Iterator[NoticeItem]:
    heads = list(_ITEM.finditer(plain))
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(plain)
        body = plain[head.end() : end]
        over = _END.search(body)
        yield _item(_BEFORE_NAME.sub("", head[1]), body[: over.start()] if over else body, year)


def _item(name: str, body: str, year: int) -> NoticeItem:
    days: dict[str, list[date]] = {"放假": [], "上班": [], "补休": []}
    doubts: list[str] = []
    for run in _RUN.finditer(body):
        for found, weekday in _days_in(run[1], year, doubts):
            days[run[2]].append(found)
            if weekday and weekday != _weekday(found):
                doubts.append(f"通知写{found.month}月{found.day}日是周{weekday}，日历上是周{_weekday(found)}")
    doubts += [
        f"“{each}”没有读懂"
        for each in body.split("。")
        if re.search("放假|上班", each) and re.search(r"\d日", _RUN.sub("", each))
    ]
    off, work = [*days["放假"], *days["补休"]], days["上班"]
    stated = next((int(each[1] or each[2]) for each in _STATED.finditer(body)), None)
    doubts += _contradictions(off, work, stated)
    joins = stated is None and "与周末连休" in body
    remarks = [*_unchecked(off, stated, joins=joins), *_against_the_law(name, off, work, year)]
    return NoticeItem(name, tuple(sorted(off)), tuple(sorted(work)), stated, tuple(doubts), tuple(remarks))


def _days_in(text: str, year: int, doubts: list[str]) -> Iterator[tuple[date, str]]:
    """Yield the days of a run, each with the weekday the notice gives it or "" where it gives none."""
    month = 0
    for each in _DAYS.finditer(text):
        try:
            month = int(each[2] or month)
            first = date(int(each[1] or year), month, int(each[3]))
            last = first
            if each[7]:
                to_month = int(each[6] or month)
                last = date(int(each[5] or first.year + (to_month < month)), to_month, int(each[7]))
                month = to_month
        except ValueError:
            doubts.append(f"“{each[0]}”不是日历上的日子")
            continue
        if not 0 <= (last - first).days < _LONGEST:
            doubts.append(f"“{each[0]}”前后颠倒或太长")
            continue
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            yield day, _said(each[4]) if day == first else _said(each[8]) if day == last else ""


def _said(bracket: str | None) -> str:
    found = _SAID_WEEKDAY.search(bracket or "")
    return found[1].replace("天", "日") if found else ""


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def _contradictions(off: list[date], work: list[date], stated: int | None) -> Iterator[str]:
    if not off:
        yield "没有读到放假日期"
    elif stated is not None and stated != len(off):
        yield f"通知写共{stated}天，读到的是{len(off)}天（{'、'.join(map(_short, off))}）"
    for day in work:
        if day.weekday() < _SATURDAY:
            yield f"{_short(day)}是周{_weekday(day)}，不是周末，却写着上班"


def _unchecked(off: list[date], stated: int | None, *, joins: bool) -> Iterator[str]:
    """Yield that the notice does not say how many days a holiday has, where nothing else confirms them."""
    if joins and not any(_is_by_a_weekend(day) for day in off):
        yield f"通知写与周末连休，{'、'.join(map(_short, off))}却不挨着周末，请核对"
    if stated is None and not joins:
        yield "通知没有写共几天，请核对"


def _is_by_a_weekend(day: date) -> bool:
    return any((day + timedelta(days=way)).weekday() >= _SATURDAY for way in (-1, 1))


def _against_the_law(name: str, off: list[date], work: list[date], year: int) -> Iterator[str]:
    """Yield that the days won are not as many as the law gives; an extra day decreed for once is no mistake."""
    names = name.replace("和", "、").split("、")
    if year < _OLD_LAW or not off or not all(each in _LAW for each in names):
        return
    lawful = sum(_LAW[each][year < _NEW_LAW] for each in names)
    won = sum(day.weekday() < _SATURDAY for day in off) - len(work)
    if won != lawful:
        yield (
            f"放假占用的工作日减去补班是{won}天，《全国年节及纪念日放假办法》规定放假{lawful}天，"
            "请核对补班的日子有没有漏掉"
        )


def _as_a_whole(items: tuple[NoticeItem, ...], year: int, *, complete: bool) -> Iterator[str]:
    """Yield what is wrong between the holidays: one is missing, a day stands twice, a day is of another year."""
    names = {name for each in items for name in each.name.replace("和", "、").split("、")}
    missing = [name for name in _LAW if name not in names]
    if complete and missing:
        yield f"缺少{'、'.join(missing)}，通知可能没有贴全"
    seen: set[date] = set()
    for each in items:
        for day in (*each.off, *each.work):
            if day in seen:
                yield f"{_short(day)}出现了两次"
            if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
                yield f"{day.year}年{_short(day)}不是{year}年的日子"
            seen.add(day)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
