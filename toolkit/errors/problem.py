"""One thing wrong with a file (问题): the entry of the catalogue, where it is, and the facts that fill its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.errors.catalogue import Code


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file or a cell of it.

    Attributes:
        code: the entry of the catalogue.
        facts: what fills the ``{…}`` of its wording.
        field: the key of the form field at fault, or "".
        sheet: the sheet's name as the sender sees it, or "".
        cell: the cell as the sender sees it (``C5``), or "".
    """

    code: Code
    facts: Mapping[str, str] = field(default_factory=dict)
    field: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        """Sheet and cell in words, "" where the problem has no place."""
        sheet = self.sheet.replace("“", "‘").replace("”", "’")
        parts = [f"工作表“{sheet}”" if sheet else "", f"{self.cell} 单元格" if self.cell else ""]
        return "".join(parts)

    @property
    def words(self) -> str:
        """What is wrong, with the facts filled in."""
        return self.code.words.format_map(_Facts(self.facts))

    @property
    def remedy(self) -> str:
        """What to do, with the facts filled in."""
        return self.code.remedy.format_map(_Facts(self.facts))

    def to_json(self) -> dict[str, Any]:
        """Return the problem as plain JSON."""
        facts = {key: str(value) for key, value in self.facts.items()}
        return {"code": self.code.name, "facts": facts, "field": self.field, "sheet": self.sheet, "cell": self.cell}

    @classmethod
    def from_json(cls, data: object) -> Problem:
        """Return the problem that :meth:`to_json` wrote.

        Raises:
            ValueError: it is anything else.
        """
        match data:
            case {"code": str(code), "facts": dict(facts), "field": str(key), "sheet": str(sheet), "cell": str(cell)}:
                if code in Code.__members__ and all(isinstance(each, str) for each in facts.values()):
                    return cls(Code[code], facts, key, sheet, cell)
        raise ValueError("not a problem")

    def __str__(self) -> str:
        place = f"{self.place}：" if self.place else ""
        return f"{place}{self.words}。{self.remedy}。"


#: What journals of old do not say, because there was one word for it.
_USUAL = {"held": "会议"}


class _Facts(dict[str, str]):
    """Leaves a fact that is not known as a blank for the reader, never a KeyError on the way to a person."""

    def __missing__(self, key: str) -> str:
        return _USUAL.get(key, "…")
