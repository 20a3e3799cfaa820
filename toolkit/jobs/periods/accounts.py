"""A unit that was gone into (督查) gives account on the form it was sent; once nothing is left open, that is closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.cases.supervision import State, Supervision
from toolkit.documents.receipt import ReceiptContent
from toolkit.documents.setting.words import full_date
from toolkit.errors import Code
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Form
from toolkit.jobs.books.supervisions import SHOWN, supervisions
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.mechanism.following import keys_of
from toolkit.mechanism.supervising import SUPERVISION_FORM
from toolkit.register import same, schema
from toolkit.submission import Submission

_OUTCOME = "已登记督查反馈"


def accounted(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what an account means: what the unit says of each point; a blank takes nothing back.

    It is known by its 督查号; without one, by its unit, where that owes an account of one supervision only.
    """
    form = desk.mechanism.form(submission.form)
    keys = keys_of(form)
    taken = Taken(outcome=_OUTCOME, problems=list(submission.problems))
    each = _meant(desk, submission, keys)
    if each is None:
        taken.outcome = "待确认"
        taken.unsettled.append("看不出是哪一次督查的反馈，没有登记。请在表上填写督查号（见“督查”表），再放回收件箱")
        return taken
    said: dict[str, CellValue] = {
        column: value for column in SHOWN if column in keys and (value := submission.value(keys[column])) is not None
    }
    if not said:
        taken.outcome = "督查反馈没有填写"
        return taken
    asked = [one.column for one in form.fields if one.required and one.column in SHOWN]
    whole = {**each.said, **said}.keys() >= set(asked)
    # What an earlier one said already is missing no more, and not asked for once more.
    known = {key for column, key in keys.items() if column in {**each.said, **said}}
    taken.problems = [one for one in taken.problems if one.code is not Code.MISSING or one.field not in known]
    if not whole:
        left = "、".join(
            one.label for one in form.fields if one.column in asked and one.column not in {**each.said, **said}
        )
        taken.notes.append(f"{each.number} 还缺：{left}，补齐以前仍为{State.WAITING.value}")
    taken.unsettled += _typed_otherwise(desk, form, each, said)
    data = {
        "supervision": each.number, "unit": each.unit, "values": said, "whole": whole,
        "sha": source.sha, "part": source.part, "incoming": source.name,
    }  # fmt: skip
    if (source.sha, source.part) not in desk.known.parts:  # a run that was killed journalled it already
        taken.events.append(Event(Kind.ACCOUNTED, source.day or desk.as_of, data=data))
    taken.notes.insert(0, f"{each.number} {each.unit}" + (f"：{State.TOLD.value}" if whole else ""))
    return taken


def _typed_otherwise(desk: Desk, form: Form, each: Supervision, said: Mapping[str, CellValue]) -> Iterator[str]:
    """Yield what the office typed on the sheet already (it was told by telephone) and the unit now says otherwise."""
    typed = desk.known.hands.get(schema.SUPERVISIONS, {}).get((each.number,), {})
    labels = {one.column: one.label for one in form.fields}
    for asked, value in said.items():
        column = SHOWN[asked]
        stands = typed[column].data["after"].get(column) if column in typed else None
        if stands not in (None, "") and not same(stands, value):
            yield (
                f"{each.number}“{labels[asked]}”：“{schema.SUPERVISIONS}”表上手填的是“{stands}”，来件写的是“{value}”，"
                f"台账保留手填的；以来件为准的，请在“{schema.SUPERVISIONS}”表照来件改写这一格"
            )


def _meant(desk: Desk, submission: Submission, keys: Mapping[str, str]) -> Supervision | None:
    known = supervisions(desk)
    numbers = {submission.words(keys["@supervision"]), submission.identity.number} - {""}
    named = [each for each in known if each.number in numbers]
    if len(named) == 1:
        return named[0]
    names = (submission.words(keys["@unit"]), submission.identity.unit)
    units = {unit.name for name in names if name and (unit := desk.mechanism.units.find(name)) is not None}
    owing = [each for each in known if each.unit in units and each.state(desk.as_of) is not State.TOLD]
    return owing[0] if len(owing) == 1 and not named and not numbers else None


def account_receipt(desk: Desk, told: Event) -> ReceiptContent:
    """Return the receipt of an account (ACCOUNTED), point by point as it was read."""
    form, data = desk.mechanism.form_that(SUPERVISION_FORM), told.data
    labels = {each.column: each.label for each in form.fields}
    each = next(one for one in supervisions(desk) if one.number == data["supervision"])
    late = each.told is not None and each.told > each.due
    return ReceiptContent(
        to=each.unit,
        form=form.title,
        number="",
        received=desk.as_of,
        again=False,
        done=f"{each.number} 的反馈已登记" + "（超过反馈时限）" * late,
        answers=[
            (labels[column], full_date(value) if not isinstance(value, str | int) else str(value))
            for column, value in data["values"].items()
        ],
        next_step="整改成效以下一期企业评价为准。" if data["whole"] else "还有没有填写的栏目，请补齐后再报。",
    )
