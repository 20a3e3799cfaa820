"""coverage (走访覆盖): whether each leader looks after enough, who was visited and who was not."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.documents.coverage_book import write_coverage_book
from toolkit.documents.setting.words import full_date
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.order import Order
from toolkit.jobs.visiting.visit_scope import (
    FOLDER,
    Scope,
    doubts,
    due_words,
    named,
    period_of,
    scope_of,
    this_quarter,
)
from toolkit.visits import Coverage, Leader, next_report
from toolkit.workspace import Workspace


def coverage(workspace: Workspace, order: Order, period: str = "") -> int:
    """Say how far the visits of a period and of its year reach, write the workbook, and return the exit status.

    Args:
        workspace: where.
        order: how.
        period: which, as people write it; "" for the quarter that the day is in.

    Raises:
        PeriodError: the words name no period, or it has not begun.
        ToolkitError: the mechanism keeps no visits.
    """
    wanted = period_of(order.as_of, period) if period.strip() else this_quarter(order.as_of)
    with open_desk(workspace, order) as desk:
        scope = scope_of(desk, wanted)
        lines = [*told(scope), *doubts(desk, scope), due_words(*next_report(scope.visiting, order.as_of), order.as_of)]
        for line in lines:
            desk.say(line)
        rules = [f"依据：{scope.visiting.rules[each]}" for each in ("quota", "cadence", "coverage")]
        book = write_coverage_book(scope.coverage, wanted.label, [*lines, *rules], desk.as_of, desk.mechanism.office)
        place = desk.put(workspace.outbox / FOLDER / wanted.label / f"走访覆盖情况 {wanted.label}.xlsx", book)
        desk.say(f"{'将写入' if order.dry_run else '已写入'} {desk.place(place)}")
        update(desk)
    return 0


def told(scope: Scope) -> Iterator[str]:
    """Yield how far the visits reach, a sentence each."""
    found = scope.coverage
    yield (
        f"{scope.period.label}（{full_date(scope.first)}至{full_date(scope.last)}）："
        f"走访 {found.visits} 次，{found.firms} 家企业（商会）"
        + (f"；{found.talking} {found.talks} 次" if found.talking else "")
    )
    if not found.charged:
        yield f"总台账“{scope.visiting.charges}”表还没有填写，请把谁挂钩联系谁逐行登记后再看覆盖情况"
        return
    if scope.visiting.yearly:
        yield _year(scope)
    for leader in found.leaders:
        if leader.kinds:
            yield f"  {leader.name}：{'；'.join(_of(leader, found.talking))}"
    yield from _beside(found)


def _year(scope: Scope) -> str:
    """Return how many of those who are to be visited within the year were, and who was not."""
    found = scope.coverage
    return (
        f"{scope.last.year}年挂钩联系 {len(found.charged)} 家，"
        f"已走访 {len(found.visited)} 家，未走访 {len(found.left)} 家"
        + (f"：{named(found.left)}" if found.left else "")
    )


def _of(leader: Leader, talking: str) -> Iterator[str]:
    short = [f"{each.kind}差 {each.short}" for each in leader.kinds if each.short]
    charged = sum(len(each.firms) for each in leader.kinds)
    yield f"挂钩 {charged} 家" + (f"（{'、'.join(short)}）" if short else "")
    yield f"本期走访 {leader.visits} 次" + (f"，还差 {leader.short} 次" if leader.short else "")
    if talking:
        yield f"{talking} {leader.talks} 次" + (f"，还差 {leader.talks_short} 次" if leader.talks_short else "")
    left = [firm for each in leader.kinds for firm in each.left]
    yield f"本年未走访 {len(left)} 家"


def _beside(found: Coverage) -> Iterator[str]:
    if found.undated:
        yield f"没有走访日期、没有计入的 {len(found.undated)} 次：{named([each.number for each in found.undated])}"
    if found.stray:
        yield f"走访过、没有登记挂钩的 {len(found.stray)} 家：{named(found.stray)}"
