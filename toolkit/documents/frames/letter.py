"""The letter (函) that hands matters over to one unit, from the template the office may rewrite in Word or WPS."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.frames.letter_dates import LetterDates
from toolkit.documents.frames.letter_template import LETTER
from toolkit.documents.frames.reckoning import STRIP
from toolkit.documents.frames.template import Templates
from toolkit.documents.setting.headers import part
from toolkit.documents.setting.paper import issuer_of
from toolkit.documents.setting.words import clean, full_date, narrow_date, one_line
from toolkit.mechanism import Mechanism

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class LetterItem:
    """A matter handed over.

    Attributes:
        number, firm, subject: 编号, 企业名称, 案由.
        role: what the unit is to it, 牵头 or 配合.
        opinion_due: 意见时限, None where the matter has none.
        due: 办结时限; None is shown as 【待定】.
        again: whether it is handed over for a further round (重新办理).
        lead, support: 牵头单位 and 配合单位 by name, the latter joined by 、; "" where there are none.
    """

    number: str
    firm: str
    subject: str
    role: str = "牵头"
    opinion_due: date | None = None
    due: date | None = None
    again: bool = False
    lead: str = ""
    support: str = ""


@dataclass(frozen=True, slots=True)
class LetterContent:
    """What the letter says.

    Attributes:
        unit: to whom, as it is to be addressed.
        items: the matters, in order.
        day: the day of the letter.
        reply_due: by when one answer for all is asked; None refers to the days in the list.
        contact, phone: whom to ask at the office; "" leaves the remark out.
        document_number: printed only where the issuer numbers its papers.
        secrecy: what is to be kept secret and how (保密), "" for nothing.
        dates: how its due dates came about, a page of its own; none leaves the page out.
        enclosed: what goes along beside the list and the two forms, by its title.
    """

    unit: str
    items: tuple[LetterItem, ...]
    day: date
    reply_due: date | None = None
    contact: str = ""
    phone: str = ""
    document_number: str = ""
    secrecy: str = ""
    dates: tuple[LetterDates, ...] = ()
    enclosed: tuple[str, ...] = ()


def write_letter(content: LetterContent, mechanism: Mechanism, templates: Templates | None = None) -> bytes:
    """Return the letter as a Word file.

    Args:
        content: what it says.
        mechanism: whose letter it is.
        templates: where its template comes from; None looks at the mechanism only.

    Raises:
        ConfigError: the mechanism does not say in whose name letters go out.
    """
    issuer = issuer_of(mechanism, "letter")
    return (templates or Templates(mechanism)).fill(
        LETTER,
        _context(content, mechanism),
        title=f"致{one_line(content.unit)}的函",
        author=issuer.name,
        day=content.day,
    )


def _context(content: LetterContent, mechanism: Mechanism) -> dict[str, object]:
    """Return what a template may ask for, by the names the office reads."""
    issuer = issuer_of(mechanism, "letter")
    roles = [each.role for each in content.items]
    annexes = _Annexes.of(mechanism)
    special, asking = asking_forms(mechanism)
    return {
        "单位": one_line(content.unit),
        "件数": len(content.items),
        "牵头件数": roles.count("牵头"),
        "配合件数": roles.count("配合"),
        "事项清单": [_row(mechanism, place, each) for place, each in enumerate(content.items, 1)],
        "依据": mechanism.source,
        "办理情况表": mechanism.form_that("answers").title,
        "办理情况表附件": annexes.answers,
        "反映情况表": mechanism.form_that("opens").title,
        "反映情况表附件": annexes.opens,
        "附件表": annexes.with_more(content.enclosed),
        "特殊情况": special,
        "申请表": asking,
        "重新办理": "、".join(clean(each.number) for each in content.items if each.again),
        "重新办理叫法": mechanism.record.reopened,
        "整改栏目": "、".join(_put_right(mechanism)),
        "保密": one_line(content.secrecy),
        "反馈期限": full_date(content.reply_due) if content.reply_due else "",
        "办公室": mechanism.office,
        "办公室简称": mechanism.office_short,
        "联系人": one_line(content.contact),
        "联系电话": one_line(content.phone),
        "发函单位": issuer.name,
        "日期": full_date(content.day),
        "编文号": bool(issuer.document_number),
        "文号": one_line(content.document_number),
        "期限说明": [_dates(each) for each in content.dates],
    }


def _put_right(mechanism: Mechanism) -> list[str]:
    """Return which columns a unit fills from the second round on only: what it did to put right."""
    steps = mechanism.record.transitions
    return list(dict.fromkeys(column for each in steps for column in each.condition.filled_again))


@dataclass(frozen=True, slots=True)
class _Annexes:
    """Which annexes of the letter its two forms are: the very ones that the mechanism calls them, 附件2 and 附件3.

    A unit that reads 附件3 on the form and in the file's name must find it as 附件3 in the letter.

    Attributes:
        answers, opens: the numbers of the form to be filled in, and of what the firm reported.
        listed: the lines of the list of annexes behind the first, in the order of their numbers.
    """

    answers: int
    opens: int
    listed: tuple[str, ...]

    @classmethod
    def of(cls, mechanism: Mechanism) -> _Annexes:
        """Return the mechanism's own numbers, 2 and 3 where it has none that stand behind the list, annex 1."""
        forms = mechanism.form_that("opens"), mechanism.form_that("answers")
        own = [int(found.group()) if (found := _NUMBER.search(each.attachment)) else 0 for each in forms]
        opens, answers = own if min(own) > 1 and len(set(own)) > 1 else (2, 3)
        titles = sorted(zip((opens, answers), (each.title for each in forms), strict=True))
        return cls(answers, opens, tuple(f"{number}.{title}" for number, title in titles))

    def with_more(self, titles: Sequence[str]) -> tuple[str, ...]:
        """Return the list of annexes with further ones behind it."""
        after = max(self.answers, self.opens) + 1
        return (*self.listed, *(f"{number}.{one_line(title)}" for number, title in enumerate(titles, after)))


def asking_forms(mechanism: Mechanism) -> tuple[str, str]:
    """Return what a unit may ask for, 延期、暂停, and by which forms, 《…》《…》; both "" where there are none."""
    words = "、".join(dict.fromkeys(each.word for each in mechanism.record.special.requests))
    titles = "".join(f"《{each.title}》" for each in mechanism.forms if each.kind == "requests")
    return (words, titles) if words and titles else ("", "")


def _dates(told: LetterDates) -> dict[str, object]:
    return {
        "标题": told.heading,
        "逐日": [{name: clean(text) for (name, _), text in zip(STRIP, line, strict=True)} for line in told.lines],
        "说明": [clean(each) for each in told.notes],
    }


def _row(mechanism: Mechanism, place: int, item: LetterItem) -> dict[str, object]:
    return {
        "序号": place,
        "编号": clean(item.number),
        "企业名称": one_line(item.firm),
        "案由": one_line(item.subject),
        "承办": part(mechanism, item.role),
        "牵头单位": one_line(item.lead),
        "配合单位": one_line(item.support),
        "意见时限": narrow_date(item.opinion_due) if item.opinion_due else "",
        "办结时限": narrow_date(item.due) if item.due else "",
    }
