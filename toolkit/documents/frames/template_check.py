"""What is wrong with a template (体检): told in the office's words, with the paragraph it stands in."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from docx.opc.exceptions import PackageNotFoundError
from jinja2 import Environment, TemplateSyntaxError, nodes
from lxml.etree import XMLSyntaxError

from toolkit.documents.frames.template_kind import TemplateField, TemplateKind
from toolkit.documents.frames.template_lines import TemplateLine, read_lines

_FULL_WIDTH = re.compile(r"[｛｝]{2}|｛[%％]|[%％]｝|\{％|％\}")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_HALF_TAG = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
#: What docxtpl reads before jinja does: whose paragraph, row, cell or run the tag stands for.
_SCOPE = re.compile(r"(\{[{%])(?:tr|tc|p|r)(?=\s)")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
#: Names every loop has.
_LOOP = "loop"
_LONE = re.compile(r"(?<!\{)\{\s*([^{}%#]+?)\s*\}(?!\})")

#: What a name stands for: the fields of its entries by name, None where they are not known.
_Scope = Mapping[str, "tuple[TemplateField, ...] | None"]


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """What is wrong: a sentence that says where and what to do, and whether the template can therefore not be used."""

    words: str
    serious: bool = True


def faults(template: bytes, kind: TemplateKind) -> list[TemplateFault]:
    """Return what is wrong with a template of this kind, none where it can be used as it is."""
    try:
        text = read_lines(template)
    except (PackageNotFoundError, zipfile.BadZipFile, XMLSyntaxError, KeyError, ValueError):
        return [TemplateFault("不是能打开的 Word 文件，请用 Word 或 WPS 另存为 docx")]
    found: list[TemplateFault] = []
    used: set[str] = set()
    for part in text.parts:
        marks = [fault for line in part for fault in _marks(line, kind)]
        found += marks
        torn = any(each.serious for each in marks)
        # With a tag that is not closed, loops and conditions would be told wrongly; names in whole tags are not.
        found += _names(part, kind, used, torn=torn)
    if not any(each.serious for each in found):
        found += _missing(kind, used)
    found += [
        TemplateFault(f"样式“{each}”在文件里没有，用它的段落会按“正文”排；请从自带模板里复制这个样式", serious=False)
        for each in text.unknown_styles
    ]
    return found


def _marks(line: TemplateLine, kind: TemplateKind) -> Iterator[TemplateFault]:
    """Tell of braces typed wrongly."""
    if _FULL_WIDTH.search(line.text):
        yield TemplateFault(f"{line.told}用了全角的花括号或百分号，请改为半角的 {{{{ }}}} 或 {{% %}}")
    bare = _TAG.sub("", line.text)
    half = "、".join(f"“{each[0]}”" for each in _HALF_TAG.finditer(bare))
    if half:
        yield TemplateFault(f"{line.told}里的{half}没有配对；同一个 {{{{ }}}} 或 {{% %}} 要写在同一段里")
    for lone in _LONE.finditer(bare):
        if lone[1] in {each.name for each in kind.fields}:
            yield TemplateFault(
                f"{line.told}里的“{lone[0]}”只有一层花括号，不会填写，请写成“{{{{ {lone[1]} }}}}”", serious=False
            )


def _names(part: Sequence[TemplateLine], kind: TemplateKind, used: set[str], *, torn: bool) -> Iterator[TemplateFault]:
    """Tell of loops and conditions that do not close, and of names that no such paper has; keep those it has.

    Where a tag is ``torn``, loops and conditions are left until it is whole.
    """
    environment = Environment(autoescape=True)
    broken = [[tag for tag in _tags(each.text) if _is_broken(tag, environment)] for each in part]
    for line, tags in zip(part, broken, strict=True):
        yield from (TemplateFault(f"{line.told}里的“{each}”写得不完整") for each in tags)
    # A line for a paragraph: what the engine says of line 7 is said of the seventh paragraph.
    source = "\n".join(
        " ".join(each for each in _tags(line.text) if each not in tags) for line, tags in zip(part, broken, strict=True)
    )
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        if torn:
            return
        line = part[min(error.lineno, len(part)) - 1]
        yield TemplateFault(_syntax(str(error.message), line))
        return
    names: dict[str, tuple[TemplateField, ...] | None] = {each.name: each.each or None for each in kind.fields}
    for assigned in tree.find_all(nodes.Assign):
        names |= _bound(assigned.target, None)
    for lineno, name in _unknown(tree, names, used):
        near = _near(name, kind)
        hint = f"是不是“{near}”？" if near else "可用的字段见 docs 文件夹里的“公文模板字段”"
        yield TemplateFault(f"{part[lineno - 1].told}：没有“{name}”这个字段，{hint}")
    for each in tree.find_all(nodes.Filter):
        if each.name not in environment.filters:
            yield TemplateFault(f"{part[each.lineno - 1].told}：没有“|{each.name}”这个写法，请删去")


def _tags(text: str) -> list[str]:
    """Return a paragraph's tags as the engine gets them: what is not in braces is nothing to it."""
    return [_SCOPE.sub(r"\1", each[0]).translate(_QUOTES) for each in _TAG.finditer(text.replace("\n", " "))]


