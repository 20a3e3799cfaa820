"""The scripts a clerk double-clicks. What cmd.exe does with them cannot be run here; what breaks it is looked for."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toolkit.cli.app import COMMANDS

from .office import BATCH, ROOT, found, opener

MENU = "打开菜单"
NUMBERED = sorted(path.stem for path in BATCH.glob("[0-9]*.bat"))
JOBS = [*NUMBERED, MENU]
COMMON = ["_python"]

#: Commands for which a clerk needs no script of their own, and why.
TYPED = {
    "init": "00 安装 calls it",
    "forms": "for the maintainer",
    "mechanism": "for the maintainer",
    "when": "needs words",
    "history": "needs words",
}

_CALL = re.compile(r'(?:%PYTHON%|"\$PYTHON") (?:-m toolkit (\w+)|batch[\\/](_\w+\.py))')


def text(name: str) -> str:
    return (BATCH / name).read_bytes().decode("utf-8")


def test_every_script_comes_for_windows_and_for_linux() -> None:
    assert sorted(path.stem for path in BATCH.glob("[!_]*.sh")) == sorted(JOBS)
    assert sorted(path.stem for path in BATCH.glob("[!_]*.bat")) == sorted(JOBS)
    assert [name[:2] for name in NUMBERED] == [f"{number:02}" for number in range(len(NUMBERED))]


def test_every_command_for_a_clerk_has_a_script() -> None:
    called = {match[1] for name in JOBS for match in _CALL.finditer(text(f"{name}.bat"))}
    assert called - {None} == set(COMMANDS) - set(TYPED)


@pytest.mark.parametrize("name", JOBS)
@pytest.mark.parametrize("kind", ["bat", "sh"])
def test_a_script_makes_one_call_of_a_command_there_is(name: str, kind: str) -> None:
    calls = _CALL.findall(text(f"{name}.{kind}"))
    assert len(calls) == 1
    command, installer = calls[0]
    assert command in COMMANDS or (BATCH / installer).is_file()
    assert calls == _CALL.findall(text(f"{name}.bat"))


@pytest.mark.parametrize("name", [*JOBS, *COMMON, "_end"])
def test_a_bat_is_what_cmd_can_read(name: str) -> None:
    data = (BATCH / f"{name}.bat").read_bytes()
    assert data.startswith(b"@echo off\r\n")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    lines = data.decode("utf-8").splitlines()
    chinese = [line for line in lines if not line.isascii()]
    assert all(
        re.match(r"(if (not )?defined \w+ |if (/i |not )?\"%\w+%\"==\"\w\" )*(echo|set|title) ", line)
        for line in chinese
    )
    assert not [line for line in chinese if re.search(r"[()!&|<>^]", line)]
    assert not [line for line in lines if line.endswith("(")]
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert set(re.findall(r"goto (\w+)", "\n".join(lines))) == labels


@pytest.mark.parametrize("name", JOBS)
def test_a_bat_works_on_a_share_and_stays_open(name: str) -> None:
    lines = text(f"{name}.bat").splitlines()
    order = [
        "chcp 65001 >nul",
        "setlocal EnableExtensions DisableDelayedExpansion",
        'pushd "%~dp0.."',
        ":end",
        "if exist batch\\_end.bat call batch\\_end.bat",
        "popd",
        "pause >nul",
        "exit /b %CODE%",
    ]
    places = [lines.index(line) for line in order]
    assert places == sorted(places)
    assert lines[places[-1] :] == ["exit /b %CODE%"]
    assert "call batch\\_python.bat" in lines or "call batch\\_python.bat bare" in lines


@pytest.mark.parametrize("name", [*JOBS, *COMMON])
def test_a_sh_is_what_a_shell_can_read(name: str) -> None:
    path = BATCH / f"{name}.sh"
    assert b"\r" not in path.read_bytes()
    assert subprocess.run(["sh", "-n", str(path)], check=False).returncode == 0
    if name in JOBS:
        assert path.read_bytes().startswith(b"#!/bin/sh\n")
        assert sys.platform == "win32" or os.access(path, os.X_OK)
        assert path.read_text(encoding="utf-8").rstrip().endswith("stay $?")


def test_git_keeps_the_line_ends() -> None:
    rules = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert "*.bat text eol=crlf" in rules
    assert "*.sh text eol=lf" in rules


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A copy of the toolkit as it lies on a shared drive, its folder named as offices name theirs."""
    return found(tmp_path / "工具包 (新)")


