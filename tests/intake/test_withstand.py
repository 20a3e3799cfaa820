"""Hostile files through the real reading process: each ends in one outcome, soon, in little memory, and harms nobody."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import Workbook

from toolkit.errors import Code
from toolkit.forms.identity import write_mark
from toolkit.intake import Delivery, Reader
from toolkit.intake.formats.unpack import DEFAULT_PASSWORD
from toolkit.mechanism import Mechanism
from toolkit.templates import build, fill

from . import hostile
from .conftest import DAY
from .hostile import SHEET, STRINGS, declaring, document, encrypted, enlarged, merged, strung, workbook

#: Seconds of a processor; these files take hundredths of one, on a slow machine a few.
SOON = 15.0
#: Megabytes of the process at its largest; 40 are its own.
LITTLE = 200


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(patience=300, children=1) as reader:
        yield reader


Open = Callable[[bytes], Delivery]


@pytest.fixture
def take(reader: Reader, mechanism: Mechanism, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Read a file, and see that it was soon, cost little, left no trace, and that the next file is read."""
    monkeypatch.chdir(tmp_path)
    reader.read(b"%PDF", "先.pdf", mechanism, DAY)

    def run(data: bytes) -> Delivery:
        begun = _worked(reader)
        found = reader.read(data, "来件", mechanism, DAY)
        assert _worked(reader) - begun < SOON
        assert _peak(reader) < LITTLE
        assert all((each.reading is None) is not (each.problem is None) for each in found.pieces)
        assert not found.faults
        assert list(tmp_path.iterdir()) == []
        assert reader.read(workbook(), "后.xlsx", mechanism, DAY).pieces[0].reading is not None
        return found

    return run


def _worked(reader: Reader) -> float:
    """Return how long we and the reader's processes have worked, the ended ones among them; 0 where nobody tells."""
    if not Path("/proc/self/stat").exists():
        return 0.0
    ours = os.times()
    total = ours.user + ours.system + ours.children_user + ours.children_system
    for each in reader._children:
        words = Path(f"/proc/{each._process.pid}/stat").read_text().rpartition(")")[2].split()
        total += (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _peak(reader: Reader) -> int:
    """Return the largest size a process of the reader has had, in megabytes; 0 where nobody tells."""
    sizes = [0]
    for each in reader._children:
        status = Path(f"/proc/{each._process.pid}/status")
        if status.exists():
            line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            sizes.append(int(line.split()[1]) >> 10)
    return max(sizes)


def outcome(found: Delivery) -> Code | None:
    (piece,) = found.pieces
    return piece.problem.code if piece.problem else None


REFUSED: dict[str, tuple[Callable[[], bytes], Code]] = {
    "laughs in a sheet": (lambda: declaring(hostile.LAUGHS, workbook(), SHEET, b"worksheet"), Code.TOO_LARGE),
    "laughs in the strings": (lambda: declaring(hostile.LAUGHS, strung(), STRINGS, b"sst"), Code.TOO_LARGE),
    "one entity used without end": (lambda: declaring(hostile.QUADRATIC, strung(), STRINGS, b"sst"), Code.TOO_LARGE),
    "a file of the PC asked for": (
        lambda: declaring(hostile.OUTSIDE, workbook(), "xl/workbook.xml", b"workbook"),
        Code.TOO_LARGE,
    ),
    "a file of the net asked for": (
        lambda: declaring(hostile.ELSEWHERE, document(), "word/document.xml", b"w:document"),
        Code.TOO_LARGE,
    ),
    "laughs in an ods": (hostile.laughing_sheet, Code.TOO_LARGE),
    "laughs in UTF-7": (hostile.hidden_laughs, Code.TOO_LARGE),
    "laughs in UTF-16": (hostile.wide_laughs, Code.TOO_LARGE),
    "a gigabyte of spaces": (
        lambda: hostile.inflated(workbook(), SHEET, b" " * (1 << 20), 1024, b"<worksheet>"),
        Code.TOO_LARGE,
    ),
    "twenty million cells": (hostile.many_cells, Code.TOO_LARGE),
    "five million cells merged": (lambda: merged("A1:Z200000"), Code.TOO_LARGE),
    "all cells merged": (lambda: merged("A1:XFD1048576"), Code.TOO_LARGE),
    "controls nested deeper than any parser goes": (lambda: hostile.deep(5000), Code.BROKEN_FILE),
    "controls nested deeper than we go": (lambda: hostile.deep(900), Code.BROKEN_FILE),
    "four thousand million strings announced": (hostile.lying_strings, Code.READER_DIED),
    "a hundred thousand entries": (lambda: hostile.many_entries(100_000), Code.TOO_LARGE),
    "a workbook with a password": (lambda: encrypted(workbook(), "geheim"), Code.PASSWORD),
    "a document with a password": (lambda: encrypted(document(), "geheim"), Code.PASSWORD),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_harm_is_refused_with_its_reason(name: str, take: Open) -> None:
    make, code = REFUSED[name]
    assert outcome(take(make())) is code


@pytest.mark.parametrize(
    "make",
    [
        hostile.corner,
        hostile.scattered,
        lambda: encrypted(workbook(), DEFAULT_PASSWORD),
        lambda: encrypted(document(), DEFAULT_PASSWORD),
    ],
)
def test_what_looks_worse_than_it_is_is_read(make: Callable[[], bytes], take: Open) -> None:
    found = take(make())
    assert outcome(found) is None


def test_archives_five_deep_are_told(take: Open) -> None:
    found = take(hostile.nested(5))
    assert [each.code for each in found.problems] == [Code.TOO_DEEP]


@pytest.mark.parametrize(
    "name",
    [
        "../../x.xlsx",
        "C:\\Windows\\x.xlsx",
        "..\\x.xlsx",
        "CON.xlsx",
        "\u202excod.xlsx",
        "长" * 300 + ".xlsx",
        "",
        "x.xlsx. ",
        "a\x00b.xlsx",
    ],
)
def test_a_name_is_only_a_name(name: str, take: Open) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "lian@example.org", "x"
    message.set_content("请收。")
    message.add_attachment(workbook(), maintype="application", subtype="octet-stream", filename="@@")
    raw = message.as_bytes().replace(b'"@@"', b'"' + name.encode("utf-8").replace(b"\\", b"\\\\") + b'"')
    (piece,) = take(raw).pieces
    assert piece.reading is not None
    assert piece.name
    assert len(piece.name) <= 120
    assert not set(piece.name) & set("/\\\u202e\x00")


@pytest.fixture
def report(mechanism: Mechanism) -> Callable[[str], bytes]:
    form = mechanism.form_that("opens")
    blank, mark = build(form, mechanism), write_mark(form.id, form.version)
    return lambda text: fill(blank, form, mechanism, {"企业名称": text, "问题困难": text}, mark=mark)


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1+2", "-1", "@SUM(A1)", "\t=1", "＝1+1", "#N/A", "_x0041_", "困难😀"]
)
def test_text_that_looks_like_a_formula_comes_out_as_text(
    text: str, take: Open, report: Callable[[str], bytes]
) -> None:
    (piece,) = take(report(text)).pieces
    assert piece.reading is not None
    (submission,) = piece.reading.submissions
    assert str(submission.value("问题困难")).strip() == text.strip()


def test_macros_and_links_are_carried_not_followed(take: Open, report: Callable[[str], bytes], tmp_path: Path) -> None:
    link = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" '
        b'ddeTopic="/C touch owned"><ddeItems><ddeItem name="A0"/></ddeItems></ddeLink></externalLink>'
    )
    data = enlarged(
        report("顺德甲公司"),
        {
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
            "xl/externalLinks/externalLink1.xml": link,
            "xl/macrosheets/sheet1.xml": b"<xm:macrosheet/>",
        },
    )
    (piece,) = take(data).pieces
    assert piece.reading is not None
    assert piece.reading.submissions[0].value("企业名称") == "顺德甲公司"


