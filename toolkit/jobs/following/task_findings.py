"""What there is to say about tasks (任务进展): sentences and tables for its papers, all from figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.analysis.figures.groups import shares
from toolkit.documents.report import Section, Table
from toolkit.documents.setting.words import full_date, one_line, without_phones
from toolkit.tasks.appraisal import ENOUGH, UnitRecord
from toolkit.tasks.following import Followed, Report, Standing, State
from toolkit.tasks.printed import number
from toolkit.tasks.targets import Target, change_words, targets

_NOTHING = "—"
#: Where it is not settled which value counts.
_OPEN_VALUE = "待定"
#: What stands where only a person can say something.
_OPEN = "【待补充：由办公室结合工作实际填写】"
_DEFINITIONS = (
    "按期完成率＝负责任务中按届满日完成的项数÷届满日已到的项数；报送及时率＝按报送期限报送的任务项次÷应报送的任务项次"
    "（含配合任务，自开始跟踪起各期累计）；指标达成率＝已达到的指标个数÷负责任务的指标个数。",
    f"“完成”指牵头（负责）单位全部报“已完成”或办公室已核定销号；分母不足{ENOUGH}的样本不足，只列分数，不计百分比、不排名。",
)
_ON_FIGURES = (
    "各区等一类单位共同完成的，数量相加；要求每个单位达到的和百分比、倍数不相加，分单位列出；几个牵头单位报数不同的，由办公室在“指标”表“完成数”栏写定。目标为“至多”的，差距是超出的数。",
    "带*的本期没有报数，沿用以前报的{carried}。上期数是完成数所属时段以前报的数；增减＝完成数－上期数。",
)


@dataclass(frozen=True, slots=True)
class Later:
    """A report that came after its period was closed, and the office's word for the progress it tells."""

    report: Report
    progress: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known on a day.

    Attributes:
        standings: how each task stands.
        reports: what was reported of each task, by its key.
        records: each unit's record.
        day: the day on which the figures stand.
        period: the period that is reported on, as the command names it.
        goals: the goals of the plans as a whole; of them all counts that is known ``today``.
        today: the day on which it is told.
        later: what came for the period after ``day``.
    """

    standings: Sequence[Standing]
    reports: Mapping[str, Sequence[Report]]
    records: Sequence[UnitRecord]
    day: date
    period: str
    goals: Sequence[Followed] = ()
    today: date = date.max
    later: Sequence[Later] = ()

    @property
    def targets(self) -> list[Target]:
        """Return how every figure stands."""
        return [
            one for each in self.standings for one in targets(each.task, self.reports.get(each.task.key, ()), self.day)
        ]

    def overview(self) -> Section:
        """Return how many tasks are in which state."""
        count, whole = Counter(each.state for each in self.standings), len(self.standings)
        measures = len({(each.task.plan, each.task.measure) for each in self.standings if each.task.measure})
        states = [state for state in State if count[state]]
        listed = "，".join(f"{state.value}{count[state]}项" for state in states)
        due = [each for each in self.standings if each.task.due is not None and each.task.due <= self.day]
        done = sum(each.in_time is True for each in due)
        more = f"届满日已到的{len(due)}项中，按期完成{done}项。" if due else "没有届满日已到的任务。"
        parts = shares([count[state] for state in states])
        rows = [(state.value, str(count[state]), f"{part:.1f}%") for state, part in zip(states, parts, strict=True)]
        table = Table("任务进展", ("进展", "项数", "占比"), (*rows, ("合计", str(whole), "100.0%")))
        said = f"截至{full_date(self.day)}，跟踪措施{measures}条、任务{whole}项，{listed}。{more}"
        return Section("总体情况", (said,), (table,))

    def whole(self) -> list[Section]:
        """Return what was reached of the goals of the plans as a whole; nothing where they name none."""
        found = [one for each in self.goals for one in targets(each, self.reports.get(each.key, ()), self.today)]
        if not found:
            return []
        known = [each for each in found if each.reached is not None]
        met = sum(each.is_met for each in found)
        said = f"总体目标共{len(found)}个，已有完成数的{len(known)}个，其中已达到{met}个。"
        header = ("序号", "目标", "目标值", "完成数", "上期数", "增减", "差距", "报数单位")
        rows = tuple(
            (
                str(at),
                *_target_row(each, self.period)[1:-1],
                "、".join(each.task.answering) if each.by_unit else _NOTHING,
            )
            for at, each in enumerate(found, 1)
        )
        return [
            Section(
                "总体目标完成情况",
                (said,),
                (Table("总体目标完成情况", header, rows, _on_figures(known, self.period)[1:]),),
            )
        ]

    def figures(self) -> Section:
        """Return what was reached of the figures."""
        found = self.targets
        if not found:
            return Section("指标完成情况", ("各项任务没有写明数字指标。",))
        known = [each for each in found if each.by_unit]
        met = sum(each.is_met for each in found)
        said = f"各项任务写明的指标共{len(found)}个，已报完成数的{len(known)}个，其中已达到{met}个。"
        unsettled = sum(each.unsettled for each in found)
        if unsettled:
            said += f"有{unsettled}个指标几个牵头单位报数不同，以哪个为准待定，没有计入已达到的。"
        header = ("任务号", "指标", "目标", "完成数", "上期数", "增减", "差距", "报送单位")
        rows = tuple(_target_row(each, self.period) for each in found)
        return Section(
            "指标完成情况",
            (said,),
            (Table("指标完成情况", header, rows, _on_figures(found, self.period)),) if rows else (),
        )

    def behind(self) -> Section:
        """Return what is late and who is silent, by name."""
        late = sorted((each for each in self.standings if each.late_by), key=lambda each: -each.late_by)
        said = [f"逾期未完成的任务{len(late)}项。" if late else "没有逾期未完成的任务。"]
        silent, support = self._silent()
        said.append(self._who_is_silent(silent, support))
        rows = tuple(
            (each.task.key, one_line(each.task.title or each.task.text), each.task.who,
             each.task.due.isoformat() if each.task.due else _NOTHING, str(each.late_by))
            for each in late
        )  # fmt: skip
        tables = [Table("逾期任务", ("任务号", "任务", "牵头（负责）单位", "届满日", "逾期天数"), rows)] if rows else []
        ranked = sorted({*silent, *support}, key=lambda name: (-silent[name], -support[name], name))
        if ranked:
            owed = tuple((name, str(silent[name]), str(support[name])) for name in ranked)
            tables.append(Table("逾期未报送", ("单位", "负责的任务", "配合的任务"), owed))
        return Section("逾期和未报送情况", tuple(said), tuple(tables))

    def _silent(self) -> tuple[Counter[str], Counter[str]]:
        """Return of how many tasks each unit owes its report: those it answers for, those it supports."""
        return (
            Counter(unit for each in self.standings for unit in each.silent),
            Counter(unit for each in self.standings for unit in each.silent_support),
        )

    def _who_is_silent(self, silent: Counter[str], support: Counter[str]) -> str:
        """Return how many units owe reports, and how that goes with the states of the tasks."""
        if not (silent or support):
            return "没有逾期未报送进展的单位。"
        only = len(support.keys() - silent.keys())
        units = f"逾期未报送进展的单位{len(silent) + only}个" + (f"，其中{only}个只欠配合任务的进展" if only else "")
        owed = [each for each in self.standings if each.silent]
        late = sum(each.state is not State.SILENT for each in owed)
        more = f"，其中{late}项已逾期，进展按逾期统计" if late else ""
        return f"{units}；牵头（负责）单位没有报送的任务{len(owed)}项{more}。"

    def came_later(self) -> list[Section]:
        """Return what came after the period was closed and counts in none of its figures; mostly nothing."""
        if not self.later:
            return []
        units = len({each.report.unit for each in self.later})
        said = (
            f"{full_date(self.day)}以后至{full_date(self.today)}，又收到{units}个单位补报或更正本期进展{len(self.later)}项次，"
            "没有计入本报告的其他数字。"
        )
        rows = tuple(
            (
                each.report.day.isoformat(), each.report.unit, each.report.key, each.progress,
                "；".join(f"指标{place + 1}：{number(value)}" for place, value in sorted(each.report.reached.items()))
                or _NOTHING,
            )
            for each in self.later
        )  # fmt: skip
        table = Table("截止后收到的进展", ("收到日期", "单位", "任务号", "进展情况", "完成数"), rows)
        return [Section("截止后补报和更正", (said,), (table,))]

    def difficulties(self) -> Section:
        """Return the difficulties that units told, in their own words; of what is done, only this period's."""
        said = [
            f"{report.unit}（{each.task.key}）：{without_phones(one_line(report.difficulty))}"
            for each in self.standings
            for report in each.latest.values()
            if report.difficulty and (each.done is None or report.period == self.period)
        ]
        return Section("各单位反映的困难", tuple(said) or ("各单位没有反映困难。",))

    def units(self) -> Section:
        """Return each unit's record, with the definitions under it."""
        header = ("单位", "负责", "配合", "已完成", "逾期", "按期完成率", "报送及时率", "指标达成率")
        rows = tuple(
            (each.unit, str(each.answers), str(each.supports), str(each.done), str(each.late), each.in_time.words,
             each.told.words, each.met.words)
            for each in self.records
        )  # fmt: skip
        return Section(
            "各单位情况", (f"承担任务的单位{len(rows)}个。",), (Table("各单位任务情况", header, rows, _DEFINITIONS),)
        )

    def next_steps(self) -> Section:
        """Return what follows by rule from the figures; the rest is a person's to write."""
        late = sum(bool(each.late_by) for each in self.standings)
        silent = len(set().union(*self._silent()))
        said = []
        if late:
            said.append(f"请逾期的{late}项任务的牵头（负责）单位说明原因，提出完成时间（依据：本报告“逾期任务”表）。")
        if silent:
            said.append(f"请逾期未报送的{silent}个单位补报进展（依据：本报告“逾期未报送”表）。")
        waiting = sum(each.state is State.DONE for each in self.standings)
        if waiting:
            said.append(f"对单位报已完成的{waiting}项任务进行核定，符合的销号（依据：任务台账“核定”栏）。")
        return Section("下一步工作", (*said, _OPEN))


