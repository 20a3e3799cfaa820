"""The office's own templates (公文模板) as the jobs find them: form_templates/公文模板, a Word file a kind of paper."""

from __future__ import annotations

from pathlib import Path

from toolkit.documents.frames.template import Templates
from toolkit.documents.frames.template_kind import TemplateKind
from toolkit.documents.frames.template_kinds import KINDS
from toolkit.files import why
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism import Mechanism
from toolkit.workspace import Workspace

FOLDER = "公文模板"


def place_of(workspace: Workspace, kind: TemplateKind) -> Path:
    """Return where the office keeps its own template of a kind, whether it has one or not."""
    return workspace.form_templates / FOLDER / kind.file_name


def kinds_of(mechanism: Mechanism) -> list[TemplateKind]:
    """Return the kinds of paper that this office issues."""
    return [each for each in KINDS if each.id in mechanism.issuers]


def templates_of(desk: Desk) -> Templates:
    """Return the templates of this office; of one that cannot be used the person at the screen is told."""

    def own(kind: TemplateKind) -> bytes | None:
        path = place_of(desk.workspace, kind)
        try:
            return path.read_bytes() if path.is_file() else None
        except OSError as error:
            desk.say(f"公文模板“{path.name}”读不了（{why(error)}），这次的{kind.name}没有用它")
            return None

    return Templates(desk.mechanism, own, desk.say)
