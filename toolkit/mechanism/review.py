"""What a mechanism asks of a reply (答复核查): what it must name, and the words by which it contradicts itself.

The data are ``review.toml``, shared by all mechanisms; one that has a file of its own goes by that alone, and with an
empty one looks at no reply.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.mechanism.companion import read_companion, read_data
from toolkit.mechanism.load import SHIPPED
from toolkit.mechanism.model import Mechanism

#: The file's name, in the mechanism's folder or beside all of them.
FILE = "review.toml"


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something a reply must name: a measure, a date, who is responsible, a basis.

    Attributes:
        key: its name in the data.
        told: what it is, as the office is told where it is missing.
        shows: what shows that it is there.
    """

    key: str
    told: str
    shows: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is asked of a reply with an outcome (处理情况).

    Attributes:
        asks: the keys of what it must name.
        contradicts: whether words of something unfinished contradict it.
    """

    asks: tuple[str, ...]
    contradicts: bool


@dataclass(frozen=True, slots=True)
class Review:
    """All that a mechanism gives for looking through replies.

    Attributes:
        points: by which a sentence raises a point, where the firm has not numbered them.
        besides: at the beginning of a sentence, that another point begins.
        hollow: phrases that say nothing; what they hold is not looked for.
        outcomes: outcome → what is asked of it; of others nothing is.
        aspects: what may be asked.
        unfinished: by which a reply says that something is not done yet.
        done: in the same clause, that it is; ``later``: in the same sentence, that what follows is service afterwards.
        alike: from how many per cent on two replies are the same text; ``letters``: of how many letters each.
    """

    points: re.Pattern[str]
    besides: re.Pattern[str]
    hollow: re.Pattern[str]
    outcomes: Mapping[str, Expected]
    aspects: tuple[Aspect, ...]
    unfinished: re.Pattern[str]
    done: re.Pattern[str]
    later: re.Pattern[str]
    void: re.Pattern[str]
    alike: float
    letters: int


def load_review(mechanism: Mechanism) -> Review | None:
    """Return what the mechanism asks of replies, None where it asks nothing.

    Of what all share that counts which speaks of the mechanism's own outcomes.

    Raises:
        ConfigError: an entry is missing or wrong, or a mechanism's own file names an outcome its register has not.
    """
    review = read_companion(mechanism, FILE, _review, lambda own: _wrong(own, mechanism))
    if review is None:
        known, shared = _outcomes(mechanism), read_data(SHIPPED / FILE, _review)
        review = replace(shared, outcomes={value: asks for value, asks in shared.outcomes.items() if value in known})
    return review if review.outcomes else None


def _review(data: Mapping[str, Any]) -> Review:
    unfinished, same = data.get("open", {}), data.get("same", {})
    return Review(
        points=_any_of(data.get("points", ())),
        besides=_any_of(data.get("besides", ())),
        hollow=_any_of(data.get("hollow", ())),
        outcomes={
            each["value"]: Expected(tuple(each.get("asks", ())), bool(each.get("contradicts", False)))
            for each in data.get("outcomes", ())
        },
        aspects=tuple(
            Aspect(each["key"], each["told"], _any_of(each.get("words", ()), each.get("patterns", ())))
            for each in data.get("aspects", ())
        ),
        unfinished=_any_of(unfinished.get("words", ()), unfinished.get("patterns", ())),
        done=_any_of(unfinished.get("done", ())),
        later=_any_of(unfinished.get("later", ())),
        void=_any_of(unfinished.get("void", ())),
        alike=float(same.get("least", 90)),
        letters=int(same.get("letters", 20)),
    )


def _any_of(words: Iterable[str], patterns: Iterable[str] = ()) -> re.Pattern[str]:
    """Return what matches any of the words, the longest first, or of the patterns; nothing where there are none.

    Raises:
        ValueError: a pattern cannot be read.
    """
    each = [*patterns, *map(re.escape, sorted(words, key=len, reverse=True))]
    try:
        return re.compile("|".join(f"(?:{one})" for one in each) or r"(?!)")
    except re.error as error:
        raise ValueError(f"{error.pattern!s}：{error.msg}") from error


def _outcomes(mechanism: Mechanism) -> Collection[str]:
    record = mechanism.record
    column = next((each for each in record.columns if each.name == record.roles.get("outcome", "")), None)
    return mechanism.choices(column) if column is not None else ()


def _wrong(review: Review, mechanism: Mechanism) -> Iterator[str]:
    known_outcomes = _outcomes(mechanism)
    yield from (f"没有处理情况“{value}”" for value in review.outcomes if value not in known_outcomes)
    known = {each.key for each in review.aspects}
    asked = {key for each in review.outcomes.values() for key in each.asks}
    yield from (f"没有写明怎样才算有“{key}”" for key in sorted(asked - known))
