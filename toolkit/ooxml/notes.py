"""Comments of cells (批注): ours put before what is there, and taken away again without touching what is not ours."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from toolkit.ooxml import markup
from toolkit.ooxml.package import Package
from toolkit.ooxml.relations import detach, related
from toolkit.ooxml.strings import rich_text
from toolkit.ooxml.values import encode_text

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}"></comments>'.encode()
_FONT = '<{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="宋体"/><{p}charset val="134"/>'
#: Between our text and theirs, so that ours can be taken away again.
_DIVIDER = re.compile(r"\n*—— 以下是(.*?)原有的批注 ——\n?")


def _divider(author: str) -> str:
    return f"\n\n—— 以下是{author}原有的批注 ——\n"


@dataclass
class _Note:
    """One comment.

    Attributes:
        tag: its start tag.
        author: who wrote it.
        inside: the content of its text.
        after: what stands behind its text: how the box is laid out.
        raw: the whole element as it lies there, b"" once it was changed.
    """

    tag: bytes
    author: str
    inside: bytes
    after: bytes = b""
    raw: bytes = b""


class Notes:
    """The comments of one sheet while they are changed. ``data`` gives the part as it is now."""

    def __init__(self, data: bytes) -> None:
        """Read the part.

        Raises:
            BrokenPackageError: it is not well-formed, or has a DOCTYPE.
        """
        self._data = markup.utf8(data)
        markup.parse(self._data)
        self._root = markup.root_element(self._data)
        self._prefix = markup.prefix_of(self._data, self._root).decode()
        self._authors = self._read_authors()
        self._notes = self._read_notes()
        self._changed = False

    @property
    def texts(self) -> dict[str, str]:
        """The text of each comment by the cell's address."""
        return {ref: self._text(note) for ref, note in self._notes.items()}

    def text(self, ref: str) -> str:
        """Return the text of a cell's comment, "" where it has none."""
        note = self._notes.get(ref)
        return self._text(note) if note else ""

    def put(self, ref: str, text: str, author: str) -> None:
        """Put a text before the comment of a cell, or give the cell one."""
        there = self._notes.get(ref)
        if there is None:
            tag = f'<{self._prefix}comment ref="{ref}" authorId="0">'.encode()
            self._notes[ref] = _Note(tag, author, self._run(text))
        else:
            whole = f"{text}{_divider('' if there.author == author else there.author)}"
            there.inside, there.author, there.raw = self._run(whole) + self._as_runs(there.inside), author, b""
        self._changed = True

    def drop(self, ref: str) -> bool:
        """Take our text away from the comment of a cell, and return whether nothing is left of it."""
        note = self._notes[ref]
        self._changed = True
        found = _DIVIDER.search(self._text(note))
        if found is None:
            del self._notes[ref]
            return True
        note.inside = self._theirs(note.inside) or self._run(self._text(note)[found.end() :])
        note.author, note.raw = found[1], b""
        return False

    def replace(self, ref: str, text: str) -> None:
        """Give a cell's comment a plain text, without the mark by which a newer Excel leads to its conversation."""
        self._notes[ref] = _Note(f'<{self._prefix}comment ref="{ref}" authorId="0">'.encode(), "", self._run(text))
        self._changed = True

    def data(self) -> bytes:
        """Return the part: as it was where nothing was changed, else with its authors and comments written anew."""
        if not self._changed:
            return self._data
        authors = list(self._authors)
        authors += [name for name in dict.fromkeys(note.author for note in self._notes.values()) if name not in authors]
        p = self._prefix
        names = "".join(f"<{p}author>{markup.escape(name)}</{p}author>" for name in authors)
        comments = b"".join(self._comment(note, authors.index(note.author)) for note in self._notes.values())
        body = f"<{p}authors>{names}</{p}authors><{p}commentList>".encode() + comments + f"</{p}commentList>".encode()
        data, root = self._data, self._root
        for found in reversed(list(markup.children(data, root.inner, root.close))):
            if found.name in (b"authors", b"commentList"):
                data = data[: found.start] + data[found.end :]
        start = markup.root_element(data)
        if start.inner == start.end:
            return markup.append_child(data, start, body)
        return data[: start.inner] + body + data[start.inner :]

    def __len__(self) -> int:
        return len(self._notes)

    def _child(self, name: bytes) -> list[markup.Element]:
        found = markup.child(self._data, self._root, name)
        return list(markup.children(self._data, found.inner, found.close)) if found else []

    def _read_authors(self) -> list[str]:
        data = self._data
        return [markup.unescape(data[each.inner : each.close].decode()) for each in self._child(b"authors")]

    def _read_notes(self) -> dict[str, _Note]:
        data, notes = self._data, {}
        for each in self._child(b"commentList"):
            told = markup.attributes(data, each)
            number = int(told.get("authorId", "0"))
            text = markup.child(data, each, b"text")
            inside = data[text.inner : text.close] if text else b""
            author = self._authors[number] if number < len(self._authors) else ""
            after = data[text.end : each.close] if text else b""
            notes[told.get("ref", "")] = _Note(
                data[each.start : each.inner], author, inside, after, data[each.start : each.end]
            )
        return notes

    def _comment(self, note: _Note, author: int) -> bytes:
        if note.raw:
            return note.raw  # authors are only added to, so its number still means the same
        p = self._prefix
        tag = markup.with_attribute(note.tag, "authorId", str(author)).removesuffix(b"/>").removesuffix(b">") + b">"
        text = f"<{p}text>".encode() + note.inside + f"</{p}text>".encode()
        return tag + text + note.after + f"</{p}comment>".encode()

    def _around(self, inside: bytes) -> bytes:
        return self._data[self._root.start : self._root.inner].removesuffix(b"/>").removesuffix(b">") + b">" + inside

    def _text(self, note: _Note) -> str:
        return self._plain(note.inside)

    def _plain(self, inside: bytes) -> str:
        name = re.match(rb"<([\w:.\-]+)", self._data[self._root.start :])
        return rich_text(markup.parse(self._around(inside) + b"</" + (name[1] if name else b"") + b">"))

    def _run(self, text: str) -> bytes:
        p = self._prefix
        look = _FONT.replace("{p}", p)
        told = f'<{p}t xml:space="preserve">{encode_text(text)}</{p}t>'
        return f"<{p}r><{p}rPr>{look}</{p}rPr>{told}</{p}r>".encode()

    def _as_runs(self, inside: bytes) -> bytes:
        """Return a text's content with a plain ``<t>`` made a run, because one may stand only at the beginning."""
        p, pieces = self._prefix.encode(), []
        for found in markup.children(inside, 0, len(inside)):
            raw = inside[found.start : found.end]
            pieces.append(b"<%sr>%s</%sr>" % (p, raw, p) if found.name == b"t" else raw)
        return b"".join(pieces)

    def _theirs(self, inside: bytes) -> bytes:
        """Return the runs behind the one that is ours, or b"" where a program has joined them."""
        runs = list(markup.children(inside, 0, len(inside)))
        first = self._plain(inside[: runs[0].end]) if runs else ""
        found = _DIVIDER.search(first)
        return inside[runs[0].end :].strip() if found and found.end() == len(first) else b""


def read_threads(package: Package, sheet: str) -> dict[str, str]:
    """Return the conversations of a sheet by the cell's address, reply below reply.

    A newer Excel shows the conversation and not the comment of a cell, so ours would not be seen beside it.

    Raises:
        BrokenPackageError: the part is not well-formed.
    """
    texts: dict[str, list[str]] = {}
    for part in related(package, sheet, "threadedComment"):
        for each in markup.parse(package.part(part)):
            said = "".join(str(text) for inside in each for text in inside.itertext())
            texts.setdefault(each.get("ref", ""), []).append(said)
    return {ref: "\n".join(said) for ref, said in texts.items()}


def drop_threads(package: Package, sheet: str, refs: Container[str]) -> None:
    """Take the conversations of these cells off a sheet."""
    for part in related(package, sheet, "threadedComment"):
        data = markup.utf8(package.part(part))
        root = markup.root_element(data)
        inside = list(markup.children(data, root.inner, root.close))
        gone = [each for each in inside if markup.attributes(data, each).get("ref") in refs]
        for each in reversed(gone):
            data = data[: each.start] + data[each.end :]
        if len(gone) < len(inside):
            package.replace(part, data)
        else:
            detach(package, sheet, part)
