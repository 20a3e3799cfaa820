"""What is carried to where there is no internet: whether it is all there, for each kind of computer."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from _bundle import TARGETS, Target, Wheel, lay_out, missing, pack, resolve
from _carry import altered
from _install import libraries
from packaging.requirements import Requirement
from packaging.tags import Tag
from packaging.utils import parse_wheel_filename

from .office import BATCH, ROOT

#: One of each system in every run, the oldest and the newest Python on Windows; all nine in ``make soak``.
USUAL = {"windows-x64-3.11", "windows-x64-3.13", "linux-arm64-3.12"}


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(
    "target",
    [pytest.param(each, id=each.name, marks=() if each.name in USUAL else pytest.mark.long) for each in TARGETS],
)
def test_every_library_has_a_wheel_for_each_kind_of_computer(target: Target) -> None:
    wheels = {each.name: each for each in resolve(target, libraries(ROOT))}
    assert {Requirement(each).name.lower() for each in libraries(ROOT)} <= set(wheels)
    # The keyring is of use only with what reaches the system's own.
    assert {"keyring", "pywin32-ctypes" if target.system == "windows-x64" else "secretstorage"} <= set(wheels)
    system = target.system.partition("-")[0].removesuffix("dows")  # win, linux
    for wheel in wheels.values():
        tags = parse_wheel_filename(wheel.file)[3]
        assert any(_fits(tag, target, system) for tag in tags), wheel.file
        assert len(wheel.digest) == 64


def _fits(tag: Tag, target: Target, system: str) -> bool:
    """Whether a wheel of this tag runs there: its Python not newer, its system that one or none."""
    major, minor = target.python.split(".")
    pythons = {f"cp{major}{minor}", f"py{major}", *(f"cp3{each}" for each in range(2, int(minor)) if tag.abi == "abi3")}
    machine = {"x64": ("amd64", "x86_64"), "arm64": ("aarch64",)}[target.system.rpartition("-")[2]]
    there = tag.platform == "any" or (system in tag.platform and tag.platform.endswith(machine))
    return tag.interpreter in pythons and there


WINDOWS = Target("windows-x64", "3.12")
LINUX = Target("linux-x64", "3.12")


class TestWhatALibraryNeeds:
    """pip on Linux may leave out what only Windows needs; then it is asked for by name."""

    def wheels(self, *needs: str) -> list[Wheel]:
        return [Wheel("click", "8.5", "click.whl", "0", needs), Wheel("plain", "1.0", "plain.whl", "0")]

    def test_what_only_windows_needs_is_missing_there_only(self) -> None:
        wheels = self.wheels('colorama>=0.4; sys_platform == "win32"', 'plain; os_name == "posix"')
        assert missing(WINDOWS, ["click>=8"], wheels) == ["colorama>=0.4"]
        assert missing(LINUX, ["click>=8"], wheels) == []

    def test_what_needs_what_is_followed_to_the_end(self) -> None:
        wheels = [Wheel("a", "1", "", "", ("b",)), Wheel("b", "1", "", "", ("c<2", "a"))]
        assert missing(LINUX, ["A"], wheels) == ["c<2"]

    def test_an_extra_brings_its_own_needs(self) -> None:
        wheels = self.wheels('plain2; extra == "more"')
        assert missing(LINUX, ["click"], wheels) == []
        assert missing(LINUX, ["click[more]"], wheels) == ["plain2"]

    def test_a_version_that_will_not_do_is_missing(self) -> None:
        assert missing(LINUX, ["plain>=2"], self.wheels()) == ["plain>=2"]


def test_the_oldest_python_of_the_bundle_is_the_oldest_that_will_do() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={TARGETS[0].python}"


def test_whoever_opens_the_stick_is_told_in_chinese_what_to_do(tmp_path: Path) -> None:
    lay_out(tmp_path / "U盘")
    data = (tmp_path / "U盘" / "请先读我.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")  # Windows' Notepad
    lines = data.decode("utf-8-sig").split("\r\n")
    assert (len(lines), lines[-1]) == (4, "")
    assert "双击“00 安装”" in lines[0]
    assert (tmp_path / "U盘" / "batch" / "00 安装.bat").is_file()
    assert (tmp_path / "U盘" / "docs" / "使用手册.md").is_file()


def test_a_file_that_did_not_arrive_whole_is_named(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_bytes(b"1")
    one = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"  # printf 1 | sha256sum
    lines = [f"{one}  {name}\n" for name in ("a.py", "b.py", "c.py", "wheels/pandas-3-py3-none-any.whl")]
    (tmp_path / "wheels" / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "b.py").write_bytes(b"2")
    assert altered(tmp_path) == ["b.py", "c.py"]  # pip looks at the libraries


def test_unpacked_scripts_run_and_chinese_names_are_whole(tmp_path: Path) -> None:
    script = tmp_path / "工具包" / "batch" / "01 收件.sh"
    script.parent.mkdir(parents=True)
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o755)
    (tmp_path / "工具包" / "inbox").mkdir()
    with zipfile.ZipFile(pack(tmp_path / "工具包")) as archive:
        found = archive.getinfo("工具包/batch/01 收件.sh")
        assert found.external_attr >> 16 & 0o111
        assert found.flag_bits & 0x800  # its name is UTF-8, and says so
        assert "工具包/inbox/" in archive.namelist()


def test_a_kind_of_computer_there_is_none_of_is_refused_before_anything_is_made() -> None:
    ran = subprocess.run([sys.executable, str(BATCH / "_bundle.py"), "linux-x86_64"], capture_output=True, check=False)
    assert ran.returncode == 1
    assert "没有“linux-x86_64”这种电脑。可以写：windows-x64、linux-x64" in ran.stderr.decode("utf-8")
