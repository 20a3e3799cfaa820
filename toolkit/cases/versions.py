"""A new version (新版本) of a matter that was reported before: what it changes, and how that is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from toolkit.cases.case import Ask, Case, Version
from toolkit.errors import Code, Problem
from toolkit.events import CellValue, Event

#: Column → what stands there and what comes.
Changes = Mapping[str, tuple[CellValue | None, CellValue]]

#: How the question about a new version is headed.
NEW_VERSION = "新版本"
#: So much of a text is quoted in a question.
_QUOTED = 60
#: With so much before the first difference.
_LEAD = 12


def same(left: CellValue | None, right: CellValue | None) -> bool:
    """Return whether two values are the same, spaces aside."""
    if isinstance(left, date) or isinstance(right, date):
        return left == right
    return "".join(str(left or "").split()) == "".join(str(right or "").split())


def changes(case: Case, values: Mapping[str, CellValue | None]) -> Changes:
    """Return what a return would change: column → what stands there and what comes.

    A blank changes nothing, nor does the same in another spacing, and what a person typed stands.
    """
    return {
        column: (case.get(column), value)
        for column, value in values.items()
        if value not in (None, "") and column not in case.hands and not same(case.get(column), value)
    }


def told(changed: Changes) -> str:
    """Return changes as the clerk reads them: 联系电话 138… → 139…；职务 空白 → 经理."""
    shown = {column: _shown(*pair) for column, pair in changed.items()}
    return "；".join(f"{column} {before} → {after}" for column, (before, after) in shown.items())


def _shown(before: CellValue | None, after: CellValue | None) -> tuple[str, str]:
    """Return two values as they are quoted; of long ones only from a little before where they differ."""
    texts = [" ".join(str("空白" if value in (None, "") else value).split()) for value in (before, after)]
    differ = next((at for at, (left, right) in enumerate(zip(*texts, strict=False)) if left != right), 0)
    start = max(0, differ - _LEAD) if max(map(len, texts)) > _QUOTED else 0
    first, second = (
        f"{'…' * bool(start)}{text[start : start + _QUOTED]}{'…' * (len(text) > start + _QUOTED)}" for text in texts
    )
    return first, second


def version_ask_id(event: Event) -> str:
    """Return the id of the question that a return raises as a new version."""
    return f"{event.seq}-{NEW_VERSION}"


def version_ask(case: Case, event: Event) -> Ask | None:
    """Return the question by which the office looks at a new version that is taken in; None where it changes nothing.

    Args:
        case: the case as it stands before.
        event: the return.
    """
    changed = changes(case, event.data["values"])
    if not changed:
        return None
    incoming, name = case.record.role("incoming"), str(event.data.get("incoming", ""))
    after = {column: value for column, value in event.data["values"].items() if value not in (None, "")}
    after |= {incoming: name}
    version = Version(before={column: case.get(column) for column in after}, after=after, doubts=dict(case.doubts))
    why = Problem(Code.NEW_VERSION, {"name": name, "number": case.number, "changes": told(changed)})
    shown = {column: _shown(*pair) for column, pair in changed.items()}
    ours = "；".join(f"{column}：{before}" for column, (before, _) in shown.items())
    theirs = "；".join(f"{column}：{after}" for column, (_, after) in shown.items())
    words = f"{why.words}。{why.remedy}"
    return Ask(
        version_ask_id(event), case.number, case.round, NEW_VERSION, ours, theirs, words, name, event.day,
        version=version,
    )  # fmt: skip


def take_back(case: Case, version: Version) -> None:
    """Put back what a new version changed; what has been changed again since stands."""
    for column, before in version.before.items():
        if column in case.hands or not same(case.get(column), version.after[column]):
            continue
        if before is None:
            case.values.pop(column, None)
        else:
            case.values[column] = before
    for column in version.before:
        case.doubts.pop(column, None)
    case.doubts.update({column: stood for column, stood in version.doubts.items() if case.get(column) == stood})
