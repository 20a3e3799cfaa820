"""How the Word report names firms (企业名称): in full, short, or not at all. The workbook names them in full."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toolkit.cases.matters import firm_of

#: What stands for a firm that is not named.
_SOME_FIRM = "某公司"


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
