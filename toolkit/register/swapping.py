"""What the two ways to swap the register in (Windows, POSIX) have in common: what can be in the way of it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


class HeldError(Exception):
    """Somebody has the register open so that it must not be replaced."""


class ChangedError(Exception):
    """The register holds other bytes than those we started from."""


def aside_of(register: Path) -> Path:
    """Return where the old register lies for the moment in which the new one takes its place (Windows only)."""
    return register.with_name(f".~{register.stem}.swap")


def put_back(register: Path) -> bool:
    """Put back a register that a killed run left aside, where none stands; return whether it did.

    Whoever is at work on it this moment holds it, and then it stays with them.
    """
    aside = aside_of(register)
    with suppress(OSError):
        if aside.exists() and not register.exists():
            aside.rename(register)
            return True
    return False
