"""What this PC remembers changes nothing but the time a run takes: with it, without it, stale or torn, all is the same."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.office import DAY, REPORT, Office, open_book, saved
from toolkit.cases import may
from toolkit.events import Event, Kind
from toolkit.jobs.books import checkpoint
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.books.gaps import Gaps
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.past import Past
from toolkit.jobs.remind import remind
from toolkit.jobs.returns.returns import Source, take
from toolkit.jobs.undo import undo
from toolkit.journal import Journal
from toolkit.register import schema
from toolkit.submission import Answer, Submission

FIRMS = ["顺德甲电器有限公司", "佛山市顺德区乙家具有限公司", "广东丙机械有限公司"]
PROBLEMS = [
    "厂区门口道路破损，影响货车进出，希望尽快修复。",
    "厂区门口的道路破损，影响了货车进出，希望能尽快修复。",
    "用电报装手续多、时间长，影响新厂投产，恳请协调供电部门加快办理。",
    "历史遗留的产权证书一直办不下来，银行贷款无法续期。",
]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own, used from the first line of a journal on."""
    monkeypatch.setenv("LIAISON_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(checkpoint, "WORTH", 0)
    return tmp_path / "cache"


@contextmanager
def forgetful() -> Iterator[None]:
    """A PC that remembers nothing and keeps nothing."""
    kept = checkpoint._place
    checkpoint._place = lambda _: None
    try:
        yield
    finally:
        checkpoint._place = kept


def files(cache: Path) -> list[Path]:
    return sorted(cache.rglob("*.sqlite"))


def story(office: Office) -> list[dict[str, Any]]:
    """Everything in the journal but the time of day."""
    lines = [
        line for path in sorted(office.workspace.journal.glob("*")) for line in path.read_text("utf-8").splitlines()
    ]
    return [{k: v for k, v in json.loads(line).items() if k not in {"at", "sum"}} for line in lines]


def report(desk: Desk, count: int, firm: str, problem: str) -> None:
    """Take in an annex 2 that has been read already."""
    values = {**REPORT, "企业名称": firm, "问题困难": problem}
    form = desk.mechanism.form_that("opens")
    answers = {each.key: Answer(values.get(each.column)) for each in form.fields}
    digest = f"{count:064x}"
    taken = take(desk, Submission(form.id, answers), Source(digest, f"{count}.xlsx"))
    desk.record(taken.events)
    received = {
        "sha": digest, "name": f"{count}.xlsx", "outcome": taken.outcome, "form": form.title, "numbers": taken.numbers,
        "firm": taken.firm, "notes": "\n".join(map(str, taken.notes)), "original": f"register/originals/{digest}",
    }  # fmt: skip
    desk.record([Event(Kind.RECEIVED, desk.as_of, data=received)])


def dispatch(desk: Desk, which: int) -> None:
    ready = [case for case in desk.live() if may(case, "dispatched")]
    if ready:
        desk.record([Event(Kind.DISPATCHED, desk.as_of, ready[which % len(ready)].number, {"units": []})])


def hold(desk: Desk, count: int) -> None:
    """A report that waits for the office's answer."""
    opening = {
        "values": {**REPORT, "企业名称": f"待确认{count}有限公司"},
        "sha": f"{count:064x}",
        "part": 0,
        "incoming": "x",
    }
    data = {"ask": f"{count}-1", "column": "附件2", "text": "x", "why": "不确定。", "incoming": "x", "firm": "x"}
    desk.record([Event(Kind.HELD, desk.as_of, "", {**data, "sha": f"{count:064x}", "part": 0, "opening": opening})])


def file_material(desk: Desk, which: int, count: int) -> None:
    cases = desk.live()
    if cases:
        number = cases[which % len(cases)].number
        path = f"register/佐证材料/{number}/照片{count}.jpg"
        data = {"sha": f"{count:064x}", "name": f"照片{count}.jpg", "path": path, "incoming": "照片.jpg"}
        desk.record([Event(Kind.ATTACHED, desk.as_of, number, data)])


def type_in(office: Office, which: int, values: dict[str, Any], sheet: str = "") -> None:
    """Type into one of the rows of a sheet, or into a new one where there is none."""

    def edit(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        for column, value in values.items():
            page.cell(2 + which % max(page.max_row - 1, 1), heads[column]).value = value

    office.edit_sheet(edit, sheet)


def delete(office: Office, which: int) -> None:
    book = open_book(office.workspace.register.read_bytes())
    page = book[office.record]
    if page.max_row > 1:
        page.delete_rows(2 + which % (page.max_row - 1))
        office.workspace.register.write_bytes(saved(book))


NUMBER = st.integers(0, 6)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("report"), NUMBER, NUMBER),
        st.tuples(st.just("report"), NUMBER, NUMBER),
        st.tuples(st.sampled_from(["dispatch", "delete", "hold", "material", "name", "add", "classify", "retell"]), NUMBER, NUMBER),
        st.tuples(st.sampled_from(["answer", "holiday", "old register", "days go by", "other pc", "busy"]), NUMBER, NUMBER),
        st.tuples(st.sampled_from(["forget", "tear", "garble", "flip"]), NUMBER, NUMBER),
    ),
    min_size=4,
    max_size=12,
)  # fmt: skip


