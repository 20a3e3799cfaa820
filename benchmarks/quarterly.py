"""How long the analysis of a year takes, step by step: journal, cases, figures, report, workbook.

    python benchmarks/quarterly.py [CASES …]

Cases are folded from events of chance over two years, as the journal holds them; processor time of one process, each
step by itself. "Reading" is what every command pays: the journal's lines and the cases they add up to. The analysis
of a year is to take no more than that and half of it again at 100,000 cases, and a few seconds at 10,000.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

from toolkit.analysis import Year, analyse, narrate, write_workbook
from toolkit.cases import WorkCalendar, fold
from toolkit.events import Event, Kind
from toolkit.jobs.periods.reported import AsTheyStood
from toolkit.mechanism import load

T = TypeVar("T")
SHUNDE = load("shunde")
UNITS = [unit.name for unit in SHUNDE.units if unit.group == "部门"]
SENDERS = [unit.name for unit in SHUNDE.units if unit.group != "部门"]
BEGIN, DAYS = date(2023, 1, 2), 720


def events(count: int) -> Iterator[Event]:
    """Yield the events of so many cases; some stay open, some go round again."""
    chance = random.Random(count)  # noqa: S311 - the same cases every time, nothing secret
    for at in range(count):
        number = f"{2023 + at // 50_000}-{at:06d}"
        day = BEGIN + timedelta(chance.randrange(DAYS))
        values: dict[str, Any] = {
            "企业名称": f"顺德某{chance.randrange(5000)}有限公司",
            "报送单位": chance.choice(SENDERS),
            "提交日期": day,
            "问题类别": chance.choice(SHUNDE.categories).stored,
            "案由": "厂区门口道路破损",
            "问题困难": "厂区门口道路破损，雨天积水，货车进出困难，希望尽快修复" * 3,
            "问题分类": "一般问题",
            "牵头单位": chance.choice(UNITS),
            "配合单位": chance.choice(UNITS),
            "联系电话": "13800138000",
        }
        yield Event(Kind.OPENED, day, number, {"values": values, "sha": "0" * 64})
        for again in range(1 + (chance.random() < 0.05)):
            day += timedelta(chance.randrange(1, 8))
            yield Event(Kind.DISPATCHED, day, number, {"units": [values["牵头单位"]]})
            if chance.random() < 0.2:
                break
            day += timedelta(chance.randrange(5, 60))
            done = {"办理结果": "已修复", "处理情况": "已解决"}
            yield _answer(number, day, values["牵头单位"], done)
            day += timedelta(chance.randrange(1, 5))
            yield Event(Kind.SURVEYED, day, number)
            if again == 0 and chance.random() < 0.6:
                yield _answer(number, day, "", {"满意度": chance.choice(["满意", "满意", "基本满意", "不满意"])})


def _answer(number: str, day: date, unit: str, values: dict[str, str]) -> Event:
    return Event(Kind.ANSWERED, day, number, {"role": "lead", "unit": unit, "values": values})


def timed(times: dict[str, float], name: str, work: Callable[[], T]) -> T:
    """Return what ``work`` gives; note its processor time."""
    begun = time.process_time()
    found = work()
    times[name] = time.process_time() - begun
    return found


def main(count: int) -> None:
    """Print what each step takes for so many cases."""
    lines = [json.dumps(event.to_record(), ensure_ascii=False) for event in events(count)]
    times: dict[str, float] = {}

    def read() -> list[Event]:
        found = (
            Event.from_record({"seq": at, "at": "", "by": "", **json.loads(line)}) for at, line in enumerate(lines)
        )
        return [event for event in found if event is not None]

    calendar = WorkCalendar()
    told = timed(times, "journal", read)
    cases = timed(times, "cases", lambda: fold(told, SHUNDE.record, calendar))
    analysis = timed(
        times,
        "figures",
        lambda: analyse(
            cases,
            SHUNDE,
            Year(2024),
            as_of=date(2025, 1, 10),
            calendar=calendar,
            as_they_stood=AsTheyStood(lambda: told, cases, SHUNDE.record, calendar),
        ),
    )
    timed(times, "report", lambda: narrate(analysis, SHUNDE))
    timed(times, "workbook", lambda: write_workbook(analysis, SHUNDE))
    reading = times["journal"] + times["cases"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    shown = "  ".join(f"{name} {seconds:.2f} s" for name, seconds in times.items())
    counted = analysis.measure("accepted").numerator
    print(f"{count} cases, {counted} of them in the year: {shown}")  # noqa: T201 - a benchmark prints
    beyond = sum(times.values()) - reading
    print(f"  figures, report and workbook {beyond / reading:.2f} x reading; {peak} MB at most")  # noqa: T201


if __name__ == "__main__":
    for each in sys.argv[1:] or ("10000", "100000"):
        main(int(each))
