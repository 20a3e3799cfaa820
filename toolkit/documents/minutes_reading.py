"""Minutes read back (读回纪要): the paragraphs of edited minutes as matters, whatever else was written around them.

What is read are the sentences of :mod:`toolkit.documents.minutes_matter`, in the wordings in which people put them
otherwise: 会同 for 配合, 完成 for 办结, a date without 于. What a paragraph says besides is kept as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.documents.setting.words import PENDING_WORDS

_COUNT = r"[（(][一二三四五六七八九十百\d]{1,4}[）)]"
_NUMBER = re.compile(r"[（(\[【〔]\s*([0-9０-９]{4})\s*[-－—–‐−]\s*([0-9０-９]{3,})\s*[）)\]】〕]")
_ITEM = re.compile(rf"^\s*(?:{_COUNT}|\d{{1,2}}[.．、])?\s*(?:关于)?")
#: Two matters that were run together into one paragraph.
_NEXT = re.compile(rf"(?<=[。；\n])\s*(?={_COUNT}\s*关于)")
_HEADING = re.compile(r"^\s*([一二三四五六七八九十百]{1,4})[、．.]")
_PEOPLE = re.compile(r"^\s*(?:出席|列席|请假|缺席|参会|参加|记录|抄送|主送|发送|印发)[^：:。]{0,6}[：:]")
_REPORTED = "反映的"
_LABELS = {
    "问题类别": "category", "企业反映": "problem", "反映问题": "problem", "申请事项": "asked",
    "前期办理情况": "situation", "办理情况": "situation",
    "会议议定": "decision", "议定事项": "decision", "议定内容": "decision", "会议决定": "decision",
    "会议同意": "decision", "会议原则同意": "decision", "特殊情况处理": "special", "特殊情况": "special",
}  # fmt: skip
_LABEL = re.compile(rf"^\s*({'|'.join(sorted(_LABELS, key=len, reverse=True))})\s*(?:[：:，,]|(?={PENDING_WORDS}))?\s*")
#: Where a paragraph begins to tell something, behind the words it is known by.
_TOLD = re.compile(rf"(?<=[。，,；;）)])\s*(?:(?:{'|'.join(_LABELS)})[：:]|由[^。]*(?:牵头|进一步研究)|牵头单位)")
#: Words that are part of what was agreed on, not only its label.
_KEPT_LABELS = {"会议同意": "同意", "会议原则同意": "原则同意"}
_LEAD = re.compile(
    r"(?:^|[，,；;])\s*(?:(?:由|请|责成|明确)\s*)?(?P<lead>[^，,；;：:]*?)\s*(?:负责|作为)?"
    r"\s*牵头(?:单位|负责|办理)?(?:[，,；;]|$)"
)
_LEAD_NAMED = re.compile(r"牵头单位(?:为|是|[：:])?\s*(?P<lead>[^，,；;：:]+)")
_SUPPORT = re.compile(
    r"(?:牵头[^，,；;]*|^)[，,；;]\s*(?:会同|联合|由|请)?\s*(?P<support>[^；;：:]+?)\s*(?:予以|积极|共同)?"
    r"(?:配合|协助|协办)"
)
_SUPPORT_WITH = re.compile(r"会同\s*(?P<support>[^，,；;：:]+?)\s*(?=[于在，,；;]|$)")
_SUPPORT_NAMED = re.compile(r"配合单位(?:为|是|[：:])?\s*(?P<support>[^，,；;：:]+)")
_MOVED = re.compile(
    r"(?:办结|完成)(?:时限|期限|时间)[^，,；;]*?(?:改为|延至|延长至|延长到|延期至|调整为|调整至|变更为)\s*"
    r"(?P<due>[^，,；;]+)"
)
_DUE_NAMED = re.compile(r"(?:办结|完成)(?:时限|期限|时间)(?:为|是|定于|[：:])\s*(?P<due>[^，,；;]+)")
_DUE = re.compile(
    r"(?:^|[，,；;])\s*(?:须|应|并|确保|力争|争取)?\s*(?:于|在)?\s*(?P<due>[^，,；;：:]+?)"
    r"(?:之前|以前|前|内|之内|以内)?\s*(?:全部|予以|须|应)?(?:办结|完成|办理完毕)"
)
_OPINION = re.compile(r"办理意见(?:应|须)?(?:于|在)?\s*(?P<opinion>[^，,；;：:]+?)(?:之前|以前|前|内|之内|以内)")
_POSTPONED = re.compile(r"(?:由|请)\s*(?P<by>[^，,；;：:]*?)\s*进一步研究(?:[^。]*?)(?:提请|提交)(?:下次|下一次)会议")


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter as the minutes tell it; "" where they say nothing of it. Words are those of the minutes, unread.

    Attributes:
        place: the how manieth it is under its heading, from 1, as minutes number them.
        number: 编号, "" where none stands in brackets.
        firm, subject: 企业名称, 案由.
        decision: 议定事项, without its label.
        lead, support: the units as written.
        due, opinion_due: 办结时限 and 意见时限 as written.
        special: 特殊情况处理.
        postponed: who goes into the matter further, where it was put off.
        is_heard: it was only reported on.
        text: the whole paragraph.
        besides: the sentences that belong to none of these.
        section: the number of the heading it stands under (二), "" where it stands under none.
    """

    place: int
    number: str
    firm: str
    subject: str
    decision: str = ""
    lead: str = ""
    support: str = ""
    due: str = ""
    opinion_due: str = ""
    special: str = ""
    postponed: str = ""
    is_heard: bool = False
    text: str = ""
    besides: tuple[str, ...] = ()
    section: str = ""

    @property
    def where(self) -> str:
        """Return its place as people are told it: each heading counts its matters anew."""
        return f"第{self.section}部分第{self.place}项" if self.section else f"第{self.place}项"


