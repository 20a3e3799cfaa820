"""What districts hand in for a roll-up (各区上报): workspaces, registers alone, analysis packages; found and read.

Nothing is written where they lie and no lock is taken there: another office's folder is only looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.analysis import Period, analyse
from toolkit.analysis.packages.data_package import DataPackage, PackageError, package_of
from toolkit.analysis.packages.package_reading import is_package, read_package
from toolkit.cases import WorkCalendar
from toolkit.errors import ConfigError, RegisterError, ToolkitError
from toolkit.files import read_stable
from toolkit.jobs.books.begun_anew import begun_anew
from toolkit.jobs.books.bookkeeping import look, take_settings
from toolkit.jobs.desk.collector import resting
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.sentinel import identity
from toolkit.jobs.periods.reported import AsTheyStood, latest_day
from toolkit.journal import Journal
from toolkit.mechanism import Mechanism, load, shipped
from toolkit.ooxml import Workbook
from toolkit.register import SheetView, schema, view
from toolkit.workspace import CONFIG_NAME, REGISTER_NAME, Workspace

WORKSPACE, REGISTER, PACKAGE = "工作目录", "总台账", "数据包"
_BOOKS = frozenset({".xlsx", ".xlsm"})
#: Files in which a register or a package may be hidden, and what is to be done with them.
_OTHERS = {
    **dict.fromkeys((".xls", ".et", ".ods", ".csv"), "请用 Excel 或 WPS 打开，另存为 xlsx"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".eml"), "请先把里面的文件取出来，放在这个文件夹里"),
}
#: So deep below what was named it is looked for districts.
_DEEPEST = 3


@dataclass(frozen=True)
class Handed:
    """Something handed in.

    Attributes:
        path: where it lies.
        shown: how it is called, from what was named on.
        kind: :data:`WORKSPACE`, :data:`REGISTER` or :data:`PACKAGE`.
        package: its figures, where it is a package.
        data: the register's bytes, where it is one.
    """

    path: Path
    shown: str
    kind: str
    package: DataPackage | None = None
    data: bytes = b""


def find(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Yield what lies at these paths and may be a district's: the path, and how it is called.

    A folder with toolkit.toml is a workspace, one with a register its register; any other is looked through. One in
    which nothing is found comes back itself.
    """
    for path in paths:
        yield from _within(path, path.name or str(path), 0)


def _within(path: Path, shown: str, depth: int) -> Iterator[tuple[Path, str]]:
    if not path.is_dir() or (path / CONFIG_NAME).is_file():
        yield path, shown
    elif (path / REGISTER_NAME).is_file():
        yield path / REGISTER_NAME, f"{shown}/{REGISTER_NAME}"
    else:
        inside = [
            found
            for each in (_listing(path) if depth < _DEEPEST else ())
            for found in _within(each, f"{shown}/{each.name}", depth + 1)
        ]
        yield from inside or [(path, shown)]


