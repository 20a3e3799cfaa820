"""Tick boxes that float over a sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from toolkit.errors import Code
from toolkit.intake import read
from toolkit.intake.formats.form_controls import controls
from toolkit.intake.plain.grid import Book, Grid
from toolkit.mechanism import Mechanism

_BOX = (
    '<v:shapetype id="t"></v:shapetype><v:shape id="a"><v:textbox><div><font>{words}</font><br></div></v:textbox>'
    '<x:ClientData ObjectType="{kind}">{checked}</x:ClientData></v:shape>'
)


def drawing(kind: str = "Checkbox") -> bytes:
    ticked = _BOX.format(words="满意", kind=kind, checked="<x:Checked>1</x:Checked>")
    return f"<xml>{ticked}{_BOX.format(words='不满意', kind=kind, checked='')}</xml>".encode()


def test_the_boxes_of_a_sheet_are_told_with_their_words() -> None:
    assert [each[-4:].lstrip("）") for each in controls(drawing())] == ["☑满意", "□不满意"]


def test_the_frame_of_a_comment_is_no_box() -> None:
    assert list(controls(drawing("Note"))) == []


def told(mechanism: Mechanism, floats: tuple[str, ...], answer: str) -> list[Code]:
    rows = [["民营企业事项办理评价表"], ["评价单位", "甲公司"], ["企业负责人", "张三"], ["满意度", answer]]
    grid = replace(Grid.of_rows(rows), floats=floats)
    (submission,) = read(Book((grid,)), mechanism, day=date(2024, 3, 8)).submissions
    return [each.code for each in submission.problems if each.field == "满意度"]


def test_a_choice_without_an_answer_is_told_where_boxes_float(mechanism: Mechanism) -> None:
    floats = tuple(controls(drawing()))
    assert told(mechanism, floats, "满意 基本满意 不满意") != []
    assert Code.FORM_CONTROL in told(mechanism, floats, "")
    assert told(mechanism, floats, "满意") == []
    assert Code.FORM_CONTROL not in told(mechanism, (), "")