def _target_row(each: Target, period: str) -> tuple[str, ...]:
    reached = number(each.reached) if each.reached is not None else _OPEN_VALUE if each.unsettled else _NOTHING
    lacking = reached if each.missing is None else "已达到" if each.is_met else number(each.missing)
    if each.is_of_each_period and each.missing is not None:  # what is told in all does not tell it
        lacking = "按期计"
    # One unit's value stands beside it already.
    alone = len(each.by_unit) == 1 and each.reached in each.by_unit.values()
    values = (unit if alone else f"{unit} {number(value)}" for unit, value in each.by_unit.items())
    told = "；".join(values) or "未报"
    before = _NOTHING if each.before is None else number(each.before)
    shown = f"{reached}*" if each.reached is not None and each.period != period else reached
    # The growth in per cent stands on the sheet 指标: here it would leave no room for the words.
    change = change_words(each).partition("（")[0] or _NOTHING
    return each.task.key, one_line(each.figure.clause), each.figure.words, shown, before, change, lacking, told


def _on_figures(found: Sequence[Target], period: str) -> tuple[str, ...]:
    """Return the notes under a table of figures, with the periods from which values were carried on."""
    since: dict[str, list[str]] = {}
    for each in found:
        if each.reached is not None and each.period != period:
            since.setdefault(each.period, []).append(each.task.key)
    listed = "；".join(f"{each}：{'、'.join(dict.fromkeys(keys))}" for each, keys in sorted(since.items()))
    carried = f"（{listed}）" if listed else ""
    return tuple(each.replace("{carried}", carried) for each in _ON_FIGURES)
