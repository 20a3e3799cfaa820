"""Questions on 待确认 that were settled without the office's answer (已办结的待确认)."""

from __future__ import annotations

from toolkit.events import Event


def settled_words(decision: Event) -> str:
    """Return in words how a question was settled, and as which matter, where it became one."""
    settled = str(decision.data["settled"])
    return f"{settled}为 {decision.number}" if decision.number else settled


def late_ask(ask: str) -> str:
    """Return under which name an answer is kept that came when its question was settled already."""
    return f"{ask}-已办结"
