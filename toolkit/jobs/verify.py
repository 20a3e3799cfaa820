"""verify (征求核实意见): ask units whether reported matters are so, a folder a unit with letter, forms and mail draft.

Seed 003 §四（二）. Whom to ask the office writes in the register, one unit or several; what comes back is taken in as
any other form. Who has not answered in time is waited for no longer once somebody has.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolkit.cases import Case, may
from toolkit.cases.secrecy import open_firm
from toolkit.cases.verification import verifications_due
from toolkit.documents.reminder import ReminderItem
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.order import Order
from toolkit.jobs.letters.asking import tell_address_faults, write_asking
from toolkit.jobs.letters.on_paper import as_reported, prefilled, subject
from toolkit.jobs.letters.waited_no_longer import given_up, named_no_more
from toolkit.mail import Attachment
from toolkit.mechanism import Phase, Unit, UnitMatch
from toolkit.mechanism.verifying import Verifying, load_verifying
from toolkit.workspace import Workspace

#: The folder under outbox/, in it one a day.
_FOLDER = "核实"


def verify(workspace: Workspace, order: Order, numbers: Sequence[str] = ()) -> int:
    """Ask the units that the register names, and return the exit status.

    Args:
        workspace: where.
        order: how the job was asked to run.
        numbers: only these cases; without any, all that wait for it.

    Raises:
        ToolkitError: the mechanism has no such step.
        ConfigError: its data for it are wrong.
    """
    with open_desk(workspace, order) as desk:
        rule = load_verifying(desk.mechanism)
        if rule is None:
            raise ToolkitError(f"“{desk.mechanism.title}”没有征求核实意见这一步", "请直接在台账填写分类")
        closed = [*given_up(desk), *_named_no_more(desk)]
        asked = _by_unit(desk, _waiting(desk, numbers))
        due = desk.calendar.after(desk.as_of, rule.within)
        for unit, cases in asked:
            _write(desk, rule, unit, cases, due)
        # Papers first: a run that is killed between the two writes the same papers once more, and none is missing.
        desk.record(
            Event(Kind.CONSULTED, desk.as_of, case.number, {"unit": unit.name, "clock": rule.name, "due": due})
            for unit, cases in asked
            for case in cases
        )
        # Last: the matter goes on by what has come, once whoever was named instead is waited for.
        desk.record(closed)
        if not asked:
            desk.say("没有要征求核实意见的事项")
        update(desk)
        return 1 if desk.set_aside else 0


def _named_no_more(desk: Desk) -> list[Event]:
    found: list[Event] = []
    for case in desk.live():
        named = [unit.name for unit in _units(desk, case)] if verifications_due(case) else []
        if named:
            found += named_no_more(desk, case, named)
    return found


def _waiting(desk: Desk, numbers: Sequence[str]) -> list[Case]:
    """Return the cases that are to be looked into; what keeps one that was named from it is told."""
    for number in numbers:
        case = desk.cases.get(number)
        if case is None or case.removed or not _is_to_ask(desk, case):
            now = f"现在是“{case.status}”，不能征求核实意见" if case and not case.removed else "台账中没有这个编号"
            desk.say(f"{number}：{now}")
            desk.set_aside += 1
    return [case for case in desk.live() if _is_to_ask(desk, case) and (not numbers or case.number in numbers)]


def _is_to_ask(desk: Desk, case: Case) -> bool:
    """Return whether a case is to be looked into: nobody was asked yet, or the office named another unit since."""
    if may(case, "consulted"):
        return True
    more = any(unit.name not in case.consulted for unit in _units(desk, case))
    return more and case.phase is Phase.VERIFYING and not case.role("verified")


def _units(desk: Desk, case: Case) -> list[Unit]:
    """Return the units that are to look into a case; nobody where one that the register names is not known."""
    units = desk.mechanism.units
    named = [units.standing(each.unit, desk.as_of) if each.unit else None for each in _named(desk, case)]
    known = {unit.name: unit for unit in named if unit is not None}
    return [] if None in named else list(known.values())


def _named(desk: Desk, case: Case) -> Sequence[UnitMatch]:
    return desk.mechanism.units.match_all(case.role("verifier"))


def _by_unit(desk: Desk, cases: Sequence[Case]) -> list[tuple[Unit, list[Case]]]:
    """Return the cases by the unit that is to look into them, in the order of the member units.

    A matter may be for several units to look into (seed 003 §四（二）: 征求有关部门意见); none is asked while one of
    the names is not known.
    """
    found: dict[str, tuple[Unit, list[Case]]] = {}
    for case in cases:
        units = _units(desk, case)
        for unit in units:
            if unit.name not in case.consulted:
                found.setdefault(unit.name, (unit, []))[1].append(case)
        if not units:
            desk.say(f"{case.number} {case.role('firm')}：{_unknown(desk, case)}")
            desk.set_aside += 1
    order = {unit.name: place for place, unit in enumerate(desk.mechanism.units)}
    return sorted(found.values(), key=lambda each: order[each[0].name])


def _unknown(desk: Desk, case: Case) -> str:
    """Return why nobody can be asked about a case."""
    column = desk.mechanism.record.role("verifier")
    for match in _named(desk, case):
        if match.unit is None:
            near = f"，可能是“{match.near}”" if match.near else ""
            return f"{column}“{match.text}”不在成员单位名单中{near}，请在台账改正"
        if desk.mechanism.units.standing(match.unit, desk.as_of) is None:
            return f"{column}“{match.text}”已经停用，没有写明并入单位，请在台账改正"
    return f"{column}没有填写，请在台账填写由哪个单位核实"


def _write(desk: Desk, rule: Verifying, unit: Unit, cases: Sequence[Case], due: date) -> None:
    form, reported = desk.mechanism.form_that("verifies"), desk.mechanism.form_that("opens")
    items = [
        ReminderItem(case.number, open_firm(case), subject(case), rule.name, due, rule.within, role=rule.name)
        for case in cases
    ]
    # Each unit answers for itself: on its form stands its own name, not those of the others that were asked.
    own = {each.key: unit.name for each in form.fields if each.column == desk.mechanism.record.role("verifier")}
    forms: list[Attachment] = []
    for case in cases:
        about = f"{case.number} {safe_name(case.role('firm'), 20)}.xlsx"
        forms.append(Attachment(f"{reported.attachment} {about}", as_reported(desk, reported, case)))
        forms.append(Attachment(f"{form.attachment} {about}", prefilled(desk, form, case, unit.name, own)))
    folder = desk.workspace.outbox / _FOLDER / desk.as_of.isoformat() / safe_name(unit.name)
    told = "、".join(case.number for case in cases)
    desk.say(f"请{unit.name}在 {due.isoformat()} 前核实 {told}，见 {desk.place(folder)}")
    write_asking(desk, unit, rule.paper.told({"核实表": form.title}), items, due, forms, folder, f"{desk.as_of} {told}")
    tell_address_faults(desk, [unit])
