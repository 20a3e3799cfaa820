"""Lookalikes (像总台账的文件): other spreadsheets beside the register, which a person may take for it; none is read.

A program offers to save as .xls or .ods, a copy (总台账 - 副本.xlsx) is opened in the register's place, a register is
renamed. What is typed there is on the disk and reaches nobody.
"""

from __future__ import annotations

from pathlib import Path

#: What the programs of an office save spreadsheets as.
_KINDS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv"})
#: Owner files and files that are being written begin like this.
_PASSING = ("~$", ".~")
#: A copy made by a program bears the time of what it is a copy of, as coarsely as its drive keeps it, in seconds.
_COARSE = 2.0


def lookalikes(register: Path) -> list[Path]:
    """Return the other spreadsheets beside the register, the one saved last first; none where the folder is away."""
    try:
        found = [
            (each.stat().st_mtime_ns, each)
            for each in register.parent.iterdir()
            if each.suffix.lower() in _KINDS and each != register and not each.name.startswith(_PASSING)
        ]
    except OSError:
        return []
    return [each for _, each in sorted(found, reverse=True)]


def saved_since(register: Path) -> list[Path]:
    """Return those that were saved after the register was, the last one first: somebody may be working there."""
    found = lookalikes(register)
    if not found:
        return []
    try:
        last = register.stat().st_mtime
        return [each for each in found if each.stat().st_mtime > last + _COARSE]
    except OSError:
        return []
