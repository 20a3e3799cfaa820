"""A sheet in blocks and the same sheet held whole: whatever is done to them, the same comes out."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from toolkit.errors import ToolkitError
from toolkit.ooxml import BrokenPackageError, Known, Link, Package, Workbook, deflate, package, survey
from toolkit.ooxml.archive import read_members, write_members

from .builders import SHEET, by_hand, by_xlsxwriter, raw_members, sheet_xml, values

PART = "xl/worksheets/sheet1.xml"
CELLS = st.sampled_from(
    [
        '<c r="{ref}" t="inlineStr"><is><t>文字</t></is></c>',
        '<c r="{ref}" t="inlineStr"><is><t>how now &lt;row&gt; w!?</t></is></c>',
        '<c r="{ref}" t="inlineStr"><is><t></t></is></c>',
        '<c r="{ref}" s="1"><v>45000</v></c>',
        '<c r="{ref}" s="2"/>',
        '<c r="{ref}" t="s"><v>0</v></c>',
        '<c r="{ref}"><f>1+1</f><v>2</v></c>',
        '<c r="{ref}"><f t="shared" si="0"/><v>2</v></c>',
        '<c r="{ref}" t="str"><f>IF(1,"")</f><v></v></c>',
        '<c r="{ref}"><f t="array" ref="{ref}">1+1</f><v>2</v></c>',
    ]
)
ROW = st.one_of(
    st.lists(CELLS, min_size=1, max_size=3).map(lambda cells: ("", cells)),
    st.just(("", [])),
    st.just((' ht="30" hidden="1"', [])),
    st.lists(CELLS, min_size=1, max_size=2).map(lambda cells: (' spans="1:2" customHeight="1"', cells)),
)
NEW = st.sampled_from(["新", 7, "", None, "=1+1"])
EDIT = st.tuples(
    st.dictionaries(st.tuples(st.integers(1, 40), st.integers(0, 3)), NEW, max_size=3),
    st.lists(st.dictionaries(st.integers(0, 3), st.just("追加"), min_size=1, max_size=2), max_size=3),
)
TAIL = '<autoFilter ref="A1:C9"/><mergeCells><mergeCell ref="A3:B3"/></mergeCells>'


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    numbers = sorted(draw(st.sets(st.integers(1, 30), min_size=1, max_size=12)))
    space = draw(st.sampled_from(["", "\n"]))
    rows = []
    for number in numbers:
        told, cells = draw(ROW)
        inside = "".join(cell.format(ref=f"{'ABC'[at]}{number}") for at, cell in enumerate(cells))
        rows.append(f'<row r="{number}"{told}>{inside}</row>' if cells else f'<row r="{number}"{told}/>')
    tail = draw(st.sampled_from(["", TAIL]))
    sheet = sheet_xml(space + space.join(rows) + space, before='<dimension ref="A1:C9"/>', after=tail)
    return by_hand(sheet, strings="<si><t>共用</t></si>")


@contextmanager
def blocks(size: int) -> Iterator[None]:
    before = package.LARGE, survey.BLOCK
    package.LARGE, survey.BLOCK = 1, size
    try:
        yield
    finally:
        package.LARGE, survey.BLOCK = before


def _done(book: Workbook, edits: list[Any]) -> tuple[dict[str, bytes], list[object]]:
    told: list[object] = []
    for cells, append in edits:
        try:
            told.append(book.edit(SHEET, cells, append))
        except (ToolkitError, ValueError) as error:
            told.append(repr(error))
        book.links(SHEET, {place: Link("某处") for place in [*cells][:1]})
    return _parts(book.to_bytes()), told


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@settings(max_examples=examples(60), deadline=None)
@given(sheets(), st.lists(EDIT, min_size=1, max_size=2), st.lists(EDIT, min_size=1, max_size=2), st.integers(20, 400))
def test_whole_and_in_blocks_all_edits_come_out_alike(data: bytes, first: Any, then: Any, size: int) -> None:
    whole = Workbook.read(data)
    wanted = _done(whole, first)
    wanted_then = _done(Workbook.read(whole.to_bytes()), then)
    with blocks(size):
        book = Workbook.read(data)
        assert book._package.outline(PART) is not None
        assert _done(book, first) == wanted
        out, known = book.to_bytes(), book.known().to_bytes()
        seen = values(out)
        for again in (Workbook.read(out), Workbook.read(out, Known.read(known))):
            assert list(again.rows(SHEET)) == list(Workbook.read(out).rows(SHEET))
            assert seen == {
                (row.number, column): cell.value
                for row in again.rows(SHEET)
                for column, cell in row.cells.items()
                if cell.value is not None
            }
            assert _done(again, then) == wanted_then
            assert _parts(again.fresh().to_bytes()) == wanted[0]


@settings(max_examples=50, deadline=None)
@given(sheets(), st.sets(st.integers(1, 40)), st.integers(20, 400))
def test_whole_and_in_blocks_all_reads_come_out_alike(data: bytes, numbers: set[int], size: int) -> None:
    whole = Workbook.read(data)
    with blocks(size):
        book = Workbook.read(data)
        assert list(book.rows(SHEET)) == list(whole.rows(SHEET))
        assert list(book.some_rows(SHEET, numbers)) == list(whole.some_rows(SHEET, numbers))
        assert list(book.column_values(SHEET, [0, 2])) == list(whole.column_values(SHEET, [0, 2]))
        assert book.merged(SHEET) == whole.merged(SHEET)
        assert book._package.part(PART) == whole._package.part(PART)


def _many(rows: int = 60) -> bytes:
    """Return a register in segments, written by us."""
    line = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>第{0}行</t></is></c></row>'
    book = Workbook.read(by_hand(sheet_xml("".join(line.format(number) for number in range(1, rows + 1)))))
    book.edit(SHEET, {(1, 1): "标题"})
    return book.to_bytes()


@pytest.fixture
def in_blocks() -> Iterator[None]:
    with blocks(200):
        yield


@pytest.mark.usefixtures("in_blocks")
def test_what_did_not_change_is_copied_as_it_lies() -> None:
    data = _many()
    book = Workbook.read(data)
    outline = book._package.outline(PART)
    assert outline is not None
    assert outline.segmented
    assert len(outline.blocks) > 10
    book.edit(SHEET, {(30, 1): "改"}, [{0: "追加"}])
    old, new = raw_members(data)[PART], raw_members(book.to_bytes())[PART]
    first, last = outline.blocks[0], outline.blocks[-2]
    middle = next(at for at, block in enumerate(outline.blocks) if block.first <= 30 <= block.last)
    assert old[first.raw_begin : outline.blocks[middle].raw_begin] in new
    assert old[outline.blocks[middle].raw_end : last.raw_end] in new
    # One legal stream for those who know nothing of segments.
    assert zlib.decompressobj(-15).decompress(new) == _parts(book.to_bytes())[PART]


@pytest.mark.usefixtures("in_blocks")
def test_an_edit_unpacks_little_where_the_sheet_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook.read(_many())
    book.edit(SHEET, {}, [{0: "追加"}])
    data, known = book.to_bytes(), Known.read(book.known().to_bytes())
    asked: list[int] = []
    text = type(book._package.outline(PART)).text  # type: ignore[union-attr]
    monkeypatch.setattr(
        "toolkit.ooxml.outline.Outline.text", lambda self, place: asked.append(place) or text(self, place)
    )
    through: list[str] = []
    monkeypatch.setattr("toolkit.ooxml.package.survey", lambda member: through.append(member.name))
    again = Workbook.read(data, known)
    assert again.edit(SHEET, {}, [{0: "又一行"}]) == range(62, 63)
    assert set(asked) == {0, 20, 21}, "the first block and the last two of 22"
    assert PART not in through
    assert values(again.to_bytes())[62, 0] == "又一行"


@pytest.mark.usefixtures("in_blocks")
@pytest.mark.parametrize("change", [lambda data: data[:-3], lambda _: b"", lambda data: data[:20] + b"\0" + data[21:]])
def test_a_torn_note_is_none(change: Callable[[bytes], bytes]) -> None:
    book = Workbook.read(_many())
    data, known = book.to_bytes(), Known.read(change(book.known().to_bytes()))
    assert known.outline(book._package._members[PART]) is None
    assert len(list(Workbook.read(data, known).rows(SHEET))) == 60


@pytest.mark.usefixtures("in_blocks")
def test_a_note_of_other_bytes_is_not_believed() -> None:
    data = _many()
    known = Workbook.read(data).known()
    other = Workbook.read(data)
    other.edit(SHEET, {(3, 0): "别的内容"})
    assert values(other.to_bytes())[3, 0] == "别的内容"
    assert Workbook.read(other.to_bytes(), known)._package.outline(PART) is not None
    assert list(Workbook.read(other.to_bytes(), known).rows(SHEET)) == list(Workbook.read(other.to_bytes()).rows(SHEET))


@pytest.mark.usefixtures("in_blocks")
def test_every_flipped_byte_of_a_known_part_is_noticed() -> None:
    data = _many(8)
    known = Workbook.read(data).known()
    raw = raw_members(data)[PART]
    start = data.index(raw)
    for at in range(start, start + len(raw)):
        with pytest.raises(BrokenPackageError):
            Package.read(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :], known)


@pytest.mark.usefixtures("in_blocks")
def test_segments_that_are_not_ours_are_one_stream_like_any() -> None:
    sheet = _parts(_many())[PART]
    for cut in (b"<c ", b"</sheetData"):
        engine, raw = zlib.compressobj(6, zlib.DEFLATED, -15), b""
        for piece in sheet.replace(cut, b"\0" + cut).split(b"\0"):
            raw += engine.compress(piece) + engine.flush(zlib.Z_FULL_FLUSH)
        raw += deflate.END
        members, _ = read_members(by_hand(sheet.decode()))
        data = write_members(replace(each, raw=raw) if each.name == PART else each for each in members)
        assert _parts(data)[PART] == sheet
        book = Workbook.read(data)
        outline = book._package.outline(PART)
        assert outline is not None
        assert not outline.segmented
        assert len(list(book.rows(SHEET))) == 60


@pytest.mark.usefixtures("in_blocks")
@pytest.mark.parametrize(
    "sheet",
    [
        sheet_xml('<row r="1"/><!-- <row r="2"/> --><row r="3"/>'),
        sheet_xml('<row r="1"/><?rows 0?><row r="3"/>'),
        sheet_xml('<row r="2"/><row r="1"/>'),
        sheet_xml('<row r="1"/><row spans="1:2"/>'),
        sheet_xml("<row/><row/>"),
        sheet_xml('<row r="1"><c r="A1"/>'),
        sheet_xml(""),
    ],
)
def test_a_sheet_written_in_an_odd_way_is_held_whole(sheet: str) -> None:
    book = Workbook.read(by_hand(sheet))
    assert book._package.outline(PART) is None


@pytest.mark.usefixtures("in_blocks")
def test_a_sheet_whose_end_is_prepared_with_formulas_that_show_nothing_is_continued_above_them() -> None:
    filled = '<row r="1"><c r="A1" t="inlineStr"><is><t>头</t></is></c></row>'
    empty = '<row r="{0}"><c r="B{0}" t="str"><f>IF(A{0}="","",1)</f><v></v></c></row>'
    data = by_hand(sheet_xml(filled + "".join(empty.format(number) for number in range(2, 200))))
    for source in (data, _again(data)):
        assert Workbook.read(source).edit(SHEET, {}, [{0: "甲"}]) == range(2, 3)


def _again(data: bytes) -> bytes:
    book = Workbook.read(data)
    book.edit(SHEET, {(150, 5): "x"})
    book.edit(SHEET, {(150, 5): None})
    return book.to_bytes()


@pytest.mark.usefixtures("in_blocks")
def test_what_others_read_out_of_segments_is_what_was_written(soffice: Any, validator: Any) -> None:
    book = Workbook.read(by_xlsxwriter(28))
    book.edit(SHEET, {}, [{0: f"2025-{number:03}", 3: number} for number in range(300)])
    data = Workbook.read(book.to_bytes())
    data.edit(SHEET, {(40, 4): "中间"}, [{0: "最后"}])
    out = data.to_bytes()
    assert data._package.outline(PART).segmented  # type: ignore[union-attr]
    assert validator("segments.xlsx", out) == []
    assert values(soffice({"a.xlsx": out}, "xlsx")["a.xlsx"]) == values(out)