@dataclass(frozen=True, slots=True)
class MinutesRead:
    """Minutes as they were read: the matters in their order, and every other paragraph."""

    matters: tuple[Matter, ...]
    loose: tuple[str, ...]


def read_minutes(lines: Iterable[str]) -> MinutesRead:
    """Return what the paragraphs of minutes say, in their order."""
    blocks: list[list[str]] = []
    places: list[tuple[str, int]] = []
    loose: list[str] = []
    inside, place, section = False, 0, ""
    for line in (part.strip() for each in lines for part in _NEXT.split(each)):
        if not line:
            continue
        heading = _HEADING.match(line)
        if heading or _PEOPLE.match(line):
            inside, place, section = False, 0, heading[1] if heading else ""
        elif _begins(line):
            blocks.append([])
            inside, place = True, place + 1
            places.append((section, place))
        if inside:
            blocks[-1].append(line)
        else:
            loose.append(line)
    matters = (
        replace(_matter(place, "".join(each)), section=section)
        for (section, place), each in zip(places, blocks, strict=True)
    )
    return MinutesRead(tuple(matters), tuple(loose))


def _begins(line: str) -> bool:
    """Return whether a paragraph begins a matter: it is numbered and named, or bears a 编号 in its first sentence."""
    first = line.partition("。")[0]
    named = re.match(_COUNT, line) is not None and _REPORTED in line
    return named or (_REPORTED in first and _NUMBER.search(first) is not None)


def _matter(place: int, text: str) -> Matter:
    named, number, rest = _parted(text)
    firm, _, subject = named.partition(_REPORTED)
    parts, besides = _sentences(rest)
    decision = parts.get("decision", "").strip()
    return Matter(
        place, number, firm.strip(), subject.strip("。 　"),
        decision="" if decision.strip("。") == PENDING_WORDS else decision,
        special=parts.get("special", "").strip(),
        is_heard="situation" in parts and not {"decision", "postponed"} & parts.keys(),
        text=text, besides=tuple(besides), postponed=parts.get("postponed", ""),
        opinion_due=parts.get("opinion_due", ""),
        **(_charge(parts["charge"]) if parts.get("charge") else charge_within(decision)),
    )  # fmt: skip


