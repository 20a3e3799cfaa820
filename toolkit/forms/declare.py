"""From a form's TOML (already parsed) to a :class:`Form`, with every slip named by its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.errors import ConfigError
from toolkit.forms.model import Field, FieldType, Filler, Form, Layout, LayoutCell, LayoutRow, Look

_FORM_KEYS = {"id", "version", "title", "attachment", "file", "kind", "sender", "synonyms", "fields", "layout", "table"}
_FIELD_KEYS = {
    "key", "label", "type", "filler", "column", "synonyms", "required", "needed", "hint", "choices", "excludes",
    "after", "ahead",
}  # fmt: skip
_NEEDED_FORM_KEYS = ("id", "version", "title", "attachment", "file", "kind", "sender")
_KINDS = {
    "opens", "answers", "evaluates", "requests", "decides", "calls", "visits", "verifies", "approves", "progress",
    "supervision",
}  # fmt: skip


def declare(data: Mapping[str, Any], place: str) -> Form:
    """Return the form that ``data`` declares.

    Args:
        data: the parsed TOML of one form.
        place: how to name it to a person, usually its file name.

    Raises:
        ConfigError: an unknown or missing key, a field used but not declared (or the reverse), rows of unequal
            width, or a label that occurs twice without ``after``.
    """
    _known(data, _FORM_KEYS, place)
    _needed(data, _NEEDED_FORM_KEYS, place)
    fields = tuple(_field(each, place) for each in data.get("fields", []))
    by_key = {each.key: each for each in fields}
    table = tuple(_field(each, place) for each in data.get("table", []))
    if len(by_key) != len(fields) or len({each.key for each in table}) != len(table):
        raise ConfigError(f"{place}：有重名的栏目")
    if data["kind"] not in _KINDS:
        raise ConfigError(f"{place}：kind 写的是“{data['kind']}”，应为 {'、'.join(sorted(_KINDS))} 之一")
    layout = _layout(data["layout"], by_key, place) if "layout" in data else Layout((), ())
    form = Form(
        id=data["id"],
        version=str(data["version"]),
        title=data["title"],
        attachment=data["attachment"],
        file_name=data["file"],
        kind=data["kind"],
        sender=Filler(_one_of(data["sender"], Filler, f"{place} 的 sender")),
        fields=fields,
        layout=layout,
        table=table,
        synonyms=tuple(data.get("synonyms", ())),
        by_key=by_key,
    )
    _check(form, place)
    return form


def _known(data: Mapping[str, Any], keys: set[str], place: str) -> None:
    unknown = sorted(set(data) - keys)
    if unknown:
        raise ConfigError(f"{place}：不认识的项 {'、'.join(unknown)}")


def _needed(data: Mapping[str, Any], keys: Sequence[str], place: str) -> None:
    missing = [each for each in keys if each not in data]
    if missing:
        raise ConfigError(f"{place}：缺少 {'、'.join(missing)}")


def _one_of(text: str, kinds: type[FieldType] | type[Filler], place: str) -> str:
    words = [each.value for each in kinds]
    if text not in words:
        raise ConfigError(f"{place} 写的是“{text}”，应为 {'、'.join(words)} 之一")
    return text


def _field(data: Mapping[str, Any], place: str) -> Field:
    place = f"{place} 的栏目 {data.get('key', '？')}"
    _known(data, _FIELD_KEYS, place)
    _needed(data, ("key", "type", "filler"), place)
    fillers = data["filler"]
    fillers = [fillers] if isinstance(fillers, str) else fillers
    return Field(
        key=data["key"],
        label=data.get("label", data["key"]),
        type=FieldType(_one_of(data["type"], FieldType, f"{place} 的 type")),
        fillers=frozenset(Filler(_one_of(each, Filler, f"{place} 的 filler")) for each in fillers),
        column=data.get("column", ""),
        synonyms=tuple(data.get("synonyms", ())),
        # What is needed is asked for like what is required.
        required=bool(data.get("required", False) or data.get("needed", False)),
        needed=bool(data.get("needed", False)),
        hint=data.get("hint", ""),
        choices=tuple(data.get("choices", ())),
        excludes=tuple(data.get("excludes", ())),
        after=data.get("after", ""),
        ahead=bool(data.get("ahead", False)),
    )


def _layout(data: Mapping[str, Any], fields: Mapping[str, Field], place: str) -> Layout:
    _needed(data, ("widths", "rows"), f"{place} 的版面")
    for number, row in enumerate(data["rows"], 1):
        _needed(row, ("height", "cells"), f"{place} 的版面第 {number} 行")
    rows = tuple(
        LayoutRow(float(row["height"]), tuple(_cell(each, fields, place) for each in row["cells"]))
        for row in data["rows"]
    )
    layout = Layout(tuple(float(each) for each in data["widths"]), rows)
    _check_widths(layout, place)
    return layout


#: How a cell is written in TOML: the key that says what it is, and the look that follows from it.
_LOOKS = {
    "title": Look.TITLE,
    "attachment": Look.ATTACHMENT,
    "label": Look.LABEL,
    "tall": Look.TALL,
    "line": Look.LINE,
    "word": Look.BOX,
    "note": Look.NOTE,
    "blank": Look.BLANK,
    "input": Look.INPUT,
    "entry": Look.LINE,
    "box": Look.BOX,
}
_CELL_KEYS = {*_LOOKS, "columns", "rows", "borders", "align", "option"}


def _cell(data: Mapping[str, Any], fields: Mapping[str, Field], place: str) -> LayoutCell:
    _known(data, _CELL_KEYS, f"{place} 的版面")
    kinds = [each for each in _LOOKS if each in data]
    if len(kinds) != 1:
        raise ConfigError(f"{place} 的版面：每格应当只有 {'、'.join(_LOOKS)} 中的一项，这里有 {len(kinds)} 项")
    kind = kinds[0]
    text, key = str(data[kind]), ""
    if kind in {"input", "entry", "box"}:
        key = text
        if key not in fields:
            raise ConfigError(f"{place} 的版面：用到了没有声明的栏目“{key}”")
        text = "□" if kind == "box" else fields[key].hint
    return LayoutCell(
        look=_LOOKS[kind],
        text="" if kind == "blank" else text,
        field=key,
        option=data.get("option", ""),
        columns=int(data.get("columns", 1)),
        rows=int(data.get("rows", 1)),
        borders=data.get("borders", _default_borders(_LOOKS[kind])),
        align=data.get("align", ""),
    )


def _default_borders(look: Look) -> str:
    return "lrtb" if look in {Look.LABEL, Look.TALL, Look.INPUT} else ""


def _check_widths(layout: Layout, place: str) -> None:
    width = len(layout.widths)
    taken = [[0] * width for _ in layout.rows]
    for placed in layout.placed():
        if placed.last_row >= len(layout.rows) or placed.last_column >= width:
            raise ConfigError(f"{place} 的版面：第 {placed.row + 1} 行有一格伸出了版面（共 {width} 列）")
        for row in taken[placed.row : placed.last_row + 1]:
            for column in range(placed.column, placed.last_column + 1):
                row[column] += 1
    for number, row in enumerate(taken, 1):
        if row != [1] * width:
            raise ConfigError(
                f"{place} 的版面：第 {number} 行占 {sum(row)} 列，应占 {width} 列，每列一格，不重叠、不留空"
            )


def _check(form: Form, place: str) -> None:
    _check_choices((*form.fields, *form.table), place)
    if form.table:
        return
    _check_boxes(form, place)
    placed = {each.cell.field for each in form.layout.placed() if each.cell.field}
    missing = [each.key for each in form.fields if each.key not in placed]
    if missing:
        raise ConfigError(f"{place}：栏目 {'、'.join(missing)} 没有排进版面")
    seen: dict[str, str] = {}
    for each in form.fields:
        if each.after and each.after not in form.by_key:
            raise ConfigError(f"{place}：栏目“{each.key}”的 after 指向没有的栏目“{each.after}”")
        if each.label in seen and not each.after:
            raise ConfigError(f"{place}：“{each.label}”出现两次，须用 after 说明属于哪一栏")
        seen[each.label] = each.key


def _check_choices(fields: Sequence[Field], place: str) -> None:
    for each in fields:
        if each.type in {FieldType.CHOICE, FieldType.CHOICES} and not each.choices:
            raise ConfigError(f"{place}：栏目“{each.key}”是选择题，却没有列出选项")
        strange = [word for word in each.excludes if word not in each.choices]
        if strange:
            raise ConfigError(f"{place}：栏目“{each.key}”的 excludes 里有不是选项的“{'、'.join(strange)}”")


def _check_boxes(form: Form, place: str) -> None:
    """Every choice of a ticked field has one box, and every box stands for a choice."""
    boxes: dict[str, list[str]] = {}
    for each in form.layout.placed():
        if each.cell.look is Look.BOX and each.cell.field:
            boxes.setdefault(each.cell.field, []).append(each.cell.option)
    for key, options in boxes.items():
        if sorted(options) != sorted(form.by_key[key].choices):
            raise ConfigError(f"{place} 的版面：栏目“{key}”的方框是 {'、'.join(options)}，与选项不一一对应")