def test_a_formula_counts_by_the_value_it_was_saved_with(take: Open) -> None:
    def fill_in(book: Workbook) -> None:
        assert book.active is not None
        book.active["A2"] = '=HYPERLINK("file:///etc/passwd")'

    assert outcome(take(workbook(fill_in))) is None


@pytest.mark.parametrize("seed", range(12))
def test_bytes_turned_round_never_stop_the_run(seed: int, reader: Reader, mechanism: Mechanism) -> None:
    sound = workbook()
    files = []
    for number in range(10):
        damaged = bytearray(sound)
        for step in range(1 + number % 5):
            damaged[((seed * 10 + number) * 7919 + step * 104_729) % len(damaged)] ^= 1 << (number % 8)
        files.append((bytes(damaged), f"{number}.xlsx"))
    found = list(reader.read_many([*files, (sound, "好.xlsx")], mechanism, DAY))
    assert len(found) == 11
    assert outcome(found[-1]) is None


def test_the_samples_are_what_their_names_say() -> None:
    spaces = hostile.inflated(workbook(), SHEET, b" " * (1 << 20), 1024)
    with zipfile.ZipFile(io.BytesIO(spaces)) as archive:
        assert archive.getinfo(SHEET).file_size == 1 << 30
    assert len(spaces) < 2 << 20
    with zipfile.ZipFile(io.BytesIO(hostile.wide_laughs())) as archive:
        assert b"<!DOCTYPE" in archive.read(SHEET).decode("utf-16").encode()
    with zipfile.ZipFile(io.BytesIO(hostile.hidden_laughs())) as archive:
        assert b"<!DOCTYPE" in archive.read(SHEET).decode("utf-7").encode()
