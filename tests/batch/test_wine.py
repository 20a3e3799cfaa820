"""What cmd.exe does with the scripts, in Wine: each of them, in both code pages, from folders with odd names.

What Wine cannot show: a share without a drive letter (its ``pushd`` knows none), and a ``%`` in a folder's name, which it
takes for a variable where Windows does not. A python.exe stands in that hands the work to the Python running this.
"""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path, PureWindowsPath

import _autostart
import _pc
import pytest

from .office import BATCH, found, opener
from .wine import LANGUAGES, PROGRAMS, Call, Windows, really, windows

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)), reason=f"not all of these are installed: {', '.join(PROGRAMS)}"
)

NAMES = sorted(path.stem for path in BATCH.glob("[!_]*.bat"))
#: What they change lies on this computer, or takes minutes; their own tests run them.
ONLY_CALLED = {"00 安装", "10 演示"}
#: What a person types where a script asks; the others go on without an answer.
TYPED = {
    "11 恢复总台账": "没有的备份.xlsx",
    "14 接管旧台账": "没有的.xlsx",
    "20 一事一档": "2024-001",
    "21 任务分解": "没有的.docx",
    "22 汇总各区": "没有的",
    "35 拆分": "2024-001",
}


@pytest.fixture(scope="module")
def pc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    with windows(tmp_path_factory.mktemp("程序") / "python.exe") as found_pc:
        yield found_pc


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, pc: Windows) -> Path:
    """An office that Windows and this machine both see, its Python for either system in place."""
    folder = found(tmp_path_factory.mktemp("共享盘") / "工具包 (新) & 甲!乙")
    (folder / ".venv").unlink()
    python(pc, folder / ".venv" / "Scripts")
    python(pc, folder / "bin", "py.exe")
    opener(folder)
    return folder


def click(pc: Windows, office: Path, name: str, codepage: int) -> tuple[int, str]:
    """Double-click one of the office's scripts; the system has a Python as well, which only installing asks for."""
    typed = f"{TYPED[name]}\n" if name in TYPED else ""
    return pc.click(office / "batch" / f"{name}.bat", typed, codepage, WINEPATH=_inside(office / "bin"))


def python(pc: Windows, folder: Path, name: str = "python.exe") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(pc.home / "python.exe", folder / name))


@pytest.mark.parametrize("name", NAMES)
def test_a_script_does_its_job_in_the_code_page_of_china(name: str, pc: Windows, office: Path) -> None:
    pc.answer = really if name not in ONLY_CALLED else lambda _: (0, "")
    if name == "02 值守":
        pc.answer = _watching(office)
    status, said = click(pc, office, name, 936)
    assert status == pc.left, said
    assert len(pc.asked) == 1
    assert {call.folder for call in pc.calls} == {office}
    assert all(call.settings["PYTHONUTF8"] == "1" for call in pc.calls)
    assert "意外错误" not in said
    assert _english(said) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_script_says_how_it_went_and_waits_in_the_code_page_of_all_languages(
    name: str, pc: Windows, office: Path
) -> None:
    status = NAMES.index(name) % 3
    pc.answer = lambda call: (0, "") if call.checks else (status, "这是结果\n")
    left, said = click(pc, office, name, 65001)
    lines = said.rstrip("\n").split("\n")
    assert left == status
    assert "这是结果" in said
    assert ("【没有完成】" in lines[-2]) == (status == 2)
    assert ("有内容要人工处理" in lines[-2]) == (status == 1)
    assert lines[-1] == "按任意键关闭本窗口"
    assert _english(said) == []


def _english(said: str) -> list[str]:
    """The lines in which cmd.exe itself complains."""
    words = ("recognize", "not found", "Syntax", "cannot", "Invalid", "error")
    return [line for line in said.splitlines() if any(word in line for word in words)]


@pytest.mark.parametrize("codepage", LANGUAGES)
@pytest.mark.parametrize(
    "folder", ["a b", "甲 & 乙", "(新) 工具包", "惊喜!真的!", "it's ^a^", "a=b;c,d", "深" * 60, "@#$~+{}[]`"]
)
def test_a_script_finds_its_folder_whatever_it_is_called(
    folder: str, codepage: int, pc: Windows, tmp_path: Path
) -> None:
    root = tmp_path / folder
    shutil.copytree(BATCH, root / "batch")
    python(pc, root / ".venv" / "Scripts")
    pc.answer = lambda _: (0, "")
    assert pc.click(root / "batch" / "03 情况一览.bat", codepage=codepage)[0] == 0
    assert pc.asked == [["-m", "toolkit", "status"]]
    assert {call.folder for call in pc.calls} == {root}


