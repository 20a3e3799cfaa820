"""What a file says about itself: who saved it last, and the custom properties by which we know our own files again."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.ooxml import markup
from toolkit.ooxml.package import Package
from toolkit.ooxml.relations import declare, relate, related
from toolkit.ooxml.values import decode_text, encode_text

_PARTS = ("docProps/custom.xml", *(f"docProps/custom{number}.xml" for number in range(1, 100)))
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_NAMESPACE}"></Properties>'
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_ID = 2  # 0 and 1 are taken by the format itself


def last_modified_by(package: Package) -> str:
    """Return who saved the file last as the file tells it, "" where it does not.

    Raises:
        BrokenPackageError: the part is not well-formed.
    """
    for part in related(package, "", "core-properties"):
        for element in markup.parse(package.part(part)):
            if markup.local_name(element) == "lastModifiedBy":
                return (element.text or "").strip()
    return ""


def read_properties(package: Package) -> dict[str, str]:
    """Return the custom properties, every value as text.

    Raises:
        BrokenPackageError: the part is not well-formed.
    """
    properties = {}
    for part in related(package, "", "custom-properties"):
        for element in markup.parse(package.part(part)):
            name = element.get("name")
            if markup.local_name(element) == "property" and name is not None:
                properties[name] = decode_text("".join(map(str, element.itertext())))
    return properties


def write_properties(package: Package, properties: Mapping[str, str]) -> None:
    """Set custom properties; others in the file stay as they are.

    Raises:
        BrokenPackageError: the part that is there is not well-formed.
        ValueError: a value is too long.
    """
    known = read_properties(package)
    wanted = {name: value for name, value in properties.items() if known.get(name) != value}
    if not wanted:
        return
    part = next(iter(related(package, "", "custom-properties")), "")
    if not part:
        part = next(name for name in _PARTS if name not in package)
        package.replace(part, _EMPTY.encode())
        declare(package, part, _CONTENT_TYPE)
        relate(package, "", _RELATION, part)
    data = markup.utf8(package.part(part))
    for name, value in wanted.items():
        data = _with_property(data, name, value)
    package.replace(part, data)


def _with_property(data: bytes, name: str, value: str) -> bytes:
    root = markup.root_element(data)
    prefix = markup.prefix_of(data, root).decode()
    content = f'<vt:lpwstr xmlns:vt="{_VALUES}">{encode_text(value)}</vt:lpwstr>'
    highest = _FIRST_ID - 1
    for found in markup.children(data, root.inner, root.close):
        told = markup.attributes(data, found)
        highest = max(highest, int(told.get("pid", "0")))
        if told.get("name") == name:
            tag = markup.without_attribute(data[found.start : found.inner], "linkTarget")
            whole = tag.removesuffix(b"/>").removesuffix(b">") + b">" + f"{content}</{prefix}property>".encode()
            return data[: found.start] + whole + data[found.end :]
    start = f'<{prefix}property fmtid="{_FORMAT_ID}" pid="{highest + 1}" name="{markup.escape(name)}">'
    return markup.append_child(data, root, f"{start}{content}</{prefix}property>".encode())
