"""Installs the toolkit: on this computer the libraries and a way in, and, from a stick, the program in the workspace.

The libraries lie on the computer, not on the shared drive: they serve neither another computer, whose Python may lie
elsewhere, nor another system. The program itself lies in the workspace and is run from there, so that all computers
always run the same. Where a folder ``wheels`` lies beside it (``make bundle``), no internet is needed.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from _carry import WHEELS, altered, carry_over, fresh, is_bundle, spoilt_wheels, swap, watched
from _pc import MENU, ROOT, WINDOWS, libraries_folder, put, say, way_in, ways_in


def install(root: Path) -> int:
    """Make this computer's libraries, bring the program into the workspace, and put the way in on the desktop.

    What works now stays as it is until the new libraries have been tried: they are made beside the old ones.

    Args:
        root: the workspace.

    Returns:
        The exit status.
    """
    folder = libraries_folder()
    say(f"第一步，共四步：准备运行环境（{folder}）")
    wheels = ROOT / WHEELS if is_bundle(ROOT) else None
    if (wheels and not _whole(wheels)) or (root != ROOT and watched(root)):
        return 2
    new = fresh(folder)
    if not _libraries(new, wheels):
        shutil.rmtree(new, ignore_errors=True)
        return 2
    try:
        swap(folder)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        say(f"{folder} 正在使用，没有装成，原来装好的还在。请关掉本机的值守和其他窗口，再运行一次")
        return 2
    say("第三步，共四步：准备并核对工作目录")
    if root != ROOT and not carry_over(ROOT, root):
        return 2
    for words in (["init"], ["check"]):
        command = [str(python_in(folder)), "-m", "toolkit", "--workspace", str(root), *words]
        # What check finds in an office's files is told, and is no reason not to install.
        if subprocess.run(command, cwd=root, check=False).returncode == 2:
            return 2
    say("第四步，共四步：在桌面放一个入口")
    _put_ways_in(root)
    return 0


def _whole(wheels: Path) -> bool:
    """Return whether all that this computer needs lies in ``wheels`` as it was bundled; say what does not."""
    if not (wheels / f"{this_kind()}.txt").is_file():
        say(f"离线安装包里没有适合这台电脑的程序库（{this_kind()}）。有的是：")
        for each in sorted(wheels.glob("*-*.txt")):
            say(f"  {each.stem}")
        say("请安装其中一种 Python（64 位），再运行一次；或在能上网的电脑上把 wheels 文件夹改名，由网上安装")
        return False
    spoilt = spoilt_wheels(wheels.parent, this_kind())
    if spoilt:
        say(f"安装包已损坏，有 {len(spoilt)} 个程序库文件缺失或与打包时不同，例如 {spoilt[0]}。请重新复制一份再装")
    return not spoilt


def _libraries(folder: Path, wheels: Path | None) -> bool:
    """Make the folder, fill it and try it; say why where that fails, when nothing else has been touched."""
    if not _environment(folder, with_pip=wheels is None):
        return False
    say("第二步，共四步：安装程序库" + ("（从 wheels 文件夹）" if wheels else "（从网上下载，需要几分钟）"))
    tried = [str(python_in(folder)), str(ROOT / "batch" / "_check.py")]
    if _done(folder, *_pip(folder, wheels), *_chosen(wheels)) and _done(folder, *tried):
        return True
    say("没有装成，原来装好的没有动。请检查这台电脑的剩余空间，再运行一次；仍不成的，把上面的日志发给维护人员")
    if wheels is None:
        say("这次是从网上下载的：请检查网络；不能上网的电脑，请向维护人员要离线安装包")
    return False


def python_in(folder: Path) -> Path:
    """Return the Python of the libraries' folder."""
    return folder / ("Scripts/python.exe" if WINDOWS else "bin/python")


