"""Overlaid rows (盖错的行): a row that tells of another matter now, as a paste or a sort beside the numbers leaves it.

Such a change is taken in like any other, for it may be meant; but it is said by row and 编号, with what stood there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.events import CellValue
from toolkit.jobs.desk.desk import Desk
from toolkit.register import Base, HandWork, SheetView
from toolkit.register.view import Key
from toolkit.scripts import to_run

#: So many rows are told one by one.
_NAMED = 8
#: A matter: its firm and its problem.
Matter = tuple[str, str]


def overlaid(desk: Desk, main: SheetView, work: HandWork, base: Base) -> Iterator[str]:
    """Yield a line a row that people changed and that tells of another matter now, or of none.

    Args:
        desk: by whose mechanism.
        main: the record's sheet as it lies there.
        work: what people did to it.
        base: what stood there before; to be asked before the edits are noted.
    """
    lines = list(_lines(desk, main, work, base))
    yield from lines[:_NAMED]
    if len(lines) > _NAMED:
        yield f"另有 {len(lines) - _NAMED} 行也是这样"


def _lines(desk: Desk, main: SheetView, work: HandWork, base: Base) -> Iterator[str]:
    firm, problem = (desk.mechanism.record.role(each) for each in ("firm", "problem"))
    edits = {each.key: each for each in work.edits if firm in each.after or problem in each.after}
    if not edits:
        return
    rows = main.by_key()
    now = {key: _matter(row.values, firm, problem) for key, row in rows.items()}
    before = {key: _matter(base.row(main.spec.name, key) or {}, firm, problem) for key in edits}
    turned = {(now[key], before[key]): key for key in edits}
    showing: dict[Matter, list[Key]] = {}
    for key, matter in now.items():
        showing.setdefault(matter, []).append(key)
    told: set[Key] = set()
    for key, edit in edits.items():
        where = f"台账“{main.spec.name}”第 {rows[key].number} 行 {key[0]}"
        other = turned.get((before[key], now[key])) if before[key] != now[key] else None
        if other is not None:
            if key not in told:
                told |= {key, other}
                yield (
                    f"{where} 和第 {rows[other].number} 行 {other[0]} 的内容对调了（也可能是两个编号填反了），"
                    "已按现在的采用；不是有意的，把两个编号换回来，再运行一次"
                )
        elif firm in edit.after and edit.after[firm] is None:
            yield f"{where} 的“{firm}”被清空（原为“{before[key][0]}”）；{_remedy(key)}"
        elif firm in edit.after and problem in edit.after and all(before[key]):
            # A firm's name put right, or a problem told better, is nothing to be said.
            like = next((each for each in showing[now[key]] if each != key), None)
            with_whom = f"变成与 {like[0]} 一样" if like else "都换成了别的"
            yield f"{where} 的企业和问题{with_whom}（原为“{before[key][0]}”），可能是粘贴时盖住了；{_remedy(key)}"


def _remedy(key: Key) -> str:
    before = to_run("history", key[0], answer=f"输入 {key[0]}")
    return f"不是有意的，请改回来，原来的内容见{before}，整行要找回的用“恢复总台账”"


def _matter(values: Mapping[str, CellValue | None], firm: str, problem: str) -> Matter:
    return str(values.get(firm) or "").strip(), str(values.get(problem) or "").strip()
