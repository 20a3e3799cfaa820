"""What a file is, told by its content and never by its name; and the gate that every file passes before a parser.

The limits are those measured in the project's reliability notes (rule R37): each of them stands for a small file that
made a parser abort or eat the machine.
"""

from __future__ import annotations

import io
import re
import zipfile

import olefile

from toolkit.errors import Code, Problem
from toolkit.intake.areas import ods_too_large, xlsb_too_large
from toolkit.intake.kinds import Kind, text_kind

__all__ = ["Kind", "UnreadableError", "unpack"]

_MB = 1 << 20
MAX_FILE = 50 * _MB
MAX_ENTRIES = 2_000
MAX_ENTRY = 200 * _MB
MAX_TOTAL = 400 * _MB
#: A small entry may be packed tightly (an empty sheet is); a large one that is, is a bomb.
MAX_RATIO, RATIO_FROM = 100, 1 * _MB
MAX_MERGED = 1_000_000
#: Excel opens a book that is protected only for structure with this password without asking; so do we.
DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105 - a published constant of the file format, not a secret

_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Archives that are not opened, by what they begin with.
_ARCHIVES = {b"Rar!": "rar", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ": "xz", b"MSCF": "cab"}
_TAR = (b"ustar", 257)
_TNEF = b"\x78\x9f\x3e\x22"
_PICTURES = (b"%PDF", b"%!PS", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_PHOTOS = {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"^<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_PLAIN = re.compile(rb"(?:utf-?8|(?:us-)?ascii|iso-?8859|windows-125|gb)", re.IGNORECASE)
#: What a package itself is; one that only has a workbook embedded names its content type without ``main``.
_WORKBOOK = re.compile(
    rb"(?:spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template|addin)\.macroEnabled)\.main\+xml"
)
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")


class UnreadableError(Exception):
    """The file cannot be read; ``problem`` says why and what to do, in the sender's words."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def unpack(data: bytes) -> tuple[Kind, bytes]:
    """Return what a file is, and its bytes with the default password taken off.

    Raises:
        UnreadableError: it is none of the kinds that are read, is damaged, protected, or would harm the reader.
    """
    if not data.strip(b"\x00"):
        # A copy that has only reserved its place is full of zeros.
        raise _refuse(Code.INCOMPLETE_FILE if data else Code.EMPTY_FILE)
    if len(data) > MAX_FILE:
        raise _refuse(Code.TOO_LARGE, reason=f"{len(data) // _MB} MB")
    if data.startswith(b"PK"):
        return _zipped(data), data
    if data.startswith(_CFB):
        return _compound(data)
    if _is_picture(data):
        raise _refuse(Code.PICTURE)
    return _unsigned(data), data


def _is_picture(data: bytes) -> bool:
    # A firm's name may begin with BM; the zeros behind the size stand in bitmaps only.
    bitmap = data.startswith(b"BM") and data[6:10] == b"\x00" * 4
    return bitmap or data.startswith(_PICTURES) or data[8:12] == b"WEBP" or data[4:12] in _PHOTOS


def _unsigned(data: bytes) -> Kind:
    """Return what a file without a signature of ours is."""
    if data.startswith(_TNEF):
        raise _refuse(Code.WINMAIL)
    if data.startswith(b"{\\rtf"):
        raise _refuse(Code.OTHER_WORD, kind="RTF")
    archive = next((name for start, name in _ARCHIVES.items() if data.startswith(start)), "")
    if archive or data[_TAR[1] :].startswith(_TAR[0]):
        raise _refuse(Code.ARCHIVE_KIND, kind=archive or "tar")
    kind = text_kind(data)
    if isinstance(kind, Kind):
        return kind
    raise _refuse(Code.OTHER_WORD if kind == "Word XML" else Code.UNKNOWN_KIND, kind=kind)


def _refuse(code: Code, **facts: str) -> UnreadableError:
    return UnreadableError(Problem(code, facts))


def _zipped(data: bytes) -> Kind:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        # The list of a zip stands at its end: where it is missing, the copy stopped on the way.
        whole = b"PK\x05\x06" in data[-70_000:]
        raise _refuse(Code.BROKEN_FILE if whole else Code.INCOMPLETE_FILE) from error
    with archive:
        # What is encrypted looks like anything, to the gate too.
        if b"encryption-data" in _manifest(archive):
            raise _refuse(Code.PASSWORD)
        _gate(archive)
        return _zip_kind(archive)


def _manifest(archive: zipfile.ZipFile) -> bytes:
    """Return the list of contents of an OpenDocument package, b"" where there is none that can be read."""
    try:
        with archive.open("META-INF/manifest.xml") as stream:
            return stream.read(_MB)
    except Exception:  # noqa: BLE001 - without one, or with a damaged one, the gate decides
        return b""


def _gate(archive: zipfile.ZipFile) -> None:
    """Count what really comes out, entry by entry, and refuse what harms.

    Raises:
        UnreadableError: a limit is passed, a name repeats, an entry is damaged or encrypted, or XML declares entities.
    """
    entries = archive.infolist()
    names = {each.filename for each in entries}
    if len(entries) > MAX_ENTRIES or len(names) != len(entries):
        raise _refuse(Code.TOO_LARGE, reason="内部文件过多或重名")
    if any(each.flag_bits & 1 for each in entries):
        raise _refuse(Code.PASSWORD)
    total = 0
    for each in entries:
        total += _entry(archive, each, MAX_TOTAL - total)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> int:
    limit = min(MAX_ENTRY, allowed, max(RATIO_FROM, entry.compress_size * MAX_RATIO))
    try:
        return _measure(archive, entry, limit)
    except UnreadableError:
        raise
    except Exception as error:
        # Damaged entries raise zip, zlib, value and end-of-file errors alike.
        raise _refuse(Code.BROKEN_FILE) from error


def _measure(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> int:
    size, tail, merged = 0, b"", 0
    name = entry.filename.lower()
    # What other programs keep under customXml is often UTF-16, and no reader looks into it.
    markup = name.endswith((".xml", ".rels")) and not name.startswith("customxml/")
    with archive.open(entry) as stream:
        while chunk := stream.read(_MB):
            if markup and not size:
                _check_plain(chunk)
            size += len(chunk)
            if markup:
                merged += _look(tail + chunk)
                # Long enough for any of the patterns to lie across two chunks.
                tail = chunk[-80:] if len(chunk) >= _MB else b""
            if size > limit or merged > MAX_MERGED:
                raise _refuse(Code.TOO_LARGE, reason="合并单元格范围过大" if merged > MAX_MERGED else "解压后过大")
    return size


def _check_plain(start: bytes) -> None:
    """Refuse XML whose encoding (UTF-16, UTF-7, EBCDIC) would hide its words from :func:`_look`.

    Raises:
        UnreadableError: the parser would read other words than stand there byte by byte. No office program writes such.
    """
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    declared = _ENCODING.search(head)
    if not head.startswith(b"<") or b"\x00" in head or (declared and not _PLAIN.match(declared[1])):
        raise _refuse(Code.TOO_LARGE, reason="含有不允许的 XML 编码")


def _look(chunk: bytes) -> int:
    """Return the area that merged ranges cover in a piece of XML. Raises UnreadableError where it declares entities."""
    if b"<!" in chunk and _FORBIDDEN.search(chunk):
        raise _refuse(Code.TOO_LARGE, reason="含有不允许的 XML 声明")
    if b"mergeCell" not in chunk:
        return 0
    return sum(
        (int(last_row) - int(row) + 1) * (_column(last) - _column(first) + 1)
        for first, row, last, last_row in _MERGE.findall(chunk)
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _zip_kind(archive: zipfile.ZipFile) -> Kind:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        return _binary_workbook(archive)
    if "word/document.xml" in names:
        return Kind.DOCX
    if "content.xml" in names:
        return _open_document(archive, names)
    if "[Content_Types].xml" in names:
        # Our parts under other names (Strict or third-party writers); the parsers follow the relations themselves.
        types = archive.read("[Content_Types].xml")
        if _WORKBOOK.search(types):
            return Kind.XLSX
        raise _refuse(Code.UNKNOWN_KIND, kind="演示文稿" if b"presentationml" in types else "Office 文件")
    # The fixed page of Chinese offices: like a scan it shows words that no cell holds.
    raise _refuse(Code.PICTURE) if "OFD.xml" in names else _refuse(Code.ARCHIVE_KIND, kind="结构特殊的 zip")


def _binary_workbook(archive: zipfile.ZipFile) -> Kind:
    if xlsb_too_large(archive):
        raise _refuse(Code.TOO_LARGE, reason="表格范围过大")
    return Kind.XLSB


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    # Some writers leave the type out; the list of contents says it again.
    kind = archive.read("mimetype")[:80] if "mimetype" in names else _manifest(archive)
    if b"opendocument.spreadsheet" in kind:
        if ods_too_large(archive):
            raise _refuse(Code.TOO_LARGE, reason="表格范围过大")
        return Kind.ODS
    if b"opendocument.text" in kind:
        return Kind.ODT
    raise _refuse(Code.UNKNOWN_KIND, kind="OpenDocument 文件" if b"opendocument" in kind else "压缩包")


def _compound(data: bytes) -> tuple[Kind, bytes]:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            streams = {"/".join(each).lower() for each in compound.listdir()}
    except Exception as error:
        raise _refuse(Code.BROKEN_FILE) from error
    if "encryptioninfo" in streams:
        opened = _open_default(data)
        return _zipped(opened), opened
    if "workbook" in streams or "book" in streams:
        return Kind.XLS, _open_default(data) if _has_filepass(data, streams) else data
    if "worddocument" in streams:
        raise _refuse(Code.OLD_WORD)
    outlook = "__properties_version1.0" in streams
    raise _refuse(Code.UNKNOWN_KIND, kind="Outlook 邮件" if outlook else "旧版 Office 文件")


def _has_filepass(data: bytes, streams: set[str]) -> bool:
    with olefile.OleFileIO(io.BytesIO(data)) as compound:
        head: bytes = compound.openstream("Workbook" if "workbook" in streams else "Book").read(8192)
    position = 0
    while position + 4 <= len(head):
        record = int.from_bytes(head[position : position + 2], "little")
        if record == 0x2F:
            return True
        if record == 0x85:  # the list of sheets: a password record would have come before it
            return False
        position += 4 + int.from_bytes(head[position + 2 : position + 4], "little")
    return False


def _open_default(data: bytes) -> bytes:
    import msoffcrypto  # noqa: PLC0415 - slow to import, and few files are protected

    opened = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        office.load_key(password=DEFAULT_PASSWORD)
        office.decrypt(opened)
    except Exception as error:
        # msoffcrypto raises whatever its parsing stumbles over; every case means: not with this password.
        raise _refuse(Code.PASSWORD) from error
    return opened.getvalue()
