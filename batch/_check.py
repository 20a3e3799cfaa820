"""Asks one Python whether the toolkit runs with it; every script here calls it first.

The answer is the exit status: 0 yes; 3 too old, or not 64 bits; 4 the libraries are not installed. With the argument
``bare`` the libraries are not asked for. Any Python there has ever been must be able to read this file.
"""

import sys


def missing():
    """Return the libraries in pyproject.toml that this Python has not got."""
    import re
    import tomllib
    from importlib import metadata
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    names = [re.match(r"[\w.-]+", wanted)[0] for wanted in project["project"]["dependencies"]]
    return [name for name in names if not any(True for _ in metadata.distributions(name=name))]


if sys.version_info < (3, 11) or sys.maxsize < 2**32:
    sys.exit(3)
sys.exit(4 if "bare" not in sys.argv and missing() else 0)
