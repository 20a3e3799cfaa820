"""Every kind of paper that is made from a template; a new one is added here."""

from __future__ import annotations

from toolkit.documents.frames.letter_template import LETTER
from toolkit.documents.frames.notice_template import NOTICE
from toolkit.documents.frames.template_kind import TemplateKind

KINDS: tuple[TemplateKind, ...] = (LETTER, NOTICE)