def click(folder: Path, name: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a double click does, from anywhere."""
    command = [str(folder / "batch" / f"{name}.sh")]
    return subprocess.run(
        command,
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd="/",
        timeout=300,
        env={**os.environ, **environment},
    )


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells")
class TestClicking:
    def test_the_job_runs_and_the_window_waits(self, office: Path) -> None:
        ran = click(office, "03 情况一览")
        assert ran.returncode == 0, ran.stderr
        assert "台账共 0 件" in ran.stdout
        assert ran.stdout.rstrip().endswith("按回车键关闭本窗口")

    def test_nobody_at_the_keyboard(self, office: Path) -> None:
        script = office / "batch" / "03 情况一览.sh"
        assert (
            subprocess.run(
                [str(script)], stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=300
            ).returncode
            == 0
        )

    def test_the_window_waits_after_an_error_too(self, office: Path) -> None:
        (office / "toolkit.toml").unlink()
        ran = click(office, "03 情况一览")
        assert ran.returncode == 2
        assert "不是工作目录" in ran.stderr
        assert ran.stdout.rstrip().endswith("按回车键关闭本窗口")

    def test_the_person_sees_how_it_went_and_the_folder_with_the_papers(self, office: Path) -> None:
        opened = opener(office)
        path = f"{office / 'bin'}:{os.environ['PATH']}"
        ran = click(office, "09 季度分析", "2024Q1\n\n", PATH=path)
        folder = office / "outbox" / "季度分析" / "2024年第一季度"
        assert ran.stdout.splitlines()[-4:-1] == [f"结果在文件夹：{folder}", "", "【完成】没有问题。"]
        assert _soon(opened) == f"{folder}\n"
        subprocess.run(
            [sys.executable, "-m", "toolkit", "quarterly", "2024Q1"],
            cwd=office,
            check=True,
            env={**os.environ, "PATH": path},
        )
        assert opened.read_text(encoding="utf-8") == f"{folder}\n"  # whoever types commands is not interrupted

    def test_the_menu_runs_what_is_chosen_and_comes_back(self, office: Path) -> None:
        (office / "inbox" / "新.txt").write_text("你好", encoding="utf-8")
        ran = click(office, MENU, "99\n15\n\n0\n\n")
        assert ran.returncode == 0, ran.stderr
        told = ran.stdout
        assert "  01 收件          收件箱里有 1 个文件还没有收\n" in told
        assert "没有“99”这一项" in told
        assert "15 核对" in told
        assert "27 走访覆盖" not in told  # this mechanism has no visits
        assert told.index("都一致") < told.index("按回车键回到菜单") < told.rindex("接下来可以做")
        assert told.rstrip().endswith("按回车键关闭本窗口")

    def test_two_clicks_at_once_do_the_work_once(self, office: Path) -> None:
        shutil.copy2(ROOT / "form_templates" / _blank(), office / "inbox")
        script = str(office / "batch" / "01 收件.sh")
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        both = [subprocess.Popen([script], **pipes) for _ in range(2)]  # type: ignore[call-overload]
        told = sorted(each.communicate(timeout=300)[0].decode("utf-8") for each in both)
        assert sum("收件 1 份" in each for each in told) == 1, told
        assert sum("收件箱里没有新文件" in each for each in told) == 1, told

    def test_the_period_is_asked_for(self, office: Path) -> None:
        ran = click(office, "09 季度分析", "去年\n\n")
        assert "要分析哪个时段？" in ran.stdout
        assert ran.returncode == 2
        assert "“去年”看不出是哪个时段" in ran.stderr

    def test_the_backups_are_only_listed_unless_asked_for(self, office: Path) -> None:
        listed = click(office, "11 恢复总台账", "\n\n")
        assert listed.returncode == 0, listed.stderr
        asked = click(office, "11 恢复总台账", "y\n\n")
        assert "没有能打开的备份" in asked.stderr
        named = click(office, "11 恢复总台账", "上周的.xlsx\n\n")
        assert "没有备份“上周的.xlsx”" in named.stderr
        anew = click(office, "11 恢复总台账", "日志\n\n")
        assert "没有丢失，不用补建" in anew.stderr

    def test_what_nobody_can_agree_to_is_only_shown(self, office: Path) -> None:
        ran = click(office, "16 撤回", "\n")
        assert "没有可以撤回的改动" in ran.stderr
        ran = click(office, "15 核对", "\n")
        assert ran.returncode == 0, ran.stderr
        assert "都一致" in ran.stdout

    def test_a_person_is_shown_what_would_be_done_and_asked_before_it_is(self, office: Path) -> None:
        ledger = office / "旧 台账.csv"
        ledger.write_text("企业名称,反映问题,承办单位\n佛山市甲有限公司,用电容量不足,\n", encoding="utf-8")
        shown = click(office, "14 接管旧台账", f"'{ledger}'\n\n\n").stdout
        assert "可以登记 1 件" in shown
        assert "没有登记。核对、填好核对表以后，再运行“14 接管旧台账”，问到时输入 Y，就登记" in shown
        assert "已登记 1 件" in click(office, "14 接管旧台账", f"{ledger}\nY\n\n").stdout
        undone = click(office, "16 撤回", "\nY\n\n").stdout
        assert undone.index("撤回以上改动吗？") < undone.index("已撤回")
        assert "已恢复" in click(office, "16 撤回", "2\nY\n\n").stdout

    def test_ctrl_c_ends_the_watch_and_leaves_the_window_open(self, office: Path) -> None:
        heartbeat = office / "register" / "值守状态.txt"
        script = str(office / "batch" / "02 值守.sh")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with subprocess.Popen([script], start_new_session=True, **pipes) as process:  # type: ignore[call-overload]
            deadline = time.monotonic() + 300
            while not heartbeat.exists() and time.monotonic() < deadline:
                time.sleep(0.1)
            os.killpg(process.pid, signal.SIGINT)
            told = process.communicate(b"\n", timeout=300)[0].decode("utf-8")
        assert "值守已停止" in told
        assert told.rstrip().endswith("按回车键关闭本窗口")

    def test_where_the_libraries_are_missing_the_person_is_sent_to_install(self, office: Path) -> None:
        (office / ".venv").unlink()
        _python(office / "bin" / "python3", "exit 4")
        ran = click(office, "03 情况一览", PATH=f"{office / 'bin'}:/usr/bin:/bin", XDG_DATA_HOME=str(office / "none"))
        assert ran.returncode == 2
        assert "00 安装.sh" in ran.stdout

    def test_where_python_is_too_old_the_person_is_told_how_to_get_one(self, office: Path) -> None:
        (office / ".venv").unlink()
        for name in ("python3", *(f"python3.{minor}" for minor in range(11, 15))):
            _python(office / "bin" / name, "exit 3")
        ran = click(office, "03 情况一览", PATH=f"{office / 'bin'}:/usr/bin:/bin", XDG_DATA_HOME=str(office / "none"))
        assert ran.returncode == 2
        assert "没有找到 Python 3.11" in ran.stdout

    def test_a_computer_has_its_own_folder_of_libraries(self, office: Path) -> None:
        (office / ".venv").unlink()
        home = office / "home" / "liaison-toolkit"
        home.mkdir(parents=True)
        (home / "venv").symlink_to(sys.prefix)
        ran = click(office, "03 情况一览", PATH="/usr/bin:/bin", XDG_DATA_HOME=str(office / "home"))
        assert ran.returncode == 0, ran.stderr


def _soon(file: Path) -> str:
    """Return what another program writes into a file, once it has."""
    deadline = time.monotonic() + 300
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return file.read_text(encoding="utf-8")


def _blank() -> str:
    return min(each.name for each in (ROOT / "form_templates").glob("*.xlsx"))


def _python(path: Path, answer: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_python_that_runs_these_tests_will_do() -> None:
    assert subprocess.run([sys.executable, str(BATCH / "_check.py")], check=False).returncode == 0


def test_an_empty_python_will_do_only_for_installing(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path)], check=True)
    python = str(tmp_path / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    assert subprocess.run([python, str(BATCH / "_check.py")], check=False).returncode == 4
    assert subprocess.run([python, str(BATCH / "_check.py"), "bare"], check=False).returncode == 0
