"""What a chart shows, apart from how it is drawn: plain data, so that nothing is loaded to hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Series:
    """A row of figures; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """A chart.

    Attributes:
        title: printed below it and read out to those who cannot see it.
        categories: what the figures are of.
        series: rows of figures, each as long as ``categories``.
        kind: ``column`` upright bars, ``bar`` lying ones (for long names), ``line`` for a course in time.
        number_format: of the labels, ``0`` or ``0.0%``.
        height: in millimetres; 0 takes what suits the number of bars.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    kind: Literal["column", "bar", "line"] = "column"
    number_format: str = "0"
    height: int = 0
