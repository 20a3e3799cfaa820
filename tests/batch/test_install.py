"""Installing, upgrading and uninstalling where there is no internet, for real: from a bundle, cut off from any network."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import _autostart
import _install
import _pc
import pytest
from _bundle import Target, bundle
from _carry import carry_over, own_files
from _install import this_kind

from toolkit.jobs.desk.heartbeat import Pulse, myself
from toolkit.workspace import Workspace

from .office import BATCH, found

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells")

#: Nothing that this machine knows of Python or pip, and a way out to nowhere.
BARE: Mapping[str, str] = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    # What nobody imports here need not be compiled either: half of what installing costs.
    "PIP_NO_COMPILE": "1",
}


def cut_off() -> list[str]:
    """What starts a program without any network, where the system lets us; else only the way out to nowhere is left."""
    words = ["unshare", "--net", "--map-root-user"]
    try:
        allowed = subprocess.run([*words, "true"], check=False, capture_output=True).returncode == 0
    except OSError:
        allowed = False
    return words if allowed else []


def run(home: Path, script: Path | str, typed: str = "") -> subprocess.CompletedProcess[str]:
    python = Path(sys.base_prefix, "bin")
    environment = {**BARE, "HOME": str(home), "PATH": f"{python}:{BARE['PATH']}"}
    words = [str(script)] if isinstance(script, Path) else ["sh", "-c", script]
    return subprocess.run(
        [*cut_off(), *words],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        cwd="/",
        check=False,
        timeout=300,
    )


@pytest.mark.usefixtures("index")
def test_a_stick_is_all_that_is_needed(tmp_path: Path) -> None:
    system, _, python = this_kind().rpartition("-")
    stick, share, home = tmp_path / "U盘", tmp_path / "共享盘" / "工具包 $(一) & 二%", tmp_path / "home"
    bundle(stick, [Target(system, python)])
    home.mkdir()

    installed = run(home, stick / "batch" / "00 安装.sh", f"'{share}'\ny\n")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    assert "都一致" in installed.stdout
    assert "已放好" in installed.stdout
    assert not (stick / ".toolkit-root").exists()

    entry = (home / "Desktop" / "政企联络协作.desktop").read_text(encoding="utf-8")
    menu = run(home, _command(entry), "0\n\n")
    assert menu.returncode == 0, menu.stderr
    assert "台账共 0 件" in menu.stdout
    # The libraries are this computer's, the program is the workspace's.
    libraries = home / ".local" / "share" / "liaison-toolkit" / "venv"
    assert not list(libraries.glob("lib/*/site-packages/liaison*"))

    spoilt = next(stick.glob("wheels/click-*.whl"))
    whole = spoilt.read_bytes()
    spoilt.write_bytes(whole + b"x")
    elsewhere = home / "乙"
    refused = run(home, stick / "batch" / "00 安装.sh", f"{elsewhere}\ny\n")
    assert refused.returncode == 2
    assert f"安装包已损坏，有 1 个程序库文件缺失或与打包时不同，例如 wheels/{spoilt.name}" in refused.stdout
    assert "网络" not in refused.stdout
    assert not elsewhere.exists()
    assert "台账共 0 件" in run(home, share / "batch" / "03 情况一览.sh").stdout  # what worked still works

    # A library that was wrong already when bundled gets as far as pip, and no further.
    spoilt.write_bytes(whole + b"x")
    sums = (stick / "wheels/SHA256SUMS").read_text(encoding="utf-8")
    spoilt_sum = hashlib.sha256(spoilt.read_bytes()).hexdigest()
    whole_sum = hashlib.sha256(whole).hexdigest()
    (stick / "wheels/SHA256SUMS").write_text(sums.replace(whole_sum, spoilt_sum), encoding="utf-8")
    refused = run(home, stick / "batch" / "00 安装.sh", f"{elsewhere}\ny\n")
    assert "没有装成，原来装好的没有动" in refused.stdout
    assert not elsewhere.exists()
    assert "台账共 0 件" in run(home, share / "batch" / "03 情况一览.sh").stdout

    assert run(home, share / "batch" / "31 卸载.sh", "\n\n").stdout.count("没有卸载") == 1
    assert libraries.exists()
    gone = run(home, share / "batch" / "31 卸载.sh", "y\n\n")
    assert gone.returncode == 0, gone.stdout
    assert not libraries.parent.exists()
    assert not list((home / "Desktop").iterdir())
    assert (share / "register" / "总台账.xlsx").exists()


def _command(entry: str) -> str:
    """Read the command of a desktop entry: a string value, so backslashes first, then the field codes' percent."""
    (line,) = [each for each in entry.splitlines() if each.startswith("Exec=")]
    return line.removeprefix("Exec=").replace("\\\\", "\\").replace("%%", "%")


