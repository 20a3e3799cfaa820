"""What a diagnosis tells (诊断内容): the program, the settings, the journal, the register and the share, in figures.

Each part stands alone and says why where it cannot be had: what is to be diagnosed is broken. No part holds a value of
the register or of the journal; text of the office is masked by whoever puts the parts together.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib import metadata
from pathlib import Path

from toolkit import __version__
from toolkit.files import why, write_beside
from toolkit.jobs.books.differences import look_through
from toolkit.jobs.desk.drives import is_network
from toolkit.jobs.desk.heartbeat import told
from toolkit.jobs.desk.order import Order
from toolkit.jobs.diagnosing.masks import Mask
from toolkit.journal import Journal, damage
from toolkit.ooxml import Row, Workbook
from toolkit.register import open_by
from toolkit.register.view import HEADER_WITHIN
from toolkit.workspace import Workspace

#: So many of the log's last lines go with it, and so many bytes of it are looked at.
_LINES, _TAIL = 500, 256 << 10
_MEGABYTE = 1 << 20


def versions() -> Iterator[str]:
    """Yield the versions of toolkit, Python, system and libraries."""
    yield f"工具包 {__version__}"
    yield f"Python {sys.version.split()[0]}（{platform.architecture()[0]}）"
    yield f"系统 {platform.system()} {platform.release()} {platform.version()} {platform.machine()}"
    yield f"文字编码 {sys.getfilesystemencoding()}，屏幕 {getattr(sys.stdout, 'encoding', None) or '未知'}"
    found = {str(each.metadata["Name"]): each.version for each in metadata.distributions()}
    yield from (f"  {name} {version}" for name, version in sorted(found.items(), key=lambda each: each[0].lower()))


def settings(workspace: Workspace, mask: Mask) -> Iterator[str]:
    """Yield toolkit.toml without its comments, a line with its number each, masked.

    Raises:
        OSError: it cannot be read.
    """
    text = workspace.config.read_text(encoding="utf-8-sig", errors="replace")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield f"第 {number} 行：{mask(line)}"


def log(workspace: Workspace, mask: Mask) -> Iterator[str]:
    """Yield the log's last lines, masked.

    Raises:
        OSError: it cannot be read.
    """
    if not workspace.log.exists():
        yield "没有运行日志：还没有记过错误"
        return
    with workspace.log.open("rb") as stream:
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - _TAIL))
        lines = stream.read().decode("utf-8", "replace").splitlines()
    yield mask("\n".join(lines[-_LINES:]))


def journal(workspace: Workspace) -> Iterator[str]:
    """Yield how many records there are of which kind and month, and what is damaged.

    Raises:
        OSError: it cannot be read.
    """
    kept = Journal(workspace.journal)
    records = kept.records()
    files = sorted(workspace.journal.glob("*.jsonl"))
    yield f"文件 {len(files)} 个，共 {sum(path.stat().st_size for path in files)} 字节"
    yield f"记录 {len(records)} 条，最后一条的序号 {kept.last}"
    yield from _counted("各种记录", Counter(str(record.get("kind")) for record in records))
    yield from _counted("各月记录", Counter(str(record.get("day"))[:7] for record in records))
    torn = [each for each in damage(workspace.journal) if each.torn]
    yield f"读不出来的行 {len(kept.spoiled)}，没写完的行 {len(torn)}"
    yield f"缺的序号：{'、'.join(f'{first}-{last}' for first, last in kept.missing) or '无'}"


def _counted(words: str, counts: Counter[str]) -> Iterator[str]:
    yield f"{words}："
    yield from (f"  {name} {count}" for name, count in sorted(counts.items()))


def register(workspace: Workspace, mask: Mask) -> Iterator[str]:
    """Yield the register's sheets: how many rows each, and its headers, masked; no other cell.

    Raises:
        OSError: it cannot be read.
        BrokenPackageError: it is no whole workbook.
    """
    path = workspace.register
    yield f"大小 {path.stat().st_size} 字节；{'正被人打开' if open_by(path) else '没有人打开'}"
    book = Workbook.read(path.read_bytes())
    for sheet in book.sheets:
        count, first = 0, list[Row]()
        for row in book.rows(sheet.name):
            count += 1
            if row.number <= HEADER_WITHIN:
                first.append(row)
        # The header is the row with the most texts: people put a title above it.
        heads = max((_texts(row) for row in first), key=len, default=[])
        yield f"“{mask(sheet.name)}”{count} 行"
        yield f"  表头（{len(heads)} 列）：{' | '.join(map(mask, heads))}"


def _texts(row: Row) -> list[str]:
    return [" ".join(cell.value.split()) for cell in row.cells.values() if isinstance(cell.value, str)]


def findings(workspace: Workspace, order: Order, mask: Mask) -> Iterator[str]:
    """Yield what ``check`` finds, masked; of the places only how many.

    Raises:
        ToolkitError: it cannot be checked; the message says why.
        OSError: a file cannot be read.
    """
    _, found = look_through(workspace, replace(order, say=lambda _: None))
    for each in found:
        count = f"（{len(each.places)} 处）" if each.places else ""
        yield f"【{each.rank.word}】{mask(each.words)}{count}"
    yield f"共 {len(found)} 项"


def share(workspace: Workspace, order: Order, mask: Mask) -> Iterator[str]:
    """Yield on what kind of drive the workspace lies, its room, what may be done in each folder, who watches.

    Raises:
        OSError: the drive is away.
    """
    yield f"{'网络盘或不明' if is_network(workspace.root) else '本机的盘'}，路径 {len(str(workspace.root))} 个字"
    room = shutil.disk_usage(workspace.root)
    yield f"共 {room.total // _MEGABYTE} MB，剩余 {room.free // _MEGABYTE} MB"
    for folder in (workspace.root, *workspace.folders()):
        yield f"  {folder.relative_to(workspace.root).as_posix()}：{_rights(folder, order)}"
    yield f"值守：{mask(told(workspace.heartbeat)) or '没有值守过'}"


def _rights(folder: Path, order: Order) -> str:
    """Return what may be done in a folder, found out by doing it, and how far the server's clock is from this PC's."""
    if not folder.is_dir():
        return "没有这个文件夹"
    words = [f"权限位 {folder.stat().st_mode & 0o777:03o}"]
    try:
        words.append(f"能读（{sum(1 for _ in folder.iterdir())} 项）")
    except OSError as error:
        words.append(f"不能读：{why(error)}")
    if order.dry_run:
        return "，".join(words)
    try:
        written = write_beside(folder / "诊断", b"")
        ahead = written.stat().st_mtime - time.time()
        written.unlink()
        words.append(f"能写能删，时钟相差 {abs(ahead):.0f} 秒")
    except OSError as error:
        words.append(f"不能写：{why(error)}")
    return "，".join(words)
