"""The papers about firms' ratings (服务评价): the workbook, and letters to units that are low again and again."""

from __future__ import annotations

from pathlib import Path

from toolkit.cases.rankings import Course, Step
from toolkit.documents.check_book import write_check_book
from toolkit.documents.report import ReportContent, Section, Table, write_report
from toolkit.documents.setting.words import full_date, without_phones
from toolkit.files import safe_name
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.periods.service_ratings import Service, told

#: How many of the latest periods the letter lists.
_SHOWN = 4


def write_rating_papers(desk: Desk, found: Service | None, folder: Path) -> None:
    """Write workbook and letters of a period into a folder; nothing where the mechanism ranks nobody.

    A unit that is not ranked in the period gets no letter: it had one when it was, and waits for the next.

    Raises:
        ConfigError: the mechanism does not say who issues the letters.
    """
    if found is None:
        return
    title, section = f"{found.period.label}服务评价和整改", found.section()
    files = {
        f"限期整改函 {safe_name(each.unit)}.docx": _letter(desk, found, each)
        for each in found.called_on
        if each.ranked_now
    }
    pages = found.pages()
    if pages:
        book = write_check_book(title, section.paragraphs, pages, desk.as_of, desk.mechanism.office)
        files = {f"{title}.xlsx": book, **files}
    desk.put_and_tell(folder, files)


def _letter(desk: Desk, found: Service, course: Course) -> bytes:
    rules = found.rules
    facts = {
        "period": found.period.label,
        "unit": course.unit,
        "share": f"{course.ranks[-1][1].per_cent:.1f}%",
        "below": f"{rules.below:g}",
        "run": str(course.run),
        "due": full_date(found.due),
        "office": desk.mechanism.office,
        "supervisor": rules.supervisor,
        "source": desk.mechanism.source,
    }
    words = {key: each.format_map(facts) for key, each in rules.wording.items()}
    demand = words["supervise" if course.step is Step.SUPERVISE else "rectify"]
    content = ReportContent(
        quarter="",
        cutoff=found.as_of,
        sections=(
            Section("评价情况", (f"{found.period.label}满意率{facts['share']}。",), rating_tables(found, course)),
            Section("整改要求", (demand,)),
        ),
        issued=desk.as_of,
        introduction=words["letter"],
        title=words["letter_title"],
        addressee=course.unit,
        issuer=rules.issuer,
    )
    return write_report(content, desk.mechanism)


def rating_tables(found: Service, course: Course) -> tuple[Table, ...]:
    """Return how firms rated a unit in the latest periods, and its bad ratings; no firm is named, no telephone."""
    rows = tuple(
        (name, str(each.rated), str(each.bad), "样本不足" if each.per_cent is None else f"{each.per_cent:.1f}%",
         f"{each.place}（共{each.among}个）" if each.place else "不排名")
        for name, each in course.ranks[-_SHOWN:]
    )  # fmt: skip
    bad = tuple(
        (
            case.number,
            each.rating.day.isoformat(),
            each.rating.word,
            without_phones(told(case, each.rating.comment)),
            each.state.value,
        )
        for case, unit, each in found.bad
        if unit == course.unit
    )
    tables = (
        Table("企业评价情况", ("时段", "评价", "差评", "满意率", "名次"), rows),
        Table("差评事项", ("编号", "评价日期", "评价", "评价意见", "现状"), bad),
    )
    return tuple(each for each in tables if each.rows)
