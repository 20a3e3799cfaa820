"""How the parts of a package hang together: relationships and content types, read and added to."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from toolkit.ooxml import markup
from toolkit.ooxml.package import CONTENT_TYPES, Package


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


def relate(package: Package, part: str, relation_type: str, target: str) -> None:
    """Add a relationship from ``part`` to ``target`` (written as an absolute name), with an id not yet used."""
    name = rels_part(part)
    data = markup.utf8(package.part(name))
    root = markup.root_element(data)
    taken = {found.get("Id") for found in markup.parse(data)}
    number = next(count for count in range(1, len(taken) + 2) if f"rId{count}" not in taken)
    opening = b"<" + markup.prefix_of(data, root) + b"Relationship"
    rest = f' Id="rId{number}" Type="{markup.escape(relation_type)}" Target="/{markup.escape(target)}"/>'
    package.replace(name, markup.append_child(data, root, opening + rest.encode()))


def declare(package: Package, target: str, content_type: str) -> None:
    """Say in the list of content types what ``target`` is."""
    data = markup.utf8(package.part(CONTENT_TYPES))
    root = markup.root_element(data)
    opening = b"<" + markup.prefix_of(data, root) + b"Override"
    rest = f' PartName="/{markup.escape(target)}" ContentType="{markup.escape(content_type)}"/>'
    package.replace(CONTENT_TYPES, markup.append_child(data, root, opening + rest.encode()))


def detach(package: Package, part: str, target: str) -> None:
    """Take ``target`` out of the package, with the relationship of ``part`` and the content type that name it."""
    ids = {found.id for found in relations(package, part) if found.target.casefold() == target.casefold()}
    _drop_children(package, rels_part(part), "Id", ids)
    _drop_children(package, CONTENT_TYPES, "PartName", {f"/{target}"})
    package.remove(target)


def _drop_children(package: Package, name: str, attribute: str, values: set[str]) -> None:
    data = markup.utf8(package.part(name))
    root = markup.root_element(data)
    for found in reversed(list(markup.children(data, root.inner, root.close))):
        if markup.attributes(data, found).get(attribute) in values:
            data = data[: found.start] + data[found.end :]
    package.replace(name, data)
