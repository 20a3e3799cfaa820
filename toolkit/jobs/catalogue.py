"""catalogue (企业问题目录): what the next meeting is to take up, for those who approve it; later what they approved.

Seed 003 §四（二）（三）: it is due so many workdays before the meeting, and is approved in steps. Who decides what is
the mechanism's data; the results are typed into the register, or come back on the workbook written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from toolkit.cases import Case, may
from toolkit.cases.approving import doubts
from toolkit.cases.meetings import workdays_before
from toolkit.documents.catalogue import CatalogueItem, write_catalogue
from toolkit.documents.setting.words import without_phones
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.forms import Form
from toolkit.forms.identity import write_mark
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import appointment, meeting_of, next_meeting, read_month
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.letters.on_paper import subject, unit_names
from toolkit.jobs.letters.waited_no_longer import given_up
from toolkit.jobs.meetings.catalogue_due import too_early
from toolkit.jobs.meetings.listing import last_time, to_list
from toolkit.mechanism import Phase
from toolkit.mechanism.cataloguing import Cataloguing, load_cataloguing
from toolkit.submission import Value
from toolkit.templates import build_table
from toolkit.workspace import Workspace

#: The folder under outbox/, in it one a meeting.
FOLDER = "目录"


def cataloguing_of(desk: Desk) -> Cataloguing:
    """Return how the mechanism keeps its catalogue.

    Raises:
        ToolkitError: it has none.
        ConfigError: its data for it are wrong.
    """
    rule = load_cataloguing(desk.mechanism)
    if rule is None:
        then = f"需{desk.mechanism.gathering.take_up}的事项直接用“会议准备”"
        raise ToolkitError(f"“{desk.mechanism.title}”没有企业问题目录这一步", then)
    return rule


def catalogue(workspace: Workspace, order: Order, month: str = "") -> int:
    """Put what waits for it on a meeting's catalogue, write it anew as it stands, and return the exit status.

    Args:
        workspace: where.
        order: how the job was asked to run.
        month: of which meeting; the next one where none is named.

    Raises:
        ToolkitError: the mechanism has no catalogue, ``month`` is none, or that meeting has been held.
        ConfigError: its data for it are wrong.
    """
    with open_desk(workspace, order) as desk:
        rule = cataloguing_of(desk)
        wanted = read_month(desk, month) if month else next_meeting(desk)
        if wanted in desk.known.convened:
            raise ToolkitError(
                f"{meeting_of(desk, wanted)}已经开过，目录不再重出", "要准备下一次的，请写它的月份或季度"
            )
        desk.record(given_up(desk))
        early = [] if month else too_early(desk, rule, wanted)
        events = [
            Event(Kind.CATALOGUED, desk.as_of, case.number, {"meeting": wanted, "last": last_time(desk, rule, case)})
            for case in to_list(desk, wanted)
            if case not in early
        ]
        listed = _listed(desk, wanted, {event.number: desk.preview(event.number, event) for event in events})
        _write(desk, rule, wanted, listed)
        desk.record(events)
        for case in listed:
            for words in doubts(case, rule.steps):
                desk.say(f"需要处理：{case.number}：{words}")
        _tell(desk, listed)
        update(desk)
        return 0


def _listed(desk: Desk, month: str, fresh: Mapping[str, Case]) -> list[Case]:
    """Return the cases on a meeting's catalogue as they will stand, those that were given back from it included."""
    cases = [fresh.get(case.number, case) for case in desk.live()]
    return [case for case in cases if case.role("catalogue") == month and case.phase is not Phase.WITHDRAWN]


def _withdrawn(desk: Desk, month: str) -> list[Case]:
    """Return the cases that stood on a meeting's catalogue and have been withdrawn since."""
    return [case for case in desk.live() if case.role("catalogue") == month and case.phase is Phase.WITHDRAWN]


