"""Makes what is carried on a stick to where there is no internet: ``make bundle``.

The program, and the libraries for each kind of computer and Python, in a folder of ``dist`` and in a zip. What a
library needs there is worked out from its own metadata for that system: pip, asked on one system for another, may
reckon with the conditions of its own.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _carry import FILES, FOLDERS, ONCE, SUMS, WHEELS
from _install import libraries
from _pc import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYTHONS = ("3.11", "3.12", "3.13")
#: What pip calls a system: on Linux by its C library, 2.28 of 2018 (UOS 20, Debian 10, Kylin V10) or older.
SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "windows-x64": ("win_amd64",),
    "linux-x64": tuple(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)),
    "linux-arm64": tuple(f"manylinux_2_{minor}_aarch64" for minor in range(28, 16, -1)),
}
_NOTE = """\
这里是离线安装用的程序库，请不要改动。

电脑上没有 Python 的，请维护人员从 python.org 下载 Windows 64 位安装程序（3.11 至 3.13 版，文件名如
python-3.12.10-amd64.exe），放进这个文件夹，“00 安装”会自动用它安装，只装给当前用户，不需要管理员权限。
UOS、麒麟、Debian 请安装系统软件源里的 python3（3.11 至 3.13 版），deb 安装包也可以放在这里备用。
"""
#: In the bundle's own folder, whose names are English: what a person is to do with it.
_FIRST = "请先读我.txt"
_WHAT_TO_DO = """\
这是“政企联络协作”的安装包。请打开 batch 文件夹，双击“00 安装”，再按窗口里的提示做；已经在用的，也这样升级。
装好以后双击桌面上的“政企联络协作”就能用；各个脚本也在共享盘那个文件夹的 batch 里。
怎么用，见 docs 文件夹里的“使用手册.md”（用记事本或 WPS 打开）；别的文件夹请不要改动。
"""


@dataclass(frozen=True)
class Target:
    """A kind of computer with a Python.

    Attributes:
        system: as the lists in ``wheels`` call it.
        python: its version, without the last part.
    """

    system: str
    python: str

    @property
    def name(self) -> str:
        return f"{self.system}-{self.python}"

    @property
    def options(self) -> list[str]:
        """What makes pip choose for this kind of computer and not for the one it runs on."""
        platforms = [word for each in SYSTEMS[self.system] for word in ("--platform", each)]
        return [*platforms, "--python-version", self.python, "--implementation", "cp", "--only-binary", ":all:"]

    @property
    def markers(self) -> dict[str, str]:
        """What a library's conditions ask about such a computer (PEP 508)."""
        windows, arm = self.system.startswith("windows"), self.system.endswith("arm64")
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "os_name": "nt" if windows else "posix",
            "platform_machine": "AMD64" if windows else "aarch64" if arm else "x86_64",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Windows" if windows else "Linux",
            "platform_version": "",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "win32" if windows else "linux",
        }


TARGETS = [Target(system, python) for system in SYSTEMS for python in PYTHONS]


@dataclass(frozen=True)
class Wheel:
    """A library as it is to be installed: its name, version, file name and SHA-256, and what it needs."""

    name: str
    version: str
    file: str
    digest: str
    needs: tuple[str, ...] = ()


def resolve(target: Target, wanted: Sequence[str]) -> list[Wheel]:
    """Return the wheels that ``wanted`` and all that it needs come to on such a computer.

    Raises:
        LookupError: some library has no wheel for it; the message is pip's, or names what nothing comes to.
    """
    wanted = list(wanted)
    while True:
        wheels = _asked_of_pip(target, wanted)
        lacking = missing(target, wanted, wheels)
        if not lacking:
            return wheels
        if not set(lacking) - set(wanted):
            raise LookupError(f"{target.name}: {'、'.join(lacking)}")
        wanted += lacking


def _asked_of_pip(target: Target, wanted: Sequence[str]) -> list[Wheel]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        words = ["install", "--dry-run", "--ignore-installed", "--report", str(report), "--target", folder]
        ran = _pip(*words, *target.options, *wanted)
        if ran.returncode:
            raise LookupError(f"{target.name}: {ran.stderr.strip()}")
        return [_wheel(each) for each in json.loads(report.read_text(encoding="utf-8"))["install"]]


def _wheel(entry: Mapping[str, Any]) -> Wheel:
    data, source = entry["metadata"], entry["download_info"]
    file = source["url"].rsplit("/", 1)[1].partition("#")[0]
    digest = source["archive_info"]["hashes"]["sha256"]
    return Wheel(canonicalize_name(data["name"]), data["version"], file, digest, tuple(data.get("requires_dist", ())))


