"""A reminding paper (催办): what is owed, by when, and what is asked; its words are the mechanism's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.documents.setting.boxes import blank_boxes
from toolkit.documents.setting.headers import headed
from toolkit.documents.setting.page import TEXT_WIDTH
from toolkit.documents.setting.paper import Cell, Paper, TableColumn, fit_title, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import clean, full_date, narrow_date, one_line
from toolkit.mechanism import Effect, Mechanism
from toolkit.mechanism.ladder import ReminderPaper

#: A list of more columns than this is set smaller, by so much.
_MOST, _SMALLER = 6, 0.88


@dataclass(frozen=True, slots=True)
class ReminderItem:
    """A matter somebody is reminded of.

    Attributes:
        number, firm, subject: 编号, 企业名称, 案由.
        clock: which deadline, 办结.
        due: when it is or was.
        left: workdays until then; below 0 so many late.
        unit: who handles it (承办单位), a line each where several are late with it.
        role: what the addressee is to it, 牵头 or 配合; "" for a firm.
        before: the reminders that went out before, in a few words.
        grace: until when the addressee is not late though the date has passed (宽限), and why, in words.
        came: what its unit has sent already, and what that lacks, in words; "" where nothing came.
    """

    number: str
    firm: str
    subject: str
    clock: str
    due: date
    left: int
    unit: str = ""
    role: str = ""
    before: str = ""
    grace: str = ""
    came: str = ""


def state(item: ReminderItem) -> str:
    """Return how far away the due date is, in words."""
    if item.left < 0:
        return f"已超期{-item.left}个工作日"
    return f"还有{item.left}个工作日" if item.left else "今天到期"


def overview(items: Sequence[ReminderItem]) -> str:
    """Return how many are late, due today and due soon, in words: ``2件已超过办理时限，1件今天到期``."""
    worst = {each.number: each.left for each in sorted(items, key=lambda each: -each.left)}.values()
    counts = (
        (sum(each < 0 for each in worst), "已超过时限"),
        (sum(each == 0 for each in worst), "今天到期"),
        (sum(each > 0 for each in worst), "即将到期"),
    )
    return "、".join(f"{count}件{words}" for count, words in counts if count)


def words(text: str, to: str, items: Sequence[ReminderItem], mechanism: Mechanism, day: date, reply: date) -> str:
    """Return a sentence of the mechanism's with the names in it filled in.

    Args:
        text: the sentence.
        to: to whom it is said.
        items: what it is about.
        mechanism: whose sentence it is.
        day: the day of the paper.
        reply: by when an answer is asked for.
    """
    titles, asked = {form.kind: form.title for form in mechanism.forms}, mechanism.record.special.requests
    return text.format_map(
        {
            "单位": one_line(to),
            "件数": len({each.number for each in items}),
            "概况": overview(items),
            "编号": "、".join(dict.fromkeys(each.number for each in items)),
            "清单": "、".join(dict.fromkeys(f"“{one_line(each.subject)}”（{each.number}）" for each in items)),
            "反馈期限": full_date(reply),
            "今天": full_date(day),
            "依据": mechanism.source,
            "办理情况表": titles.get("answers", ""),
            "评价表": titles.get("evaluates", ""),
            "延期申请表": next((mechanism.form(each.form).title for each in asked if each.effect is Effect.EXTEND), ""),
            "办公室": mechanism.office,
            "办公室简称": mechanism.office_short,
        }
    )


def write_reminder(
    to: str,
    items: Sequence[ReminderItem],
    paper: ReminderPaper,
    mechanism: Mechanism,
    *,
    day: date,
    reply: date,
    number: str = "",
) -> bytes:
    """Return the paper as a Word file.

    Args:
        to: to whom, as it is to be addressed.
        items: the matters, in order.
        paper: what the mechanism has the paper say.
        mechanism: whose paper it is.
        day: the day of the paper.
        reply: by when an answer is asked for.
        number: its document number, printed only where the issuer numbers its papers.

    Raises:
        ConfigError: the mechanism does not say who issues it.
    """
    document = begun(to, paper, mechanism, day, number)
    said = [words(each, to, items, mechanism, day, reply) for each in paper.words]
    for first in said[:1]:
        document.write(Style.BODY, first)
    paper = replace(paper, columns=_filled(paper, items))
    cells = [[_CELLS[each](item) for each in paper.columns] for item in items]
    if paper.columns:
        document.table(
            _columns(paper, mechanism), cells, Style.TABLE_SMALL_HEAD if _is_small(paper) else Style.TABLE_HEAD
        )
    graces = [f"{each.number}的{each.clock}时限为{full_date(each.due)}，{each.grace}。" for each in items if each.grace]
    came = [f"{each.number}：{each.came}。" for each in items if each.came]
    for each in (*graces, *came, *said[1:], *([paper.closing] if paper.closing else [])):
        document.write(Style.BODY, each)
    signed(document, paper, mechanism, day)
    if paper.blanks:
        document.empty(Style.TABLE_TEXT)
        blank_boxes(document, paper.blanks)
    return document.to_bytes()


def begun(to: str, paper: ReminderPaper, mechanism: Mechanism, day: date, number: str) -> Paper:
    """Return the paper with its head and whom it is for.

    Raises:
        ConfigError: the mechanism does not say who issues it.
    """
    issuer = issuer_of(mechanism, paper.issuer)
    title = fit_title(*paper.title.split("\n"))
    document = Paper(title=title, issuer=issuer, day=day)
    head(document, title, issuer, number)
    document.empty()
    document.write(Style.ADDRESSEE, f"{one_line(to)}：")
    return document


def signed(document: Paper, paper: ReminderPaper, mechanism: Mechanism, day: date) -> None:
    """Write who issues the paper, and its day."""
    document.empty()
    document.write(Style.SIGNATURE, issuer_of(mechanism, paper.issuer).name)
    document.write(Style.SIGNED_DAY, full_date(day))


def _filled(paper: ReminderPaper, items: Sequence[ReminderItem]) -> tuple[str, ...]:
    """Return the columns of the list without those that would be empty and that the mechanism wants only if filled."""
    nothing = {each for each in paper.if_any if all(_CELLS[each](item) in (_NONE, [[]]) for item in items)}
    return tuple(each for each in paper.columns if each not in nothing)


def _is_small(paper: ReminderPaper) -> bool:
    return len(paper.columns) > _MOST


def _columns(paper: ReminderPaper, mechanism: Mechanism) -> list[TableColumn]:
    """Share the page's width out: numbers and days have what one line takes, the others the rest."""
    left, centred, scale = Style.TABLE_TEXT, Style.TABLE_CENTRED, 1.0
    if _is_small(paper):
        left, centred, scale = Style.TABLE_SMALL, Style.TABLE_SMALL_CENTRED, _SMALLER
    widths = {name: int(TEXT_WIDTH * _FIXED[name] * scale / _PAGE) for name in paper.columns if name in _FIXED}
    rest = TEXT_WIDTH - sum(widths.values())
    shares = sum(_SHARES[each] for each in paper.columns if each in _SHARES)
    return [
        TableColumn(
            headed(mechanism, name),
            widths.get(name) or rest * _SHARES[name] // shares,
            left if name in _LEFT else centred,
        )
        for name in paper.columns
    ]


