"""A condition (条件) on a case's values, as a mechanism's data write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of a case's values: each column has one of the words, each of ``filled`` is not empty."""

    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filled: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