def missing(target: Target, wanted: Iterable[str], wheels: Iterable[Wheel]) -> list[str]:
    """Return what is needed on such a computer and is not among ``wheels`` in a version that will do."""
    there = {each.name: each for each in wheels}
    lacking: list[str] = []
    asked = [(Requirement(each), "") for each in wanted]
    seen: set[tuple[str, str]] = set()
    while asked:
        need, extra = asked.pop()
        if need.marker is not None and not need.marker.evaluate({**target.markers, "extra": extra}):
            continue
        wheel = there.get(canonicalize_name(need.name))
        if wheel is None or not need.specifier.contains(wheel.version, prereleases=True):
            lacking.append(f"{need.name}{need.specifier}")
            continue
        for each in {"", *need.extras} - {own for name, own in seen if name == wheel.name}:
            seen.add((wheel.name, each))
            asked += [(Requirement(line), each) for line in wheel.needs]
    return lacking


def bundle(folder: Path, targets: Sequence[Target]) -> None:
    """Make the folder that is carried, for these kinds of computers.

    Raises:
        LookupError: some library has no wheel for one of them.
        OSError: the disk is full, or pip could not load something.
    """
    shutil.rmtree(folder, ignore_errors=True)
    lay_out(folder)
    wheels = folder / WHEELS
    wanted = libraries(ROOT)
    for target in targets:
        lines = [f"{each.name}=={each.version} --hash=sha256:{each.digest}" for each in resolve(target, wanted)]
        chosen = wheels / f"{target.name}.txt"
        chosen.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
        _load("--require-hashes", "--requirement", str(chosen), *target.options, into=wheels)
    _load("pip", into=wheels)
    _own_wheel(folder)
    _write_sums(folder)


def lay_out(folder: Path) -> None:
    """Put into the folder all but the libraries."""
    for name in FOLDERS:
        if name != WHEELS:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    for name in (*FILES, *ONCE):
        shutil.copy2(ROOT / name, folder / name)
    # What is put there later is the office's; the workspace makes what else it needs.
    for name in ("inbox", "outbox", "register", WHEELS):
        (folder / name).mkdir()
    (folder / "form_templates").mkdir()
    for path in sorted((ROOT / "form_templates").glob("*.xlsx")):
        shutil.copy2(path, folder / "form_templates")
    for path, words in ((folder / WHEELS / "说明.txt", _NOTE), (folder / _FIRST, _WHAT_TO_DO)):
        path.write_text(words.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")


def _own_wheel(folder: Path) -> None:
    """Put the program's own wheel with the libraries, for whoever wants the command ``toolkit`` without a workspace."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        shutil.copytree(folder, source, ignore=shutil.ignore_patterns(WHEELS))
        ran = _pip("wheel", "--no-deps", "--wheel-dir", str(folder / WHEELS), str(source))
    if ran.returncode:
        raise OSError(ran.stderr.strip())


def _load(*words: str, into: Path) -> None:
    ran = _pip("download", "--no-deps", "--dest", str(into), *words)
    if ran.returncode:
        raise OSError(ran.stderr.strip())


def _pip(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _write_sums(folder: Path) -> None:
    """Write down what each file is; a person's settings may be anything."""
    names = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())
    ours = [name for name in names if name not in ONCE and not name.startswith("form_templates/")]
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in ours]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="")


def pack(folder: Path) -> Path:
    """Return a zip of the folder beside it, wheels as they are; whoever unpacks it on Linux finds scripts that run."""
    place = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(folder.rglob("*")):
            kind = zipfile.ZIP_STORED if path.suffix == ".whl" else zipfile.ZIP_DEFLATED
            archive.write(path, path.relative_to(folder.parent), compress_type=kind)
    return place


def main(words: Sequence[str]) -> None:
    """Make folder and zip, of all kinds of computers or of those named.

    Raises:
        SystemExit: one that is named is none; a bundle without libraries for it would be found out far from here.
    """
    import tomllib  # noqa: PLC0415 - only for the name

    unknown = [word for word in words if not any(word in {each.name, each.system} for each in TARGETS)]
    if unknown:
        sys.exit(
            f"没有“{'、'.join(unknown)}”这种电脑。可以写：{'、'.join((*SYSTEMS, *(each.name for each in TARGETS)))}"
        )
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    folder = ROOT / "dist" / f"政企联络协作工具包-{version}"
    targets = [each for each in TARGETS if not words or each.name in words or each.system in words]
    bundle(folder, targets)
    place = pack(folder)
    size = place.stat().st_size / 1e6
    sys.stdout.write(f"{folder}\n{place}（{size:.0f} MB，{len(targets)} 种电脑和 Python）\n")


if __name__ == "__main__":
    main(sys.argv[1:])
