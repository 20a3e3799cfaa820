"""Mails as mail programs write them: names, letters and days in every encoding, rightly or wrongly named."""

from __future__ import annotations

import base64
import time
from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import Code
from toolkit.intake.formats.eml import SMALL_PICTURE
from toolkit.intake.formats.parcel import Letter, Parcel, open_parcel
from toolkit.intake.formats.unpack import UnreadableError, unpack

FORM = b"PK\x03\x04 a form, or so we say"
JPEG = b"\xff\xd8\xff"


def mail(headers: str, body: bytes = b"", codec: str = "utf-8") -> bytes:
    return headers.strip().replace("\n", "\r\n").encode(codec) + b"\r\n\r\n" + body


def opened(data: bytes, name: str = "来件.eml") -> Parcel:
    return open_parcel(data, name)


def letter(data: bytes) -> Letter:
    found = opened(data).letter
    assert found is not None
    return found


def message(text: str = "您好，现报送附件。") -> EmailMessage:
    found = EmailMessage()
    found["From"] = "张三 <zhang@example.cn>"
    found["To"] = "office@example.cn"
    found["Subject"] = "报送问题收集表"
    found["Date"] = "Tue, 05 Mar 2024 09:30:00 +0800"
    found.set_content(text)
    return found


def test_a_mail_gives_its_letter_and_its_files() -> None:
    sent = message()
    sent.add_attachment(FORM, maintype="application", subtype="octet-stream", filename="附件2.xlsx")
    sent.add_attachment(JPEG * 9, maintype="image", subtype="jpeg", filename="现场.jpg")
    parcel = opened(sent.as_bytes())
    assert parcel.letter == Letter("zhang@example.cn", "张三", "报送问题收集表", "您好，现报送附件。", date(2024, 3, 5))
    assert [(each.name, each.data, each.within) for each in parcel.items] == [
        ("附件2.xlsx", FORM, ("来件.eml",)),
        ("现场.jpg", JPEG * 9, ("来件.eml",)),
    ]
    assert not parcel.problems


def test_a_mail_is_known_by_its_content() -> None:
    assert opened(message().as_bytes(), "无名").letter is not None
    assert opened(b"\xef\xbb\xbf" + message().as_bytes(), "a.txt").letter is not None
    assert opened("标题: 甲\n内容: 乙\n\n丙".encode(), "a.txt").letter is None


