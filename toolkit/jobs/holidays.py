"""holidays (放假安排): a notice of the State Council, pasted, becomes rows of the sheet 节假日."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolkit.cases import DayOff
from toolkit.cases.notice import Notice, NoticeError, NoticeItem, read_notice
from toolkit.cases.published import published
from toolkit.errors import RegisterBusyError
from toolkit.events import Event, Kind
from toolkit.intake.formats.decoding import decode
from toolkit.intake.formats.unpack import UnreadableError
from toolkit.jobs.books.arranged import MADE_UP, OFF, WORK, kept, take
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.consent import Consent, with_consent
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.order import Order
from toolkit.register import schema
from toolkit.scripts import to_run
from toolkit.workspace import Workspace

_SHOWN = "以上只是核对，“节假日”表没有改动"
_WEEKDAYS = "一二三四五六日"
_SATURDAY = 5
#: How the Word files begin that are read, and what is not.
_DOCUMENT = b"PK\x03\x04"
_NO_TEXT = {b"\xd0\xcf\x11\xe0": "旧版 Word 文件（.doc）", b"%PDF": "PDF 文件"}


_COPY = "请打开它，全选、复制，粘贴到记事本里存成 txt，再用那个文件"


def holidays(workspace: Workspace, order: Order, data: bytes, source: str, *, accept: bool = False) -> int:
    """Show the rows that a notice gives and how it checks; write them where the office says yes; return the status.

    A notice that contradicts itself is never written. The office's own rows stand; where they say otherwise, that is
    told. Running deadlines that the new holidays would move are asked about on 待确认.

    Args:
        workspace: where.
        order: how to run.
        data: the text as it lies there, in whatever encoding, or the Word file (.docx, .odt) it stands in.
        source: what people call it.
        accept: whether it has said yes beforehand; else the person is asked, where one sits there.

    Raises:
        NoticeError: no notice can be read in it.
        RegisterBusyError: the register cannot be read at this moment.
    """
    notice = read_notice(_text(data, source))
    for line in _told(notice):
        order.say(line)
    if notice.doubts:
        order.say("通知前后对不上，或没有贴全，没有写入：")
        for doubt in notice.doubts:
            order.say(f"  {doubt}")
        order.say("请对照原文改好文字，再运行一次")
        return 1
    return with_consent(
        order, lambda each, consent: _write(workspace, each, consent, notice, source), said=accept, declined=_SHOWN
    )


def _write(workspace: Workspace, order: Order, consent: Consent, notice: Notice, source: str) -> int:
    with open_desk(workspace, order) as desk:
        rows = _new(desk, notice)
        for line in _differences(desk, notice):
            order.say(line)
        if not rows:
            order.say("“节假日”表里都有了，不用再写")
        elif order.dry_run or not consent.also(f"在“节假日”表增加这 {len(rows)} 行吗？", rows):
            how = to_run("holidays", "--accept", answer="输入 Y")
            order.say(f"将在“节假日”表增加 {len(rows)} 行。核对无误后，再运行{how}，就写入")
        else:
            data_ = {"year": notice.year, "source": source, "rows": rows}
            desk.record([Event(Kind.ARRANGED, desk.as_of, data=data_)])
            take(desk)
            if update(desk):
                order.say(f"已在“节假日”表增加 {len(rows)} 行")
        return 1 if desk.set_aside else 0


def _text(data: bytes, source: str) -> str:
    for start, kind in _NO_TEXT.items():
        if data.startswith(start):
            raise NoticeError(f"{source} 是{kind}", _COPY)
    return _document(data, source) if data.startswith(_DOCUMENT) else decode(data)


def _document(data: bytes, source: str) -> str:
    """Return the text of a Word file (.docx, .odt), a paragraph a line."""
    # Most notices are pasted: what reads Word files is loaded for one of them only.
    from toolkit.intake.formats.parse import parse_book  # noqa: PLC0415

    try:
        _, book = parse_book(data)
    except UnreadableError as error:
        raise NoticeError(f"{source} 读不出来：{error.problem.words}", _COPY) from error
    return "\n".join(str(text) for grid in book.grids for _, text in sorted(grid.cells.items()))


def _told(notice: Notice) -> Iterator[str]:
    yield f"{notice.year}年放假安排"
    for item in notice.items:
        worked = f"；{'、'.join(map(_day, item.work))}上班" if item.work else ""
        yield f"  {item.name}：{_days(item)}放假，共 {len(item.off)} 天（{_checked(item)}）{worked}"
    off, work = (sum(map(len, days)) for days in zip(*((each.off, each.work) for each in notice.items), strict=True))
    yield f"  合计放假 {off} 天，调休上班 {work} 天"
    for remark in notice.remarks:
        yield f"  注意 {remark}"


def _checked(item: NoticeItem) -> str:
    if item.stated is None:
        return "通知没有写天数"
    return "与通知写的天数一致" if item.stated == len(item.off) else f"通知写的是 {item.stated} 天"


def _days(item: NoticeItem) -> str:
    runs: list[list[date]] = []
    for day in item.off:
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(_day(run[0]) + (f"至{_day(run[-1])}" if len(run) > 1 else "") for run in runs)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def _kept(desk: Desk) -> dict[date, DayOff]:
    if desk.opened is None:
        raise RegisterBusyError("总台账现在读不了，没有写入")
    return kept(desk, desk.opened.views[schema.HOLIDAYS])


def _new(desk: Desk, notice: Notice) -> list[tuple[date, str, str]]:
    there = _kept(desk)
    return [(day, _word(works), MADE_UP if works else name) for day, works, name in notice.rows() if day not in there]


def _differences(desk: Desk, notice: Notice) -> Iterator[str]:
    """Yield where the office's own rows, or the calendar that comes with the program, say otherwise."""
    there, said = _kept(desk), {day: works for day, works, _ in notice.rows()}
    for day, works in said.items():
        if day in there and there[day].works != works:
            own = _word(there[day].works)
            yield f"  {_day(day)}：“节假日”表里填的是{own}，通知是{_word(works)}。没有改动；以通知为准的，请改那一行"
    known = {day: works for day, (works, _) in (published(notice.year) or {}).items()}
    for day in sorted(day for day in {*known, *said} if known and day.year == notice.year and day not in there):
        before, now = (each.get(day, day.weekday() < _SATURDAY) for each in (known, said))
        if before != now:
            yield f"  {_day(day)}：程序自带的安排是{_word(before)}，通知是{_word(now)}，写入后以通知为准"


def _word(works: bool) -> str:  # noqa: FBT001 - a day's one property
    return WORK if works else OFF
