"""Half a copy is known by the end that it lacks; a whole file never is."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

import toolkit
from intake.compound import compound_file
from toolkit.intake.formats.cut_short import is_cut_short

SAMPLES = Path(toolkit.__file__).parent / "mechanisms/shunde/demo/samples"
PDF = b"%PDF-1.7\n" + b"1 0 obj <<>> endobj\n" * 40 + b"startxref\n9\n%%EOF\r\n"
PHOTO = b"\xff\xd8\xff\xe0" + b"\x11" * 900 + b"\xff\xd9"


def _mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "report"
    message.set_content("see below")
    message.add_attachment(b"PK" * 400, "application", "octet-stream", filename="a.xlsx")
    return message.as_bytes()


WHOLE = {
    "old book": (SAMPLES / "博远电气.xls").read_bytes(),
    "compound": compound_file({"Workbook": b"x" * 5000, "more": b"y" * 300}),
    "new book": next(SAMPLES.rglob("*.xlsx")).read_bytes(),
    "photo": (SAMPLES / "厂区积水照片.png").read_bytes(),
    "jpeg": PHOTO,
    "jpeg with a telephone's bytes behind it": PHOTO + b"\0" * 64,
    "pdf": PDF,
    "mail": _mail(),
    "mail of Windows": _mail().replace(b"\n", b"\r\n"),
    "page": b"<html><table><tr><td>1</td></tr></table></html>\n",
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_file_is_none(kind: str) -> None:
    assert not is_cut_short(WHOLE[kind])


@pytest.mark.parametrize("share", [0.2, 0.5, 0.97])
@pytest.mark.parametrize("kind", [each for each in WHOLE if "behind" not in each])
def test_half_of_it_is_one(kind: str, share: float) -> None:
    assert is_cut_short(WHOLE[kind][: int(len(WHOLE[kind]) * share)])


def test_half_of_an_archive_that_ends_where_a_book_within_it_ends_is_one() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲.xlsx", WHOLE["new book"])
        first = packed.tell()
        archive.writestr("乙.xlsx", WHOLE["new book"])
    assert not is_cut_short(packed.getvalue())
    assert is_cut_short(packed.getvalue()[:first])


@pytest.mark.parametrize(("data", "cut"), [(b"", True), (bytes(4096), True), ("编号,企业\n1,甲".encode(), False)])
def test_nothing_is_half_and_plain_text_has_no_end_to_miss(data: bytes, cut: bool) -> None:
    assert is_cut_short(data) is cut


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("企业,问题,电话\n甲公司,用电,1\n乙公司,用水,2\n", False),
        ("企业,问题,电话\n甲公司,用电,1\n乙公司,用水,2", False),  # many programs write no line end behind the last row
        ("企业,问题,电话\n甲公司,用电,1\n乙公司,用", True),
        ("企业,问题,电话\n甲公司,用电,1\n乙公司\n", False),  # a short row that somebody typed
        ('企业,问题,电话\n甲公司,"用电\n不足",1\n乙公司,"用水\n', True),
        ('企业,问题,电话\n甲公司,"用电\n不足",1\n乙公司,"用""水""",2', False),
        ('企业,问题,电话\n甲公司,5"管,1\n乙公司,6"管,2\n丙公司,7"管,3\n', False),  # inches open no cell
        ("企业\t问题\t电话\n甲公司\t用电\t1\n乙公司\t", True),
        ("关于用电的情况，如下。\n另外，请协调", False),  # prose
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_of_text_is_half_where_it_stops_amid_a_row(text: str, cut: bool, encoding: str) -> None:
    assert is_cut_short(text.encode(encoding)) is cut


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_table_of_text_is_half_where_it_stops_amid_a_character(encoding: str) -> None:
    whole = "企业,问题,电话\n甲公司,用电,一\n乙公司,用水,二".encode(encoding)
    assert not is_cut_short(whole)
    assert is_cut_short(whole[:-1])
