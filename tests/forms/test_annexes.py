"""The forms of 顺德 print the annexes' words, no more, no less, in their order."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from toolkit.forms import Form, Look
from toolkit.mechanism import default_name, load

ANNEXES = Path(__file__).parent.parent / "templates" / "annexes"
# The others are the office's own: the seed has no annex for them, and they bear no annex's number.
_FORMS = {form.id: form for form in load(default_name()).forms if form.attachment}


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _printed(form: Form) -> list[str]:
    return [_plain(each.cell.text) for each in form.layout.placed() if _plain(each.cell.text)]


def _annex(form: Form) -> str:
    return _plain((ANNEXES / f"{form.id}.txt").read_text(encoding="utf-8"))


def test_every_annex_of_the_seed_is_a_form() -> None:
    assert set(_FORMS) == {path.stem for path in ANNEXES.glob("*.txt")} == {"annex2", "annex3", "annex4"}


@pytest.mark.parametrize("form", _FORMS.values(), ids=_FORMS.keys())
def test_a_form_has_the_annexs_characters_each_as_often(form: Form) -> None:
    assert Counter("".join(_printed(form))) == Counter(_annex(form))


@pytest.mark.parametrize("form", _FORMS.values(), ids=_FORMS.keys())
def test_every_printed_text_stands_in_the_annex_word_for_word(form: Form) -> None:
    annex = _annex(form)

    # A box is printed beside its word, a month and a day on one line.
    assert [text for text in _printed(form) if text not in annex] == []


@pytest.mark.parametrize("form", _FORMS.values(), ids=_FORMS.keys())
def test_the_notes_stand_below_in_the_annexs_order(form: Form) -> None:
    notes = "".join(_plain(each.cell.text) for each in form.layout.placed() if each.cell.look is Look.NOTE)

    assert notes
    assert _annex(form).endswith(notes)


@pytest.mark.parametrize("form", _FORMS.values(), ids=_FORMS.keys())
def test_title_and_annex_number_stand_first(form: Form) -> None:
    assert _annex(form).startswith("".join(_printed(form)[:2]))
    assert _printed(form)[1] == form.title


@pytest.mark.parametrize("form", _FORMS.values(), ids=_FORMS.keys())
def test_every_field_has_its_label_printed(form: Form) -> None:
    printed = {text.rstrip("：") for text in _printed(form)}
    boxed = {each.cell.field for each in form.layout.placed() if each.cell.look is Look.BOX and each.cell.field}

    assert [each.key for each in form.fields if _plain(each.label) not in printed and each.key not in boxed] == []


def test_the_sources_slip_is_kept() -> None:
    assert any("工作会议会" in text for text in _printed(_FORMS["annex2"]))


def test_who_fills_what_is_as_the_design_says() -> None:
    def own(form: str) -> set[str]:
        return {each.key for each in _FORMS[form].own_fields}

    assert {each.key for each in _FORMS["annex2"].fields} - own("annex2") == {"编号"}
    assert {each.key for each in _FORMS["annex3"].fields} - own("annex3") == {
        "问题分类", "编号", "案由", "问题类别", "交办时间", "办结时限", "牵头单位", "配合单位"
    }  # fmt: skip
    assert {each.key for each in _FORMS["annex4"].fields} - own("annex4") == {"编号", "案由", "承办单位", "问题类别"}


def test_ticks_are_as_on_paper() -> None:
    contact, pleased = _FORMS["annex4"].field("沟通方式"), _FORMS["annex4"].field("满意度")

    assert contact.choices == ("电话", "走访", "其他方式", "未沟通")
    assert contact.excludes == ("未沟通",)
    assert contact.type == "choices"
    assert pleased.choices == ("满意", "基本满意", "不满意")
    assert pleased.type == "choice"
    assert pleased.required


def test_the_firms_view_of_the_outcome_is_its_own_column() -> None:
    assert _FORMS["annex3"].field("处理情况").column == "处理情况"
    assert _FORMS["annex4"].field("处理情况").column == "企业认定处理情况"
