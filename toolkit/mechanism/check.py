"""Does a mechanism agree with itself? Every name that one part uses must be declared by another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.errors import ConfigError
from toolkit.mechanism.clock import Clock
from toolkit.mechanism.column import ColumnType
from toolkit.mechanism.condition import Condition
from toolkit.mechanism.model import Mechanism, Record, Transition
from toolkit.mechanism.secret_reports import contradictions as odd_secrets
from toolkit.mechanism.special import By
from toolkit.mechanism.special import contradictions as contradictions_of
from toolkit.mechanism.visiting import FORM_KIND as VISITS
from toolkit.mechanism.visiting import contradictions as odd_visits

#: Meanings a record's columns must be given for the jobs to work.
NEEDED_ROLES = (
    "number", "status", "class", "category", "firm", "subject", "problem", "reporter", "lead", "support",
    "dispatched", "round", "to_complete", "incoming", "satisfaction", "outcome", "closed",
)  # fmt: skip
#: Those that only the meeting's steps need.
MEETING_ROLES = ("meeting", "due", "special", "opinion", "result")
SPAN = re.compile(r"^[1-9]\d{0,2}(个月|工作日|日)$")
#: Facts of a case that rules may refer to although no column shows them.
FACTS = (
    "@met",  # the day of the meeting that took the case
    "@decision",  # what it decided
    "@postponed",  # who goes into it further where the meeting put it off
    "@put_off",  # when and why an earlier meeting, or who approves its catalogue, put it off
    "@situation",  # how far an earlier case had come when a meeting heard of it
    # what a unit asks for (特殊情况): which of a form's kinds, which deadline, until, from and to when, another unit,
    # why, how far it has come, when, by whom
    "@request", "@clock", "@until", "@since", "@upto", "@proposed", "@reason", "@progress", "@asked", "@unit",
    "@signed",
    # what a unit reports of its tasks: for which period, of which task; the task's words, the unit's part in it, its
    # due date and figure; the value reached, what was done, what is difficult, what comes next
    "@period", "@task", "@text", "@duty", "@due", "@figure", "@reached", "@words", "@difficulty", "@next",
    # what a unit gives account of that is gone into (督查): the supervision's own number, why it is; the causes, what
    # is done about them, who answers for it, by when it is done
    "@supervision", "@grounds", "@cause", "@remedy", "@answerable", "@finished",
    # what a sheet for telephone calls shows of a case, and who spoke with whom
    "@handled", "@contact", "@principal", "@spoke", "@caller",
)  # fmt: skip


#: The sheets that every register has.
SHEETS = ("时限", "收件日志", "会议", "成员单位", "节假日", "待确认", "看板", "共性问题")
_NEVER_NUMBERED = ("receipt", "slip")


def check(mechanism: Mechanism) -> None:
    """Return nothing where the mechanism agrees with itself.

    Raises:
        ConfigError: all contradictions at once, a line each.
    """
    found = contradictions(mechanism)
    if found:
        raise ConfigError(f"机制“{mechanism.name}”的数据自相矛盾：\n" + "\n".join(f"  {each}" for each in found))


def contradictions(mechanism: Mechanism) -> list[str]:
    """Return in what a mechanism contradicts itself, a Chinese sentence each."""
    found = [*_roles(mechanism), *_life(mechanism), *_columns_of_forms(mechanism), *_groups(mechanism)]
    found += [*odd_secrets(mechanism), *_special(mechanism)]
    return [*found, *_visits(mechanism), *_unnumbered(mechanism)]


def _twice(names: Iterable[str]) -> str:
    """Return the names that occur more than once, as a sentence names them."""
    told = list(names)
    return "、".join(f"“{each}”" for each in dict.fromkeys(told) if told.count(each) > 1)


def _roles(mechanism: Mechanism) -> Iterable[str]:
    record, meets = mechanism.record, mechanism.regular_meeting is not None
    names = {each.name for each in record.columns}
    if len(names) != len(record.columns):
        yield f"台账有重名的列{_twice(each.name for each in record.columns)}"
    for meaning in (*NEEDED_ROLES, *(MEETING_ROLES if meets else ())):
        if meaning not in record.roles:
            yield f"roles 缺少 {meaning}"
    for meaning, name in record.roles.items():
        if name not in names:
            yield f"roles 的 {meaning} 指向没有的列“{name}”"


def _life(mechanism: Mechanism) -> Iterable[str]:
    record = mechanism.record
    statuses = {each.name for each in record.statuses}
    names = {each.name for each in record.columns} | set(FACTS)
    if len(statuses) != len(record.statuses):
        yield f"有重名的状态{_twice(each.name for each in record.statuses)}"
    for status in (record.initial, record.reopened):
        if status not in statuses:
            yield f"没有状态“{status}”"
    for transition in record.transitions:
        for status in (*transition.source, transition.target):
            if status not in statuses:
                yield f"流转用到没有的状态“{status}”"
        yield from (f"流转用到没有的列“{each}”" for each in _used(transition) if each not in names)
    for clock in record.clocks:
        yield from (f"时限“{clock.name}”用到没有的列“{each}”" for each in _used_by_clock(clock) if each not in names)
        if not SPAN.match(clock.span):
            yield f"时限“{clock.name}”写的“{clock.span}”不是期限"
        yield from (
            f"时限“{clock.name}”用到的列“{each.name}”不是日期列"
            for each in record.columns
            if each.name in (clock.column, clock.met_by, *clock.starts) and each.type is not ColumnType.DATE
        )
    put = (Condition(when={column: (word,) for column, word in each.put.items()}) for each in record.transitions)
    conditions = (*(each.condition for each in record.transitions), *(each.condition for each in record.clocks))
    for condition in (*conditions, *put):
        yield from _words_nobody_can_choose(mechanism, record, condition)


def _words_nobody_can_choose(mechanism: Mechanism, record: Record, condition: Condition) -> Iterable[str]:
    for column in record.columns:
        offered = mechanism.choices(column)
        for word in condition.when.get(column.name, ()) if offered else ():
            if word not in offered:
                yield f"规则里“{column.name}”的“{word}”不在可选范围内"


def _used(transition: Transition) -> Iterable[str]:
    condition = transition.condition
    yield from (*condition.when, *condition.wanted(2), *condition.empty)
    yield from (*transition.set, *transition.put, *transition.clear)
    for sources in transition.set.values():
        yield from (each for each in sources if each != "day")


def _used_by_clock(clock: Clock) -> Iterable[str]:
    yield from (clock.column, clock.met_by, *clock.starts, *clock.needs, *filter(None, (clock.kept_by, clock.follows)))
    yield from (*clock.condition.when, *clock.condition.filled, *clock.condition.empty)
    yield from (clock.charge.after,) if clock.charge else ()


def _columns_of_forms(mechanism: Mechanism) -> Iterable[str]:
    names = {each.name for each in mechanism.record.columns} | set(FACTS)
    visits = {each.name for each in mechanism.visiting.columns} if mechanism.visiting else set[str]()
    for form in mechanism.forms:
        # The head of an agenda fills the sheet of meetings, its rows the record's own.
        noted = visits if form.kind == VISITS else names
        for field in form.table or form.fields:
            if field.column and field.column not in noted:
                yield f"{form.attachment}“{field.label}”对应的列“{field.column}”台账没有"
    kinds = [form.kind for form in mechanism.forms]
    if len({form.id for form in mechanism.forms}) != len(mechanism.forms):
        yield f"有重名的表（id）{_twice(form.id for form in mechanism.forms)}"
    if kinds.count("opens") != 1:
        yield "应有且只有一张报送问题的表（kind = opens）"


def _special(mechanism: Mechanism) -> Iterable[str]:
    record = mechanism.record
    forms = [(form.id, form.kind) for form in mechanism.forms]
    yield from contradictions_of(record.special, forms, [each.name for each in record.clocks])
    for decider in record.special.deciders:
        yield from _words_nobody_can_choose(mechanism, record, decider.condition)
        if decider.by is By.MEETING and mechanism.regular_meeting is None:
            yield "申请由会议研究，但没有定期会议"


def _visits(mechanism: Mechanism) -> Iterable[str]:
    record, visits = mechanism.record, mechanism.visiting
    if visits is None:
        return
    columns, letters = [each.name for each in record.columns], [each.code for each in mechanism.categories]
    yield from odd_visits(visits, columns, letters, (record.sheet, *SHEETS))
    if all(form.kind != VISITS for form in mechanism.forms):
        yield "没有走访用的表（kind = visits）"
    told = [each for form in mechanism.forms if form.kind == VISITS for each in form.table or form.fields]
    kinds = {word for each in told if each.column == visits.role("kind") for word in each.choices}
    yield from (f"走访表上的类别“{each}”没有列在 quotas 和 kinds 里" for each in sorted(kinds - {*visits.all_kinds}))


def _unnumbered(mechanism: Mechanism) -> Iterable[str]:
    """Answers that the toolkit gives to every file by itself get no number: it would run through the office's own."""
    for kind in _NEVER_NUMBERED:
        if kind in mechanism.issuers and mechanism.issuers[kind].document_number:
            yield f"issuers 的 {kind} 不能编发文字号：收到一份来件就答复一份，不是正式行文"


def _groups(mechanism: Mechanism) -> Iterable[str]:
    if len({each.code for each in mechanism.categories}) != len(mechanism.categories):
        yield f"问题类别的字母有重复：{_twice(each.code for each in mechanism.categories)}"
    for each in mechanism.regular_meeting.classes if mechanism.regular_meeting else ():
        if each not in mechanism.classes:
            yield f"会议研究的“{each}”不在问题分类中"
    seen: dict[str, str] = {}
    for unit in mechanism.units:
        for name in (unit.name, *unit.aliases):
            if seen.setdefault(name, unit.name) != unit.name:
                yield f"单位简称“{name}”同时属于“{seen[name]}”和“{unit.name}”"