def _is_broken(tag: str, environment: Environment) -> bool:
    """Return whether a tag that stands for a text cannot be read; loops and conditions are read with their ends."""
    if not tag.startswith("{{"):
        return False
    try:
        environment.parse(tag)
    except TemplateSyntaxError:
        return True
    return False


def _syntax(message: str, line: TemplateLine) -> str:
    if "end of template" in message.lower():
        return f"{line.told}之前有一处“for”或“if”没有对应的“endfor”或“endif”，请补上"
    if "unknown tag" in message.lower():
        return f"{line.told}里的 {{% %}} 没有配对或者写错了：“for … in …”要有“endfor”，“if …”要有“endif”"
    return f"{line.told}里的 {{{{ }}}} 或 {{% %}} 写得不完整"


def _unknown(node: nodes.Node, names: _Scope, used: set[str]) -> Iterator[tuple[int, str]]:
    """Give each name asked for that nothing fills, with its line; loops and settings make names of their own."""
    if isinstance(node, nodes.For):
        yield from _unknown(node.iter, names, used)
        inner = {**names, _LOOP: None, **_bound(node.target, _entries(node.iter, names))}
        for each in (*node.body, *([node.test] if node.test else [])):
            yield from _unknown(each, inner, used)
        for each in node.else_:
            yield from _unknown(each, names, used)
        return
    if isinstance(node, nodes.Name):
        if node.name in names:
            used.add(node.name)
        else:
            yield node.lineno, node.name
        return
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        known = names.get(node.node.name)
        if known is not None and node.attr not in {each.name for each in known}:
            yield node.lineno, f"{node.node.name}.{node.attr}"
    for each in node.iter_child_nodes(exclude=("target",)):
        yield from _unknown(each, names, used)


def _bound(
    target: nodes.Node, entries: tuple[TemplateField, ...] | None
) -> dict[str, tuple[TemplateField, ...] | None]:
    if isinstance(target, nodes.Name):
        return {target.name: entries}
    return {each.name: None for each in target.find_all(nodes.Name)}


def _entries(of: nodes.Node, names: _Scope) -> tuple[TemplateField, ...] | None:
    """Return what the entries of a list have, None where that is not known."""
    if isinstance(of, nodes.Name):
        return names.get(of.name)
    if isinstance(of, nodes.Getattr) and isinstance(of.node, nodes.Name):
        known = names.get(of.node.name) or ()
        return next((each.each or None for each in known if each.name == of.attr), None)
    return None


def _missing(kind: TemplateKind, used: set[str]) -> Iterator[TemplateFault]:
    for each in kind.fields:
        if each.required and each.name not in used:
            yield TemplateFault(f"缺少必需的字段“{{{{ {each.name} }}}}”（{each.meaning}），请补在合适的位置")


def _near(name: str, kind: TemplateKind) -> str:
    """Return the field that was perhaps meant, "" where none is like it."""
    row, _, last = name.rpartition(".")
    fields = [inner for each in kind.fields for inner in (each.each if row else (each,))]
    return next(iter(get_close_matches(last, [each.name for each in fields], 1, 0.5)), "")
