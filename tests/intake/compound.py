"""Compound files written by hand (the format around .xls, .doc and .msg), and Outlook mails in them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = Mapping[str, "bytes | Tree"]


def compound_file(tree: Tree) -> bytes:
    """Return a compound file with these streams (bytes) and storages (mappings)."""
    return _Writer().write(tree)


class _Writer:
    def __init__(self) -> None:
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.mini = b""
        self.mini_fat: list[int] = []
        self.entries: list[bytearray] = []

    def write(self, tree: Tree) -> bytes:
        root = self._entry("Root Entry", 5)
        self._children(root, tree)
        start = self._chain(self.mini) if self.mini else END
        struct.pack_into("<IQ", self.entries[root], 116, start, len(self.mini))
        directory = self._chain(b"".join(bytes(each) for each in self.entries))
        mini_fat = self._chain(struct.pack(f"<{len(self.mini_fat)}I", *self.mini_fat)) if self.mini_fat else END
        mini_sectors = -(-len(self.mini_fat) * 4 // SECTOR)
        count = 1
        while (len(self.fat) + count) * 4 > count * SECTOR:
            count += 1
        first = len(self.fat)
        self.fat += [FAT] * count
        table = struct.pack(f"<{len(self.fat)}I", *self.fat).ljust(count * SECTOR, b"\xff")
        header = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                             0, count, directory, 0, CUTOFF, mini_fat, mini_sectors, END, 0)  # fmt: skip
        difat = [first + each for each in range(count)] + [FREE] * (109 - count)
        return header + struct.pack("<109I", *difat) + b"".join(self.sectors) + table

    def _entry(self, name: str, kind: int) -> int:
        raw = name.encode("utf-16-le")
        entry = bytearray(128)
        struct.pack_into("<64sHBBIII", entry, 0, raw, len(raw) + 2, kind, 1, FREE, FREE, FREE)
        self.entries.append(entry)
        return len(self.entries) - 1

    def _children(self, parent: int, tree: Tree) -> None:
        before = -1
        for name in sorted(tree, key=lambda each: (len(each), each.upper())):
            value = tree[name]
            this = self._entry(name, 2 if isinstance(value, bytes) else 1)
            if before < 0:
                struct.pack_into("<I", self.entries[parent], 76, this)
            else:
                struct.pack_into("<I", self.entries[before], 72, this)
            if isinstance(value, bytes):
                struct.pack_into("<IQ", self.entries[this], 116, self._stream(value), len(value))
            else:
                self._children(this, value)
            before = this

    def _stream(self, data: bytes) -> int:
        if len(data) >= CUTOFF:
            return self._chain(data)
        if not data:
            return END
        start, count = len(self.mini) // MINI, -(-len(data) // MINI)
        self.mini += data.ljust(count * MINI, b"\x00")
        self.mini_fat += [*range(start + 1, start + count), END]
        return start

    def _chain(self, data: bytes) -> int:
        start, count = len(self.fat), -(-len(data) // SECTOR)
        self.sectors.append(data.ljust(count * SECTOR, b"\x00"))
        self.fat += [*range(start + 1, start + count), END]
        return start


def outlook_tree(
    texts: Mapping[int, str],
    attachments: Sequence[Tree] = (),
    *,
    codec: str = "",
    page: int = 0,
    sent: datetime | None = None,
    embedded: bool = False,
    html: bytes = b"",
) -> Tree:
    """Return the storage of an Outlook mail.

    Args:
        texts: text properties by number.
        attachments: storages made by :func:`attachment`.
        codec: the encoding of 8-bit texts; "" writes Unicode ones.
        page: the code page that the mail names.
        sent: the moment of sending.
        embedded: whether it lies in another mail.
        html: the letter as a web page.
    """
    entries = b""
    if sent is not None:
        ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
        entries += struct.pack("<HHIQ", 0x40, 0x0039, 6, ticks)
    if page:
        entries += struct.pack("<HHIQ", 3, 0x3FFD, 6, page)
    tree: dict[str, bytes | Tree] = {"__properties_version1.0": bytes(24 if embedded else 32) + entries}
    for number, text in texts.items():
        kind, raw = ("001E", text.encode(codec)) if codec else ("001F", text.encode("utf-16-le"))
        tree[f"__substg1.0_{number:04X}{kind}"] = raw
    if html:
        tree["__substg1.0_10130102"] = html
    for number, each in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = each
    return tree


def attachment(name: str, content: bytes | Tree, *, content_id: str = "", kind: str = "") -> Tree:
    """Return the storage of an attachment: bytes, or the tree of a mail within the mail."""
    tree: dict[str, bytes | Tree] = {"__properties_version1.0": bytes(8)}
    for number, text in ((0x3707, name), (0x3712, content_id), (0x370E, kind)):
        if text:
            tree[f"__substg1.0_{number:04X}001F"] = text.encode("utf-16-le")
    tree["__substg1.0_37010102" if isinstance(content, bytes) else "__substg1.0_3701000D"] = content
    return tree
