"""Asks one Python whether the toolkit runs with it; every script here calls it first.

The answer is the exit status: 0 yes; 3 too old, or not 64 bits; 4 the libraries are not installed. With the argument
``bare`` the libraries are not asked for. An old Python must be able to read this file to the end.
"""

import re
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def missing():
    """Return the libraries in pyproject.toml that this Python has not got, or only in an older version."""
    import tomllib  # noqa: PLC0415 - an old Python has none
    from importlib import metadata  # noqa: PLC0415

    def number(version):
        return [int(each) for each in re.findall(r"\d+", version)[:3]]

    lacking = []
    for wanted in tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]:
        name, least = re.match(r"([\w.-]+)[>=]=([\w.]+)", wanted).groups()
        found = [each.version for each in metadata.distributions(name=name)]
        if not found or number(found[0]) < number(least):
            lacking.append(wanted)
    return lacking


if sys.version_info < (3, 11) or sys.maxsize < 2**32:
    sys.exit(3)
sys.exit(4 if "bare" not in sys.argv and missing() else 0)
