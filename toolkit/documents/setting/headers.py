"""What an office calls its columns (栏目名称): papers head theirs with the very words of its register."""

from __future__ import annotations

from toolkit.mechanism import Mechanism

#: The words by which the papers know what their columns mean.
_MEANT = {"案由": "subject", "问题类别": "category", "交办日期": "dispatched"}


def headed(mechanism: Mechanism, word: str) -> str:
    """Return how the office calls what a paper's column ``word`` means (事由 for 案由), ``word`` where it has none."""
    return mechanism.record.roles.get(_MEANT.get(word, ""), word)
