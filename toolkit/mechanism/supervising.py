"""How a unit is gone into (督查) that firms rate low again and again, or whose putting right (整改) did not help.

The data are the table ``supervision`` of ``ratings.toml``. A mechanism without the table writes such a unit the letter
that it writes the others, and its register has no sheet of supervisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.check import SPAN
from toolkit.mechanism.model import Mechanism

#: The kind of form on which a unit gives account.
SUPERVISION_FORM = "supervision"
#: Sentences that the letter needs, and what they may ask for.
WORDS = ("title", "letter", "low", "failed")
NAMES = ("unit", "number", "period", "share", "below", "run", "count", "matters", "due", "form", "office", "source")


@dataclass(frozen=True, slots=True)
class Supervising:
    """What a mechanism says of supervision.

    Attributes:
        span: how long a unit has to give account, from the day of the letter.
        failed: so many matters that are rated badly again after they were put right, within a period, call for it.
        issuer: in whose name the letter goes out.
        rule: the source.
        demands: what the unit is asked to do, a paragraph each.
        wording: the letter's other sentences, by key.
    """

    span: str
    failed: int
    issuer: str
    rule: str
    demands: tuple[str, ...]
    wording: Mapping[str, str]


def supervises(mechanism: Mechanism) -> bool:
    """Return whether a mechanism goes into units: whether it has the form on which they give account."""
    return any(form.kind == SUPERVISION_FORM for form in mechanism.forms)


def read_supervising(data: Mapping[str, Any]) -> Supervising:
    """Return what the table says. Raises KeyError, TypeError or ValueError where an entry is missing or wrong."""
    return Supervising(
        span=data["span"],
        failed=int(data["failed"]),
        issuer=data["issuer"],
        rule=data["rule"],
        demands=tuple(data["demands"]),
        wording=dict(data["wording"]),
    )


def contradictions(found: Supervising | None, mechanism: Mechanism) -> Iterator[str]:
    """Yield what in the table contradicts the mechanism or itself, a Chinese sentence each."""
    forms = [each for each in mechanism.forms if each.kind == SUPERVISION_FORM]
    if found is None:
        if forms:
            yield f"有督查情况反馈表（kind = {SUPERVISION_FORM}），没有写 supervision"
        return
    if len(forms) != 1 or forms[0].table:
        yield f"应有且只有一张督查情况反馈表（kind = {SUPERVISION_FORM}），一表一个单位"
    if not SPAN.match(found.span):
        yield f"supervision 的 span 写的“{found.span}”不是期限，写法如 1个月、15工作日"
    if found.failed < 1:
        yield "supervision 的 failed 应是 1 以上的件数"
    if found.issuer not in mechanism.issuers:
        yield f"supervision 的出具单位“{found.issuer}”没有写明"
    if not found.demands:
        yield "supervision 的 demands 没有写督查要求"
    yield from (f"supervision 的 wording 缺少 {each}" for each in WORDS if not found.wording.get(each))
    sentences = {**{key: found.wording.get(key, "") for key in WORDS}, "demands": "".join(found.demands)}
    for key, words in sentences.items():
        try:
            words.format_map(dict.fromkeys(NAMES, ""))
        except (KeyError, ValueError, IndexError):
            yield f"supervision 的 {key} 里花括号中的名称不认得，可用的有：{'、'.join(NAMES)}"
