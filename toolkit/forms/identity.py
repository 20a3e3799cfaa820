"""How a form that we issued says which one it is, without a person seeing it.

Two ways, because no single one survives every journey: a very hidden sheet survives Excel, WPS and LibreOffice
saving as xlsx, xls, et and ods; a custom document property survives a sheet that somebody deletes. Where the two
disagree, neither is believed.
"""

from __future__ import annotations

from collections.abc import Sequence

#: The very hidden sheet; its cell A1 holds the mark.
SHEET = "_表单信息"
#: The custom document property that holds the mark.
PROPERTY = "表单标识"

_HEAD = "联络协作表单"


def write_mark(form: str, version: str, number: str = "", round_: str = "", unit: str = "") -> str:
    """Return the mark of a form: its id and version, and of a pre-filled one 编号, round and unit."""
    parts = (_HEAD, form, version, number, round_, unit)
    return "|".join(part.replace("|", "／") for part in parts)


def read_mark(text: str) -> Sequence[str] | None:
    """Return form, version, 编号, round and unit of a mark, or None where ``text`` is none of ours."""
    parts = text.strip().split("|")
    return parts[1:6] if len(parts) == 6 and parts[0] == _HEAD else None
