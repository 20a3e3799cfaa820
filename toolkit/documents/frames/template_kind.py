"""What a template may ask for: the fields of each kind of paper, which filling, checking and the manual go by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from toolkit.mechanism import Mechanism


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A field (字段): what a template may ask for between braces.

    Attributes:
        name: as it stands in the template, ``反馈期限``.
        meaning: what is filled in, in the office's words.
        required: whether a paper without it would be of no use; a template that leaves it out is not used.
        each: of a list, what each of its entries has; () for text, numbers and truths, and for lists of text.
    """

    name: str
    meaning: str
    required: bool = False
    each: tuple[TemplateField, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateKind:
    """A kind of paper that is made from a template.

    Attributes:
        id: the name of the mechanism's own template, ``letter`` for ``papers/letter.docx``.
        name: how the office calls it; its own template is ``交办函.docx``.
        fields: what it may ask for.
        draw: draws the template that is used where there is no other.
    """

    id: str
    name: str
    fields: tuple[TemplateField, ...]
    draw: Callable[[Mechanism], bytes]

    @property
    def file_name(self) -> str:
        """Return the file name of the office's own template."""
        return f"{self.name}.docx"
