from __future__ import annotations

from pathlib import Path

from toolkit.cli.reference import reference

_PAGE = Path(__file__).parents[2] / "docs" / "命令参考.md"


def test_the_page_in_docs_is_the_one_the_commands_give() -> None:
    assert _PAGE.read_text(encoding="utf-8") == reference(), (
        "a command has changed: python -m toolkit.cli.reference > docs/命令参考.md"
    )
