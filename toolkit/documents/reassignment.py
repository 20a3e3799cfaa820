"""The letter by which a unit is told that a meeting gave its matter to another one (牵头单位调整函)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.headers import headed
from toolkit.documents.setting.paper import Paper, fit_title, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import clean, full_date, one_line
from toolkit.mechanism import Mechanism

_TITLE = "关于调整民营企业反映事项牵头单位的函"
#: Header and its share of the page's width; what is not centred is read from the left.
_COLUMNS = (("编号", 24), ("企业名称", 40), ("案由", 36), ("现牵头单位", 32), ("贵单位", 24))
_LEFT = {"企业名称", "案由"}


@dataclass(frozen=True, slots=True)
class Reassigned:
    """A matter that another unit leads from now on.

    Attributes:
        number, firm, subject: 编号, 企业名称, 案由.
        lead: the unit that leads now.
        supports: whether the unit that led supports now.
    """

    number: str
    firm: str
    subject: str
    lead: str
    supports: bool = False


def write_reassignment(
    unit: str, matters: Sequence[Reassigned], mechanism: Mechanism, *, day: date, document_number: str = ""
) -> bytes:
    """Return the letter as a Word file.

    Args:
        unit: to whom.
        matters: what it leads no longer.
        mechanism: whose letter it is.
        day: the day of the letter.
        document_number: printed only where the issuer numbers its papers.

    Raises:
        ConfigError: the mechanism does not say in whose name letters go out.
    """
    issuer = issuer_of(mechanism, "letter")
    paper = Paper(title=_TITLE, issuer=issuer, day=day)
    head(paper, fit_title(_TITLE), issuer, document_number)
    paper.empty()
    paper.write(Style.ADDRESSEE, f"{one_line(unit)}：")
    meeting = mechanism.meeting.title
    paper.write(Style.BODY, f"经{meeting}研究，以下{len(matters)}件民营企业反映事项改由其他单位牵头办理：")
    columns = share_out(
        (headed(mechanism, name), part, Style.TABLE_TEXT if name in _LEFT else Style.TABLE_CENTRED)
        for name, part in _COLUMNS
    )
    rows = [
        (
            each.number,
            one_line(each.firm),
            one_line(each.subject),
            each.lead,
            "改为配合" if each.supports else "不再承办",
        )
        for each in matters
    ]
    paper.table(columns, [[[[clean(text)]] for text in row] for row in rows], Style.TABLE_HEAD)
    paper.write(
        Style.BODY,
        "请将已经掌握的情况和有关材料转交现牵头单位；尚未报送的办理意见、办理结果，贵单位不再以牵头单位名义报送。",
    )
    paper.write(Style.BODY, "特此函告。")
    paper.empty()
    paper.write(Style.SIGNATURE, issuer.name)
    paper.write(Style.SIGNED_DAY, full_date(day))
    return paper.to_bytes()
