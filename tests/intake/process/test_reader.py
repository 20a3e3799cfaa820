"""The reading processes: a file that kills or hangs one costs itself a reason, and every other file is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from intake.conftest import DAY
from intake.hostile import lying_strings, workbook
from toolkit.errors import Code, ToolkitError
from toolkit.forms.identity import write_mark
from toolkit.intake import Delivery, Reader
from toolkit.intake.process import child as child_module
from toolkit.mechanism import Mechanism
from toolkit.templates import build, fill

SOUND = workbook()
#: Seconds that no file takes, however busy the machine.
LONG = 600.0
posix = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs a signal that stops a process")

Read = Callable[[Reader, bytes], Delivery]


@pytest.fixture(scope="module")
def report(mechanism: Mechanism) -> Callable[[str], bytes]:
    """Return a filled report of a firm."""
    form = mechanism.form_that("opens")
    blank = build(form, mechanism)
    values = {"企业名称": "", "问题困难": "厂区门口道路破损", "提交日期": "3月5日"}
    return lambda firm: fill(
        blank, form, mechanism, {**values, "企业名称": firm}, mark=write_mark(form.id, form.version)
    )


def firms(delivery: Delivery) -> list[str]:
    return [
        str(each.value("企业名称"))
        for piece in delivery.pieces
        if piece.reading is not None
        for each in piece.reading.submissions
    ]


def codes(delivery: Delivery) -> list[Code | None]:
    return [each.problem.code if each.problem else None for each in delivery.pieces]


def mail(*files: bytes, day: str = "Tue, 05 Mar 2024 09:00:00 +0800") -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = "报送", "lian@example.org", day
    message.set_content("请收。")
    for number, each in enumerate(files):
        message.add_attachment(each, maintype="application", subtype="octet-stream", filename=f"表{number}.xlsx")
    return message.as_bytes()


def pids(reader: Reader) -> list[int]:
    return [each._process.pid for each in reader._children]


def hang(reader: Reader) -> None:
    """Have the process that is asked next answer no more, and be waited for a moment; the others have all the time."""
    child = reader._idle[-1]
    child._patience = 1.0
    os.kill(child._process.pid, signal.SIGSTOP)


def test_files_come_back_in_their_order(mechanism: Mechanism, report: Callable[[str], bytes]) -> None:
    files = [(report(f"顺德{number}公司") if number % 7 else b"%PDF-1.7", f"{number}") for number in range(40)]
    with Reader(children=2) as reader:
        found = list(reader.read_many(files, mechanism, DAY))
        assert len(pids(reader)) == 2
    assert [each.pieces[0].name for each in found] == [name for _, name in files]
    assert [firms(each) for each in found] == [[f"顺德{n}公司"] if n % 7 else [] for n in range(40)]
    assert found[0].pieces[0].kind == "pdf"
    assert found[1].pieces[0].kind == "xlsx"


def test_one_file_starts_one_process_and_it_serves_on(mechanism: Mechanism) -> None:
    with Reader(children=2) as reader:
        assert pids(reader) == []
        reader.read(SOUND, "一.xlsx", mechanism, DAY)
        first = pids(reader)
        for _ in range(20):
            reader.read(SOUND, "多.xlsx", mechanism, DAY)
        assert pids(reader) == first
        assert len(first) == 1


def test_a_process_that_is_being_started_is_waited_for(mechanism: Mechanism) -> None:
    with Reader(children=2) as reader:
        reader.warm(1)
        reader.read(SOUND, "一.xlsx", mechanism, DAY)
        assert len(pids(reader)) == 1
        reader.warm(1)
        reader.warm(2)
        assert len(list(reader.read_many([(SOUND, "二.xlsx"), (SOUND, "三.xlsx")], mechanism, DAY))) == 2
        assert len(pids(reader)) == 2, "no more than missed"


def test_no_more_files_are_taken_than_a_few_ahead(mechanism: Mechanism) -> None:
    taken = 0

    def files() -> Iterator[tuple[bytes, str]]:
        nonlocal taken
        for number in range(50):
            taken += 1
            yield SOUND, str(number)

    with Reader(children=2) as reader:
        found = reader.read_many(files(), mechanism, DAY)
        next(found)
        assert taken <= 8
        found.close()
        assert reader.read(SOUND, "后.xlsx", mechanism, DAY).pieces


def test_a_mail_is_one_delivery_read_by_its_own_day(mechanism: Mechanism, report: Callable[[str], bytes]) -> None:
    with Reader() as reader:
        data = mail(report("顺德甲公司"), b"%PDF-1.7 scan", report("顺德乙公司"))
        found = reader.read(data, "信.eml", mechanism, date(2024, 6, 8))
        late = reader.read(mail(report("顺德甲公司"), day="Thu, 01 Jan 1970 00:00:00 +0000"), "旧.eml", mechanism, DAY)
    assert found.letter is not None
    assert (found.letter.sender, found.letter.subject, found.letter.day) == (
        "lian@example.org",
        "报送",
        date(2024, 3, 5),
    )
    assert firms(found) == ["顺德甲公司", "顺德乙公司"]
    assert codes(found) == [None, Code.PICTURE, None]
    assert [each.within for each in found.pieces] == [("信.eml",)] * 3
    assert found.pieces[1].data == b"%PDF-1.7 scan"
    assert firms(late) == ["顺德甲公司"]


def test_another_mechanism_takes_over_between_two_files(mechanism: Mechanism, report: Callable[[str], bytes]) -> None:
    from dataclasses import replace

    other = replace(mechanism, forms=tuple(each for each in mechanism.forms if each.kind != "opens"))
    with Reader(children=1) as reader:
        data = report("顺德甲公司")
        for which, found in ((mechanism, ["顺德甲公司"]), (other, []), (mechanism, ["顺德甲公司"])):
            assert firms(reader.read(data, "表.xlsx", which, DAY)) == found
        assert len(pids(reader)) == 1


def test_a_file_that_kills_the_process_costs_itself_a_reason_and_nobody_else(mechanism: Mechanism) -> None:
    files = [(SOUND, "一.xlsx"), (lying_strings(), "坏.xlsx"), (SOUND, "二.xlsx"), (SOUND, "三.xlsx")]
    with Reader(children=2) as reader:
        found = list(reader.read_many(files, mechanism, DAY))
    assert [code for each in found for code in codes(each)] == [None, Code.READER_DIED, None, None]


def test_a_file_that_kills_the_process_costs_the_mail_it_came_in_nothing_else(
    mechanism: Mechanism, report: Callable[[str], bytes]
) -> None:
    with Reader() as reader:
        data = mail(report("顺德甲公司"), lying_strings(), report("顺德乙公司"))
        found = reader.read(data, "信.eml", mechanism, DAY)
    assert firms(found) == ["顺德甲公司", "顺德乙公司"]
    assert codes(found) == [None, Code.READER_DIED, None]
    assert found.letter is not None


@posix
def test_a_process_that_died_of_something_else_costs_no_file(mechanism: Mechanism) -> None:
    with Reader(children=1) as reader:
        reader.read(SOUND, "先.xlsx", mechanism, DAY)
        (pid,) = pids(reader)
        os.kill(pid, signal.SIGKILL)
        assert codes(reader.read(SOUND, "后.xlsx", mechanism, DAY)) == [None]
        assert pids(reader) != [pid]


@posix
def test_a_process_that_hangs_is_given_up_even_with_a_file_half_handed_over(mechanism: Mechanism) -> None:
    with Reader(patience=LONG, children=1) as reader:
        reader.read(SOUND, "先.xlsx", mechanism, DAY)
        hang(reader)
        # Larger than any pipe holds: the hand-over itself stands still.
        begun = time.monotonic()
        found = reader.read(SOUND + bytes(1 << 20), "慢.xlsx", mechanism, DAY)
        assert codes(found) == [Code.READER_SLOW]
        assert found.pieces[0].problem is not None
        assert found.pieces[0].problem.facts["name"] == "慢.xlsx"
        assert time.monotonic() - begun < LONG / 2
        assert codes(reader.read(SOUND, "后.xlsx", mechanism, DAY)) == [None]


def test_no_process_is_waited_for_longer_than_the_reader_was_told(
    mechanism: Mechanism, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first is ready and then never answers."""
    script = (
        "import struct, sys, time\n"
        "sys.stdout.buffer.write(struct.pack('>IQ', 2, 0) + b'{}'); sys.stdout.buffer.flush()\n"
        f"time.sleep({LONG})\n"
    )

    real = child_module._started

    def started(patience: float) -> subprocess.Popen[bytes]:
        monkeypatch.setattr(child_module, "_started", real)
        return subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    monkeypatch.setattr(child_module, "_started", started)
    with Reader(patience=0.5, children=1) as reader:
        reader.warm(1)
        reader._coming[0].result()
        reader._patience = LONG
        assert codes(reader.read(SOUND, "慢.xlsx", mechanism, DAY)) == [Code.READER_SLOW]


