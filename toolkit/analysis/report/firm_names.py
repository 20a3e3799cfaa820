"""How the Word report names firms (企业名称): in full, short, or not at all. The workbook names them in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from toolkit.analysis.figures.groups import Group
from toolkit.cases.matters import firm_of

#: What stands for a firm that is not named.
_SOME_FIRM = "某公司"
#: What tells a firm's name where no case is of that firm.
_LEGAL_FORMS = ("公司", "厂", "商行", "经营部", "合作社")


class FirmStyle(StrEnum):
    """How a firm is named, in the words of toolkit.toml."""

    FULL = "全称"
    SHORT = "简称"
    NONE = "某公司"


@dataclass(frozen=True, slots=True)
class FirmNames:
    """Names firms in one style.

    Attributes:
        style: how.
        place: the district whose name a short name leaves out before the firm's.
    """

    style: FirmStyle = FirmStyle.FULL
    place: str = ""

    def of(self, firm: str) -> str:
        """Return how a firm is called."""
        if self.style is FirmStyle.FULL or not firm:
            return firm
        if self.style is FirmStyle.NONE:
            return _SOME_FIRM
        return next(iter(firm_of(firm, self.place).cores), firm)

    def within(self, text: str, firm: str) -> str:
        """Return a text of that firm's matter with its name, full or short, as this style has it."""
        if self.style is FirmStyle.FULL or not firm:
            return text
        short = next(iter(firm_of(firm, self.place).cores), firm)
        return text.replace(firm, self.of(firm)).replace(
            short, self.of(firm) if self.style is FirmStyle.NONE else short
        )

    def among(self, groups: Sequence[Group], firms: Iterable[str], units: Iterable[str]) -> tuple[Group, ...]:
        """Return groups of reporting units (报送单位) with the firms among them called as this style has it.

        A firm may report for itself. Firms that are called the same then stand in one row, where the first one stood.

        Args:
            groups: by who reported.
            firms: the firms of the cases.
            units: the names that are those of units.
        """
        if self.style is FirmStyle.FULL:
            return tuple(groups)
        known, theirs = {firm_of(each, self.place).cores for each in firms if each}, frozenset(units)
        found: dict[str, Group] = {}
        for each in groups:
            is_firm = each.name not in theirs and (
                each.name.endswith(_LEGAL_FORMS) or firm_of(each.name, self.place).cores in known
            )
            name = self.of(each.name) if is_firm else each.name
            there = found.get(name)
            found[name] = replace(each, name=name) if there is None else _joined(there, each)
        return tuple(found.values())


def _joined(one: Group, other: Group) -> Group:
    return Group(one.name, one.numbers + other.numbers, round(one.share + other.share, 1))
