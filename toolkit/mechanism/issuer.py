"""In whose name a kind of paper goes out (发文主体), and what of an official paper's furniture it carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from toolkit.mechanism.layout import USUAL, Layout

#: What a document number's pattern is filled with.
_YEAR, _SERIAL = "{year}", "{n}"


@dataclass(frozen=True, slots=True)
class Imprint:
    """The imprint (版记), GB/T 9704-2012 7.4: who issues, and to whom copies go (抄送), joined by ，; "" for nobody.

    A letter's (10.1) names the copies only, so that it needs no office.
    """

    office: str = ""
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """In whose name a kind of paper goes out (发文主体).

    Attributes:
        name: as it signs.
        seal: whether it seals, which moves its signature (7.3.5.1).
        document_number: how it numbers its papers (发文字号, 7.2.5), ``某府办〔{year}〕{n}号``; "" where it does not.
        red_head: whether papers begin with a red mark and the red rule (7.2.4, 7.2.7).
        mark: the words of that mark; "" makes the paper's own title the mark, as minutes have it (10.3).
        red_rule: the red rule alone, where there is no red head.
        letterhead: whether its papers are letters of the standard's own kind (信函格式, 10.1): name above a double red
            rule, another at the foot of page one, which bears no number.
        signer: who signed it for a higher body (签发人, 7.2.6); "" for nobody.
        imprint: what stands at the end, None for nothing.
        layout: page and faces, the same for all issuers of an office.
    """

    name: str
    seal: bool = False
    document_number: str = ""
    red_head: bool = False
    mark: str = ""
    red_rule: bool = False
    letterhead: bool = False
    signer: str = ""
    imprint: Imprint | None = None
    layout: Layout = USUAL

    def numbered(self, year: int, serial: int) -> str:
        """Return the document number with this serial number, which begins anew each year and has no leading zero."""
        return self.document_number.replace(_YEAR, str(year)).replace(_SERIAL, str(serial))


def issuer(data: Mapping[str, Any]) -> Issuer:
    """Return an issuer from a mechanism's data.

    Raises:
        KeyError: it has no name.
        ValueError: it says what no issuer can, or numbers its papers in a way that gives no number.
    """
    unknown = set(data) - {each.name for each in fields(Issuer) if each.name != "layout"}
    if unknown:
        raise ValueError(f"“{data['name']}”的出具设置里没有“{'、'.join(sorted(unknown))}”这一项")
    pattern = data.get("document_number", "")
    bare = pattern.replace(_YEAR, "").replace(_SERIAL, "")
    if pattern and (pattern.count(_YEAR) != 1 or pattern.count(_SERIAL) != 1 or "{" in bare):
        raise ValueError(f"发文字号“{pattern}”应含一个 {_YEAR} 和一个 {_SERIAL}，如“某府办〔{_YEAR}〕{_SERIAL}号”")
    imprint = Imprint(**data["imprint"]) if "imprint" in data else None
    if imprint and not imprint.office and not data.get("letterhead"):
        raise ValueError(f"“{data['name']}”的版记（imprint）没有写印发机关（office）")
    return Issuer(**{**data, "name": data["name"], "imprint": imprint})
