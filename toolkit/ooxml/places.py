"""Where an element belongs in a worksheet part: Excel calls a file broken whose elements are out of order."""

from __future__ import annotations

from toolkit.ooxml import markup
from toolkit.ooxml.errors import UneditableError
from toolkit.ooxml.frame import Frame

#: What the ``r`` of ``r:id`` stands for.
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = b"http://purl.oclc.org/ooxml/"
#: What may follow the rows, in the order of the standard (ECMA-376, CT_Worksheet).
_ORDER = (
    *(b"sheetCalcPr", b"sheetProtection", b"protectedRanges", b"scenarios", b"autoFilter", b"sortState"),
    *(b"dataConsolidate", b"customSheetViews", b"mergeCells", b"phoneticPr", b"conditionalFormatting"),
    *(b"dataValidations", b"hyperlinks", b"printOptions", b"pageMargins", b"pageSetup", b"headerFooter"),
    *(b"rowBreaks", b"colBreaks", b"customProperties", b"cellWatches", b"ignoredErrors", b"smartTags", b"drawing"),
    *(b"legacyDrawing", b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls", b"webPublishItems"),
    *(b"tableParts", b"extLst"),
)


def refuse_strict(data: bytes) -> None:
    """Let only the dialect pass that all office programs write unless told otherwise.

    Raises:
        UneditableError: the part is Strict Open XML, whose comments and relationships are of other types.
    """
    if is_strict(data):
        raise UneditableError("文件是“严格 Open XML”格式")


def is_strict(data: bytes) -> bool:
    """Return whether a part is Strict Open XML."""
    root = markup.root_element(data)
    return _STRICT in data[root.start : root.inner]


def tail_child(data: bytes, name: bytes) -> markup.Element | None:
    """Return the first element of that name behind the rows of a worksheet part, or None."""
    frame = Frame.of_checked(data)
    inside = markup.children(data, frame.tail, frame.root.close)
    return next((found for found in inside if found.name == name), None)


def put_behind_rows(data: bytes, name: bytes, element: bytes) -> bytes:
    """Return a worksheet part with one more element behind its rows, where the standard wants it.

    Args:
        data: the part.
        name: the element's name.
        element: the element itself, with the part's own prefix.
    """
    frame = Frame.of_checked(data)
    at, place = frame.tail, _ORDER.index(name)
    for found in markup.children(data, frame.tail, frame.root.close):
        if _place(data, found) <= place:
            at = found.end
    whole = memoryview(data)  # copied once, not once a slice
    return b"".join((whole[:at], element, whole[at:]))


def _place(data: bytes, element: markup.Element) -> int:
    """Return where an element stands in the order; a choice between dialects stands where its content would."""
    if element.name == b"AlternateContent":
        choice = next(markup.children(data, element.inner, element.close), None)
        inside = next(markup.children(data, choice.inner, choice.close), None) if choice else None
        return _place(data, inside) if inside else len(_ORDER)
    return _ORDER.index(element.name) if element.name in _ORDER else len(_ORDER)


def relation_attribute(root_tag: bytes, given: str) -> str:
    """Return ``r:id="…"`` as it may stand anywhere below an element with this start tag."""
    for name, value in markup.tag_attributes(root_tag).items():
        if name.startswith("xmlns:") and value == RELATIONS:
            return f'{name.removeprefix("xmlns:")}:id="{given}"'
    return f'xmlns:r="{RELATIONS}" r:id="{given}"'


def relation_id(data: bytes, element: markup.Element) -> str:
    """Return the id of the relationship an element names, "" where it names none."""
    told = markup.attributes(data, element)
    return next((value for name, value in told.items() if name.endswith(":id")), "")
