"""xl/styles.xml, added to: a format cloned from another with a fill, a font or a lock of its own. Never renumbered."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.ooxml import markup
from toolkit.ooxml.package import Package
from toolkit.ooxml.places import RELATIONS
from toolkit.ooxml.relations import declare, relate, related

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NORMAL = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
_NONE = f'<styleSheet xmlns="{_MAIN}">{_NORMAL}</styleSheet>'.encode()
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
#: The lists a workbook's formats are made of, in the order of the standard, each with what it begins with.
_LISTS = {
    b"numFmts": "",
    b"fonts": '<font><sz val="11"/><name val="宋体"/><charset val="134"/></font>',
    b"fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    b"borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    b"cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    b"cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}
#: What a font consists of, in the order of the standard.
_FONT = (
    *(b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u", b"vertAlign", b"sz", b"color"),
    *(b"name", b"family", b"charset", b"scheme"),
)
_LINK_COLOUR = "FF0563C1"


class Look(NamedTuple):
    """A format of our own making, each part as XML without prefix; ``alignment`` is a whole element or "".

    Attributes:
        font, fill, border: the elements, "" for the workbook's first one.
        number: the number of a format for figures that every program knows: 0 for the general one, 10 for ``0.00%``.
    """

    font: str = ""
    fill: str = ""
    border: str = ""
    alignment: str = ""
    number: int = 0


def solid(colour: str) -> str:
    """Return the fill of one colour (``FFFFFF99``: opaque, red, green, blue)."""
    fore = f'<fgColor rgb="{colour}"/>'
    return f'<fill><patternFill patternType="solid">{fore}<bgColor indexed="64"/></patternFill></fill>'


class Formats:
    """The formats of a workbook while some are added; ``save`` hands them back to the package."""

    def __init__(self, package: Package, workbook: str) -> None:
        """Read the part; a workbook without one gets one on ``save``.

        Raises:
            BrokenPackageError: the part is not well-formed, or has a DOCTYPE.
        """
        self._package = package
        self._workbook = workbook
        parts = related(package, workbook, "styles")
        self._part = parts[0] if parts else ""
        self._data = markup.utf8(package.part(parts[0])) if parts else _NONE
        self._root = markup.root_element(self._data)
        self._prefix = markup.prefix_of(self._data, self._root).decode()
        self._lists: dict[bytes, list[bytes]] = {name: [] for name in _LISTS}
        self._changed: set[bytes] = set()
        for found in markup.children(self._data, self._root.inner, self._root.close):
            if found.name in _LISTS:
                self._lists[found.name] = self._children(found)
        self._known: dict[tuple[str, int], int] = {}

    def filled(self, like: int, colour: str, *, unlocked: bool = False) -> int:
        """Return the format equal to ``like`` but filled with this colour, and open to typing in a protected sheet."""
        key = (f"{colour}{unlocked}", like)
        if key not in self._known:
            fill = self._item(b"fills", solid(colour))
            self._known[key] = self._clone(like, {"fillId": str(fill), "applyFill": "1"}, unlocked=unlocked)
        return self._known[key]

    def unfilled(self, like: int, colour: str) -> int:
        """Return the format equal to ``like`` without its fill where that is this colour, else ``like``."""
        place = _number(markup.tag_attributes(self._tag(like)).get("fillId"))
        fills = self._lists[b"fills"]
        if not 0 <= place < len(fills) or colour[-6:].lower().encode() not in fills[place].lower():
            return like
        return self._clone(like, {"fillId": "0"})

    def linked(self, like: int) -> int:
        """Return the format equal to ``like`` whose font is underlined and of the colour of links."""
        key = ("link", like)
        if key not in self._known:
            place = _number(markup.tag_attributes(self._tag(like)).get("fontId"))
            self._need(b"fonts")
            fonts = self._lists[b"fonts"]
            font = self._item(b"fonts", self._underlined(fonts[place if place < len(fonts) else 0]))
            self._known[key] = self._clone(like, {"fontId": str(font), "applyFont": "1"})
        return self._known[key]

    def own(self, look: Look) -> int:
        """Return a format that is like no cell's of the workbook."""
        told = {"numFmtId": str(look.number)}
        for name, attribute, raw in (
            (b"fonts", "fontId", look.font),
            (b"fills", "fillId", look.fill),
            (b"borders", "borderId", look.border),
        ):
            self._need(name)  # 0 stands for its first entry
            told[attribute] = str(self._item(name, raw)) if raw else "0"
        for name in (b"cellStyleXfs", b"cellXfs"):
            self._need(name)
        base = f"<{self._prefix}xf " + " ".join(f'{name}="{value}"' for name, value in told.items())
        applied = ' xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        applied += ' applyNumberFormat="1"' if look.number else ""
        end = f"</{self._prefix}xf>".encode()
        return self._item(b"cellXfs", f"{base}{applied}>".encode() + self._prefixed(look.alignment) + end)

    def save(self) -> None:
        """Give the part to the package, where anything was added."""
        if not self._changed:
            return
        if not self._part:
            folder = self._workbook.rpartition("/")[0]
            self._part = f"{folder}/styles.xml".lstrip("/")
            declare(self._package, self._part, _CONTENT_TYPE)
            relate(self._package, self._workbook, f"{RELATIONS}/styles", self._part)
        for name in _LISTS:
            if name in self._changed:
                self._write(name)
        self._package.replace(self._part, self._data)

    def _children(self, element: markup.Element) -> list[bytes]:
        data = self._data
        return [data[found.start : found.end] for found in markup.children(data, element.inner, element.close)]

    def _need(self, name: bytes) -> None:
        """Let a list have what every workbook's begins with, because 0 is what a format names by default."""
        if not self._lists[name]:
            for other in _LISTS if name == b"cellXfs" else ():
                if other not in (name, b"numFmts"):
                    self._need(other)
            raw = self._prefixed(_LISTS[name])
            self._lists[name] = [raw[found.start : found.end] for found in markup.children(raw, 0, len(raw))]
            self._changed.add(name)

    def _prefixed(self, raw: str) -> bytes:
        mark = "\0"  # so that an end tag's is not taken for a start tag's
        with_ends = raw.replace("</", mark).replace("<", f"<{self._prefix}")
        return with_ends.replace(mark, f"</{self._prefix}").encode()

    def _item(self, name: bytes, raw: str | bytes) -> int:
        """Return the place of an entry in its list, added where it is not there."""
        self._need(name)
        wanted = self._prefixed(raw) if isinstance(raw, str) else raw
        items = self._lists[name]
        if wanted not in items:
            items.append(wanted)
            self._changed.add(name)
        return items.index(wanted)

    def _format(self, like: int) -> bytes:
        self._need(b"cellXfs")
        formats = self._lists[b"cellXfs"]
        return formats[like if 0 <= like < len(formats) else 0]

    def _tag(self, like: int) -> bytes:
        raw = self._format(like)
        return raw[: markup.root_element(raw).inner]

    def _clone(self, like: int, attributes: dict[str, str], *, unlocked: bool = False) -> int:
        raw, tag = self._format(like), self._tag(like)
        rest, changed = raw[len(tag) :], tag
        if unlocked:
            attributes = {**attributes, "applyProtection": "1"}
        for name, value in attributes.items():
            changed = markup.with_attribute(changed, name, value)
        wanted = changed + rest
        return self._item(b"cellXfs", self._unlocked(wanted) if unlocked else wanted)

    def _unlocked(self, raw: bytes) -> bytes:
        root = markup.root_element(raw)
        at = root.inner
        for found in markup.children(raw, root.inner, root.close):
            if found.name == b"protection":
                tag = markup.with_attribute(raw[found.start : found.inner], "locked", "0")
                return raw[: found.start] + tag + raw[found.inner :]
            if found.name == b"alignment":
                at = found.end
        element = f'<{self._prefix}protection locked="0"/>'.encode()
        if root.inner == root.end:
            return markup.append_child(raw, root, element)
        return raw[:at] + element + raw[at:]

    def _underlined(self, font: bytes) -> bytes:
        """Return a font with underline and colour, its elements in the order that Excel writes them."""
        root = markup.root_element(font)
        keep = {found.name: font[found.start : found.end] for found in markup.children(font, root.inner, root.close)}
        keep[b"u"] = self._prefixed("<u/>")
        keep[b"color"] = self._prefixed(f'<color rgb="{_LINK_COLOUR}"/>')
        inside = b"".join(keep[name] for name in _FONT if name in keep)
        return self._prefixed("<font>") + inside + self._prefixed("</font>")

    def _write(self, name: bytes) -> None:
        """Put a list back: new entries behind the old ones, whose bytes stay."""
        root = markup.root_element(self._data)
        found = markup.child(self._data, root, name)
        items = self._lists[name]
        if found is None:
            whole = f'<{self._prefix}{name.decode()} count="{len(items)}">'.encode() + b"".join(items)
            self._insert(name, whole + f"</{self._prefix}{name.decode()}>".encode())
            return
        new = items[len(self._children(found)) :]
        data = markup.append_child(self._data, found, b"".join(new))
        tag = data[found.start : data.index(b">", found.start) + 1]
        counted = markup.with_attribute(tag, "count", str(len(items)))
        self._data = data[: found.start] + counted + data[found.start + len(tag) :]

    def _insert(self, name: bytes, whole: bytes) -> None:
        root = markup.root_element(self._data)
        if root.inner == root.end:
            self._data = markup.append_child(self._data, root, whole)
            return
        before = list(_LISTS)[: list(_LISTS).index(name)]
        at = root.inner
        for found in markup.children(self._data, root.inner, root.close):
            if found.name in before:
                at = found.end
        self._data = self._data[:at] + whole + self._data[at:]


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0
