"""The tags that a template drawn by code is written with."""

from __future__ import annotations

from toolkit.documents.setting.paper import Cell, Piece


def either(name: str, missing: Piece = "") -> list[Piece]:
    """Return a field, and what stands for it where it is empty; the tag closes in the piece after."""
    if not missing:
        return [f"{{{{ {name} }}}}"]
    return [f"{{% if {name} %}}{{{{ {name} }}}}{{% else %}}", missing, "{% endif %}"]


def loop_row(tag: str, columns: int) -> list[Cell]:
    """Return a row of a table of so many columns that only says where the repeated rows begin or end."""
    return [[[f"{{%tr {tag} %}}"]], *([[]] for _ in range(columns - 1))]