class Twins:
    """One office twice: at one of them the PC remembers, at the other it does not."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.one = Office.found(folder / "one")
        shutil.copytree(self.one.root, folder / "two")
        self.two = Office(folder / "two", self.one.mechanism)
        self.cache, self.day, self.count = cache, DAY, 0
        self.old = [self.one.workspace.register.read_bytes()]

    def run(self, work: Callable[[Desk], object]) -> None:
        with open_desk(self.one.workspace, self.one.order(self.day)) as desk:
            work(desk)
            update(desk)
        with forgetful(), open_desk(self.two.workspace, self.two.order(self.day)) as desk:
            work(desk)
            update(desk)

    def by_hand(self, edit: Callable[[Office], object]) -> None:
        edit(self.one)
        shutil.copyfile(self.one.workspace.register, self.two.workspace.register)

    def step(self, what: str, a: int, b: int) -> None:
        self.count += 1
        count = self.count
        works: dict[str, Callable[[Desk], object]] = {
            "report": lambda desk: report(desk, count, FIRMS[a % 3], PROBLEMS[b % 4] + "此外无其他。" * (a // 3)),
            "dispatch": lambda desk: dispatch(desk, a),
            "hold": lambda desk: hold(desk, count),
            "material": lambda desk: file_material(desk, a, count),
        }
        edits: dict[str, Callable[[Office], object]] = {
            "delete": lambda office: delete(office, a),
            "name": lambda office: type_in(office, a, {"企业名称": FIRMS[b % 3]}),
            "retell": lambda office: type_in(office, a, {"问题困难": PROBLEMS[b % 4]}),
            "add": lambda office: office.add_row(企业名称=FIRMS[a % 3], 问题困难=PROBLEMS[b % 4]),
            "classify": lambda office: type_in(
                office, a, {"问题分类": "一般问题", "案由": "道路", "牵头单位": "区交通运输局"}
            ),
            "answer": lambda office: type_in(office, a, {"处理意见": "采纳" if b % 2 else "不采纳"}, schema.ASKS),
            "holiday": lambda office: office.edit_sheet(lambda s: s.append([self.day + timedelta(days=b), "放假"]), schema.HOLIDAYS),
            "old register": lambda office: office.workspace.register.write_bytes(self.old[a % len(self.old)]),
        }  # fmt: skip
        if what in works:
            self.run(works[what])
        elif what in edits:
            self.by_hand(edits[what])
            self.run(lambda _: None)
        elif what == "days go by":
            self.day += timedelta(days=10 * a + b)
            self.run(lambda _: None)
        elif what == "other pc":
            with forgetful():
                self.run(works["report"])
        elif what == "busy":
            self._while_open(works["report"])
        else:
            self.spoil(what, a, b)
        self.old.append(self.one.workspace.register.read_bytes())

    def _while_open(self, work: Callable[[Desk], object]) -> None:
        owners = [
            each.workspace.register.with_name(f"~${each.workspace.register.name}") for each in (self.one, self.two)
        ]
        for owner in owners:
            owner.write_bytes(b"\x01x")
        self.run(work)
        for owner in owners:
            owner.unlink()

    def spoil(self, what: str, a: int, b: int) -> None:
        for path in files(self.cache):
            data = bytearray(path.read_bytes())
            if what == "forget":
                path.unlink()
            elif what == "tear":
                path.write_bytes(data[: len(data) * a // 7])
            elif what == "garble":
                path.write_bytes(bytes(reversed(data)))
            else:  # in what was put there, not in how the file is built
                _flip(path)

    def check(self) -> None:
        assert story(self.one) == story(self.two)
        assert self.one.workspace.register.read_bytes() == self.two.workspace.register.read_bytes()
        assert {p.name for p in self.one.workspace.numbers.iterdir()} == {
            p.name for p in self.two.workspace.numbers.iterdir()
        }


def _flip(path: Path) -> None:
    """Spoil every entry but the description."""
    try:
        with sqlite3.connect(path) as file:
            file.execute(
                "UPDATE kept SET value = substr(value, 1, 9) || x'00' || substr(value, 11) WHERE kind != 'meta'"
            )
    except sqlite3.Error:
        pass
    finally:
        file.close()


def happens(folder: Path, cache: Path, steps: Sequence[tuple[str, int, int]]) -> None:
    """Let a story happen at both offices, and compare them after each step."""
    twins = Twins(folder, cache)
    for each in steps:
        twins.step(*each)
        twins.check()


def test_journal_and_register_are_the_same_to_the_byte(tmp_path: Path, cache: Path) -> None:
    story = [
        ("report", 0, 0), ("report", 1, 2), ("classify", 0, 0), ("hold", 0, 0), ("dispatch", 0, 0), ("material", 1, 0),
        ("busy", 2, 3), ("answer", 0, 1), ("tear", 3, 0), ("add", 1, 1), ("other pc", 0, 1), ("name", 1, 2),
        ("days go by", 4, 2), ("holiday", 0, 5), ("flip", 0, 0), ("report", 3, 1), ("delete", 1, 0),
        ("old register", 4, 0), ("report", 2, 0),
    ]  # fmt: skip
    happens(tmp_path, cache, story)


@pytest.mark.long
@given(STEPS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_story_comes_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, cache: Path, steps: Sequence[tuple[str, int, int]]
) -> None:
    happens(tmp_path_factory.mktemp("twins"), cache, steps)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office.found(tmp_path / "office")


def work(office: Office, *counts: int, day: date = DAY) -> Desk:
    with open_desk(office.workspace, office.order(day)) as desk:
        for count in counts:
            report(desk, count, FIRMS[count % 3], PROBLEMS[count % 4])
        update(desk)
    return desk


def test_a_run_reads_no_more_of_the_journal_than_was_added_since(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(office, 1, 2, 3)

    def refuse(*_: object) -> Any:
        raise AssertionError("the journal was read from its beginning")

    monkeypatch.setattr(Journal, "records", refuse)
    desk = work(office, 5)
    assert [row["编号"] for row in office.rows()] == ["2024-001", "2024-002", "2024-003", "2024-004"]
    assert desk.cases["2024-004"].role("firm") == FIRMS[2]
    assert work(office).past is not None


def test_taking_in_a_form_touches_nothing_else_though_something_was_taken_back_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.take_in(甲=office.report())
    office.take_in(乙=office.report(企业名称=FIRMS[1], 问题困难=PROBLEMS[3]))
    office.run(undo)
    office.run(remind)

    def refuse(*_: object) -> Any:
        raise AssertionError("everything was asked for")

    monkeypatch.setattr(Journal, "records", refuse)
    monkeypatch.setattr(Past, "all", refuse)
    office.take_in(丙=office.report(企业名称=FIRMS[2], 问题困难=PROBLEMS[2]))
    assert [row["企业名称"] for row in office.rows()] == ["顺德甲电器有限公司", FIRMS[2]]


def test_who_asks_for_everything_gets_everything(office: Office) -> None:
    work(office, 1, 2, 3)
    with open_desk(office.workspace, office.order()) as desk:
        assert desk.past is not None
        assert [case.number for case in desk.live()] == ["2024-001", "2024-002", "2024-003"]
        assert [each.seq for each in desk.events] == list(range(1, len(desk.events) + 1))
        assert "2024-002" in desk.cases
        assert "2024-009" not in desk.cases
        assert len(desk.cases) == 3


def test_a_return_known_by_its_bytes_is_known_still(office: Office) -> None:
    work(office, 1)
    with open_desk(office.workspace, office.order()) as desk:
        digest = f"{1:064x}"
        assert (digest, "1.xlsx") in desk.known.names
        assert desk.known.received[digest].data["name"] == "1.xlsx"
        assert desk.known.parts[digest, 0].number == "2024-001"
        assert ("opened", digest, 0) in desk.known.entered


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"SQLite format 3\x00 and no more"),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes()[::-1]),
        _flip,
    ],
)
def test_a_spoiled_file_is_made_anew_and_nobody_notices(
    office: Office, cache: Path, spoil: Callable[[Path], object]
) -> None:
    work(office, 1, 2)
    (path,) = files(cache)
    spoil(path)
    office.said.clear()
    work(office, 5)
    assert [row["企业名称"] for row in office.rows()] == [FIRMS[1], FIRMS[2], FIRMS[2]]
    assert not [line for line in office.said if "缓存" in line or "Error" in line]
    desk = work(office)
    assert desk.past is not None
    assert not desk.past.spoiled


def _locked(cache: Path) -> Iterator[None]:
    (path,) = files(cache)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


def _no_folder(cache: Path) -> Iterator[None]:
    shutil.rmtree(cache)
    cache.write_bytes(b"")
    yield


@pytest.mark.parametrize("hindrance", [_locked, _no_folder])
def test_a_file_that_cannot_be_read_or_written_costs_time_only(
    office: Office, cache: Path, hindrance: Callable[[Path], Iterator[None]]
) -> None:
    work(office, 1, 2)
    with contextmanager(hindrance)(cache):
        desk = work(office, 5)
    assert desk.past is None
    assert [row["编号"] for row in office.rows()] == ["2024-001", "2024-002", "2024-003"]


@pytest.mark.parametrize(
    "event",
    [
        Event(Kind.UNDONE, DAY, data={"ranges": [[4, 4]]}),
        Event(Kind.NOTED, DAY, data={"sheet": schema.HOLIDAYS, "rows": {}}),
        Event(Kind.MISSED, DAY, data={"ranges": [], "lines": []}),
        Event(Kind.COMMITTED, DAY, data={"digest": "x", "cells": {}, "rebuilt": True}),
        Event(Kind.COMMITTED, DAY, data={"digest": "x", "cells": {}, "back_to": 1}),
    ],
    ids=["undone", "noted", "missed", "rebuilt", "back to"],
)
def test_what_turns_back_is_added_up_from_the_beginning(office: Office, event: Event) -> None:
    work(office, 1)
    Journal(office.workspace.journal).append([event.to_record()])
    remembered = lay(office.workspace, office.order(), remembered=checkpoint.remembered)
    assert remembered.past is None
    assert remembered.events == lay(office.workspace, office.order()).events


def test_lost_lines_are_told_and_nothing_is_remembered_till_they_are_settled(office: Office) -> None:
    work(office, 1)
    late = Event(Kind.DECIDED, DAY, data={"ask": "x", "take": False}).to_record()
    Journal(office.workspace.journal).append([{**late, "seq": 90}])
    for _ in range(2):
        office.said.clear()
        assert work(office).past is None
        assert [line for line in office.said if line.startswith("日志缺了")]
    with open_desk(office.workspace, office.order()) as desk:
        desk.record(Gaps(desk).settle())
    office.said.clear()
    work(office)
    assert work(office).past is not None
    assert not [line for line in office.said if line.startswith("日志缺了")]


_PROCESS = """
import sys
from pathlib import Path
from jobs.books.test_checkpoint import FIRMS, PROBLEMS, report
from toolkit.jobs.books import checkpoint
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.order import Order
from toolkit.workspace import Workspace
from jobs.office import DAY
checkpoint.WORTH = 0
for turn in range(3):
    with open_desk(Workspace(Path(sys.argv[1])), Order(DAY, say=lambda _: None)) as desk:
        report(desk, int(sys.argv[2]) + turn, FIRMS[turn], PROBLEMS[turn] + sys.argv[2])
        update(desk)