def _parted(text: str) -> tuple[str, str, str]:
    """Return the words a matter is known by, its 编号 ("" for none), and the rest.

    A firm may have brackets and figures in its name: the 编号 is the last there is before what the paragraph tells.
    """
    told = _TOLD.search(text)
    head = text[: told.start()] if told else text
    stopped = [each for each in _NUMBER.finditer(head) if head[each.end() :].lstrip()[:1] in {"", "。"}]
    found = stopped[-1] if stopped else _NUMBER.search(text.partition("。")[0])
    if found is None:
        named, _, rest = text.partition("。")
        return _ITEM.sub("", named, count=1), "", rest
    number = unicodedata.normalize("NFKC", f"{found[1]}-{found[2]}")
    return _ITEM.sub("", text[: found.start()], count=1), number, text[found.end() :].lstrip("。， 　")


def _sentences(text: str) -> tuple[dict[str, str], list[str]]:
    """Return what stands under which label, and the sentences that stand under none.

    The last sentence that names who leads is the charge: an earlier one belongs to what was agreed on.
    """
    said = [each for each in re.split(r"(?<=[。！？!?])", text) if each.strip()]
    charges = [place for place, each in enumerate(said) if _is_charge(each)]
    special = max((place for place, each in enumerate(said) if _label(each) == "special"), default=len(said))
    charged = max([place for place in charges if place < special] or charges, default=-1)
    parts: dict[str, str] = {}
    besides: list[str] = []
    label = ""
    for place, each in enumerate(said):
        meant = _LABEL.match(each)
        named = _label(each)
        put_off = _POSTPONED.search(each)
        opinion = _OPINION.search(each)
        if place == charged:
            parts["charge"], label = each, ""
        elif put_off and label != "decision":
            parts["postponed"], label = put_off["by"], ""
        elif place > charged >= 0 and opinion:
            parts["opinion_due"], label = opinion["opinion"].strip(), ""
        elif meant and (place > charged or named != "special"):
            label = named
            parts[label] = parts.get(label, "") + _KEPT_LABELS.get(meant[1], "") + each[meant.end() :]
        elif label:
            parts[label] += each
        else:
            besides.append(each.strip())
    return parts, besides


def _label(sentence: str) -> str:
    meant = _LABEL.match(sentence)
    return _LABELS[meant[1]] if meant else ""


def _is_charge(sentence: str) -> bool:
    words = sentence.rstrip("。")
    return not _label(words) and bool(_LEAD.search(words) or _LEAD_NAMED.search(words))


def charge_within(decision: str) -> dict[str, str]:
    """Return ``lead``, ``support`` and ``due`` as a decision itself names them, where no sentence of its own does.

    So it is in a matter that was typed into minutes by hand; each is "" where the decision names none.
    """
    said = [each for each in re.split(r"(?<=[。！？!?])", decision) if each.strip()]
    named = (each for each in reversed(said) if _LEAD.search(each.rstrip("。")) or _LEAD_NAMED.search(each))
    return _charge(next(named, ""))


def _charge(sentence: str) -> dict[str, str]:
    words = sentence.strip().rstrip("。")
    return {
        "lead": _first(words, (_LEAD_NAMED, _LEAD), "lead"),
        "support": _first(words, (_SUPPORT_NAMED, _SUPPORT, _SUPPORT_WITH), "support"),
        "due": re.split(r"[于在]", _first(words, (_MOVED, _DUE_NAMED, _DUE), "due"))[-1].strip(),
    }


def _first(words: str, patterns: Sequence[re.Pattern[str]], group: str) -> str:
    found = (match[group].strip() for each in patterns if (match := each.search(words)))
    text = next(found, "")
    return "" if text == PENDING_WORDS else text


def same_words(left: str, right: str) -> bool:
    """Return whether two texts say the same: blanks, widths and stops at the end aside."""
    return _plain(left) == _plain(right)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).rstrip("。.;；,，")


def changed_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs of ``after`` that ``before`` has not, in their order."""
    there = {_plain(each) for each in before}
    yield from (each for each in after if _plain(each) and _plain(each) not in there)
