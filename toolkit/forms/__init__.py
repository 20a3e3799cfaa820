"""Forms (表) as data: the model and its declaration."""

from toolkit.forms.declare import declare
from toolkit.forms.model import Field, FieldType, Filler, Form, Layout, LayoutCell, LayoutRow, Look, PlacedCell

__all__ = [
    "Field",
    "FieldType",
    "Filler",
    "Form",
    "Layout",
    "LayoutCell",
    "LayoutRow",
    "Look",
    "PlacedCell",
    "declare",
]
