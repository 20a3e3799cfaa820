"""The program as it is carried: which files it is, whether they arrived whole, and how they come into a workspace.

``make bundle`` writes ``wheels/SHA256SUMS``, a line a file as sha256sum does. What people own — settings, register,
incoming and outgoing files, their own paper templates — is never among them.
"""

from __future__ import annotations

import hashlib
import shutil
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from _pc import say

WHEELS = "wheels"
SUMS = f"{WHEELS}/SHA256SUMS"
_PIP = f"{WHEELS}/pip-"
#: Replaced whole by an upgrade.
FOLDERS = ("toolkit", "batch", "docs", WHEELS)
FILES = ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE")
#: Only put where there is none.
ONCE = ("toolkit.toml",)
#: A watch that was silent so long, in seconds, has ended.
_SILENCE = 180.0


def is_bundle(root: Path) -> bool:
    """Return whether all that is needed without internet lies there."""
    return (root / SUMS).is_file()


def sums(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the SHA-256 of each file of the program, and of the libraries, as they were when bundled."""
    for line in (root / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        yield name, digest


def altered(root: Path) -> list[str]:
    """Return the files of the program that are missing or not what was bundled.

    The libraries are not read here, most being other computers': see :func:`spoilt_wheels`.
    """
    mine = ((name, digest) for name, digest in sums(root) if not name.endswith(".whl"))
    return [name for name, digest in mine if _digest(root / name) != digest]


def spoilt_wheels(root: Path, kind: str) -> list[str]:
    """Return the libraries for one kind of computer that are missing or not what was bundled, and pip where it is so.

    Args:
        root: the bundle, or a workspace made from one.
        kind: as the list of libraries in ``wheels`` is called.
    """
    chosen = (root / WHEELS / f"{kind}.txt").read_text(encoding="utf-8")
    mine = ((n, d) for n, d in sums(root) if n.endswith(".whl") and (n.startswith(_PIP) or f"sha256:{d}" in chosen))
    return [name for name, digest in mine if _digest(root / name) != digest]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def carry_over(bundle: Path, root: Path) -> bool:
    """Put the program into a workspace, new or in use, and return whether that was done; say why not.

    Each folder is copied beside the old one and only then takes its name. What the office has changed in the program
    itself, a mechanism's data for one, is kept beside it.
    """
    if watched(root):
        return False
    before = _version(root)
    say(f"升级 {root}：{before} → {_version(bundle)}，台账、来件、发出的文件和设置都不动" if before else f"装到 {root}")
    try:
        root.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            shutil.copytree(bundle / name, fresh(root / name), dirs_exist_ok=False, ignore=_COMPILED)
        kept = _keep_own(bundle, root, before)
        for name in FOLDERS:
            swap(root / name)
        for name in (*FILES, *(each for each in ONCE if not (root / each).exists())):
            shutil.copy2(bundle / name, root / name)
    except OSError as error:
        say(f"{error.filename or root} 写不进去，没有装完。请检查权限和剩余空间，关掉各电脑上的窗口，再运行一次")
        return False
    if kept:
        what = "程序文件夹里有本单位改过或添加的文件" if before else "文件夹里原有与程序同名的文件"
        say(f"{what}，原样存在“{kept.name}”" + ("，请维护人员看要不要改进新版" if before else ""))
    return True


def own_files(root: Path) -> list[str]:
    """Return the files in the program's place that were not bundled as they are: changed or added by the office.

    Of a program that came without its sums all files are, for nobody can tell.
    """
    bundled = dict(sums(root)) if is_bundle(root) else {}
    inside = [each for folder in FOLDERS if folder != WHEELS for each in sorted((root / folder).rglob("*"))]
    found = []
    for path in (*inside, *(root / each for each in FILES)):
        name = path.relative_to(root).as_posix()
        if path.is_file() and "__pycache__" not in path.parts and _digest(path) != bundled.get(name):
            found.append(name)
    return found


def _keep_own(bundle: Path, root: Path, version: str) -> Path | None:
    """Copy what the office changed or added to a folder of its own, and return that; None where there is nothing.

    What a broken-off upgrade has put there already is the bundle's, not the office's.
    """
    new = dict(sums(bundle))
    names = [name for name in own_files(root) if _digest(root / name) != new.get(name)]
    kept = root / f"{f'升级前的程序 {version}' if version else '原有的同名文件'} {time.strftime('%Y-%m-%d %H%M%S')}"
    for name in names:
        place = kept / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, place)
    return kept if names else None


_COMPILED = shutil.ignore_patterns("__pycache__")


def fresh(folder: Path) -> Path:
    """Return where a folder's new copy is made; what a broken-off run left there is gone."""
    new = folder.with_name(f"{folder.name}.new")
    if new.exists():
        shutil.rmtree(new)
    return new


def swap(folder: Path) -> None:
    """Put a folder's new copy in its place; where that fails the old one stays.

    Raises:
        OSError: somebody works in it, or the disk refuses.
    """
    old = folder.with_name(f"{folder.name}.old")
    if old.exists():
        shutil.rmtree(old)
    if folder.exists():
        folder.rename(old)
    try:
        folder.with_name(f"{folder.name}.new").rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def watched(root: Path) -> bool:
    """Return whether a watch runs there, and say so: it leaves a beat every few seconds, and a last word at its end."""
    state = root / "register" / "值守状态.txt"
    try:
        lines = state.read_text(encoding="utf-8", errors="replace").splitlines()
        ended = any(each.startswith("标识：") and each.endswith(" 已停止") for each in lines)
        runs = not ended and time.time() - state.stat().st_mtime < _SILENCE
    except OSError:
        return False
    if runs:
        say("有电脑正在值守。请先在那台电脑停止（在值守窗口按 Ctrl+C），再运行一次；窗口已经不在的，三分钟后再运行")
    return runs


def _version(root: Path) -> str:
    try:
        return str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    except OSError:
        return ""
