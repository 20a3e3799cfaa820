"""The invisible mark of a paper (表单标识), by which it is known when it comes back."""

from __future__ import annotations

from toolkit.forms.identity import PROPERTY
from toolkit.ooxml import Package
from toolkit.ooxml.properties import write_properties


def with_mark(data: bytes, mark: str) -> bytes:
    """Return a Word file with a mark among its properties; the file as it is where the mark is ""."""
    if not mark:
        return data
    package = Package.read(data)
    write_properties(package, {PROPERTY: mark})
    return package.to_bytes()
