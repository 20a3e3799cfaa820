from __future__ import annotations

import re
from dataclasses import replace

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import Imprint, Issuer, Layout, Mechanism, PageKind, default_name, load, typeset
from toolkit.mechanism.check import check
from toolkit.mechanism.issuer import issuer


@pytest.fixture(scope="module")
def mechanism() -> Mechanism:
    return load(default_name())


def test_an_issuer_is_read_with_all_its_furniture() -> None:
    read = issuer(
        {
            "name": "某办",
            "seal": True,
            "document_number": "某办〔{year}〕{n}号",
            "imprint": {"office": "某办", "copies": "甲，乙"},
        }
    )
    assert read == Issuer("某办", seal=True, document_number="某办〔{year}〕{n}号", imprint=Imprint("某办", "甲，乙"))


def test_a_number_has_the_whole_year_and_no_leading_zero() -> None:
    number = Issuer("某办", document_number="某办〔{year}〕{n}号").numbered(2024, 7)
    assert number == "某办〔2024〕7号"
    assert re.fullmatch(r".+〔\d{4}〕[1-9]\d*号", number)


@pytest.mark.parametrize(
    "pattern", ["某办〔2024〕{n}号", "某办〔{year}〕号", "某办〔{year}〕{n}{n}号", "{x}〔{year}〕{n}号"]
)
def test_a_pattern_that_gives_no_number_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="应含一个"):
        issuer({"name": "某办", "document_number": pattern})


def test_a_setting_no_issuer_has_is_named() -> None:
    with pytest.raises(ValueError, match="“某办”的出具设置里没有“sealed”这一项"):
        issuer({"name": "某办", "sealed": True})


def test_an_imprint_names_who_issues_but_on_a_letter() -> None:
    assert issuer({"name": "某办", "letterhead": True, "imprint": {"copies": "甲"}}).imprint == Imprint(copies="甲")
    with pytest.raises(ValueError, match="“某办”的版记（imprint）没有写印发机关"):
        issuer({"name": "某办", "imprint": {"copies": "甲"}})


def test_page_and_faces_are_one_for_all_issuers_and_the_offices_stand_over_the_mechanisms(mechanism: Mechanism) -> None:
    first = typeset(mechanism, "B", {"正文": "仿宋", "标题": "华文中宋"})
    layout = Layout(PageKind.B, (("标题", "宋体"), ("正文", "仿宋")))
    assert {each.layout for each in typeset(first, "", {"标题": "宋体"}).issuers.values()} == {layout}
    assert typeset(mechanism) is mechanism
    with pytest.raises(ConfigError, match="只能是 A、B"):
        typeset(mechanism, "C")
    with pytest.raises(ConfigError, match="没有“表格”这一项"):
        typeset(mechanism, "", {"表格": "宋体"})


def test_answers_to_every_file_get_no_number(mechanism: Mechanism) -> None:
    numbered = replace(mechanism.issuers["receipt"], document_number="某办〔{year}〕{n}号")
    with pytest.raises(ConfigError, match="receipt 不能编发文字号"):
        check(replace(mechanism, issuers={**mechanism.issuers, "receipt": numbered}))
