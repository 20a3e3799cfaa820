"""Who is meant where a cell names units (成员单位): by full name or alias, and by a class of them (各区政府)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_APART = re.compile(r"[、，,；;\n]")


@dataclass(frozen=True, slots=True)
class Units:
    """How units are known: by name, and classes of them (各区政府) by their members.

    Attributes:
        find: a unit as written → its full name, "" where nobody is called so.
        classes: a class as plans write it → the full names of its members.
    """

    find: Callable[[str], str]
    classes: Mapping[str, Sequence[str]]

    def members(self, text: str, beside: str = "") -> tuple[list[str], list[str]]:
        """Return the full names that a cell names, and what of it names nobody (taken as written).

        Args:
            text: the cell.
            beside: what the cells of the other roles name: who is named there is not meant by a class here
                （各相关部门负责，市民营办配合）.
        """
        names: list[str] = []
        strange: list[str] = []
        elsewhere = {self.find(each) for each in self._parts(beside) if each not in self.classes} - {""}
        for word in self._parts(text):
            if word in self.classes:
                names += [each for each in self.classes[word] if each not in elsewhere]
                strange += [] if self.classes[word] else [word]
            else:
                found = self.find(word)
                names.append(found or word)
                strange += [] if found else [word]
        return list(dict.fromkeys(names)), strange

    def _parts(self, text: str) -> Iterator[str]:
        """Yield the units one by one; a class may have a 、 in it (各区、县级市政府)."""
        places: list[str] = []
        for each in sorted(self.classes, key=len, reverse=True):
            if each in text:
                text = text.replace(each, f"、\x00{len(places)}\x00、")
                places.append(each)
        for word in _APART.split(text):
            bare = word.strip().removesuffix("等").strip()
            if bare.startswith("\x00"):
                yield places[int(bare.strip("\x00"))]
            elif bare:
                yield bare

    def by_role(self, cells: Sequence[str]) -> list[tuple[list[str], list[str]]]:
        """Return for each of several roles whom its cell names, and what names nobody, as :meth:`members` has them."""
        return [
            self.members(cell, "、".join(other for at, other in enumerate(cells) if at != place))
            for place, cell in enumerate(cells)
        ]

    def why_nobody(self, word: str) -> str:
        """Return why a word names nobody, as a clerk is told it."""
        if word in self.classes:
            return f"文件没有说“{word}”是哪些单位，没有向它们要进展：要的，请逐个写上单位名称，再纳入一次"
        return f"“{word}”不在“成员单位”表里：写错的请改；确有这个单位的，补进“成员单位”表"
