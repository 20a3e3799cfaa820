from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toolkit.cli.logbook import SPARE

from .running import said, toolkit

_STATUS = "import toolkit.jobs.status as room\n"


def _job(body: str) -> str:
    """Python that puts another job in the place of ``status``."""
    return f"{_STATUS}def job(*args, **named):\n    {body}\nroom.status = job"


@pytest.mark.parametrize("status", [0, 1])
def test_the_status_is_the_jobs(workspace: Path, status: int) -> None:
    assert toolkit("status", cwd=workspace, before=_job(f"return {status}")).returncode == status


def test_where_there_is_no_workspace_the_person_is_told_what_to_do(tmp_path: Path) -> None:
    ran = toolkit("status", cwd=tmp_path)
    assert ran.returncode == 2
    assert "不是工作目录" in said(ran)
    assert "先检查网络盘是否连上" in said(ran)
    assert "toolkit init" in said(ran)


def test_a_traceback_goes_to_the_log_and_never_to_the_screen(tmp_path: Path) -> None:
    toolkit("init", str(tmp_path))
    ran = toolkit("status", cwd=tmp_path, before=_job("raise RuntimeError('kaputt')"))
    log = tmp_path / "register" / "运行日志.txt"
    assert ran.returncode == 2
    assert said(ran) == f"程序出现意外错误，没有完成。\n详细情况已记入 {log}，请把这个文件发给维护人员\n"
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert "RuntimeError: kaputt" in log.read_text(encoding="utf-8")


def test_without_a_workspace_the_log_lies_with_the_temporary_files(tmp_path: Path) -> None:
    before = (
        f"import tempfile; tempfile.tempdir = {str(tmp_path)!r}\nimport toolkit.jobs.when as room\nroom.when = None"
    )
    ran = toolkit("when", "2024-03-05", "1个月", cwd=tmp_path, before=before)
    assert ran.returncode == 2
    assert str(tmp_path / SPARE) in said(ran)
    assert "Traceback" not in said(ran)
    assert "TypeError" in (tmp_path / SPARE).read_text(encoding="utf-8")


def test_where_no_log_can_be_written_the_words_still_come(workspace: Path) -> None:
    before = "import toolkit.cli.logbook as book\nbook.record = lambda error: None\n"
    ran = toolkit("status", cwd=workspace, before=before + _job("raise RuntimeError('kaputt')"))
    assert ran.returncode == 2
    assert said(ran) == "程序出现意外错误，没有完成。\n请把上面的文字拍照发给维护人员\n"


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        ("OSError(28, 'No space left on device', '总台账.xlsx')", "读写文件时出错：磁盘已满（总台账.xlsx）"),
        ("PermissionError(13, 'Permission denied', 'a.docx')", "没有权限，或文件正被别的程序打开（a.docx）"),
        ("KeyboardInterrupt", "已停止"),
        ("BaseException('a panic of a reader')", "程序出现意外错误"),
        ("errors.RegisterBusyError('总台账由李四正打开着')", "总台账关闭后再运行一次即可"),
        ("errors.ToolkitError('做不到', '这样做')", "做不到\n这样做"),
    ],
)
def test_whatever_goes_wrong_is_one_chinese_sentence(workspace: Path, raised: str, told: str) -> None:
    before = f"import toolkit.errors as errors\n{_job(f'raise {raised}')}"
    ran = toolkit("status", cwd=workspace, before=before)
    assert ran.returncode == 2
    assert told in said(ran)
    assert "Traceback" not in said(ran)


@pytest.mark.parametrize(
    "noise",
    [
        "import warnings; warnings.warn('English'); return 0",
        "import logging; logging.getLogger('toolkit.jobs').error('English'); return 0",
        "import threading; t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join(); return 0",
    ],
)
def test_nothing_english_slips_past(workspace: Path, noise: str) -> None:
    ran = toolkit("status", cwd=workspace, before=_job(noise))
    assert (ran.returncode, said(ran)) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)])
def test_ctrl_c_the_end_of_the_session_and_a_closed_terminal_stop_the_watch(workspace: Path, wish: int) -> None:
    heartbeat = workspace / "register" / "值守状态.txt"
    heartbeat.unlink(missing_ok=True)
    command = [sys.executable, "-m", "toolkit", "-w", str(workspace), "watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=dict(os.environ)) as process:
        deadline = time.monotonic() + 300
        while not heartbeat.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(wish)
        told, _ = process.communicate(timeout=300)
    assert told.decode("utf-8").endswith("值守已停止\n")
    assert process.returncode == 0
    assert heartbeat.read_text(encoding="utf-8").startswith("值守已停止"), "the other PCs know it at once"


def test_a_watch_cannot_be_rehearsed(workspace: Path) -> None:
    ran = toolkit("--dry-run", "watch", cwd=workspace)
    assert ran.returncode == 2
    assert "值守没有试运行" in said(ran)


def test_the_version_is_told_without_an_installation() -> None:
    assert said(toolkit("-V")).strip().count(".") == 2
