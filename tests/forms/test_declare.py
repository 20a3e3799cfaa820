"""A form's declaration: what it accepts, and how it says in Chinese, with file and place, what it does not."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from toolkit.errors import ConfigError
from toolkit.forms import FieldType, Filler, Form, Look, declare
from toolkit.mechanism import default_name, load

PLACE = "样表.toml"


def _form() -> dict[str, Any]:
    """Return a small form that is right: a label twice, a choice with boxes, a cell of two rows."""
    return {
        "id": "sample",
        "version": 2,
        "title": "样表",
        "attachment": "附件9",
        "file": "附件9 样表",
        "kind": "opens",
        "sender": "reporter",
        "synonyms": ["样子表"],
        "fields": [
            {"key": "单位", "type": "unit", "filler": "office", "hint": "（单位）"},
            {"key": "甲电话", "label": "电话", "type": "phone", "filler": "unit", "after": "单位"},
            {"key": "联系人", "type": "text", "filler": ["unit", "office"]},
            {"key": "乙电话", "label": "电话", "type": "phone", "filler": "unit", "after": "联系人"},
            {"key": "满意", "type": "choices", "filler": "firm", "choices": ["是", "否"], "excludes": ["否"]},
        ],
        "layout": {
            "widths": [20, 30, 10, 10],
            "rows": [
                {"height": 20, "cells": [{"title": "样表", "columns": 4}]},
                {
                    "height": 20,
                    "cells": [
                        {"label": "单位", "rows": 2},
                        {"input": "单位", "rows": 2},
                        {"label": "电话"},
                        {"input": "甲电话"},
                    ],
                },
                {"height": 20, "cells": [{"label": "联系人"}, {"input": "联系人"}]},
                {"height": 20, "cells": [{"label": "电话"}, {"input": "乙电话", "columns": 3}]},
                {
                    "height": 20,
                    "cells": [
                        {"word": "是"}, {"box": "满意", "option": "是"}, {"word": "否"}, {"box": "满意", "option": "否"}
                    ],
                },
            ],
        },
    }  # fmt: skip


def _refusal(data: dict[str, Any]) -> str:
    with pytest.raises(ConfigError) as caught:
        declare(data, PLACE)
    message = str(caught.value)
    assert message.startswith(PLACE), "a person must find the file"
    assert re.search(r"[一-鿿]", message)
    return message


def test_a_right_form_is_accepted() -> None:
    form = declare(_form(), PLACE)

    assert (form.id, form.version, form.file_name, form.sender) == ("sample", "2", "附件9 样表", Filler.REPORTER)
    assert form.titles == ("样表", "样子表")
    assert form.field("联系人").fillers == {Filler.UNIT, Filler.OFFICE}
    assert form.field("甲电话").labels == ("电话",)
    assert form.field("满意").type is FieldType.CHOICES
    assert form.own_fields == ()


def test_an_input_prints_its_hint_and_a_box_an_empty_square() -> None:
    cells = {each.cell.field or each.cell.text: each.cell for each in declare(_form(), PLACE).layout.placed()}

    assert cells["单位"].look is Look.INPUT
    assert cells["单位"].text == "（单位）"
    assert cells["满意"].text == "□"
    assert cells["满意"].borders == ""
    assert cells["联系人"].borders == "lrtb"


def test_a_tall_cell_pushes_the_row_below_aside() -> None:
    placed = [each for each in declare(_form(), PLACE).layout.placed() if each.cell.field == "联系人"]

    assert [(each.row, each.column, each.last_row, each.last_column) for each in placed] == [(2, 3, 2, 3)]


def test_a_key_nobody_knows_is_refused_by_name() -> None:
    assert "不认识的项 colour" in _refusal({**_form(), "colour": "red"})


def test_a_key_nobody_knows_in_a_field_names_the_field() -> None:
    data = _form()
    data["fields"][2]["lable"] = "联系人"

    message = _refusal(data)
    assert "栏目 联系人" in message
    assert "lable" in message


def test_a_key_nobody_knows_in_a_cell_is_refused() -> None:
    data = _form()
    data["layout"]["rows"][0]["cells"][0]["colums"] = 4

    assert "版面" in _refusal(data)
    assert "colums" in _refusal(data)


@pytest.mark.parametrize("key", ["id", "version", "title", "attachment", "file", "kind", "sender"])
def test_a_missing_key_is_refused_by_name(key: str) -> None:
    data = _form()
    del data[key]

    assert f"缺少 {key}" in _refusal(data)


@pytest.mark.parametrize("key", ["type", "filler"])
def test_a_missing_key_of_a_field_names_the_field(key: str) -> None:
    data = _form()
    del data["fields"][2][key]

    assert f"栏目 联系人：缺少 {key}" in _refusal(data)


def test_a_row_without_height_names_the_row() -> None:
    data = _form()
    del data["layout"]["rows"][1]["height"]

    assert "第 2 行：缺少 height" in _refusal(data)


@pytest.mark.parametrize(
    ("key", "word"), [("type", "phones"), ("filler", "firms")]
)  # fmt: skip
def test_a_word_a_field_cannot_have_is_refused_with_the_words_it_can(key: str, word: str) -> None:
    data = _form()
    data["fields"][2][key] = word

    message = _refusal(data)
    assert f"“{word}”" in message
    assert "之一" in message


def test_an_unknown_kind_or_sender_is_refused() -> None:
    assert "“sends”" in _refusal({**_form(), "kind": "sends"})
    assert "“boss”" in _refusal({**_form(), "sender": "boss"})


def test_two_fields_of_one_key_are_refused() -> None:
    data = _form()
    data["fields"].append(copy.deepcopy(data["fields"][0]))

    assert "重名" in _refusal(data)


@pytest.mark.parametrize("columns", [2, 5])
def test_a_row_of_another_width_is_refused_by_its_number(columns: int) -> None:
    data = _form()
    data["layout"]["rows"][0]["cells"][0]["columns"] = columns

    assert "第 1 行" in _refusal(data)
    assert "4 列" in _refusal(data)


def test_cells_that_overlap_are_refused_although_their_sum_is_right() -> None:
    data = _form()
    # Four columns are taken in the third row, but two of them twice or never.
    data["layout"]["rows"][1]["cells"] = [
        {"label": "单位"}, {"input": "单位", "rows": 2}, {"label": "电话"}, {"input": "甲电话"}
    ]  # fmt: skip
    data["layout"]["rows"][2]["cells"] = [{"label": "联系人", "columns": 2}, {"input": "联系人"}]

    assert "第 3 行" in _refusal(data)


def test_a_cell_that_reaches_below_the_last_row_is_refused() -> None:
    data = _form()
    data["layout"]["rows"][4]["cells"][0]["rows"] = 2

    assert "第 5 行" in _refusal(data)


def test_a_label_twice_without_saying_where_it_belongs_is_refused() -> None:
    data = _form()
    del data["fields"][3]["after"]

    assert "“电话”出现两次" in _refusal(data)


def test_after_must_name_a_field() -> None:
    data = _form()
    data["fields"][3]["after"] = "经办人"

    message = _refusal(data)
    assert "“乙电话”" in message
    assert "“经办人”" in message


def test_a_field_without_a_place_is_refused() -> None:
    data = _form()
    data["fields"].append({"key": "备注", "type": "long", "filler": "office"})

    assert "栏目 备注 没有排进版面" in _refusal(data)


def test_a_place_without_a_field_is_refused() -> None:
    data = _form()
    data["layout"]["rows"][3]["cells"][1]["input"] = "丙电话"

    assert "没有声明的栏目“丙电话”" in _refusal(data)


def test_a_cell_must_be_one_thing() -> None:
    data = _form()
    data["layout"]["rows"][0]["cells"][0]["label"] = "又一个"

    assert "有 2 项" in _refusal(data)


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_a_choice_without_choices_is_refused(kind: str) -> None:
    data = _form()
    data["fields"][2]["type"] = kind

    assert "“联系人”是选择题" in _refusal(data)


def test_a_choice_without_choices_in_a_table_of_cases_is_refused() -> None:
    data = _form()
    del data["layout"]
    data["table"] = [{"key": "事项", "type": "choice", "filler": "office"}]

    assert "“事项”是选择题" in _refusal(data)


def test_what_stands_alone_must_be_a_choice() -> None:
    data = _form()
    data["fields"][4]["excludes"] = ["也许"]

    assert "“也许”" in _refusal(data)


def test_every_box_stands_for_one_choice() -> None:
    data = _form()
    data["layout"]["rows"][4]["cells"][3]["option"] = "不是"

    assert "“满意”的方框是 是、不是" in _refusal(data)


def test_a_table_of_cases_needs_no_layout() -> None:
    data = _form()
    del data["layout"]
    data["table"] = [{"key": "编号", "type": "number", "filler": "office", "column": "编号"}]
    form: Form = declare(data, PLACE)

    assert [each.key for each in form.table] == ["编号"]
    assert form.layout.rows == ()


def test_what_is_needed_is_asked_for_like_what_is_required() -> None:
    fields = {each.key: each for each in load(default_name()).form("annex2").fields}
    assert [key for key, each in fields.items() if each.needed] == ["企业名称", "问题困难"]
    assert all(each.required for each in fields.values() if each.needed)
