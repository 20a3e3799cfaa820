"""A file to plain cells: through the gate, then to the reader for what it is."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.intake.formats.kinds import Kind
from toolkit.intake.formats.spreadsheets import read_workbook
from toolkit.intake.formats.unpack import admit
from toolkit.intake.plain.grid import Book


def parse_book(data: bytes) -> tuple[Kind, Book]:
    """Return what a file is by its content, and the file as plain cells.

    Raises:
        UnreadableError: it is none of the kinds that are read, is damaged, protected, or would harm the reader; its
            problem says which.
    """
    admitted = admit(data)
    kind, opened = admitted.kind, admitted.data
    if kind is Kind.DOCX:
        from toolkit.intake.formats.word import read_document  # noqa: PLC0415 - as for the rare ones

        return kind, read_document(opened, admitted.archive)
    rare = _rare(kind)
    return kind, rare(opened) if rare is not None else read_workbook(kind, opened, admitted.archive)


def _rare(kind: Kind) -> Callable[[bytes], Book] | None:
    """Return the reader for a kind that comes now and then; loaded when the first one does, so that all start fast."""
    if kind in {Kind.HTML, Kind.MHTML}:
        from toolkit.intake.formats import disguised  # noqa: PLC0415

        return disguised.read_page if kind is Kind.HTML else disguised.read_saved_page
    if kind is Kind.XML:
        from toolkit.intake.formats.xml_book import read_xml_book  # noqa: PLC0415

        return read_xml_book
    if kind is Kind.CSV:
        from toolkit.intake.formats.delimited import read_delimited  # noqa: PLC0415

        return read_delimited
    if kind is Kind.ODT:
        from toolkit.intake.formats.text_document import read_text_document  # noqa: PLC0415

        return read_text_document
    return None
