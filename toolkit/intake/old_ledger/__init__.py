"""Old ledgers (旧台账): tables with a matter a row, as offices designed them before; found, read, nothing guessed."""

from toolkit.intake.old_ledger.columns import Heading, Headings, Target
from toolkit.intake.old_ledger.layout import Row, Table, table_of
from toolkit.intake.old_ledger.values import Cell, Values

__all__ = ["Cell", "Heading", "Headings", "Row", "Table", "Target", "Values", "table_of"]
