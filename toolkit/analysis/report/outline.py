"""The report as plain data: sections of sentences, tables and charts, for whatever room puts them on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ChartKind = Literal["bar", "column", "pie", "line"]


@dataclass(frozen=True, slots=True)
class TableData:
    """A table.

    Attributes:
        title: stands above it.
        header: the column heads.
        rows: texts, as they are to be printed.
        notes: stand below it: definitions and exclusions.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartData:
    """A chart.

    Attributes:
        kind: ``bar`` (lying, first category on top), ``column``, ``pie`` or ``line``.
        title: stands above it.
        categories: the axis, or the slices.
        series: name and a value for each category.
        unit: of the values, ``件`` or ``%``.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report: heading with its number (一、…), sentences, tables, charts."""

    heading: str
    paragraphs: tuple[str, ...]
    tables: tuple[TableData, ...] = ()
    charts: tuple[ChartData, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrative:
    """A report.

    Attributes:
        title_period: ``2024年第一季度``.
        cutoff: the day the figures stand at, its end.
        sections: in order.
    """

    title_period: str
    cutoff: date
    sections: tuple[Section, ...]
