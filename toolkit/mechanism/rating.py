"""What a mechanism makes of firms' ratings (服务评价, 好差评): when a unit is low, and what follows.

The data are ``ratings.toml`` in the mechanism's folder; a mechanism without the file ranks nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.check import SPAN
from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.model import Mechanism
from toolkit.mechanism.supervising import Supervising, contradictions, read_supervising

#: The file's name in the mechanism's folder.
FILE = "ratings.toml"
#: Sentences that the papers need, and what they may ask for.
WORDS = ("heading", "letter_title", "letter", "rectify")
#: The one that only a mechanism without a paper of its own for supervision needs.
SUPERVISE = "supervise"
NAMES = ("period", "unit", "share", "below", "run", "due", "office", "supervisor", "source")
_ALL = 100


@dataclass(frozen=True, slots=True)
class Rating:
    """What a mechanism says of ratings.

    Attributes:
        bad: the words that are bad ratings (差评).
        below: a unit with less than so many per cent good ratings in a period is low.
        least: a unit with fewer ratings in a period is not ranked.
        rectify: low in so many periods running, a unit has to put things right (限期整改).
        supervise: low in so many, it is gone into (督查).
        span: how long it has for that, from the last day of the period.
        supervisor: who goes into it.
        issuer: in whose name the letters go out.
        rule: the source.
        wording: sentences of the papers, by key.
        supervision: how a unit is gone into, None where it gets the letter that the others get.
    """

    bad: tuple[str, ...]
    below: float
    least: int
    rectify: int
    supervise: int
    span: str
    supervisor: str
    issuer: str
    rule: str
    wording: Mapping[str, str]
    supervision: Supervising | None = None


def load_rating(mechanism: Mechanism) -> Rating | None:
    """Return what the mechanism makes of ratings, None where its folder has no such file.

    Raises:
        ConfigError: an entry is missing or wrong, or names a rating, a unit or an issuer that there is not.
    """
    return read_companion(mechanism, FILE, _rating, lambda found: _wrong(found, mechanism))


def _rating(data: Mapping[str, Any]) -> Rating:
    low, after = data["low"], data["after"]
    return Rating(
        bad=tuple(low["bad"]),
        below=float(low["below"]),
        least=int(low["least"]),
        rectify=int(after["rectify"]),
        supervise=int(after["supervise"]),
        span=after["span"],
        supervisor=after["supervisor"],
        issuer=data["issuer"],
        rule=data["rule"],
        wording=dict(data["wording"]),
        supervision=read_supervising(data["supervision"]) if "supervision" in data else None,
    )


def _wrong(found: Rating, mechanism: Mechanism) -> Iterator[str]:
    record = mechanism.record
    column = next((each for each in record.columns if each.name == record.roles["satisfaction"]), None)
    offered = mechanism.choices(column) if column is not None else ()
    yield from (f"low 的 bad 写的“{each}”不在评价的可选说法里" for each in found.bad if each not in offered)
    if not found.bad:
        yield "low 的 bad 没有写哪些是差评"
    if not 0 < found.below <= _ALL:
        yield "low 的 below 应是 1 到 100 的百分数"
    if found.least < 1:
        yield "low 的 least 应是 1 以上的件数"
    if not 1 <= found.rectify < found.supervise:
        yield "after 的 rectify 应是 1 以上的期数，supervise 应比它大"
    if not SPAN.match(found.span):
        yield f"after 的 span 写的“{found.span}”不是期限，写法如 1个月、15工作日"
    if mechanism.units and all(each.name != found.supervisor for each in mechanism.units):
        yield f"督查单位“{found.supervisor}”不在成员单位里"
    if found.issuer not in mechanism.issuers:
        yield f"出具单位“{found.issuer}”没有写明"
    needed = (*WORDS, SUPERVISE) if found.supervision is None else WORDS
    yield from (f"wording 缺少 {each}" for each in needed if not found.wording.get(each))
    for key in needed:
        try:
            found.wording.get(key, "").format_map(dict.fromkeys(NAMES, ""))
        except (KeyError, ValueError, IndexError):
            yield f"wording 的 {key} 里花括号中的名称不认得，可用的有：{'、'.join(NAMES)}"
    yield from contradictions(found.supervision, mechanism)
