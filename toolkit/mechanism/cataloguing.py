"""What a mechanism's meeting takes up stands on a catalogue first (目录), which others approve step by step (审定).

The data are ``catalogue.toml`` in the mechanism's folder; a mechanism without the file has every matter of the
meeting's classes go before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.model import Mechanism, Phase

#: The file's name in the mechanism's folder.
FILE = "catalogue.toml"
_ISSUER = "note"


@dataclass(frozen=True, slots=True)
class ApprovalStep:
    """A step of the approval (审定).

    Attributes:
        name: what it is called.
        by: who decides.
        column: the register column that takes what was decided.
        rule: the source.
    """

    name: str
    by: str
    column: str
    rule: str


@dataclass(frozen=True, slots=True)
class Cataloguing:
    """How a meeting's catalogue is made and approved.

    Attributes:
        title: the catalogue's title.
        to: to whom it goes.
        due_before: how many workdays before the meeting it is due there.
        proposal: the register column for what is proposed to be done, "" for none.
        steps: the steps of its approval, in order.
        final_title: the title of the list of what was approved.
        rule: the source.
    """

    title: str
    to: str
    due_before: int
    proposal: str
    steps: tuple[ApprovalStep, ...]
    final_title: str
    rule: str

    @property
    def to_fill(self) -> tuple[str, ...]:
        """Return the register columns that the approval fills, in its order."""
        return (*filter(None, [self.proposal]), *(each.column for each in self.steps))


def load_cataloguing(mechanism: Mechanism) -> Cataloguing | None:
    """Return how the mechanism makes its catalogue, None where its folder has no such file.

    Raises:
        ConfigError: an entry is missing or wrong, or names what there is none of.
    """
    return read_companion(mechanism, FILE, _cataloguing, lambda each: _wrong(each, mechanism))


def _cataloguing(data: Mapping[str, Any]) -> Cataloguing:
    return Cataloguing(
        title=data["title"],
        to=data["to"],
        due_before=int(data["due_before"]),
        proposal=data.get("proposal", ""),
        steps=tuple(ApprovalStep(each["name"], each["by"], each["column"], each["rule"]) for each in data["steps"]),
        final_title=data["final_title"],
        rule=data["rule"],
    )


def _wrong(found: Cataloguing, mechanism: Mechanism) -> Iterator[str]:
    record, names = mechanism.record, {each.name for each in mechanism.record.columns}
    yield from (f"审定用到没有的列“{each}”" for each in found.to_fill if each not in names)
    if "catalogue" not in record.roles:
        yield "台账的 roles 缺少 catalogue"
    if not any(each.on == "catalogued" for each in record.transitions):
        yield "台账没有列入目录这一步（on = catalogued）"
    if not record.in_phase(Phase.APPROVING):
        yield "台账没有等审定的状态（phase = approving）"
    if not any(form.kind == "approves" for form in mechanism.forms):
        yield "没有目录用的表（kind = approves）"
    if mechanism.regular_meeting is None:
        yield "目录报送会议，但没有定期会议"
    if _ISSUER not in mechanism.issuers:
        yield f"没有写明“{_ISSUER}”由谁出具"
