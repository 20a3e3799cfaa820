"""How the parts of a package hang together: relationships and content types, read and added to."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.ooxml import markup
from toolkit.ooxml.package import CONTENT_TYPES, Package

_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


class Relation(NamedTuple):
    """One relationship: its id, the last word of its type (the same in both dialects), and the part it leads to."""

    id: str
    kind: str
    target: str


def rels_part(part: str) -> str:
    """Return the name of the part that holds the relationships of ``part`` ("" is the package itself)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Package, part: str = "") -> list[Relation]:
    """Return where ``part`` leads to inside the package, in the order of the file; links to the outside are left out.

    Raises:
        BrokenPackageError: the relationships are not well-formed.
    """
    name = rels_part(part)
    if name not in package:
        return []
    found = []
    for element in markup.parse(package.part(name)):
        if markup.local_name(element) == "Relationship" and element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), element.get("Target", "")))
            kind = element.get("Type", "").rpartition("/")[2]
            found.append(Relation(element.get("Id", ""), kind, target.lstrip("/")))
    return found


def related(package: Package, part: str, kind: str) -> list[str]:
    """Return the parts of one kind that ``part`` leads to and that are there."""
    return [found.target for found in relations(package, part) if found.kind == kind and found.target in package]


def outside(package: Package, part: str) -> dict[str, str]:
    """Return where ``part`` leads to outside the package: the address as it is written, by the relationship's id."""
    name = rels_part(part)
    elements = markup.parse(package.part(name)) if name in package else ()
    return {each.get("Id", ""): each.get("Target", "") for each in elements if each.get("TargetMode") == "External"}


def relate(package: Package, part: str, relation_type: str, target: str) -> str:
    """Add a relationship from ``part`` to ``target`` (written as an absolute name), and return its id."""
    return relate_all(package, part, relation_type, [target])[0]


def relate_all(
    package: Package, part: str, relation_type: str, targets: Sequence[str], *, external: bool = False
) -> list[str]:
    """Add relationships from ``part`` with ids not yet used, and return those ids.

    Parts are written as absolute names, external targets (a folder, a page) as they are given.
    """
    name = rels_part(part)
    data = markup.utf8(package.part(name)) if name in package else _EMPTY
    root = markup.root_element(data)
    taken = {found.get("Id") for found in markup.parse(data)}
    free = (given for given in (f"rId{count}" for count in itertools.count(1)) if given not in taken)
    given = list(itertools.islice(free, len(targets)))
    opening = "<" + markup.prefix_of(data, root).decode() + "Relationship"
    pieces = []
    for id_, target in zip(given, targets, strict=True):
        where = f'{markup.escape(target)}" TargetMode="External' if external else f"/{markup.escape(target)}"
        pieces.append(f'{opening} Id="{id_}" Type="{markup.escape(relation_type)}" Target="{where}"/>')
    package.replace(name, markup.append_child(data, root, "".join(pieces).encode()))
    return given


def declare(package: Package, target: str, content_type: str) -> None:
    """Say in the list of content types what ``target`` is."""
    data = markup.utf8(package.part(CONTENT_TYPES))
    root = markup.root_element(data)
    opening = b"<" + markup.prefix_of(data, root) + b"Override"
    rest = f' PartName="/{markup.escape(target)}" ContentType="{markup.escape(content_type)}"/>'
    package.replace(CONTENT_TYPES, markup.append_child(data, root, opening + rest.encode()))


def declare_suffix(package: Package, suffix: str, target: str, content_type: str) -> None:
    """Say what all parts of a suffix are, or what ``target`` alone is where the suffix already means another thing."""
    data = markup.utf8(package.part(CONTENT_TYPES))
    root = markup.root_element(data)
    for found in markup.children(data, root.inner, root.close):
        told = markup.attributes(data, found)
        if found.name == b"Default" and told.get("Extension", "").casefold() == suffix:
            if told.get("ContentType") != content_type:
                declare(package, target, content_type)
            return
    opening = b"<" + markup.prefix_of(data, root) + b"Default"
    rest = f' Extension="{suffix}" ContentType="{markup.escape(content_type)}"/>'
    package.replace(CONTENT_TYPES, data[: root.inner] + opening + rest.encode() + data[root.inner :])


def detach(package: Package, part: str, target: str) -> None:
    """Take ``target`` out of the package, with the relationship of ``part`` and the content type that name it."""
    ids = {found.id for found in relations(package, part) if found.target.casefold() == target.casefold()}
    _drop_children(package, rels_part(part), "Id", ids)
    _drop_children(package, CONTENT_TYPES, "PartName", {f"/{target}"})
    package.remove(target)


def forget(package: Package, part: str, ids: set[str]) -> None:
    """Take relationships of ``part`` away; what they led to stays."""
    if ids:
        _drop_children(package, rels_part(part), "Id", ids)


def _drop_children(package: Package, name: str, attribute: str, values: set[str]) -> None:
    data = markup.utf8(package.part(name))
    root = markup.root_element(data)
    for found in reversed(list(markup.children(data, root.inner, root.close))):
        if markup.attributes(data, found).get(attribute) in values:
            data = data[: found.start] + data[found.end :]
    package.replace(name, data)
