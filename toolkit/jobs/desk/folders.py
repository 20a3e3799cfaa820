"""Folders of papers that belong together: what a person edited is never written over, nor parted from its set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from toolkit.files import digest_of, names_after, sha256

#: The folder under outbox/ with the evaluation forms (评价表), in it one a day.
SURVEYS = "评价"


def folder_for(wanted: Path, files: Mapping[str, bytes]) -> Path:
    """Return the first folder of this name that is free, or that a run which was killed has begun to fill with this."""

    def ours(folder: Path) -> bool:
        if not folder.is_dir():
            return not folder.exists()
        there = [each.name for each in folder.iterdir()]
        return all(name in files and digest_of(folder / name) == sha256(files[name]) for name in there)

    return next(filter(ours, names_after(wanted)))


def set_folder(wanted: Path, files: Mapping[str, bytes], written: Callable[[Path], Sequence[str]]) -> Path:
    """Return the folder for a set of papers (一整套) that is written anew as what it tells of changes.

    That is the first of this name in which nobody has edited a paper of the set, so that a report that a person put
    right keeps the annexes that belong to it; or one that holds this very set already, edited or not.

    Args:
        wanted: the folder by its name.
        files: the papers by name.
        written: the digests with which we ever wrote a file, the last one last.
    """

    def fits(folder: Path) -> bool:
        digests = {folder / name: sha256(data) for name, data in files.items()}
        if all([*written(place)][-1:] == [digest] for place, digest in digests.items()):
            return True
        return not any(is_edited(place, [digest, *written(place)]) for place, digest in digests.items())

    return next(filter(fits, names_after(wanted)))


def is_edited(place: Path, ours: Sequence[str]) -> bool:
    """Return whether a file is there and is none of those with these digests."""
    return digest_of(place) not in {"", *ours}


def name_for(wanted: Path, data: bytes) -> Path:
    """Return the first file of this name that is free, or that holds these very bytes."""
    digest = sha256(data)
    return next(each for each in names_after(wanted) if digest_of(each) in {"", digest})
