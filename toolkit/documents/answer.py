"""The answer (复函) to a unit's request: granted or not, by whom, and which dates hold from now on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.frames.letter_dates import LetterDates
from toolkit.documents.frames.reckoning import annex, mention
from toolkit.documents.setting.headers import headed
from toolkit.documents.setting.page import TEXT_WIDTH
from toolkit.documents.setting.paper import Paper, TableColumn, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import clean, full_date, one_line
from toolkit.mechanism import Mechanism

_LABEL_WIDTH = 2400


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """What the answer says.

    Attributes:
        unit: to whom.
        number, firm, subject: the matter.
        word: what was asked for, 延期.
        asked: the request in words, and ``day`` when it was made.
        granted: whether it is.
        decided_by: who decided, and ``decided`` when.
        written: the day of the letter.
        words: what the meeting recorded, "" where it was no meeting.
        dues: names of deadlines, the days that hold now, and those that held before, None where they are the same.
        next_step: what happens now, a sentence; "" leaves it out.
        document_number: printed only where the issuer numbers its papers.
        dates: how the days that hold now came about; none leaves the annex out.
    """

    unit: str
    number: str
    firm: str
    subject: str
    word: str
    asked: str
    day: date
    granted: bool
    decided_by: str
    decided: date
    written: date
    words: str = ""
    dues: Sequence[tuple[str, date, date | None]] = ()
    next_step: str = ""
    document_number: str = ""
    dates: Sequence[LetterDates] = ()


def write_answer(content: AnswerContent, mechanism: Mechanism) -> bytes:
    """Return the answer as a Word file.

    Raises:
        ConfigError: the mechanism does not say in whose name letters go out.
    """
    issuer = issuer_of(mechanism, "letter")
    title = f"关于{content.number}事项{content.word}申请的复函"
    paper = Paper(title=title, issuer=issuer, day=content.written)
    head(paper, title, issuer, content.document_number)
    paper.empty()
    paper.write(Style.ADDRESSEE, f"{one_line(content.unit)}：")
    paper.write(Style.BODY, _news(content))
    dues = "，".join(
        f"{name} {full_date(day)}" + (f"（原为{full_date(before)}）" if before else "")
        for name, day, before in content.dues
    )
    rows = [
        ("编号", content.number), ("企业名称", content.firm), (headed(mechanism, "案由"), content.subject),
        ("申请内容", content.asked), (mechanism.gathering.decided, content.words), ("现行时限", dues),
    ]  # fmt: skip
    columns = (
        TableColumn("栏目", _LABEL_WIDTH, Style.TABLE_CENTRED),
        TableColumn("内容", TEXT_WIDTH - _LABEL_WIDTH, Style.TABLE_TEXT),
    )
    paper.table(columns, [[[[label]], [[clean(text)]]] for label, text in rows if text], Style.TABLE_HEAD)
    if content.next_step:
        paper.write(Style.BODY, content.next_step)
    paper.write(Style.BODY, "特此函复。")
    mention(paper, content.dates)
    paper.empty()
    paper.write(Style.SIGNATURE, issuer.name)
    paper.write(Style.SIGNED_DAY, full_date(content.written))
    annex(paper, content.dates)
    return paper.to_bytes()


def _news(content: AnswerContent) -> str:
    how = "同意" if content.granted else "不同意"
    return (
        f"贵单位{full_date(content.day)}报来的{content.word}申请收悉。"
        f"经{one_line(content.decided_by)}（{full_date(content.decided)}）研究，{how}该申请。"
    )
