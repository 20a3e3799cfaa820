"""What lies in the inbox: hollow copies wait for their content, what fails is tried ever more rarely."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jobs.office import Office
from toolkit.files import digest_of
from toolkit.jobs.desk.inbox import Inbox, Patience, wait_for_rest
from toolkit.jobs.ingest import ingest
from toolkit.jobs.returns import post

OLD = 1_600_000_000.0


class Clock:
    """A clock that goes when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def elapsed(self) -> float:
        return self.now

    def inbox(self, folder: Path) -> Inbox:
        return Inbox(folder, 15, now=lambda: 1_700_000_000 + self.now, elapsed=self.elapsed)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def lay(path: Path, data: bytes) -> Path:
    """Lay a file with an old time stamp, as a program that copies does."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (OLD, OLD))
    return path


WHOLE = b"PK\x03\x04" + b"content" * 400
STAGES = [bytes(len(WHOLE)), WHOLE[:1000] + bytes(len(WHOLE) - 1000), WHOLE]


def test_a_copy_that_has_its_size_and_time_stamp_but_not_its_content_yet_is_waited_for(
    tmp_path: Path, clock: Clock
) -> None:
    inbox = clock.inbox(tmp_path)
    for data in STAGES[:2]:
        path = lay(tmp_path / "表.xlsx", data)
        for _ in range(4):
            assert inbox.look() == ([], [path])
            clock.now += 15
    lay(path, STAGES[2])
    assert inbox.look() == ([path], [])


@pytest.mark.parametrize("ahead", [0, 60, 86_400])
def test_a_file_that_grows_is_waited_for_however_far_this_pc_s_clock_is_ahead(
    tmp_path: Path, clock: Clock, ahead: float
) -> None:
    inbox, path = clock.inbox(tmp_path), tmp_path / "表.csv"
    for size in range(1, 6):
        path.write_bytes(b"a,b\n" * size)
        then = 1_700_000_000 + clock.now - ahead  # by the server's clock: just now
        os.utime(path, (then, then))
        resting, _ = inbox.look()
        assert size == 1 or resting == []
        clock.now += 5
    assert inbox.look() == ([], [path])
    clock.now += 10
    assert inbox.look() == ([path], [])


def test_a_copy_that_only_gets_the_time_stamp_of_its_original_is_complete(tmp_path: Path, clock: Clock) -> None:
    inbox, path = clock.inbox(tmp_path), tmp_path / "表.xlsx"
    path.write_bytes(WHOLE)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert inbox.look() == ([], [path])
    clock.now += 1
    lay(path, WHOLE)
    assert inbox.look() == ([], [path]), "it has changed: it is looked at twice"
    assert inbox.look() == ([path], [])


def test_what_never_gets_its_content_is_taken_in_the_end_and_told(tmp_path: Path, clock: Clock) -> None:
    path = lay(tmp_path / "表.xlsx", STAGES[0])

    def sleep(seconds: float) -> None:
        clock.now += seconds

    assert wait_for_rest(clock.inbox(tmp_path), 300, sleep) == ([path], [])
    assert 150 <= clock.now < 152


@pytest.mark.parametrize("data", [b"", b"x", b"\xd0\xcf\x11\xe0" + bytes(5000), WHOLE, b"%PDF" + bytes(5000)])
def test_zeros_at_the_end_of_anything_but_a_zip_mean_nothing(tmp_path: Path, clock: Clock, data: bytes) -> None:
    path = lay(tmp_path / "表", data)
    assert clock.inbox(tmp_path).look() == ([path], [])


def test_a_copy_that_fills_up_after_it_was_taken_in_is_not_removed_unread(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size and time stamp were those of the whole file from the start."""
    from toolkit.jobs import ingest as room

    data, real = office.report(), room.sort_out
    path = lay(office.workspace.inbox / "甲.xlsx", data[:3000] + b"x" * (len(data) - 3000))

    def fill_up(*given: object) -> object:
        found = real(*given)  # type: ignore[arg-type]
        lay(path, data)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(room, "sort_out", fill_up)
        office.run(ingest)
    assert path.read_bytes() == data
    office.run(ingest)
    assert [row["企业名称"] for row in office.rows()] == ["顺德甲电器有限公司"]
    assert not path.exists()


def test_a_file_that_fails_is_tried_ever_more_rarely_but_never_given_up(tmp_path: Path, clock: Clock) -> None:
    path, patience, tries = lay(tmp_path / "绊.xlsx", b"x"), Patience(tmp_path, clock.elapsed), []
    for _ in range(3600):
        if patience.due([path]):
            tries.append(clock.now)
            patience.tried([path])
        clock.now += 1
    assert tries[:6] == [0, 20, 60, 140, 300, 620]
    assert tries[6] - tries[5] == 600 == tries[7] - tries[6]
    assert len(patience) == 1


