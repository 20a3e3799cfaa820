"""One form into the register of many years: a whole ``toolkit ingest``, on a PC that remembers the journal or does not.

    python benchmarks/years.py [--keep FOLDER] [CASES …]

All cases are over but the latest two hundred, as they are in an office after some years. Each run is a process of its
own on a fresh copy of the workspace: without a local cache, with an empty one (which it fills), and with one that was
filled. The median of three counts. Another version of the toolkit is measured on the same workspaces with PYTHONPATH
and ``--keep``, which leaves them and takes them again.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from toolkit.events import Event, Kind
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.order import Order
from toolkit.jobs.ingest import ingest
from toolkit.jobs.init import init
from toolkit.workspace import Workspace

TURNS = 3
#: So many cases come a year, and so many of the latest are not over.
A_YEAR, OPEN = 10_000, 200
#: So many cases are written into the register at a time.
BATCH = 2_000
FIRST, TODAY = 2014, date(2024, 12, 2)
WAYS = ("no cache", "empty", "filled")

PLACES = ("北滘", "容桂", "大良", "勒流", "陈村", "乐从", "龙江", "杏坛", "均安", "伦教")
TRADES = ("电器", "家具", "机械", "五金", "塑料", "包装", "纺织", "涂料")
TROUBLES = (
    "厂区门口道路破损，雨天积水，货车进出困难", "用电报装手续多，增容要等两年", "熟练工人难招，招聘会收效不大",
    "历史遗留用地未办产权证，银行不予续贷", "排污管网没有接到园区，环评迟迟不能通过", "出口退税到账慢，资金周转紧张",
    "周边公交线路少，员工上下班不便", "技术改造补贴申报后一直没有答复",
)  # fmt: skip
WISHES = ("希望尽快修复", "恳请协调解决", "请有关部门给予指导", "希望能明确办理时间")


def _quiet(_: str) -> None:
    return None


def story(count: int, *, over: bool) -> Iterator[Event]:
    """Yield what happened to the case of this count: received, classified, sent out, and answered if it is over."""
    year, serial = FIRST + count // A_YEAR, count % A_YEAR + 1
    day, number = date(year, 1, 4) + timedelta(days=serial * 330 // A_YEAR), f"{year}-{serial:03}"
    firm = f"佛山市顺德区{PLACES[count % 10]}{_name(count)}{TRADES[count // 7 % 8]}有限公司"
    first, second = TROUBLES[count % 8], TROUBLES[count // 8 % 8]
    problem = f"{_name(count * 7)}车间{first}，已有{count % 40 + 2}个月；{second}，{WISHES[count % 4]}。"
    file = {"sha": f"{count:064x}", "part": 0}
    values = {
        "企业名称": firm, "报送单位": f"{PLACES[count % 10]}总商会", "提交日期": day, "问题类别": "B 生产经营",
        "企业联系人": "陈某", "职务": "经理", "联系电话": f"138{count:08}", "涉及单位": "区交通运输局",
        "问题困难": problem, "问题分类": "一般问题", "案由": problem[:12], "牵头单位": "区交通运输局",
    }  # fmt: skip
    name = f"来表{count}.xlsx"
    # The office's own decision is told with the report: a hand edit would have to stand in the register as well.
    yield Event(Kind.OPENED, day, number, {**file, "values": values, "incoming": name})
    yield Event(Kind.RECEIVED, day, data={
        "sha": file["sha"], "name": name, "outcome": "已登记", "form": "附件2", "numbers": [number], "firm": firm,
        "notes": "", "original": f"register/originals/{name}",
    })  # fmt: skip
    yield Event(Kind.PRINTED, day, data={"path": f"outbox/交办/{day}/{number}.docx", "sha": f"{count + 1:064x}"})
    yield Event(Kind.DISPATCHED, day, number, {"units": ["区交通运输局"], "sent_to": {}})
    if over:
        told = {"办理意见": "已现场核实，列入计划。", "办理结果": f"{_name(count)}已完成整改。", "处理情况": "已解决"}
        sha = f"{count + (1 << 40):064x}"
        yield Event(Kind.ANSWERED, day + timedelta(days=9), number, {
            "form": "annex3", "role": "lead", "unit": "区交通运输局", "values": told, "sha": sha, "part": 0,
        })  # fmt: skip
        judged = {
            "评价单位": firm,
            "满意度": "满意",
            "企业认定处理情况": "已解决",
            "评价日期": day + timedelta(days=15),
        }
        sha = f"{count + (2 << 40):064x}"
        yield Event(Kind.ANSWERED, day + timedelta(days=15), number, {
            "form": "annex4", "role": "firm", "unit": firm, "values": judged, "sha": sha, "part": 0,
        })  # fmt: skip


def _name(count: int) -> str:
    """Return two characters that differ from case to case, as names do."""
    return chr(0x4E00 + count * 37 % 9_973) + chr(0x4E00 + count * 101 % 7_919)


def workspace(folder: Path, rows: int) -> None:
    """Make a workspace of so many cases, with a form in its inbox."""
    place, order = Workspace(folder), Order(TODAY, say=_quiet)
    init(folder, order)
    for start in range(0, rows, BATCH):
        with open_desk(place, order) as desk:
            with desk.batch():
                for count in range(start, min(start + BATCH, rows)):
                    desk.record(list(story(count, over=count < rows - OPEN)))
            update(desk)
    with open_desk(place, order) as desk:
        waits = sum(case.phase is not None and case.phase.value != "closed" for case in desk.live())
    print(f"{rows} cases, {waits} of them not over")  # noqa: T201 - a benchmark prints


def filled_forms() -> list[bytes]:
    """Return two filled annexes 2."""
    from intake import forms  # noqa: PLC0415 - what draws forms is no part of what is measured

    return list(forms(2).values())


def run(folder: Path) -> None:
    """Take in what is in the inbox, and print how long it took by the processor's clock, and the most memory held."""
    start = _processor()
    ingest(Workspace(folder), Order(TODAY, say=_quiet))
    print(json.dumps({"cpu": _processor() - start, "mb": _most_memory()}))  # noqa: T201 - read by whoever asked


