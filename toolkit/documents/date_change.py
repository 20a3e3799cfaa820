"""The letter by which a unit is told that its due dates moved (时限变更函): from which day to which, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.frames.letter_dates import LetterDates
from toolkit.documents.frames.reckoning import annex, mention
from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.headers import headed
from toolkit.documents.setting.paper import Paper, fit_title, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import clean, full_date, narrow_date, one_line
from toolkit.mechanism import Mechanism

_TITLE = "关于变更民营企业反映事项办理时限的函"
#: Header and its share of the page's width; what is not centred is read from the left.
_COLUMNS = (("编号", 23), ("案由", 27), ("时限", 19), ("原为", 28), ("改为", 28), ("变更原因", 31))
_LEFT = {"案由", "变更原因"}
#: What stands for the date of what rests.
RESTING = "暂不计时"


@dataclass(frozen=True, slots=True)
class DateChange:
    """A due date that moved.

    Attributes:
        number, subject: 编号, 案由.
        clock: which deadline, 办结.
        before, after: the date told before, and the one that holds now, None while it rests.
        why: why, and who decided it.
    """

    number: str
    subject: str
    clock: str
    before: date
    after: date | None
    why: str = ""


def write_date_change(
    unit: str,
    changes: Sequence[DateChange],
    mechanism: Mechanism,
    *,
    day: date,
    dates: Sequence[LetterDates] = (),
) -> bytes:
    """Return the letter as a Word file.

    Args:
        unit: to whom.
        changes: the dates that moved.
        mechanism: whose letter it is.
        day: the day of the letter.
        dates: how the dates that hold now came about.

    Raises:
        ConfigError: the mechanism does not say in whose name letters go out.
    """
    issuer = issuer_of(mechanism, "letter")
    paper = Paper(title=_TITLE, issuer=issuer, day=day)
    paper.write(Style.TITLE, fit_title(_TITLE))
    paper.empty()
    paper.write(Style.ADDRESSEE, f"{one_line(unit)}：")
    count = len({each.number for each in changes})
    paper.write(Style.BODY, f"贵单位承办的民营企业反映事项中，以下{count}件的办理时限有变更：")
    columns = share_out(
        (headed(mechanism, name), part, Style.TABLE_TEXT if name in _LEFT else Style.TABLE_CENTRED)
        for name, part in _COLUMNS
    )
    rows = [
        (
            each.number, one_line(each.subject), each.clock, narrow_date(each.before),
            narrow_date(each.after) if each.after else RESTING,
            one_line(each.why) or "—",
        )
        for each in changes
    ]  # fmt: skip
    paper.table(columns, [[[[clean(text)]] for text in row] for row in rows], Style.TABLE_HEAD)
    if any(each.after for each in changes):
        paper.write(Style.BODY, "请按变更后的时限办理，其余要求不变。")
    if not all(each.after for each in changes):
        paper.write(Style.BODY, f"{RESTING}的，自批准之日起不计时限，恢复办理后的时限另行函告。")
    paper.write(Style.BODY, "特此函告。")
    mention(paper, dates)
    paper.empty()
    paper.write(Style.SIGNATURE, issuer.name)
    paper.write(Style.SIGNED_DAY, full_date(day))
    annex(paper, dates)
    return paper.to_bytes()
