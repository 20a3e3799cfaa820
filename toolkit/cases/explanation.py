"""The explanation of a due date (期限说明): day by day what was counted, what was not and why.

A department can check it. Days of one kind that follow one another stand on one line; none is left
out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from toolkit.cases.case import RunningClock
from toolkit.cases.deadlines import CountedDay, DueDate, Pause, due_date
from toolkit.cases.subclocks import before
from toolkit.cases.workdays import WorkCalendar
from toolkit.mechanism import Counting

#: With these words begins every explanation, wherever it stands.
HEAD = "期限说明"
_WEEKDAYS = "一二三四五六日"
_WEEKEND = {"周六", "周日"}
_SATURDAY = 5
_MOVED = "期满日为"
#: The rule of a due date that an old ledger (旧台账) set, as the clocks have it.
_BY_LEDGER = "按旧台账"


@dataclass(frozen=True, slots=True)
class StripLine:
    """A line of the strip: the days, how they were counted (第1—3个工作日, 不计, 期满), and why."""

    days: str
    counted: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a due date came about.

    Attributes:
        title: which deadline it is and when it ends, in a sentence.
        lines: the strip.
        notes: what else is to be known: what moved it, which rules were followed, what is provisional.
    """

    title: str
    lines: tuple[StripLine, ...]
    notes: tuple[str, ...]

    def __str__(self) -> str:
        strip = (f"{each.days}　{each.counted}" + (f"（{each.why}）" if each.why else "") for each in self.lines)
        return "\n".join([f"{HEAD}：{self.title}", *strip, *self.notes])


def explain(
    clock: RunningClock, calendar: WorkCalendar, counting: Counting, pauses: Sequence[Pause] = ()
) -> Explanation:
    """Return how the due date of a deadline came about, and where it does not hold any more, why.

    Raises:
        SpanError: nothing can be counted from its start.
    """
    if clock.rule == _BY_LEDGER:  # no rule gave it: there are no days to be counted
        return Explanation(f"{clock.name}时限 {_full(clock.current)}（{_BY_LEDGER}）", (), tuple(_from_ledger(clock)))
    due = due_date(clock.start, clock.span, calendar, counting, pauses)
    title = f"{clock.name}时限 {_full(clock.current)}（自{_full(clock.start)}起{due.span}）"
    rested = any(each.why in set(map(str, pauses)) for each in due.strip)
    rules = _rules(due, counting, rested=rested)
    charge = [f"谁算超期：{clock.charge}。"] if clock.charge else []
    provisional = map(_provisional, due.unsure)
    notes = [*_moved(clock, due), *_resting(clock), *due.notes, *charge, *rules, *provisional]
    return Explanation(title, tuple(strip_lines(due)), tuple(notes))


def strip_lines(due: DueDate) -> Iterator[StripLine]:
    """Yield the strip of a due date, days of one kind that follow one another on one line."""
    year = 0
    for _, group in groupby(due.strip, key=_kind):
        run = list(group)
        yield StripLine(_days(run, year), _counted(run), _why(run))
        year = run[-1].day.year


def holidays_within(due: DueDate) -> str:
    """Return in a few words which holidays decided a due date, "" where none did."""
    if due.span.unit != "工作日":
        moved = next((each for each in due.strip if each.why.startswith(_MOVED)), None)
        return f"期满日{_short(moved.day, moved.day.year)}为{_plain(moved.why)}，顺延" if moved else ""
    off = Counter(each.why for each in due.strip[1:] if each.count is None and each.day.weekday() < _SATURDAY)
    worked = sum(each.why == "调休上班" for each in due.strip)
    words = [f"其间{name}占去周一至周五{count}天" for name, count in off.items()]
    return "、".join([*words, *([f"调休上班{worked}天"] if worked else [])])


def _kind(day: CountedDay) -> tuple[object, ...]:
    if day.is_end or day.why == "当日不计":
        return ("alone", day.day)
    if day.count is not None:
        return ("counted", day.why)
    why = _plain(day.why)
    return ("off", why != day.why, "周末" if why in _WEEKEND else why)


def _days(run: Sequence[CountedDay], year: int) -> str:
    first, last = run[0].day, run[-1].day
    text = _short(first, year)
    if first == last:
        return text
    month = f"{last.month}月" if last.month != first.month else ""
    year_ = f"{last.year}年" if last.year != first.year else ""
    return f"{text}至{year_}{month}{last.day}日（周{_WEEKDAYS[last.weekday()]}）"


def _short(day: date, year: int) -> str:
    number = f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
    return number if day.year == year else f"{day.year}年{number}"


