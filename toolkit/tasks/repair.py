"""What turning a paper into text spoiled (更正): put right where the text proves how, told to a person where not.

Seed 004 shows the kinds: decimal points, numbers in brackets and single letters are lost, a letter stands for one that
looks like it. Nothing is put right silently: each change is listed with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from toolkit.mechanism.planning import PlanWords
from toolkit.tasks.model import Correction, Doubt
from toolkit.tasks.plain import plain

#: How many letters of the neighbourhood a correction shows on either side.
_AROUND = 8
_WHERE = 12
_HUNDRED = 100.0
_LETTERS = re.compile(r"[lIｌ](?=[0-9])|(?<=[0-9])[lI](?=[0-9%亿万])|(?<=[1-9])[oO](?=[0-9%亿万])")
_FOR_DIGITS = {"l": "1", "I": "1", "ｌ": "1", "o": "0", "O": "0"}
_RISE = re.compile(
    r"从(?:\d{4}年)?的?(?P<low>\d{3,4})[%％](?:以上)?(?:提高|提升|增长|增加|上升)到(?P<high>[\d.]+)[%％]"
)
_FALL = re.compile(r"从(?:\d{4}年)?的?(?P<high>[\d.]+)[%％](?:以上)?(?:降低|下降|降|减少)到(?P<low>\d{3,4})[%％]")
_SHARE = re.compile(r"(?:比重|占比|比例|覆盖率|合格率|满意率|办结率|率)[^,，。;；]{0,8}?(?P<value>\d{3,})[%％]")
_EMPTY = re.compile(r"[(（]\s*[)）]")
_UNCLOSED_NUMBER = re.compile(r"[一-龥]{1,4}[\[〔](?P<rest>\d{5,})(?![\d\]〕号])")
_NUMBER_WITHOUT = re.compile(r"(?<=[\[〔](?:19|20)\d\d[\]〕])(?P<number>\d{1,4})(?![\d号])")
_WIDE_GAP = re.compile(r"(?<=[一-龥])[ 　\t]{2,}(?=[（(])")


class Repair:
    """Puts right the lines of one document.

    Attributes:
        corrections: what was put right so far.
        doubts: what was found and could not be proven.
    """

    def __init__(self, lines: Sequence[str], words: PlanWords) -> None:
        self._whole = plain("\n".join(lines))
        self._words = words
        self.corrections: list[Correction] = []
        self.doubts: list[Doubt] = []

    def line(self, text: str) -> str:
        """Return a line with everything put right that the document proves."""
        for step in (
            self._letters,
            self._points,
            self._filled,
            self._numbered,
            self._closed,
            self._dropped,
            self._alike,
        ):
            text = step(text)
        return text

    def _change(self, text: str, start: int, end: int, put: str, why: str) -> str:
        old, first, last = text[start:end], max(0, start - _AROUND), min(len(text), end + _AROUND)
        shown = text[first:start] + put + text[end:last]
        self.corrections.append(Correction(text.strip()[:_WHERE], text[first:start] + old + text[end:last], shown, why))
        return text[:start] + put + text[end:]

    def _each(self, text: str, pattern: re.Pattern[str], put: Callable[[re.Match[str]], tuple[str, str]]) -> str:
        """Return the text with each match as ``put`` gives it: the new words and why; the same words change nothing."""
        for match in reversed(list(pattern.finditer(text))):
            new, why = put(match)
            if new != match[0]:
                text = self._change(text, *match.span(), new, why)
        return text

    def _letters(self, text: str) -> str:
        return self._each(text, _LETTERS, lambda found: (_FOR_DIGITS[found[0]], "数字中间夹着字母，是形近的数字"))

    def _points(self, text: str) -> str:
        for pattern, other in ((_RISE, "high"), (_FALL, "high")):
            for match in reversed(list(pattern.finditer(text))):
                value, limit = match["low"], float(match[other])
                put = f"{value[:2]}.{value[2:]}"
                if float(value) > limit and float(put) < limit <= _HUNDRED:
                    why = f"丢了小数点：前后所比的是 {match[other]}%，{value}% 不通，按两位整数补为 {put}%"
                    text = self._change(text, *match.span("low"), put, why)
        for match in _SHARE.finditer(text):
            if float(match["value"]) > _HUNDRED:
                self._doubt(text, match, "比重、比率超过 100%，可能丢了小数点")
        return text

    def _filled(self, text: str) -> str:
        """Fill brackets that lost what stood in them, where the same words have it elsewhere."""

        def fill(match: re.Match[str]) -> tuple[str, str]:
            ahead, behind = text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 2]
            for before, after in ((ahead[-1:], behind), (ahead, behind[:1])):
                if not before or not after:
                    continue
                found = re.findall(rf"{re.escape(before)}\(([^()]{{1,6}})\){re.escape(after)}", self._whole)
                if len(set(found)) == 1:
                    return f"({found[0]})", f"括号里的字脱落，文中别处作“{before}({found[0]}){after}”"
            self._doubt(text, match, "括号里的字脱落，文中没有别处可以对照")
            return match[0], ""

        # At the head of a line it is the number that is lost; the outline knows which.
        head = len(text) - len(text.lstrip())
        found = _EMPTY.match(text, head)
        start = found.end() if found else head
        return text[:start] + self._each(text[start:], _EMPTY, fill) if not found else self._behind(text, start, fill)

    def _behind(self, text: str, start: int, fill: Callable[[re.Match[str]], tuple[str, str]]) -> str:
        for match in reversed(list(_EMPTY.finditer(text, start))):
            new, why = fill(match)
            if new != match[0]:
                text = self._change(text, *match.span(), new, why)
        return text

    def _numbered(self, text: str) -> str:
        why = "发文字号脱了“号”字（发文字号由机关代字、年份、序号组成，GB/T 9704—2012 7.2.5）"
        return self._each(text, _NUMBER_WITHOUT, lambda found: (f"{found[0]}号", why))

    def _closed(self, text: str) -> str:
        for match in _UNCLOSED_NUMBER.finditer(text):
            self._doubt(text, match, "发文字号不完整，可能脱了括号和“号”字")
        return self._each(text, _WIDE_GAP, lambda _: ("", "字间多了空格"))

    def _dropped(self, text: str) -> str:
        for each in self._words.mendings:
            pattern = re.compile(each.find)
            if not each.proof:
                for match in pattern.finditer(text):
                    self._doubt(text, match, each.why)
            elif each.proof in self._whole:
                text = self._each(text, pattern, lambda _, mending=each: (mending.put, mending.why))  # type: ignore[misc]
        return text

    def _alike(self, text: str) -> str:
        for wrong, right in self._words.lookalikes:
            for place in [match.start() for match in re.finditer(wrong, text)][::-1]:
                shown = self._proven(text, place, right)
                if shown:
                    why = f"“{wrong}”与“{right}”形近，文中别处作“{shown}”"
                    text = self._change(text, place, place + 1, right, why)
        return text

    def _proven(self, text: str, place: int, right: str) -> str:
        """Return the words elsewhere that have ``right`` among these neighbours, where no others have what stands here.

        Two neighbours on the same side are asked for: with one on each side 以上地区 would be taken for 以土地区.
        """
        sides = ((place - 2, place + 1), (place, place + 3))
        for start, end in sides:
            here = text[max(0, start) : end]
            there = here[:-1] + right if end == place + 1 else right + here[1:]
            whole_side = len(here) == 3 and re.fullmatch(r"[一-龥]{3}", here)
            if whole_side and self._whole.count(here) == 1 and self._whole.count(there):
                return there
        return ""

    def _doubt(self, text: str, match: re.Match[str], why: str) -> None:
        first, last = max(0, match.start() - _AROUND), match.end() + _AROUND
        doubt = Doubt(text.strip()[:_WHERE], text[first:last].strip(), why)
        if doubt not in self.doubts:
            self.doubts.append(doubt)


def unpaired(paragraphs: Iterable[str]) -> Iterator[Doubt]:
    """Yield the brackets that have no partner in their paragraph; asked once lines that were cut are joined."""
    for text in paragraphs:
        for start in _unclosed(text):
            yield Doubt(text.strip()[:_WHERE], text[start : start + _AROUND * 2], "括号没有配对")


def _unclosed(text: str) -> Iterator[int]:
    """Yield where brackets stand that have no partner."""
    waiting: list[int] = []
    for place, letter in enumerate(plain(text)):
        if letter in "(〔":
            waiting.append(place)
        elif letter in ")〕":
            if waiting:
                waiting.pop()
            else:
                yield place
    yield from waiting
