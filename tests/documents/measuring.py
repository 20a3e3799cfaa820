"""Where the ink of a page lies, in millimetres from the paper's upper left corner."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_DPI = 200
_MM = 25.4 / _DPI
Picture = NDArray[np.uint8]


def pages(pdf: Path) -> list[Picture]:
    """Each page as a picture: rows, columns, red-green-blue."""
    stem = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(_DPI), str(pdf), str(stem)], check=True, timeout=120)
    return [_ppm(each.read_bytes()) for each in sorted(stem.parent.glob(f"{stem.name}-*.ppm"))]


def _ppm(data: bytes) -> Picture:
    _, size, _, rest = data.split(b"\n", 3)
    width, height = map(int, size.split())
    return np.frombuffer(rest, np.uint8).reshape(height, width, 3)


def dark(page: Picture) -> Picture:
    return (page.max(axis=2) < 128).astype(np.uint8)


def red(page: Picture) -> Picture:
    """Where the ink is red, blended edges left out."""
    return ((page[:, :, 0] > 200) & (page[:, :, 1] < 100)).astype(np.uint8)


def bands(ink: Picture, gap: float = 1.0) -> list[tuple[float, float, float, float]]:
    """The ink from top to bottom in bands parted by at least ``gap`` millimetres: top, bottom, left, right of each."""
    rows = np.flatnonzero(ink.any(axis=1))
    if not rows.size:
        return []
    found = []
    for each in np.split(rows, np.flatnonzero(np.diff(rows) > gap / _MM) + 1):
        columns = np.flatnonzero(ink[each[0] : each[-1] + 1].any(axis=0))
        found.append((each[0] * _MM, (each[-1] + 1) * _MM, columns[0] * _MM, (columns[-1] + 1) * _MM))
    return found
