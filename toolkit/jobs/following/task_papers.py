"""The papers about tasks (任务进展): report to the leading office, brief (简报), circular (通报), and the workbook."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.analysis.periods.period import Period
from toolkit.documents.check_book import Page, write_check_book
from toolkit.documents.report import ReportContent, Section, write_report
from toolkit.documents.setting.words import full_date
from toolkit.jobs.books.plans import calls, goals, reports, rules_of, standings
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.following.task_calls import FOLDER
from toolkit.jobs.following.task_findings import Findings
from toolkit.tasks.appraisal import appraise
from toolkit.tasks.following import Standing


def write_task_papers(
    desk: Desk, period: Period, beside: Sequence[Section] = (), more_pages: Sequence[Page] = ()
) -> None:
    """Write report, brief, circular and workbook of a period into the outbox.

    Args:
        desk: whose.
        period: which.
        beside: what the report says besides the tasks, before the next steps.
        more_pages: what the workbook shows besides them.
    """
    found, known, called = standings(desk), reports(desk), calls(desk)
    findings = Findings(found, known, appraise(found, known, called, desk.as_of), desk.as_of, str(period), goals(desk))
    folder = desk.workspace.outbox / FOLDER / str(period)
    facts = {"period": period.label, "place": desk.mechanism.place}
    wording = {
        key: each.format_map(facts)
        for key, each in rules_of(desk).wording.items()
        if key.endswith(("_title", "_addressee"))
    }
    overview, figures, behind, whole = findings.overview(), findings.figures(), findings.behind(), findings.whole()
    rest = (findings.difficulties(), findings.units(), *beside, findings.next_steps())
    papers = {
        "任务进展报告": (
            wording["report_title"], wording["report_addressee"], (overview, *whole, figures, behind, *rest),
        ),
        "简报": (wording["brief_title"], "", (overview, *whole, figures)),
        "情况通报": (wording["notice_title"], "", (overview, behind, findings.units())),
    }  # fmt: skip
    files = {
        f"{name} {period.label}.docx": write_report(_content(desk, period, *said), desk.mechanism)
        for name, said in papers.items()
    }
    lines = [line for section in (overview, *whole, figures, behind) for line in section.paragraphs]
    title = f"任务进度 {period.label}"
    pages = [_tasks(found), _table("单位", findings.units()), _table("指标", figures)]
    pages += [*(_table("总体目标", each) for each in whole), *more_pages]
    shown = [each for each in pages if each.rows]
    files[f"{title}.xlsx"] = write_check_book(title, lines, shown, desk.as_of, desk.mechanism.office)
    for name, data in files.items():
        desk.say(f"{'将写入' if desk.order.dry_run else '已写入'} {desk.place(desk.put(folder / name, data))}")


def _content(desk: Desk, period: Period, title: str, addressee: str, sections: tuple[Section, ...]) -> ReportContent:
    plans = "、".join(dict.fromkeys(f"《{each.data['title']}》" for each in desk.known.plans.values()))
    what = f"{period.label}任务进展情况{'报告' if addressee else '通报'}"
    said = f"根据{plans}，现将{what}如下（数据截至{full_date(desk.as_of)}）。"
    # The period stands in the title already where the mechanism's wording names it.
    quarter = "" if period.label in title else period.label
    return ReportContent(quarter, desk.as_of, sections, desk.as_of, said, title=title, addressee=addressee)


def _tasks(found: list[Standing]) -> Page:
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
            each.task.key, each.task.title, each.task.text, "、".join(each.task.answering),
            "、".join(each.task.supporting), each.task.due or "", each.state.value, each.late_by or "",
            max((one.day for one in each.latest.values()), default=""),
            *("\n".join(f"{one.unit}：{text}" for one in each.latest.values() if (text := getattr(one, name)))
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
    return Page(name, "　".join(table.notes), table.header, widths, table.rows, tall=True)
