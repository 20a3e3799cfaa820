"""Whether a reply is one (答复核查, against 空转办结): advice with the sentence it is about; the office decides.

Looked at is whether each point is answered, what the reply must name by its outcome, whether the outcome contradicts
the reply's own words, and whether it is the same text as another reply of the same unit. Source: seed 000 §三（四）
(结果说话, 件件有回音); what is asked is the mechanism's data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from toolkit.cases.matters import likest, plain
from toolkit.cases.parts import numbered
from toolkit.cases.topics import Topic, Topics
from toolkit.mechanism.review import Review

_SENTENCES = re.compile(r"[。；;！!？?\n]+")
_BLANK_LINES = re.compile(r"\n\s*\n")
#: How replies are numbered within a sentence.
_IN_TURN = re.compile(r"(?:^|[。；;，,：:\n])\s*[一二三四五六七八九十]是", re.MULTILINE)
_CLAUSES = re.compile(r"[，,、：:]+")
#: A point is answered where the reply has so many of the pairs of letters that are its own, or one in so many of them.
_SHARED, _ONE_IN = 2, 8
#: So much of a sentence is quoted.
_QUOTED = 40
#: Only so much of a reply is looked through.
_MOST = 2000


class About(StrEnum):
    """What advice is about."""

    POINT = "point"
    ASPECT = "aspect"
    CONTRADICTION = "contradiction"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Advice:
    """Something the office might look at.

    Attributes:
        about: what it is about; ``key`` is the aspects, the point's number or the other case's 编号.
        text: what is told, in a clerk's words, the sentence quoted.
    """

    about: About
    key: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it is looked at.

    Attributes:
        problem: the firm's words.
        outcome: 处理情况 as the unit ticked it.
        text: what the unit wrote, all columns together; ``result`` is the last of them, which says how it ended.
        firm: the firm's name, which says nothing.
        column: what the outcome's column is called.
        person: who is named in a field of his own, "" where nobody.
    """

    problem: str
    outcome: str
    text: str
    result: str = ""
    firm: str = ""
    person: str = ""
    column: str = "处理情况"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A case whose reply the office might look at, and why."""

    number: str
    firm: str
    subject: str
    lead: str
    outcome: str
    advice: tuple[str, ...]


def advise(reply: Reply, review: Review, topics: Topics, others: Mapping[str, str]) -> list[Advice]:
    """Return what the office might look at; nothing where the mechanism asks nothing of such an outcome.

    Args:
        reply: the reply.
        review: what is asked.
        topics: how it is told what a text is about.
        others: 编号 → this unit's replies in other cases, as :func:`toolkit.cases.matters.plain` gives them.
    """
    expected = review.outcomes.get(reply.outcome)
    if expected is None:
        return []
    text = reply.text[:_MOST]
    return [
        *_points(reply, text, review, topics),
        *_aspects(reply, review.hollow.sub("", text), expected.asks, review),
        *(_contradictions(reply, reply.result[:_MOST] or text, review) if expected.contradicts else ()),
        *_same(text, review, others),
    ]


def points_of(problem: str, review: Review) -> list[str]:
    """Return the points a firm raises: by its own numbering, else its sentences that ask for something; [] for one."""
    parts = _parts(problem)
    if len(parts) > 1:
        return parts
    sentences = [each.strip() for each in _SENTENCES.split(problem) if each.strip()]
    further = [at for at, each in enumerate(sentences) if at and review.besides.match(each)]
    if further:
        return ["。".join(sentences[start:stop]) for start, stop in pairwise([0, *further, len(sentences)])]
    found = [part for each in sentences if review.points.search(each) for part in _asking(each, review)]
    return found if len(found) > 1 else []


def _parts(text: str) -> list[str]:
    """Return the parts of a text by its numbering; blank lines part nothing here, many set them anywhere."""
    return numbered(_BLANK_LINES.sub("\n", text))


def _asking(sentence: str, review: Review) -> Iterator[str]:
    """Yield the parts of a sentence each of which asks for something."""
    part = ""
    for clause in re.split(r"[，,]", sentence):
        if review.points.search(clause) and review.points.search(part):
            yield part
            part = ""
        part = f"{part}，{clause}" if part else clause
    yield part


def _points(reply: Reply, text: str, review: Review, topics: Topics) -> Iterator[Advice]:
    points = points_of(reply.problem, review)
    if not points or max(len(_parts(text)), len(_IN_TURN.findall(text))) >= len(points):
        return  # a reply point by point is taken at its number: in other words it may well answer
    about = [topics.of(each, reply.firm) for each in points]
    answer = topics.of(text, reply.firm)
    for at, topic in enumerate(about):
        own = topic.pairs - frozenset[str]().union(*(each.pairs for n, each in enumerate(about) if n != at))
        if own and not _answered(topic, own, answer):
            yield Advice(About.POINT, str(at + 1), f"企业提的第{at + 1}点“{_quoted(points[at])}”没有看到答复")


def _answered(topic: Topic, own: frozenset[str], answer: Topic) -> bool:
    if topic.things.keys() & answer.things.keys():
        return True
    return len(own & answer.pairs) >= min(_SHARED, max(1, len(own) // _ONE_IN))


def _aspects(reply: Reply, text: str, asks: Sequence[str], review: Review) -> Iterator[Advice]:
    missing = [
        each
        for each in review.aspects
        if each.key in asks and not each.shows.search(text) and not (each.key == "person" and reply.person)
    ]
    if missing:
        told = "、".join(each.told for each in missing)
        said = reply.result.strip() or reply.text.strip()
        quoted = f"：“{_quoted(said)}”" if said else ""
        yield Advice(About.ASPECT, "、".join(each.key for each in missing), f"没有写明{told}{quoted}")


def _contradictions(reply: Reply, text: str, review: Review) -> Iterator[Advice]:
    for sentence in _SENTENCES.split(text):
        if review.later.search(sentence):
            continue
        for clause in _CLAUSES.split(sentence):
            found = review.unfinished.search(review.void.sub("", clause))
            if found and not review.done.search(clause):
                telling = clause.strip() if len(clause) <= _QUOTED else found[0]
                words = f"{reply.column}填“{reply.outcome}”，文中却说“{_quoted(sentence.strip(), telling)}”"
                yield Advice(About.CONTRADICTION, found[0], words)
                return


def _same(text: str, review: Review, others: Mapping[str, str]) -> Iterator[Advice]:
    words = plain(text)
    if len(words) < review.letters:
        return
    there = {number: other for number, other in others.items() if len(other) >= review.letters}
    for score, number in likest(words, there, review.alike)[:1]:
        told = "完全相同" if score > 99 else f"有{int(score)}%相同"
        yield Advice(About.SAME, number, f"与该单位对 {number} 的答复{told}：“{_quoted(text.strip())}”")


def _quoted(text: str, telling: str = "") -> str:
    """Return a text shortened to what a table holds, but with the telling words in it."""
    text = " ".join(text.split())
    if len(text) <= _QUOTED:
        return text
    at = max(0, text.find(" ".join(telling.split())))
    # From the beginning if the words are there, else so that they end what is quoted.
    start = max(0, at + len(telling) - _QUOTED)
    return f"{'…' if start else ''}{text[start : start + _QUOTED]}{'…' if start + _QUOTED < len(text) else ''}"