@posix
def test_a_hang_in_one_process_does_not_hold_up_the_others(mechanism: Mechanism) -> None:
    with Reader(patience=LONG, children=2) as reader:
        list(reader.read_many([(SOUND, "先")] * 8, mechanism, DAY))
        hang(reader)
        begun = time.monotonic()
        found = list(reader.read_many([(SOUND, str(number)) for number in range(30)], mechanism, DAY))
        assert time.monotonic() - begun < LONG / 2
    outcomes = [code for each in found for code in codes(each)]
    assert outcomes.count(Code.READER_SLOW) == 1
    assert outcomes.count(None) == 29


@posix
def test_after_a_hang_over_a_mail_each_file_in_it_is_read_by_itself(
    mechanism: Mechanism, report: Callable[[str], bytes]
) -> None:
    with Reader(patience=LONG, children=1) as reader:
        reader.read(SOUND, "先.xlsx", mechanism, DAY)
        hang(reader)
        found = reader.read(mail(report("顺德甲公司"), b"%PDF-1.7", report("顺德乙公司")), "信.eml", mechanism, DAY)
    assert firms(found) == ["顺德甲公司", "顺德乙公司"]
    assert codes(found) == [None, Code.PICTURE, None]
    assert [each.within for each in found.pieces] == [("信.eml",)] * 3
    assert found.letter is not None


