"""How due dates came about (期限说明), as an annex of a paper: a table a date, its days counted or left out."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.documents.frames.letter_dates import LetterDates
from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.paper import Paper, TableColumn
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import clean

#: What the annex is called.
TITLE = "期限说明"
#: Header and width in millimetres.
STRIP = (("日期", 74), ("计算", 46), ("原因", 36))


def strip_columns() -> list[TableColumn]:
    """Return the columns of a strip of days."""
    return share_out(
        (name, width, Style.TABLE_TEXT if name == "日期" else Style.TABLE_CENTRED) for name, width in STRIP
    )


def mention(paper: Paper, dates: Sequence[LetterDates]) -> None:
    """Name the annex before the signature (7.3.4), where there is one."""
    if dates:
        paper.write(Style.ENCLOSURE, f"附件：{TITLE}")


def annex(paper: Paper, dates: Sequence[LetterDates]) -> None:
    """Write the annex behind the signature, on a page of its own (7.3.7), where there is one."""
    if not dates:
        return
    paper.write(Style.ANNEX, "附件")
    paper.empty()
    paper.write(Style.TITLE, TITLE)
    paper.empty()
    for each in dates:
        paper.write(Style.TABLE_LEAD, each.heading)
        if each.lines:
            paper.table(strip_columns(), [[[[clean(text)]] for text in line] for line in each.lines], Style.TABLE_HEAD)
        for note in each.notes:
            paper.write(Style.TABLE_TEXT, clean(note))
        paper.empty()
