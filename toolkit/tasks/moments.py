"""Times in a plan (时限): 到2010年, 3个月内, 每季度, 期限至2022年12月31日, 自2022年2月1日起有效期三年.

Days are ends of periods: a year without a month is over on 31 December, a month without a day on its last day. Spans
are counted as 民法典 第二百零一、二百零二条 say: the first day does not count, the last is the same day of the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from toolkit.mechanism.planning import PlanWords
from toolkit.tasks.days import day_of, months_after
from toolkit.tasks.model import Moment, Timing
from toolkit.tasks.plain import ordinal, plain

_DAY = r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
_SPAN = re.compile(
    r"(?:在|用|力争|争取|争取用|力争用)?(?P<count>\d+|[一二两三四五六七八九十]+)(?P<unit>个月|年)(?:以|之)?(?:内|左右时间|时间|左右的时间)"
)
_EVERY = re.compile(
    r"每(?:\d+|半|[一二两三四五单双])?(?:个)?(?:年度|年|季度|季|月份|月|周|旬|日|天)(?:(?:首月|末月|最后一个月)?的?\d{1,2}日(?:[、和]\d{1,2}日)*(?:之?前|以前)?"
    r"|首月|末月|(?:的?(?:最后一|第[一二三四])个)(?:工作日|月(?:的?\d{1,2}日(?:之?前|以前)?)?|星期[一二三四五六日]|周[一二三四五六日])"
    r"|\d{1,2}月(?:\d{1,2}日|底|末)?(?:[、和]\d{1,2}月(?:\d{1,2}日|底|末)?)*(?:之?前|以前)?|逢\d{1,2}日?(?:[、和]\d{1,2}日?)*|末|底)?"
)
_LATER = re.compile(
    r"(?P<which>今年|本年|年内|明年|当年)?(?P<month>\d{1,2})月(?P<day>\d{1,2}日(?=(?:之?前|以前))|底|末)(?:之?前|以前)?"
)
#: Behind it a period is how often something is paid or allowed at most, not how often it is done (每年不超过10万元).
_RATE = re.compile(r"(?:累计|合计)?(?:最高|最多|至多|不超过|不高于|给予|补助|补贴|奖励|资助)*[\d.]+[万亿]*元")
#: A span that a sum is told for; from which day it counts is not said (三年累计培训).
_SUMMED = re.compile(
    r"(?<![\d近每续满到])(?:\d|[一二两三四五六七八九十])年(?!内)(?=[一-龥]{0,8}累计|投入|完成|实现|培训|培养|建设|新增|引进|打造|建成)"
)
#: What stands before a span that counts from the document's day, and before one that counts from another; of
#: 任职1个月内 the words do not tell, and a person is asked.
_FROM_ANOTHER = re.compile(r"(?:起|后|之日)的?(?:在|用)?$")
_FROM_NOW = re.compile(r"(?:^|[,;。:、\n(]|在|用|力争|争取|确保|未来|今后|要|须|应|应当|全区|全县|全市|分别)$")
#: 年内 by itself is this year's end; 三年内 is a span, 每年底 comes again.
_THIS_YEAR = re.compile(
    r"(?<![\d一二两三四五六七八九十半])(?:今年|本年|当年)?年内|(?:今年|本年度?|当年)年?(?:底|末)(?:之?前)?|(?<![\d每年今本当])年(?:底|末)(?:前|之前)"
    r"|(?<![\d每年今本当])年底(?=完成|实现|达到|建成|出台)|全年(?=[一-龥\d“]|$)"
    r"|(?:今年|本年度)(?!以来|年?初|起|[上下]半年|年|第?[一二三四]季度|\d{1,2}月|底|末|内)"
)
#: Days counted from the document's own; workdays need the office's calendar, which is not known here.
_DAYS_AFTER = re.compile(r"(?:印发|发布|公布|下发)(?:之日起|后)(?P<count>\d+)(?P<unit>个工作日|日|天)(?:以|之)?内")
#: A month behind one that has its year: 2026年6月、12月.
_ALSO = re.compile(r"[、和](?P<month>\d{1,2})月(?:底|末)?")
#: The end of a stretch of time that has its year: 2026年1月15日至3月15日.
_TILL = re.compile(r"(?:至|到|-)(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?:底|末)?")
_WITH_ALSO = re.compile(rf"\d{{4}}年\d{{1,2}}月[^、和]{{0,3}}{_ALSO.pattern}")
#: A quarter, of the document's own year where it has none, in which or by which something is to be done.
_QUARTER = re.compile(
    r"(?<![每\d])(?:(?P<year>\d{4})年)?第?(?P<quarter>[一二三四1234])季度(?P<behind>末前|底前|末|底|内|前)?"
    r"(?P<done>完成|出台|印发|启动|建成|实现|组织|发布|上线|开展|举办|发放|推出|召开|新增|投用|启用|目标|任务|计划)?"
)
#: From one month to another, of the document's own year: 2月至5月组织.
_MONTHS = re.compile(r"(?<![\d年每])\d{1,2}月?(?:底|末)?[至-](?P<last>\d{1,2})月(?!\d)(?:底|末|份)?")
_HALF_YEAR = re.compile(
    r"(?<![\d年每])(?P<half>[上下])半年(?:(?:底|末)?前|底|末|(?=完成|出台|印发|启动|建成|实现|组织|发布|上线|开工|开展|举办|发放|推出|召开|新增|投用|启用|目标|任务|计划))"
)
_HALF_YEAR_TOLD = re.compile(r"(?<![\d年每])(?P<half>[上下])半年(?:(?:底|末)?前|底|末)?")
#: A month or a day of a month of the document's own year, where nothing but the time is told.
_MONTH = re.compile(r"(?<![\d年])(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底|末)?(?![\d前])")
#: The words for a year as a whole, without its end.
_WHOLE_YEAR = re.compile(r"全年|年内|[今当本]年(?:度|内)?")
_YEAR_END = (12, 31)
_HALF = (6, 30)
#: So many sentences are more than one; one shorter than that says little but the end of them all.
_SEVERAL, _JUST_THE_END = 2, 30
_COMPARED = ("较", "比")
_PUBLISHED = re.compile(r"(?:印发|发布|公布|下发|施行|实施)(?:之日起|后|之后)(?:的)?$")
_WITHIN_A_YEAR = re.compile(r"月|季度")
_BEFORE = {"前", "之前", "以前"}


class Moments:
    """Finds the times that a text names."""

    def __init__(self, words: PlanWords, issued: date | None, year: int | None = None) -> None:
        self._issued = issued
        # 全年, 年内 and 8月底 are of the year that the title names, else of the one in which it was issued.
        self._year = year or (issued.year if issued else 0)
        dates = words.dates
        ahead, behind, valid = ("|".join(dates[key]) for key in ("ahead", "behind", "valid"))
        label = "|".join(dates["label"])
        self._by = re.compile(
            rf"(?P<valid>{valid})?(?P<label>(?:{label}):)?(?P<ahead>(?:{ahead})*?(?:到|至|截至|截止到?|于|在)?)(?P<whole>{_DAY})(?P<behind>{behind})?"
        )
        self._mention = dates["mention"]
        self._recurring = "|".join(dates["recurring"])
        self._lasting = "|".join(dates["lasting"])

    def find(self, text: str, *, told: bool = False) -> tuple[Moment, ...]:
        """Return the times of a text in the order in which they stand, each once.

        Args:
            text: the words.
            told: whether they stand where nothing but the time is told; then any day is the last.
        """
        said = plain(text)
        found = [*self._days(said, told=told), *self._in_year(said, told=told), *self._spans(said), *self._again(said)]
        if told:
            # Of a clause of its own it was found already.
            lasting = re.finditer(self._lasting, said)
            found += [(match.start(), Moment(match[0], Timing.RECURRING)) for match in lasting]
        return tuple(dict.fromkeys(moment for _, moment in sorted(found, key=lambda each: each[0])))

    def _days(self, said: str, *, told: bool) -> Iterator[tuple[int, Moment]]:
        for match in self._by.finditer(said):
            until = told or any(match[each] for each in ("ahead", "behind", "label"))
            till = _TILL.match(said, match.end()) if match["month"] else None
            if till is not None:
                # 2026年1月15日至3月15日: only the last of them is one by which something is done.
                last = day_of(int(match["year"]), int(till["month"]), int(till["day"] or 0))
                yield match.start(), Moment(match[0] + till[0], Timing.BY, last)
                continue
            if not (match["valid"] or until) or said.startswith(self._mention, match.end()):
                continue
            if said[: match.start()].endswith(_COMPARED):
                continue  # 较2025年末增长: that is where it begins
            timing = Timing.VALID if match["valid"] else Timing.BY
            yield match.start(), Moment(match[0], timing, _last_day(match, match["behind"] or ""))
            also = _ALSO.match(said, match.end()) if told and match["month"] else None
            if also is not None:
                yield also.start(), Moment(also[0][1:], timing, day_of(int(match["year"]), int(also["month"]), 0))

    def _in_year(self, said: str, *, told: bool) -> Iterator[tuple[int, Moment]]:
        within = [each.span() for pattern in (_EVERY, _MONTHS) for each in pattern.finditer(said)]
        for match in _LATER.finditer(said):
            if said[: match.start()].endswith("年") or any(start < match.start() < end for start, end in within):
                continue  # with its year it is one of the others, each year it comes again, a stretch has it
            year = self._year + (match["which"] == "明年") if self._year else 0
            yield match.start(), Moment(match[0], Timing.BY, _of_month(year, match["month"], match["day"]))
        for match in _MONTH.finditer(said) if told and not _WITH_ALSO.search(said) else ():
            last = _of_month(self._year, match["month"], match["day"] or "")
            yield match.start(), Moment(match[0], Timing.BY, last)
        for match in _MONTHS.finditer(said):
            yield match.start(), Moment(match[0], Timing.BY, _of_month(self._year, match["last"], ""))
        for match in _QUARTER.finditer(said):
            if told or match["behind"] or match["done"]:
                year = int(match["year"] or self._year)
                last = day_of(year, 3 * ordinal(match["quarter"]), 0) if year else None
                yield match.start(), Moment(match[0].removesuffix(match["done"] or ""), Timing.BY, last)
        for match in (_HALF_YEAR_TOLD if told else _HALF_YEAR).finditer(said):
            end = _HALF if match["half"] == "上" else _YEAR_END
            yield match.start(), Moment(match[0], Timing.BY, day_of(self._year, *end) if self._year else None)
        for match in _THIS_YEAR.finditer(said):
            last = day_of(self._year, *_YEAR_END) if self._year else None
            yield match.start(), Moment(match[0], Timing.BY, last)

    def _spans(self, said: str) -> Iterator[tuple[int, Moment]]:
        for match in _SPAN.finditer(said):
            months = ordinal(match["count"].replace("两", "二")) * (1 if match["unit"] == "个月" else 12)
            ahead = said[: match.start("count")]
            counted = self._issued and (_PUBLISHED.search(ahead) or not _FROM_ANOTHER.search(ahead))
            last = months_after(self._issued, months) if self._issued and counted else None
            unsure = not _FROM_NOW.search(ahead) and not _PUBLISHED.search(ahead)
            yield match.start(), Moment(match[0], Timing.WITHIN, last, unsure=bool(last) and unsure)
        for match in _SUMMED.finditer(said):
            yield match.start(), Moment(match[0], Timing.WITHIN)

        for match in _DAYS_AFTER.finditer(said):
            last = None
            if self._issued and match["unit"] != "个工作日":
                last = date.fromordinal(self._issued.toordinal() + int(match["count"]))
            yield match.start(), Moment(match[0], Timing.WITHIN, last)

    def _again(self, said: str) -> Iterator[tuple[int, Moment]]:
        for match in re.finditer(rf"{_EVERY.pattern}|{self._recurring}", said):
            if not _RATE.match(said, match.end()):
                yield match.start(), Moment(match[0], Timing.RECURRING)
        for match in re.finditer(rf"(?<=[,;。])(?:{self._lasting})(?=[;。]|$)", said):
            yield match.start(), Moment(match[0], Timing.RECURRING)


def of_clauses(text: str, moments: Sequence[Moment]) -> tuple[Moment, ...]:
    """Return a task's times, those ends told as of a clause that are not of all its words.

    种子 002 第一、三、四条: 期限至…… stands in one sentence of several, the others go on. A sentence that says only
    the end (政策执行至……) is about all of them.
    """
    sentences = [each.strip() for each in re.split(r"[。;\n]", plain(text)) if each.strip()]
    if len(sentences) < _SEVERAL:
        return tuple(moments)
    alone = [each for each in sentences if "," not in each and len(each) < _JUST_THE_END]
    return tuple(
        replace(each, timing=Timing.CLAUSE)
        if each.timing is Timing.VALID and not any(plain(each.words) in one for one in alone)
        else each
        for each in moments
    )


def with_told(named: Sequence[Moment], told: Sequence[Moment]) -> tuple[Moment, ...]:
    """Return the times of a task's words and those told beside them; a day that both name stands once.

    A whole year in the words (全年不少于12场) says of which year something is counted; by when it is to be done, the
    time told beside them says.
    """
    if any(each.timing is Timing.BY and each.day for each in told):
        named = [replace(each, is_count=True) if _counts_a_year(each, told) else each for each in named]
    known = {(each.timing, each.day) for each in named if each.day}
    added: list[Moment] = []
    for each in told:
        if (each.timing, each.day) not in known:
            added.append(each)
            known |= {(each.timing, each.day)} if each.day else set()
    return tuple(dict.fromkeys((*named, *added)))


def _counts_a_year(moment: Moment, told: Sequence[Moment]) -> bool:
    same = any(each.day == moment.day for each in told)
    return moment.timing is Timing.BY and _WHOLE_YEAR.fullmatch(plain(moment.words)) is not None and not same


def in_disorder(named: Sequence[Moment], told: Sequence[Moment] = ()) -> Iterator[tuple[Moment, Moment]]:
    """Yield the days that are earlier than one before them: one of the two may be wrong.

    Args:
        named: the times of a task's words, in their order.
        told: those told apart from them (完成时限：……), which no day in the words should go beyond.
    """
    days = [each for each in named if each.timing is Timing.BY and each.day]
    latest = max(days, key=lambda each: each.day or date.min, default=None)
    for chain in (days, [*([latest] if latest else []), *told]):
        for before, after in pairwise(chain):
            # A step within a year that is named as a whole (全年……，6月底前……) is no contradiction.
            if before.day and after.day and after.day < before.day and _WITHIN_A_YEAR.search(plain(before.words)):
                yield before, after


def _last_day(match: re.Match[str], behind: str) -> date | None:
    year = int(match["year"])
    if behind == "上半年":
        return day_of(year, *_HALF)
    if behind in _BEFORE and not match["day"]:
        # 2025年12月前 is over when December begins.
        first = day_of(year, int(match["month"] or 1), 1)
        return date.fromordinal(first.toordinal() - 1) if first else None
    if not match["month"]:
        return day_of(year, *_YEAR_END)
    return day_of(year, int(match["month"]), int(match["day"] or 0))


def _of_month(year: int, month: str, day: str) -> date | None:
    """Return the day of a month, its last for 底 and 末; None without a year."""
    number = day.rstrip("日")
    return day_of(year, int(month), int(number) if number.isdecimal() else 0) if year else None