def _listing(folder: Path) -> Iterator[Path]:
    """Yield what in a folder may be a district's, or hold one."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return  # told as a folder in which there is nothing
    for each in found:
        # What office programs leave beside an open file begins with ~$.
        if not each.name.startswith(("~$", ".")) and (each.is_dir() or each.suffix.lower() in {*_BOOKS, *_OTHERS}):
            yield each


def open_handed(path: Path, shown: str) -> Handed:
    """Return what lies there, a package read, a register not yet.

    Raises:
        ToolkitError: there is nothing, or it is nothing that can be read; the message says what to do.
        OSError: it cannot be read just now.
    """
    if path.is_dir():
        workspace = Workspace(path)
        if not workspace.config.is_file():
            raise ToolkitError("里面没有工作目录、总台账或分析数据包", "请核对文件夹，或检查网络盘是否断开")
        if workspace.register.is_file() and not any(workspace.journal.glob("*.jsonl")):
            return Handed(path, shown, REGISTER, data=_bytes(workspace.register))  # copied without its journal
        return Handed(path, shown, WORKSPACE)
    if not path.exists():
        raise ToolkitError("找不到这个文件或文件夹", "请核对名称")
    if path.suffix.lower() not in _BOOKS:
        raise ToolkitError("不是总台账或分析数据包", _OTHERS.get(path.suffix.lower(), "请核对文件"))
    data = _bytes(path)
    book = Workbook.read(data)
    if is_package(book):
        return Handed(path, shown, PACKAGE, read_package(book))
    return Handed(path, shown, REGISTER, data=data)


def _bytes(path: Path) -> bytes:
    data = read_stable(path)
    if data is None:
        raise ToolkitError("文件正在保存", "请稍后再运行一次")
    return data


def reckon(handed: Handed, period: Period, desk: Desk) -> DataPackage:
    """Return the figures of what was handed in.

    Args:
        handed: what.
        period: of which period; a package has its own.
        desk: the desk of the office that asks; registers are read by the mechanisms it knows.

    Raises:
        ToolkitError: it cannot be read, or is of another period; the message says what to do.
        OSError: it cannot be read just now.
    """
    if handed.package is not None:
        if handed.package.period != period:
            raise PackageError(
                f"数据包是{handed.package.period.label}的，不是{period.label}的", "请该地区报同一时段的数据包"
            )
        return handed.package
    theirs = _of_workspace(handed.path, desk) if handed.kind == WORKSPACE else _of_register(handed.data, desk)
    cases = {case.number: case for case in theirs.live()}
    analysis = analyse(
        cases,
        theirs.mechanism,
        period,
        as_of=desk.as_of,
        calendar=theirs.calendar,
        as_they_stood=AsTheyStood(lambda: theirs.events, cases, theirs.mechanism.record, theirs.calendar),
        latest=max(desk.as_of, latest_day(theirs)),
    )
    return package_of(analysis, theirs.mechanism, identity(theirs.workspace))


def _of_workspace(folder: Path, desk: Desk) -> Desk:
    """Return another office's desk with what people did to its register taken in; nothing is written there."""
    theirs = lay(Workspace(folder.resolve()), replace(desk.order, dry_run=True, say=lambda _: None))
    with resting():
        look(theirs)
    return theirs


def _of_register(data: bytes, desk: Desk) -> Desk:
    """Return a desk on which a register alone has been laid: its cases are as its rows show them."""
    book = Workbook.read(data)
    mechanism, views = _mechanism_of(book, desk)
    nowhere = Workspace(desk.workspace.register.parent / "—")
    theirs = Desk(
        workspace=nowhere,
        config=desk.config,
        mechanism=mechanism,
        order=replace(desk.order, dry_run=True, say=lambda _: None),
        journal=Journal(nowhere.journal),
        calendar=WorkCalendar(),
    )
    with resting():
        events = begun_anew(theirs, data, views)
        take_settings(theirs, views)
        theirs.record(events)
    return theirs


def _mechanism_of(book: Workbook, desk: Desk) -> tuple[Mechanism, Mapping[str, SheetView]]:
    """Return the mechanism whose register this is, and its sheets; where several fit, whose member units it has.

    Raises:
        RegisterError: it is the register of none that is known here, or lacks something that a register has.
    """
    names = {each.name for each in book.sheets}
    lacking = None
    fits = list[tuple[int, Mechanism, Mapping[str, SheetView]]]()
    for mechanism in _known(desk):
        try:
            views: Mapping[str, SheetView] = {spec.name: view(book, spec) for spec in schema.sheets(mechanism)}
        except RegisterError as error:
            if {mechanism.record.sheet, schema.CLOCKS} <= names:
                lacking = lacking or error  # it is one, and something in it was renamed or lost
            continue
        units = {str(row.values.get("单位名称", "")) for row in views[schema.UNITS].loose}
        fits.append((len(units & {unit.name for unit in mechanism.units}), mechanism, views))
    if not fits:
        raise lacking or RegisterError(
            "不是总台账，也不是分析数据包；或者是这里没有的机制的总台账",
            "请核对文件；机制不同的，请该地区做一次季度分析，报来其中的分析数据包",
        )
    return max(fits, key=lambda each: each[0])[1:]


def _known(desk: Desk) -> Iterable[Mechanism]:
    """Yield the mechanisms known here: the office's own, those beside its toolkit.toml, those of the toolkit."""
    yield desk.mechanism
    for folder in sorted(path.parent for path in desk.workspace.root.glob("*/mechanism.toml")):
        if folder != desk.mechanism.folder:
            yield load(folder)
    for name in shipped():
        if name != desk.mechanism.name:
            try:
                yield load(name)
            except ConfigError:
                continue  # a mechanism that cannot be used is no reason to refuse another's register
