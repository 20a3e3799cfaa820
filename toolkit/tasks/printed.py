"""Values of figures as they are printed (数字的写法): whole, however large, without an exponent or needless noughts."""

from __future__ import annotations

#: So many decimals are told; units report no more.
_DECIMALS = 6


def number(value: float) -> str:
    """Return a value in figures: ``1234567.5``, never ``1.23457e+06``."""
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def signed(value: float) -> str:
    """Return a value with its sign, one above nothing with a plus."""
    return f"+{number(value)}" if value > 0 else number(value)


def with_unit(value: str, unit: str) -> str:
    """Return a value with its unit, a word a little apart from it, a percent sign not: ``15 亿元``, ``40%``."""
    return f"{value}{unit}" if unit in {"%", "％"} else f"{value} {unit}".strip()
