"""A text for the public (公告、宣传稿): a title and paragraphs, addressed to nobody; for a platform as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolkit.documents.setting.paper import Paper, fit_title, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import full_date, one_line
from toolkit.mechanism import Mechanism


def write_public_text(
    title: str, words: Sequence[str], mechanism: Mechanism, *, issuer: str, day: date, signed: str = ""
) -> bytes:
    """Return the text as a Word file.

    Args:
        title: its title; a line feed parts its lines.
        words: its paragraphs.
        mechanism: whose it is.
        issuer: the kind of paper by which the mechanism's issuers know it.
        day: the day of the paper.
        signed: who signs it, "" where nobody does.

    Raises:
        ConfigError: the mechanism does not say in whose name it goes out.
    """
    who = issuer_of(mechanism, issuer)
    heading = fit_title(*title.split("\n"))
    paper = Paper(title=heading, issuer=who, day=day)
    head(paper, heading, who)
    paper.empty()
    for each in words:
        paper.write(Style.BODY, one_line(each))
    if signed:
        paper.empty()
        paper.write(Style.SIGNATURE, signed)
        paper.write(Style.SIGNED_DAY, full_date(day))
    return paper.to_bytes()


def plain_text(title: str, words: Sequence[str], *, signed: str, day: date) -> bytes:
    """Return the same as a text file to be pasted, as Windows' own editor reads it."""
    lines = [title.replace("\n", ""), "", *(f"　　{one_line(each)}" for each in words), "", signed, full_date(day)]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
