"""What an office calls its columns (栏目名称): papers head theirs with the very words of its register."""

from __future__ import annotations

from toolkit.mechanism import Mechanism

#: The words by which the papers know what their columns mean.
_MEANT = {
    "案由": "subject",
    "问题类别": "category",
    "交办日期": "dispatched",
    "牵头单位": "lead",
    "牵头联系人": "lead_contact",
    "配合单位": "support",
}
#: Columns that a paper has only where the office's register knows of such a thing.
_ASKED = {"议定事项": "meeting", "意见时限": "opinion_due"}


def headed(mechanism: Mechanism, word: str) -> str:
    """Return how the office calls what a paper's column ``word`` means (事由 for 案由), ``word`` where it has none."""
    return mechanism.record.roles.get(_MEANT.get(word, ""), word)


def part(mechanism: Mechanism, role: str) -> str:
    """Return how the office calls what a unit is to a matter (牵头、配合): 承办 and 协办 where its columns say so."""
    return headed(mechanism, f"{role}单位").removesuffix("单位") if role else ""


def is_known(mechanism: Mechanism, word: str) -> bool:
    """Return whether a paper's column ``word`` means anything to the office: 意见时限 does not where none is asked."""
    return word not in _ASKED or _ASKED[word] in mechanism.record.roles
