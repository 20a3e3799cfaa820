"""Telephone numbers as people type them; they stay text, several in a cell stay several."""

from __future__ import annotations

import re
import unicodedata

#: Every stroke that people type between figures, as the plain one.
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_MOBILE = re.compile(r"1[3-9]\d{9}")
#: 0757-22223333, 2222 3333, 400-830-1234, with an extension.
_LANDLINE = re.compile(r"(?:\(?0\d{2,3}\)?-?)?[2-9]\d{6,7}|[48]00-?\d{3}-?\d{4}")
_SHORT_DIAL = re.compile(r"(?:1[02]\d{3}|9\d{4})")
#: An area code without its 0 and the number: a cell that holds a number cannot keep the 0.
#: 0757-2420-7936: the number itself parted in the middle.
_PARTED = re.compile(r"(?P<area>(?:\(?0\d{2,3}\)?-?)?)(?P<one>[2-9]\d{2,3})-(?P<two>\d{4})")
#: The country before a landline's area code, which then has no 0.
_COUNTRY = re.compile(r"^\(?(?:\+|00)86\)?-?")
_CIRCLED = re.compile(r"[①-⑳]\s*")
#: 1.138… 2.139…, （1）138…
_NUMBERED = re.compile(r"(?:^|(?<=[\s、,;\d]))\s*(?:(?<!\d)\d[.、)]|\(\d\))\s*(?=\(?[+01]\d)")
_NO_ZERO = re.compile(r"(?:10|2\d|[3-9]\d\d)[2-8]\d{7}")
_EXTENSION = re.compile(r"(?:-|转|分机|ext\.?|x)(\d{1,6})$", re.IGNORECASE)
#: The longest name with its title that is taken for one (欧阳志强主任).
_NAME = 8
_KINDS = "手机号码?|手机|办公电话|办公|办|座机|固话|联系电话|移动电话|电话"
_SEVERAL = re.compile(rf"[、,;/\n或]|(?<=\d{{7}})\s+(?=[01]\d{{2,}})|(?<=\d{{7}})\s*(?=(?:{_KINDS}):?)")
_AROUND = re.compile(rf"^(?:{_KINDS})?:?\s*|\s*\(?(?:{_KINDS}|微信同号|微信)\)?$")
#: 22223333（分机801）
_BRACKETED_EXTENSION = re.compile(r"\(\s*(转|分机)[:号]?\s*(\d{1,6})\s*\)$")


def read_phone(text: str) -> tuple[str, bool]:
    """Return the number or numbers as kept, joined by 、, and whether each of them looks like one.

    What does not look like one is kept as it was written.
    """
    # ① folded would be a figure of the number behind it.
    normal = unicodedata.normalize("NFKC", _CIRCLED.sub("、", text)).translate(DASHES).strip().lstrip("'’‘`")
    normal = re.sub(r"-{2,}", "-", normal.rstrip("。.;, "))
    if _NUMBERED.match(normal):
        normal = _NUMBERED.sub("、", normal)
    parts = [part.strip() for part in _SEVERAL.split(normal) if part.strip()]
    numbers = [_one(part) for part in parts]
    if not numbers or any(each is None for each in numbers):
        return text.strip(), False
    return "、".join(dict.fromkeys(each for each in numbers if each)), True


def _one(part: str) -> str | None:
    dense = re.sub(r"\s", "", _AROUND.sub("", _BRACKETED_EXTENSION.sub(r"\1\2", part)))
    # A number that a spreadsheet wrote as one with decimals; it lost nothing.
    dense = re.sub(r"(?<=\d{7})\.0+$", "", dense)
    dense = re.sub(r"(?<=\d{3})\.(?=\d{4})", "-", dense)
    dense = re.sub(r"^\(?(?:\+|00)?86\)?-?(?=1[3-9]\d)", "", dense)
    dense = _at_home(dense)
    mobile = dense.replace("-", "")
    if _MOBILE.fullmatch(mobile):
        return mobile
    if _LANDLINE.fullmatch(dense) or _SHORT_DIAL.fullmatch(dense):
        return dense
    match = _EXTENSION.search(dense)
    if match and (_LANDLINE.fullmatch(dense[: match.start()]) or _MOBILE.fullmatch(dense[: match.start()])):
        return dense
    return None


def _at_home(number: str) -> str:
    """Return a landline as it is dialled in the country, its own figures together; any other number as it is."""
    bare = _COUNTRY.sub("", number)
    if bare != number and (bare.startswith(("0", "(0")) or _NO_ZERO.fullmatch(bare.replace("-", ""))):
        number = bare if bare.startswith(("0", "(0")) else f"0{bare}"
    parted = _PARTED.fullmatch(number)
    return "{area}{one}{two}".format(**parted.groupdict()) if parted else number


def lost_its_zero(digits: str) -> bool:
    """Return whether a number is a landline whose leading 0 a spreadsheet swallowed."""
    return bool(_NO_ZERO.fullmatch(digits))


_NUMBER_LIKE = re.compile(
    r"(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}"
    r"|\(?0\d{2,3}\)?[- ]?[2-8]\d{6,7}(?:(?:-|转|分机)\d{1,6})?"
    r"|[48]00-?\d{3}-?\d{4}"
)
#: What may stand between a name and its number: 张三（13800138000）, 李四：0757-22334455.
_BETWEEN = " \t\n:,;、，；：()（）/"


def name_and_number(text: str) -> tuple[str, str] | None:
    """Return the name and the number of a cell that holds one of each, None where it holds anything else."""
    normal = unicodedata.normalize("NFKC", text).translate(DASHES).strip()
    found = list(_NUMBER_LIKE.finditer(normal))
    if len(found) != 1:
        return None
    rest = f"{normal[: found[0].start()]} {normal[found[0].end() :]}".strip(_BETWEEN)
    number, sound = read_phone(found[0].group())
    named = 2 <= len(re.sub(r"\s", "", rest)) <= _NAME and not any(each.isdigit() for each in rest)
    return (rest, number) if sound and named else None
