"""Make the demo's checked-in samples: annex 2 with retyped labels, saved by LibreOffice as xls, ods, xlsx and docx.

Run by hand where LibreOffice is installed; the files are checked in, so that a demo needs no LibreOffice::

    python tests/samples/make_demo_samples.py /usr/bin/soffice

What stands in them comes from the story's own data, so that a test can compare.
"""

from __future__ import annotations

import html
import io
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook

from toolkit.forms import Form
from toolkit.jobs.demo import shapes
from toolkit.jobs.demo.story import Said, read_story
from toolkit.mechanism import Mechanism, default_name, load

Answers = Mapping[str, Said]
_LABELS = {
    "报送单位：": "报送 单位:",
    "企业名称": "企 业 名 称",
    "提交日期": "提交 时间",
    "企业联系人": "企业\n联系人：",
    "联系电话": "联系方式",
    "问题类别": "问题类型",
    "涉及单位": "涉及部门（没有可不填）",
}


def printed(form: Form, mechanism: Mechanism, answers: Answers) -> tuple[str, bytes]:
    """The blank, filled, its labels typed over."""
    book = load_workbook(io.BytesIO(shapes.write("filled", form, mechanism, answers)))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in _LABELS:
                cell.value = _LABELS[str(cell.value)]
    return "xlsx", _bytes(book)


def listed(form: Form, mechanism: Mechanism, answers: Answers) -> tuple[str, bytes]:
    """A list of another make: own order of columns, other words, the problem over three rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = "民 营 企 业 反 映 问 题 情 况 表"
    row = 4
    for each in form.fields:
        said = answers.get(each.key, "")
        sheet.cell(row, 2).value = f"{each.labels[-1] if each.key in {'企业名称', '提交日期'} else each.label}："
        sheet.cell(row, 3).value = said
        if each.key == "问题困难":
            sheet.merge_cells(start_row=row, end_row=row + 2, start_column=3, end_column=5)
            row += 2
        row += 1
    return "xlsx", _bytes(book)


def tabled(form: Form, mechanism: Mechanism, answers: Answers) -> tuple[str, bytes]:
    """A table typed in a word processor: two questions a row, the long ones across."""
    cells: list[str] = []
    pairs = [(each, answers.get(each.key, "")) for each in form.fields if each.key not in {"报送单位", "编号"}]
    line: list[str] = []
    for each, said in pairs:
        label, text = html.escape(each.label.replace("企业名称", "企 业 名 称")), html.escape(str(said))
        if each.type.value == "long":
            cells += [f"<tr>{''.join(line)}</tr>"] if line else []
            cells.append(f"<tr><td>{label}</td><td colspan=3>{text}</td></tr>")
            line = []
            continue
        line.append(f"<td>{label}</td><td>{text}</td>")
        if len(line) == 2:
            cells.append(f"<tr>{''.join(line)}</tr>")
            line = []
    cells += [f"<tr>{''.join(line)}</tr>"] if line else []
    head = f"<p>报送 单位: {html.escape(str(answers['报送单位']))}&nbsp;&nbsp;&nbsp;&nbsp;编号：</p>"
    page = f"<h2>民营企业反映问题情况表</h2>{head}<table border=1>{''.join(cells)}</table>"
    return "html", f"<html><head><meta charset='utf-8'></head><body>{page}</body></html>".encode()


def lettered(form: Form, mechanism: Mechanism, answers: Answers) -> tuple[str, bytes]:
    """Paragraphs: label, colon, answer."""
    lines = [f"{each.label}：{answers.get(each.key, '')}" for each in form.fields]
    page = "".join(f"<p>{html.escape(line)}</p>" for line in ["附件2", "民营企业反映问题情况表", *lines])
    return "html", f"<html><head><meta charset='utf-8'></head><body>{page}</body></html>".encode()


_MAKERS: Mapping[str, Callable[[Form, Mechanism, Answers], tuple[str, bytes]]] = {
    "海棠智能家电 问题情况表.xlsx": printed,
    "万象文旅.xlsx": listed,
    "沃野水产问题情况.ods": printed,
    "天衡电线电缆.ods": listed,
    "嘉木装饰材料.xls": printed,
    "博远电气.xls": listed,
    "锦程灯饰电器.docx": tabled,
    "启明新能源 增资扩产.docx": lettered,
}


def _bytes(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _convert(soffice: str, source: Path, suffix: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        commands = [[suffix]]
        if source.suffix == ".html":
            # A web page becomes a text document first, and a Word file from that.
            commands = [["odt", "--infilter=HTML (StarWriter)"], ["docx:MS Word 2007 XML"]]
        elif suffix == "xlsx":
            commands = [["ods"], ["xlsx:Calc MS Excel 2007 XML"]]
        for to, *more in commands:
            run = [soffice, profile, "--headless", *more, "--convert-to", to]
            subprocess.run([*run, "--outdir", folder, str(source)], check=True, capture_output=True)
            source = Path(folder) / f"{source.stem}.{to.partition(':')[0]}"
        target.write_bytes(source.read_bytes())


def photo() -> bytes:
    """A tiny picture: grey water under a light sky."""
    rows = b"".join(b"\0" + bytes((150, 160, 165) if y > 12 else (215, 225, 235)) * 32 for y in range(24))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 32, 24, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def main(soffice: str) -> None:
    mechanism = load(default_name())
    story, form = read_story(mechanism), mechanism.form_that("opens")
    story.samples.mkdir(exist_ok=True)
    for letter in story.letters:
        if letter.shape == "sample":
            kind, data = _MAKERS[letter.of](form, mechanism, letter.said)
            with tempfile.TemporaryDirectory() as folder:
                source = Path(folder) / f"source.{kind}"
                source.write_bytes(data)
                _convert(soffice, source, Path(letter.of).suffix[1:], story.samples / letter.of)
    (story.samples / "厂区积水照片.png").write_bytes(photo())


if __name__ == "__main__":
    main(sys.argv[1])
