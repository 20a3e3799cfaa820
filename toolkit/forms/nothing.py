"""Words that say that there is nothing (无), in whatever field they stand."""

from __future__ import annotations

#: As they are left of a text without blanks and signs, in lower case.
NOTHING = frozenset({"", "无", "暂无", "没有", "none", "na"})
