"""xl/workbook.xml: a sheet put before or behind all others, or taken out, and what counts sheets put right."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.ooxml import markup
from toolkit.ooxml.errors import BrokenPackageError
from toolkit.ooxml.package import CONTENT_TYPES, Package
from toolkit.ooxml.places import RELATIONS, refuse_strict, relation_attribute, relation_id
from toolkit.ooxml.relations import declare, detach, relate, related, relations, rels_part

#: What has a tab: worksheets, charts, and what Excel 4 and 5 knew.
_TABS = ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet")
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def put_first(package: Package, workbook: str, name: str, part: bytes) -> None:
    """Put a worksheet before all others; it is the one that shows when the workbook is opened.

    Raises:
        UneditableError: the workbook is of a dialect that is not written here.
        BrokenPackageError: it holds no list of sheets.
    """
    data = markup.utf8(package.part(workbook))
    refuse_strict(data)
    for other in (part for kind in _TABS for part in related(package, workbook, kind)):
        package.replace(other, _not_selected(markup.utf8(package.part(other))))
    entry = _entered(package, workbook, name, part)
    list_, inside = _sheets(data)
    data = data[: list_.inner] + entry + data[list_.inner :]
    data = _moved(data, {place: place + 1 for place in range(len(inside))})
    package.replace(workbook, _showing_first(data))


def put_last(package: Package, workbook: str, name: str, part: bytes) -> None:
    """Put a worksheet behind all others, whose places stay.

    Raises:
        UneditableError: the workbook is of a dialect that is not written here.
        BrokenPackageError: it holds no list of sheets.
    """
    data = markup.utf8(package.part(workbook))
    refuse_strict(data)
    entry = _entered(package, workbook, name, part)
    package.replace(workbook, markup.append_child(data, _sheets(data)[0], entry))


def _entered(package: Package, workbook: str, name: str, part: bytes) -> bytes:
    """Add a worksheet's part, and return the element by which the list of sheets names it."""
    data = markup.utf8(package.part(workbook))
    folder = workbook.rpartition("/")[0]
    names = (f"{folder}/worksheets/sheet{number}.xml".lstrip("/") for number in range(1, 1 << 16))
    target = next(each for each in names if each not in package)
    given = relate(package, workbook, f"{RELATIONS}/worksheet", target)
    declare(package, target, _CONTENT_TYPE)
    package.replace(target, part)
    list_, inside = _sheets(data)
    numbers = [int(markup.attributes(data, each).get("sheetId", "0")) for each in inside]
    root = markup.root_element(data)
    attribute = relation_attribute(data[root.start : root.inner], given)
    prefix = markup.prefix_of(data, list_).decode()
    told = f'name="{markup.escape(name)}" sheetId="{max(numbers, default=0) + 1}" {attribute}'
    return f"<{prefix}sheet {told}/>".encode()


def take_out(package: Package, workbook: str, index: int) -> None:
    """Take a sheet out of the workbook, with all that only it leads to.

    Args:
        package: the package, changed.
        workbook: the name of its main part.
        index: the sheet's place among all sheets.
    """
    data = markup.utf8(package.part(workbook))
    _, inside = _sheets(data)
    gone, given = inside[index], relation_id(data, inside[index])
    data = data[: gone.start] + data[gone.end :]
    places = {place: place - (place > index) for place in range(len(inside)) if place != index}
    package.replace(workbook, _moved(data, places))
    for found in relations(package, workbook):
        if found.id == given:
            _let_go(package, workbook, found.target)
    # Excel works the chain out anew; one that names a sheet which is gone makes it call the file broken.
    for chain in related(package, workbook, "calcChain"):
        detach(package, workbook, chain)


def _let_go(package: Package, source: str, part: str) -> None:
    """Take a part out with the parts that only it leads to."""
    detach(package, source, part)
    if rels_part(part) not in package:
        return
    leads_to = {found.target for found in relations(package, part)}
    package.remove(rels_part(part))
    for target in leads_to:
        if target in package and not _is_named(package, target):
            package.remove(target)
            _undeclare(package, target)


def _is_named(package: Package, target: str) -> bool:
    sources = [name for name in package.names() if name.endswith(".rels")]
    return any(target == found.target for name in sources for found in relations(package, _source(name)))


def _source(rels: str) -> str:
    folder, _, name = rels.rpartition("_rels/")
    return folder + name.removesuffix(".rels")


def _undeclare(package: Package, target: str) -> None:
    data = markup.utf8(package.part(CONTENT_TYPES))
    root = markup.root_element(data)
    for found in reversed(list(markup.children(data, root.inner, root.close))):
        if markup.attributes(data, found).get("PartName") == f"/{target}":
            data = data[: found.start] + data[found.end :]
    package.replace(CONTENT_TYPES, data)


def _sheets(data: bytes) -> tuple[markup.Element, list[markup.Element]]:
    root = markup.root_element(data)
    found = markup.child(data, root, b"sheets")
    if found is None:
        raise BrokenPackageError("找不到工作表清单")
    inside = markup.children(data, found.inner, found.close)
    return found, [each for each in inside if each.name == b"sheet"]


def _moved(data: bytes, places: Mapping[int, int]) -> bytes:
    """Return xl/workbook.xml with the names that belong to one sheet counted anew, those of a gone sheet left out."""
    names = markup.child(data, markup.root_element(data), b"definedNames")
    if names is None:
        return data
    pieces, at, left = [], names.inner, 0
    for found in markup.children(data, names.inner, names.close):
        local = markup.attributes(data, found).get("localSheetId", "")
        pieces.append(data[at : found.start])
        at = found.end
        if local.isdecimal() and int(local) not in places:
            continue
        left += 1
        tag = data[found.start : found.inner]
        if local.isdecimal():
            tag = markup.with_attribute(tag, "localSheetId", str(places[int(local)]))
        pieces.append(tag + data[found.inner : found.end])
    if not left:
        return data[: names.start] + data[names.end :]
    return data[: names.inner] + b"".join(pieces) + data[at:]


def _showing_first(data: bytes) -> bytes:
    """Return xl/workbook.xml with every window showing the first sheet."""
    views = markup.child(data, markup.root_element(data), b"bookViews")
    for found in reversed(list(markup.children(data, views.inner, views.close))) if views else ():
        tag = markup.without_attribute(data[found.start : found.inner], "firstSheet")
        if "activeTab" in markup.tag_attributes(tag):
            tag = markup.with_attribute(tag, "activeTab", "0")
        data = data[: found.start] + tag + data[found.inner :]
    return data


def _not_selected(data: bytes) -> bytes:
    """Return a sheet part whose tab is not selected: of several selected ones, what is typed goes into all."""
    root = markup.root_element(data)
    for part in markup.children(data, root.inner, root.close, until=b"sheetData"):
        if part.name == b"sheetViews":
            for found in reversed(list(markup.children(data, part.inner, part.close))):
                tag = markup.without_attribute(data[found.start : found.inner], "tabSelected")
                data = data[: found.start] + tag + data[found.inner :]
            break
    return data
