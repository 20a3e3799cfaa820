"""A mechanism with the office's own settings of page and faces: they are one for all its issuers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from toolkit.mechanism.model import Mechanism


def typeset(mechanism: Mechanism, page: str = "", faces: Mapping[str, str] | None = None) -> Mechanism:
    """Return the mechanism with these settings over its own; where there are none the very same.

    Raises:
        ConfigError: there is no such page, or a face is for a purpose that no paper has.
    """
    if not page and not faces:
        return mechanism
    issuers = {
        kind: replace(each, layout=each.layout.changed(page, faces or {})) for kind, each in mechanism.issuers.items()
    }
    return replace(mechanism, issuers=issuers)
