"""What whoever handles a secret report (保密) is told with it."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.cases import Case
from toolkit.cases.secrecy import is_secret
from toolkit.jobs.desk.desk import Desk


def told_of_secrecy(desk: Desk, cases: Iterable[Case]) -> list[str]:
    """Return what the mechanism says of those among the cases that are secret, a sentence a class; else nothing."""
    found: dict[str, list[str]] = {}
    for case in cases:
        if is_secret(case):
            found.setdefault(case.role("class"), []).append(case.number)
    words = desk.mechanism.record.secrecy.words
    return [
        words.format_map({"编号": "、".join(numbers), "分类": kind, "办公室": desk.mechanism.office})
        for kind, numbers in found.items()
    ]
