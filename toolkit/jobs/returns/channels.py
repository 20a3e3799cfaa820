"""By which channel (收集渠道) a report came: known by who reported it."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.events import CellValue
from toolkit.jobs.desk.desk import Desk


def with_channel(desk: Desk, values: Mapping[str, CellValue]) -> dict[str, CellValue]:
    """Return a report's values with its channel, where they name none and who reported collects by one only."""
    record = desk.mechanism.record
    column = record.roles.get("channel", "")
    rule = desk.collecting if column and column not in values else None
    unit = desk.mechanism.units.find(str(values.get(record.role("reporter"), ""))) if rule is not None else None
    channel = rule.channel_of(unit) if rule is not None and unit is not None else ""
    return {**values, column: channel} if channel else dict(values)
