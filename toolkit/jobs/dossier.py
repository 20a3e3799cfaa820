"""dossier (一企一档、一企一策): all that is known of a firm, and what is done for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from toolkit.cases import Case
from toolkit.cases.matters import firm_of
from toolkit.documents.dossier import Dossier, MatterLine, VisitLine, write_firm_file, write_firm_plan
from toolkit.errors import ToolkitError
from toolkit.events import CellValue
from toolkit.files import safe_name
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.order import Order
from toolkit.jobs.letters.on_paper import unit_names
from toolkit.jobs.visiting.visit_rows import charges_of, firms_of, visits_of
from toolkit.jobs.visiting.visit_scope import this_quarter, visiting_of
from toolkit.mechanism import Phase, Visiting
from toolkit.register import schema
from toolkit.visits import Visit
from toolkit.workspace import Workspace

#: The folder under outbox/.
_FOLDER = "企业档案"
_FILE, _PLAN = "一企一档", "一企一策"
_OVER = {Phase.CLOSED, Phase.WITHDRAWN}
_LENGTH, _NAMED = 40, 8


def dossier(workspace: Workspace, order: Order, wanted: str = "") -> int:
    """Write file and plan of one firm, or of every firm visited in this quarter, and return the exit status.

    Args:
        workspace: where.
        order: how.
        wanted: a firm's name or part of it; where the words fit several firms, they are told and nothing is written.

    Raises:
        ToolkitError: the mechanism keeps no visits, or nothing is known of such a firm.
    """
    with open_desk(workspace, order) as desk:
        visiting = visiting_of(desk)
        names = _firms(desk, wanted)
        if wanted and len(names) > 1:
            order.say(f"有 {len(names)} 家的名称里有“{wanted}”，没有出档案，请写全名：{'、'.join(names[:_NAMED])}")
            return 0
        for each in names:
            _write(desk, visiting, each)
        if not names:
            order.say("本季度还没有走访，没有档案要出；要出某一家的，请写企业名称")
        else:
            order.say(f"“{_FILE}”含企业敏感信息和联系电话，供办公室存档，不得传播扩散")
        update(desk)
    return 0


def _firms(desk: Desk, wanted: str) -> list[str]:
    """Return the firms that are meant, each once, by the name that the sheet 企业 has for it.

    Raises:
        ToolkitError: nothing is known of such a firm.
    """
    known = [str(row.get(schema.FIRM, "")) for row in firms_of(desk)]
    visits, quarter = visits_of(desk), this_quarter(desk.as_of)
    if not wanted:
        went = [each.firm for each in visits if each.day is not None and each.day in quarter]
        return _each_once(desk, [name for name in _each_once(desk, [*known, *went]) if _any_same(desk, name, went)])
    every = [*known, *(each.firm for each in visits), *(each.role("firm") for each in desk.live())]
    found = _each_once(desk, every)
    exact = [each for each in found if each == wanted or _same(desk, each, wanted)]
    named = exact or [each for each in found if wanted in each]
    if not named:
        raise ToolkitError(f"企业、走访台账和诉求里都没有“{wanted}”", "请核对名称，或只输入名称的一部分")
    return named


def _each_once(desk: Desk, names: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in filter(None, names):
        if not _any_same(desk, name, found):
            found.append(name)
    return found


def _any_same(desk: Desk, name: str, others: Sequence[str]) -> bool:
    return any(_same(desk, name, each) for each in others)


def _same(desk: Desk, left: str, right: str) -> bool:
    place = desk.mechanism.place
    return left == right or firm_of(left, place).is_same(firm_of(right, place))


def _write(desk: Desk, visiting: Visiting, firm: str) -> None:
    content = _content(desk, visiting, firm)
    folder = desk.workspace.outbox / _FOLDER / safe_name(firm, _LENGTH)
    wording, name = visiting.wording, safe_name(firm, _LENGTH)
    for title, data in (
        (_FILE, write_firm_file(content, desk.mechanism, wording["file_title"])),
        (_PLAN, write_firm_plan(content, desk.mechanism, wording["plan_title"])),
    ):
        place = desk.put(folder / f"{title} {name}.docx", data)
        desk.say(f"{'将写入' if desk.order.dry_run else '已写入'} {desk.place(place)}")


def _content(desk: Desk, visiting: Visiting, firm: str) -> Dossier:
    visits = [each for each in visits_of(desk) if _same(desk, each.firm, firm)]
    visits.sort(key=lambda each: (each.day or date.min, each.number), reverse=True)
    column = visiting.role("suggestion")
    return Dossier(
        firm=firm,
        facts=list(_facts(desk, firm)),
        visits=[_visit(visiting, each) for each in visits],
        matters=[_matter(desk, each) for each in desk.live() if _same(desk, each.role("firm"), firm)],
        suggestions=[
            (_words(each.day or ""), str(each.values[column])) for each in visits if column and each.values.get(column)
        ],
        day=desk.as_of,
    )


def _facts(desk: Desk, firm: str) -> Iterator[tuple[str, str]]:
    for row in firms_of(desk):
        if _same(desk, str(row.get(schema.FIRM, "")), firm):
            yield from ((column, _words(value)) for column, value in row.items() if column != schema.FIRM)
            break
    charged = [each for each in charges_of(desk) if _same(desk, each.firm, firm) and each.holds_on(desk.as_of)]
    leaders = "、".join(dict.fromkeys(each.leader for each in charged))
    if leaders:
        yield schema.LEADER, leaders


def _visit(visiting: Visiting, visit: Visit) -> VisitLine:
    told = {visiting.role(each) for each in ("number", "day", "firm", "visitor", "way", "counted", "incoming")}
    notes = [
        (each.name, _words(visit.values[each.name]))
        for each in visiting.columns
        if each.name not in told and visit.values.get(each.name) not in (None, "")
    ]
    visitor, way = (str(visit.values.get(visiting.role(each)) or "") for each in ("visitor", "way"))
    return VisitLine(visit.number, visit.day, visitor, way, notes)


def _matter(desk: Desk, case: Case) -> MatterLine:
    return MatterLine(
        number=case.number,
        category=case.role("category"),
        text=case.role("problem"),
        lead=unit_names(desk, case.role("lead")),
        due=case.day("due"),
        status=case.status,
        measure=case.role("opinion"),
        result=case.role("result"),
        satisfaction=case.role("satisfaction"),
        is_open=case.phase not in _OVER,
    )


def _words(value: CellValue) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value)
