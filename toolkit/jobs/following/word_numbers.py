"""Numbers that Word counts itself (自动编号), written out: 一、（一）1. stand in a list's layout, not in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from toolkit.ooxml.markup import parse
from toolkit.ooxml.package import Package
from toolkit.tasks.plain import in_words

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _NUMBERING, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
#: Kinds of numbers (ECMA-376 part 1, 17.18.59) that are Chinese; all others but those below are shown in figures.
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographDigital", "japaneseCounting",
    "taiwaneseCounting", "taiwaneseCountingThousand",
}  # fmt: skip
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_UNSEEN = {"bullet", "none"}
_PLACE = re.compile(r"%([1-9])")
#: Chinese numbers are written out up to here.
_HAN_MOST, _CIRCLES = 99, 20


@dataclass(slots=True)
class _Level:
    """A level of a list: where it begins, the kind of its number, its words (第%1条), and whether all is in figures."""

    start: int = 1
    kind: str = "decimal"
    words: str = ""
    figures: bool = False


@dataclass(slots=True)
class _List:
    """A list: its levels, and how far each has counted."""

    levels: dict[int, _Level]
    reached: dict[int, int] = field(default_factory=dict)

    def next(self, level: int) -> str:
        """Return the number of the next paragraph on a level, "" where it shows none."""
        mine = self.levels.get(level)
        if mine is None:
            return ""
        self.reached[level] = self.reached.get(level, mine.start - 1) + 1
        for deeper in [each for each in self.reached if each > level]:
            del self.reached[deeper]
        return (
            ""
            if mine.kind in _UNSEEN
            else _PLACE.sub(lambda match: self._shown(int(match[1]) - 1, figures=mine.figures), mine.words)
        )

    def _shown(self, level: int, *, figures: bool) -> str:
        mine = self.levels.get(level, _Level())
        number = self.reached.get(level, mine.start)
        if figures:
            return str(number)
        if mine.kind in _CHINESE and 0 < number <= _HAN_MOST:
            return in_words(number)
        if mine.kind in _CIRCLED and 0 < number <= _CIRCLES:
            return chr(0x2460 + number - 1)
        return str(number)


def written_out(data: bytes) -> bytes:
    """Return a Word file with the numbers of its lists as text; the same bytes where it has no lists.

    Raises:
        BrokenPackageError: it is no sound package.
    """
    package = Package.read(data)
    if _NUMBERING not in package or _DOCUMENT not in package:
        return data
    document = parse(package.part(_DOCUMENT))
    lists = _lists(parse(package.part(_NUMBERING)))
    styles = _styles(parse(package.part(_STYLES))) if _STYLES in package else {}
    changed = False
    for paragraph in document.iter(f"{_W}p"):
        number, level = _where(paragraph, styles)
        label = lists(number).next(level) if number and _has_text(paragraph) else ""
        if label:
            _put(paragraph, label)
            changed = True
    if not changed:
        return data
    package.replace(_DOCUMENT, etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True))
    return package.to_bytes()


def _lists(root: etree._Element) -> Callable[[str], _List]:
    """Return how a list is found by its number; lists of one definition go on counting unless one begins anew."""
    defined = {_value(each, "abstractNumId"): _List(dict(_levels(each))) for each in root.iter(f"{_W}abstractNum")}
    found: dict[str, _List] = {}
    for each in root.iter(f"{_W}num"):
        link = each.find(f"{_W}abstractNumId")
        mine = defined.get(_value(link, "val")) if link is not None else None
        if mine is None:
            continue
        anew = {
            int(_value(one, "ilvl") or 0): int(_value(begin, "val") or 1)
            for one in each.iter(f"{_W}lvlOverride")
            if (begin := one.find(f"{_W}startOverride")) is not None
        }
        own = {level: replace(known, start=anew.get(level, known.start)) for level, known in mine.levels.items()}
        found[_value(each, "numId")] = _List(own) if anew else mine
    return lambda number: found.get(number, _List({}))


def _levels(definition: etree._Element) -> Iterator[tuple[int, _Level]]:
    for each in definition.iter(f"{_W}lvl"):
        said = {name: _value(each.find(f"{_W}{name}"), "val") for name in ("start", "numFmt", "lvlText")}
        start = int(said["start"]) if said["start"].isdecimal() else 1
        yield (
            int(_value(each, "ilvl") or 0),
            _Level(start, said["numFmt"] or "decimal", said["lvlText"], each.find(f"{_W}isLgl") is not None),
        )


def _styles(root: etree._Element) -> dict[str, tuple[str, int]]:
    """Return the lists that styles of paragraphs belong to: a style → the list's number and the level."""
    found: dict[str, tuple[str, int]] = {}
    above = {}
    for each in root.iter(f"{_W}style"):
        name = _value(each, "styleId")
        above[name] = _value(each.find(f"{_W}basedOn"), "val")
        number, level = _numbered(each.find(f"{_W}pPr/{_W}numPr"))
        if number or level is not None:
            found[name] = number, level or 0
    for name, parent in above.items():
        if name not in found and parent in found:
            found[name] = found[parent]
    return found


def _where(paragraph: etree._Element, styles: Mapping[str, tuple[str, int]]) -> tuple[str, int]:
    """Return the number of the list that a paragraph belongs to, "" for none, and the level in it."""
    number, level = _numbered(paragraph.find(f"{_W}pPr/{_W}numPr"))
    by_style = styles.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle"), "val"), ("", 0))
    if number == "0":
        return "", 0
    return number or by_style[0], by_style[1] if level is None else level


def _numbered(properties: etree._Element | None) -> tuple[str, int | None]:
    if properties is None:
        return "", None
    level = _value(properties.find(f"{_W}ilvl"), "val")
    return _value(properties.find(f"{_W}numId"), "val"), int(level) if level.isdecimal() else None


def _has_text(paragraph: etree._Element) -> bool:
    return any((each.text or "").strip() for each in paragraph.iter(f"{_W}t"))


def _put(paragraph: etree._Element, label: str) -> None:
    run = etree.Element(f"{_W}r")
    text = etree.SubElement(run, f"{_W}t")
    text.text = label
    properties = paragraph.find(f"{_W}pPr")
    paragraph.insert(0 if properties is None else list(paragraph).index(properties) + 1, run)


def _value(element: etree._Element | None, name: str) -> str:
    return element.get(f"{_W}{name}", "") if element is not None else ""
