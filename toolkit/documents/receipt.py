"""The receipt (收件回执): the 编号, what was read from the form, the deadlines known, and what comes next.

A day may bring a thousand returns. The paper is therefore made once for each form, with marks where words go, and
every receipt only puts its words in their places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from xml.sax.saxutils import escape

from toolkit.documents.setting.page import TEXT_WIDTH
from toolkit.documents.setting.paper import Paper, TableColumn, head, issuer_of
from toolkit.documents.setting.stamp import Stamp
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import clean, full_date
from toolkit.mechanism import Issuer, Mechanism
from toolkit.ooxml.archive import read_members
from toolkit.ooxml.member import unpack

_DOCUMENT = "word/document.xml"
_LABEL_WIDTH = 2400
#: Marks of a private plane: nobody's words hold them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([a-z]+|[0-9]+){_CLOSE}")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_NOTHING = "（未填写）"


@dataclass(frozen=True, slots=True)
class ReceiptContent:
    """What a receipt says.

    Attributes:
        to: whom it is for; "" leaves the address out.
        form: the title of the form that came.
        number: the case's 编号; "" where it is about no case.
        received: the day it was taken in.
        again: whether the case was known before, so that the form added to it.
        done: what became of it, where that is neither: a clause.
        answers: label and what was read, in the form's order; "" is shown as not filled in.
        enclosed: how many files of supporting material were filed with it.
        dues: names of deadlines and their days, those that are known.
        next_step: what happens with the case now, a sentence; "" leaves it out.
    """

    to: str
    form: str
    number: str
    received: date
    again: bool
    answers: Sequence[tuple[str, str]]
    done: str = ""
    enclosed: int = 0
    dues: Sequence[tuple[str, date]] = ()
    next_step: str = ""


def write_receipt(content: ReceiptContent, mechanism: Mechanism) -> bytes:
    """Return the receipt as a Word file.

    Raises:
        ConfigError: the mechanism does not say who issues receipts.
    """
    issuer = issuer_of(mechanism, "receipt")
    rows = [*content.answers, *_coming(content)]
    labels = tuple(label for label, _ in rows)
    skeleton = _skeleton(issuer, content.received, labels)
    words = {str(place): text or _NOTHING for place, (_, text) in enumerate(rows)}
    words.update(
        to=f"{content.to}：" if content.to else "您好：",
        news=_news(content),
    )
    pieces = list(skeleton.document)
    pieces[1::2] = [_set(words[mark]) for mark in pieces[1::2]]
    return skeleton.stamp.press("".join(pieces).encode())


def _news(content: ReceiptContent) -> str:
    entered = f"已补入事项 {content.number}" if content.again else f"已登记，编号 {content.number}"
    done = content.done or entered
    enclosed = f"随附材料{content.enclosed}份已一并归档。" if content.enclosed else ""
    kept = "，编号不变" if content.number else ""
    return (
        f"您报送的《{content.form}》已于{full_date(content.received)}收到，{done}。{enclosed}"
        f"读到的内容如下，如有出入，请改正后重新报送{kept}。"
    )


def _coming(content: ReceiptContent) -> list[tuple[str, str]]:
    """Return the last rows of the table: the deadlines that are known, and what comes next."""
    dues = "，".join(f"{name} {full_date(day)}" for name, day in content.dues)
    rows = [("时限", dues), ("下一步", content.next_step)]
    return [(label, text) for label, text in rows if text]


def _set(text: str) -> str:
    return _BREAK.join(escape(line.replace("\t", " ")) for line in clean(text).split("\n"))


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """A receipt without its words.

    Attributes:
        stamp: the paper, packed but for the part with the words.
        document: that part's text, cut at the marks: every second piece is the name of a mark.
    """

    stamp: Stamp
    document: tuple[str, ...]


@lru_cache(maxsize=64)
def _skeleton(issuer: Issuer, day: date, labels: tuple[str, ...]) -> _Skeleton:
    """Return the paper for forms with these labels, marks standing where the words of a receipt go."""
    paper = Paper(title="收件回执", issuer=issuer, day=day)
    head(paper, "收件回执", issuer)
    paper.write(Style.ADDRESSEE, _mark("to"))
    paper.write(Style.BODY, _mark("news"))
    columns = (
        TableColumn("栏目", _LABEL_WIDTH, Style.TABLE_CENTRED),
        TableColumn("读到的内容", TEXT_WIDTH - _LABEL_WIDTH, Style.TABLE_TEXT),
    )
    paper.table(columns, [[[[label]], [[_mark(place)]]] for place, label in enumerate(labels)], Style.TABLE_HEAD)
    paper.empty()
    paper.write(Style.SIGNATURE, issuer.name)
    paper.write(Style.SIGNED_DAY, full_date(day))
    members, _ = read_members(paper.to_bytes())
    document = next(each for each in members if each.name == _DOCUMENT)
    stamp = Stamp([each for each in members if each is not document], _DOCUMENT)
    return _Skeleton(stamp, tuple(_MARK.split(unpack(document).decode())))


def _mark(name: str | int) -> str:
    return f"{_OPEN}{name}{_CLOSE}"
