"""Going into a unit (督查) that firms rate low again and again, or whose putting right did not help: letter and form.

A unit is gone into once a period, once that is over, and not while it still owes the account of an earlier time. The
letter is written by ``quarterly``; the unit gives account on the form that goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.cases import due_date
from toolkit.cases.rankings import Course, Step
from toolkit.cases.supervision import State, Supervision
from toolkit.documents.report import ReportContent, Section, write_report
from toolkit.documents.setting.words import full_date
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.forms.identity import write_mark
from toolkit.jobs.books.supervisions import supervisions
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.document_numbers import document_number
from toolkit.jobs.letters.mailing import DRAFT, mail_to, put_files
from toolkit.jobs.letters.on_paper import blank
from toolkit.jobs.periods.rating_papers import rating_tables
from toolkit.jobs.periods.service_ratings import Service
from toolkit.mail import Attachment, address_fault
from toolkit.mechanism import Mechanism
from toolkit.mechanism.issuer import Imprint
from toolkit.mechanism.supervising import SUPERVISION_FORM, Supervising
from toolkit.register import schema
from toolkit.submission import Value
from toolkit.templates import fill

#: The folder under outbox/ for these letters, a folder a period.
FOLDER = "督查"
#: How a 督查号 begins: 督2022-01.
_NUMBER = "督"
_LETTER = "督查函.docx"
_PER_CENT = "{:.1f}%"


@dataclass(frozen=True, slots=True)
class _Due:
    """A unit that is to be gone into: why, a sentence each, and because of which matters."""

    unit: str
    grounds: tuple[str, ...]
    cases: tuple[str, ...]


def supervise(desk: Desk, found: Service | None) -> None:
    """Write to the units that are gone into, and journal that they were; nothing where the mechanism goes into none.

    Written again, the letter of a period bears the day and the number that it had.

    Raises:
        ConfigError: the mechanism does not say who issues the letters.
    """
    rules = found.rules.supervision if found is not None else None
    if found is None or rules is None:
        return
    known = supervisions(desk)
    for each in _due(found, rules):
        mine = [one for one in known if one.unit == each.unit]
        again = next((one for one in mine if one.period == found.period.label), None)
        open_one = next((one for one in mine if one.state(desk.as_of) is not State.TOLD), None)
        if again is not None:
            _write(desk, rules, found, again)
        elif desk.as_of <= found.period.last_day:
            desk.say(
                f"{each.unit}：应列入{FOLDER}，{found.period.label}还没有结束，结束后再运行一次，{FOLDER}函那时发出"
            )
        elif desk.as_of - found.period.last_day > 2 * (found.period.last_day - found.period.first_day):
            desk.say(
                f"{each.unit}：{found.period.label}应列入{FOLDER}，时段已过去很久，没有发{FOLDER}函；请看最近一个时段"
            )
        elif open_one is not None:
            desk.say(f"{each.unit}：{open_one.number} 还没有反馈，没有再发{FOLDER}函，请先催")
        else:
            begun = _begin(desk, rules, found, each)
            _write(desk, rules, found, begun)
            # Papers first: a run that is killed between the two writes the same papers once more.
            desk.record([_event(begun)])


def _due(found: Service, rules: Supervising) -> Iterator[_Due]:
    low = {each.unit: each for each in found.courses if each.step is Step.SUPERVISE and each.ranked_now}
    for unit in dict.fromkeys([*low, *found.failing]):
        grounds: list[str] = []
        if unit in low:
            facts = {
                **_facts(found),
                "run": str(low[unit].run),
                "share": _PER_CENT.format(low[unit].ranks[-1][1].per_cent),
            }
            grounds.append(rules.wording["low"].format_map(facts))
        matters = found.failing.get(unit, [])
        if matters:
            facts = {**_facts(found), "count": str(len(matters)), "matters": "、".join(matters)}
            grounds.append(rules.wording["failed"].format_map(facts))
        yield _Due(unit, tuple(grounds), tuple(matters))


def _facts(found: Service) -> Mapping[str, str]:
    return {"period": found.period.label, "below": f"{found.rules.below:g}"}


def _begin(desk: Desk, rules: Supervising, found: Service, each: _Due) -> Supervision:
    """Return the supervision of a unit, with the next number of the year and the day for its account."""
    due = due_date(desk.as_of, rules.span, desk.calendar, desk.mechanism.record.counting).day
    year = f"{_NUMBER}{desk.as_of.year}-"
    given = [one.data["supervision"] for one in (*desk.known.supervised, *_withdrawn(desk))]
    # One that stands on the sheet is taken, whether the journal knows it or has lost it.
    rows = (desk.base.cells, desk.base.gone, desk.known.hands)
    given += [key[0] for each in rows for key in each.get(schema.SUPERVISIONS, ())]
    numbers = (one.removeprefix(year) for one in given if one.startswith(year))
    last = max((int(one) for one in numbers if one.isdecimal()), default=0)
    return Supervision(f"{year}{last + 1:02}", each.unit, found.period.label, each.grounds, each.cases, desk.as_of, due)


def _withdrawn(desk: Desk) -> Iterator[Event]:
    """Yield those that were taken back: their letters may be out, so that their numbers are not given again."""
    return (event for event in desk.withdrawn if event.kind is Kind.SUPERVISED)


def _event(each: Supervision) -> Event:
    data = {
        "supervision": each.number, "unit": each.unit, "period": each.period, "grounds": list(each.grounds),
        "cases": list(each.cases), "due": each.due,
    }  # fmt: skip
    return Event(Kind.SUPERVISED, each.day, data=data)


def _write(desk: Desk, rules: Supervising, found: Service, each: Supervision) -> None:
    """Write letter, form and mail drafts of a unit into its folder."""
    form = desk.mechanism.form_that(SUPERVISION_FORM)
    facts = {
        **_facts(found), "unit": each.unit, "number": each.number, "due": full_date(each.due), "form": form.title,
        "office": desk.mechanism.office, "source": desk.mechanism.source,
    }  # fmt: skip
    said = rules.wording["letter"].format_map(facts)
    sheet = Attachment(f"{form.file_name} {safe_name(each.unit)}.xlsx", _form(desk, each))
    now = [(found.period.label, one) for one in found.ranks if one.unit == each.unit]
    course = next((one for one in found.courses if one.unit == each.unit), Course(each.unit, now, 0, None, bool(now)))
    demands = tuple(f"{place}．{one.format_map(facts)}" for place, one in enumerate(rules.demands, 1))
    copies = "" if found.rules.supervisor == each.unit else found.rules.supervisor
    content = ReportContent(
        quarter="",
        cutoff=found.as_of,
        sections=(
            Section("督查事由", tuple(each.grounds), rating_tables(found, course)),
            Section("督查要求", demands),
        ),
        issued=each.day,
        introduction=said,
        document_number=document_number(desk, rules.issuer, f"{FOLDER} {each.number}"),
        title=rules.wording["title"],
        addressee=each.unit,
        issuer=rules.issuer,
        enclosed=(form.title,),
    )
    letter = Attachment(_LETTER, write_report(content, _copied(desk.mechanism, rules.issuer, copies)))
    title = rules.wording["title"]
    files = [letter, sheet, Attachment(DRAFT, _mail(desk, each.unit, title, said, [letter, sheet]))]
    if copies:
        told = f"现将{each.unit}的督查函抄送贵单位。"
        files.append(Attachment(f"抄送{safe_name(copies)} {DRAFT}", _mail(desk, copies, title, told, [letter])))
    folder = desk.workspace.outbox / FOLDER / found.period.label / safe_name(each.unit)
    place, *_ = put_files(desk, folder, {one.name: one.data for one in files})
    waits = State.TOLD.value if each.state(desk.as_of) is State.TOLD else f"{full_date(each.due)}前反馈"
    desk.say(f"{FOLDER} {each.number}：{each.unit}，{waits}，{place}")


def _copied(mechanism: Mechanism, kind: str, copies: str) -> Mechanism:
    """Return the mechanism with these copies (抄送) named at the end of that issuer's papers."""
    issuer = mechanism.issuers[kind]
    if not copies:
        return mechanism
    imprint = issuer.imprint or Imprint(issuer.name)
    named = "，".join(filter(None, (imprint.copies, copies)))
    return replace(
        mechanism, issuers={**mechanism.issuers, kind: replace(issuer, imprint=replace(imprint, copies=named))}
    )


def _form(desk: Desk, each: Supervision) -> bytes:
    form = desk.mechanism.form_that(SUPERVISION_FORM)
    told: Mapping[str, Value] = {
        "@supervision": each.number, "@unit": each.unit, "@period": each.period, "@due": each.due,
        "@grounds": "\n".join(each.grounds),
    }  # fmt: skip
    values = {one.key: told[one.column] for one in form.fields if one.column in told}
    mark = write_mark(form.id, form.version, each.number, "", each.unit)
    return fill(blank(desk, form), form, desk.mechanism, values, mark=mark)


def _mail(desk: Desk, unit: str, title: str, said: str, files: list[Attachment]) -> bytes:
    known = desk.mechanism.units.find(unit)
    if address_fault(known.mail if known else ""):
        desk.say(f"{unit}在“成员单位”表没有邮箱或写法不对，邮件草稿的收件人请自行填写")
    return mail_to(desk, unit, known, title, [f"　　{said}"], files)
