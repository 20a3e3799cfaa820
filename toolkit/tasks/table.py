"""A plan in the form of a table (任务分工表): its columns by their headers, a task a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.mechanism.planning import DUTY, LEAD, SUPPORT, PlanWords
from toolkit.tasks.model import Answerable
from toolkit.tasks.plain import plain
from toolkit.tasks.units import Phrases

Cells = Sequence[Sequence[str]]
_NUMBER = ("序号", "编号")
_SECTION = ("类别", "领域", "分类", "板块", "方面")
_TITLE = (
    "任务名称",
    "实事名称",
    "项目名称",
    "事项名称",
    "工作名称",
    "重点工作",
    "措施名称",
    "工作任务",
    "重点任务",
    "任务",
    "事项",
    "项目",
    "工作事项",
)
_TEXT = (
    "主要内容",
    "工作内容",
    "具体内容",
    "工作措施",
    "具体措施",
    "具体举措",
    "措施",
    "任务内容",
    "内容",
    "举措",
    "工作要求",
    "目标要求",
)
_BY = ("完成时限", "时限", "完成时间", "时间节点", "时间要求", "进度安排")
#: How headers end that are named otherwise than the lists above.
_TEXT_ENDS, _BY_ENDS = ("目标", "内容", "举措", "措施", "要求", "事项"), ("时限", "时间", "期限", "节点")
#: A column for each quarter or half of the year stands with the words, its header ahead.
_PERIOD = re.compile(r"季度|半年|全年|\d月")
#: Headers of columns that say nothing of a task; any other that is not known is told, and stands with the words.
_ASIDE = re.compile(r"备注|说明|领导|责任人|负责人|联系|电话|附注|分值|^单位$|序号|^$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is a task: its number, the sections it stands in, title, words, who answers, and by when."""

    number: str
    sections: tuple[str, ...]
    title: str
    text: str
    units: Answerable
    by: str


@dataclass(frozen=True, slots=True)
class _Columns:
    """What stands in which column, and the headers of columns that are not known and may say something of a task."""

    known: Mapping[str, int]
    others: Mapping[int, str]


def rows_of(table: Cells, phrases: Phrases, words: PlanWords) -> Iterator[Row]:
    """Yield the tasks of a table; nothing where no row of headers names who answers."""
    columns: _Columns | None = None
    section = ""
    for row in table:
        columns, before = _columns(row, words) or columns, columns
        cells = ["" if plain(each).strip() in words.units["nobody"] else each.strip() for each in row]
        filled = [each for each in cells if each]
        if columns is None or columns is not before or not filled:
            continue
        if len(set(filled)) == 1:
            section = filled[0]
            continue
        yield _row(cells, columns, section, phrases, words)


def _columns(cells: Sequence[str], words: PlanWords) -> _Columns | None:
    """Return what stands in which column, by a row of headers; None for a row that is none."""
    roles = {role: words.roles[role].label for role in (LEAD, SUPPORT, DUTY)}
    kinds = {"number": _NUMBER, "section": _SECTION, "title": _TITLE, "text": _TEXT, "by": _BY, **roles}
    headers = ["".join(plain(each).split()).split("(")[0] for each in cells]
    found: dict[str, int] = {}
    for place, header in enumerate(headers):
        for kind, names in kinds.items():
            if header in names:
                found.setdefault(kind, place)
    for place, header in enumerate(headers):
        if place not in found.values() and header.endswith(_TEXT_ENDS) and not _PERIOD.search(header):
            found.setdefault("text", place)
        elif place not in found.values() and header.endswith(_BY_ENDS):
            found.setdefault("by", place)
    if not (found.keys() & roles.keys() and found.keys() & {"title", "text"}):
        return None
    free = {place: each for place, each in enumerate(headers) if place not in found.values()}
    return _Columns(found, {place: each for place, each in free.items() if not _ASIDE.search(each)})


def _row(cells: Sequence[str], columns: _Columns, section: str, phrases: Phrases, words: PlanWords) -> Row:
    def cell(kind: str) -> str:
        place = columns.known.get(kind, len(cells))
        return cells[place] if place < len(cells) else ""

    text = cell("text") or cell("title")
    more = [f"{header}：{cells[place]}" for place, header in columns.others.items() if cells[place:] and cells[place]]
    title = (cell("title") if cell("text") else "") or (text if more else "")
    return Row(
        plain(cell("number")).strip("."), tuple(each for each in (section, cell("section")) if each),
        title, "；".join([text, *more]) if text else "",
        _units({role: cell(role) for role in (LEAD, SUPPORT, DUTY)}, phrases, words), cell("by"),
    )  # fmt: skip


def _units(said: Mapping[str, str], phrases: Phrases, words: PlanWords) -> Answerable:
    """Return who answers by the cells of the roles; a cell that tells roles itself (甲局牵头，乙局配合) is read so."""
    proposed: list[str] = []

    def names(role: str) -> tuple[str, ...]:
        listed = plain(said[role]).replace("\n", "、").replace(";", "、").replace(" ", "")
        return tuple(dict.fromkeys(phrases.names(listed, proposed))) if listed else ()

    whole = ";".join(each for each in said.values() if each)
    own = (
        phrases.read(f"{words.roles[DUTY].label[-1]}:{plain(said[DUTY]).replace(chr(10), ',')}") if said[DUTY] else None
    )
    if own is not None and (own.lead or own.support) and not (said[LEAD] or said[SUPPORT]):
        return replace(own, said=whole)
    lead, support, duty = names(LEAD), names(SUPPORT), names(DUTY)
    return Answerable(lead, support, duty, whole, tuple(proposed), plain(whole).rstrip().endswith("等"))
