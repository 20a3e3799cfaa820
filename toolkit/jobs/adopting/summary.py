"""What is told of an old ledger (旧台账) before its rows are registered: rows, columns, words, doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.jobs.adopting.entries import Entry
from toolkit.jobs.adopting.old_ledgers import OldLedger
from toolkit.jobs.desk.desk import Desk

#: So many doubts, columns or rows are told on the screen; the check book has them all.
_TOLD = 8


def summary(desk: Desk, name: str, ledger: OldLedger, wrong: Sequence[str], new: Sequence[Entry]) -> Iterator[str]:
    """Yield what was understood of an old ledger, a line for the screen each.

    Args:
        desk: by whose mechanism.
        name: the file's, as it can be shown.
        ledger: what it holds.
        wrong: the office's answers in the check book that could not be used.
        new: the entries that can be registered.
    """
    sheets = list(dict.fromkeys(each.sheet for each in ledger.columns))
    named = f"读了工作表 {'、'.join(sheets)}，" if any(sheets) else ""
    yield f"旧台账“{name}”：{named}共 {len(ledger.entries)} 行"
    held = [each for each in ledger.entries if each.held]
    known = sum(each.known for each in ledger.entries)
    passed = Counter(why for *_, why in ledger.passed)
    reworded = sum(each.reworded for each in held)
    told = f"（其中改过的旧行 {reworded} 行，请在总台账里改）" if reworded else ""
    skipped = f"，跳过 {passed.total()} 行（{'、'.join(f'{what} {count}' for what, count in passed.items())}）"
    yield f"可以登记 {len(new)} 件，此前已登记 {known} 件，暂不登记 {len(held)} 行{told}" + (skipped if passed else "")
    for sheet, reason in ledger.unread:
        yield f"工作表“{sheet}”没有读：{reason}"
    yield from _columns_told(desk, ledger)
    for (column, text), count in ledger.words.most_common(_TOLD):
        yield f"“{column}”的写法“{text}”（{count} 处）认不出，请在核对表“用词对应”里填它是哪一种"
    doubts = [each for entry in ledger.entries if not entry.known for each in entry.doubts]
    if doubts:
        yield f"存疑内容 {len(doubts)} 处：登记时原文记入备注，对应的栏列入待补正"
    yield from _first(f"  {each.sheet} {each.cell}“{each.head}”：{each.why}" for each in doubts)
    if held:
        yield f"暂不登记的 {len(held)} 行："
    yield from _first(f"  {each.place}：{each.held}" for each in held)
    yield from wrong


def _columns_told(desk: Desk, ledger: OldLedger) -> Iterator[str]:
    """Yield which columns were mapped, kept and not understood, each header once."""
    mapped: dict[str, None] = {}
    kept: dict[str, None] = {}
    asked: dict[str, str] = {}
    for each in ledger.columns:
        name = each.heading.head.text
        if each.heading.target.columns:
            ours = "、".join(each.heading.target.columns)
            mapped[name if name == ours else f"{name}→{ours}"] = None
        elif each.heading.proposed:
            asked[name] = each.heading.proposed
        elif each.filled:
            kept[name] = None
    remark = desk.mechanism.record.roles.get("remark", "备注")
    yield f"对应上的栏目 {len(mapped)} 个：{'、'.join(mapped)}"
    if kept:
        yield f"台账没有的栏目 {len(kept)} 个，按“栏目：内容”记入“{remark}”：{'、'.join(kept)}"
    for old, ours in asked.items():
        yield f"栏目“{old}”没有把握，可能是“{ours}”：请在核对表“栏目对应”里填明；不填的记入“{remark}”"


def _first(lines: Iterator[str]) -> Iterator[str]:
    told = list(lines)
    yield from told[:_TOLD]
    if len(told) > _TOLD:
        yield f"  ……其余 {len(told) - _TOLD} 处见核对表"
