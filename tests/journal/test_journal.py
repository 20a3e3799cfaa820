"""The journal: nothing that happened is lost, nothing that did not happen is told, whatever the disk does."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ground.test_events import EVENTS
from toolkit.events import Event, Kind
from toolkit.files import writing
from toolkit.journal import Journal, damage


def _clock() -> datetime:
    return datetime(2026, 3, 2, 9, 30)


@pytest.fixture
def book(root: Path) -> Journal:
    return Journal(root / "journal", _clock)


def _file(book: Journal) -> Path:
    (path,) = book.folder.glob("*.jsonl")
    return path


def _names(book: Journal) -> list[str]:
    return [record["name"] for record in book.records()]


def _add(book: Journal, *names: str) -> None:
    book.append({"name": name} for name in names)


def test_a_journal_that_is_not_there_yet_is_empty(book: Journal) -> None:
    assert list(book.records()) == []


def test_what_is_appended_is_read_in_order_by_anybody(book: Journal) -> None:
    written = book.append([{"name": "甲"}, {"name": "乙"}])
    _add(book, "丙")

    assert _names(book) == _names(Journal(book.folder)) == ["甲", "乙", "丙"]
    assert [record["seq"] for record in book.records()] == [1, 2, 3]
    assert [(each["seq"], each["at"]) for each in written] == [(1, "2026-03-02T09:30:00"), (2, "2026-03-02T09:30:00")]


def test_nothing_appended_writes_nothing(book: Journal) -> None:
    assert list(book.append([])) == []
    assert not book.folder.exists()


def test_a_line_is_text_a_person_can_read(book: Journal) -> None:
    _add(book, "顺德甲公司")

    text = _file(book).read_text(encoding="utf-8")
    assert "顺德甲公司" in text
    assert text.endswith("}\n")
    assert json.loads(text)["name"] == "顺德甲公司"


def test_who_wrote_is_kept_unless_the_event_knows_better(book: Journal) -> None:
    book.append([{"name": "甲"}, {"name": "乙", "by": "PC9/李"}])

    first, second = book.records()
    assert "/" in first["by"]
    assert second["by"] == "PC9/李"


@given(st.lists(EVENTS, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_event_comes_back_from_the_disk(tmp_path_factory: pytest.TempPathFactory, events: list[Event]) -> None:
    book = Journal(tmp_path_factory.mktemp("journal"), _clock)
    book.append(event.to_record() for event in events)
    fresh = Journal(book.folder)
    back = [Event.from_record(record) for record in fresh.records()]

    assert fresh.spoiled == []
    assert [(each.kind, each.day, each.number, each.data) for each in back if each] == [
        (each.kind, each.day, each.number, each.data) for each in events
    ]


@pytest.mark.parametrize(
    "text", ["𠮷野家", "a\nb\r\nc\u2028d\u0085e", "\x00\x1f\x7f", "👩‍👩‍👧", "\ud800半个字", '"}{\\', "\ufeff"]
)
def test_odd_texts_come_back_and_stay_in_their_line(book: Journal, text: str) -> None:
    _add(book, "前", text, "后")

    assert _names(Journal(book.folder)) == ["前", text, "后"]
    assert len(_file(book).read_bytes().splitlines()) == 3


# --- what a kill, a person or a second PC leaves behind -----------------------------------------------------------


@pytest.mark.parametrize("keep", [1, 20, -2, -1])
def test_a_torn_last_line_is_ignored_and_does_not_swallow_the_next(book: Journal, keep: int) -> None:
    _add(book, "甲")
    whole = _file(book).read_bytes()
    _add(book, "乙")
    torn = _file(book).read_bytes()[len(whole) :]
    _file(book).write_bytes(whole + torn[:keep])
    later = Journal(book.folder, _clock)

    assert _names(later) == ["甲"]
    _add(later, "丙")
    # The whole text without its line end is a whole line once somebody ends it.
    expected = ["甲", "乙", "丙"] if keep == -1 else ["甲", "丙"]
    assert sorted(_names(Journal(book.folder))) == sorted(expected)
    assert "丙" in _names(later)


def test_a_line_still_being_written_is_read_once_it_is_whole(book: Journal) -> None:
    _add(book, "甲", "乙")
    whole = _file(book).read_bytes()
    _file(book).write_bytes(whole[:-5])
    other = Journal(book.folder)

    assert _names(other) == ["甲"]
    _file(book).write_bytes(whole)
    assert _names(other) == ["甲", "乙"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line.replace("乙".encode(), "丁".encode()),
        lambda line: b"",
        lambda line: b"{}",
        lambda line: b"[1, 2]",
        lambda line: b"null",
        lambda line: b"\xff\xfe\x00",
        lambda line: line[:40],
        lambda line: b" " + line,
        lambda line: b"[" * 100_000,
        lambda line: line.replace(b'"seq":2', b'"seq":3'),
    ],
)
def test_a_spoiled_line_is_passed_over_and_counted_and_the_rest_stands(book: Journal, spoil: Any) -> None:
    _add(book, "甲", "乙", "丙")
    lines = _file(book).read_bytes().splitlines()
    lines[1] = spoil(lines[1])
    _file(book).write_bytes(b"\n".join(lines) + b"\n")
    later = Journal(book.folder)

    assert _names(later) == ["甲", "丙"]
    assert len(later.spoiled) == (1 if lines[1] else 0)
    assert all(_file(book).name in each for each in later.spoiled)


def test_numbers_go_on_after_the_last_whatever_was_spoiled(book: Journal) -> None:
    _add(book, "甲", "乙", "丙")
    lines = _file(book).read_bytes().splitlines(keepends=True)
    _file(book).write_bytes(lines[0] + b"#\n" + lines[2])
    later = Journal(book.folder, _clock)
    _add(later, "丁")

    assert [(each["seq"], each["name"]) for each in later.records()] == [(1, "甲"), (3, "丙"), (4, "丁")]


def test_two_pcs_write_into_files_of_their_own_and_keep_one_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = {"name": "ZZ-PC"}
    monkeypatch.setattr(socket, "gethostname", lambda: host["name"])
    first, second = Journal(tmp_path, _clock), Journal(tmp_path, _clock)
    for number in range(6):
        host["name"] = "ZZ-PC" if number % 2 else "AA-PC"
        _add(first if number % 2 else second, f"事{number}")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["AA-PC-202603.jsonl", "ZZ-PC-202603.jsonl"]
    for each in (first, second, Journal(tmp_path)):
        assert _names(each) == [f"事{number}" for number in range(6)]


def test_a_pc_with_a_name_no_file_can_have_still_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "区/工商联:1")
    book = Journal(tmp_path, _clock)
    _add(book, "甲")

    assert _names(book) == ["甲"]


# --- a full disk -------------------------------------------------------------------------------------------------


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Let only so many bytes more be written, then fail as a full disk does."""
    room = {"left": 10**9}
    real = writing._write_all

    def write(stream: Any, data: bytes) -> None:
        real(stream, data[: room["left"]])
        if len(data) > room["left"]:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_write_all", write)
    return room