def test_a_stick_that_was_copied_badly_is_refused(tmp_path: Path) -> None:
    stick = found(tmp_path / "U盘")
    (stick / ".toolkit-root").unlink()
    (stick / "wheels").mkdir()
    (stick / "wheels" / "SHA256SUMS").write_text(f"{'0' * 64}  toolkit/__init__.py\n", encoding="utf-8")
    ran = run(tmp_path, stick / "batch" / "00 安装.sh", f"{tmp_path / '共享盘'}\n\n")
    assert ran.returncode == 2
    assert "安装包不完整，有 1 个文件缺失或已损坏，例如 toolkit/__init__.py" in ran.stdout
    assert not (tmp_path / "共享盘").exists()


class TestTheFolderThatIsNamed:
    @pytest.fixture
    def asked(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[Path, str], str]:
        """Name a folder, type an answer, and return what was said where it was not taken, "" where it was."""

        def ask(folder: Path, typed: str) -> str:
            monkeypatch.setattr("sys.stdin", io.StringIO(typed))
            taken: list[Path] = []

            def install(root: Path) -> int:
                taken.append(root)
                return 0

            monkeypatch.setattr("_install.install", install)
            status = _install.main(str(folder))
            said = capsys.readouterr().out
            assert (status, taken) == ((0, [folder]) if taken else (2, []))
            return "" if taken else said

        return ask

    @pytest.mark.parametrize("typed", ["", "\n", "n\n", "保留\n"])
    def test_one_with_other_things_is_taken_only_by_a_yes(
        self, typed: str, asked: Callable[[Path, str], str], tmp_path: Path
    ) -> None:
        _write(tmp_path / "家庭相册/一.jpg", "x")
        said = asked(tmp_path, typed)
        assert "里已有：家庭相册，不是在用的工作目录" in said
        assert "确定要装到这个已有其他文件的文件夹吗" in said
        assert "没有安装，什么也没有动" in said
        assert not asked(tmp_path, "y\n")

    def test_one_that_is_not_there_is_made_only_by_a_yes(
        self, asked: Callable[[Path, str], str], tmp_path: Path
    ) -> None:
        assert "还没有这个文件夹" in asked(tmp_path / "共享盘", "\n")
        assert not asked(tmp_path / "共享盘", "Ｙ\n")

    def test_a_file_is_no_folder(self, asked: Callable[[Path, str], str], tmp_path: Path) -> None:
        _write(tmp_path / "共享盘", "x")
        assert "请核对是不是文件夹" in asked(tmp_path / "共享盘", "y\n")

    def test_an_empty_one_and_a_workspace_go_without_a_question(
        self, asked: Callable[[Path, str], str], tmp_path: Path
    ) -> None:
        assert not asked(tmp_path, "")
        _write(tmp_path / "toolkit.toml", "")
        assert not asked(tmp_path, "")

    def test_what_lies_there_under_the_programs_own_names_is_kept(self, tmp_path: Path) -> None:
        stick = _program(tmp_path / "stick", "0.2.0", {"toolkit/new.py": "new"})
        share = tmp_path / "share"
        for name in ("docs/年度总结.docx", "README.md", "别的.txt"):
            _write(share / name, "theirs")
        assert carry_over(stick, share)
        (folder,) = share.glob("原有的同名文件 *")
        kept = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())
        assert kept == ["README.md", "docs/年度总结.docx"]
        assert (share / "别的.txt").read_text(encoding="utf-8") == "theirs"


