"""Forms whose answers stand left of their labels: each pair is put the other way round, under the names it had."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from toolkit.intake.formats.looks import Place
from toolkit.intake.layout.guides import is_label
from toolkit.intake.plain.grid import Grid, Span

#: So many labels with an answer left of them are a way of writing, and no chance.
_PAIRS = 4
_ORDINAL = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,3}")

Spans = Mapping[Place, Span]


def mirrored(grid: Grid, labels: Collection[str], choices: Collection[str]) -> Grid:
    """Return a form whose answers stand left of its labels the other way round; any other grid as it is.

    It is one where every label has its answer, or nothing, left of it, and no answer stands right of the last label
    of a row.

    Args:
        grid: the sheet.
        labels: the plain wordings of every label of every form.
        choices: the words that a form lets choose from, some of which may be labels as well (电话).
    """
    rows: dict[int, list[Place]] = {}
    for place in sorted(grid.cells):
        rows.setdefault(place[0], []).append(place)
    known = {place for place, value in grid.cells.items() if is_label(value, labels)}
    if len(known) < _PAIRS:
        return grid
    spans = {(span[0], span[1]): span for span in grid.merged}
    pairs: dict[Place, Place] = {}
    bare: list[Place] = []
    for here in rows.values():
        if known.isdisjoint(here):
            continue
        if here[-1] not in known:
            return grid
        found = _pairs(here, known, {place for place in here if grid.text(*place).strip() in choices})
        if found is None:
            return grid
        pairs.update({label: answer for label, answer in found.items() if answer is not None})
        bare.extend(label for label, answer in found.items() if answer is None)
    whole = all(_rows(spans, one) == _rows(spans, two) for one, two in pairs.items())
    # 1 | 企业名称 on an empty form is a row's number, and no answer.
    said = sum(not _ORDINAL.fullmatch(grid.text(*answer).strip()) for answer in pairs.values())
    if said < _PAIRS or len(pairs) < len(bare) or not whole:
        return grid
    return _turned(grid, spans, pairs, _beside_empty(bare, pairs, spans))


def _pairs(
    row: list[Place], known: Collection[Place], chosen: Collection[Place]
) -> Mapping[Place, Place | None] | None:
    """Return each label of a row with what stands left of it, None where something is left over.

    A label that is a choice as well is an answer where another label is next to it on the right.
    """
    found: dict[Place, Place | None] = {}
    rest = list(row)
    while rest:
        label = rest.pop()
        if label not in known:
            return None
        found[label] = rest.pop() if rest and (rest[-1] not in known or rest[-1] in chosen) else None
    return found


def _rows(spans: Spans, place: Place) -> tuple[int, int]:
    span = spans.get(place, (*place, *place))
    return span[0], span[2]


def _beside_empty(bare: Collection[Place], pairs: Mapping[Place, Place], spans: Spans) -> Mapping[Place, Place]:
    """Return where labels without an answer go: to the column of the others' answers, so that they stand in line."""
    columns = {label[1]: answer[1] for label, answer in pairs.items() if label not in spans and answer not in spans}
    return {place: (place[0], columns[place[1]]) for place in bare if place[1] in columns and place not in spans}


def _turned(grid: Grid, spans: Spans, pairs: Mapping[Place, Place], alone: Mapping[Place, Place]) -> Grid:
    to: dict[Place, Place] = dict(alone)
    merged = dict(spans)
    for label, answer in pairs.items():
        (top, left, bottom, _), (_, start, _, end) = (
            spans.get(answer, (*answer, *answer)),
            spans.get(label, (*label, *label)),
        )
        wide = end - start
        to[label], to[answer] = (top, left), (top, left + wide + 1)
        merged.pop(label, None)
        merged.pop(answer, None)
        for place, last in ((to[label], left + wide), (to[answer], end)):
            if (bottom, last) != place:
                merged[place] = (*place, bottom, last)
    if len({to.get(place, place) for place in grid.cells}) < len(grid.cells):
        # Two cells would come to stand in one place, and one of them be lost.
        return grid
    return replace(
        grid,
        cells={to.get(place, place): value for place, value in grid.cells.items()},
        merged=tuple(merged.values()),
        errors={to.get(place, place): value for place, value in grid.errors.items()},
        emphasis={to.get(place, place): value for place, value in grid.emphasis.items()},
        struck={to.get(place, place): value for place, value in grid.struck.items()},
        circled=frozenset(to.get(place, place) for place in grid.circled),
        named={new: old for old, new in to.items()},
    )