def _lines(*texts: str) -> Cell:
    return [[text] for text in texts if text] or [[]]


def _state(item: ReminderItem) -> Cell:
    """How far away the due date is, cut where a reader would."""
    text = state(item)
    head = text.rstrip("个工作日").rstrip("0123456789")
    return _lines(head, text[len(head) :])


#: What stands in the list where nobody was reminded before.
_NONE: Cell = [["无"]]
_PAGE = 156  # millimetres of text across an upright page (GB/T 9704-2012 5.2.1)
#: Widths in millimetres of what must stand on one line.
_FIXED: Mapping[str, int] = {"编号": 23, "承办": 13, "时限": 27, "情况": 26}
#: How the others share what is left.
_SHARES: Mapping[str, int] = {"企业名称": 26, "案由": 24, "承办单位": 24, "此前催办": 25}
_LEFT = {"企业名称", "案由", "此前催办"}
_CELLS: Mapping[str, Callable[[ReminderItem], Cell]] = {
    "编号": lambda item: _lines(clean(item.number)),
    "企业名称": lambda item: _lines(one_line(item.firm)),
    "案由": lambda item: _lines(one_line(item.subject)),
    "承办": lambda item: _lines(item.role),
    "承办单位": lambda item: _lines(*clean(item.unit).split("\n")),
    "时限": lambda item: _lines(item.clock, narrow_date(item.due), "（有宽限）" if item.grace else ""),
    "情况": _state,
    "此前催办": lambda item: _lines(one_line(item.before)) if item.before else _NONE,
}
