"""A condition (条件) on a case's values, as a mechanism's data write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of a case's values: each column has one of the words, each of ``filled`` is not empty.

    Those of ``filled_again`` are not empty either from the second round on (重新办理): what was done to put right.
    """

    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filled: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    filled_again: tuple[str, ...] = ()

    def wanted(self, round_: int) -> tuple[str, ...]:
        """Return the columns that must not be empty in a round, counted from 1."""
        return (*self.filled, *self.filled_again) if round_ > 1 and self.filled_again else self.filled
