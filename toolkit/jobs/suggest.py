"""suggest (建议): what the office might classify a case as and whom it might give it to, each with its reason.

Proposals go into columns of their own (拟分类, 拟牵头单位); the office decides in 问题分类 and 牵头单位. What it
decided, in these cases and in all before them, teaches the next run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.cases import Case
from toolkit.cases.precedents import Near, Precedent, Precedents
from toolkit.cases.signs import Proposal, Seen, proposed_category, proposed_class
from toolkit.cases.suggestion import Adviser, Lead, Matter, words_of
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.forms.model import FieldType
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.numbers import in_turn
from toolkit.jobs.desk.order import Order
from toolkit.mechanism import Phase
from toolkit.mechanism.advice import Advice, load_advice
from toolkit.workspace import Workspace

#: Cases that nobody has been given yet.
_BEFORE_DISPATCH = {Phase.NEW, Phase.VERIFYING, Phase.APPROVING, Phase.MEETING, Phase.READY}
#: So many cases teach, the latest: what an office did years ago is not always what it does now.
_TEACHING = 5000
#: The columns a proposal goes into, by their meaning, and where the office decides on it.
_DECIDED_IN = {"proposed_class": "class", "proposed_lead": "lead"}


@dataclass(frozen=True, slots=True)
class _Advised:
    """A case and what is proposed for it."""

    case: Case
    klass: Proposal
    category: str
    leads: Sequence[Lead]


def suggest(workspace: Workspace, order: Order, numbers: Sequence[str] = ()) -> int:
    """Propose class and lead unit for the cases that lack one, and return the exit status.

    Args:
        workspace: where.
        order: how the job was asked to run; a dry run shows the proposals and writes nothing.
        numbers: only these cases; without any, all that lack a class or a lead unit.

    Raises:
        ToolkitError: there is no such case.
        ConfigError: the mechanism's data for proposals are wrong.
    """
    with open_desk(workspace, order) as desk:
        asking = _asking(desk, numbers)
        advice = load_advice(desk.mechanism)
        adviser = Adviser(advice, desk.mechanism.units, _teachers(desk, advice), desk.as_of) if asking else None
        advised = [_advise(desk, adviser, case) for case in asking] if adviser else []
        declined = _declined(desk)
        events = [event for each in advised if (event := _event(desk, each, declined))]
        for each in advised:
            _tell(desk, each)
        desk.record(events)
        _sum_up(desk, numbers, advised, len(events))
        update(desk)
    return 0


def _asking(desk: Desk, numbers: Sequence[str]) -> list[Case]:
    """Return the cases that a proposal is asked for."""
    unknown = [each for each in numbers if each not in desk.cases or desk.cases[each].removed]
    if unknown:
        raise ToolkitError(f"台账中没有编号“{'、'.join(unknown)}”", "请核对编号")
    return [
        case
        for case in desk.live()
        if (not numbers or case.number in numbers)
        and case.phase in _BEFORE_DISPATCH
        and not (case.role("class") and case.role("lead"))
    ]


def _teachers(desk: Desk, advice: Advice) -> Precedents:
    """Return the office's own cases that have a lead unit or a class."""
    units, taught = desk.mechanism.units, []
    known: dict[str, str] = {}
    for case in desk.live()[-_TEACHING:]:
        lead = case.role("lead")
        if case.phase is Phase.WITHDRAWN or not (lead or case.role("class")):
            continue
        if lead not in known:
            known[lead] = next((match.unit.name for match in units.match_all(lead) if match.unit), "") if lead else ""
        precedent = Precedent(case.number, known[lead], case.role("class"))
        taught.append((precedent, _matter(case, ()).text))
    return Precedents(taught, words_of(advice))


def _matter(case: Case, naming: Collection[str], own: Sequence[Case] = (), others: Sequence[Case] = ()) -> Matter:
    return Matter(
        number=case.number,
        problem=case.role("problem"),
        subject=case.role("subject"),
        firm=case.role("firm"),
        reporter=case.role("reporter"),
        named="、".join(filter(None, map(case.words, naming))),
        round=case.round,
        repeated=tuple(each.number for each in own),
        common=tuple(each.number for each in others),
        sent_back=tuple(each.number for each in own if each.round > 1 or each.status == each.record.reopened),
    )


