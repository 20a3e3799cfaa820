"""How papers write days, numbers and sentences."""

from __future__ import annotations

import re
from datetime import date

#: What stands where a fact is not known. Nothing is ever made up for it; the paper shows it highlighted.
PENDING_WORDS = "【待定】"

_DIGITS = "零一二三四五六七八九"
# What XML 1.0 cannot hold, lone halves of surrogate pairs included; a form pasted together in old Word brings such.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85|\v|\f")
_CLOCK = re.compile(r"^\s*(\d{1,2})\s*[:：时点]")
# Telephone numbers as people write them: mobile ones, ones with an area code, ones of eight digits.
# Eight digits before a unit of measure are an amount. Beside them, identity card numbers (身份证号).
_PHONE = re.compile(
    r"(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|[(（]?0\d{2,3}[)）]? ?[-—]? ?[2-9]\d{6,7}"
    r"|[2-9]\d{7}(?!\.?\d| ?(?:[元万亿吨米度㎡人件台股份]|平方|千瓦|公斤))|[1-9]\d{5}(?:19|20)\d{9}[\dXx])(?!\d)"
)
#: Full-width digits and signs, as Chinese input methods give them, by their plain ones.
_PLAIN = str.maketrans("０１２３４５６７８９－＋（）Ｘ　", "0123456789-+()X ")
_STOPS = "。；;，,、. 　"
_CLOSED = "。；;，,、：:！？!?"


def full_date(day: date) -> str:
    """Return the day as papers write it, month and day without a leading zero (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def narrow_date(day: date) -> str:
    """Return the day as the narrow columns of a table write it: ``2024-3-5``."""
    return f"{day.year}-{day.month}-{day.day}"


def half_day(time: str) -> str:
    """Return 上午, 下午 or 晚上 for a time of day such as ``15:00``; any other wording as it stands."""
    found = _CLOCK.match(time)
    if not found:
        return one_line(time)
    hour = int(found.group(1))
    if hour < 12:
        return "上午"
    return "下午" if hour < 18 else "晚上"


def numeral(number: int) -> str:
    """Return a number from 1 to 99 as headings count: 一, 十, 十二, 二十三 (GB/T 9704-2012 7.3.3).

    Raises:
        ValueError: the number is outside 1–99; no paper has as many parts.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"no heading counts to {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def clean(text: str) -> str:
    """Return what a person typed without the marks that an office file cannot hold; lines end in a line feed."""
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """Return several typed lines as running text: joined by ；, or directly where a line ends in a mark itself."""
    lines = [each.strip() for each in clean(text).split("\n") if each.strip()]
    joined = "".join(each if each[-1] in _CLOSED else f"{each}；" for each in lines[:-1])
    return joined + lines[-1] if lines else ""


def phrase(text: str) -> str:
    """Return running text without the stop at its end, to be set into a sentence."""
    return one_line(text).rstrip(_STOPS)


def sentence(text: str) -> str:
    """Return running text as one whole sentence that ends in exactly one stop; "" stays ""."""
    words = phrase(text)
    if not words:
        return ""
    return words if words[-1] in "！？!?" else f"{words}。"


def without_phones(text: str) -> str:
    """Return text that may be read by more people than it was written for, telephone and identity numbers left out."""
    cut, end = [], 0
    # Each sign is replaced by one other: what is found stands at the same place in the text as it was written.
    for found in _PHONE.finditer(text.translate(_PLAIN)):
        cut += [text[end : found.start()], "***"]
        end = found.end()
    return "".join([*cut, text[end:]])


def width(text: str) -> float:
    """Return how wide a text is in Chinese characters; a Latin letter or digit takes half of one."""
    return sum(0.5 if ord(each) < 0x2000 else 1.0 for each in text)
