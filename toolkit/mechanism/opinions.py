"""What a mechanism writes of each matter after its meeting (处理意见), and who sees to it that it is done (督办).

The data are ``opinions.toml`` in the mechanism's folder; a mechanism without the file has its minutes alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.ladder import ReminderPaper, read_paper, wrong_papers
from toolkit.mechanism.model import Mechanism

#: The file's name in the mechanism's folder.
FILE = "opinions.toml"
_ISSUER = "note"


@dataclass(frozen=True, slots=True)
class Supervision:
    """Who sees to it that what was handed out is done (督办).

    Attributes:
        unit: which unit that is.
        paper: by which paper it is told what was handed out to whom.
        rule: the source.
    """

    unit: str
    paper: ReminderPaper
    rule: str


@dataclass(frozen=True, slots=True)
class Opinions:
    """The paper of each matter after a meeting (处理意见).

    Attributes:
        title: its title.
        boxes: who signs it, a box each, in order.
        approved: the register column with the day on which it was approved.
        supervision: who sees to it that it is done, None for nobody.
        rule: the source.
    """

    title: str
    boxes: tuple[str, ...]
    approved: str
    supervision: Supervision | None
    rule: str


def load_opinions(mechanism: Mechanism) -> Opinions | None:
    """Return what the mechanism writes of each matter, None where its folder has no such file.

    Raises:
        ConfigError: an entry is missing or wrong, or names what there is none of.
    """
    return read_companion(mechanism, FILE, _opinions, lambda each: _wrong(each, mechanism))


def _opinions(data: Mapping[str, Any]) -> Opinions:
    told = data.get("supervision")
    return Opinions(
        title=data["title"],
        boxes=tuple(data["boxes"]),
        approved=data["approved"],
        supervision=Supervision(told["unit"], read_paper(told["paper"]), told["rule"]) if told else None,
        rule=data["rule"],
    )


def _wrong(found: Opinions, mechanism: Mechanism) -> Iterator[str]:
    if found.approved not in {each.name for each in mechanism.record.columns}:
        yield f"审定日期的列“{found.approved}”台账没有"
    if _ISSUER not in mechanism.issuers:
        yield f"没有写明“{_ISSUER}”由谁出具"
    if found.supervision:
        yield from wrong_papers([found.supervision.paper], mechanism)
