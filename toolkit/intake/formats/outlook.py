"""Mails that Outlook saved (.msg): the letter, and the files that came with it.

The file is a compound file of storages; what counts is [MS-OXMSG]: a property is a stream named after its number and
type, short ones stand together in one stream of properties. A mail within a mail is a storage of the same shape.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email import message_from_string
from email.policy import compat32
from functools import cached_property

import olefile

from toolkit.errors import Code, Problem
from toolkit.intake.formats.decoding import decode
from toolkit.intake.formats.eml import SMALL_PICTURE, cited_pictures, pasted_form, read_page
from toolkit.intake.formats.enclosed import MAX_ITEMS, MAX_LETTER, Contents, Enclosure, Letter, shown
from toolkit.intake.formats.kinds import OUTLOOK_PROPERTIES as _PROPERTIES
from toolkit.intake.formats.mail_headers import ADDRESS, CHINA, sender
from toolkit.intake.formats.webpage import page_source

_ATTACHMENT = "__attach_version1.0_"
#: Bytes before the first entry of a stream of properties: of a mail, of a mail within it, of an attachment.
_OUTER, _EMBEDDED, _OF_ATTACHMENT = 32, 24, 8
_UNICODE, _EIGHT_BIT, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"

# the properties, by their numbers in [MS-OXPROPS]
_SUBJECT, _BODY, _HTML = 0x0037, 0x1000, 0x1013
_SENDER_SMTP, _REPRESENTED_SMTP, _SENDER_ADDRESS, _REPRESENTED_ADDRESS = 0x5D01, 0x5D02, 0x0C1F, 0x0065
_SENDER_NAME, _REPRESENTED_NAME, _TRANSPORT_HEADERS = 0x0C1A, 0x0042, 0x007D
_SUBMITTED, _DELIVERED, _CREATED = 0x0039, 0x0E06, 0x3007
_BODY_CODEPAGE, _CODEPAGE = 0x3FDE, 0x3FFD
_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _DATA, _CONTENT_ID, _MIME = 0x3707, 0x3704, 0x3001, 0x3701, 0x3712, 0x370E
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def open_outlook(data: bytes) -> Contents:
    """Return the letter and the enclosures of a mail that Outlook saved; a letter kept only as RTF has no text.

    Raises:
        ValueError: it is no such mail; one may only lie in it.
        Exception: whatever a damaged file makes olefile stumble over.
    """
    compound = olefile.OleFileIO(io.BytesIO(data))
    if not compound.exists(_PROPERTIES):
        raise ValueError("not a mail")
    names = {tuple(each) for each in compound.listdir(streams=True, storages=True)}
    return _contents(_Storage(compound, names, (), _OUTER))


@dataclass(frozen=True)
class _Storage:
    """One storage of the file and its properties."""

    compound: olefile.OleFileIO
    names: set[tuple[str, ...]]
    path: tuple[str, ...]
    head: int

    def stream(self, name: str) -> bytes | None:
        path = (*self.path, name)
        if path not in self.names:
            return None
        found: bytes = self.compound.openstream("/".join(path)).read()
        return found

    @cached_property
    def short(self) -> dict[int, bytes]:
        """The properties of up to eight bytes, by number."""
        data = (self.stream(_PROPERTIES) or b"")[self.head :]
        entries = (data[at : at + 16] for at in range(0, len(data) - 15, 16))
        return {int.from_bytes(each[2:4], "little"): each[8:] for each in entries}

    def binary(self, number: int) -> bytes | None:
        return self.stream(f"__substg1.0_{number:04X}{_BINARY}")

    def text(self, number: int) -> str:
        """Return a property as text, "" where it is missing."""
        wide = self.stream(f"__substg1.0_{number:04X}{_UNICODE}")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        narrow = self.stream(f"__substg1.0_{number:04X}{_EIGHT_BIT}")
        return decode(narrow, self.codec(_CODEPAGE) or self.codec(_BODY_CODEPAGE)).rstrip("\x00") if narrow else ""

    def first(self, *numbers: int) -> str:
        return next(filter(None, (self.text(each).strip() for each in numbers)), "")

    def codec(self, number: int) -> str:
        """Return the name of the encoding that a code page property says, "" without one."""
        page = int.from_bytes(self.short.get(number, b"")[:4], "little")
        return {0: "", 65001: "utf-8", 54936: "gb18030", 20127: "ascii", 28591: "iso8859-1"}.get(page, f"cp{page}")

    def day(self) -> date | None:
        for number in (_SUBMITTED, _DELIVERED, _CREATED):
            ticks = int.from_bytes(self.short.get(number, b""), "little")
            if ticks:
                try:
                    return (_EPOCH + timedelta(microseconds=ticks // 10)).astimezone(CHINA).date()
                except OverflowError:
                    continue
        return None

    def attachments(self) -> list[_Storage]:
        depth = len(self.path)
        found = {
            each[depth]
            for each in self.names
            if len(each) > depth and each[:depth] == self.path and each[depth].startswith(_ATTACHMENT)
        }
        return [_Storage(self.compound, self.names, (*self.path, each), _OF_ATTACHMENT) for each in sorted(found)]

    def embedded(self) -> _Storage | None:
        """Return the mail that an attachment holds, None where it holds none."""
        path = (*self.path, f"__substg1.0_{_DATA:04X}{_OBJECT}")
        return _Storage(self.compound, self.names, path, _EMBEDDED) if (*path, _PROPERTIES) in self.names else None


def _contents(mail: _Storage) -> Contents:
    page = _page(mail)
    cited = cited_pictures([page])
    enclosures: list[Enclosure] = []
    problems: list[Problem] = []
    attached = mail.attachments()
    for each in attached[:MAX_ITEMS]:
        found = _enclosure(each)
        if found is None:
            name = shown(each.first(_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME))
            problems.append(Problem(Code.NOT_TAKEN_OUT, {"name": name, "reason": "是嵌在正文里的对象"}))
        elif len(found.data) > SMALL_PICTURE or found.inside or each.text(_CONTENT_ID).strip("<>") not in cited:
            enclosures.append(found)
    enclosures += pasted_form([page], enclosures)
    letter = _letter(mail, page)
    return Contents(tuple(enclosures), letter, tuple(problems), max(0, len(attached) - MAX_ITEMS))


def _enclosure(attachment: _Storage) -> Enclosure | None:
    name = attachment.first(_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME)
    inner = attachment.embedded()
    if inner is not None:
        name = name or inner.text(_SUBJECT) or "邮件"
        return Enclosure(name if name.lower().endswith(".msg") else f"{name}.msg", inside=lambda: _contents(inner))
    data = attachment.binary(_DATA)
    # Of a signed mail Outlook keeps the whole as one attachment, in the shape of an .eml.
    ending = ".eml" if attachment.text(_MIME).lower() == "multipart/signed" else ""
    return Enclosure(f"{name}{ending}", data) if data is not None else None


def _page(mail: _Storage) -> str:
    data = mail.binary(_HTML)
    return page_source(data, mail.codec(_BODY_CODEPAGE)) if data else mail.text(_HTML)


def _letter(mail: _Storage, page: str) -> Letter:
    text = mail.text(_BODY).replace("\r\n", "\n").strip()
    if not text and page:
        text = read_page(page)
    # A sender inside the same company stands as a directory entry (/O=…), which nobody can write to.
    numbers = (_SENDER_SMTP, _REPRESENTED_SMTP, _SENDER_ADDRESS, _REPRESENTED_ADDRESS)
    address = next((found for found in map(mail.text, numbers) if ADDRESS.fullmatch(found.strip())), "").strip()
    name = mail.first(_SENDER_NAME, _REPRESENTED_NAME)
    headers = mail.text(_TRANSPORT_HEADERS)
    if headers and not address:
        address, said = sender(message_from_string(headers, policy=compat32))
        name = name or said
    return Letter(address, name, mail.text(_SUBJECT).strip(), text[:MAX_LETTER], mail.day())
