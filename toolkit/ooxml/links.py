"""Hyperlinks from cells to what lies outside the workbook: a folder beside it, a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from toolkit.ooxml import markup
from toolkit.ooxml.errors import UneditableError
from toolkit.ooxml.formats import Formats
from toolkit.ooxml.frame import Frame
from toolkit.ooxml.package import Package
from toolkit.ooxml.places import RELATIONS, put_behind_rows, refuse_strict, relation_attribute, relation_id, tail_child
from toolkit.ooxml.refs import cell_ref
from toolkit.ooxml.relations import forget, outside, relate_all
from toolkit.ooxml.restyle import restyled

#: More than this in one sheet, and Excel calls the file broken.
_MOST = 65_530
#: What may not stand in the address of a relationship; Chinese may, and Excel and WPS prefer it unescaped.
_ESCAPED = re.compile(r'[\x00-\x20#%"<>\[\]^`{}|]')
_LONGEST = 2_079


class Link(NamedTuple):
    """Where a cell leads: a path from the workbook's own folder on, and what shows when the mouse rests on it."""

    target: str
    tooltip: str = ""


def link_cells(package: Package, workbook: str, part: str, links: Mapping[tuple[int, int], Link]) -> None:
    """Give cells their links; see ``Workbook.links``."""
    data = markup.utf8(package.around(part, [row for row, _ in links]))
    refuse_strict(data)
    there = _there(package, part, data)
    new = {place: link for place, link in links.items() if there.get(cell_ref(*place)) != _written(link)}
    if not new:
        return
    targets = [_written(link).target for link in new.values()]
    refs = {cell_ref(*place) for place in new}
    if len(there.keys() | refs) > _MOST:
        raise UneditableError(f"一张工作表中的超链接不能超过 {_MOST} 个")
    formats = Formats(package, workbook)
    data = restyled(Frame.of(data), new, formats.linked)
    data = _without(package, part, data, refs)
    root = markup.root_element(data)
    tag, prefix = data[root.start : root.inner], markup.prefix_of(data, root).decode()
    elements = []
    given_ids = relate_all(package, part, f"{RELATIONS}/hyperlink", targets, external=True)
    for given, (place, link) in zip(given_ids, new.items(), strict=True):
        tip = f' tooltip="{markup.escape(link.tooltip)}"' if link.tooltip else ""
        attribute = relation_attribute(tag, given)
        elements.append(f'<{prefix}hyperlink ref="{cell_ref(*place)}" {attribute}{tip}/>')
    added = "".join(elements).encode()
    list_ = tail_child(data, b"hyperlinks")
    if list_ is None:
        whole = f"<{prefix}hyperlinks>".encode() + added + f"</{prefix}hyperlinks>".encode()
        data = put_behind_rows(data, b"hyperlinks", whole)
    else:
        data = markup.append_child(data, list_, added)
    formats.save()
    package.replace(part, data)


def _written(link: Link) -> Link:
    """Return the link as it stands in the file.

    Raises:
        ValueError: the address is longer than Excel takes.
    """
    address = link.target.replace("\\", "/")
    address = _ESCAPED.sub(lambda char: "".join(f"%{byte:02X}" for byte in char[0].encode()), address)
    if len(address) > _LONGEST:
        raise ValueError(f"link of {len(address)} characters")
    return Link(address, link.tooltip)


def _elements(data: bytes) -> list[markup.Element]:
    found = tail_child(data, b"hyperlinks")
    return list(markup.children(data, found.inner, found.close)) if found else []


def _there(package: Package, part: str, data: bytes) -> dict[str, Link]:
    """Return the links of the sheet to the outside, by the address they are told for."""
    targets = outside(package, part)
    links = {}
    for element in _elements(data):
        told = markup.attributes(data, element)
        links[told.get("ref", "")] = Link(targets.get(relation_id(data, element), ""), told.get("tooltip", ""))
    return links


def _without(package: Package, part: str, data: bytes, refs: set[str]) -> bytes:
    """Return the sheet without the links of these cells; what they alone led to is forgotten."""
    elements = _elements(data)
    gone = [each for each in elements if markup.attributes(data, each).get("ref") in refs]
    kept = {relation_id(data, each) for each in elements if each not in gone}
    forget(package, part, {relation_id(data, each) for each in gone} - kept - {""})
    for each in reversed(gone):
        data = data[: each.start] + data[each.end :]
    return data