def _full(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _counted(run: Sequence[CountedDay]) -> str:
    first, last = run[0], run[-1]
    if first.is_end:
        return first.why.partition("（")[0]
    if first.count is None:
        return "不计" if not first.why.startswith(_MOVED) else "顺延"
    return f"第{first.count}个工作日" if first is last else f"第{first.count}—{last.count}个工作日"


def _why(run: Sequence[CountedDay]) -> str:
    first = run[0]
    if first.is_end:
        return first.why.partition("（")[2].removesuffix("）")
    whys = dict.fromkeys(_plain(each.why) for each in run)
    if first.count is None and len(run) > 1 and set(whys) <= _WEEKEND:
        return "周末"
    return "、".join(filter(None, whys))


def _plain(why: str) -> str:
    return why.removeprefix(_MOVED).removesuffix("，顺延")


def _moved(clock: RunningClock, due: DueDate) -> Iterator[str]:
    """Yield why the date that holds is not the one the strip ends on."""
    if clock.current == due.day:
        if clock.original != due.day:
            yield f"原期限{_full(clock.original)}，{clock.reason or '已改定'}"
        return
    if clock.current == clock.original:
        yield f"按现在的放假安排推算为{_full(due.day)}；交办时推算并告知的是{_full(clock.original)}，仍以告知的为准"
    else:
        moved = "，".join(filter(None, (clock.reason, clock.approved)))
        yield f"按规则推算为{_full(due.day)}；现期限{_full(clock.current)}" + (f"（{moved}）" if moved else "")


def _resting(clock: RunningClock) -> Iterator[str]:
    """Yield that a deadline rests and nobody has said yet until when: its date does not hold as it stands."""
    for rest in clock.rests:
        if rest.last is None:
            why = "，".join(filter(None, (rest.reason, rest.approved)))
            told = f"（{why}）" if why else ""
            yield f"自{_full(rest.first)}起{rest.word}{told}，恢复办理前不计期限、不算超期，恢复后按实际天数顺延"


def _from_ledger(clock: RunningClock) -> Iterator[str]:
    """Yield what became of a due date that was taken over from an old ledger, nothing where it stands as it was."""
    if clock.current != clock.original:
        moved = "，".join(filter(None, (clock.reason, clock.approved)))
        yield f"旧台账上是{_full(clock.original)}" + (f"（{moved}）" if moved else "")


def _provisional(year: int) -> str:
    return f"{year}年放假安排尚未公布，{year}年的日子暂按周一至周五为工作日推算，公布后如有变化另行告知。"


def _rules(due: DueDate, counting: Counting, *, rested: bool) -> Iterator[str]:
    """Yield the rules that were followed, with their sources."""
    told = counting.rules
    names = ["first_day"]
    names += ["workdays"] if due.span.unit == "工作日" else []
    names += ["month_end"] if due.span.unit == "月" else []
    names += ["last_day"] if any(each.why.startswith(_MOVED) for each in due.strip) else []
    names += ["paused"] if rested else []
    rules = [told[name] for name in names if name in told]
    if rules:
        yield f"计算规则：{'；'.join(rules)}。"


def explain_before(clock: RunningClock, lead: RunningClock, workdays: int, calendar: WorkCalendar) -> Explanation:
    """Return how a supporting unit's own due date came about: so many workdays before the lead unit's.

    Args:
        clock: the supporting unit's deadline.
        lead: the lead unit's, from which it is counted back.
        workdays: how many workdays before.
        calendar: which days are worked.
    """
    ahead = f"牵头单位{lead.name}时限{_full(lead.current)}之前{workdays}个工作日"
    title = f"{clock.name}时限 {_full(clock.current)}（{ahead}）"
    notes = (f"规则：{clock.rule}。",) if clock.rule else ()
    if clock.current != before(lead.current, workdays, lead.start, calendar):
        moved = "，".join(filter(None, (clock.reason, clock.approved)))
        return Explanation(f"{clock.name}时限 {_full(clock.current)}" + (f"（{moved}）" if moved else ""), (), ())
    first, last = clock.current, lead.current
    days = [first + timedelta(days=count) for count in range((last - first).days)]
    lines = [StripLine(_short(days[0], 0), f"往前第{workdays}个工作日", "意见截止日")] if days else []
    year, left = first.year, workdays - 1
    for works, group in groupby(days[1:], key=lambda day: calendar.kind(day).works):
        run = [CountedDay(day, None, calendar.kind(day).why) for day in group]
        back = str(left) if len(run) == 1 else f"{left}—{left - len(run) + 1}"
        lines.append(StripLine(_days(run, year), f"往前第{back}个工作日" if works else "不计", _why(run)))
        year, left = run[-1].day.year, left - len(run) * works
    lines.append(StripLine(_short(last, year), f"牵头单位{lead.name}期限"))
    return Explanation(title, tuple(lines), notes)