def _advise(desk: Desk, adviser: Adviser, case: Case) -> _Advised:
    opening = desk.mechanism.form_that("opens")
    naming = [each.column for each in opening.own_fields if each.type is FieldType.UNITS and each.column]
    kin = desk.alike.kin(desk.cases, case.role("firm"), case.role("problem"))
    near = adviser.near(_matter(case, ()))
    own = [*_of_firm(desk, case, near), *(each for each in (kin.same, kin.repeated, *kin.near) if each)]
    earlier = {each.number: each for each in own if in_turn(each.number) < in_turn(case.number)}
    matter = _matter(case, naming, list(earlier.values()), kin.common)
    seen = Seen(matter, adviser.touched(matter), near, desk.as_of.year)
    ticked = desk.mechanism.category(case.role("category"))
    category = proposed_category(adviser.advice, ticked, seen)
    stored = desk.mechanism.category(category.value) if category.value else None
    column = case.record.role("category")
    doubt = f"{column}宜核对：文中{category.why}，像 {stored.stored}" if stored else ""
    if doubt and case.role("category"):
        doubt += f"（现填 {case.role('category')}）"
    return _Advised(case, proposed_class(adviser.advice, seen), doubt, adviser.leads(matter))


def _of_firm(desk: Desk, case: Case, near: Sequence[Near]) -> Iterator[Case]:
    """Yield the cases like it that are of its own firm."""
    firm = desk.alike.firm(case.role("firm"))
    for each in near:
        other = desk.cases[each.precedent.number]
        if firm.is_same(desk.alike.firm(other.role("firm"))):
            yield other


def _event(desk: Desk, advised: _Advised, declined: Collection[tuple[str, str]]) -> Event | None:
    """Return what is to be put into the case's columns, None where they hold it or a person wants none there."""
    case = advised.case
    values = {
        column: text
        for column, text in _columns(advised).items()
        if column not in case.hands and (case.number, column) not in declined and case.words(column) != text
    }
    return Event(Kind.SUGGESTED, desk.as_of, case.number, {"values": values}) if values else None


def _columns(advised: _Advised) -> Mapping[str, str]:
    """Return column → proposal, "" for none; a column beside a decision that is made is left as it is."""
    case, roles = advised.case, advised.case.record.roles
    texts = {
        "proposed_class": "\n".join(filter(None, (str(advised.klass), advised.category))),
        "proposed_lead": "\n".join(_lead_lines(advised.leads)),
    }
    return {
        roles[meaning]: texts[meaning]
        for meaning, decided in _DECIDED_IN.items()
        if meaning in roles and not case.role(decided)
    }


def _lead_lines(leads: Sequence[Lead]) -> Iterator[str]:
    for place, each in enumerate(leads, start=1):
        yield f"{f'{place}. ' if len(leads) > 1 else ''}{each.unit}：{each.why}"


def _declined(desk: Desk) -> set[tuple[str, str]]:
    """Return the cases and columns where a person emptied a proposal: it is not put there again."""
    columns = {desk.mechanism.record.roles.get(meaning, "") for meaning in _DECIDED_IN}
    return {
        (event.number, column)
        for event in desk.events
        if event.kind is Kind.EDITED
        for column, value in event.data.get("after", {}).items()
        if column in columns and value in (None, "")
    }


def _tell(desk: Desk, advised: _Advised) -> None:
    case, record = advised.case, advised.case.record
    desk.say(f"{case.number} {case.role('firm')}")
    if not case.role("class"):
        desk.say(
            f"  拟{record.role('class')}：{advised.klass if advised.klass.value else f'未提——{advised.klass.why}'}"
        )
        if advised.category:
            desk.say(f"  {advised.category}")
    if not case.role("lead"):
        none = "未提——文中没有哪个单位的职责用语，也没有类似事项，请人工判断"
        desk.say(f"  拟{record.role('lead')}：{'；'.join(_lead_lines(advised.leads)) or none}")


def _sum_up(desk: Desk, numbers: Sequence[str], advised: Sequence[_Advised], changed: int) -> None:
    roles = desk.mechanism.record.roles
    klass, lead = roles["class"], roles["lead"]
    if not advised:
        where = "这些事项" if numbers else "待交办之前的事项"
        desk.say(f"{where}都已填{klass}和{lead}，没有要提建议的")
        return
    kept = [roles[meaning] for meaning in _DECIDED_IN if meaning in roles]
    if not kept:
        desk.say("台账没有放建议的列，以上只供参考，未写入台账")
        return
    written = f"{'将' * desk.order.dry_run}写入或更新 {changed} 件，见“{'”“'.join(kept)}”列"
    written = written if changed else "没有新的或变动的建议"
    desk.say(f"共看 {len(advised)} 件，{written}。建议只供参考，请在“{klass}”“{lead}”列里填定")
