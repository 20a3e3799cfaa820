"""The papers about tasks (任务进展): report to the leading office, brief (简报), circular (通报), and the workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from toolkit.analysis.periods.period import Period
from toolkit.documents.check_book import Page, write_check_book
from toolkit.documents.report import ReportContent, Section, write_report
from toolkit.documents.setting.words import full_date, without_phones
from toolkit.jobs.books.task_units import rules_of
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.following.period_findings import findings_of
from toolkit.jobs.following.task_calls import FOLDER
from toolkit.tasks.following import Standing

#: The paper that goes to the leading office; the others tell everybody.
_REPORT = "任务进展报告"
_WHOLE, _DECIMAL = re.compile(r"-?\d{1,15}"), re.compile(r"-?\d{1,12}\.\d+")


def write_task_papers(
    desk: Desk, period: Period, beside: Sequence[Section] = (), more_pages: Sequence[Page] = ()
) -> None:
    """Write report, brief, circular and workbook of a period into the outbox, as it stood when it was closed.

    Args:
        desk: whose.
        period: which.
        beside: what the report says besides the tasks, before the next steps.
        more_pages: what the workbook shows besides them.
    """
    findings = findings_of(desk, period)
    folder = desk.workspace.outbox / FOLDER / str(period)
    facts = {"period": period.label, "place": desk.mechanism.place}
    wording = {
        key: each.format_map(facts)
        for key, each in rules_of(desk).wording.items()
        if key.endswith(("_title", "_addressee"))
    }
    overview, figures, behind, whole = findings.overview(), findings.figures(), findings.behind(), findings.whole()
    later = findings.came_later()
    rest = (findings.difficulties(), findings.units(), *beside, findings.next_steps())
    papers = {
        _REPORT: (
            wording["report_title"], wording["report_addressee"], (overview, *whole, figures, behind, *later, *rest),
        ),
        "简报": (wording["brief_title"], "", (overview, *whole, figures)),
        "情况通报": (wording["notice_title"], wording.get("notice_addressee", ""),
            (overview, behind, *later, findings.units()),
        ),
    }  # fmt: skip
    files = {
        f"{name} {period.label}.docx": write_report(_content(desk, period, findings.day, name, *said), desk.mechanism)
        for name, said in papers.items()
    }
    lines = [line for section in (overview, *whole, figures, behind, *later) for line in section.paragraphs]
    title = f"任务进度 {period.label}"
    pages = [_tasks(findings.standings), _table("单位", findings.units()), _table("指标", figures)]
    pages += [
        *(_table("总体目标", each) for each in whole),
        *(_table("截止后收到", each) for each in later),
        *more_pages,
    ]
    shown = [each for each in pages if each.rows]
    files[f"{title}.xlsx"] = write_check_book(title, lines, shown, desk.as_of, desk.mechanism.office)
    for name, data in files.items():
        desk.say(f"{'将写入' if desk.order.dry_run else '已写入'} {desk.place(desk.put(folder / name, data))}")


def _content(
    desk: Desk, period: Period, day: date, kind: str, title: str, addressee: str, sections: tuple[Section, ...]
) -> ReportContent:
    plans = "、".join(dict.fromkeys(f"《{each.data['title']}》" for each in desk.known.plans.values()))
    what = f"{period.label}任务进展情况{'报告' if kind == _REPORT else '通报'}"
    said = f"根据{plans}，现将{what}如下（数据截至{full_date(day)}）。"
    # The period stands in the title already where the mechanism's wording names it.
    quarter = "" if period.label in title else period.label
    return ReportContent(quarter, day, sections, desk.as_of, said, title=title, addressee=addressee)


def _tasks(found: Sequence[Standing]) -> Page:
    head = (
        "任务号",
        "措施标题",
        "任务内容",
        "牵头（负责）单位",
        "配合单位",
        "届满日",
        "进展",
        "逾期天数",
        "最近报送",
        "工作进展",
        "存在困难",
        "下一步",
    )
    rows = [
        (
            each.task.key, without_phones(each.task.title), without_phones(each.task.text),
            "、".join(each.task.answering), "、".join(each.task.supporting),
            each.task.due or "", each.state.value, each.late_by or "",
            max((one.day for one in each.latest.values()), default=""),
            *("\n".join(
                f"{one.unit}：{without_phones(text)}" for one in each.latest.values() if (text := getattr(one, name)))
              for name in ("words", "difficulty", "next_step")),
        )
        for each in found
    ]  # fmt: skip
    widths = (11, 16, 44, 18, 20, 11, 10, 8, 11, 30, 24, 24)
    return Page("任务", "一行一项任务，进展按最近一次报送。", head, widths, rows, tall=True)


def _table(name: str, section: Section) -> Page:
    table = section.tables[0] if section.tables else None
    if table is None:
        return Page(name, "", (), (), ())
    widths = tuple(max(12.0, 40.0 if head in {"指标", "报送单位"} else 18.0) for head in table.header)
    rows = [tuple(map(_cell, row)) for row in table.rows]
    return Page(name, "　".join(table.notes), table.header, widths, rows, tall=True)


def _cell(text: str) -> str | int | float:
    """Return a cell of the workbook: what is a number on paper is one there, so that it can be reckoned with."""
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
