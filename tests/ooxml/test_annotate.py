"""Comments of ours on cells: put, replaced and taken away, with everybody else's left where they are."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable

import openpyxl
from openpyxl.comments import Comment

from toolkit.ooxml import Workbook

from .builders import SHEET, by_openpyxl, by_xlsxwriter, changed_parts, open_by_openpyxl

Texts = dict[tuple[int, int], str | None]
Faults = Callable[[bytes], Counter[str]]


def annotated(data: bytes, texts: Texts) -> bytes:
    book = Workbook.read(data)
    book.annotate(SHEET, texts, author="办公室", ours=lambda text: text.startswith("说明"))
    return book.to_bytes()


def comments(data: bytes) -> dict[str, str]:
    sheet = open_by_openpyxl(data)[SHEET]
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def by_hand_with_comment() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet["A1"], sheet["B2"] = "编号", "甲"
    sheet["B2"].comment = Comment("局长过问", "王小明")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_cell_gets_a_comment_and_neither_value_nor_look_changes(find_faults: Faults) -> None:
    data = by_xlsxwriter()
    done = annotated(data, {(2, 2): "说明：一"})
    assert comments(done)["C2"] == "说明：一"
    before, after = (open_by_openpyxl(each)[SHEET]["C2"] for each in (data, done))
    assert (before.value, before.style_id) == (after.value, after.style_id)
    assert not find_faults(done, known=data)


def test_another_text_takes_the_place_of_ours_and_none_takes_it_away() -> None:
    there = comments(by_xlsxwriter())
    data = annotated(by_xlsxwriter(), {(2, 2): "说明：一", (3, 2): "说明：二"})
    data = annotated(data, {(2, 2): "说明：三"})
    assert comments(data) == {**there, "C2": "说明：三", "C3": "说明：二"}
    data = annotated(data, {(3, 2): None})
    assert comments(data) == {**there, "C2": "说明：三"}
    assert comments(annotated(data, {(2, 2): None})) == there


def test_the_last_comment_taken_away_leaves_a_sound_file(find_faults: Faults) -> None:
    plain = by_openpyxl()
    done = annotated(annotated(plain, {(2, 1): "说明：一"}), {(2, 1): None})
    assert comments(done) == {}
    assert not find_faults(done, known=plain)
    assert comments(annotated(done, {(2, 1): "说明：二"})) == {"B2": "说明：二"}


def test_the_same_text_again_changes_not_a_byte() -> None:
    data = annotated(by_openpyxl(), {(2, 1): "说明：一"})
    assert annotated(data, {(2, 1): "说明：一", (4, 1): None}) == data


def test_once_there_are_comments_the_sheet_itself_is_not_touched() -> None:
    data = annotated(by_openpyxl(), {(2, 1): "说明：一"})
    changed = changed_parts(data, annotated(data, {(3, 1): "说明：二"}))
    assert len(changed) == 2
    assert all("comments" in each or "vmlDrawing" in each for each in changed)


def test_somebody_elses_comment_stays_below_ours_and_comes_back() -> None:
    data = by_hand_with_comment()
    both = annotated(data, {(2, 1): "说明：一"})
    assert comments(both)["B2"].startswith("说明：一")
    assert comments(both)["B2"].endswith("局长过问")
    assert comments(annotated(both, {(2, 1): "说明：二"}))["B2"].endswith("局长过问")
    assert comments(annotated(both, {(2, 1): None})) == {"B2": "局长过问"}
    assert comments(annotated(data, {(2, 1): None})) == {"B2": "局长过问"}