@pytest.mark.parametrize(
    ("said", "real"),
    [
        ("gb2312", "gb18030"), ("gb2312", "utf-8"), ("us-ascii", "gb18030"), ("iso-8859-1", "gb18030"), ("utf-8", "gb18030"),
        ("utf-8", "utf-8"), ("hz-gb-2312", "hz"), ("utf-16", "utf-16"), ("x-nonsense", "utf-8"), ("", "gb18030"), ("rot13", "utf-8"),
        ("big5", "big5"), ("punycode", "utf-8"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["8bit", "base64"])
def test_a_letter_is_read_whatever_encoding_it_claims(said: str, real: str, way: str) -> None:
    text = "您好：現報送表格，請查收。" if real == "big5" else "您好：现报送表格，请查收。"
    raw = text.encode(real)
    body = base64.encodebytes(raw) if way == "base64" else raw
    kind = f"Content-Type: text/plain; charset={said}\n" if said else ""
    if not (way == "8bit" and real == "utf-16"):
        assert letter(mail(f"From: a@b.cn\nTo: c@d.cn\n{kind}Content-Transfer-Encoding: {way}", body)).text == text


def test_a_letter_never_holds_half_a_character() -> None:
    assert letter(mail("From: a@b.cn\nTo: c@d.cn\nContent-Type: text/plain; charset=utf-7", b"+2AA-x")).text.encode()


def test_a_spoiled_letter_in_utf8_stays_utf8() -> None:
    raw = "您好：现报送企业反映的困难和问题，请查收。".encode() * 3 + b"\xe4\xbd"
    assert letter(mail("From: a@b.cn\nTo: c@d.cn\nContent-Type: text/plain; charset=utf-8", raw)).text.startswith(
        "您好：现报送"
    )


def test_soft_line_ends_are_taken_out() -> None:
    kind = "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"
    assert (
        letter(mail(f"From: a@b.cn\nTo: c@d.cn\n{kind}", "您好，现 \n报送。\n-- \n张三".encode())).text
        == "您好，现报送。\n-- \n张三"
    )


def test_a_letter_that_is_only_a_page_is_read_as_text() -> None:
    sent = message()
    page = "<html><head><style>p{}</style><title>t</title></head><body><p>您好：</p><p>现报送&nbsp;<b>附件</b>。<br>张三</p><script>x</script></body></html>"
    sent.set_content(page, subtype="html")
    assert letter(sent.as_bytes()).text == "您好：\n\n现报送 附件。\n张三"


def test_a_stub_of_plain_text_gives_way_to_the_page() -> None:
    sent = message("请用网页查看")
    sent.add_alternative("<p>" + "企业反映用地指标不足，请协调解决。" * 5 + "</p>", subtype="html")
    assert letter(sent.as_bytes()).text.startswith("企业反映用地指标不足")


def test_pictures_of_the_signature_are_no_material_but_photos_are() -> None:
    sent = message()
    sent.add_alternative('<p>您好<img src="cid:logo@1"><img src="cid:photo@1"></p>', subtype="html")
    page = sent.get_payload(1)
    assert isinstance(page, EmailMessage)
    page.add_related(JPEG, maintype="image", subtype="jpeg", cid="<logo@1>", filename="logo.jpg")
    page.add_related(JPEG * SMALL_PICTURE, maintype="image", subtype="jpeg", cid="<photo@1>", filename="表格照片.jpg")
    sent.add_attachment(JPEG * 2, maintype="image", subtype="jpeg", filename="小图.jpg")
    assert [each.name for each in opened(sent.as_bytes()).items] == ["表格照片.jpg", "小图.jpg"]


def test_a_forwarded_mail_is_opened_and_its_words_kept() -> None:
    inner = message("企业反映的问题见附件。")
    inner.add_attachment(FORM, maintype="application", subtype="octet-stream", filename="附件2.xlsx")
    outer = message("请转办。")
    outer.replace_header("From", "李四 <li@example.cn>")
    outer.add_attachment(inner)
    parcel = opened(outer.as_bytes())
    assert [(each.name, each.within) for each in parcel.items] == [("附件2.xlsx", ("来件.eml", "报送问题收集表.eml"))]
    assert parcel.letter is not None
    assert parcel.letter.sender == "li@example.cn"
    assert parcel.letter.text.startswith(
        "请转办。\n\n—— 附带的邮件：报送问题收集表，张三 zhang@example.cn，2024-03-05 ——\n企业反映"
    )


def test_a_mail_attached_as_a_file_is_opened_like_any() -> None:
    outer = message()
    outer.add_attachment(message("内").as_bytes(), maintype="application", subtype="octet-stream", filename="转发.eml")
    parcel = opened(outer.as_bytes())
    assert not parcel.items
    assert parcel.letter is not None
    assert parcel.letter.text.endswith("内")


def test_mails_within_mails_end() -> None:
    inner = message()
    for _ in range(40):
        outer = message()
        outer.add_attachment(inner)
        inner = outer
    assert Code.TOO_DEEP in [each.code for each in opened(inner.as_bytes()).problems]


def test_a_form_pasted_into_the_letter_is_an_item() -> None:
    sent = message("见下表")
    rows = "".join(f"<tr><td>{label}</td><td>甲</td></tr>" for label in ("企业名称", "联系人", "职务", "电话"))
    sent.add_alternative(f"<p>您好</p><table>{rows}</table>", subtype="html")
    (item,) = opened(sent.as_bytes()).items
    assert item.name == "邮件正文.html"
    assert "企业名称".encode() in item.data
    sent.make_mixed()
    sent.add_attachment(JPEG * 9, maintype="image", subtype="jpeg", filename="现场.jpg")
    assert [each.name for each in opened(sent.as_bytes()).items] == ["现场.jpg", "邮件正文.html"]
    sent.add_attachment(FORM, maintype="application", subtype="octet-stream", filename="表.xlsx")
    assert [each.name for each in opened(sent.as_bytes()).items] == ["现场.jpg", "表.xlsx"]


@pytest.mark.parametrize(
    "head",
    [
        "From: " + "(" * 9_000 + "a@b.cn",
        "From: " + "a" * 19_000,
        "From: a@b.cn\nSubject: " + "=?utf-8?B?" * 2_000,
        "From: a@b.cn\nContent-Type: x; " + "name*0=a; " * 2_000,
    ],
)
def test_headers_made_to_tire_a_reader_do_not(head: str) -> None:
    started = time.process_time()
    assert opened(mail(f"To: c@d.cn\n{head}", b"x")).letter is not None
    assert time.process_time() - started < 2


def test_shells_without_end_are_told_not_opened() -> None:
    head = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (each, each) for each in range(3_000)
    )
    data = b"From: a@b.cn\r\nTo: c@d.cn\r\n" + head
    assert [each.data for each in opened(data).items] == [data]
    with pytest.raises(UnreadableError) as caught:
        unpack(data)
    assert caught.value.problem.facts["kind"] == "邮件"


def test_a_mail_without_anything_else_is_a_letter() -> None:
    parcel = opened(message().as_bytes())
    assert not parcel.items
    assert not parcel.problems
    assert parcel.letter is not None


def test_a_signed_mail_is_read_and_its_signature_is_no_file() -> None:
    parts = b"--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx\r\n--b--"
    parcel = opened(mail("From: a@b.cn\nTo: c@d.cn\nContent-Type: multipart/signed; boundary=b", parts))
    assert parcel.letter is not None
    assert parcel.letter.text == "hello"
    assert not parcel.items


def test_a_sealed_mail_is_told() -> None:
    parcel = opened(mail("From: a@b.cn\nTo: c@d.cn\nContent-Type: application/pkcs7-mime; name=smime.p7m", b"x"))
    assert [each.code for each in parcel.problems] == [Code.SEALED_MAIL]
    assert not parcel.items


def test_names_are_numbered_where_a_mail_gives_none() -> None:
    sent = message()
    for kind in ("pdf", "octet-stream"):
        sent.add_attachment(b"%PDF-1.7", maintype="application", subtype=kind)
    assert [each.name for each in opened(sent.as_bytes()).items] == ["附件.pdf", "附件2"]


WHOLE = message()
WHOLE.add_alternative("<p>您好<img src='cid:a'></p>", subtype="html")
WHOLE.add_attachment(FORM, maintype="application", subtype="octet-stream", filename="附件2.xlsx")
WHOLE.add_attachment(message())
SAMPLE = WHOLE.as_bytes()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_spoiled_mail_never_raises(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for place, value in changes:
        data[place] = value
    parcel = opened(bytes(data))
    assert parcel.letter is not None or parcel.items


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_headers_and_any_body_are_a_mail_or_a_file(head: bytes, body: bytes) -> None:
    parcel = opened(
        b"From: a@b.cn\r\nTo: c@d.cn\r\nContent-Type: " + head + b"\r\nSubject: " + body + b"\r\n\r\n" + body
    )
    assert parcel.letter is not None or parcel.items
