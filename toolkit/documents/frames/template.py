"""Papers with a fixed frame (公文模板): Word files with fields in braces, which the office may rewrite in Word or WPS.

A paper of a kind is made from the first of these that can be used: the office's own template, its mechanism's, the
one drawn by code. What is wrong with one that cannot be used is told, and the paper is written all the same.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from toolkit.documents.frames.template_check import faults
from toolkit.documents.frames.template_kind import TemplateKind
from toolkit.documents.setting import package
from toolkit.errors import ConfigError
from toolkit.mechanism import Mechanism

#: Where a mechanism keeps its templates, each named for its kind.
FOLDER = "papers"
#: What filling a template raises that asks for more than its fields can do: a sum of words, a file torn inside.
_UNFIT = (
    *(TemplateError, TypeError, AttributeError, ArithmeticError, LookupError, ValueError),
    *(PackageNotFoundError, zipfile.BadZipFile, XMLSyntaxError),
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: str
    data: bytes


def _none(_kind: TemplateKind) -> bytes | None:
    """Say that the office has no template of its own."""


def _unheard(_words: str) -> None:
    """Tell nobody."""


class Templates:
    """The templates of one office, as its papers ask for them.

    Args:
        mechanism: whose papers they are.
        own: returns the office's own template of a kind, None where it has none.
        tell: takes what is wrong with a template that is passed over, a sentence or more, once each.
    """

    def __init__(
        self,
        mechanism: Mechanism,
        own: Callable[[TemplateKind], bytes | None] = _none,
        tell: Callable[[str], None] = _unheard,
    ) -> None:
        self._mechanism, self._own, self._tell = mechanism, own, tell
        self._usable: dict[str, list[_Candidate]] = {}

    def fill(self, kind: TemplateKind, facts: Mapping[str, object], *, title: str, author: str, day: date) -> bytes:
        """Return a paper as a Word file.

        Args:
            kind: which paper.
            facts: field → what stands in its place: text, a number, a truth, or a list of such mappings. A text is
                set as it is, whatever marks it contains.
            title: the file's title.
            author: the file's author, as its properties name it.
            day: the day of the paper, its time of writing in the properties.

        Raises:
            ConfigError: not even the template drawn by code can be filled; a fact is missing.
        """
        left = self._left(kind)
        while True:
            try:
                document = _filled(left[0].data, facts)
                break
            except _UNFIT as error:
                # The check has passed it, these facts do not: a field used in a way it cannot be used in.
                if len(left) == 1:
                    raise ConfigError(f"{kind.name}没有写成", "请把运行日志发给维护人员") from error
                self._pass_over(kind, left.pop(0), ["有字段用在了不能用的地方，填写时出错，请对照自带模板改正"])
        properties = document.core_properties
        properties.author = properties.last_modified_by = author
        properties.title = title
        properties.created = properties.modified = package.midnight(day)
        properties.revision = 1
        return package.to_bytes(document)

    def best(self, kind: TemplateKind) -> bytes:
        """Return the template that serves for a kind."""
        return self._left(kind)[0].data

    def _left(self, kind: TemplateKind) -> list[_Candidate]:
        """Return the templates of a kind that can be used, the one to be used first; the last is drawn by code."""
        if kind.id not in self._usable:
            self._usable[kind.id] = [each for each in self._candidates(kind) if self._passes(kind, each)]
            self._usable[kind.id].append(_Candidate("自带模板", kind.draw(self._mechanism)))
        return self._usable[kind.id]

    def _candidates(self, kind: TemplateKind) -> Iterator[_Candidate]:
        own = self._own(kind)
        if own is not None:
            yield _Candidate(f"公文模板“{kind.file_name}”", own)
        shipped = self._mechanism.folder / FOLDER / f"{kind.id}.docx"
        if shipped.is_file():
            yield _Candidate(f"机制“{self._mechanism.name}”的模板 {shipped.name}", shipped.read_bytes())

    def _passes(self, kind: TemplateKind, candidate: _Candidate) -> bool:
        wrong = [each.words for each in faults(candidate.data, kind) if each.serious]
        if wrong:
            self._pass_over(kind, candidate, wrong)
        return not wrong

    def _pass_over(self, kind: TemplateKind, candidate: _Candidate, wrong: list[str]) -> None:
        listed = "".join(f"\n    {each}" for each in wrong)
        self._tell(f"{candidate.place}用不了，这次的{kind.name}没有用它：{listed}")


def _filled(template: bytes, facts: Mapping[str, object]) -> DocumentObject:
    # A name that nobody fills is an error, never a gap; what is filled in is text, never markup: without escaping, a
    # firm's name with & would swallow the rest of its paragraph.
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    paper = DocxTemplate(io.BytesIO(template))
    paper.render(dict(facts), environment, autoescape=True)
    document: DocumentObject = paper.docx
    return document
