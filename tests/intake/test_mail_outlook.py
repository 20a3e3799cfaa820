"""Mails that Outlook saved: Unicode and 8-bit texts, files, mails within mails, what is damaged."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import Code
from toolkit.intake.formats.eml import SMALL_PICTURE
from toolkit.intake.formats.parcel import MAX_DEPTH, Letter, open_parcel

from .compound import Tree, attachment, compound_file, outlook_tree

FORM = b"PK\x03\x04 a form, or so we say"
SUBJECT, BODY, SENDER_NAME, SENDER_SMTP, SENDER, HEADERS = 0x0037, 0x1000, 0x0C1A, 0x5D01, 0x0C1F, 0x007D
TEXTS = {SUBJECT: "报送问题收集表", BODY: "您好：\r\n现报送附件。", SENDER_NAME: "张三", SENDER_SMTP: "z@b.cn"}
SENT = datetime(2024, 3, 5, 23, 30, tzinfo=UTC)


def letter(tree: Tree) -> Letter:
    found = open_parcel(compound_file(tree), "来件.msg").letter
    assert found is not None
    return found


def test_an_outlook_mail_gives_its_letter_and_its_files() -> None:
    large = b"%PDF-1.7" + bytes(range(256)) * 40
    tree = outlook_tree(TEXTS, [attachment("附件2.xlsx", FORM), attachment("佐证.pdf", large)], sent=SENT)
    parcel = open_parcel(compound_file(tree), "来件.msg")
    assert parcel.letter == Letter("z@b.cn", "张三", "报送问题收集表", "您好：\n现报送附件。", date(2024, 3, 6))
    assert [(each.name, each.data, each.within) for each in parcel.items] == [
        ("附件2.xlsx", FORM, ("来件.msg",)),
        ("佐证.pdf", large, ("来件.msg",)),
    ]
    assert not parcel.problems


@pytest.mark.parametrize(
    ("codec", "page"), [("gbk", 936), ("gb18030", 54936), ("utf-8", 65001), ("gbk", 0), ("gbk", 1252)]
)
def test_eight_bit_texts_are_read_by_their_code_page_or_without(codec: str, page: int) -> None:
    found = letter(outlook_tree(TEXTS, codec=codec, page=page))
    assert (found.subject, found.name) == ("报送问题收集表", "张三")


def test_a_sender_known_only_to_the_company_is_looked_up_in_the_headers() -> None:
    texts = {SENDER: "/O=X/CN=RECIPIENTS/CN=Z@B", HEADERS: "From: =?gb2312?B?1cXI/Q==?= <z@b.cn>\r\nTo: c@d.cn\r\n\r\n"}
    assert (letter(outlook_tree(texts)).sender, letter(outlook_tree(texts)).name) == ("z@b.cn", "张三")
    assert letter(outlook_tree({SENDER: "/O=X/CN=Z"})).sender == ""


def test_a_letter_that_is_only_a_page_is_read_as_text() -> None:
    page = "<html><meta charset=gb2312><p>您好</p><img src='cid:a@b'></html>".encode("gbk")
    files = [
        attachment("logo.png", b"\x89PNG", content_id="a@b"),
        attachment("大图.png", b"x" * (SMALL_PICTURE + 1), content_id="a@b"),
    ]
    parcel = open_parcel(compound_file(outlook_tree({}, files, html=page)), "来件.msg")
    assert parcel.letter is not None
    assert parcel.letter.text == "您好"
    assert [each.name for each in parcel.items] == ["大图.png"]


def test_a_letter_that_is_only_rich_text_has_no_text_and_no_problem() -> None:
    tree = dict(outlook_tree({SUBJECT: "x"}))
    tree["__substg1.0_10090102"] = b"compressed"
    parcel = open_parcel(compound_file(tree), "来件.msg")
    assert parcel.letter == Letter(subject="x")
    assert not parcel.problems


def test_a_mail_within_the_mail_is_opened() -> None:
    inner = outlook_tree({SUBJECT: "内", BODY: "内文"}, [attachment("表.xlsx", FORM)], embedded=True)
    parcel = open_parcel(compound_file(outlook_tree(TEXTS, [attachment("", inner)])), "来件.msg")
    assert [(each.name, each.within) for each in parcel.items] == [("表.xlsx", ("来件.msg", "内.msg"))]
    assert parcel.letter is not None
    assert parcel.letter.text == "您好：\n现报送附件。\n\n—— 附带的邮件：内 ——\n内文"


def test_mails_within_mails_end() -> None:
    tree = outlook_tree({SUBJECT: "底"}, [attachment("表.xlsx", FORM)], embedded=True)
    for _ in range(MAX_DEPTH):
        tree = outlook_tree({SUBJECT: "层"}, [attachment("", tree)], embedded=True)
    tree = outlook_tree({SUBJECT: "外"}, [attachment("", tree)])
    assert [each.code for each in open_parcel(compound_file(tree), "来件.msg").problems] == [Code.TOO_DEEP]


def test_an_object_in_the_letter_is_told() -> None:
    tree = outlook_tree(TEXTS, [attachment("图表", {"CONTENTS": b"x"})])
    problems = open_parcel(compound_file(tree), "来件.msg").problems
    assert [str(each) for each in problems] == ["“图表”没有取出（是嵌在正文里的对象）。请把这个文件单独发送。"]


def test_a_signed_mail_is_opened_through_its_whole() -> None:
    whole = b"Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\nContent-Type: application/x; name=a.xlsx\r\n\r\nPK1\r\n--b--\r\n"
    parcel = open_parcel(
        compound_file(outlook_tree(TEXTS, [attachment("", whole, kind="multipart/signed")])), "来件.msg"
    )
    assert [(each.name, each.data) for each in parcel.items] == [("a.xlsx", b"PK1")]


def test_an_old_workbook_in_which_a_mail_lies_is_no_mail() -> None:
    data = compound_file({"Workbook": b"x", "MBD01": outlook_tree(TEXTS)})
    (item,) = open_parcel(data, "表.xls").items
    assert item.data == data


def test_a_name_is_never_a_path() -> None:
    parcel = open_parcel(compound_file(outlook_tree({}, [attachment("..\\..\\CON.xlsx\u202e", FORM)])), "来件.msg")
    assert [each.name for each in parcel.items] == ["CON.xlsx"]


SAMPLE = compound_file(outlook_tree(TEXTS, [attachment("附件2.xlsx", FORM)], sent=SENT))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_spoiled_mail_never_raises(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for place, value in changes:
        data[place] = value
    parcel = open_parcel(bytes(data), "损.msg")
    assert parcel.letter is not None or parcel.items
