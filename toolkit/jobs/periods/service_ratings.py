"""How firms rate the units over the periods (服务评价), who is low again and again, and what became of bad ratings.

Evaluation, feedback, rectification and supervision are followed to their end: each bad rating until the firm rates
anew, each unit until it is ranked better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.analysis import Period
from toolkit.analysis.report.outline import Section, TableData
from toolkit.cases import Case, due_date
from toolkit.cases.noted import Rating
from toolkit.cases.rankings import Course, LowRule, Rank, Step, courses, rank
from toolkit.cases.ratings import Mending, Rectified, rectified
from toolkit.cases.secrecy import UNNAMED, is_secret, open_firm
from toolkit.cases.supervision import Supervision
from toolkit.documents.check_book import Page
from toolkit.documents.setting.words import full_date, one_line
from toolkit.jobs.books.supervisions import supervisions
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import unit_name
from toolkit.mechanism import Phase
from toolkit.mechanism.rating import Rating as Rules
from toolkit.mechanism.rating import load_rating

_NOTHING = "—"
#: So many periods are looked back on.
_BACK = 12
#: So many earlier supervisions are named.
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Service:
    """What is known of the ratings of a period.

    Attributes:
        rules: what the mechanism makes of them.
        period: which.
        as_of: the day up to which ratings count.
        ranks: how each unit was rated in it, the best first; ``before`` the same of the period before.
        courses: the units of which something is called for.
        bad: the bad ratings of the period, and of earlier ones those of which more is to come; each with its case.
        due: by when the units are to have put things right.
        failed: the bad ratings of the period that followed a bad one which had been put right, each with its case and
            the unit that did.
        supervised: the units that were gone into for other periods; ``gone_into`` those for this one.
    """

    rules: Rules
    period: Period
    as_of: date
    ranks: Sequence[Rank]
    before: Sequence[Rank]
    courses: Sequence[Course]
    bad: Sequence[tuple[Case, str, Rectified]]
    due: date
    failed: Sequence[tuple[Case, str, Rating]] = ()
    supervised: Sequence[Supervision] = ()
    gone_into: Sequence[Supervision] = ()

    @property
    def called_on(self) -> list[Course]:
        """Return the units that get a letter to put things right; who is gone into has a paper of its own."""
        own = self.rules.supervision is not None
        return [each for each in self.courses if each.step is Step.RECTIFY or (each.step is Step.SUPERVISE and not own)]

    @property
    def failing(self) -> dict[str, list[str]]:
        """Return the units that are gone into because putting right did not help, with the matters' 编号."""
        rules, found = self.rules.supervision, dict[str, list[str]]()
        for case, unit, _ in self.failed:
            found.setdefault(unit, []).append(case.number)
        return {} if rules is None else {unit: own for unit, own in found.items() if len(own) >= rules.failed}

    def section(self) -> Section:
        """Return what a report says of it; no firm is named."""
        tables = [TableData("单位服务评价排名", *_ranking(self))] if self.ranks else []
        if self.bad:
            tables.append(TableData("差评整改情况", _BAD_HEAD, tuple(_bad_row(*each) for each in self.bad)))
        return Section(self.rules.wording["heading"], tuple(_said(self)), tuple(tables))

    def pages(self) -> list[Page]:
        """Return the sheets of a workbook: the ranking, and each bad rating with its firm and what was done."""
        head, rows, notes = _ranking(self)
        told = "一行一个差评：本期的，和以前还没有办结的。再次评价后，现状写明是否满意。"
        pages = [
            Page("服务评价排名", "　".join(notes), head, (7, 30, 8, 8, 10, 12, 14, 16), rows, tall=True),
            Page("差评整改", told, _LIST_HEAD, _LIST_WIDTHS, [_list_row(*each) for each in self.bad], tall=True),
        ]
        return [each for each in pages if each.rows]