def test_a_script_works_from_a_mapped_letter(pc: Windows, office: Path) -> None:
    pc.answer = lambda _: (0, "")
    drive = pc.at_drive("s", office)
    assert pc.click(f"{drive}batch\\03 情况一览.bat")[0] == 0
    assert {call.folder for call in pc.calls} == {office}


@pytest.mark.parametrize("codepage", LANGUAGES)
def test_what_a_person_types_arrives_as_they_typed_it(codepage: int, pc: Windows, office: Path) -> None:
    pc.answer = lambda _: (0, "")
    pc.click(office / "batch" / "21 任务分解.bat", '"S:\\a & b (1)!\\50^ plan.docx"\n', codepage=codepage)
    assert pc.asked == [["-m", "toolkit", "breakdown", "S:\\a & b (1)!\\50^ plan.docx"]]


class TestFindingPython:
    @pytest.fixture
    def bare(self, tmp_path: Path) -> Path:
        """A toolkit on a computer where nothing is installed."""
        shutil.copytree(BATCH, tmp_path / "工具包" / "batch")
        return tmp_path / "工具包" / "batch"

    def test_a_person_without_python_is_told_how_to_get_one(self, pc: Windows, bare: Path) -> None:
        status, said = pc.click(bare / "03 情况一览.bat")
        assert status == 2
        assert "没有找到 Python 3.11" in said
        assert "【没有完成】" in said

    @pytest.mark.parametrize("name", ["py.exe", "python.exe"])
    def test_a_person_whose_python_lacks_the_libraries_is_sent_to_install(
        self, name: str, pc: Windows, bare: Path, tmp_path: Path
    ) -> None:
        python(pc, tmp_path / "bin", name)
        pc.answer = lambda _: (4, "")
        status, said = pc.click(bare / "03 情况一览.bat", WINEPATH=_inside(tmp_path / "bin"))
        assert status == 2
        assert "00 安装" in said
        assert not pc.asked

    def test_installing_takes_a_python_without_libraries(self, pc: Windows, bare: Path, tmp_path: Path) -> None:
        python(pc, tmp_path / "bin", "py.exe")
        pc.answer = lambda _: (0, "")
        status, _ = pc.click(bare / "00 安装.bat", WINEPATH=_inside(tmp_path / "bin"))
        assert status == 0
        assert pc.calls[0].arguments == ["-3", "batch\\_check.py", "bare"]
        assert pc.calls[-1].arguments == ["-3", "batch\\_install.py", ""]


