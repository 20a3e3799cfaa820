"""Mail drafts: opened ready to send, the same each time, whatever stands in the register's cells."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.mail import Attachment, draft, fitting


def _read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _body(message: EmailMessage) -> str:
    part = message.get_body()
    assert part is not None
    return str(part.get_content())


def test_a_draft_is_read_back_as_written() -> None:
    files = [Attachment("附件3 2024-001 顺德甲公司.xlsx", b"PK\x03\x04\x00\xff"), Attachment("交办函.docx", b"PK2")]
    message = _read(
        draft("lianluo@shunde.gov.cn", "民营企业反映问题交办（2024-001）", "区招商局：\n\n　　现转去。\n", files)
    )

    assert message["To"] == "lianluo@shunde.gov.cn"
    assert message["Subject"] == "民营企业反映问题交办（2024-001）"
    assert _body(message).replace("\r\n", "\n") == "区招商局：\n\n　　现转去。\n"
    assert [(each.get_filename(), each.get_content()) for each in message.iter_attachments()] == [
        ("附件3 2024-001 顺德甲公司.xlsx", b"PK\x03\x04\x00\xff"), ("交办函.docx", b"PK2")
    ]  # fmt: skip


def test_it_opens_as_a_draft() -> None:
    assert _read(draft("", "s", "b"))["X-Unsent"] == "1"


def test_the_same_draft_is_the_same_file() -> None:
    files = [Attachment("a.xlsx", b"1")]

    assert draft("a@b.cn", "s", "b", files) == draft("a@b.cn", "s", "b", files)


@pytest.mark.parametrize(
    ("cell", "to"),
    [
        ("", None),
        ("待补", None),
        ("a@b.cn", "a@b.cn"),
        (" a@b.cn\n", "a@b.cn"),
        ("a@b.cn；c@d.cn", "a@b.cn, c@d.cn"),
        ("张三 <zhang.san@b.gov.cn>、李四 li_si@b.cn", "zhang.san@b.gov.cn, li_si@b.cn"),
        ("a@b.cn\r\nBcc: x@y.cn", "a@b.cn, x@y.cn"),
        ("<", None),
        ("a@b.cn a@b.cn", "a@b.cn"),
        ("ｚｓ＠ｘ．ｃｎ，１２３@x.cn", "zs@x.cn, 123@x.cn"),
        ("王主任wang@x.cn 0757-22334455 li@x.cn（李四）", "wang@x.cn, li@x.cn"),
        ("Li Ming <li@x.cn>", "li@x.cn"),
        ("邮箱：o'hara@x.cn", "o'hara@x.cn"),
        # Never a part of what somebody typed: it may be another person's.
        ("zhang san@x.cn", None),
        ("zhang。san@x.cn", None),
        ("wang·li@x.cn", None),
        ("zs @x.cn", None),
        ("zs@163。com", None),
        ("zs@@x.cn", None),
        ("zs@x", None),
        ("张三@例子.中国", None),
        ("zhang san@x.cn；li@x.cn", "li@x.cn"),
    ],
)
def test_the_address_cell_may_hold_what_people_type(cell: str, to: str | None) -> None:
    message = _read(draft(cell, "s", "b"))

    assert message["To"] == to
    assert message["Bcc"] is None


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=80), st.text(max_size=30))
def test_no_cell_keeps_a_draft_from_being_written(to: str, subject: str, body: str, name: str) -> None:
    message = _read(draft(to, subject, body, [Attachment(name, b"x")]))

    assert message["X-Unsent"] == "1"
    assert [key for key in message if key not in {"To", "Subject", "X-Unsent", "Content-Type", "MIME-Version"}] == []
    assert [each.get_content() for each in message.iter_attachments()] == [b"x"]


def test_one_address_bears_its_owners_name_several_do_not() -> None:
    (address,) = _read(draft("a@b.cn", "s", "b", name="陈明\r\nBcc: x@y.cn"))["To"].addresses
    assert (address.display_name, address.addr_spec) == ("陈明 Bcc: x@y.cn", "a@b.cn")
    assert _read(draft("a@b.cn；c@d.cn", "s", "b", name="陈明"))["To"] == "a@b.cn, c@d.cn"
    assert _read(draft("", "s", "b", name="陈明"))["To"] is None


def test_what_is_too_large_leaves_its_place_to_what_comes_behind() -> None:
    small, large, last = Attachment("小", b"1" * 1000), Attachment("大", b"2" * 800_000), Attachment("末", b"3" * 1000)
    assert fitting([small, large, last], 1) == ([small, last], [large])
    assert fitting([small, large, last], 20) == ([small, large, last], [])
    assert fitting([small], 0) == ([], [small])


@given(st.lists(st.integers(0, 400_000), max_size=6))
def test_a_draft_of_what_fits_is_no_larger_than_asked_for(sizes: list[int]) -> None:
    files = [Attachment(f"{place}.bin", bytes(size)) for place, size in enumerate(sizes)]
    taken, left = fitting(files, 1)
    assert sorted([*taken, *left], key=lambda each: each.name) == files
    # Letters around the files take some hundred bytes each.
    assert len(draft("a@b.cn", "s", "b", taken)) < (1 << 20) + 2000


@pytest.mark.parametrize(("name", "kind"), [("函.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), ("照片.JPG", "image/jpeg"), ("扫描.pdf", "application/pdf"), ("什么", "application/octet-stream")])  # fmt: skip
def test_a_file_says_what_it_is(name: str, kind: str) -> None:
    (part,) = _read(draft("", "s", "b", [Attachment(name, b"x")])).iter_attachments()
    assert part.get_content_type() == kind
