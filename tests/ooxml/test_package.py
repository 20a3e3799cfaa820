from __future__ import annotations

import io
import zipfile

import pytest

from toolkit.ooxml import BrokenPackageError, Package
from toolkit.ooxml.relations import declare, detach, relate, relations

from .builders import by_hand, by_openpyxl, by_xlsxwriter, changed_parts, raw_members, sheet_xml


def _zip(parts: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return stream.getvalue()


TYPES = ("[Content_Types].xml", b"<Types/>")


def test_an_unchanged_package_comes_out_as_the_very_bytes_it_was() -> None:
    data = by_xlsxwriter()
    assert Package.read(data).to_bytes() == data


def test_only_the_replaced_part_is_packed_again() -> None:
    data = by_openpyxl()
    package = Package.read(data)
    package.replace("docProps/core.xml", b"<core/>")
    out = package.to_bytes()
    assert changed_parts(data, out) == {"docProps/core.xml"}
    assert Package.read(out).part("docProps/core.xml") == b"<core/>"
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert archive.testzip() is None


def test_dates_of_members_are_kept_and_new_ones_have_none() -> None:
    data = by_openpyxl()
    package = Package.read(data)
    package.replace("xl/new.xml", b"<new/>")
    package.replace("docProps/app.xml", b"<app/>")
    old = {info.filename: info for info in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    for info in zipfile.ZipFile(io.BytesIO(package.to_bytes())).infolist():
        wanted = old[info.filename].date_time if info.filename in old else (1980, 1, 1, 0, 0, 0)
        assert info.date_time == wanted


def test_the_same_edit_gives_the_same_bytes() -> None:
    results = set()
    for _ in range(2):
        package = Package.read(by_hand(sheet_xml("")))
        data = package.part("xl/styles.xml")
        package.replace("xl/styles.xml", data + b" ")
        package.replace("文件.xml", b"<new/>")
        results.add(Package.read(package.to_bytes()).part("文件.xml"))
    source = by_xlsxwriter()
    for _ in range(2):
        package = Package.read(source)
        package.replace("new.xml", b"x" * 1000)
        results.add(package.to_bytes())
    assert len(results) == 2


def test_putting_back_equal_content_changes_nothing() -> None:
    data = by_openpyxl()
    package = Package.read(data)
    package.replace("xl/workbook.xml", package.part("xl/workbook.xml"))
    assert package.to_bytes() == data


def test_a_member_written_as_a_stream_loses_its_data_descriptor_and_nothing_else() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, piece: object) -> int:
            self.data += bytes(piece)  # type: ignore[call-overload]
            return len(bytes(piece))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(*TYPES)
        archive.writestr("数据.xml", b"<a/>" * 100)
    data = bytes(pipe.data)
    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].flag_bits & 8
    package = Package.read(data)
    package.replace("b.xml", b"<b/>")
    out = package.to_bytes()
    assert raw_members(out)["数据.xml"] == raw_members(data)["数据.xml"]
    assert not zipfile.ZipFile(io.BytesIO(out)).infolist()[0].flag_bits & 8
    assert Package.read(out).part("数据.xml") == b"<a/>" * 100


def test_stored_members_and_bytes_before_the_zip_are_read() -> None:
    data = b"stub" + _zip([TYPES, ("a.xml", b"<a/>")], zipfile.ZIP_STORED)
    assert Package.read(data).part("A.XML") == b"<a/>"


def test_names_written_with_windows_separators_are_found() -> None:
    assert Package.read(_zip([TYPES, ("xl\\a.xml", b"1")])).part("xl/a.xml") == b"1"


def test_names_tell_old_parts_first_and_removed_ones_not_at_all() -> None:
    package = Package.read(_zip([TYPES, ("a.xml", b"1"), ("b.xml", b"2")]))
    package.replace("c.xml", b"3")
    package.remove("a.xml")
    package.remove("never.xml")
    assert package.names() == ["[Content_Types].xml", "b.xml", "c.xml"]
    assert "a.xml" not in package
    assert "/B.xml" in package
    package.replace("a.xml", b"4")
    assert Package.read(package.to_bytes()).names() == ["[Content_Types].xml", "a.xml", "b.xml", "c.xml"]


def test_a_part_that_is_not_there_is_told_by_name() -> None:
    with pytest.raises(BrokenPackageError, match=r"nothing\.xml"):
        Package.read(_zip([TYPES])).part("nothing.xml")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是 xlsx"),
        (b"hello", "不是 xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "密码"),
        (_zip([TYPES])[:-30], "没有复制完"),
        (_zip([("a.xml", b"")]), "Content_Types"),
        (_zip([TYPES, ("a.xml", b"1"), ("A.xml", b"2")]), "重名"),
        (_zip([TYPES], zipfile.ZIP_LZMA), "压缩方式"),
    ],
)
def test_what_is_no_sound_package_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(BrokenPackageError, match=words):
        Package.read(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.raises(BrokenPackageError, match="重名"):
        Package.read(_zip([TYPES, ("a.xml", b"1"), ("a.xml", b"2")]))


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(_zip([TYPES]))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BrokenPackageError, match="密码"):
        Package.read(bytes(data))


def test_every_cut_and_every_flipped_byte_is_noticed_or_harmless() -> None:
    data = _zip([TYPES, ("a.xml", b"<a>content</a>" * 20)])
    sound = {"[Content_Types].xml": b"<Types/>", "a.xml": b"<a>content</a>" * 20}
    for at in range(len(data)):
        with pytest.raises(BrokenPackageError):
            Package.read(data[:at])
        flipped = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        try:
            package = Package.read(flipped)
        except BrokenPackageError:
            continue
        assert {name: package.part(name) for name in package.names()} == sound


def test_relations_and_content_types_are_added_and_taken_away() -> None:
    data = by_hand(sheet_xml(""))
    package = Package.read(data)
    package.replace("xl/extra.xml", b"<extra/>")
    declare(package, "xl/extra.xml", "application/x+xml")
    relate(package, "xl/workbook.xml", "http://example.org/extra", "xl/extra.xml")
    assert relations(package, "xl/workbook.xml")[-1] == ("rId4", "extra", "xl/extra.xml")
    assert b'PartName="/xl/extra.xml"' in package.part("[Content_Types].xml")
    detach(package, "xl/workbook.xml", "xl/extra.xml")
    out = Package.read(package.to_bytes())
    assert {name: out.part(name) for name in out.names()} == {
        name: Package.read(data).part(name) for name in Package.read(data).names()
    }
