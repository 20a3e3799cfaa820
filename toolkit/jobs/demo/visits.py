"""The visits of a demo's story: the forms that tell of them, what becomes of their matters, who looks after whom."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class ToldVisits:
    """The visits of a story.

    Attributes:
        matters: for each matter of each visit what ``cases.toml`` tells of a case; the first one of a visit brings the
            form, and so does the only one of a visit without any.
        logs: the logs of visits: day, file and rows.
        charges: who looks after whom, a row each.
    """

    matters: Sequence[Mapping[str, Any]] = ()
    logs: Sequence[Mapping[str, Any]] = ()
    charges: Sequence[Mapping[str, str]] = field(default_factory=list)


def read_visits(path: Path) -> ToldVisits:
    """Return what the story tells of visits; nothing where it has no such file."""
    if not path.is_file():
        return ToldVisits()
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return ToldVisits(
        matters=[matter for each in data["visit"] for matter in _matters(each)],
        logs=data.get("log", []),
        charges=[row for each in data["charge"] for row in _charges(each)],
    )


def matter_of(file: str, place: int) -> str:
    """Return by what name a matter of a visit is known: the form's file, with the place where it is not the first."""
    return file if place == 1 else f"{file}#{place}"


def _matters(visit: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    told = {"day": visit["day"], "shape": visit["shape"], "report": visit["told"]}
    for place, matter in enumerate(visit.get("matter", [{}]), 1):
        kind = "visit" if place == 1 else ""  # the form came with the first
        yield {**matter, **told, "file": matter_of(visit["file"], place), "kind": kind}


def _charges(told: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    for kind, firms in told["firms"].items():
        for firm in firms:
            yield {"挂钩领导": told["leader"], "挂钩对象": firm, "类别": kind}
