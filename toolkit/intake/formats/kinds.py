"""The kinds of file that are read, and what a file is that has no signature: text of some sort, told by its content."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from enum import StrEnum

from toolkit.intake.formats.decoding import decode


class Kind(StrEnum):
    """The kinds of file that are read."""

    XLSX = "xlsx"
    XLS = "xls"  # Excel 97–2003, and the .et of WPS
    XLSB = "xlsb"
    ODS = "ods"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"  # many systems give a web page the name .xls
    MHTML = "mhtml"  # a workbook saved as "single file web page"
    XML = "xml"  # Excel 2003's XML
    CSV = "csv"


#: What a table's text may be parted by, and the readers of a table ask for.
DELIMITERS = ("\t", ",", ";")
_HEAD = 16_384
_SAMPLE = 65_536
_FIRST_LINE = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n\t ]*(?:From |[!-9;-~]+[ \t]*:)")
_HEADER = re.compile(r"[!-9;-~]+[ \t]*:")
#: What an Outlook mail has at its top; a directory of a compound file writes it in UTF-16.
OUTLOOK_PROPERTIES = "__properties_version1.0"
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The headers by which a mail is known; files of other sorts have the rest too.
_TELLING = {
    "from", "to", "subject", "date", "received", "message-id", "return-path", "delivered-to", "cc", "sender",
    "reply-to", "x-unsent", "x-mailer",
}  # fmt: skip
_PLAIN = {"mime-version", "content-type", "content-transfer-encoding"}
_MAIL_ONLY = re.compile(r"^(?:to|received|delivered-to|message-id|x-unsent)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_SAVED = re.compile(r"^(?:x-document-type:|content-type:\s*multipart/related)", re.IGNORECASE | re.MULTILINE)
#: How a web page begins, an XML declaration and comments before it left out.
_PAGE = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|meta|style|table|div|center|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORKBOOK = "urn:schemas-microsoft-com:office:spreadsheet"
_WORD_XML = re.compile(r"progid=\"Word\.Document\"|schemas\.microsoft\.com/office/word/2003|2006/xmlPackage")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
#: How the exchange formats SYLK and DIF begin; their text looks like a table of commas, but is none.
_OLD_TABLES = ("ID;P", "TABLE\n0,1", "TABLE\r\n0,1")
#: A line of prose has commas too; what stands between the marks of a table is short.
_SHORT = 20


def head_of(data: bytes) -> str:
    """Return the beginning of a file as text, blanks and blank lines before it left out."""
    return decode(data[:_HEAD]).lstrip("\ufeff \t\r\n")


def is_saved_page(data: bytes) -> bool:
    """Return whether a file is a web page or workbook saved with all that belongs to it (MHTML), and no mail."""
    head = head_of(data)
    if not _HEADER.match(head):
        return False
    headers = re.split(r"\r?\n\r?\n", head, maxsplit=1)[0]
    return _SAVED.search(headers) is not None and _MAIL_ONLY.search(headers) is None


def is_mail(data: bytes, name: str = "") -> bool:
    """Return whether a file is a mail: it begins with headers, and enough of them are those of a mail.

    Args:
        data: the file's bytes.
        name: its name; one that ends in .eml needs a single header.
    """
    if not _FIRST_LINE.match(data):
        return False
    head = head_of(data)
    if head.startswith("From "):  # the line before a mail in the mailboxes of Unix
        head = head.partition("\n")[2]
    if not _HEADER.match(head):
        return False
    lines = re.split(r"\r?\n\r?\n|\r\r", head, maxsplit=1)[0].splitlines()
    found = {match[0].rstrip(" \t:").lower() for match in map(_HEADER.match, lines) if match is not None}
    if name.lower().endswith(".eml"):
        return bool(found & (_TELLING | _PLAIN))
    return len(found & _TELLING) >= 2 and not is_saved_page(data)


def may_be_outlook(data: bytes) -> bool:
    """Return whether a file is a mail that Outlook saved, or an old office file in which one lies."""
    return data.startswith(_CFB) and OUTLOOK_PROPERTIES.encode("utf-16-le") in data


def text_kind(data: bytes) -> Kind | str:
    """Return what a file without a signature is: a kind that is read, else what people call it."""
    head = head_of(data)
    if is_saved_page(data):
        return Kind.MHTML
    if head.startswith("<"):
        return _markup(data, head)
    if is_mail(data):
        return "邮件"
    if head.startswith(_OLD_TABLES):
        return "旧式表格文件"
    sample = decode(data[:_SAMPLE])
    if len(_CONTROL.findall(sample)) * 50 > len(sample):
        return "未知格式"
    return Kind.CSV if delimiter_of(sample) else "文本"


def _markup(data: bytes, head: str) -> Kind | str:
    if _WORKBOOK in head and "<html" not in head.lower():
        return Kind.XML
    if _WORD_XML.search(head):
        return "Word XML"
    if _PAGE.match(head):
        wide = b"\x00" in data[:200]
        return Kind.HTML if wide or b"<table" in data.lower() else "网页"
    return "XML"


def delimiter_of(text: str) -> str:
    """Return what parts the cells of a table written as text, "" where the text is no table.

    A table is what a spreadsheet writes (lines of equally many cells), or what a person types: most lines have
    several cells, and short ones.
    """
    likeness, found = max(((_likeness(text, each), each) for each in DELIMITERS), key=lambda each: each[0])
    return found if likeness else ""


def _likeness(text: str, delimiter: str) -> float:
    """Return how much a text is a table with this delimiter; 0 for none."""
    rows = [row for row in rows_of(text[:_SAMPLE], delimiter)[:500] if any(map(str.strip, row))]
    several = [row for row in rows if len(row) > 1]
    if len(several) < 2 or len(several) * 2 < len(rows):
        return 0.0
    ((width, same),) = Counter(map(len, rows)).most_common(1)
    cells = [len(each) for row in several for each in row if each.strip()]
    even = width > 1 and same * 10 >= len(rows) * 9
    short = sorted(cells)[len(cells) * 3 // 4] <= _SHORT if cells else False
    return len(several) / len(rows) + even if short or (even and width > 2) else 0.0


def rows_of(text: str, delimiter: str) -> list[list[str]]:
    """Return the cells of a table written as text, row by row; a cell may hold line ends if it is quoted."""
    # The limit on a field is csv's own and global; a quote never closed must not swallow a file into an error.
    csv.field_size_limit(1 << 30)
    return list(csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter))