"""


def test_two_processes_share_what_is_remembered(office: Office) -> None:
    path = os.pathsep.join(sys.path)
    told = {**os.environ, "PYTHONPATH": path}
    both = [
        subprocess.Popen([sys.executable, "-c", _PROCESS, str(office.root), start], env=told) for start in ("10", "20")
    ]
    assert [each.wait(timeout=300) for each in both] == [0, 0]
    remembering = work(office)
    assert remembering.past is not None
    with forgetful():
        assert work(office).cases == dict(remembering.cases.items())
    assert remembering.known.files == 6


def test_a_journal_that_begins_otherwise_is_read_whole(office: Office) -> None:
    work(office, 1, 2)
    (path,) = office.workspace.journal.glob("*.jsonl")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if FIRMS[1] in line)
    path.write_text("".join([*lines[:at], "x" * (len(lines[at]) - 1) + "\n", *lines[at + 1 :]]), "utf-8")
    with open_desk(office.workspace, office.order()) as desk:
        assert desk.past is None


def test_other_rules_make_it_worthless(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    work(office, 1)
    monkeypatch.setattr(checkpoint, "_stamps", lambda *_: "another version")
    with open_desk(office.workspace, office.order()) as desk:
        assert desk.past is None


def test_a_dry_run_keeps_nothing(office: Office, cache: Path) -> None:
    work(office, 1)
    (path,) = files(cache)
    before = path.read_bytes()
    with open_desk(office.workspace, office.order(dry_run=True)) as desk:
        report(desk, 2, FIRMS[0], PROBLEMS[0])
        assert len(desk.live()) == 2
    assert path.read_bytes() == before


def test_a_run_that_breaks_off_keeps_nothing(office: Office) -> None:
    work(office, 1)
    with pytest.raises(KeyError), open_desk(office.workspace, office.order()) as desk:
        report(desk, 2, FIRMS[2], PROBLEMS[2])
        raise KeyError
    desk = work(office, 3)
    assert [row["企业名称"] for row in office.rows()] == [FIRMS[1], FIRMS[2], FIRMS[0]]
    assert desk.past is not None


def test_the_workspace_holds_nothing_of_it(office: Office, cache: Path) -> None:
    work(office, 1)
    assert files(cache)
    assert not [each for each in office.root.rglob("*") if "sqlite" in each.name]