@pytest.mark.parametrize(
    "answer",
    [
        'b"garbage that is no frame at all"',
        'frame(b"{}")',
        'frame(b"[1, 2")',
        'frame(b\'{"pieces": [], "letter": null, "problems": [], "faults": []}\', b"bytes of nobody")',
        'frame(b\'{"pieces": [{"name": 3}], "letter": null, "problems": [], "faults": []}\')',
        'struct.pack(">IQ", 1 << 31, 0)',
        'struct.pack(">IQ", 2, 1 << 60)',
        'b""',
    ],
)
def test_a_process_that_answers_nonsense_is_not_believed(
    answer: str, mechanism: Mechanism, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        "import struct, sys\n"
        "def frame(head, body=b''): return struct.pack('>IQ', len(head), len(body)) + head + body\n"
        "out = sys.stdout.buffer\n"
        "out.write(frame(b'{}')); out.flush()\n"
        "sys.stdin.buffer.read(12)\n"
        f"out.write({answer}); out.flush()\n"
    )

    def started(_: float) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    monkeypatch.setattr(child_module, "_started", started)
    with Reader(children=1) as reader:
        assert codes(reader.read(SOUND, "表.xlsx", mechanism, DAY)) == [Code.READER_DIED]


def test_where_no_process_can_be_started_no_file_is_blamed(
    mechanism: Mechanism, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for broken in (str(tmp_path / "none"), "false"):
        monkeypatch.setattr(sys, "executable", broken)
        with Reader() as reader, pytest.raises(ToolkitError, match="读取程序启动"):
            reader.read(SOUND, "表.xlsx", mechanism, DAY)


def test_a_fault_of_ours_is_told_as_ours_and_logged(
    mechanism: Mechanism, report: Callable[[str], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    from dataclasses import replace

    broken = replace(mechanism, forms=(None,))  # type: ignore[arg-type]
    with Reader(children=1) as reader:
        for _ in range(3):
            found = reader.read(report("顺德秘密公司"), "表.xlsx", broken, DAY)
    assert codes(found) == [Code.READER_DIED]
    assert "AttributeError" in found.faults[0]
    assert len(caplog.records) == 1
    assert "秘密" not in caplog.text
