"""The checksum of two byte strings one after the other, from the checksums of the two: no byte is looked at again.

CRC-32 is the rest of a division of polynomials over two elements. To put ``length`` more bytes behind a string is to
multiply its rest by x to the power of 8 * length; the rest of what follows is then added, and adding is exclusive or.
"""

from __future__ import annotations

#: The divisor of zip and gzip, the highest power of x in the lowest bit (x³² itself is left unsaid).
_DIVISOR = 0xEDB88320
_ONE, _X = 1 << 31, 1 << 30


def _product(left: int, right: int) -> int:
    """Return the rest of the product of two polynomials."""
    rest = 0
    while left:
        if left & _ONE:
            rest ^= right
        left = (left << 1) & 0xFFFFFFFF
        right = (right >> 1) ^ (_DIVISOR if right & 1 else 0)
    return rest


def _powers() -> tuple[int, ...]:
    """Return x, x², x⁴, x⁸ …; the thirty-third would be x again."""
    found = [_X]
    while len(found) < 32:
        found.append(_product(found[-1], found[-1]))
    return tuple(found)


_SQUARES = _powers()


def _shift(length: int) -> int:
    """Return the rest of x to the power of 8 * ``length``."""
    power, bit = _ONE, 3  # eight is two to the power of three
    while length:
        if length & 1:
            power = _product(_SQUARES[bit % 32], power)
        length >>= 1
        bit += 1
    return power


def joined(first: int, second: int, length: int) -> int:
    """Return the checksum of two strings one after the other.

    Args:
        first: the checksum of the first.
        second: the checksum of the second.
        length: how many bytes the second has.
    """
    return _product(_shift(length), first) ^ second


def between(before: int, after: int, length: int) -> int:
    """Return the checksum of the last ``length`` bytes of a string.

    Args:
        before: the checksum of the string without them.
        after: the checksum of the whole string.
        length: how many there are.
    """
    return after ^ _product(_shift(length), before)
