"""The sheet of firms (企业): of each firm that was visited when last, how often, and which of its matters are open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.cases import Case
from toolkit.cases.matters import Firm, firm_of
from toolkit.events import CellValue, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism import Phase, Visiting
from toolkit.register import Wanted, schema
from toolkit.visits import Visit

Row = dict[str, CellValue]
#: The columns that we fill; the others are the office's.
_OURS = frozenset({schema.LAST_VISIT, schema.VISITS, schema.OPEN})
_OVER = frozenset({Phase.CLOSED, Phase.WITHDRAWN})


def firm_rows(desk: Desk, visiting: Visiting, visits: Iterable[Visit], cases: Iterable[Case]) -> Wanted:
    """Return a row a firm that was visited, and one a firm that the office entered itself.

    A firm stands under the name by which the sheet has it. One that was never visited nor entered gets no row for its
    matters: seed 001 has the dossiers (一企一档) come of visits.

    Args:
        desk: the desk.
        visiting: the mechanism's data of visits.
        visits: the visits there are.
        cases: at least those that are not over.
    """
    standing = desk.base.cells.get(visiting.firms, {})
    firms = _Firms(desk.mechanism.place)
    for key in sorted(standing):
        firms.find(key[0], new=True)
    visited: dict[str, list[Visit]] = {}
    for visit in visits:
        name = firms.find(visit.firm, new=True)
        if name:
            visited.setdefault(name, []).append(visit)
    numbers: dict[str, list[str]] = {}
    for case in cases:
        name = "" if case.removed or case.phase in _OVER else firms.find(case.role("firm"), new=False)
        if name:
            numbers.setdefault(name, []).append(case.number)
    found: dict[tuple[str, ...], Row] = {(name,): _row(name, visited[name], numbers.get(name, ())) for name in visited}
    gone = {event.data["firm"] for event in desk.withdrawn if event.kind is Kind.VISITED}
    typed = desk.known.hands.get(visiting.firms, {})
    for key, row in standing.items():
        # A row that only came of a visit which was taken back is emptied, see ``books/withdrawn.py``.
        stays = key in typed or (key[0] not in gone and any(row.values()))
        if key not in found and stays:
            kept = {column: value for column, value in row.items() if column not in _OURS and value is not None}
            found[key] = {**kept, **_open(numbers.get(key[0], ()))}
    return found


def _row(name: str, visits: Iterable[Visit], numbers: Iterable[str]) -> Row:
    told = list(visits)
    days = [each.day for each in told if each.day is not None and each.visited]
    kind = next((each.kind for each in told if each.kind), "")
    row = {schema.FIRM: name, schema.KIND: kind, schema.LAST_VISIT: max(days, default=None), schema.VISITS: len(days)}
    return {column: value for column, value in row.items() if value not in (None, "")} | _open(numbers)


def _open(numbers: Iterable[str]) -> Row:
    listed = "、".join(numbers)
    return {schema.OPEN: listed} if listed else {}


@dataclass
class _Firms:
    """Firms by their names, however they are written."""

    place: str
    _known: dict[str, list[tuple[Firm, str]]] = field(default_factory=dict)

    def find(self, name: str, *, new: bool) -> str:
        """Return under which name a firm is known; its own where it is not, if it may be ``new``, else ""."""
        firm = firm_of(name, self.place)
        for core in firm.cores:
            for other, known in self._known.get(core, ()):
                if firm.is_same(other):
                    return known
        if not new or not firm.cores:
            return ""
        for core in firm.cores:
            self._known.setdefault(core, []).append((firm, name))
        return name
