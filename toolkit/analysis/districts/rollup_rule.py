"""What a roll-up shows first and what it ranks by (``report.toml``): the office's own data, or those that all share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.analysis.report.typical import FILE
from toolkit.mechanism import Mechanism
from toolkit.mechanism.companion import read_companion, read_data
from toolkit.mechanism.load import SHIPPED


@dataclass(frozen=True, slots=True)
class RollupRule:
    """How several districts are shown together.

    Attributes:
        title: of the report, behind the period.
        headline: the measures of the first sheet and of the report, by key.
        ranked: those by which districts are ranked, the highest figure first.
        source: where this comes from.
    """

    title: str
    headline: tuple[str, ...]
    ranked: tuple[str, ...]
    source: str


def rollup_rule(mechanism: Mechanism) -> RollupRule:
    """Return the mechanism's rule, or the one that all share where it has none.

    Raises:
        ConfigError: an entry is missing or wrong.
    """

    def own(data: Mapping[str, Any]) -> RollupRule | None:
        return _rule(data) if "rollup" in data else None

    return read_companion(mechanism, FILE, own, lambda _: ()) or read_data(SHIPPED / FILE, _rule)


def _rule(data: Mapping[str, Any]) -> RollupRule:
    own = data["rollup"]
    return RollupRule(str(own["title"]), tuple(own["headline"]), tuple(own["ranked"]), str(own["source"]))
