"""The return slip (退回补正说明): what is wrong with a file, where, and what to do, as a small Word paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.paper import Cell, Paper, head
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import clean, full_date, one_line
from toolkit.errors import Problem
from toolkit.mechanism import Mechanism

_TITLE = "退回补正说明"
#: Header, share of the page's width, style of its cells.
_COLUMNS = (
    ("序号", 14, Style.TABLE_CENTRED),
    ("位置", 36, Style.TABLE_TEXT),
    ("问题", 56, Style.TABLE_TEXT),
    ("怎样处理", 50, Style.TABLE_TEXT),
)
_MEANING = "slip"


def slip(name: str, problems: Sequence[Problem], mechanism: Mechanism, day: date) -> bytes:
    """Return the slip as a docx; the same problems on the same day give the same bytes.

    Args:
        name: the file as the sender called it.
        problems: what is wrong, in the order to be told.
        mechanism: in whose name it goes out.
        day: the date under it.

    Raises:
        KeyError: the mechanism names no issuer for slips.
    """
    issuer = mechanism.issuers[_MEANING]
    paper = Paper(title=_TITLE, issuer=issuer, day=day)
    head(paper, _TITLE, issuer)
    paper.empty()
    opening = f"您好！收到您报送的《{one_line(name)}》，感谢支持。经核对，表中以下 {len(problems)} 处需要补正："
    paper.write(Style.BODY, opening)
    rows: list[list[Cell]] = [
        [[[clean(text)]] for text in (str(place), each.place or "全文", each.words, each.remedy)]
        for place, each in enumerate(problems, 1)
    ]
    paper.table(share_out(_COLUMNS), rows, Style.TABLE_HEAD)
    paper.write(Style.BODY, "请补正后将原表重新报送。如有疑问，请与我们联系，谢谢配合。")
    paper.empty()
    paper.write(Style.SIGNATURE, issuer.name)
    paper.write(Style.SIGNED_DAY, full_date(day))
    return paper.to_bytes()
