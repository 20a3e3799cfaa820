"""The lists of what firms need (问题诉求清单、资金需求清单、配套需求清单): a workbook, a sheet a list.

Nobody's name or telephone number stands in it: it goes to many (seed 001 §五（五）：不得传播扩散企业敏感信息).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.check_book import Page, write_check_book
from toolkit.documents.setting.words import without_phones


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A matter on a list."""

    number: str
    firm: str
    text: str
    category_class: str
    reporter: str
    raised: date | None
    lead: str
    due: date | None
    status: str
    result: str


@dataclass(frozen=True, slots=True)
class NeedList:
    """A list: its name, how its text is headed, its matters."""

    name: str
    heading: str
    lines: Sequence[NeedLine]


def write_need_lists(title: str, lists: Sequence[NeedList], lines: Sequence[str], day: date, author: str) -> bytes:
    """Return the workbook.

    Args:
        title: what stands over it.
        lists: its sheets.
        lines: the sentences of the first sheet.
        day: the day it is made.
        author: whose it is.
    """
    return write_check_book(title, lines, [_page(each) for each in lists], day, author)


def _page(each: NeedList) -> Page:
    rows = [
        (
            place, line.number, line.firm, without_phones(line.text), line.category_class, line.reporter,
            line.raised or "", line.lead, line.due or "", line.status, without_phones(line.result),
        )
        for place, line in enumerate(each.lines, 1)
    ]  # fmt: skip
    return Page(
        each.name,
        f"{each.name}，共 {len(each.lines)} 件。",
        (
            "序号",
            "编号",
            "企业（商会）",
            each.heading,
            "分类",
            "走访人",
            "提出日期",
            "承办单位",
            "办结时限",
            "状态",
            "办理结果",
        ),
        (5, 9, 18, 32, 9, 8, 11, 15, 11, 8, 24),
        rows,
        tall=True,
    )