def service_of(desk: Desk, period: Period) -> Service | None:
    """Return what is known of the ratings of a period, None where the mechanism ranks nobody.

    Raises:
        ConfigError: its rules are wrong.
    """
    rules = load_rating(desk.mechanism)
    if rules is None:
        return None
    as_of, rule = desk.as_of, low_rule(rules)
    cases = [each for each in desk.live() if each.ratings and each.phase is not Phase.WITHDRAWN]
    ratings = [each for case in cases for each in case.ratings.values() if each.day <= min(as_of, period.last_day)]
    first = min((each.day for each in ratings), default=period.first_day)
    ranked = [(each.label, rank(_of(desk, ratings, each), rule)) for each in _back(period, first)]
    found = [
        (case, unit_name(desk, each.rating.unit), each) for case in cases for each in rectified(case, rules.bad, as_of)
    ]
    failed = [
        (case, unit_name(desk, each.again.unit), each.again)
        for case, _, each in found
        if each.state is Mending.STILL_BAD and each.again is not None and each.again.day in period
    ]
    supervised = [each for each in supervisions(desk) if each.day <= as_of]
    return Service(
        rules=rules,
        period=period,
        as_of=as_of,
        ranks=ranked[-1][1],
        before=ranked[-2][1] if len(ranked) > 1 else (),
        courses=courses(ranked, rule),
        bad=[each for each in found if _is_listed(each[2], period)],
        due=due_date(period.last_day, rules.span, desk.calendar, desk.mechanism.record.counting).day,
        failed=failed,
        supervised=[each for each in supervised if each.period != period.label],
        gone_into=[each for each in supervised if each.period == period.label],
    )


def low_rule(rules: Rules) -> LowRule:
    """Return the mechanism's rule as the ranking takes it."""
    return LowRule(frozenset(rules.bad), rules.below, rules.least, rules.rectify, rules.supervise)


def _back(period: Period, first: date) -> list[Period]:
    """Return the periods of the same kind up to this one, from the one in which the first rating was given."""
    found = [period]
    while found[0].first_day > first and len(found) < _BACK:
        found.insert(0, found[0].previous)
    return found


def _of(desk: Desk, ratings: Sequence[Rating], period: Period) -> Iterator[tuple[str, str]]:
    return ((unit_name(desk, each.unit), each.word) for each in ratings if each.unit and each.day in period)


def _is_listed(found: Rectified, period: Period) -> bool:
    return found.rating.day in period or (found.rating.day < period.first_day and not found.is_over)


def _said(found: Service) -> Iterator[str]:
    rated, bad = sum(each.rated for each in found.ranks), sum(each.bad for each in found.ranks)
    if not rated:
        yield f"{found.period.this}没有企业作出评价。"
    else:
        few = rated < found.rules.least
        share = "" if few else f"，满意率{100 * (rated - bad) / rated:.1f}%"
        yield f"{found.period.this}企业作出评价{rated}次，其中{'、'.join(found.rules.bad)}（差评）{bad}次{share}。"
    yield _low(found)
    if found.gone_into:
        yield f"因{found.period.this}的评价督查{len(found.gone_into)}次：{_stands(found, found.gone_into)}。"
    if found.supervised:
        yield f"此前督查{len(found.supervised)}次：{_stands(found, found.supervised[-_NAMED:])}。"
    if found.bad:
        states = [each.state for _, _, each in found.bad]
        told = "，".join(f"{state.value}{states.count(state)}次" for state in Mending if state in states)
        yield f"截至{full_date(found.as_of)}，{found.period.this}和以前没有办结的差评共{len(states)}次：{told}。"


def _stands(found: Service, supervised: Sequence[Supervision]) -> str:
    return "；".join(f"{each.number} {each.unit}{each.state(found.as_of).value}" for each in supervised)


