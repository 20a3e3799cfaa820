"""What the report on a period's visits says (季度调研报告): how far they reached, what firms raised, what became of it.

Every figure is counted from the sheets; what the figures mean, the office writes itself: the last part says so.
Nothing sensitive is in it: no names of those who received the visitors, no telephones, nothing of a firm's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from toolkit.cases.matters import firm_of
from toolkit.documents.report import ReportContent, Section, Table
from toolkit.documents.setting.words import PENDING_WORDS, full_date, phrase, without_phones
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.letters.on_paper import subject
from toolkit.jobs.visiting.appraisal import FIGURES, NOTES, by_unit
from toolkit.jobs.visiting.by_then import Followed, followed
from toolkit.jobs.visiting.need_lists import is_of
from toolkit.jobs.visiting.visit_scope import Scope, behind, named
from toolkit.visits import Visit

_NONE = "—"
#: So many suggestions of firms are told.
_SUGGESTIONS = 20


def report_content(desk: Desk, scope: Scope) -> ReportContent:
    """Return the report."""
    return ReportContent(
        quarter=scope.period.label,
        cutoff=scope.last,
        sections=(
            Section("走访开展情况", tuple(_visits(scope)), tuple(_visit_tables(desk, scope))),
            Section("收集诉求情况", tuple(_raised(desk, scope)), (_raised_table(desk, scope),)),
            Section("共性问题和个性问题", tuple(_classes(desk, scope))),
            Section("企业意见建议", tuple(_suggestions(scope))),
            Section("转办、督办、销号情况", tuple(_followed(desk, scope)), tuple(_by_unit(desk, scope))),
            Section("研判和建议", (f"{PENDING_WORDS}（由走访组结合实际撰写）",)),
        ),
        issued=desk.as_of,
        introduction=(
            f"根据{desk.mechanism.source}要求，现将{scope.period.label}民营企业走访调研情况报告如下"
            f"（数据截至{full_date(scope.last)}）。"
        ),
    )


def _visits(scope: Scope) -> Iterator[str]:
    found, visiting = scope.coverage, scope.visiting
    # Only who looks after firms is one of the leaders: staff who went along or by themselves are none.
    leaders = [each for each in found.leaders if each.visits and each.kinds]
    yield (
        f"{scope.period.label}共走访{found.visits}次，涉及企业（商会）{found.firms}家"
        + (f"，由{len(leaders)}名挂钩领导走访" if leaders else "")
        + "。"
    )
    if found.talking:
        yield f"{scope.period.label}{found.talking}{found.talks}次，不计入走访次数。"
    # A visit may be made in several ways: each counts, but that they talked as well.
    talk = visiting.talks.way if visiting.talks is not None else ""
    ways = Counter(way for each in scope.visits if each.visited for way in each.ways or ("",) if way != talk or not way)
    listed = "、".join(f"{way}{count}次" for way, count in ways.most_common() if way)
    if listed:
        unknown = f"，未注明{ways['']}次" if ways[""] else ""
        yield f"走访方式：{listed}{unknown}。"
    clues = sum(bool(each.values.get(visiting.role("clue"))) for each in scope.visits)
    if clues:
        # Seed 001 §三（二）：收集招商线索; what they are is sensitive and stays in the office's own sheet.
        yield f"收集{visiting.role('clue')}{clues}条，含企业敏感信息，不列入本报告。"
    if found.charged:
        yield (
            f"{scope.last.year}年挂钩联系{len(found.charged)}家，截至{full_date(scope.last)}已走访{len(found.visited)}家，"
            f"未走访{len(found.left)}家（见表1）。"
        )
    for name, lacking in zip(("走访", found.talking), behind(scope), strict=True):
        if lacking:
            yield f"未达到{name}次数要求的：{'、'.join(lacking)}。"


def _visit_tables(desk: Desk, scope: Scope) -> Iterator[Table]:
    leaders, talking = [each for each in scope.coverage.leaders if each.kinds], scope.coverage.talking
    if leaders:
        rows = [
            (
                each.name,
                str(each.visits),
                *([str(each.talks)] if talking else []),
                str(sum(len(kept.firms) for kept in each.kinds)),
                str(sum(len(kept.in_year) for kept in each.kinds)),
                str(sum(len(kept.by_others) for kept in each.kinds)),
                str(sum(len(kept.left) for kept in each.kinds)),
                "、".join(f"{kept.kind}{kept.short}" for kept in each.kinds if kept.short) or _NONE,
            )
            for each in leaders
        ]
        header = (
            "挂钩领导",
            "走访次数",
            *([talking] if talking else []),
            "挂钩家数",
            "本年已走访",
            "他人已走访",
            "本年未走访",
            "挂钩还差",
        )
        yield Table("挂钩联系和走访情况", header, tuple(rows), (scope.visiting.rules["quota"],))
    kinds = Counter(_kind(desk, scope, each) or "未注明" for each in scope.visits if each.visited)
    if kinds:
        yield Table(
            "走访对象分布", ("类别", "走访次数"), tuple((kind, str(count)) for kind, count in kinds.most_common())
        )


def _kind(desk: Desk, scope: Scope, visit: Visit) -> str:
    """Return of which kind the firm is that was visited; where nobody says, as whoever looks after it keeps it."""
    if visit.kind:
        return visit.kind
    place = desk.mechanism.place
    firm = firm_of(visit.firm, place)
    kept = (each for leader in scope.coverage.leaders for each in leader.kinds)
    return next((each.kind for each in kept if any(firm_of(one, place).is_same(firm) for one in each.firms)), "")


def _raised(desk: Desk, scope: Scope) -> Iterator[str]:
    parts = [f"{need.heading}{sum(is_of(desk, each, need) for each in scope.cases)}件" for need in scope.visiting.needs]
    from_visits = sum(bool(each.role("visit")) for each in scope.cases)
    told = f"共收集企业诉求{len(scope.cases)}件（走访收集{from_visits}件），其中{'、'.join(parts)}，"
    yield f"{told}清单见{scope.visiting.wording['lists_attachment']}。"


def _raised_table(desk: Desk, scope: Scope) -> Table:
    lists = [(need.list, [each for each in scope.cases if is_of(desk, each, need)]) for need in scope.visiting.needs]
    rows = []
    for name, cases in [*lists, ("合计", list(scope.cases))]:
        found = followed(cases, scope.last)
        rows.append((name, *map(str, (found.matters, found.sent, found.supervised, found.closed, found.struck))))
    return Table("三张清单办理情况", ("清单", "收集", "已转办", "已督办", "已办结", "已销号"), tuple(rows))


def _classes(desk: Desk, scope: Scope) -> Iterator[str]:
    for name in reversed(desk.mechanism.classes):
        own = [each for each in scope.cases if each.role("class") == name]
        yield f"{name}{len(own)}件{'。' if not own else '：'}" + (
            "；".join(f"{phrase(subject(each))}（{each.role('firm')}）" for each in own) + "。" if own else ""
        )
    unsorted = [each.number for each in scope.cases if not each.role("class")]
    if unsorted:
        yield f"尚未梳理分类{len(unsorted)}件：{named(unsorted)}。"


def _suggestions(scope: Scope) -> Iterator[str]:
    column = scope.visiting.role("suggestion")
    said = [(each.firm, str(each.values[column])) for each in scope.visits if column and each.values.get(column)]
    if not said:
        yield "本期走访没有收集到意见建议。"
    for firm, text in said[:_SUGGESTIONS]:
        yield f"{firm}：{phrase(without_phones(text))}。"
    if len(said) > _SUGGESTIONS:
        yield f"另有{len(said) - _SUGGESTIONS}条，见走访台账。"


def _followed(desk: Desk, scope: Scope) -> Iterator[str]:
    """Yield what became of this period's matters and, by themselves, of those of earlier ones (转办、督办、销号)."""
    found = followed(scope.cases, scope.last)
    yield f"本期收集的{found.matters}件诉求中，{_told(found)}{_late(found)}。"
    if scope.earlier:
        now, then = (followed(scope.earlier, day) for day in (scope.last, scope.first - timedelta(days=1)))
        yield (
            f"此前收集、到本期初没有销号的{now.matters}件诉求中，本期转办{now.sent - then.sent}件，"
            f"督办{now.supervised - then.supervised}件，办结{now.closed - then.closed}件，销号{now.struck}件；"
            f"截至{full_date(scope.last)}，{_told(now)}{_late(now)}。"
        )
    if by_unit(desk, scope):
        apart = scope.visiting.wording.get("appraisal_title", "") if not scope.leader else ""
        yield f"各承办单位办理情况附表，供列入年度绩效考评时参考{f'，另见《{apart}》' if apart else ''}。"


def _told(found: Followed) -> str:
    return f"已转办{found.sent}件，已督办{found.supervised}件，已办结{found.closed}件，已销号{found.struck}件"


def _late(found: Followed) -> str:
    return f"；超期未办结{len(found.late)}件（{named(found.late)}）" if found.late else ""


def _by_unit(desk: Desk, scope: Scope) -> Iterator[Table]:
    """Yield, unit by unit, what became of the matters: figures for the yearly appraisal (绩效考评)."""
    rows = [(each.unit, *map(str, each.figures)) for each in by_unit(desk, scope)]
    if rows:
        title = "各承办单位办理情况"
        yield Table(title, ("承办单位", *FIGURES), tuple(rows), (*NOTES, scope.visiting.rules["follow"]))
