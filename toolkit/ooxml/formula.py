"""Formulas moved to other rows as a spreadsheet program does when they are filled down."""

from __future__ import annotations

import re

from toolkit.ooxml.refs import MAX_ROW

_BRACKETS = r"\[(?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*\]"
# What is passed over whole: text, names of sheets in quotes, [book] and table[column], and names of any other kind,
# of which some look like the address of a cell at their beginning or end.
_TOKEN = re.compile(
    r'(?P<kept>"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'|' + _BRACKETS + r"|#[A-Z/0]+[!?A]?)"
    r"|(?P<cell>\$?[A-Za-z]{1,3}(?P<row>\$?[0-9]{1,7}))(?![\w.(!])"
    r"|(?P<rows>(?P<from>\$?[0-9]{1,7}):(?P<to>\$?[0-9]{1,7}))(?![\w.(!])"
    r"|[\w.\\$]+"
)


def moved(formula: str, down: int) -> str | None:
    """Return a formula as it reads so many rows further down: what is told by ``$`` stays, the rest moves along.

    None is returned where that would lead beyond the end of the sheet.

    Args:
        formula: without the equals sign.
        down: how many rows.
    """
    beyond = False

    def row(text: str) -> str:
        nonlocal beyond
        if text.startswith("$"):
            return text
        number = int(text) + down
        beyond = beyond or not 1 <= number <= MAX_ROW
        return str(number)

    def token(match: re.Match[str]) -> str:
        if match["cell"]:
            return match["cell"].removesuffix(match["row"]) + row(match["row"])
        if match["rows"]:
            return f"{row(match['from'])}:{row(match['to'])}"
        return match[0]

    text = _TOKEN.sub(token, formula)
    return None if beyond else text


def stays(formula: str) -> bool:
    """Return whether a formula reads the same in every row."""
    return moved(formula, 1) == formula