def _low(found: Service) -> str:
    rules, parts = found.rules, []
    for step, words in _STEPS:
        # One that is gone into for another reason is told below, and not as merely reminded.
        own = found.failing if step is Step.WATCH else ()
        units = [each for each in found.courses if each.step is step and each.unit not in own]
        named = "、".join(f"{each.unit}（连续{each.run}期）" if each.run else each.unit for each in units)
        if units:
            parts.append(words.format(named=named, due=full_date(found.due), by=rules.supervisor))
    if found.failing:
        named = "、".join(f"{unit}（{len(own)}件）" for unit, own in found.failing.items())
        parts.append(f"差评整改后企业仍评为差评、列入{Step.SUPERVISE.value}的：{named}")
    low = f"满意率低于{rules.below:g}%为靠后。"
    return low + ("；".join(parts) if parts else "没有评价靠后的单位") + f"（依据：{rules.rule}）。"


#: What a report says of the units at each step.
_STEPS = (
    (Step.SUPERVISE, "整改后仍靠后、列入督查并抄送{by}督促整改的：{named}"),
    (Step.RECTIFY, "连续靠后、责令限期整改（{due}前）的：{named}"),
    (Step.WATCH, "本期靠后、予以提醒的：{named}"),
    (Step.MENDED, "整改后不再靠后的：{named}"),
)
_HEAD = ("名次", "单位", "评价", "差评", "满意率", "上期满意率", "连续靠后期数", "处理")


def _ranking(found: Service) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Return the header, the rows and the notes of the ranking."""
    earlier = {each.unit: each for each in found.before}
    course = {each.unit: each for each in found.courses}
    rows, failing = [], found.failing
    for each in found.ranks:
        run = course.get(each.unit)
        step = Step.SUPERVISE if each.unit in failing else run.step if run is not None else None
        rows.append(
            (
                str(each.place) if each.place else _NOTHING, each.unit, str(each.rated), str(each.bad),
                _share(each), _share(earlier.get(each.unit)), str(run.run) if run is not None and run.run else _NOTHING,
                step.value if step is not None else _NOTHING,
            )
        )  # fmt: skip
    rules = found.rules
    notes = (
        f"满意率＝不是差评的评价÷全部评价，每一轮办理的评价各计一次，按评价日期归入时段；不足{rules.least}次的样本不足，不排名，"
        "也不中断此前的连续靠后。",
        f"连续{rules.rectify}期靠后的限期整改，连续{rules.supervise}期的督查，抄送{rules.supervisor}督促整改。",
    )
    return _HEAD, tuple(rows), notes


def _share(each: Rank | None) -> str:
    if each is None:
        return _NOTHING
    return "样本不足" if each.per_cent is None else f"{each.per_cent:.1f}%"


_BAD_HEAD = ("编号", "承办单位", "差评日期", "评价", "整改时限", "现状")


def _bad_row(case: Case, unit: str, each: Rectified) -> tuple[str, ...]:
    return case.number, unit, _day(each.rating.day), each.rating.word, _day(each.due), each.state.value


_LIST_HEAD = (
    "编号", "企业名称", "承办单位", "差评日期", "评价", "评价意见", "转办整改", "整改时限", "整改措施", "反馈日期",
    "再次评价", "现状",
)  # fmt: skip
_LIST_WIDTHS = (10, 20, 18, 10, 9, 22, 10, 10, 24, 10, 14, 12)


def told(case: Case, text: str) -> str:
    """Return what was said about a case in a line; of a secret one (实名举报) it would tell the matter."""
    return UNNAMED if text and is_secret(case) else one_line(text)


def _list_row(case: Case, unit: str, each: Rectified) -> tuple[str | date, ...]:
    again = f"{each.again.word}（{_day(each.again.day)}）" if each.again is not None else ""
    return (
        case.number, open_firm(case), unit, each.rating.day, each.rating.word, told(case, each.rating.comment),
        each.sent or "", each.due or "", told(case, each.remedy), each.told or "", again, each.state.value,
    )  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else _NOTHING