def _write(desk: Desk, rule: Cataloguing, month: str, listed: Sequence[Case]) -> None:
    held = appointment(desk, month).day
    due = workdays_before(held, rule.due_before, desk.calendar)
    # Written anew, it is still the one that went in on the day of the last matter put on it.
    day = max((each for case in listed if (each := case.day("catalogued")) is not None), default=desk.as_of)
    told = "，已经过了，请抓紧" if day > due else ""
    desk.say(f"{meeting_of(desk, month)}（{held.isoformat()}）：目录 {due.isoformat()} 前报{rule.to}{told}")
    if not listed:
        desk.say("没有可以列入目录的事项")
    gone = [f"{case.number} {case.role('firm')}" for case in _withdrawn(desk, month)]
    if gone:
        desk.say(f"原列入目录、已经撤回的：{'、'.join(gone)}；目录报送过的，请告知{rule.to}")
    if not listed:
        return
    form, folder = desk.mechanism.form_that("approves"), desk.workspace.outbox / FOLDER / month
    approved = [case for case in listed if case.phase is Phase.MEETING]
    about, steps = meeting_of(desk, month), [each.name for each in rule.steps]
    items = [_item(desk, rule, case) for case in listed]
    mark = write_mark(form.id, form.version, month)
    papers = {
        f"{form.file_name} {month}.docx": write_catalogue(
            items,
            desk.mechanism,
            title=rule.title,
            meeting=about,
            held=held,
            day=day,
            to=rule.to,
            steps=steps,
            mark=mark,
            withdrawn=gone,
        ),
        f"{form.file_name} {month}.xlsx": _sheet(desk, rule, form, month, listed),
    }
    if approved:
        chosen = [item for item, case in zip(items, listed, strict=True) if case in approved]
        # Likewise, the list is that of the day on which the last matter on it was approved.
        settled = max((each for case in approved if (each := case.day("approved")) is not None), default=desk.as_of)
        papers[f"问题目录清单 {month}.docx"] = write_catalogue(
            chosen, desk.mechanism, title=rule.final_title, meeting=about, held=held, day=settled, withdrawn=gone
        )
    desk.put_and_tell(folder, papers)


def _item(desk: Desk, rule: Cataloguing, case: Case) -> CatalogueItem:
    verifier = unit_names(desk, case.role("verifier"))
    verified = "：".join(filter(None, (verifier, case.role("verified"))))
    lead, support = _lead(desk, case), unit_names(desk, case.role("support"))
    return CatalogueItem(
        number=case.number,
        firm=case.role("firm"),
        subject=subject(case),
        channel=case.role("channel"),
        problem=case.role("problem"),
        verified=tuple(filter(None, (verified, case.role("verification")))),
        proposal=case.words(rule.proposal) if rule.proposal else "",
        units="；".join(filter(None, (lead, support and f"配合：{support}"))),
        decided=tuple(case.words(each.column) for each in rule.steps),
        last=case.words("@put_off"),
        about_firm=tuple(filter(None, (case.role("firm_kind"), case.role("town")))),
    )


def _lead(desk: Desk, case: Case) -> str:
    """Return who leads, in words; before that is settled, who is to, as the unit that looked into it advises."""
    lead, advised = unit_name(desk, case.role("lead")), unit_names(desk, case.role("advised_lead"))
    return f"牵头：{lead}" if lead else f"建议牵头：{advised}" if advised else ""


def _sheet(desk: Desk, rule: Cataloguing, form: Form, month: str, listed: Sequence[Case]) -> bytes:
    """Return the workbook on which the approval is noted, what it fills tinted."""
    number = desk.mechanism.record.role("number")

    def shown(case: Case, column: str) -> Value:
        value = case.number if column == number else case.get(column)
        return value if isinstance(value, date) else without_phones(str(value)) if value is not None else None

    who = "、".join(f"“{each.column}”栏填{each.by}的意见" for each in rule.steps)
    return build_table(
        form,
        desk.mechanism,
        {},
        [{each.key: shown(case, each.column) for each in form.table} for case in listed],
        to_fill=[each.key for each in form.table if each.column in rule.to_fill],
        mark=write_mark(form.id, form.version, month),
        note=f"{meeting_of(desk, month)}　{who}；填好后保存，放回收件箱。",
    )


def _tell(desk: Desk, listed: Sequence[Case]) -> None:
    """Say how far the approval has come, and what is not on the catalogue because nobody has looked into it."""
    waiting = [case for case in listed if case.phase is Phase.APPROVING and not may(case, "catalogued")]
    for status in dict.fromkeys(case.status for case in listed):
        numbers = [case.number for case in listed if case.status == status]
        desk.say(f"{status} {len(numbers)} 件：{'、'.join(numbers)}")
    if listed and not waiting:
        desk.say(f"目录已全部审定，可以准备{desk.mechanism.gathering.word}（meeting）、发通知")
    before = [case.number for case in desk.live() if case.phase in {Phase.NEW, Phase.VERIFYING}]
    if before:
        desk.say(f"还没有核实、分类，没有列入的 {len(before)} 件：{'、'.join(before)}")
