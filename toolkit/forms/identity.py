"""How a form that we issued says which one it is, without a person seeing it.

Two ways, because no single one survives every journey: a very hidden sheet survives Excel, WPS and LibreOffice
saving as xlsx, xls, et and ods; a custom document property survives a sheet that somebody deletes. Where the two
disagree, neither is believed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: The very hidden sheet; its cell A1 holds the mark.
SHEET = "_表单信息"
#: The custom document property that holds the mark.
PROPERTY = "表单标识"

#: The fill of a cell that is to be mended: a yellow that nobody picks by chance, so that it is never taken for a mark
#: of the sender's, who may choose between printed words by colouring one.
MARK_FILL = "FFFFF79A"
#: How our comment on such a cell begins, by which it is known when the workbook comes back.
NOTE = "【请修改】第{number}处"
#: The first sheet of a workbook that goes back to its sender: what to mend, and where.
FRONT = "请修改以下{count}处"

#: Papers of ours that come back and are no forms, by what stands in their marks in a form's place: minutes that the
#: office edited (会议纪要), and a meeting notice with its reply slip (参会回执). Where a form has its 编号 stands the
#: meeting.
MINUTES, NOTICE = "minutes", "notice"

_HEAD = "联络协作表单"
_FRONT = re.compile(r"请修改以下\d+处")
_NOTE = re.compile(r"【请修改】第\d+处")


def write_mark(form: str, version: str, number: str = "", round_: str = "", unit: str = "", *, source: str = "") -> str:
    """Return the mark of a form: its id and version, of a pre-filled one 编号, round and unit.

    ``source`` is the beginning of the digest of the scan that a form is to be typed from.
    """
    parts = (_HEAD, form, version, number, round_, unit, *([source] if source else []))
    return "|".join(part.replace("|", "／") for part in parts)


def read_mark(text: str) -> Sequence[str] | None:
    """Return form, version, 编号, round, unit and source of a mark, or None where ``text`` is none of ours."""
    parts = text.strip().split("|")
    known = len(parts) in {6, 7} and parts[0] == _HEAD
    return [*parts[1:], ""][:6] if known else None


def is_note(text: str) -> bool:
    """Return whether a comment on a cell is one of ours, which says what to mend there."""
    return _NOTE.match(text) is not None


def is_front(name: str, heading: str = "") -> bool:
    """Return whether a sheet is the list of what to mend: by its name, copied ones too, or by its heading (cell A1).

    Such a sheet is full of a form's words and none of its answers; whoever reads the workbook passes it over.
    """
    return _FRONT.match(name) is not None or _FRONT.fullmatch(heading.strip()) is not None
