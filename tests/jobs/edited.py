"""Minutes as a person leaves them: text replaced in the file itself, as Word and WPS write it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

DOCUMENT = "word/document.xml"


def edited(data: bytes, *changes: tuple[str, str], without: tuple[str, ...] = (), raw: bool = False) -> bytes:
    """The same file with words replaced in its text; ``raw`` for markup instead of words; parts in ``without`` gone."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == DOCUMENT:
                text = part.decode("utf-8")
                for before, after in changes:
                    old, new = (before, after) if raw else (escape(before), escape(after))
                    assert old in text, f"{before} does not stand in the paper"
                    text = text.replace(old, new)
                part = text.encode("utf-8")
            if not any(each in name for each in without):
                target.writestr(name, part)
    return out.getvalue()


def tracked(data: bytes, before: str, after: str) -> bytes:
    """The same with one run of words replaced while changes were tracked."""
    run = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    keep = 'xml:space="preserve"'
    marks = 'w:id="9{}" w:author="李某" w:date="2024-02-05T09:00:00Z"'
    gone = f"<w:del {marks.format(0)}>{run}<w:delText {keep}>{before}</w:delText></w:r></w:del>"
    come = f"<w:ins {marks.format(1)}>{run}<w:t {keep}>{after}</w:t></w:r></w:ins>"
    return edited(data, (before, f"</w:t></w:r>{gone}{come}{run}<w:t {keep}>"), raw=True)


def edit(path: Path, *changes: tuple[str, str], raw: bool = False) -> None:
    """Replace words in a paper where it lies."""
    path.write_bytes(edited(path.read_bytes(), *changes, raw=raw))
