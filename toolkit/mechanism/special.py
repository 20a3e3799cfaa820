"""Special handling (特殊情况): what units may ask for, who decides about it, and what a decision comes to.

Seed 000 §三（三） of key matters: 特殊情况处理方式由“政企面对面”联络协作工作会议研定. What it leaves open (the
forms, how a pause counts, earlier dates of supporting units) each office settles for itself: all of it is data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from toolkit.mechanism.condition import Condition


class Effect(StrEnum):
    """What a granted request does; the value is also the event that a mechanism's transitions go by."""

    EXTEND = "extend"  # 延期: a later due date
    PAUSE = "pause"  # 暂停: days that do not count
    RESUME = "resume"  # 恢复: a pause, or 挂账, is over
    HAND_BACK = "hand_back"  # 退办: the matter goes to another unit
    PARK = "park"  # 挂账: it rests until it is looked at again


class By(StrEnum):
    """Who decides (批准权限)."""

    OFFICE = "office"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class RequestKind:
    """A kind of request.

    Attributes:
        form: the id of the form it is made on.
        effect: what it does where it is granted.
        word: what people call it, 延期; where a form serves several kinds, what its choice says.
        clocks: the deadlines it moves, by kind; a form may choose one of them.
        review: the kind of clock on which the day of review (复核日期) stands, "" for none.
        rule: where it comes from.
    """

    form: str
    effect: Effect
    word: str
    clocks: tuple[str, ...] = ()
    review: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides about the cases for which a condition holds."""

    by: By
    condition: Condition
    rule: str = ""


@dataclass(frozen=True, slots=True)
class SubClock:
    """An earlier date of supporting units (配合单位), each for itself.

    Attributes:
        name: the kind of clock, 配合意见.
        of: the lead unit's deadlines, of which the first that runs is meant.
        before: so many workdays before it.
        rule: where it comes from.
    """

    name: str
    of: tuple[str, ...]
    before: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Special:
    """A mechanism's rules of special handling.

    Attributes:
        requests: the kinds of request.
        deciders: who decides, the first whose condition holds; where none does, the office.
        granted, refused: with which words a meeting's decision begins, or which it holds, that grants or refuses.
        subclocks: the dates of supporting units.
    """

    requests: tuple[RequestKind, ...] = ()
    deciders: tuple[Decider, ...] = ()
    granted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    subclocks: tuple[SubClock, ...] = ()

    def request(self, form: str, word: str = "") -> RequestKind | None:
        """Return the kind of request that a form makes, by its choice where it serves several; None where unsaid."""
        found = [each for each in self.requests if each.form == form]
        return found[0] if len(found) == 1 else next((each for each in found if each.word == word), None)

    def verdict(self, decision: str) -> bool | None:
        """Return whether a meeting's recorded words grant (True) or refuse (False); None where they say neither."""
        text = re.sub(r"\s", "", decision)
        if any(word in text for word in self.refused):
            return False
        return True if any(word in text for word in self.granted) else None


#: A mechanism whose units ask for nothing.
NOTHING_SPECIAL = Special()


def special(data: Mapping[str, Any], condition: Any) -> Special:
    """Return what a mechanism's table ``[special]`` says.

    Args:
        data: the table.
        condition: what reads a condition.

    Raises:
        KeyError, ValueError: an entry is missing, or names an effect or a decider there is none of.
    """
    return Special(
        requests=tuple(
            RequestKind(
                form=each["form"],
                effect=Effect(each["effect"]),
                word=each["word"],
                clocks=tuple(each.get("clocks", ())),
                review=each.get("review", ""),
                rule=each.get("rule", ""),
            )
            for each in data.get("requests", ())
        ),
        deciders=tuple(
            Decider(By(each["by"]), condition(each), each.get("rule", "")) for each in data.get("deciders", ())
        ),
        granted=tuple(data.get("granted", ())),
        refused=tuple(data.get("refused", ())),
        subclocks=tuple(
            SubClock(each["name"], tuple(each["of"]), int(each["before"]), each.get("rule", ""))
            for each in data.get("subclocks", ())
        ),
    )


def contradictions(told: Special, forms: Sequence[tuple[str, str]], clocks: Sequence[str]) -> list[str]:
    """Return where the data of special handling do not fit the rest of the mechanism.

    Args:
        told: the rules.
        forms: id and kind of every form.
        clocks: the kinds of deadline.
    """
    asking = {form for form, kind in forms if kind == "requests"}
    named = {each.form for each in told.requests}
    found = [f"申请“{each.word}”用到没有的表“{each.form}”" for each in told.requests if each.form not in asking]
    found += [f"表“{form}”是申请，special.requests 没有说它申请什么" for form in sorted(asking - named)]
    used = [(each.word, name) for each in told.requests for name in each.clocks]
    used += [(each.name, name) for each in told.subclocks for name in each.of]
    found += [f"“{word}”用到没有的时限“{name}”" for word, name in used if name not in clocks]
    found += [
        f"申请“{each.word}”没有写 review" for each in told.requests if each.effect is Effect.PARK and not each.review
    ]
    return found
