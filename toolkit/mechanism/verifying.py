"""How a mechanism has reported matters looked into before anything is done about them (核实).

The data are ``verify.toml`` in the mechanism's folder; a mechanism without the file takes every matter as reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.ladder import ReminderPaper, read_paper, wrong_papers
from toolkit.mechanism.model import Mechanism

#: The file's name in the mechanism's folder.
FILE = "verify.toml"
#: What the paper's words may ask for beside what every reminding paper's may.
OWN_NAMES = ("核实表",)
#: What a record needs for it: who looks into it, and what came of it.
_ROLES = ("verifier", "verified")


@dataclass(frozen=True, slots=True)
class Verifying:
    """How units are asked whether a matter is so.

    Attributes:
        name: what they owe, as a kind of deadline.
        within: in how many workdays.
        paper: by which paper they are asked.
        rule: the source.
    """

    name: str
    within: int
    paper: ReminderPaper
    rule: str


def load_verifying(mechanism: Mechanism) -> Verifying | None:
    """Return how the mechanism has matters looked into, None where its folder has no such file.

    Raises:
        ConfigError: an entry is missing or wrong, or names what there is none of.
    """
    return read_companion(mechanism, FILE, _verifying, lambda each: _wrong(each, mechanism))


def _verifying(data: Mapping[str, Any]) -> Verifying:
    return Verifying(data["name"], int(data["within"]), read_paper(data["paper"]), data["rule"])


def _wrong(found: Verifying, mechanism: Mechanism) -> Iterator[str]:
    record = mechanism.record
    yield from (f"台账的 roles 缺少 {each}" for each in _ROLES if each not in record.roles)
    if not any(each.on == "consulted" for each in record.transitions):
        yield "台账没有征求核实意见这一步（on = consulted）"
    if not any(form.kind == "verifies" for form in mechanism.forms):
        yield "没有核实用的表（kind = verifies）"
    yield from wrong_papers([found.paper], mechanism, OWN_NAMES)
