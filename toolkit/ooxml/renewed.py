"""Formulas of ours in a register in use that give way to better ones (公式更新), wherever people moved them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.ooxml import markup

#: A formula of a cell's own with the result that a program keeps beside it; one that cells share has attributes.
_FORMULA = re.compile(rb"(<(\w+:)?f>)([^<]*)(</\2?f>)(<(?:\w+:)?v>[^<]*</(?:\w+:)?v>)?")
_QUOTE = "'"


def renew_formulas(data: bytes, renewed: Mapping[str, str]) -> bytes:
    """Return a sheet's part in which other formulas stand in place of some, without results kept beside them.

    Args:
        data: the part, as UTF-8.
        renewed: a formula, without the equals sign → the one that is to stand there. Quotes around names of sheets do
            not count: Excel leaves them away where a name can do without.
    """
    meant = {old.replace(_QUOTE, ""): new for old, new in renewed.items()}

    def other(found: re.Match[bytes]) -> bytes:
        told = markup.unescape(found[3].decode("utf-8")).replace(_QUOTE, "")
        new = meant.get(told)
        return found[0] if new is None else found[1] + markup.escape(new).encode("utf-8") + found[4]

    return _FORMULA.sub(other, data)
