"""Plans in styles the code was not written for: which of their fields are right, asked about, or silently wrong.

Thirty-five plans with tables made by hand were written in eight lots. As the code stood before any of them 46, 9, 41, 18,
17, 25, 12 and 13 fields in a hundred were silently wrong. Each lot but the first two was read by what those before it had
taught before anything was mended by it: 35, 14, 4, 6, 10 and 2 in a hundred were wrong then, and of the last four lots
(654 fields) 8 in a hundred asked about. Eleven plans are kept here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toolkit.jobs.following.plan_text import read_plan
from toolkit.tasks import Breakdown, break_down

from .measured import SAMPLES, by_hand, rows, words

#: Each with what is unusual in it.
UNSEEN = {
    "unseen_articles": "txt",  # 第几条, grants and targets in one sentence
    "unseen_pages": "txt",  # 1.1 for numbers, page numbers and heads between cut lines
    "unseen_circled": "txt",  # ①②③, 由……牵头 and a time in the bracket
    "unseen_initiatives": "txt",  # 一、 for measures, （牵头） behind one of the units responsible
    "unseen_points": "txt",  # 一是……（主办，协办）
    "unseen_blocks": "txt",  # 任务一：, blocks of labels
    "unseen_clauses": "txt",  # （一）within an article, the units in a sentence of their own
    "unseen_quarters": "txt",  # a pasted sheet with a column for each quarter
    "unseen_opinion": "txt",  # 〔……牵头，……配合〕 in an opinion
    "unseen_sentences": "txt",  # 由……牵头，……配合，6月底前完成。
    "unseen_table": "md",  # 责任单位（排在第一位的为牵头单位）
}
_UNITS, _FIGURES = ("牵头", "配合", "负责"), ("指标", "种类")
FIELDS = ("编号", "项", "标题", *_UNITS, "时限", *_FIGURES)
#: What a doubt's words are about.
_ABOUT = (
    (re.compile("时限|届满|工作日|起算|哪一年|季度"), ("时限",)),
    (re.compile("数字|目标|量词|指标"), _FIGURES),
    (re.compile("单位|牵头|负责|主语|列出$"), _UNITS),
    (re.compile("序号|拆错"), FIELDS),
)


@lru_cache
def unseen(name: str) -> Breakdown:
    """Return the breakdown of a plan, read once for all tests."""
    file = SAMPLES / f"{name}.{UNSEEN[name]}"
    lines, tables = read_plan(file.read_bytes(), file.name)
    return break_down(lines, tables, words())


def judged(name: str) -> Iterator[tuple[str, str, bool, bool]]:
    """Yield each field that the table or the breakdown has: its task, its name, whether right, whether asked about."""
    plan = unseen(name)
    found = {f"{each['编号']}.{each['项']}": each for each in rows(plan)}
    kinds = {
        f"{each.number}.{task.place}": " ".join(figure.kind.value for figure in task.figures)
        for each in plan.measures for task in each.tasks
    }  # fmt: skip
    wanted = [each for each in by_hand(name) if each["编号"] != "总体目标"]
    for want in wanted:
        at = f"{want['编号']}.{want['项']}"
        got = {**found.pop(at, {}), "种类": kinds.get(at, "")}
        asked = _asked(plan, want["编号"], want["项"])
        for field in FIELDS:
            if want[field] or got.get(field):
                yield at, field, got.get(field, "") == want[field], field in asked
    for at in found:
        yield at, "编号", False, False


def _asked(plan: Breakdown, number: str, place: str) -> set[str]:
    mine = [each.why for each in plan.doubts if each.where in {f"第{number}条第{place}项", f"第{number}条"}]
    return {field for why in mine for about, fields in _ABOUT if about.search(why) for field in fields}