def _processor() -> float:
    """Return the processor time of this process and its children so far, in seconds."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _most_memory() -> float:
    """Return the most memory this process held, in MB; what its parent held before is not its own."""
    told = Path("/proc/self/status")
    if told.exists():
        return next(int(line.split()[1]) for line in told.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(base: Path, folder: Path, way: str, data: list[bytes]) -> dict[str, float]:
    """Return the medians of runs on fresh copies of a workspace."""
    found: list[dict[str, float]] = []
    for turn in range(TURNS):
        place, cache = folder / "office", folder / "cache"
        for each in (place, cache):
            shutil.rmtree(each, ignore_errors=True)
        shutil.copytree(base, place)
        then = time.time() - 60
        for count in range(2 if way == "filled" else 1):
            name = place / "inbox" / f"来表{turn}{count}.xlsx"
            name.write_bytes(data[count])
            os.utime(name, (then, then))
            told = {**os.environ, "LIAISON_CACHE": "" if way == "no cache" else str(cache)}
            command = [sys.executable, __file__, "--run", str(place)]
            out = subprocess.run(command, check=True, capture_output=True, env=told).stdout
        found.append(json.loads(out))
    kept = sum(each.stat().st_size for each in cache.glob("*")) / 1e6 if cache.exists() else 0.0
    return {name: statistics.median(each[name] for each in found) for name in ("cpu", "mb")} | {"kept": kept}


def main(sizes: list[int], keep: str) -> None:
    """Print a line a way: processor time, memory, and what the local cache holds afterwards."""
    data = filled_forms()
    with tempfile.TemporaryDirectory() as name:
        for rows in sizes:
            base = Path(keep or name) / f"{rows}"
            if not base.exists():
                os.environ["LIAISON_CACHE"] = str(Path(name) / "building")
                workspace(base, rows)
            for way in WAYS:
                took = measured(base, Path(name), way, data)
                line = f"{rows:7} {way:10}{took['cpu']:8.2f} s processor{took['mb']:7.0f} MB"
                print(f"{line}, cache {took['kept']:.0f} MB", flush=True)  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(Path(sys.argv[2]))
    else:
        asked = sys.argv[1:]
        folder = asked[asked.index("--keep") + 1] if "--keep" in asked else ""
        main([int(each) for each in asked if each.isdigit()] or [1_000, 10_000, 100_000], folder)
