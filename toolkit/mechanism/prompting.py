"""When visiting groups are reminded of what is missing to a quarter's visits (走访提醒), and by which paper.

The data are ``prompt.toml`` in the mechanism's folder; a mechanism without the file reminds no group. They are read
when reminders are asked for and not with the rest: no other command needs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.ladder import ReminderPaper, read_paper, wrong_papers
from toolkit.mechanism.model import Mechanism

#: The file's name in the mechanism's folder.
FILE = "prompt.toml"
#: What the paper's words may ask for in braces beside what every reminding paper may.
QUARTER = "季度"


@dataclass(frozen=True, slots=True)
class Prompting:
    """When a visiting group is reminded, each quarter once of its visits and once of its log.

    Attributes:
        before: from how many workdays before a quarter's end on groups are reminded of visits, talks and quotas; until
            the day by which the quarter's report is due.
        after: from how many workdays after that day on they are reminded of a log that did not come.
        rule: the source, in words.
        paper: by which paper.
    """

    before: int
    after: int
    rule: str
    paper: ReminderPaper


def load_prompting(mechanism: Mechanism) -> Prompting | None:
    """Return when visiting groups are reminded, None where the mechanism's folder has no such file.

    Raises:
        ConfigError: an entry is missing or wrong, or names an issuer or a word that there is none of.
    """
    return read_companion(mechanism, FILE, _prompting, lambda each: _wrong(each, mechanism))


def _prompting(data: Mapping[str, Any]) -> Prompting:
    return Prompting(int(data["before"]), int(data["after"]), data["rule"], read_paper(data["paper"]))


def _wrong(prompting: Prompting, mechanism: Mechanism) -> Iterator[str]:
    if mechanism.visiting is None:
        yield "没有走访的机制，用不到走访提醒"
    if prompting.before < 0 or prompting.after < 1:
        yield "before 应是 0 或更大的工作日数，after 应是 1 或更大的工作日数"
    yield from wrong_papers([prompting.paper], mechanism, [QUARTER])