class TestInstalling:
    @pytest.fixture
    def stick(self, tmp_path: Path, pc: Windows) -> Path:
        """A bundle on a stick, and a computer that has a Python without libraries."""
        shutil.copytree(BATCH, tmp_path / "U盘" / "batch")
        (tmp_path / "U盘" / "wheels").mkdir()
        (tmp_path / "U盘" / "wheels" / "SHA256SUMS").touch()
        python(pc, tmp_path / "bin", "py.exe")
        pc.answer = lambda _: (0, "")
        return tmp_path / "U盘"

    def install(self, pc: Windows, stick: Path, typed: str = "") -> list[list[str]]:
        status, said = pc.click(stick / "batch" / "00 安装.bat", typed, WINEPATH=_inside(stick.parent / "bin"))
        assert status == 0, said
        return pc.asked

    @pytest.mark.parametrize(
        ("typed", "place"),
        [
            ('"Z:\\共享 (1) & 2\\工具包"\n', "Z:\\共享 (1) & 2\\工具包"),
            ("\\\\server\\share\\a!\n", "\\\\server\\share\\a!"),
            ("", ""),
        ],
    )
    def test_a_stick_asks_where_to(self, typed: str, place: str, pc: Windows, stick: Path) -> None:
        assert self.install(pc, stick, typed) == [["-3", "batch\\_install.py", place]]

    def test_a_workspace_in_use_is_installed_from_without_asking(self, pc: Windows, stick: Path) -> None:
        (stick / ".toolkit-root").touch()
        assert self.install(pc, stick, "Z:\\elsewhere\n") == [["-3", "batch\\_install.py", ""]]

    def test_the_python_that_the_office_added_is_installed_for_this_person(
        self, pc: Windows, stick: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "bin" / "py.exe").unlink()
        python(pc, stick / "wheels", "python-3.12.10-amd64.exe")
        programs = pc.home / "windows/drive_c/users" / getpass.getuser() / "AppData/Local/Programs/Python"

        def answer(call: Call) -> tuple[int, str]:
            if call.program == "python-3.12.10-amd64.exe":
                python(pc, programs / "Python312")
            return 0, ""

        pc.answer = answer
        try:
            setup, installed = self.install(pc, stick)
        finally:
            shutil.rmtree(programs, ignore_errors=True)
        assert setup[:2] == ["/passive", "InstallAllUsers=0"]
        assert installed == ["batch\\_install.py", ""]

    @pytest.mark.parametrize(
        ("name", "typed", "asked"),
        [
            ("30 开机自动值守", "1\n", ["batch\\_autostart.py", "on"]),
            ("30 开机自动值守", "0\n", ["batch\\_autostart.py", "off"]),
            ("30 开机自动值守", "", ["batch\\_autostart.py"]),
            ("31 卸载", "y\n", ["-3", "batch\\_uninstall.py", "yes"]),
            ("31 卸载", "", ["-3", "batch\\_uninstall.py"]),
        ],
    )
    def test_nothing_changes_on_the_computer_that_was_not_asked_for(
        self, name: str, typed: str, asked: list[str], pc: Windows, office: Path
    ) -> None:
        pc.answer = lambda _: (0, "")
        pc.click(office / "batch" / f"{name}.bat", typed, WINEPATH=_inside(office / "bin"))
        assert pc.asked == [asked]


class TestTheWayIn:
    @pytest.mark.parametrize("codepage", LANGUAGES)
    def test_it_waits_for_the_share_and_opens_the_menu(
        self, codepage: int, pc: Windows, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_pc, "WINDOWS", True)
        share = tmp_path / "share (1) & 2!"
        _pc.put(tmp_path / "in.bat", _pc.way_in("menu", PureWindowsPath(_inside(share))))  # type: ignore[arg-type]
        away = tmp_path / "away"
        shutil.copytree(BATCH, away / "batch")
        (away / "batch" / f"{_pc.MENU}.bat").rename(away / "batch" / "menu.bat")
        python(pc, away / ".venv" / "Scripts")
        pc.answer = lambda _: (0, "")
        status, said = pc.click_and_wait(tmp_path / "in.bat", codepage, lambda: away.rename(share))
        assert status == 0
        assert pc.asked == [["-m", "toolkit", "menu"]]
        assert pc.calls[0].folder == share
        assert codepage == 936 or "网络盘还没有连上" in said

    def test_the_scheduler_takes_the_task_and_lets_it_go(self, pc: Windows, tmp_path: Path) -> None:
        xml = tmp_path / "值守.xml"
        xml.write_bytes(_autostart.task("OFFICE\\王某", Path("C:/users/王 & 某/开机值守.bat")))

        def scheduler(*words: str) -> int:
            # Into nothing: the service that it starts would keep a pipe open.
            return subprocess.run(
                ["wine", "schtasks", *words],
                env=pc.environment(936),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                timeout=300,
            ).returncode

        assert scheduler("/Create", "/TN", _autostart.TASK, "/XML", _inside(xml), "/F") == 0
        assert scheduler("/Delete", "/TN", _autostart.TASK, "/F") == 0
        assert scheduler("/Delete", "/TN", _autostart.TASK, "/F") != 0


def _inside(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


def _watching(office: Path) -> Callable[[Call], tuple[int, str]]:
    """Answer a watch by watching until it has shown that it does; then stop it as Ctrl+C does."""

    def answer(call: Call) -> tuple[int, str]:
        if call.checks:
            return 0, ""
        heartbeat = office / "register" / "值守状态.txt"
        command = [sys.executable, *call.arguments]
        with subprocess.Popen(command, cwd=call.folder, stdout=subprocess.PIPE, env=os.environ) as process:
            deadline = time.monotonic() + 300
            while not heartbeat.exists() and time.monotonic() < deadline:
                time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=300)[0]
        return process.returncode, said.decode("utf-8")

    return answer
