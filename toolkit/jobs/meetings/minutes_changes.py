"""What edited minutes say otherwise (纪要改动): matter by matter, against what we wrote and what stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from toolkit.cases import Case, may
from toolkit.cases.granted import extended
from toolkit.documents.minutes_reading import Matter, MinutesRead, changed_lines, same_words
from toolkit.documents.setting.words import PENDING_WORDS
from toolkit.events import CellValue
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.letters.on_paper import unit_names
from toolkit.jobs.meetings.amendment import Amendment, Findings
from toolkit.jobs.meetings.handed_over import to_another
from toolkit.jobs.meetings.matters_matched import matched
from toolkit.jobs.meetings.meeting_again import to_take_back
from toolkit.jobs.meetings.meeting_doubts import other_lead
from toolkit.jobs.meetings.minutes_content import Decided
from toolkit.jobs.meetings.minutes_day import day_in_words, day_off
from toolkit.jobs.meetings.unit_words import in_full
from toolkit.mechanism import Gathering, Phase

#: What minutes say of a matter, and the role of the register's column for it.
_UNITS = {"lead": "lead", "support": "support"}
_DAYS = {"due": "due", "opinion_due": "opinion_due"}
#: Where a case stands that was before a meeting already: what is decided about it is decided anew.
_DECIDABLE = {Phase.READY, Phase.HANDLING, Phase.ANSWERED, Phase.PARKED}
_LONGEST = 60


@dataclass
class Comparison:
    """Edited minutes beside those we wrote.

    Attributes:
        desk: the cases as they stand now.
        day: the meeting's day.
        decided: what is recorded of the meeting, by 编号.
    """

    desk: Desk
    day: date
    decided: Mapping[str, Decided]
    found: Findings = field(default_factory=Findings)

    @property
    def held(self) -> Gathering:
        return self.desk.mechanism.gathering

    def compare(self, ours: MinutesRead, theirs: MinutesRead) -> Findings:
        """Return how ``theirs`` differs from ``ours``."""
        pairs = list(matched(ours.matters, theirs.matters, self.desk))
        for base, matter in pairs:
            if matter is not None:
                nothing = Matter(0, matter.number, matter.firm, matter.subject)
                self._matter(base or nothing, matter, is_added=base is None)
            elif base is not None:
                self._gone(base)
        for each in theirs.matters:
            if PENDING_WORDS in each.text:
                self.found.notes.append(f"{each.where} {each.number}：还有{PENDING_WORDS}没有填")
        loose = changed_lines(ours.loose, theirs.loose)
        self.found.notes += [f"其他文字有改动，只在纪要里，不写台账：“{_short(each)}”" for each in loose]
        return self.found

    def _matter(self, base: Matter, matter: Matter, *, is_added: bool) -> None:
        number = base.number or matter.number
        case = self.desk.cases.get(number)
        if case is None or case.removed:
            why = f"台账中没有编号 {number}" if number else "没有编号，按企业名称和案由也对不上"
            self.found.unsettled.append(f"{matter.where} 对不上事项（{why}），没有处理：“{_short(matter.text)}”")
            return
        if same_words(base.text, matter.text):
            self._stale(case, base)
            return
        if matter.is_heard:
            self.found.notes.append(f"{number}：前期办理情况的文字有改动，只在纪要里，不写台账")
            return
        if case.phase in {Phase.CLOSED, Phase.WITHDRAWN}:
            self.found.unsettled.append(f"{matter.where} {number}：现在是“{case.status}”，纪要的改动不再写入")
            return
        amendment = Amendment(number, matter.where)
        if is_added:
            amendment.lines.append(f"新增的事项：{_short(matter.text)}")
        self._decision(amendment, case, base, matter)
        for name, role in {**_UNITS, **_DAYS, "special": "special"}.items():
            self._column(amendment, case, role, getattr(base, name), getattr(matter, name))
        self._besides(number, base, matter)
        self._lead(amendment, case, matter)
        if amendment.after and not amendment.decision and number not in self.decided:
            self.found.unsettled.append(
                f"{matter.where} {number}：填了单位或时限，没有写“{self.held.decided}：……”，没有登记"
            )
        elif amendment:
            self.found.amendments.append(amendment)

    def _lead(self, amendment: Amendment, case: Case, matter: Matter) -> None:
        """Tell what another lead unit makes untrue: what was agreed on in words, a due date that was put off."""
        number, lead = amendment.number, case.record.roles.get("lead", "")
        if lead not in amendment.after:
            return
        self.found.unsettled += other_lead(self.desk, number, matter.decision, str(amendment.after[lead]))
        granted, due = extended(case), case.record.role("due")
        if granted is not None and due not in amendment.after and to_another(self.desk, case, amendment.after):
            self.found.notes.append(f"{number}：改由其他单位牵头，原已延至{_told(granted)}的{due}不再适用")

    def _decision(self, amendment: Amendment, case: Case, base: Matter, matter: Matter) -> None:
        known = self.decided.get(case.number)
        if matter.postponed and not base.postponed:
            said = f"{matter.where} {case.number}：改为提请下次{self.held.word}审议。"
            if known is None:
                self.found.notes.append(f"{said}没有登记过议定事项，现在是“{case.status}”，台账不变")
            else:
                self.found.unsettled.append(f"{said}已登记的议定事项不会自动取消；{to_take_back(case, known.event)}")
            return
        if not matter.decision and base.decision:
            self.found.unsettled.append(f"{matter.where} {case.number}：议定内容删去了或认不出，台账保留原来的")
        if not matter.decision or same_words(base.decision, matter.decision):
            return
        if known is not None and same_words(in_full(self.desk, known.decision), matter.decision):
            return
        if known is None and not may(case, "met") and case.phase not in _DECIDABLE:
            said = f"现在是“{case.status}”，不在等待{self.held.take_up}，新写的议定内容没有登记"
            self.found.unsettled.append(f"{matter.where} {case.number}：{said}")
            return
        amendment.decision, amendment.is_new = matter.decision, known is None
        word = "补上" if amendment.is_new else "改为"
        amendment.lines.append(f"议定内容{word}“{_short(matter.decision)}”")

    def _column(self, amendment: Amendment, case: Case, role: str, before: str, after: str) -> None:
        column = case.record.roles.get(role, "")
        if not column or same_words(before, after):
            return
        if not after:
            self.found.unsettled.append(f"{case.number}：{column}“{before}”删去了或认不出；空白不改台账")
            return
        value, trouble = self._value(role, after)
        if value is None:
            self.found.unsettled.append(f"{case.number}：{column}“{after}”{trouble}")
            return
        was, now = self._value(role, before)[0] if before else None, self._now(case, column)
        if was is not None and _same(self.desk, was, value):
            self.found.notes.append(f"{case.number}：{column}写法有改动（“{after}”），仍是{_told(value)}，台账不变")
            return
        if _same(self.desk, now, value):
            return
        told = f"{column} {_told(was) or '【待定】'} → {_told(value)}{day_off(self.desk, value)}"
        if now is not None and not _same(self.desk, now, was) and not (was is None and self._is_open(role, now)):
            if any(each.column == column and each.theirs == value for each in case.asks.values()):
                self.found.notes.append(f"{case.number}：{told}已列入“待确认”")
                return
            amendment.asks[column] = value
            amendment.lines.append(f"{told}（台账已另改为“{_told(now)}”，保留台账的，列入“待确认”）")
            return
        amendment.after[column] = value
        if now is not None:
            amendment.before[column] = now
        amendment.lines.append(told)

    def _value(self, role: str, text: str) -> tuple[CellValue | None, str]:
        """Return what a text means for a column, and where it means nothing, why."""
        if role in _UNITS:
            unknown = [each for each in self.desk.mechanism.units.match_all(text) if each.unit is None]
            if unknown:
                near = f"，是不是“{unknown[0].near}”？" if unknown[0].near else "，"
                return None, f"不在成员单位名单中{near}请在纪要里改正，或在“成员单位”表补充"
            if role == "lead" and len(self.desk.mechanism.units.match_all(text)) > 1:
                return None, "不止一个单位，牵头单位只能有一个，其余的请写作配合"
            return unit_names(self.desk, text), ""
        if role in _DAYS:
            return day_in_words(self.desk, text, self.day), "认不出是哪一天，请写成 2024年6月3日 的样子"
        return text.strip("。"), ""

    def _is_open(self, role: str, now: CellValue) -> bool:
        """Return whether what stands there is nothing we could write into minutes: a unit that no list knows."""
        return role in _UNITS and self._value(role, str(now))[0] is None

    def _now(self, case: Case, column: str) -> CellValue | None:
        """Return what stands in a column now: what the meeting decided counts before it is in the register."""
        known = self.decided.get(case.number)
        return case.get(column) or (known.values.get(column) if known else None)

    def _besides(self, number: str, base: Matter, matter: Matter) -> None:
        for each in changed_lines(base.besides, matter.besides):
            self.found.notes.append(f"{matter.where} {number}：没有对应栏目的文字，只留在纪要里：“{_short(each)}”")
        for name, before, after in (("企业名称", base.firm, matter.firm), ("案由", base.subject, matter.subject)):
            if base.place and not same_words(before, after):
                self.found.notes.append(f"{number}：{name}改写为“{after}”，只在纪要里；要改台账的请在台账改")

    def _gone(self, base: Matter) -> None:
        if base.is_heard:
            self.found.notes.append(f"{base.number}：前期办理情况从纪要里删去了，台账不变")
        elif base.number in self.decided:
            said = f"{base.where} {base.number} {base.firm}：从纪要里删去了。已登记的议定事项不会自动取消"
            case = self.desk.cases.get(base.number)
            back = f"；{to_take_back(case, self.decided[base.number].event)}" if case is not None else ""
            self.found.unsettled.append(said + back)
        else:
            self.found.notes.append(f"{base.number} {base.firm}：未议定事项从纪要里删去了，仍在等待{self.held.take_up}")

    def _stale(self, case: Case, base: Matter) -> None:
        """Tell where the register was changed since the minutes were written, which these do not say."""
        for name, role in {**_UNITS, **_DAYS}.items():
            column, text = case.record.roles.get(role, ""), getattr(base, name)
            now, was = case.get(column), self._value(role, text)[0] if text else None
            if now is not None and was is not None and not _same(self.desk, now, was):
                said = f"{case.number}：台账的{column}现在是“{_told(now)}”，纪要写的是“{_told(was)}”，以台账为准"
                self.found.notes.append(said)


def _same(desk: Desk, left: CellValue | None, right: CellValue | None) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return same_words(unit_names(desk, left), unit_names(desk, right))
    return left == right


def _told(value: CellValue | None) -> str:
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return "" if value is None else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}……"
