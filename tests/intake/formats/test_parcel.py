"""A received file opened: archives as people pack them, containers in containers, and what is meant to harm."""

from __future__ import annotations

import io
import struct
import time
import unicodedata
import zipfile
import zlib
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.compound import compound_file
from toolkit.errors import Code
from toolkit.intake.formats.archive import open_archive
from toolkit.intake.formats.enclosed import MAX_ITEMS, MAX_NAME, shown
from toolkit.intake.formats.parcel import MAX_DEPTH, open_parcel
from toolkit.intake.formats.unpack import UnreadableError, unpack

FORM = b"PK\x03\x04 a form, or so we say"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def raw_zip(name: bytes, data: bytes = b"x", *, flags: int = 0, extra: bytes = b"") -> bytes:
    """Return an archive of one stored entry whose name is these bytes."""
    head = struct.pack("<HHHHHIIIHH", 20, flags, 0, 0, 0, zlib.crc32(data), len(data), len(data), len(name), len(extra))
    local = b"PK\x03\x04" + head + name + extra + data
    central = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + extra
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def names(data: bytes, name: str = "来件.zip") -> list[str]:
    return [each.name for each in open_parcel(data, name).items]


def codes(data: bytes, name: str = "来件.zip") -> list[Code]:
    return [each.code for each in open_parcel(data, name).problems]


@pytest.mark.parametrize("data", [b"", b"\x00" * 10, FORM, b"%PDF-1.7", "企业名称,甲".encode("gb18030"), b"\xff" * 99])
def test_a_plain_file_is_a_parcel_of_itself(data: bytes) -> None:
    (item,) = open_parcel(data, "附件2.xlsx").items
    assert (item.name, item.data, item.within) == ("附件2.xlsx", data, ())


