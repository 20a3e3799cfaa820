"""The numbers of paragraphs (序号): 一、（一）1.（1）of GB/T 9704—2012 7.3.3, 第几条 of regulations, and others.

Beside the standard's four plans have 1.1 and ①②③; each kind has a rank, the highest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from toolkit.tasks.plain import ordinal, plain

_HAN = "一二三四五六七八九十百"
#: ① to ⑳.
_CIRCLED = "".join(map(chr, range(0x2460, 0x2474)))
#: What stands behind a number in a sentence (1.5万个), not behind that of a paragraph.
_COUNTED = "万亿个家元人倍%户亩吨项年月日"
#: The kinds of numbers as they stand in plain letters; a pair of brackets may have lost its number.
_KINDS = (
    re.compile(rf"第(?P<n>[{_HAN}\d]+)[章编部](?:分)?[、:\s]*"),
    re.compile(rf"(?P<n>[{_HAN}]+)[、.]"),
    re.compile(rf"\((?P<n>[{_HAN}]*)\)"),
    re.compile(rf"(?:第(?P<n>[{_HAN}\d]+)条|(?:任务|行动|工程|举措|措施|事项|专项)(?P<m>[{_HAN}\d]+)[:、])[、:\s]*"),
    re.compile(rf"\((?P<n>[{_HAN}]*)\)"),
    re.compile(rf"(?P<n>\d{{1,3}})(?:\.(?!\d)|、|\s+(?=[一-龥]{{2}})(?![{_COUNTED}]))"),
    re.compile(rf"\d{{1,2}}\.(?P<n>\d{{1,2}})(?!\d|\.\d|%)(?:[、\s]+|(?=[“\"《一-龥])(?![{_COUNTED}]))"),
    re.compile(rf"\d{{1,2}}\.\d{{1,2}}\.(?P<n>\d{{1,2}})(?!\d|\.)(?:[、\s]+|(?=[“\"《一-龥])(?![{_COUNTED}]))"),
    re.compile(r"\((?P<n>\d{1,3})\)"),
    re.compile(rf"(?P<n>[{_CIRCLED}])"),
)
_BRACKETED = 2
#: The ranks of articles (第几条, 任务一：), of （一）within one, and of 1. below a heading.
ARTICLE, BELOW_ARTICLE, DECIMAL = 3, 4, 5


def label_of(line: str) -> tuple[int, str, str] | None:
    """Return the rank of a line's number, the number's words, and the rest; None where it begins with none."""
    said = plain(line)
    for rank, kind in enumerate(_KINDS):
        match = kind.match(said)
        if match is not None and (rank != _BRACKETED or len(line) > match.end()):
            return rank, line[: match.end()].strip(), line[match.end() :].strip()
    return None


def articles_hold(lines: Iterable[str]) -> bool:
    """Return whether a text's （一）stand within its articles: an article comes before the first of them."""
    ranks = (found[0] for line in lines if (found := label_of(line)) is not None)
    return next((rank for rank in ranks if rank in {_BRACKETED, ARTICLE}), _BRACKETED) == ARTICLE


def below_article(rank: int) -> int:
    """Return the rank of a paragraph where articles hold （一）."""
    return BELOW_ARTICLE if rank == _BRACKETED else rank


def number_of(rank: int, label: str) -> int:
    """Return the value of a number of a kind, 0 where it was lost or is none."""
    match = _KINDS[rank].match(f"{plain(label)} 之下")
    return _written(match) if match else 0


def parts_into(rank: int) -> bool:
    """Return whether a rank's paragraphs are the parts of a text (第一章, 一、,（一）), not its points."""
    return rank <= _BRACKETED


def next_number(line: str, reached: Mapping[int, int]) -> int:
    """Return where in a line the number after one that was reached stands, 0 where none does."""
    said = plain(line)
    for match in re.finditer(r"[。;)〕\]】]\s*", said):
        for rank, number in reached.items():
            found = _KINDS[rank].match(said, match.end())
            if found is not None and _written(found) == number + 1:
                return match.end()
    return 0


def _written(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return _value(groups["n"] or groups.get("m") or "")


def _value(written: str) -> int:
    return _CIRCLED.index(written) + 1 if written and written in _CIRCLED else ordinal(written)