def libraries(root: Path) -> list[str]:
    """Return what pyproject.toml asks for, and what keeps the mailbox's password in the system's keyring."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["mail"]]


def this_kind() -> str:
    """Return what kind of computer and Python this is, as the lists of libraries in ``wheels`` are called."""
    machine = {"amd64": "x64", "x86_64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine().lower())
    return f"{'windows' if WINDOWS else sys.platform}-{machine}-{sys.version_info[0]}.{sys.version_info[1]}"


def _chosen(wheels: Path | None) -> list[str]:
    """Return how pip is to choose the libraries for this computer."""
    if wheels is None:
        return libraries(ROOT)
    return ["--require-hashes", "--requirement", str(wheels / f"{this_kind()}.txt")]


def _environment(folder: Path, *, with_pip: bool) -> bool:
    """Make the folder; without pip it needs nothing that Debian, UOS and Kylin leave out of their Python."""
    words = [*([] if with_pip else ["--without-pip"]), str(folder)]
    if _done(folder, sys.executable, "-m", "venv", *words):
        return True
    say("没有做成，原来装好的没有动。请检查这台电脑的剩余空间，再运行一次")
    if with_pip and not WINDOWS:
        say("Debian、Ubuntu、UOS、麒麟还要先运行：sudo apt install python3-venv")
    return False


def _pip(folder: Path, wheels: Path | None) -> list[str]:
    """Return the command that installs: with the pip that the bundle carries, or with the folder's own."""
    python = str(python_in(folder))
    if wheels is None:
        return [python, "-m", "pip", "install", "--quiet", "--prefer-binary"]
    carried = str(max(wheels.glob("pip-*.whl")) / "pip")
    # Isolated: an office's setting that names a server must not be asked where none can be reached.
    offline = ["--isolated", "--no-index", "--find-links", str(wheels), "--no-cache-dir", "--no-compile"]
    return [python, carried, "install", "--quiet", *offline]


def _put_ways_in(root: Path) -> None:
    for each in ways_in():
        try:
            put(each, way_in(MENU, root))
        except OSError:
            say(f"桌面写不进去（{each}），请直接双击 batch 文件夹里的“{MENU}”")
        else:
            say(f"已放好：{each}")


def _done(folder: Path, *command: str) -> bool:
    """Run a program that speaks English; what it said is kept for the maintainer where it fails."""
    ran = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if ran.returncode == 0:
        return True
    log = folder.parent / "安装日志.txt"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(ran.stdout)
    say(f"出错了，详细情况已记入 {log}")
    return False


def main(place: str) -> int:
    """Install, or upgrade the workspace at ``place``; "" for the folder this lies in. Return the exit status."""
    # By the share's own name, which holds when a drive letter no longer does.
    root = Path(place).expanduser().resolve() if place else ROOT
    # Once it is a workspace, the office's maintainer may have changed the program.
    spoilt = altered(ROOT) if is_bundle(ROOT) and not (ROOT / ".toolkit-root").exists() else []
    if spoilt:
        say(f"安装包不完整，有 {len(spoilt)} 个文件缺失或已损坏，例如 {spoilt[0]}。请重新复制一份再装")
        return 2
    if root != ROOT and not _agreed(root):
        say("没有安装，什么也没有动")
        return 2
    return install(root)


def _agreed(root: Path) -> bool:
    """Return whether a person wants the workspace there; only a workspace and an empty folder go without saying."""
    try:
        others = [each.name for each in sorted(root.iterdir())]
    except FileNotFoundError:
        return _asked(f"还没有这个文件夹：{root}\n确定要新建吗？输入 Y 新建；写错了的，直接按回车")
    except OSError:
        say(f"打不开文件夹 {root}。请核对是不是文件夹、网络盘有没有连上")
        return False
    if not others or {"toolkit.toml", ".toolkit-root"} & set(others):
        return True
    named = "、".join(others[:3]) + (f" 等 {len(others)} 项" if len(others) > 3 else "")
    return _asked(
        f"{root} 里已有：{named}，不是在用的工作目录\n"
        "确定要装到这个已有其他文件的文件夹吗？输入 Y 就装在这里，原有的文件都留着；要换一个的，直接按回车"
    )


def _asked(question: str) -> bool:
    say(question)
    try:
        return input("> ").strip().upper() in {"Y", "Ｙ", "YES", "是"}
    except EOFError:
        return False


if __name__ == "__main__":
    status = main(sys.argv[1].strip() if len(sys.argv) > 1 else "")
    say(
        "安装没有完成，请联系维护人员"
        if status
        else "安装完成。请用桌面上的“政企联络协作”，或 batch 文件夹里的各个脚本"
    )
    sys.exit(status)
