"""diagnose: everything a maintainer needs, nothing that tells of a person, from an office in whatever state."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.jobs.diagnose import diagnose

from .again import once
from .office import DAY, Office

_PARTS = [
    "说明.txt", "版本.txt", "日志统计.txt", "设置.txt", "运行日志.txt", "总台账结构.txt", "核对结果.txt", "共享盘.txt",
]  # fmt: skip
#: What of the office's people and firms is in the journal, the register, the settings and the log.
_PRIVATE = ["甲电器", "Acme", "陈某某", "13800138000", "道路破损", "会客厅三号", "hunter2", "老王家具"]


@pytest.fixture
@once
def busy(office: Office) -> Office:
    office.take_in(甲=office.report(企业联系人="陈某某"), 乙=office.report(企业名称="Acme Werke 有限公司"))
    office.workspace.log.write_text(
        "2024-01-10 10:00:00 /opt/toolkit case 老王家具\nTraceback (most recent call last):\n"
        "  File \"toolkit/jobs/desk/desk.py\", line 176, in put\nKeyError: '顺德甲电器有限公司 13800138000'\n"
        "2024-01-10 10:00:01,500 ERROR toolkit.watch Acme: password=hunter2\n",
        encoding="utf-8",
    )
    config = office.workspace.config
    config.write_text(
        config.read_text(encoding="utf-8").replace('meeting_place = ""', 'meeting_place = "会客厅三号"'),
        encoding="utf-8",
    )
    return office


def package(office: Office) -> dict[str, str]:
    """What is in the one package that was written."""
    (path,) = (office.workspace.outbox / "诊断").iterdir()
    with zipfile.ZipFile(path) as found:
        return {each: found.read(each).decode("utf-8-sig") for each in found.namelist()}


def test_a_package_holds_every_part_and_is_told_where_it_lies(busy: Office) -> None:
    assert busy.run(diagnose) == 0
    assert list(package(busy)) == _PARTS
    assert busy.said[-1] == f"放在 outbox/诊断/诊断包 {DAY.isoformat()}.zip，看过后发给维护人员即可"
    assert all(any(name in line for line in busy.said) for name in _PARTS), "what is in it is shown before it is sent"


def test_nothing_in_it_tells_of_a_person_a_firm_or_a_secret(busy: Office) -> None:
    busy.run(diagnose)
    everything = "\n".join(package(busy).values())
    assert [each for each in _PRIVATE if each in everything] == []


def test_what_helps_is_in_it(busy: Office) -> None:
    busy.run(diagnose)
    parts = package(busy)
    assert "  opened 2" in parts["日志统计.txt"]
    assert "  2024-01 " in parts["日志统计.txt"]
    assert "Python 3." in parts["版本.txt"]
    assert "settle_seconds = 15" in parts["设置.txt"]
    assert 'toolkit/jobs/desk/desk.py", line 176' in parts["运行日志.txt"]
    assert "“问题台账”3 行" in parts["总台账结构.txt"]
    assert "| 企业名称 | 案由 |" in parts["总台账结构.txt"]
    assert "共 0 项" in parts["核对结果.txt"]
    assert "inbox：权限位 755，能读（0 项），能写能删，时钟相差" in parts["共享盘.txt"]


def test_nothing_but_the_package_is_written(busy: Office) -> None:
    before = busy.snapshot()
    busy.run(diagnose)
    added = set(busy.snapshot()) - set(before)
    assert {str(each) for each in added} == {"outbox/诊断", f"outbox/诊断/诊断包 {DAY.isoformat()}.zip"}


def test_a_dry_run_shows_it_and_writes_nothing(busy: Office) -> None:
    before = busy.snapshot()
    busy.run(diagnose, dry_run=True)
    assert busy.snapshot() == before
    assert any("opened 2" in each for each in busy.said)
    assert [each for each in _PRIVATE if each in "\n".join(busy.said)] == []


def test_a_second_package_takes_no_ones_place(busy: Office) -> None:
    busy.run(diagnose)
    busy.run(diagnose)
    assert len(list((busy.workspace.outbox / "诊断").iterdir())) == 2


def _break(path: Path) -> None:
    path.write_bytes(b"\x00broken")


@pytest.mark.parametrize(
    ("spoil", "part", "why"),
    [
        (lambda o: _break(o.workspace.register), "总台账结构.txt", "取不到："),
        (lambda o: o.workspace.register.unlink(), "总台账结构.txt", "取不到：找不到文件或网络盘已断开"),
        (lambda o: _break(o.workspace.config), "核对结果.txt", "取不到：toolkit.toml"),
        (lambda o: _break(next(o.workspace.journal.glob("*.jsonl"))), "日志统计.txt", "记录 0 条"),
        (lambda o: _break(o.workspace.log), "运行日志.txt", "broken"),
    ],
    ids=["register", "no register", "settings", "journal", "log"],
)
def test_what_is_broken_is_told_and_the_rest_is_there(
    busy: Office, spoil: Callable[[Office], None], part: str, why: str
) -> None:
    spoil(busy)
    assert busy.run(diagnose) == 0
    parts = package(busy)
    assert list(parts) == _PARTS
    assert why in parts[part]
    assert "工具包 " in parts["版本.txt"]
    assert [each for each in _PRIVATE if each in "\n".join(parts.values())] == []


def test_where_the_share_cannot_be_written_the_package_lies_on_this_pc(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office.workspace.outbox / "诊断").write_bytes(b"a file where the folder ought to be")
    here = tmp_path / "这台电脑"
    here.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(here))
    assert office.run(diagnose) == 0
    (package,) = here.glob("诊断包 *.zip")
    assert office.said[0].startswith("工作目录写不进去")
    assert office.said[-1] == f"放在 {package}，看过后发给维护人员即可"
    assert "版本.txt" in zipfile.ZipFile(package).namelist()
