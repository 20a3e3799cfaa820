"""What has to be seen to on the day of a mechanism's regular meeting (接待): what, by whom, by when.

The data are ``hosting.toml`` in the mechanism's folder; a mechanism without the file has no such list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.model import Mechanism

#: The file's name in the mechanism's folder.
FILE = "hosting.toml"
_ISSUER = "note"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be seen to.

    Attributes:
        what: what it is.
        units: by whom.
        before: how many workdays before the meeting at the latest; 0 for the day itself, below 0 for after it.
        rule: the source.
    """

    what: str
    units: tuple[str, ...]
    before: int
    rule: str


@dataclass(frozen=True, slots=True)
class Hosting:
    """The list of the day: its title, what is to be seen to in order, and the source."""

    title: str
    duties: tuple[Duty, ...]
    rule: str


def load_hosting(mechanism: Mechanism) -> Hosting | None:
    """Return what the mechanism has seen to on the day, None where its folder has no such file.

    Raises:
        ConfigError: an entry is missing or wrong, or names what there is none of.
    """
    return read_companion(mechanism, FILE, _hosting, lambda _: _wrong(mechanism))


def _hosting(data: Mapping[str, Any]) -> Hosting:
    return Hosting(
        title=data["title"],
        duties=tuple(
            Duty(each["what"], tuple(each["units"]), int(each["before"]), each["rule"]) for each in data["duties"]
        ),
        rule=data["rule"],
    )


def _wrong(mechanism: Mechanism) -> Iterator[str]:
    # Units are the office's own by now (the sheet 成员单位): one that it has not is no contradiction.
    if _ISSUER not in mechanism.issuers:
        yield f"没有写明“{_ISSUER}”由谁出具"
    if mechanism.regular_meeting is None:
        yield "接待安排按会期倒推，但没有定期会议"
