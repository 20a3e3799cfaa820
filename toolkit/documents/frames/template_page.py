"""The page of fields (公文模板字段), written from what each kind of paper declares.

``python -m toolkit.documents.frames.template_page > docs/公文模板字段.md`` after a field has changed; a test holds
the file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from toolkit.documents.frames.template_kind import TemplateField, TemplateKind
from toolkit.documents.frames.template_kinds import KINDS

_HEAD = """\
# 公文模板字段

本页由程序生成，请勿手工修改：`python -m toolkit.documents.frames.template_page > docs/公文模板字段.md`。

模板在工作目录的 `form_templates/公文模板`（先运行 `toolkit papers`），怎样修改见使用手册“公文模板 papers”。
下面是各类公文可以写在 `{{ }}` 里的字段；标“必需”的，模板里少了它就不会用这个模板。
"""


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join([_HEAD, *(_section(each) for each in KINDS)])


def _section(kind: TemplateKind) -> str:
    lines = [f"## {kind.file_name}", "", "| 字段 | 填入什么 | |", "|---|---|---|", *_rows(kind.fields)]
    return "\n".join(lines) + "\n"


def _rows(fields: Sequence[TemplateField], within: str = "") -> Iterator[str]:
    for each in fields:
        many = "（多行，用 for 循环）" * bool(each.each)
        required = "必需" if each.required else ""
        yield f"| {f'{within} 的每一行：' if within else ''}{each.name} | {each.meaning}{many} | {required} |"
        yield from _rows(each.each, f"{within} {each.name}".strip())


if __name__ == "__main__":
    sys.stdout.write(page())
