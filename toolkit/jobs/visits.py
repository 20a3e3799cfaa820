"""visits (走访季报): the report on a period's visits, with the log of visits and the lists of what firms need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.analysis import Quarter
from toolkit.documents.report import write_report
from toolkit.documents.setting.words import PENDING_WORDS, full_date
from toolkit.files import safe_name, sha256
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.folders import is_edited, set_folder
from toolkit.jobs.desk.order import Order
from toolkit.jobs.visiting.annexes import annexes, listed
from toolkit.jobs.visiting.appraisal import appraisal_book, by_unit
from toolkit.jobs.visiting.visit_report import report_content
from toolkit.jobs.visiting.visit_scope import FOLDER, Scope, doubts, group_scope, period_of, scope_of
from toolkit.visits import report_due
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
        # What groups hand in goes with the office's own report of that day: sets are never mixed.
        folder = _put_set(desk, folder, _papers(desk, scope))
        for leader, papers in _of_groups(desk, scope) if each else ():
            _put_set(desk, folder / "各组" / safe_name(leader), papers)
        if each:
            desk.say(
                f"各组的附件1是走访调研表合订本，含企业敏感信息和联系电话，只报{desk.mechanism.office_short}，不得传播扩散"
            )
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


def _put_set(desk: Desk, wanted: Path, papers: Mapping[str, bytes]) -> Path:
    """Write a report with its annexes; where a person has edited one of them, into a folder of their own, together.

    Returns the folder in which they are.
    """

    def written(place: Path) -> Sequence[str]:
        return desk.known.printed.get(desk.place(place), ())

    folder = set_folder(wanted, papers, written)
    if folder != wanted:
        desk.say(f"{desk.place(wanted)} 里有人工改过的，那一套都没有动；这次的一整套另放在“{folder.name}”")
    for name, data in papers.items():
        if is_edited(folder / name, [sha256(data), *written(folder / name)]):
            desk.say(f"{desk.place(folder / name)} 人工改过，数据没有变化，没有重写")
            continue
        place = desk.put(folder / name, data)
        desk.say(f"{'将写入' if desk.order.dry_run else '已写入'} {desk.place(place)}")
    return folder


def _of_groups(desk: Desk, scope: Scope) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Yield each group's leader with its own report and annexes: each hands its own in (seed 001 §五（二）)."""
    silent: list[str] = []
    for leader in (each.name for each in scope.coverage.leaders if each.kinds):
        own = group_scope(desk, scope, leader)
        if not own.visits:
            silent.append(leader)
            continue
        yield leader, _papers(desk, own)
    if silent:
        desk.say(f"{scope.period.label}没有走访记录、没有另出报告的：{'、'.join(silent)}")


def _papers(desk: Desk, scope: Scope) -> dict[str, bytes]:
    """Return the report and what is enclosed with it, by file name."""
    mechanism, label = desk.mechanism, scope.period.label
    wording = {**mechanism.wording, **scope.visiting.wording}
    content = replace(report_content(desk, scope), enclosed=tuple(listed(desk, scope)))
    if scope.leader:
        content = replace(content, addressee=wording["group_addressee"], signed=scope.group)
    else:
        content = replace(content, instructions=wording.get("instructions", ""))
    wording["report_title"] = f"{scope.group}{wording['report_title']}"
    title = f"{label}{wording['report_title']}"
    papers = {f"{title}.docx": write_report(content, replace(mechanism, wording=wording))}
    papers |= annexes(desk, scope)
    if not scope.leader and "appraisal_title" in wording and by_unit(desk, scope):
        name = f"{wording['appraisal_title']} {label}"
        papers[f"{name}.xlsx"] = appraisal_book(desk, scope, name)
    return papers


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
