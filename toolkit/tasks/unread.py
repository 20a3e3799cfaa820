"""What a task's words name and the ledger does not have (没有列出的): numbers with units not known, years, manners.

Nothing may be left out silently: what is not read is told to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.mechanism.planning import PlanWords
from toolkit.tasks.model import Doubt, Figure, Kind, Moment
from toolkit.tasks.plain import brackets, clause_at, either, plain

#: What stands in quotes is a name.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|《[^》]*》")
#: Numbers that are no figures: 〔2025〕3号, 第3条, 5G, 1+N, 12345热线, 863计划, days, months and spans of years.
_NO_FIGURE = re.compile(
    r"〔[^〕]*〕\d*|\[\d+\]\d*|第\d+|\d*[A-Za-z]+\d*|\d+[+×]|[+×]\d+|\d{5}(?=[一-龥])|\d{3}(?=计划|专项)"
    r"|\d{1,2}月(?:\d{1,2}日)?|(?<!\d)\d{1,2}年|\d+个(?:月|方面)|\(\d+\)|\d{1,2}日"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:年度?|-|至|/)?")
#: A year of its own ahead of what is to be done in it; a year that is compared with or begins something is none.
_OF_YEAR = re.compile(
    r"(?<![\d较比])20\d\d年(?!度?(?:[一-龥]{0,2})(?:起|以来|以后|以前|之前|基础|同期|水平|相比|增|提高|翻))"
)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
#: Numbers in words: 超亿元, 近千家, 三百家, 半数, and 成 that stands for no share that was read.
_IN_WORDS = re.compile(
    r"(?:近|超|超过|过|逾|突破|达|上)[百千万亿]{1,2}(?:元|家|户|人|名|个|亩|吨)|(?<![第一二三四五六七八九十百千])[一二两三四五六七八九]"
    r"(?:百|千)[一二三四五六七八九十]*(?:元|家|户|人|名|亩|个)|半数|倍增|(?<![\d一二两三四五六七八九十百千万])[百千万亿]{1,2}元以上"
)
_BLANK = "\n"
#: Words of time and of amount that no rule reads.
_TIME = re.compile(
    r"(?:\d{1,2}月)?[上中下]旬|春节|国庆|元旦|节前|节后|假期|年中|年初|月[底末]前|季度[^,;。]{0,2}(?:前|底|末)|年[底末]|近期|[上下]半年|[一二三四]季度|(?<![一-龥])前完成|届时"
)
#: A time with which something is compared is none by which something is done (较2025年末, 比年初).
_COMPARED = re.compile(r"(?:较|比)(?:20\d\d年?|上年|去年|年)?[初底末]?")
_AMOUNT = re.compile(r"减半|过半|翻倍|封顶|保底|上限|下限|[一二两三四五六七八九十]+倍")
#: A word for a role that is not known, told as labels are.
_ROLE = re.compile(r"(?:^|[,;。(\s])[一-龥]{2,6}(?:单位|部门|主体|科室|处室|股室|机构):")


def passed_over(at: str, text: str, left: str, moments: Sequence[Moment], figures: Sequence[Figure]) -> Iterator[Doubt]:
    """Yield what a person is asked about words that may be figures or times and were read as neither.

    Args:
        at: the task's place.
        text: its words.
        left: the same, blank where figures were read.
        moments: the times that were read.
        figures: the figures that were read.
    """
    bare = left
    for each in moments:
        bare = bare.replace(plain(each.words), _BLANK * len(each.words))
    targets = [plain(each.clause) for each in figures if each.kind in {Kind.TARGET, Kind.OPEN}]
    for match in _OF_YEAR.finditer(bare):
        if any(match[0] in each for each in targets):
            yield Doubt(at, _clause(text, match), f"写了{match[0]}，没有列为时限，请看是不是到这一年为止")
    quoteless = _blank(_COMPARED, _blank(_QUOTED, bare))
    for match in _TIME.finditer(quoteless):
        yield Doubt(at, _clause(text, match), f"“{match[0]}”像是时限，没有列出")
    rest = _blank(_YEAR, _blank(_NO_FIGURE, _blank(_TIME, quoteless)))
    for pattern in (_DIGITS, _IN_WORDS, _AMOUNT):
        for match in pattern.finditer(rest):
            yield Doubt(at, _clause(text, match), f"“{match[0]}”没有列为数字，请看是不是指标")


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Return a text with what a pattern finds blank, as long as before."""
    return pattern.sub(lambda match: _BLANK * len(match[0]), text)


def unread_phrases(at: str, text: str, words: PlanWords) -> Iterator[Doubt]:
    """Yield the brackets that have a word for a role and were not read as who answers."""
    roles = either(word for each in words.roles.values() for word in (*each.after, *each.label) if len(word) > 1)
    said = plain(text)
    for match in _ROLE.finditer(said):
        yield Doubt(at, match[0].strip(",;。( "), "像是责任单位的栏目名，不认得，没有列为单位")
    for start, end in brackets(said):
        if re.search(rf"(?:{either(words.units['endings'])})[^()]{{0,6}}(?:{roles})|(?:单位|部门):", said[start:end]):
            yield Doubt(at, text[start:end], "括号里像是写了责任单位，没有读出来")


def unread_tables(number: int, table: Sequence[Sequence[str]]) -> Iterator[Doubt]:
    """Yield what a person is asked about a table that has no column of who answers, where it has numbers."""
    cells = [cell for row in table[1:] for cell in row]
    if any(re.search(r"\d", cell) for cell in cells) and len(table[0]) > 1:
        heads = "、".join(filter(None, table[0]))
        yield Doubt(f"附表{number}", heads, "这张表没有“责任单位”一类的栏，没有列为任务；表里的数字请看是不是指标")


def _clause(text: str, match: re.Match[str]) -> str:
    start, end = clause_at(plain(text), *match.span(), marks=",;。:")
    return "".join(text[start:end].split())
