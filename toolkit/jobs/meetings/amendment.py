"""What edited minutes change (纪要的改动): of one case, and all together."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.events import CellValue


@dataclass
class Amendment:
    """What the minutes change of one case.

    Attributes:
        number: 编号.
        where: which matter it is in the edited minutes, in words.
        before, after: register column → what we had written, what the minutes say now.
        asks: column → what the minutes say, where the register was changed to something else since.
        decision: the new words of what was agreed on, "" where they stand.
        is_new: the meeting's decision itself is new: 【待定】 was filled in, or a matter was added.
        lines: the same in words, as people are told.
    """

    number: str
    where: str
    before: dict[str, CellValue] = field(default_factory=dict)
    after: dict[str, CellValue] = field(default_factory=dict)
    asks: dict[str, CellValue] = field(default_factory=dict)
    decision: str = ""
    is_new: bool = False
    lines: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.after or self.asks or self.decision)


@dataclass
class Findings:
    """What was found: what can be written, what only people can settle, what concerns no register."""

    amendments: list[Amendment] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
