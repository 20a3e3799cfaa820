"""A mechanism of the office's own (本单位的机制): a folder beside toolkit.toml, brought there from elsewhere.

It lies within the workspace, so that every PC finds it by the same name: a share has other letters on other PCs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import ConfigError
from toolkit.files import write_new
from toolkit.mechanism import shipped
from toolkit.mechanism.load import SHIPPED
from toolkit.workspace import Workspace

_MAIN = "mechanism.toml"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A mechanism that was named.

    Attributes:
        name: how toolkit.toml names it.
        folder: where it lies now.
        target: where it is copied to, None where it need not be.
    """

    name: str
    folder: Path
    target: Path | None = None


def chosen(workspace: Workspace, wanted: str) -> Chosen:
    """Return the mechanism that is meant: one that comes with the toolkit, or a folder, of the workspace or elsewhere.

    Raises:
        ConfigError: there is none, or the workspace has another folder of its name.
    """
    own, root = workspace.root / wanted, workspace.root
    if wanted in shipped() and not (own / _MAIN).is_file():
        return Chosen(wanted, SHIPPED / wanted)
    place = next((each.resolve() for each in (own, Path(wanted)) if (each / _MAIN).is_file()), None)
    if place is None:
        raise ConfigError(
            f"没有“{wanted}”这个机制",
            f"可用的机制：{'、'.join(shipped())}；自己写的，请写它的文件夹，里面要有 {_MAIN}",
        )
    if place.parent == SHIPPED:
        return Chosen(place.name, place)
    if place.is_relative_to(root):
        return Chosen(place.relative_to(root).as_posix(), place)
    _refuse_taken(workspace, place)
    return Chosen(place.name, place, root / place.name)


def _refuse_taken(workspace: Workspace, place: Path) -> None:
    target = workspace.root / place.name
    ours = {each.relative_to(workspace.root).parts[0] for each in workspace.folders()}
    differ = [path for path in _files(place) if not _same(path, target / path.relative_to(place))]
    if place.name in ours or (target.exists() and differ):
        raise ConfigError(
            f"工作目录里已经有“{place.name}”文件夹，里面的内容不同，没有复制",
            f"要用工作目录里的，机制只写“{place.name}”；要用这一个的，请先把其中一个改名",
        )


def bring(found: Chosen) -> bool:
    """Copy a mechanism into the workspace and return whether that was to be done.

    Raises:
        OSError: the disk is full or the share is away; what was copied is completed the next time.
    """
    if found.target is None:
        return False
    for path in _files(found.folder):
        target = found.target / path.relative_to(found.folder)
        target.parent.mkdir(parents=True, exist_ok=True)  # there may be no settings yet by which the place is known
        write_new(target, path.read_bytes())
    return True


def _files(folder: Path) -> list[Path]:
    """Return the files of a mechanism, the one by which it is known as such last; no temporary ones."""
    every = [each for each in folder.rglob("*") if each.is_file() and not each.name.startswith((".", "~$"))]
    return sorted(every, key=lambda each: (each == folder / _MAIN, each))


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
