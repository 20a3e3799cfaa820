from __future__ import annotations

from pathlib import Path

from toolkit.documents.frames.template_page import page

_PAGE = Path(__file__).parents[3] / "docs" / "公文模板字段.md"


def test_the_page_in_docs_is_the_one_the_fields_give() -> None:
    assert _PAGE.read_text(encoding="utf-8") == page(), (
        "a field has changed: python -m toolkit.documents.frames.template_page > docs/公文模板字段.md"
    )