@pytest.mark.parametrize("left", [0, 1, 100, 200])
def test_on_a_full_disk_none_of_a_batch_happened(book: Journal, tight: dict[str, int], left: int) -> None:
    _add(book, "甲")
    before = _file(book).read_bytes()
    tight["left"] = left
    with pytest.raises(OSError, match="No space"):
        _add(book, "乙", "丙", "丁")

    assert _file(book).read_bytes() == before
    assert _names(book) == _names(Journal(book.folder)) == ["甲"]
    tight["left"] = 10**9
    _add(book, "戊")
    assert [(each["seq"], each["name"]) for each in Journal(book.folder).records()] == [(1, "甲"), (2, "戊")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of a file's size")
def test_a_real_limit_of_the_files_size_leaves_no_half_batch(tmp_path: Path) -> None:
    code = """
import resource, signal, sys
from pathlib import Path
from toolkit.journal import Journal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
book = Journal(Path(sys.argv[1]))
book.append([{"name": "甲"}])
size = next(Path(sys.argv[1]).iterdir()).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size * 2 + 10, size * 2 + 10))
try:
    book.append([{"name": "乙"}, {"name": "丙"}])
except OSError:
    print(len(book.records()), next(Path(sys.argv[1]).iterdir()).stat().st_size - size)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, timeout=300
    )

    assert done.stdout.split() == ["1", "0"]
    assert _names(Journal(tmp_path)) == ["甲"]


def test_a_kill_in_the_middle_of_a_line_loses_that_line_only(tmp_path: Path) -> None:
    code = """
import os, sys
from pathlib import Path
from toolkit.files import writing
from toolkit.journal import Journal
book = Journal(Path(sys.argv[1]))
book.append([{"name": "甲"}])
def torn(stream, data):
    stream.write(data[: len(data) // 2])
    os._exit(9)
writing._write_all = torn
book.append([{"name": "乙"}])
"""
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, timeout=300)
    later = Journal(tmp_path, _clock)

    assert done.returncode == 9
    assert _names(later) == ["甲"]
    _add(later, "丙")
    assert _names(Journal(tmp_path)) == ["甲", "丙"]


def test_every_batch_reaches_the_disk_before_it_counts(book: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (flushed.append(os.fstat(handle).st_size), real(handle)))
    _add(book, "甲", "乙")

    assert flushed == [_file(book).stat().st_size]


def test_an_event_of_a_newer_version_stays_in_the_journal(book: Journal) -> None:
    book.append([{**Event(Kind.OPENED, _clock().date(), "2026-001").to_record(), "kind": "audited"}])

    assert Event.from_record(book.records()[0]) is None
    assert len(book.records()) == 1


# --- many records, one flush ---------------------------------------------------------------------------------------


def test_what_is_held_is_numbered_at_once_and_written_in_one_go(book: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(book, "甲")
    flushed: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (flushed.append(handle), real(handle)))
    book.hold()
    first, second = book.append([{"name": "乙"}]), book.append([{"name": "丙"}, {"name": "丁"}])

    assert [each["seq"] for each in (*first, *second)] == [2, 3, 4]
    assert _names(Journal(book.folder)) == ["甲"]
    assert not flushed
    book.flush()
    assert (_names(Journal(book.folder)), len(flushed)) == (["甲", "乙", "丙", "丁"], 1)
    book.append([{"name": "戊"}])
    book.release()
    _add(book, "己")
    assert [each["seq"] for each in Journal(book.folder).records()] == [1, 2, 3, 4, 5, 6]


def test_what_was_held_when_the_disk_is_full_never_happened(book: Journal, tight: dict[str, int]) -> None:
    _add(book, "甲")
    book.hold()
    book.append([{"name": "乙"}])
    tight["left"] = 30
    with pytest.raises(OSError, match="No space"):
        book.flush()
    tight["left"] = 10**9

    assert [each["seq"] for each in book.append([{"name": "丙"}])] == [2]
    book.release()
    assert [(each["seq"], each["name"]) for each in Journal(book.folder).records()] == [(1, "甲"), (2, "丙")]


def test_numbers_go_on_after_what_another_pc_wrote_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = {"name": "A"}
    monkeypatch.setattr(socket, "gethostname", lambda: host["name"])
    ours, theirs = Journal(tmp_path, _clock), Journal(tmp_path, _clock)
    _add(ours, "甲")
    host["name"] = "B"
    _add(theirs, "乙", "丙")
    host["name"] = "A"
    ours.hold()
    assert [each["seq"] for each in ours.append([{"name": "丁"}])] == [4]
    ours.release()
    assert _names(Journal(tmp_path)) == ["甲", "乙", "丙", "丁"]


def test_lines_that_cannot_be_read_are_named_and_a_torn_end_is_told_from_a_spoiled_line(book: Journal) -> None:
    _add(book, "甲", "乙", "丙")
    path = _file(book)
    assert list(damage(book.folder)) == []
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1].replace("乙".encode(), "已".encode()) + lines[2] + b'{"sum":"00')
    assert [each[:3] for each in damage(book.folder)] == [(path.name, 2, False), (path.name, 4, True)]
    _add(book, "丁")
    assert [each[:3] for each in damage(book.folder)] == [(path.name, 2, False), (path.name, 4, True)]


def test_a_line_that_ends_early_is_spoiled_where_its_place_in_the_order_is_missing(book: Journal) -> None:
    _add(book, "甲", "乙", "丙")
    path = _file(book)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1][:30] + b"\n" + lines[2])
    assert [each[:3] for each in damage(book.folder)] == [(path.name, 2, False)]
    book.records()
    assert book.missing == [(2, 2)]


def test_a_whole_last_line_that_was_spoiled_is_no_torn_one(book: Journal) -> None:
    _add(book, "甲", "乙")
    path = _file(book)
    path.write_bytes(path.read_bytes().replace("乙".encode(), "已".encode()))
    assert [each[:3] for each in damage(book.folder)] == [(path.name, 2, False)]


# --- going on from where it was read to ---------------------------------------------------------------------------


def test_only_what_follows_on_a_position_is_read(book: Journal) -> None:
    _add(book, "甲", "乙")
    _add(Journal(book.folder, lambda: datetime(2026, 4, 1)), "丙")
    book.records()
    position = book.position
    _add(Journal(book.folder, _clock), "丁")
    later = Journal(book.folder, _clock)

    fresh = later.resume(position)
    assert [each["name"] for each in fresh or ()] == ["丁"]
    assert later.append([{"name": "戊"}])[0]["seq"] == 5
    assert Journal(book.folder).resume(later.position) == []


def test_what_was_written_counts_as_read(book: Journal) -> None:
    _add(book, "甲")
    _add(book, "乙")
    assert Journal(book.folder).resume(book.position) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_bytes(path.read_bytes().replace("甲".encode(), "丁".encode())),
    ],
)
def test_a_journal_that_is_another_follows_on_nothing(book: Journal, change: Any) -> None:
    _add(book, "甲", "乙")
    book.records()
    change(_file(book))
    assert Journal(book.folder).resume(book.position) is None


def test_an_event_that_comes_before_one_already_read_follows_on_nothing(book: Journal) -> None:
    _add(book, "甲", "乙")
    book.records()
    other = book.folder / "PC9-202603.jsonl"
    other.write_bytes(_file(book).read_bytes())
    assert Journal(book.folder).resume(book.position) is None
