"""How an office sets its papers (版式): which page of the two in use, and which faces it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.errors import ConfigError


class PageKind(StrEnum):
    """The page: margins and pitch that hold 22 lines of 28 characters (GB/T 9704-2012 5.2)."""

    #: What offices check in the page set-up: 37, 35, 28 and 26 mm, lines of 28.95 points.
    A = "A"
    #: GB/T 33476.2-2016 6.2: 34.58, 32.58, 28 and 26 mm, lines of 29.45 points; the ink lies nearer to the standard's.
    B = "B"


#: What faces are for, by the names the office sets them by.
PURPOSES = ("标题", "一级标题", "二级标题", "正文", "页码")


@dataclass(frozen=True, slots=True)
class Layout:
    """Page and faces.

    Attributes:
        page: which page.
        faces: purpose and face, where the office's is another than the usual one.
    """

    page: PageKind = PageKind.A
    faces: tuple[tuple[str, str], ...] = ()

    def face(self, purpose: str, usual: str) -> str:
        """Return the face for a purpose."""
        return dict(self.faces).get(purpose, usual)

    def changed(self, page: str, faces: Mapping[str, str]) -> Layout:
        """Return the layout with these settings; "" and what is not named stay as they are.

        Raises:
            ConfigError: there is no such page, or a face is for a purpose that no paper has.
        """
        if page and page not in list(PageKind):
            raise ConfigError(f"版面（page）写的是“{page}”，只能是 {'、'.join(PageKind)}")
        unknown = [each for each in faces if each not in PURPOSES]
        if unknown:
            raise ConfigError(f"字体（faces）里没有“{unknown[0]}”这一项", f"可以设置的：{'、'.join(PURPOSES)}")
        merged = {**dict(self.faces), **faces}
        return Layout(PageKind(page) if page else self.page, tuple(sorted(merged.items())))


#: What is set where nothing is said.
USUAL = Layout()