def test_a_file_that_changed_is_tried_at_once_and_one_that_is_gone_is_forgotten(tmp_path: Path, clock: Clock) -> None:
    path, patience = lay(tmp_path / "绊.xlsx", b"x"), Patience(tmp_path, clock.elapsed)
    for _ in range(5):
        patience.tried([path])
    assert patience.due([path]) == []
    lay(path, b"changed")
    assert patience.due([path]) == [path]
    patience.tried([path])
    clock.now += 20
    assert patience.due([path]) == [path], "and its pauses begin anew"
    path.unlink()
    patience.tried([path])
    assert len(patience) == 0


def test_a_file_that_somebody_holds_is_tried_again_soon(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, patience, real = lay(tmp_path / "开着.xlsx", b"x"), Patience(tmp_path, clock.elapsed), Path.open

    def held(self: Path, *given: str) -> object:
        if self == path:
            raise PermissionError(13, "held")
        return real(self, *given)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", held)
    for _ in range(6):
        assert patience.due([path]) == [path]
        patience.tried([path])
        clock.now += 20


def test_what_came_together_is_tried_together(tmp_path: Path, clock: Clock) -> None:
    patience = Patience(tmp_path, clock.elapsed)
    alone, first = lay(tmp_path / "甲.xlsx", b"x"), lay(tmp_path / "乙" / "表.xlsx", b"x")
    patience.tried([alone, first])
    second = lay(tmp_path / "乙" / "照片.jpg", b"x")
    assert patience.due([alone, first, second]) == [first, second]


def test_a_file_that_comes_while_we_look_on_is_looked_at_twice_however_old_it_says_it_is(
    tmp_path: Path, clock: Clock
) -> None:
    inbox = clock.inbox(tmp_path)
    before = lay(tmp_path / "before.xlsx", b"PK here before we looked")
    assert inbox.look() == ([before], [])
    came = lay(tmp_path / "came.xls", b"half of it")
    assert inbox.look() == ([before], [came])
    lay(came, b"half of it and the rest")
    clock.now += 1
    assert inbox.look() == ([before], [came])
    clock.now += 1
    assert inbox.look() == ([before, came], [])


def test_another_file_of_the_same_name_size_and_time_is_another_file(tmp_path: Path, clock: Clock) -> None:
    inbox = clock.inbox(tmp_path)
    path = tmp_path / "a.xls"
    path.write_bytes(b"one")
    now = 1_700_000_000
    os.utime(path, (now, now))
    assert inbox.look() == ([], [path])
    clock.now += 14
    lay(tmp_path / ".b", b"two").replace(path)
    os.utime(path, (now, now))
    assert inbox.look() == ([], [path])
    clock.now += 2
    inbox.now = lambda: now
    assert inbox.look() == ([], [path]), "it has lain there for two seconds"
    clock.now += 14
    assert inbox.look() == ([path], [])


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("表.xlsx", "~$表.xlsx"),
        ("表.xlsx", ".~表.xlsx"),
        ("表.ods", ".~lock.表.ods#"),
        ("办理情况表.docx", "~$情况表.docx"),
    ],
)
def test_a_file_that_somebody_has_open_waits_until_it_is_closed(
    tmp_path: Path, clock: Clock, name: str, owner: str
) -> None:
    path, other = lay(tmp_path / name, b"PK being typed into"), lay(tmp_path / "别的.xlsx", b"PK")
    (tmp_path / owner).write_bytes(b"\x04" + "王某".encode("gbk"))
    inbox = clock.inbox(tmp_path)
    assert inbox.look() == ([other], [])
    assert list(inbox.opened) == [path]
    (tmp_path / owner).unlink()
    assert inbox.look() == ([other, path], [])
    assert inbox.opened == {}


def test_an_owner_file_of_a_program_that_died_yesterday_hinders_nobody(tmp_path: Path, clock: Clock) -> None:
    path = lay(tmp_path / "表.xlsx", b"PK")
    lay(tmp_path / "~$表.xlsx", b"\x04wang")
    assert clock.inbox(tmp_path).look() == ([path], [])


def test_ingest_tells_who_has_a_file_open_and_leaves_it(office: Office) -> None:
    path = office.put("甲.xlsx", office.report())
    path.with_name("~$甲.xlsx").write_bytes(b"\x06" + "王小明".encode("gbk"))
    assert office.run(ingest) == 0
    assert "甲.xlsx：王小明正打开着，关闭后再收" in office.said
    assert path.exists()
    path.with_name("~$甲.xlsx").unlink()
    assert office.run(ingest) == 0
    assert len(office.rows()) == 1


