"""visits (走访季报): the report on a period's visits, with the log of visits and the lists of what firms need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.analysis import Quarter
from toolkit.documents.need_lists import write_need_lists
from toolkit.documents.report import write_report
from toolkit.documents.setting.words import PENDING_WORDS, full_date, without_phones
from toolkit.files import safe_name
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.order import Order
from toolkit.jobs.visiting.appraisal import appraisal_book, by_unit
from toolkit.jobs.visiting.need_lists import need_lists
from toolkit.jobs.visiting.visit_report import report_content
from toolkit.jobs.visiting.visit_scope import FOLDER, Scope, doubts, group_scope, period_of, scope_of
from toolkit.mechanism.visiting import FORM_KIND
from toolkit.submission import Value
from toolkit.templates import build_table
from toolkit.visits import Visit, report_due
from toolkit.workspace import Workspace


def visits(workspace: Workspace, order: Order, period: str = "", *, each: bool = False) -> int:
    """Write the report on a period's visits with its annexes, and return the exit status.

    Args:
        workspace: where.
        order: how.
        period: which, as people write it; "" for the last complete quarter.
        each: whether each visiting group gets a report of its own as well, for it to check and hand in.

    Raises:
        PeriodError: the words name no period, or it has not begun.
        ToolkitError: the mechanism keeps no visits.
    """
    wanted = period_of(order.as_of, period)
    with open_desk(workspace, order) as desk:
        scope = _as_it_stood(desk, scope_of(desk, wanted))
        folder = workspace.outbox / FOLDER / wanted.label
        found = scope.coverage
        desk.say(f"{wanted.label}：走访 {found.visits} 次，{found.firms} 家；收集诉求 {len(scope.cases)} 件")
        papers = _papers(desk, scope)
        if each:
            papers |= _of_groups(desk, scope)
        for name, data in papers.items():
            place = desk.put(folder / name, data)
            desk.say(f"{'将写入' if order.dry_run else '已写入'} {desk.place(place)}")
        for line in _hints(desk, scope):
            desk.say(line)
        update(desk)
    return 0


def _as_it_stood(desk: Desk, scope: Scope) -> Scope:
    """Return what a report is about with its matters as they stood on its last day: a later round empties columns."""
    if scope.last >= desk.as_of:
        return scope
    # Reckoning with pandas is dear to start; a report on days that are not over needs none of it.
    from toolkit.jobs.periods.reported import AsTheyStood  # noqa: PLC0415

    cases = {each.number: each for each in (*scope.earlier, *scope.cases)}
    stood = AsTheyStood(lambda: desk.events, cases, desk.mechanism.record, desk.calendar)(scope.last)
    cases |= stood
    return replace(
        scope,
        cases=[cases[each.number] for each in scope.cases],
        earlier=[cases[each.number] for each in scope.earlier],
    )


def _of_groups(desk: Desk, scope: Scope) -> dict[str, bytes]:
    """Return the groups' own reports with their annexes, by file name: each hands its own in (seed 001 §五（二）)."""
    papers: dict[str, bytes] = {}
    silent: list[str] = []
    for leader in (each.name for each in scope.coverage.leaders if each.kinds):
        own = group_scope(desk, scope, leader)
        if not own.visits:
            silent.append(leader)
            continue
        papers |= {f"各组/{safe_name(leader)}/{name}": data for name, data in _papers(desk, own, leader).items()}
    if silent:
        desk.say(f"{scope.period.label}没有走访记录、没有另出报告的：{'、'.join(silent)}")
    return papers


def _papers(desk: Desk, scope: Scope, leader: str = "") -> dict[str, bytes]:
    """Return the report and what is enclosed with it, by file name; of one group where its leader is named."""
    mechanism, label = desk.mechanism, scope.period.label
    wording = {**mechanism.wording, **scope.visiting.wording}
    content, group = report_content(desk, scope), f"{leader}组" if leader else ""
    if leader:
        content = replace(content, addressee=wording["group_addressee"], signed=group)
    wording["report_title"] = f"{group}{wording['report_title']}"
    title = f"{label}{wording['report_title']}"
    papers = {f"{title}.docx": write_report(content, replace(mechanism, wording=wording))}
    form = next((each for each in mechanism.forms if each.kind == FORM_KIND and each.table), None)
    if form is not None:
        rows = [_row(scope, each, {field.key: field.column for field in form.table}) for each in scope.visits]
        papers[f"{form.attachment} {form.title} {label}{group}.xlsx"] = build_table(form, mechanism, {}, rows)
    lists = need_lists(desk, scope.visiting, scope.cases)
    told = [f"{each.name} {len(each.lines)} 件" for each in lists]
    rules = [scope.visiting.rules[each] for each in ("lists", "discipline")]
    name = f"{wording['lists_attachment']} {wording['lists_title']} {label}{group}"
    papers[f"{name}.xlsx"] = write_need_lists(name, lists, [*told, *rules], desk.as_of, mechanism.office)
    if not leader and "appraisal_title" in wording and by_unit(desk, scope):
        name = f"{wording['appraisal_title']} {label}"
        papers[f"{name}.xlsx"] = appraisal_book(desk, scope, name)
    return papers


def _row(scope: Scope, visit: Visit, columns: Mapping[str, str]) -> dict[str, Value]:
    """Return a line of the log; what must not leave the office is left out of it (seed 001 §五（五）)."""
    row: dict[str, Value] = {}
    for key, column in columns.items():
        value = visit.values.get(column) if column not in scope.visiting.sensitive else None
        row[key] = without_phones(value) if isinstance(value, str) else None if isinstance(value, int) else value
    return row


def _hints(desk: Desk, scope: Scope) -> Iterator[str]:
    if isinstance(scope.period, Quarter):
        due = report_due(scope.visiting, scope.period.year, scope.period.number)
        late = "，已经过了" if desk.as_of > due else ""
        yield f"报送日：{full_date(due)}前{late}"
    yield f"报告里的{PENDING_WORDS}请填写；各次走访的原表不随附，在 register/originals，按收件日志查找"
    unsorted = sum(not each.role("class") for each in scope.cases)
    if unsorted:
        yield f"还有 {unsorted} 件诉求没有分清是共性问题还是个性问题，分类后再出一次"
    yield from doubts(desk, scope)
    if scope.coverage.undated:
        yield f"有 {len(scope.coverage.undated)} 次走访没有日期，没有计入；请补填走访台账"
