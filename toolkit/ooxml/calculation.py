"""Formulas elsewhere in the workbook: worked out anew, and forgotten where one gave way to a value."""

from __future__ import annotations

from toolkit.ooxml import markup
from toolkit.ooxml.package import Package
from toolkit.ooxml.relations import detach, related

# The elements that may stand before calcPr, by the schema.
_BEFORE = (b"sheets", b"functionGroups", b"externalReferences", b"definedNames")


def has_formulas(package: Package, workbook: str) -> bool:
    """Return whether any sheet of the workbook holds a formula."""
    if related(package, workbook, "calcChain"):
        return True
    # A board is small and full of formulas; the long tables are looked through only where no small sheet has one.
    for part in sorted(related(package, workbook, "worksheet"), key=package.size):
        outline = package.outline(part)
        if outline is not None and any(block.formulas for block in outline.blocks):
            return True
        data = markup.utf8(package.text(part))
        prefix = markup.prefix_of(data, markup.root_element(data))
        # The end tag stands in every sheet that has formulas: even shared ones are written out once.
        if b"</" + prefix + b"f>" in data:
            return True
    return False


def recalculate_on_load(data: bytes) -> bytes:
    """Return xl/workbook.xml asking the program that opens it to work out all formulas."""
    root = markup.root_element(data)
    at = root.inner
    for found in markup.children(data, root.inner, root.close):
        if found.name == b"calcPr":
            tag = markup.with_attribute(data[found.start : found.inner], "fullCalcOnLoad", "1")
            return data[: found.start] + tag + data[found.inner :]
        if found.name in _BEFORE:
            at = found.end
    element = b"<" + markup.prefix_of(data, root) + b'calcPr fullCalcOnLoad="1"/>'
    return data[:at] + element + data[at:]


def forget_formulas(package: Package, workbook: str, sheet_id: str, refs: list[str]) -> None:
    """Take cells that no longer hold a formula off the calculation chain, without which Excel calls the file broken."""
    for part in related(package, workbook, "calcChain") if refs else ():
        data, left = _without(markup.utf8(package.part(part)), sheet_id, frozenset(refs))
        if left:
            package.replace(part, data)
        else:  # a chain of nothing is not allowed
            detach(package, workbook, part)


def _without(data: bytes, sheet_id: str, refs: frozenset[str]) -> tuple[bytes, int]:
    """Return the chain without these cells, and how many it still has.

    An entry that does not name its sheet lies on that of the entry before it, so an entry taken out hands its
    sheet on to the next.
    """
    root = markup.root_element(data)
    pieces, at, left = [], root.inner, 0
    sheet, handed_on = "0", False
    for found in markup.children(data, root.inner, root.close):
        told = markup.attributes(data, found)
        named = "i" in told
        sheet = told.get("i", sheet)
        pieces.append(data[at : found.start])
        at = found.end
        if sheet == sheet_id and told.get("r") in refs:
            handed_on = handed_on or named
            continue
        tag = data[found.start : found.inner]
        if handed_on and not named:
            tag = markup.with_attribute(tag, "i", sheet)
        handed_on = False
        pieces.append(tag + data[found.inner : found.end])
        left += 1
    return data[: root.inner] + b"".join(pieces) + data[at:], left