class TestUpgrading:
    @pytest.fixture
    def stick(self, tmp_path: Path) -> Path:
        return _program(tmp_path / "stick", "0.2.0", {"toolkit/new.py": "new", "toolkit/rules.toml": "theirs"})

    @pytest.fixture
    def share(self, tmp_path: Path) -> Path:
        root = _program(tmp_path / "share", "0.1.0", {"toolkit/old.py": "old", "toolkit/rules.toml": "theirs"})
        for name in ("register/总台账.xlsx", "inbox/来件.xlsx", "outbox/函.docx", "form_templates/公文模板/函.docx"):
            _write(root / name, "ours")
        _write(root / "toolkit.toml", "ours")
        return root

    def test_the_program_is_new_and_what_people_own_is_as_it_was(
        self, stick: Path, share: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert carry_over(stick, share)
        assert not (share / "toolkit" / "old.py").exists()
        assert (share / "toolkit" / "new.py").read_text(encoding="utf-8") == "new"
        for name in (
            "toolkit.toml",
            "register/总台账.xlsx",
            "inbox/来件.xlsx",
            "outbox/函.docx",
            "form_templates/公文模板/函.docx",
        ):
            assert (share / name).read_text(encoding="utf-8") == "ours"
        assert "0.1.0 → 0.2.0" in capsys.readouterr().out
        assert sorted(each.name for each in share.iterdir() if each.name.endswith((".new", ".old"))) == []

    def test_what_the_office_changed_in_the_program_is_kept_beside_it(
        self, stick: Path, share: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        _write(share / "toolkit/rules.toml", "our own")
        _write(share / "toolkit/mechanisms/我们/mechanism.toml", "our own")
        _write(share / "toolkit/__pycache__/old.pyc", "")
        assert own_files(share) == ["toolkit/mechanisms/我们/mechanism.toml", "toolkit/rules.toml"]
        assert carry_over(stick, share)
        (folder,) = share.glob("升级前的程序 0.1.0 *")
        kept = folder / "toolkit"
        assert (kept / "rules.toml").read_text(encoding="utf-8") == "our own"
        assert (kept / "mechanisms" / "我们" / "mechanism.toml").exists()
        assert f"原样存在“{folder.name}”" in capsys.readouterr().out

    def test_while_somebody_watches_nothing_is_changed(
        self, stick: Path, share: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pulse = Pulse(Workspace(share), myself("10:32"))
        pulse.beat("值守正常", "")
        assert not carry_over(stick, share)
        assert (share / "toolkit" / "old.py").exists()
        assert "有电脑正在值守" in capsys.readouterr().out
        pulse.stop("值守已停止")
        assert carry_over(stick, share)

    def test_a_watch_that_was_cut_off_is_not_waited_for_for_ever(self, stick: Path, share: Path) -> None:
        Pulse(Workspace(share), myself("10:32")).beat("值守正常", "")
        long_ago = time.time() - 600
        os.utime(share / "register/值守状态.txt", (long_ago, long_ago))
        assert carry_over(stick, share)

    def test_a_run_that_was_broken_off_is_made_good_by_the_next(self, stick: Path, share: Path) -> None:
        _write(share / "toolkit.new/half.py", "half")
        shutil.rmtree(share / "toolkit")
        shutil.copytree(stick / "toolkit", share / "toolkit")
        (share / "batch").rename(share / "batch.old")
        assert carry_over(stick, share)
        assert not list(share.glob("升级前的程序*"))  # what is new already was never the office's
        assert not (share / "toolkit" / "half.py").exists()
        assert (share / "batch").is_dir()
        assert not (share / "batch.old").exists()


def _program(root: Path, version: str, files: Mapping[str, str]) -> Path:
    """A carried program with these files, as small as can be."""
    everywhere = {
        "batch/a.bat": "",
        "docs/a.md": "",
        "README.md": "",
        "CHANGELOG.md": "",
        "LICENSE": "",
        "toolkit.toml": "",
    }
    project = {"pyproject.toml": f'[project]\nversion = "{version}"\n'}
    lines = []
    for name, text in {**everywhere, **project, **files}.items():
        _write(root / name, text)
        lines.append(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n")
    _write(root / "wheels/SHA256SUMS", "".join(lines))
    return root


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_an_entry_names_its_script_whatever_the_folder_is_called(tmp_path: Path) -> None:
    folder = tmp_path / "a 'b' \"c\" $HOME `d` \\e %f & 100%"
    _pc.put(folder / "batch" / "打开菜单.sh", "#!/bin/sh\necho 到了\n")
    entry = _pc.way_in("打开菜单", folder)
    ran = subprocess.run(["sh", "-c", _command(entry)], capture_output=True, encoding="utf-8", check=False)
    assert ran.stdout == "到了\n"
    assert "Terminal=true" in entry.splitlines()


def test_the_watch_starts_at_log_on_or_no_longer(tmp_path: Path) -> None:
    share = found(tmp_path / "工具包")
    script = share / "batch" / "30 开机自动值守.sh"
    entry = tmp_path / ".config" / "autostart" / "liaison-toolkit-watch.desktop"
    assert "登录后不自动值守，没有改动" in run(tmp_path, script, "\n\n").stdout
    assert "已打开" in run(tmp_path, script, "1\n\n").stdout
    assert _command(entry.read_text(encoding="utf-8")) == f'"{share}/batch/02 值守.sh"'
    assert "登录后自动值守" in run(tmp_path, script, "\n\n").stdout
    assert "已关闭" in run(tmp_path, script, "0\n\n").stdout
    assert not entry.exists()


def test_the_checker_refuses_a_library_that_has_grown_too_old(tmp_path: Path) -> None:
    project = (BATCH.parent / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "batch").mkdir()
    (tmp_path / "batch" / "_check.py").write_bytes((BATCH / "_check.py").read_bytes())
    for text, status in ((project, 0), (project.replace("click>=8.5", "click>=99.0"), 4)):
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
        assert subprocess.run([sys.executable, str(tmp_path / "batch" / "_check.py")], check=False).returncode == status


def test_the_task_is_one_for_this_person_that_never_ends(tmp_path: Path) -> None:
    words = _autostart.task("区工商联\\王<某>", Path("C:/Users/王&某/开机值守.bat")).decode("utf-16")
    for line in (
        "<UserId>区工商联\\王&lt;某&gt;</UserId>",
        "<ExecutionTimeLimit>PT0S</ExecutionTimeLimit>",
        "<RunLevel>LeastPrivilege</RunLevel>",
    ):
        assert line in words
