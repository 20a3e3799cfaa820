"""A plan in the form of a table (任务分工表): its columns by their headers, a task a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
#: Headers of columns that say nothing of a task; any other that is not known is told, and stands with the words.
_ASIDE = re.compile(r"备注|说明|领导|责任人|负责人|联系|电话|附注|科室|分值|单位$|序号|^$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is a task: its number, the sections it stands in, title, words, who answers, and by when."""

    number: str
    sections: tuple[str, ...]
    title: str
    text: str
    units: Answerable
    by: str


def rows_of(table: Cells, phrases: Phrases, words: PlanWords) -> Iterator[Row]:
    """Yield the tasks of a table; nothing where no row of headers names who answers."""
    columns: dict[str, int] = {}
    others: dict[int, str] = {}
    section = ""
    for cells in table:
        found = _columns(cells, words)
        if found:
            columns, others = found, _others(cells, found)
            continue
        filled = [each for each in cells if each.strip()]
        if not columns or not filled:
            continue
        if len(set(filled)) == 1:
            section = filled[0].strip()
            continue
        yield _row(cells, columns, others, section, phrases)


def _columns(cells: Sequence[str], words: PlanWords) -> dict[str, int]:
    """Return what stands in which column, by a row of headers; nothing for a row that is none."""
    roles = {role: words.roles[role].label for role in (LEAD, SUPPORT, DUTY)}
    kinds = {"number": _NUMBER, "section": _SECTION, "title": _TITLE, "text": _TEXT, "by": _BY, **roles}
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        header = _header(cell)
        for kind, names in kinds.items():
            if header in names:
                found.setdefault(kind, place)
    for place, cell in enumerate(cells):
        header = _header(cell)
        if place not in found.values() and header.endswith(_TEXT_ENDS):
            found.setdefault("text", place)
        elif place not in found.values() and header.endswith(_BY_ENDS):
            found.setdefault("by", place)
    return found if found.keys() & roles.keys() and found.keys() & {"title", "text"} else {}


def _header(cell: str) -> str:
    return "".join(plain(cell).split()).split("(")[0]


def _others(cells: Sequence[str], columns: dict[str, int]) -> dict[int, str]:
    """Return the headers of the columns that are not known and may say something of a task, by their places."""
    return {
        place: _header(cell)
        for place, cell in enumerate(cells)
        if place not in columns.values() and not _ASIDE.search(_header(cell))
    }


def _row(cells: Sequence[str], columns: dict[str, int], others: dict[int, str], section: str, phrases: Phrases) -> Row:
    def cell(kind: str) -> str:
        place = columns.get(kind, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    def names(kind: str) -> tuple[str, ...]:
        listed = plain(cell(kind)).replace("\n", "、").replace(";", "、").replace(" ", "")
        return tuple(dict.fromkeys(phrases.names(listed, proposed))) if listed else ()

    proposed: list[str] = []
    lead, support, duty = names(LEAD), names(SUPPORT), names(DUTY)
    said = ";".join(cell(each) for each in (LEAD, SUPPORT, DUTY) if cell(each))
    own = cell("section")
    text = cell("text") or cell("title")
    more = [
        f"{header}：{cells[place].strip()}"
        for place, header in others.items()
        if cells[place:] and cells[place].strip()
    ]
    text = "；".join([text, *(each for each in more if text)])
    return Row(
        plain(cell("number")).strip("."), tuple(each for each in (section, own) if each),
        cell("title") if cell("text") else "", text,
        Answerable(lead, support, duty, said, tuple(proposed), plain(said).rstrip().endswith("等")), cell("by"),
    )  # fmt: skip
