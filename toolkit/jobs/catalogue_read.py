"""catalogue --read (读回目录): what was approved on the catalogue's workbook, shown, and accepted, written down.

The workbook may come through the inbox as well; what it says is taken in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.files import sha256
from toolkit.forms import Form
from toolkit.intake import Delivery, Reader
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.catalogue import FOLDER, cataloguing_of
from toolkit.jobs.desk.consent import Consent, with_consent
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.order import Order
from toolkit.jobs.reception.by_kind import led_to
from toolkit.jobs.returns.read_back import ONLY_SHOWN, changed_last, note_received, only_shown, opened
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.submission import Submission
from toolkit.workspace import Workspace


def read_back(workspace: Workspace, order: Order, file: str = "", *, accept: bool = False) -> int:
    """Show what a filled catalogue decides, write it into the register where the office says yes; return the status.

    Status 1 says that something on it is left for a person.

    Args:
        workspace: where.
        order: how.
        file: the workbook; "" for the one beside ours that was saved last.
        accept: whether it has said yes beforehand; else the person is asked, where one sits there.

    Raises:
        ToolkitError: there is no such workbook, or it is no catalogue of this office's.
        ConfigError: the mechanism has no catalogue, or its data for it are wrong.
    """
    return with_consent(
        order, lambda each, consent: _read_back(workspace, each, consent, file), said=accept, declined=ONLY_SHOWN
    )


def _read_back(workspace: Workspace, order: Order, consent: Consent, file: str) -> int:
    with Reader() as reader, open_desk(workspace, order) as desk:
        cataloguing_of(desk)
        form = desk.mechanism.form_that("approves")
        place = Path(file) if file else _newest(desk, form)
        data = opened(place, place.name, "Excel、WPS")
        submission = _catalogue(reader.read(data, place.name, desk.mechanism, desk.as_of), form, place.name)
        digest = sha256(data)
        taken = led_to(desk, submission, Source(digest, place.name))
        lines = list(_told(desk, place.name, taken))
        for line in lines:
            desk.say(line)
        if consent.said or (taken.events and consent.also("把以上审定意见写入台账吗？", (digest, lines))):
            _accept(desk, taken, place.name, data)
        elif taken.events:
            desk.say(only_shown("catalogue"))
        return 1 if taken.notes or taken.problems else 0


def _newest(desk: Desk, form: Form) -> Path:
    """Return the catalogue that a person saved last among those we wrote, for every meeting; ours unchanged is none."""
    folder = desk.workspace.outbox / FOLDER
    there = [each for each in folder.glob(f"*/{form.file_name}*.xls*") if each.name[0] not in "~."]
    found = changed_last(desk, [(each, each.name) for each in there])
    if found is None:
        raise ToolkitError(
            f"{desk.place(folder)} 里没有填过的{form.file_name}", "请先填好、保存；放在别处的，写明文件名"
        )
    return found[0]


def _catalogue(delivery: Delivery, form: Form, name: str) -> Submission:
    found = [
        each
        for piece in delivery.pieces
        if piece.reading is not None
        for each in piece.reading.submissions
        if each.form == form.id
    ]
    if len(found) != 1:
        raise ToolkitError(f"“{name}”看不出是《{form.title}》", "请核对文件；一次读一份，在生成的目录表上填写")
    return found[0]


def _told(desk: Desk, name: str, taken: Taken) -> Iterator[str]:
    yield f"读回 {name}：{len(taken.events)} 件有新的审定意见"
    for event in taken.events:
        case = desk.cases[event.number]
        said = "；".join(
            f"{column}：{case.words(column) or '空白'} → {value}" for column, value in event.data["values"].items()
        )
        yield f"{case.number} {case.role('firm')}：{said}"
    yield from (f"需要处理：{each}" for each in (*map(str, taken.problems), *taken.notes))
    if not taken.events:
        yield "没有要写入台账的内容"


def _accept(desk: Desk, taken: Taken, name: str, data: bytes) -> None:
    """Write it into the journal as if it had come through the inbox; the workbook itself is kept as an original."""
    notes = "\n".join(taken.notes)
    with desk.batch():
        note_received(desk, name, data, outcome=taken.outcome, form=taken.form, numbers=taken.numbers, notes=notes)
        desk.record(taken.events)
    for number in taken.numbers:
        desk.say(f"{number}：现为“{desk.cases[number].status}”")
    if update(desk) and taken.events:
        desk.say(f"已写入总台账 {len(taken.events)} 件；再运行“企业问题目录”（catalogue），目录即按此更新")
