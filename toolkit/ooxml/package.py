"""An office package (xlsx, docx): parts are read and replaced, every other part stays byte for byte."""

from __future__ import annotations

from toolkit.ooxml.archive import Member, pack, read_members, unpack, write_members
from toolkit.ooxml.errors import BrokenPackageError

CONTENT_TYPES = "[Content_Types].xml"


class Package:
    """The parts of one office file. Nothing is changed on any disk: bytes come in, bytes go out."""

    def __init__(self, original: bytes, members: list[Member], comment: bytes) -> None:
        self._original = original
        self._members = {member.name: member for member in members}
        self._comment = comment
        self._names = {_key(name): name for name in self._members}
        self._new: dict[str, bytes] = {}
        self._removed: set[str] = set()

    @classmethod
    def read(cls, data: bytes) -> Package:
        """Return the package in ``data``, every part unpacked once and checked.

        Raises:
            BrokenPackageError: ``data`` is not a sound zip with a list of content types: cut off, encrypted, with a
                wrong checksum, with a name twice, …
        """
        members, comment = read_members(data)
        package = cls(data, members, comment)
        if CONTENT_TYPES not in package:
            raise BrokenPackageError("缺少 [Content_Types].xml")
        for member in members:
            unpack(member)
        return package

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
        return self._new[known] if known in self._new else unpack(self._members[known])

    def replace(self, name: str, data: bytes) -> None:
        """Give a part new content, or add a part; content equal to the old leaves the part untouched."""
        known = self._known(name)
        if known is not None and self._size(known) == len(data) and self.part(known) == data:
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
        return Package(self._original, list(self._members.values()), self._comment)

    def size(self, name: str) -> int:
        """Return how long a part is, 0 where there is none."""
        known = self._known(name)
        return 0 if known is None else self._size(known)

    def to_bytes(self) -> bytes:
        """Return the file: the very bytes it was read from where nothing changed, else old members copied raw."""
        if not self._new and not self._removed:
            return self._original
        members = []
        for name in self.names():
            old = self._members.get(name)
            members.append(pack(name, self._new[name], old) if name in self._new else self._members[name])
        return write_members(members, self._comment)

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