@pytest.mark.parametrize("error", [FileNotFoundError, PermissionError])
def test_a_subfolder_that_is_gone_or_closed_hinders_nobody_else(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, error: type[OSError]
) -> None:
    path = lay(tmp_path / "a.xlsx", b"PK")
    closed = lay(tmp_path / "b" / "b.xlsx", b"PK").parent
    real = os.scandir

    def scandir(folder: Path) -> object:
        if folder == closed:
            raise error(13, "in English", str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    inbox = clock.inbox(tmp_path)
    assert inbox.look() == ([path], [])
    assert inbox.closed == ({closed: "没有权限，或文件正被别的程序打开"} if error is PermissionError else {})


def test_many_files_are_taken_in_portions_and_what_came_together_stays_together(tmp_path: Path) -> None:
    paths = [tmp_path / "a", tmp_path / "one" / "1", tmp_path / "b", tmp_path / "one" / "2", tmp_path / "c"]
    portions = [[each.name for each in portion] for portion in Patience(tmp_path).portions(paths, 2)]
    assert portions == [["a", "1", "2"], ["b", "c"]]
    assert list(Patience(tmp_path).portions([], 2)) == []


def test_how_long_a_file_lies_is_told_by_its_stamp_and_by_our_watching_if_it_came_before_our_eyes(
    tmp_path: Path, clock: Clock
) -> None:
    inbox, old = clock.inbox(tmp_path), lay(tmp_path / "早.xlsx", WHOLE)
    inbox.look()
    assert inbox.rested(old) >= 600, "it lay there before, and its stamp is old"
    copied = lay(tmp_path / "拷来.xlsx", WHOLE)  # with the time stamp of the original
    inbox.look()
    clock.now += 200
    inbox.look()
    assert inbox.rested(copied) == 200
    lay(old, WHOLE + b"more")
    assert inbox.rested(old) == 0, "it has changed since it was looked at"
    inbox.look()
    clock.now += 50
    assert inbox.rested(old) == 50
    assert inbox.rested(tmp_path / "没见过.xlsx") == 0


def test_half_a_copy_stays_with_what_came_with_it_and_is_judged_after_ten_minutes(office: Office) -> None:
    data = office.report()
    office.put("甲/表.xlsx", data[:4000], age=590)
    office.put("甲/照片.png", b"\x89PNG\r\n\x1a\n" + b"x" * 200 + b"IEND\xaeB`\x82", age=590)
    office.put("乙.xlsx", office.report(企业名称="顺德乙家具有限公司"), age=590)
    assert office.run(ingest) == 1, "the exit status tells that something waits"
    assert sorted(each.name for each in (office.workspace.inbox / "甲").iterdir()) == ["照片.png", "表.xlsx"]
    assert not list(office.workspace.outbox.rglob("*退回补正*/*"))
    assert any(line.startswith("甲/表.xlsx：正在复制（未写完整）") for line in office.said)
    assert office.said[-1] == "收件 1 份，另有 2 份正在复制，仍在收件箱"
    office.put("甲/表.xlsx", data, age=590)
    assert office.run(ingest) == 0
    assert [row["企业名称"] for row in office.rows()] == ["顺德乙家具有限公司", "顺德甲电器有限公司"]
    office.put("丙.xlsx", data[:4000], age=610)
    assert office.run(ingest) == 1
    assert "没有复制完整" in office.words
    assert not (office.workspace.inbox / "丙.xlsx").exists()


def test_only_what_was_taken_in_leaves_though_it_changes_while_it_is_compared(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.put("甲.xlsx", office.report())
    newer, real = office.report(企业名称="顺德乙家具有限公司"), digest_of

    def changed_behind_it(each: Path) -> str:
        found = real(each)
        if each == path:
            lay(path, newer)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(post, "digest_of", changed_behind_it)
        office.run(ingest)
    assert path.read_bytes() == newer
    assert any("新的一份留在收件箱" in line for line in office.said)


def test_a_table_of_text_that_stops_amid_a_row_waits_too_and_is_taken_with_a_word(office: Office) -> None:
    rows = load_workbook(io.BytesIO(office.report())).worksheets[0].iter_rows(values_only=True)
    text = "\n".join(",".join(f'"{each or ""}"' for each in row) for row in rows)
    office.put("表.csv", text.rpartition(",")[0].encode(), age=590)
    assert office.run(ingest) == 1
    assert any(line.startswith("表.csv：正在复制（未写完整）") for line in office.said)
    office.put("表.csv", text.rpartition(",")[0].encode(), age=610)
    office.run(ingest)
    assert [row["企业名称"] for row in office.rows()] == ["顺德甲电器有限公司"]
    assert "文件最后一行可能没有写完整" in office.rows("收件日志")[0]["说明"]
