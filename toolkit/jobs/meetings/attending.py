"""Who comes to a meeting (参会名单), by the reply slips that came back; for the office, with telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from toolkit.cases.invitation import Guest
from toolkit.documents.attendance import Attendee, write_attendance
from toolkit.intake.layout.own_paper import NAME, PHONE, POST, REMARK
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.meetings.meeting_scope import Scope

_STAYS_AWAY = re.compile(r"不(?:能|便|克)?(?:参加|出席|参会)|请假|缺席|无法(?:参加|出席|参会)")


def replied(desk: Desk, month: str, name: str) -> Sequence[Mapping[str, str]]:
    """Return the people on a guest's latest reply slip, column → text; nothing where none came."""
    event = desk.known.attending.get(month, {}).get(name)
    return event.data["people"] if event is not None else ()


def comes(person: Mapping[str, str]) -> bool:
    """Return whether somebody on a reply slip comes: not who is named there as staying away (请假)."""
    return not any(_STAYS_AWAY.search(text) for text in person.values())


def attendance(desk: Desk, about: Scope, who: Sequence[Guest]) -> bytes:
    """Return the list of who comes as an Excel file: guest by guest, those who have not answered among them."""
    return write_attendance(list(_lines(desk, about, who)), desk.mechanism, day=about.day)


def _lines(desk: Desk, about: Scope, who: Sequence[Guest]) -> Iterator[Attendee]:
    invited = [guest.name for guest in who]
    others = [name for name in desk.known.attending.get(about.month, {}) if name not in invited]
    for name in (*invited, *others):
        people = replied(desk, about.month, name)
        beside = "" if name in invited else "不在这次的参会范围"
        if not people:
            yield Attendee(name, remark="未交回执")
        for each in people:
            remark = "，".join(filter(None, (each.get(REMARK, ""), beside)))
            yield Attendee(name, each.get(NAME, ""), each.get(POST, ""), each.get(PHONE, ""), remark)


def told(desk: Desk, about: Scope, who: Sequence[Guest]) -> str:
    """Return how many slips came back and whose did not, in a line; "" before the first one came."""
    open_ones = [guest.name for guest in who if not replied(desk, about.month, guest.name)]
    if len(open_ones) == len(who):
        return ""
    still = f"，未交 {len(open_ones)} 家（{'、'.join(open_ones)}）" if open_ones else ""
    return f"参会回执：已交 {len(who) - len(open_ones)} 家{still}"
