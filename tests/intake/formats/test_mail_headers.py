"""The headers of mails: names of files, senders and days, however mail programs encode them."""

from __future__ import annotations

import base64
from datetime import date

import pytest

from toolkit.intake.formats.parcel import Letter, open_parcel

FORM = b"PK\x03\x04 a form, or so we say"


def mail(headers: str, body: bytes = b"", codec: str = "utf-8") -> bytes:
    return headers.strip().replace("\n", "\r\n").encode(codec) + b"\r\n\r\n" + body


def letter(data: bytes) -> Letter:
    found = open_parcel(data, "来件.eml").letter
    assert found is not None
    return found


def attached(disposition: str, codec: str = "utf-8", kind: str = "application/octet-stream") -> str:
    """Return the name under which an attachment with these headers is taken out."""
    head = f"From: a@b.cn\r\nTo: c@d.cn\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{disposition}\r\n\r\n"
    (item,) = open_parcel(head.encode(codec) + base64.b64encode(FORM), "来件.eml").items
    assert item.data == FORM
    return item.name


NAME = "附件2 项目问题收集表.xlsx"


@pytest.mark.parametrize("codec", ["gbk", "gb18030", "utf-8"])
@pytest.mark.parametrize("quote", ['"', ""])
def test_a_raw_name_without_any_encoding_is_read(codec: str, quote: str) -> None:
    assert attached(f"Content-Disposition: attachment; filename={quote}{NAME}{quote}", codec) == NAME


@pytest.mark.parametrize("codec", ["gb2312", "gbk", "GB18030", "utf-8", "UTF8", "x-unknown"])
def test_an_encoded_word_as_a_name_is_read(codec: str) -> None:
    raw = NAME.encode("gb18030" if codec.lower().startswith("gb") else "utf-8")
    word = f"=?{codec}?B?{base64.b64encode(raw).decode()}?="
    assert attached(f'Content-Disposition: attachment; filename="{word}"') == NAME
    assert attached("X-None: 1", kind=f'application/octet-stream; name="{word}"') == NAME


def test_a_name_in_pieces_is_read() -> None:
    quoted = "".join(f"%{byte:02X}" for byte in NAME.encode("gb18030"))
    assert attached(f"Content-Disposition: attachment; filename*=GBK''{quoted}") == NAME
    middle = len(quoted) // 6 * 3
    pieces = f"filename*0*=gb18030''{quoted[:middle]};\r\n filename*1*={quoted[middle:]}"
    assert attached(f"Content-Disposition: attachment;\r\n {pieces}") == NAME
    assert attached("Content-Disposition: attachment; filename*0=form; filename*1=.xlsx") == "form.xlsx"
    both = f"filename=fallback.xlsx; filename*=UTF-8''{'%E8%A1%A8'}.xlsx"
    assert attached(f"Content-Disposition: attachment; {both}") == "表.xlsx"


def test_neighbouring_words_may_share_a_character() -> None:
    raw = "关于报送问题的函".encode()
    words = "\r\n ".join(f"=?UTF-8?B?{base64.b64encode(raw[at : at + 7]).decode()}?=" for at in range(0, len(raw), 7))
    assert letter(f"From: a@b.cn\r\nTo: c@d.cn\r\nSubject: {words}\r\n\r\nx".encode()).subject == "关于报送问题的函"


@pytest.mark.parametrize(
    ("line", "address", "name"),
    [
        ("张三 <z@b.cn>", "z@b.cn", "张三"),
        ('"甲公司, 张三" <z@b.cn>', "z@b.cn", "甲公司, 张三"),
        ("=?gb2312?B?1cXI/Q==?= <z@b.cn>", "z@b.cn", "张三"),
        ("z@b.cn", "z@b.cn", ""),
        ("<z@b.cn> 张三", "z@b.cn", "张三"),
        ("张三", "", "张三"),
        ("", "", ""),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_sender_is_read(line: str, address: str, name: str, codec: str) -> None:
    found = letter(mail(f"To: c@d.cn\nSubject: x\nFrom: {line}", b"x", codec))
    assert (found.sender, found.name) == (address, name)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Tue, 05 Mar 2024 23:30:00 +0800", date(2024, 3, 5)),
        ("Tue, 05 Mar 2024 23:30:00 +0000 (UTC)", date(2024, 3, 6)),
        ("Tue, 05 Mar 2024 23:30:00", date(2024, 3, 5)),
        ("2024-03-05 23:30:00", date(2024, 3, 5)),
        ("2024年3月5日", date(2024, 3, 5)),
        ("昨天", None),
        ("Tue, 99 Mar 2024 99:30:00 +0800", None),
        ("", None),
    ],
)
def test_the_day_is_the_day_by_chinese_clocks(line: str, day: date | None) -> None:
    assert letter(mail(f"From: a@b.cn\nTo: c@d.cn\nDate: {line}")).day == day


def test_without_a_date_the_last_server_tells_the_day() -> None:
    lines = (
        "Received: from b by c; Wed, 6 Mar 2024 08:00:00 +0800\nReceived: from a by b; Mon, 4 Mar 2024 08:00:00 +0800"
    )
    assert letter(mail(f"{lines}\nFrom: a@b.cn")).day == date(2024, 3, 6)


def test_a_name_is_never_a_path() -> None:
    assert attached('Content-Disposition: attachment; filename="..\\\\..\\\\x\\\\表.xlsx"') == "表.xlsx"
    assert attached('Content-Disposition: attachment; filename="../../表.xlsx"') == "表.xlsx"
