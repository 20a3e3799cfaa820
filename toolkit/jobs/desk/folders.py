"""Folders of papers that go out together: none is ever written over by the papers of another run."""

from __future__ import annotations

from collections.abc import Mapping
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


def name_for(wanted: Path, data: bytes) -> Path:
    """Return the first file of this name that is free, or that holds these very bytes."""
    digest = sha256(data)
    return next(each for each in names_after(wanted) if digest_of(each) in {"", digest})
