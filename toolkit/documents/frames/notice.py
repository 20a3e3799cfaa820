"""The meeting notice (会议通知) with its reply slip (参会回执), one for each unit and firm that is invited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.frames.notice_template import NOTICE
from toolkit.documents.frames.template import Templates
from toolkit.documents.setting.marking import with_mark
from toolkit.documents.setting.paper import fit_title, issuer_of
from toolkit.documents.setting.words import clean, full_date, numeral, one_line, phrase, without_phones
from toolkit.mechanism import Mechanism

#: How the names of associations (商协会) end.
_ASSOCIATIONS = ("商会", "协会", "联合会", "促进会")
_WEEKDAYS = "一二三四五六日"
#: So many lines the reply slip has at least.
_LINES = 3
#: What stands before an earlier matter, of which its unit tells how far it has come.
REPORTED = "汇报前期办理情况"


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """A matter on a notice: 编号, the firm ("" on the firm's own notice), 案由, whether its progress is to be told."""

    number: str
    firm: str
    subject: str
    reports: bool = False


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """What a notice says.

    Attributes:
        to: the unit or firm.
        is_firm: which of the two.
        when: which meeting, in words (2024年2月).
        day, hour, place: when and where; "" for what is not settled, shown as 【待定】.
        people: who is to come, in words.
        named: name and post of those whom the firm has named already.
        items: the matters that concern the addressee.
        asks: what is asked, a sentence each.
        reply: by when the slip is due.
        issued: the day of the notice.
        mark: by which the slip is known when it comes back, invisible; "" for none.
    """

    to: str
    is_firm: bool
    when: str
    day: date
    hour: str
    place: str
    people: str
    named: Sequence[tuple[str, str]]
    items: Sequence[NoticeItem]
    asks: Sequence[str]
    reply: date
    issued: date
    mark: str = ""


def you(content: NoticeContent) -> str:
    """Return how a notice speaks to its addressee: an association that told of its members' troubles is no company."""
    if not content.is_firm:
        return "贵单位"
    return "贵会" if one_line(content.to).endswith(_ASSOCIATIONS) else "贵公司"


def day_words(day: date) -> str:
    """Return a day with its weekday, as invitations write it: 2024年2月1日（星期四）."""
    return f"{full_date(day)}（星期{_WEEKDAYS[day.weekday()]}）"


def write_notice(content: NoticeContent, mechanism: Mechanism, templates: Templates) -> bytes:
    """Return the notice as a Word file, the reply slip on a page of its own.

    Raises:
        ConfigError: the mechanism does not say who issues notices, or no template can be filled.
    """
    issuer = issuer_of(mechanism, "notice")
    title = fit_title(f"关于{mechanism.gathering.hold}{content.when}", f"{mechanism.meeting.title}的通知")
    rows = [*content.named, *[("", "")] * (_LINES - len(content.named))]
    reply = f"请于{full_date(content.reply)}前反馈{mechanism.gathering.slip}（附件）。"
    facts: dict[str, object] = {
        "标题": title,
        "单位": one_line(content.to),
        "称呼": you(content),
        "依据": mechanism.source,
        "会议": f"{content.when}{mechanism.meeting.title}",
        "会议日期": day_words(content.day),
        "会议时间": one_line(content.hour),
        "会议地点": one_line(content.place),
        "参会人员": phrase(content.people),
        "议题": [
            {"序号": place, "编号": clean(each.number), "内容": _topic(each)}
            for place, each in enumerate(content.items, 1)
        ],
        "要求": [{"序号": numeral(place), "内容": text} for place, text in enumerate([reply, *content.asks], 1)],
        "参会名单": [{"姓名": one_line(name), "职务": one_line(post)} for name, post in rows],
        "回执期限": full_date(content.reply),
        "办公室简称": mechanism.office_short,
        "发文单位": issuer.name,
        "日期": full_date(content.issued),
    }
    paper = templates.fill(NOTICE, facts, title=title.replace("\n", ""), author=issuer.name, day=content.issued)
    return with_mark(paper, content.mark)


def _topic(item: NoticeItem) -> str:
    told = REPORTED if item.reports else ""
    return "：".join(filter(None, (told, one_line(item.firm), phrase(without_phones(item.subject)))))