def test_an_office_package_is_no_container() -> None:
    book = zipped({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"})
    assert names(book, "表.xlsx") == ["表.xlsx"]


def test_the_files_of_an_archive_are_taken_out_and_leftovers_are_not() -> None:
    data = zipped({
        "报送/": b"", "报送/附件2.xlsx": FORM, "报送/照片.jpg": b"\xff\xd8\xff", "__MACOSX/报送/._附件2.xlsx": b"x",
        "报送/.DS_Store": b"x", "报送/Thumbs.db": b"x", "报送/~$附件2.xlsx": b"x", "desktop.ini": b"x",
    })  # fmt: skip
    parcel = open_parcel(data, "报送.zip")
    assert [(each.name, each.data, each.within) for each in parcel.items] == [
        ("附件2.xlsx", FORM, ("报送.zip",)),
        ("照片.jpg", b"\xff\xd8\xff", ("报送.zip",)),
    ]
    assert parcel.letter is None
    assert not parcel.problems


@pytest.mark.parametrize(
    ("raw", "flags"),
    [
        ("顺德区问题表.xlsx".encode("gbk"), 0),  # Windows
        ("联通.xlsx".encode("gbk"), 0),  # two characters that once passed for UTF-8
        ("顺德区问题表.xlsx".encode(), 0x800),
        ("顺德区问题表.xlsx".encode(), 0),  # macOS forgets the flag
        ("䶮㙍𠮷.xlsx".encode("gb18030"), 0),
    ],
)
def test_a_chinese_name_is_read_as_it_was_packed(raw: bytes, flags: int) -> None:
    assert names(raw_zip(raw, flags=flags)) == [raw.decode("utf-8" if flags or b"\xe9\xa1\xba" in raw else "gb18030")]


def test_the_name_in_the_unicode_field_comes_first() -> None:
    field = struct.pack("<BI", 1, 0) + "真名.xlsx".encode()
    assert names(raw_zip(b"?????.xlsx", extra=struct.pack("<HH", 0x7075, len(field)) + field)) == ["真名.xlsx"]


def test_a_name_that_is_no_chinese_stays_what_dos_wrote() -> None:
    assert names(raw_zip(b"caf\x82 \xff.xlsx")) == ["café .xlsx"]


def test_archives_in_archives_are_opened_and_say_where_a_file_lay() -> None:
    data = zipped({"内.zip": zipped({"深/表.xlsx": FORM})})
    (item,) = open_parcel(data, "外.zip").items
    assert (item.name, item.within) == ("表.xlsx", ("外.zip", "内.zip"))


def test_what_lies_too_deep_is_kept_closed_and_told() -> None:
    data = FORM
    for level in range(MAX_DEPTH + 1):
        data = zipped({f"{level}.x": data} if level == 0 else {f"{level}.zip": data})
    parcel = open_parcel(data, "外.zip")
    assert [len(each.within) for each in parcel.items] == [MAX_DEPTH]
    assert [each.code for each in parcel.problems] == [Code.TOO_DEEP]


def test_more_files_than_anyone_sends_are_counted_not_taken() -> None:
    parcel = open_parcel(zipped({f"{number}.txt": b"x" for number in range(80)}), "多.zip")
    assert len(parcel.items) == MAX_ITEMS
    assert str(parcel.problems[0]).startswith("里面的文件太多，只取出了前 50 个，另有 30 个没有取出")


def test_archives_full_of_archives_end_soon() -> None:
    layer = zipped({f"{number}.txt": b"x" for number in range(50)})
    for _ in range(2):
        layer = zipped({f"{number}.zip": layer for number in range(50)})
    started = time.process_time()
    parcel = open_parcel(layer, "层.zip")
    assert len(parcel.items) <= MAX_ITEMS
    assert Code.TOO_MANY_ITEMS in [each.code for each in parcel.problems]
    assert time.process_time() - started < 10


def test_a_bomb_in_an_archive_is_told_and_the_rest_is_taken() -> None:
    data = zipped({"炸.txt": b"0" * (64 << 20), "表.xlsx": FORM})
    parcel = open_parcel(data, "来件.zip")
    assert [each.name for each in parcel.items] == ["表.xlsx"]
    assert [str(each) for each in parcel.problems] == ["“炸.txt”没有取出（解压后过大）。请把这个文件单独发送。"]


def test_no_more_comes_out_than_is_allowed() -> None:
    contents = open_archive(zipped({"一.txt": b"x" * 600, "二.txt": b"y" * 600, "三.txt": b"z" * 100}), 1000)
    assert [each.name for each in contents.enclosures] == ["一.txt", "三.txt"]
    assert [each.facts["name"] for each in contents.problems] == ["二.txt"]


def test_entries_that_share_their_bytes_are_refused() -> None:
    one = raw_zip(b"a.txt", b"0" * 1000)
    start, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    twice = one[start:end] * 2
    data = one[:start] + twice + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 2, 2, len(twice), start, 0)
    assert names(data) == ["来件.zip"]
    with pytest.raises(UnreadableError):
        unpack(data)


def test_a_protected_archive_asks_for_the_password_to_be_taken_off() -> None:
    data = raw_zip(b"a.xlsx", flags=1)
    assert names(data) == ["来件.zip"]
    with pytest.raises(UnreadableError) as caught:
        unpack(data)
    assert caught.value.problem.code is Code.PASSWORD


def test_a_damaged_entry_costs_itself() -> None:
    data = zipped({"坏.txt": b"0123456789" * 9, "好.xlsx": FORM}, zipfile.ZIP_STORED).replace(
        b"456789012", b"456780012", 1
    )
    assert names(data) == ["好.xlsx"]
    assert "已损坏" in str(open_parcel(data, "来件.zip").problems[0])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Rar!\x1a\x07\x01\x00....", Code.ARCHIVE_KIND),
        (b"7z\xbc\xaf\x27\x1c....", Code.ARCHIVE_KIND),
        (b"\x1f\x8b\x08....", Code.ARCHIVE_KIND),
        (b"a.txt".ljust(257, b"\x00") + b"ustar\x0000", Code.ARCHIVE_KIND),
        (b"\x78\x9f\x3e\x22\x01\x00", Code.WINMAIL),
        (b"{\\rtf1\\ansi hello}", Code.OTHER_WORD),
        (zipped({"OFD.xml": b"<x/>", "Doc_0/Document.xml": b"<x/>"}), Code.PICTURE),
        (
            zipped({"[Content_Types].xml": b'<Types a="presentationml"/>', "ppt/presentation.xml": b"<x/>"}),
            Code.UNKNOWN_KIND,
        ),
        (compound_file({"PowerPoint Document": b"x" * 5000}), Code.UNKNOWN_KIND),
        (compound_file({"WordDocument": b"x"}), Code.OLD_WORD),
        (zipped({"a.xlsx": FORM})[:-30], Code.INCOMPLETE_FILE),
    ],
)
def test_what_is_not_opened_stays_an_item_and_the_gate_says_why(data: bytes, code: Code) -> None:
    assert names(data, "来件") == ["来件"]
    with pytest.raises(UnreadableError) as caught:
        unpack(data)
    assert caught.value.problem.code is code
    assert "…" not in str(caught.value.problem)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\张三\\附件2.xlsx", "附件2.xlsx"),
        ("附件\u202excod.exe", "附件 xcod.exe"),
        ("a\x00b\nc.xlsx", "a b c.xlsx"),
        ("e\u0301.xlsx", "é.xlsx"),
        ("", "附件7"),
        ("///", "附件7"),
        ("..", "附件7"),
        ("\u200b", "附件7"),
        ("坏\ud800.xlsx", "坏 .xlsx"),
    ],
)
def test_a_name_is_shown_clean(name: str, seen: str) -> None:
    assert shown(name, 7) == seen


@given(st.text(max_size=400))
def test_any_name_can_be_shown(name: str) -> None:
    seen = shown(name)
    assert 0 < len(seen) <= MAX_NAME
    assert not {"/", "\\"} & set(seen)
    assert not any(unicodedata.category(each) in {"Cc", "Cf", "Cs"} for each in seen)
    seen.encode()


def test_a_long_name_keeps_its_ending() -> None:
    seen = shown("长" * 300 + ".xlsx")
    assert len(seen) <= MAX_NAME
    assert seen.endswith("….xlsx")


def test_the_letter_of_the_only_mail_in_an_archive_is_the_letter() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.cn", "c@d.cn", "报送"
    mail.set_content("您好")
    mail.add_attachment(FORM, maintype="application", subtype="octet-stream", filename="表.xlsx")
    parcel = open_parcel(zipped({"报送.eml": mail.as_bytes()}), "外.zip")
    assert parcel.letter is not None
    assert (parcel.letter.sender, parcel.letter.text) == ("a@b.cn", "您好")
    assert [each.within for each in parcel.items] == [("外.zip", "报送.eml")]


SAMPLE = zipped(
    {"表.xlsx": FORM, "内.zip": zipped({"照片.jpg": b"\xff\xd8\xff" * 50}), "信.eml": b"From: a@b.cn\nTo: c@d\n\nx"}
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_spoiled_archive_never_raises(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for place, value in changes:
        data[place] = value
    parcel = open_parcel(bytes(data), "损.zip")
    assert parcel.items or parcel.problems or parcel.letter
