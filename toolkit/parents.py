"""The folders above a file: made where they are missing, but never in place of a share that is away.

Where a share is not mounted its place is often there still, an empty folder, or can be made. A folder made there would
take in what is never seen again once the share is back, and would stand in its way.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from toolkit.workspace import CONFIG_NAME, SENTINEL_NAME


def make_parents(path: Path) -> None:
    """Make the folders above a file that are missing, if they belong to a workspace that is there.

    Raises:
        FileNotFoundError: the workspace is away, or there is none; nothing was made.
        OSError: the share cannot be written to.
    """
    folder = path.parent
    if not folder.is_dir():
        if not any((each / name).is_file() for each in folder.parents for name in (SENTINEL_NAME, CONFIG_NAME)):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        folder.mkdir(parents=True, exist_ok=True)
