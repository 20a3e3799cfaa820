"""The paper by which a visiting group is reminded (走访提醒): what is missing, and whom nobody visited this year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolkit.documents.reminder import begun, signed, words
from toolkit.documents.setting.page import TEXT_WIDTH
from toolkit.documents.setting.paper import TableColumn
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import one_line
from toolkit.mechanism import Mechanism
from toolkit.mechanism.ladder import ReminderPaper


def write_prompt(
    to: str,
    lacks: Sequence[str],
    left: Sequence[tuple[str, str]],
    paper: ReminderPaper,
    mechanism: Mechanism,
    *,
    day: date,
    until: date,
    year: int,
    number: str = "",
) -> bytes:
    """Return the paper as a Word file.

    Args:
        to: to whom, as it is to be addressed.
        lacks: what is missing, a sentence each; they stand after the first of the paper's words.
        left: whom nobody visited in the year: kind and name.
        paper: what the mechanism has the paper say, all names filled in that only this kind of paper has.
        mechanism: whose paper it is.
        day: the day of the paper.
        until: by when it is to be done.
        year: of which year the visits are.
        number: its document number, printed only where the issuer numbers its papers.

    Raises:
        ConfigError: the mechanism does not say who issues it.
    """
    document = begun(to, paper, mechanism, day, number)
    first, *rest = [words(each, to, [], mechanism, day, until) for each in paper.words]
    document.write(Style.BODY, first)
    for place, each in enumerate(lacks, 1):
        document.write(Style.BODY, f"{place}. {each}")
    for each in (*rest, *([paper.closing] if paper.closing else [])):
        document.write(Style.BODY, each)
    signed(document, paper, mechanism, day)
    if left:
        document.empty()
        document.write(Style.HEADING_1, f"附：{year}年还没有走访的挂钩对象（{len(left)}家）")
        widths = TEXT_WIDTH // 10, TEXT_WIDTH * 3 // 10
        columns = [
            TableColumn("序号", widths[0], Style.TABLE_CENTRED),
            TableColumn("类别", widths[1], Style.TABLE_CENTRED),
            TableColumn("挂钩对象", TEXT_WIDTH - sum(widths), Style.TABLE_TEXT),
        ]
        cells = [[[[str(place)]], [[kind or "—"]], [[one_line(name)]]] for place, (kind, name) in enumerate(left, 1)]
        document.table(columns, cells, Style.TABLE_HEAD)
    return document.to_bytes()
