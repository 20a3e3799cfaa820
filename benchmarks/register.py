"""How long one more row takes in a register of many, and how much memory: ours, the floor under it, and openpyxl.

    python benchmarks/register.py [--all] [ROWS …]

Each way runs in a process of its own, several times in turn; the median counts. The floor is what no way of changing
the sheet in place can go below: its part unpacked and packed again with the same compressor, nothing else. The copy is
the whole file, copied and flushed. openpyxl loads, appends and saves; above 10,000 rows it takes minutes, so there it
is only asked with --all. Ratios of one run count; absolute times do not carry from one machine to another.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from isal import isal_zlib

from toolkit.mechanism import ColumnType, load
from toolkit.ooxml import Known, Workbook
from toolkit.register import create, schema

TURNS = 5
#: With more rows than this openpyxl is asked only with --all; with more than a tenth of them, once.
PATIENCE = 10_000
TEXT = "厂区门口道路破损，雨天积水，货车进出困难，希望尽快修复；用地指标不足，招工难，融资贵，审批慢。"
MAIN = schema.sheets(load("shunde"))[0]
NEW = {place: f"新{column.name}" for place, column in enumerate(MAIN.columns) if column.type is ColumnType.TEXT}


def row(number: int) -> dict[int, str | int | date]:
    """Return the values of a filled row, by column."""
    values: dict[int, str | int | date] = {}
    for place, column in enumerate(MAIN.columns):
        if column.type is ColumnType.DATE:
            values[place] = date(2024, 1, 1) + timedelta(days=(number * 7 + place) % 700)
        elif column.type is ColumnType.NUMBER:
            values[place] = number % 5
        else:
            start = (number * 31 + place * 7) % 30
            values[place] = f"{TEXT[start : start + 4 + (number + place) % 9]}{number % 1000}"
    return {**values, 0: f"2024-{number:06}", 6: f"{TEXT * 2}{number}"}


def registers(rows: int, folder: Path) -> dict[str, Path]:
    """Make a register of so many rows twice: as any program packs it, and as we do, with a note of what is known."""
    book = Workbook.read(create(load("shunde"), [(date(2024, 1, 1), "放假", "元旦")], date(2024, 1, 1)))
    for start in range(0, rows, PATIENCE):
        book.edit(MAIN.name, {}, [row(number + 1) for number in range(start, min(start + PATIENCE, rows))])
        book = Workbook.read(book.to_bytes(), book.known())
    paths = {name: folder / f"{rows} {name}.xlsx" for name in ("ours", "note", "plain")}
    paths["ours"].write_bytes(book.to_bytes())
    paths["note"].write_bytes(book.known().to_bytes())
    with zipfile.ZipFile(paths["ours"]) as source, zipfile.ZipFile(paths["plain"], "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            with source.open(name) as old, target.open(name, "w") as new:
                while piece := old.read(1 << 20):
                    new.write(piece)
    return paths


def save(data: bytes, folder: Path) -> None:
    """Write and flush a file."""
    with (folder / "out.xlsx").open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def copy(paths: dict[str, Path], folder: Path) -> None:
    """Copy the file and flush the copy."""
    save(paths["ours"].read_bytes(), folder)


def floor(paths: dict[str, Path], folder: Path) -> None:  # noqa: ARG001 - a way like the others
    """Unpack the sheet and pack it again."""
    with zipfile.ZipFile(paths["plain"]) as archive:
        info = max(archive.infolist(), key=lambda each: each.file_size)
    raw = paths["plain"].read_bytes()
    names = int.from_bytes(raw[info.header_offset + 26 : info.header_offset + 28], "little")
    start = (
        info.header_offset
        + 30
        + names
        + int.from_bytes(raw[info.header_offset + 28 : info.header_offset + 30], "little")
    )
    packed = memoryview(raw)[start : start + info.compress_size]
    reader, writer = isal_zlib.decompressobj(-15), isal_zlib.compressobj(2, isal_zlib.DEFLATED, -15)
    out = io.BytesIO()
    for at in range(0, len(packed), 1 << 15):
        out.write(writer.compress(reader.decompress(packed[at : at + (1 << 15)])))
    out.write(writer.flush())


def cold(paths: dict[str, Path], folder: Path) -> None:
    """One row into a file that another program saved."""
    _ours(paths["plain"].read_bytes(), None, folder)


def again(paths: dict[str, Path], folder: Path) -> None:
    """One row into a file that we wrote, of which nothing is known any more."""
    _ours(paths["ours"].read_bytes(), None, folder)


def segments(paths: dict[str, Path], folder: Path) -> None:
    """One row into a file that we wrote, with the note of it."""
    _ours(paths["ours"].read_bytes(), Known.read(paths["note"].read_bytes()), folder)


def _ours(data: bytes, known: Known | None, folder: Path) -> None:
    book = Workbook.read(data, known)
    del data
    book.edit(MAIN.name, {(2, 8): "改过"}, [NEW])
    out = book.to_bytes()
    note = book.known().to_bytes()
    save(out, folder)
    (folder / "note").write_bytes(note)


def keys(paths: dict[str, Path], folder: Path) -> None:  # noqa: ARG001 - a way like the others
    """Look through the column of keys in a file that another program saved."""
    book = Workbook.read(paths["plain"].read_bytes())
    wanted = {("2024-000007",), ("2024-999999",)}
    assert sum(tuple(values) in wanted for _, values in book.column_values(MAIN.name, [0])) == 1  # noqa: S101


def peer(paths: dict[str, Path], folder: Path) -> None:
    """Load, append and save with openpyxl."""
    # Imported here, so that the other ways' memory is their own.
    book = importlib.import_module("openpyxl").load_workbook(paths["plain"])
    book[MAIN.name].append([NEW.get(place) for place in range(len(MAIN.columns))])
    book.save(folder / "out.xlsx")


WAYS: dict[str, Callable[[dict[str, Path], Path], None]] = {
    each.__name__: each for each in (floor, copy, cold, again, segments, keys, peer)
}


def run(way: str, paths: dict[str, Path], folder: Path) -> None:
    """Go one way, and print how long it took, by the processor's clock and the wall's, and the most memory held."""
    processor, wall = time.process_time(), time.perf_counter()
    WAYS[way](paths, folder)
    took = {"cpu": time.process_time() - processor, "wall": time.perf_counter() - wall}
    print(json.dumps({**took, "mb": _most_memory()}))  # noqa: T201


def _most_memory() -> float:
    """Return the most memory this process held, in MB; what its parent held before is not its own."""
    told = Path("/proc/self/status")
    if told.exists():
        return next(int(line.split()[1]) for line in told.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(rows: int, folder: Path, *, patient: bool) -> dict[str, dict[str, float]]:
    """Return the medians of every way."""
    paths = registers(rows, folder)
    told = json.dumps({name: str(path) for name, path in paths.items()})
    found: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for turn in range(TURNS):
        for way in WAYS:
            if way == "peer" and ((turn and rows * 10 > PATIENCE) or (rows > PATIENCE and not patient)):
                continue
            command = [sys.executable, __file__, "--way", way, told, str(folder)]
            found[way].append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
    return {
        way: {name: statistics.median(each[name] for each in runs) for name in ("cpu", "wall", "mb")}
        for way, runs in found.items()
        if runs
    }


def main(sizes: list[int], *, patient: bool) -> None:
    """Print a line a way: processor and wall time, ratios to floor (processor) and copy (wall), memory."""
    for rows in sizes:
        with tempfile.TemporaryDirectory() as name:
            times = measured(rows, Path(name), patient=patient)
            size = Path(name, f"{rows} plain.xlsx").stat().st_size
        print(f"{rows} rows × {len(MAIN.columns)} columns, {size / 1e6:.1f} MB")  # noqa: T201 - a benchmark prints
        for way, took in times.items():
            floors, copies = took["cpu"] / times["floor"]["cpu"], took["wall"] / times["copy"]["wall"]
            line = f"{way:10}{took['cpu']:8.3f} s processor {floors:7.2f} × floor{took['wall']:9.3f} s wall"
            print(f"{line} {copies:8.2f} × copy{took['mb']:7.0f} MB")  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        run(sys.argv[2], {name: Path(path) for name, path in json.loads(sys.argv[3]).items()}, Path(sys.argv[4]))
    else:
        asked = [int(each) for each in sys.argv[1:] if each != "--all"]
        main(asked or [1_000, 10_000, 100_000], patient="--all" in sys.argv)
