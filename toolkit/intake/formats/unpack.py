"""What a file is, told by its content and never by its name; a zip passes the gate before a parser sees it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from toolkit.errors import Code
from toolkit.intake.formats.areas import ods_too_large, xlsb_too_large
from toolkit.intake.formats.gate import Archive, UnreadableError, refuse
from toolkit.intake.formats.kinds import Kind, text_kind

__all__ = ["Kind", "Unpacked", "UnreadableError", "admit", "unpack"]

_MB = 1 << 20
MAX_FILE = 50 * _MB
#: Excel opens a book that is protected only for structure with this password without asking; so do we.
DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105 - a published constant of the file format, not a secret

_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Archives that are not opened, by what they begin with.
_ARCHIVES = {b"Rar!": "rar", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ": "xz", b"MSCF": "cab"}
_TAR = (b"ustar", 257)
_TNEF = b"\x78\x9f\x3e\x22"
_PICTURES = (b"%PDF", b"%!PS", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_PHOTOS = {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}
#: What a package itself is; one that only has a workbook embedded names its content type without ``main``.
_WORKBOOK = re.compile(
    rb"(?:spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template|addin)\.macroEnabled)\.main\+xml"
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file behind the gate.

    Attributes:
        kind: what it is.
        data: its bytes with the default password taken off.
        archive: the zip that it is, opened and counted; None where it is none.
    """

    kind: Kind
    data: bytes
    archive: Archive | None = None


def unpack(data: bytes) -> tuple[Kind, bytes]:
    """Return what a file is, and its bytes with the default password taken off.

    Raises:
        UnreadableError: as for :func:`admit`.
    """
    admitted = admit(data)
    return admitted.kind, admitted.data


def admit(data: bytes) -> Unpacked:
    """Return what a file is, unpacked as far as the gate has to.

    Raises:
        UnreadableError: it is none of the kinds that are read, is damaged, protected, or would harm the reader.
    """
    if not data.strip(b"\x00"):
        # A copy that has only reserved its place is full of zeros.
        raise refuse(Code.INCOMPLETE_FILE if data else Code.EMPTY_FILE)
    if len(data) > MAX_FILE:
        raise refuse(Code.TOO_LARGE, reason=f"{len(data) // _MB} MB")
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_CFB):
        return _compound(data)
    if _is_picture(data):
        raise refuse(Code.PICTURE)
    return Unpacked(_unsigned(data), data)


def _is_picture(data: bytes) -> bool:
    # A firm's name may begin with BM; the zeros behind the size stand in bitmaps only.
    bitmap = data.startswith(b"BM") and data[6:10] == b"\x00" * 4
    return bitmap or data.startswith(_PICTURES) or data[8:12] == b"WEBP" or data[4:12] in _PHOTOS


def _unsigned(data: bytes) -> Kind:
    """Return what a file without a signature of ours is."""
    if data.startswith(_TNEF):
        raise refuse(Code.WINMAIL)
    if data.startswith(b"{\\rtf"):
        raise refuse(Code.OTHER_WORD, kind="RTF")
    archive = next((name for start, name in _ARCHIVES.items() if data.startswith(start)), "")
    if archive or data[_TAR[1] :].startswith(_TAR[0]):
        raise refuse(Code.ARCHIVE_KIND, kind=archive or "tar")
    kind = text_kind(data)
    if isinstance(kind, Kind):
        return kind
    raise refuse(Code.OTHER_WORD if kind == "Word XML" else Code.UNKNOWN_KIND, kind=kind)


def _zipped(data: bytes) -> Unpacked:
    try:
        archive = Archive(data)
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        # The list of a zip stands at its end: where it is missing, the copy stopped on the way.
        whole = b"PK\x05\x06" in data[-70_000:]
        raise refuse(Code.BROKEN_FILE if whole else Code.INCOMPLETE_FILE) from error
    # What is encrypted looks like anything, to the gate too.
    if "META-INF/manifest.xml" in archive.NameToInfo and b"encryption-data" in _manifest(archive):
        raise refuse(Code.PASSWORD)
    archive.inspect()
    return Unpacked(_zip_kind(archive), data, archive)


def _manifest(archive: zipfile.ZipFile) -> bytes:
    """Return the list of contents of an OpenDocument package, b"" where there is none that can be read."""
    try:
        with archive.open("META-INF/manifest.xml") as stream:
            return stream.read(_MB)
    except Exception:  # noqa: BLE001 - without one, or with a damaged one, the gate decides
        return b""


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
        raise refuse(Code.UNKNOWN_KIND, kind="演示文稿" if b"presentationml" in types else "Office 文件")
    # The fixed page of Chinese offices: like a scan it shows words that no cell holds.
    raise refuse(Code.PICTURE) if "OFD.xml" in names else refuse(Code.ARCHIVE_KIND, kind="结构特殊的 zip")


def _binary_workbook(archive: zipfile.ZipFile) -> Kind:
    if xlsb_too_large(archive):
        raise refuse(Code.TOO_LARGE, reason="表格范围过大")
    return Kind.XLSB


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    # Some writers leave the type out; the list of contents says it again.
    kind = archive.read("mimetype")[:80] if "mimetype" in names else _manifest(archive)
    if b"opendocument.spreadsheet" in kind:
        if ods_too_large(archive):
            raise refuse(Code.TOO_LARGE, reason="表格范围过大")
        return Kind.ODS
    if b"opendocument.text" in kind:
        return Kind.ODT
    raise refuse(Code.UNKNOWN_KIND, kind="OpenDocument 文件" if b"opendocument" in kind else "压缩包")


def _compound(data: bytes) -> Unpacked:
    import olefile  # noqa: PLC0415 - old files come now and then, and all start faster

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            streams = {"/".join(each).lower() for each in compound.listdir()}
    except Exception as error:
        raise refuse(Code.BROKEN_FILE) from error
    if "encryptioninfo" in streams:
        return _zipped(_open_default(data))
    if "workbook" in streams or "book" in streams:
        return Unpacked(Kind.XLS, _open_default(data) if _has_filepass(data, streams) else data)
    if "worddocument" in streams:
        raise refuse(Code.OLD_WORD)
    outlook = "__properties_version1.0" in streams
    raise refuse(Code.UNKNOWN_KIND, kind="Outlook 邮件" if outlook else "旧版 Office 文件")


def _has_filepass(data: bytes, streams: set[str]) -> bool:
    import olefile  # noqa: PLC0415 - as above

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
        raise refuse(Code.PASSWORD) from error
    return opened.getvalue()
