"""Mails (.eml) as any mail program writes them: the letter, and the files that came with it.

Bodies and names may be in any encoding, rightly or wrongly named. Pictures that belong to the look of the letter (a
logo in the signature) are no material and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from toolkit.errors import Code, Problem
from toolkit.intake.formats.decoding import decode
from toolkit.intake.formats.enclosed import MAX_LETTER, Contents, Enclosure, Letter, shown
from toolkit.intake.formats.mail_headers import day_sent, header, parameters, sender
from toolkit.intake.formats.unpack import UnreadableError
from toolkit.intake.formats.webpage import page_source, page_text, parse_page

#: A picture up to this size that the letter itself shows is a logo or a smiley; a photo of a form is larger.
SMALL_PICTURE = 30_000
_SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}
_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8")
_TABLE_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_CID = re.compile(r"cid:([^\"'\s)>]+)", re.IGNORECASE)
_ENDINGS = {"text/html": ".html", "text/csv": ".csv", "text/plain": ".txt", "application/pdf": ".pdf"}
#: A letter that shows a table of so many cells may be the form itself, pasted in.
_CELLS_OF_A_FORM = 8


def open_mail(data: bytes) -> Contents:
    """Return the letter and the enclosures of a mail.

    A mail with no enclosures but pictures whose letter shows a table gives the letter itself as an enclosure, for the
    form may have been pasted in.
    """
    return _contents(BytesParser(policy=compat32).parsebytes(data.lstrip(b"\xef\xbb\xbf\r\n")))


def cited_pictures(pages: Iterable[str]) -> set[str]:
    """Return the content ids of the pictures that a letter's pages show within their text."""
    return {each for page in pages for each in _CID.findall(page)}


def read_page(source: str) -> str:
    """Return what a letter written as a web page says, "" where it is too large for a letter."""
    try:
        return page_text(parse_page(source.encode("utf-8", "replace"), "utf-8"))
    except UnreadableError:
        return ""


def pasted_form(pages: list[str], enclosures: list[Enclosure]) -> list[Enclosure]:
    """Return the letter itself as an enclosure where it shows a table and nothing but pictures came with it."""
    if not all(each.data.startswith(_PICTURES) for each in enclosures):
        return []
    forms = [each for each in pages if len(_TABLE_CELL.findall(each)) >= _CELLS_OF_A_FORM]
    return [Enclosure("邮件正文.html", forms[0].encode("utf-8", "replace"))] if forms else []


def _contents(message: Message) -> Contents:
    mail = _Mail()
    mail.walk(message)
    adornments = mail.adornments()
    enclosures = [each for number, each in enumerate(mail.enclosures) if number not in adornments]
    enclosures += pasted_form(mail.pages, enclosures)
    address, name = sender(message)
    letter = Letter(address, name, header(message, "Subject"), mail.text()[:MAX_LETTER], day_sent(message))
    return Contents(tuple(enclosures), letter, tuple(mail.problems))


@dataclass(slots=True)
class _Mail:
    """What has been found in a mail so far."""

    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: the parts of enclosed pictures, by their place among the enclosures
    pictures: dict[int, Message] = field(default_factory=dict)

    def walk(self, message: Message) -> None:
        for part in _parts(message):
            kind = part.get_content_type()
            if kind in _SEALED:
                self.problems.append(Problem(Code.SEALED_MAIL))
            elif kind == "message/rfc822" and part.is_multipart():
                self._nested(part)
            elif kind not in _SIGNATURES:
                self._leaf(part, kind)

    def _nested(self, part: Message) -> None:
        inner = part.get_payload(0)
        if isinstance(inner, Message):
            name = _name(part) or f"{shown(header(inner, 'Subject') or '邮件')}.eml"
            self.enclosures.append(Enclosure(name, inside=lambda: _contents(inner)))

    def _leaf(self, part: Message, kind: str) -> None:
        data, name = _data(part), _name(part)
        kept = name or part.get_content_disposition() == "attachment"
        if kind.startswith("text/") and not kept:
            self._text(part, kind, data)
        elif data:
            if kind.startswith("image/"):
                self.pictures[len(self.enclosures)] = part
            self.enclosures.append(Enclosure(name or _unnamed(kind), data))

    def _text(self, part: Message, kind: str, data: bytes) -> None:
        said = parameters(part, "Content-Type")
        if kind == "text/html":
            self.pages.append(page_source(data, said.get("charset", "")))
        elif kind == "text/plain":
            text = decode(data, said.get("charset", "")).replace("\r\n", "\n")
            flowed = said.get("format", "").lower() == "flowed"
            self.plain.append(_unfolded(text, said.get("delsp", "").lower() == "yes") if flowed else text)

    def adornments(self) -> set[int]:
        """Return the places of the small pictures that only the letter's look needs."""
        cited = cited_pictures(self.pages)
        found = set()
        for place, part in self.pictures.items():
            size = len(self.enclosures[place].data)
            inline = part.get_content_disposition() == "inline" and size <= SMALL_PICTURE // 3
            if inline or (size <= SMALL_PICTURE and header(part, "Content-ID").strip("<> ") in cited):
                found.add(place)
        return found

    def text(self) -> str:
        """Return the letter: as plain text, but as its page where the plain text is a stub or a footer."""
        plain = "\n\n".join(filter(None, map(str.strip, self.plain)))
        page = "\n\n".join(filter(None, map(read_page, self.pages)))
        return page if len(plain) * 2 < len(page) else plain


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail that are no shells around others; mails within it are not entered."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        # Asked for its payload, a part that is no shell would be decoded as whatever it claims to be.
        shell = part.is_multipart() and part.get_content_maintype() == "multipart"
        inner = part.get_payload() if shell else None
        if isinstance(inner, list):
            waiting.extend(each for each in reversed(inner) if isinstance(each, Message))
        else:
            yield part


def _data(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: Message) -> str:
    for line, key in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        found = parameters(part, line).get(key, "").strip()
        if found:
            return found
    return ""


def _unnamed(kind: str) -> str:
    """Return the name of an enclosure without one: only its ending, the parcel numbers it."""
    ending = _ENDINGS.get(kind, "")
    return f"附件{ending}" if ending else ""


def _unfolded(text: str, joined: bool) -> str:  # noqa: FBT001 - the flag is the mail's own (DelSp)
    """Return a flowed text with its soft line ends taken out (RFC 3676)."""
    lines: list[str] = []
    open_ = False
    for each in text.split("\n"):
        line = each[1:] if each.startswith(" ") else each
        if open_ and lines:
            lines[-1] += line
        else:
            lines.append(line)
        open_ = line.endswith(" ") and line != "-- "
        if open_ and joined:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
