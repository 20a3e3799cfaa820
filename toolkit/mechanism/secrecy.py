"""Which reports are kept secret (保密): whose name no paper that goes round may tell, and that never reach the accused.

The data are ``[secrecy]`` in ``record.toml``; a mechanism without it keeps nothing secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: What the words on the papers may ask for.
NAMES = ("编号", "分类", "办公室")


@dataclass(frozen=True, slots=True)
class Secrecy:
    """What is kept secret.

    Attributes:
        classes: the classes whose reports are.
        named_by: the columns that tell who reports; without them nobody has put a name to the report (实名).
        words: what whoever handles such a report is told.
        rule: the source.
    """

    classes: tuple[str, ...] = ()
    named_by: tuple[str, ...] = ()
    words: str = ""
    rule: str = ""


NOTHING_SECRET = Secrecy()


def secrecy(data: Mapping[str, Any]) -> Secrecy:
    """Return what the entries under ``[secrecy]`` say; none keep nothing secret. Raises KeyError for a missing one."""
    if not data:
        return NOTHING_SECRET
    return Secrecy(tuple(data["classes"]), tuple(data["named_by"]), data["words"], data["rule"])
