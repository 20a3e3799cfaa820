from __future__ import annotations

import pytest

from toolkit.ooxml import BrokenPackageError, Package, Workbook, texts
from toolkit.ooxml.texts import PROMISES, Promise, Texts

from .builders import SHEET, by_hand, sheet_xml

PART = "xl/sharedStrings.xml"
ITEMS = "<si><t>甲</t></si><si/><si><r><t>富</t></r><r><t>文</t></r></si><si><t> 乙&amp; </t></si>"
ALL = ["甲", "", "富文", " 乙& "]


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LARGE", 1)
    monkeypatch.setattr("toolkit.ooxml.deflate._CHUNK", 7)


@pytest.mark.usefixtures("one_by_one")
@pytest.mark.parametrize("strings", [ITEMS, f"<!-- <si> -->{ITEMS}"])
def test_each_string_is_found_by_itself(strings: str) -> None:
    package = Package.read(by_hand(sheet_xml(""), strings=strings))
    for place, text in enumerate(ALL):
        assert Texts(package, PART)[place] == text
    all_of_them = Texts(package, PART)
    assert [all_of_them[place] for place in (3, 0, 3, 2, 1)] == [" 乙& ", "甲", " 乙& ", "富文", ""]
    assert len(all_of_them) == 4
    assert all_of_them[1:3] == ["", "富文"]
    with pytest.raises(IndexError):
        Texts(package, PART)[4]


@pytest.mark.usefixtures("one_by_one")
def test_one_or_two_are_looked_up_without_holding_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>3</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>1</v></c></row>'
    )
    book = Workbook.read(by_hand(sheet_xml(rows), strings=ITEMS))
    monkeypatch.setattr("toolkit.ooxml.texts.Texts._all", property(lambda _: pytest.fail("all were read")))
    assert book.edit(SHEET, {}, [{0: "新"}]) == range(3, 4), "the last row shows nothing"


def test_many_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LARGE", 1)
    package = Package.read(by_hand(sheet_xml(""), strings="".join(f"<si><t>{n}</t></si>" for n in range(100))))
    found = Texts(package, PART)
    assert [found[place] for place in range(100)] == [str(place) for place in range(100)]


def test_a_promise_of_a_string_that_is_not_there_is_told() -> None:
    promise = PROMISES[7]
    assert isinstance(promise, Promise)
    assert promise.kept(list("abcdefgh")) == "h"
    with pytest.raises(BrokenPackageError, match="不存在的文字"):
        promise.kept([])
