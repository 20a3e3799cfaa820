"""A mechanism's demo, played once and looked at as the office would."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from filelock import FileLock
from openpyxl import load_workbook

from toolkit.jobs.demo import demo


@dataclass(frozen=True)
class Played:
    """What the demo left behind, and what it said at its end."""

    folder: Path
    lines: list[str]

    def rows(self, sheet: str) -> list[Mapping[str, Any]]:
        book = load_workbook(io.BytesIO((self.folder / "register" / "总台账.xlsx").read_bytes()))
        head, *grid = book[sheet].iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in grid if any(row)]

    def outbox(self, *parts: str) -> Path:
        return self.folder.joinpath("outbox", *parts)

    def text(self, *parts: str) -> str:
        document = Document(str(self.outbox(*parts)))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(each.text for each in document.paragraphs), *cells])


def play(tmp_path_factory: pytest.TempPathFactory, mechanism: str) -> Played:
    """Play it once, even where several workers share the tests that look at it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, told = shared / f"演示 {mechanism}", shared / f"演示 {mechanism}.json"
    with FileLock(shared / f"演示 {mechanism}.lock"):
        if not told.exists():
            told.write_text(json.dumps(demo(folder, lambda *_: None, mechanism)), encoding="utf-8")
        return Played(folder, json.loads(told.read_text(encoding="utf-8")))
