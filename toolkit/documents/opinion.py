"""What is to be done about one matter after a meeting (处理意见), a paper a matter, with a box a signer.

What goes up for approval bears the name of whoever drafted it and boxes to sign in. Approved, it is the approver's: it
goes out with the day of that, without empty boxes and without the drafter's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.setting.page import TEXT_WIDTH
from toolkit.documents.setting.paper import PENDING, Cell, Paper, TableColumn, fit_title, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import clean, full_date, one_line, without_phones
from toolkit.mechanism import Mechanism

#: Empty lines of a box to be signed in.
_BOX = 3
#: How much of the page's width the labels take, in hundredths.
_LABELS = 24


@dataclass(frozen=True, slots=True)
class OpinionContent:
    """What the paper says.

    Attributes:
        number, firm, subject: 编号, 企业名称, 案由.
        problem: what the firm reports.
        meeting: at which meeting it was taken up, in words.
        held: on which day.
        opinion: what is to be done.
        lead, support: by whom; "" for nobody, shown as 【待定】 where it is the lead.
        due: by when, in words; "" for what is not settled, shown as 【待定】.
        approved: the day on which it was approved, None while it was not.
    """

    number: str
    firm: str
    subject: str
    problem: str
    meeting: str
    held: date
    opinion: str
    lead: str
    support: str
    due: str
    approved: date | None


def write_opinion(content: OpinionContent, mechanism: Mechanism, *, title: str, boxes: Sequence[str]) -> bytes:
    """Return the paper as a Word file.

    Args:
        content: what it says.
        mechanism: whose paper it is.
        title: its title.
        boxes: who signs it, in order; the last one approves it, and the day of that stands in its box.

    Raises:
        ConfigError: the mechanism does not say in whose name it goes out (``note``).
    """
    issuer = issuer_of(mechanism, "note")
    heading = fit_title(title)
    paper = Paper(title=heading, issuer=issuer, day=content.approved or content.held)
    head(paper, heading, issuer)
    paper.write(Style.LIST_LINE, f"编号：{content.number}")
    label = TEXT_WIDTH * _LABELS // 100
    columns = [
        TableColumn("企业名称", label, Style.TABLE_CENTRED),
        TableColumn(one_line(content.firm), TEXT_WIDTH - label, Style.TABLE_TEXT),
    ]
    paper.table(columns, [[[[name]], cell] for name, cell in _lines(content, boxes)], Style.TABLE_HEAD)
    if content.approved is None:
        paper.empty()
        paper.write(Style.SIGNATURE, issuer.name)
        paper.write(Style.SIGNED_DAY, full_date(content.held))
    return paper.to_bytes()


def _lines(content: OpinionContent, boxes: Sequence[str]) -> list[tuple[str, Cell]]:
    empty: Cell = [[]] * _BOX
    signed = [(name, empty) for name in boxes]
    if content.approved:
        signed = [(name, [[f"已审定（{full_date(content.approved)}）"]]) for name in boxes[-1:]]
    return [
        ("诉求事项", _text(content.subject)),
        ("困难问题和意见建议", _text(content.problem)),
        ("研究场合", _text(f"{content.meeting}（{full_date(content.held)}）")),
        ("处理意见", _text(content.opinion) if content.opinion else [[PENDING]]),
        ("牵头单位", _text(content.lead) if content.lead else [[PENDING]]),
        ("配合单位", _text(content.support)),
        ("办理期限", _text(content.due) if content.due else [[PENDING]]),
        *signed,
    ]


def _text(text: str) -> Cell:
    return [[each] for each in clean(without_phones(text)).split("\n")]
