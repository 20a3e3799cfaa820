"""An office package (xlsx, docx): parts are read and replaced, every other part stays byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolkit.ooxml.archive import Rewrite, read_members, write_members
from toolkit.ooxml.errors import BrokenPackageError
from toolkit.ooxml.known import Known
from toolkit.ooxml.member import LARGE, UTF8, Member, pack, unpack, unpack_chunks
from toolkit.ooxml.outline import Outline
from toolkit.ooxml.rewrite import SheetRewrite
from toolkit.ooxml.survey import array_areas, survey

CONTENT_TYPES = "[Content_Types].xml"
# A sheet's data begins within so many bytes.
_HEAD = 1 << 16


class Package:
    """The parts of one office file. Nothing is changed on any disk: bytes come in, bytes go out.

    A large sheet part is at hand in its reduced text (see :mod:`toolkit.ooxml.outline`): ``text`` and ``around`` give
    that, ``part`` the whole, and ``replace`` takes either.
    """

    def __init__(
        self, original: bytes, members: list[Member], comment: bytes, outlines: Mapping[str, Outline] | None = None
    ) -> None:
        self._original = original
        self._members = {member.name: member for member in members}
        self._comment = comment
        self._names = {_key(name): name for name in self._members}
        self._new: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._outlines = outlines or {}
        self._written: Known | None = None

    @classmethod
    def read(cls, data: bytes, known: Known | None = None) -> Package:
        """Return the package in ``data``, every part unpacked once and checked; a large one piece by piece.

        Args:
            data: the file.
            known: what is known of large sheets; one that is known is not unpacked, its packed bytes are checked.

        Raises:
            BrokenPackageError: ``data`` is not a sound zip with a list of content types: cut off, encrypted, with a
                wrong checksum, with a name twice, …
        """
        members, comment = read_members(data)
        outlines = {}
        if not any(_key(member.name) == _key(CONTENT_TYPES) for member in members):
            raise BrokenPackageError("缺少 [Content_Types].xml")
        for member in members:
            if member.size < LARGE:
                unpack(member)
            elif outline := (known and known.outline(member)) or survey(member):
                outlines[member.name] = outline
        return cls(data, members, comment, outlines)

    def names(self) -> list[str]:
        """Return the names of all parts: those there were in their old order, then new ones."""
        old = [name for name in self._members if name not in self._removed]
        return old + [name for name in self._new if name not in self._members]

    def __contains__(self, name: str) -> bool:
        return self._known(name) is not None

    def part(self, name: str) -> bytes:
        """Return the content of a part; capitals and small letters in its name are the same.

        Raises:
            BrokenPackageError: there is no such part.
        """
        known = self._known(name)
        if known is None:
            raise BrokenPackageError(f"缺少部件 {name}")
        outline = self._outlines.get(known)
        if known in self._new:
            return outline.whole(self._new[known]) if outline else self._new[known]
        return unpack(self._members[known])

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the content of a part that was not replaced, piece by piece.

        Raises:
            BrokenPackageError: there is no such part.
        """
        known = self._known(name)
        if known is None or known in self._new:
            return iter([self.part(name)])
        return unpack_chunks(self._members[known])

    def outline(self, name: str) -> Outline | None:
        """Return the outline of a large sheet part, None of any other."""
        return self._outlines.get(self._known(name) or "")

    def text(self, name: str) -> bytes:
        """Return the reduced text of a large sheet part, any other part as it is.

        Raises:
            BrokenPackageError: there is no such part.
        """
        known = self._known(name)
        outline = self._outlines.get(known or "")
        if known is None or outline is None:
            return self.part(name)
        return self._new.get(known, outline.reduced)

    def around(self, name: str, rows: Iterable[int]) -> bytes:
        """Return the text of a part in which at least these rows are at hand.

        Raises:
            BrokenPackageError: there is no such part.
        """
        text, outline = self.text(name), self.outline(name)
        return outline.revealed(text, outline.around(rows)) if outline else text

    def replace(self, name: str, data: bytes) -> None:
        """Give a part new content, or add a part; content equal to the old leaves the part untouched."""
        known = self._known(name)
        outline = self._outlines.get(known or "")
        data = outline.folded(data) if outline else data
        if known is not None and self._is(known, data):
            return
        known = known or self._names.setdefault(_key(name), name)
        self._removed.discard(known)
        self._new[known] = data

    def remove(self, name: str) -> None:
        """Take a part out; one that is not there is no error. Who names it elsewhere is the caller's to put right."""
        known = self._known(name)
        if known is not None:
            self._new.pop(known, None)
            self._removed.add(known)

    def is_replaced(self, name: str) -> bool:
        """Return whether a part was given new content, or added."""
        return self._known(name) in self._new

    def fresh(self) -> Package:
        """Return the package as it was read."""
        return Package(self._original, list(self._members.values()), self._comment, self._outlines)

    def size(self, name: str) -> int:
        """Return how long a part is, 0 where there is none."""
        known = self._known(name)
        return 0 if known is None else self._size(known)

    def to_bytes(self) -> bytes:
        """Return the file: the very bytes it was read from where nothing changed, else old members copied raw."""
        if not self._new and not self._removed:
            return self._original
        parts = {name: self._packed(name) for name in self.names()}
        written = write_members(parts.values(), self._comment)
        self._written = self._notes(parts, written)
        return written

    def known(self) -> Known:
        """Return what is known of the large sheets of the file as it was written last, else as it was read."""
        if self._written is not None:
            return self._written
        known = Known()
        for outline in self._outlines.values():
            known.note(outline.member, outline.blocks, outline.arrays)
        return known

    def _notes(self, parts: Mapping[str, Member | Rewrite], written: bytes) -> Known:
        known = Known()
        for member in read_members(written)[0]:
            part, outline = parts[member.name], self._outlines.get(member.name)
            if isinstance(part, SheetRewrite):
                arrays = outline.arrays if outline else tuple(array_areas(part.text, 0, len(part.text)))
                known.note(member, part.blocks, arrays)
            elif outline is not None:
                known.note(member, outline.blocks, outline.arrays)
        return known

    def _packed(self, name: str) -> Member | Rewrite:
        old = self._members.get(name)
        if name not in self._new:
            return self._members[name]
        data, outline = self._new[name], self._outlines.get(name)
        if outline is None and (len(data) < LARGE or data.find(b"<sheetData", 0, _HEAD) < 0):
            return pack(name, data, old)
        return SheetRewrite(old or Member(name, b"", 0, 0, flags=0 if name.isascii() else UTF8), data, outline)

    def _is(self, known: str, data: bytes) -> bool:
        """Return whether a part says this already."""
        if known in self._outlines and self.text(known) == data:
            return True
        return self._size(known) == len(data) and self.part(known) == data

    def _size(self, known: str) -> int:
        return len(self._new[known]) if known in self._new else self._members[known].size

    def _known(self, name: str) -> str | None:
        """Return the name as the package spells it, or None where it has no such part."""
        known = self._names.get(_key(name))
        there = known is not None and known not in self._removed and (known in self._new or known in self._members)
        return known if there else None


def _key(name: str) -> str:
    """Return what two spellings of one part name have in common; some programs write Windows' separators."""
    return name.removeprefix("/").replace("\\", "/").casefold()
