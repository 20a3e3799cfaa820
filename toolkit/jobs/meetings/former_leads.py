"""The letters (牵头单位调整函) to units from which a meeting took matters: each unit once, all of them together."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.cases import Case
from toolkit.cases.secrecy import open_firm
from toolkit.documents.reassignment import Reassigned, write_reassignment
from toolkit.documents.setting.words import without_phones
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.document_numbers import document_number
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.letters.mailing import put_paper
from toolkit.jobs.letters.on_paper import subject

_PAPER = "牵头单位调整函"


def tell_former(desk: Desk, cases: Sequence[Case]) -> None:
    """Write to the units that had these matters before a meeting gave them to another, as they go out to that.

    Raises:
        OSError: the disk is full or the share is away.
    """
    owed: dict[str, list[Case]] = {}
    for case in cases:
        if case.former:
            owed.setdefault(unit_name(desk, case.former), []).append(case)
    for unit, own in owed.items():
        _write(desk, unit, own)


def _write(desk: Desk, unit: str, cases: Sequence[Case]) -> None:
    numbers = "、".join(case.number for case in cases)
    paper = write_reassignment(
        unit,
        [_reassigned(desk, case, unit) for case in cases],
        desk.mechanism,
        day=desk.as_of,
        document_number=document_number(desk, "letter", f"{_PAPER} {desk.as_of.isoformat()} {unit} {numbers}"),
    )
    says = f"经{desk.mechanism.gathering.word}研究，{numbers}改由其他单位牵头办理，详见附件。"
    folder = desk.workspace.outbox / "交办" / desk.as_of.isoformat()
    places = put_paper(desk, unit, _PAPER, paper, folder, numbers=numbers, says=says)
    desk.say(f"{unit}：{numbers} 已改由其他单位牵头，{_PAPER}已写入 {places[0]}")


def _reassigned(desk: Desk, case: Case, unit: str) -> Reassigned:
    supports = {each.unit.name for each in desk.mechanism.units.match_all(case.role("support")) if each.unit}
    return Reassigned(
        number=case.number,
        firm=open_firm(case),
        subject=without_phones(subject(case)),
        lead=unit_name(desk, case.role("lead")),
        supports=unit in supports,
    )
