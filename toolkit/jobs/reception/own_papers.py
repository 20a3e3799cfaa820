"""Papers of ours that come back through the inbox and are no forms (自己发出的文件): edited minutes, reply slips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.events import Event, Kind
from toolkit.forms.identity import MINUTES
from toolkit.intake.layout.own_paper import NAME, PHONE, POST, REMARK, OwnPaper
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import month_words
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.returns.post import Part
from toolkit.jobs.returns.read_back import is_as_we_wrote
from toolkit.jobs.returns.taken import Taken

#: How what became of minutes that came back ends, whatever they are called.
MINUTES_OUTCOME = "纪要，已存档"


def minutes_title(desk: Desk) -> str:
    """Return what the log of received files calls minutes: 会议纪要, 活动纪要."""
    return f"{desk.mechanism.gathering.word}纪要"


def come_back(desk: Desk, part: Part, paper: OwnPaper) -> Taken:
    """Return what a paper of ours that came back leads to: minutes are kept to be read back, a slip is noted."""
    return _minutes(desk, part, paper) if paper.kind == MINUTES else _slip(desk, part, paper)


def _minutes(desk: Desk, part: Part, paper: OwnPaper) -> Taken:
    word = desk.mechanism.gathering.word
    taken = Taken(outcome=f"{word}{MINUTES_OUTCOME}", form=minutes_title(desk), ours=True)
    of = f"{paper.meeting} {word}的" if paper.meeting else ""
    if is_as_we_wrote(desk, part.digest):
        taken.notes.append(f"这是{of}纪要，和生成的一样，没有改动")
    else:
        taken.unsettled.append(
            f"这是{of}纪要，台账没有改动。要把改动写入台账的，请运行“读回纪要”，先看清改了什么，再确认写入"
        )
    return taken


def _slip(desk: Desk, part: Part, paper: OwnPaper) -> Taken:
    unit, firm, held = unit_name(desk, paper.unit), "", desk.mechanism.gathering
    if desk.mechanism.units.find(paper.unit) is None:
        firm = paper.unit
    announced = [event.data["meeting"] for event in desk.known.announced]
    meeting = paper.meeting or (announced[-1] if announced else "")
    taken = Taken(outcome=held.slip, form=held.slip, firm=firm, ours=True)
    if not unit or meeting not in announced:
        what = "哪个单位" if not unit else f"哪次{held.word}"
        taken.unsettled.append(f"看不出是{what}的{held.slip}，没有登记，请对照原件处理")
    elif not paper.people:
        taken.unsettled.append(f"{unit}交回的{held.slip}没有填{held.attend}人员，没有登记，请与该单位联系")
    else:
        people = [dict(each) for each in paper.people]
        taken.notes.append(f"{unit}参加{month_words(desk, meeting)}{held.word}：{'；'.join(map(_person, people))}")
        if meeting in desk.known.convened:
            taken.notes.append(f"这次{held.word}已经开过，只作登记")
        else:
            taken.notes.append(f"再运行“会议准备”，签到表和{held.roll}即按回执更新")
        # A run that was killed may have journalled it already.
        if (part.digest, 0) not in desk.known.parts:
            data: dict[str, Any] = {
                "meeting": meeting, "unit": unit, "people": people, "sha": part.digest, "part": 0,
                "incoming": part.name,
            }  # fmt: skip
            taken.events.append(Event(Kind.ATTENDING, desk.as_of, data=data))
    return taken


def _person(person: Mapping[str, str]) -> str:
    return " ".join(_parts(person))


def _parts(person: Mapping[str, str]) -> Iterator[str]:
    yield from (person[each] for each in (NAME, POST, PHONE, REMARK) if each in person)
