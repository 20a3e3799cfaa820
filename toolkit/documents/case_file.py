"""One case on paper (一事一档): what is known of it, its deadlines, its story, what was decided, what is filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.paper import Cell, Paper, fit_title, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import full_date, narrow_date, numeral, one_line, sentence
from toolkit.mechanism import Mechanism

_NONE = "无。"
_PRIVATE = "本档案含企业和单位人员的联系电话，供办公室内部存档使用，不对外发送。"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline of the case: which, whose, its days, and how it was counted (期限说明), a line each."""

    round: int
    name: str
    unit: str
    start: date
    original: date
    current: date
    met: date | None = None
    state: str = ""
    explanation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """A paper in the file: when it came, what it is called, what it is, where its original lies."""

    day: date
    name: str
    what: str
    place: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What the file of one case says.

    Attributes:
        number, firm, subject, status: 编号, 企业名称, 案由, 状态.
        round: 办理轮次.
        facts: group of columns → column and what stands in it, in the register's order.
        deadlines: of all rounds.
        story: what happened, a line an event.
        decisions: what meetings decided, a sentence or two each.
        material: what came in and was filed.
        forms: the names of the filled forms that lie beside this paper.
        day: the day it speaks of.
    """

    number: str
    firm: str
    subject: str
    status: str
    round: int
    facts: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    deadlines: Sequence[Deadline]
    story: Sequence[str]
    decisions: Sequence[str]
    material: Sequence[Material]
    forms: Sequence[str]
    day: date


def write_case_file(content: CaseFile, mechanism: Mechanism) -> bytes:
    """Return the case's file as a Word file, A4 upright.

    Raises:
        ConfigError: the mechanism does not name who issues its lists; the same keeps the files.
    """
    issuer = issuer_of(mechanism, "assignments")
    title = fit_title("民营企业事项档案", f"（{content.number}）") if content.number else fit_title("事项档案")
    paper = Paper(title=title, issuer=issuer, day=content.day)
    head(paper, title, issuer)
    paper.write(Style.ISSUED, issuer.name)
    paper.write(Style.ISSUED, full_date(content.day))
    paper.empty()
    state = f"现为“{content.status}”" + (f"，第{content.round}轮办理" if content.round > 1 else "")
    paper.write(
        Style.BODY, f"{one_line(content.firm)}反映的{one_line(content.subject)}，编号{content.number}，{state}。"
    )
    parts = (_facts, _deadlines, _decisions, _story, _material)
    for place, part in enumerate(parts, 1):
        paper.write(Style.HEADING_1, f"{numeral(place)}、{mechanism.gathering.put(_HEADINGS[place - 1])}")
        part(paper, content)
    paper.write(Style.TABLE_NOTE, _PRIVATE)
    return paper.to_bytes()


_HEADINGS = ("登记内容", "期限", "{decided}", "办理经过", "材料目录")


def _facts(paper: Paper, content: CaseFile) -> None:
    rows: list[list[Cell]] = []
    for group, facts in content.facts:
        for place, (name, value) in enumerate(facts):
            rows.append([[["" if place else group]], [[name]], [[line] for line in value.split("\n") if line.strip()]])
    _table(paper, (("类", 14), ("栏目", 34), ("内容", 108)), rows, centred=2)


def _deadlines(paper: Paper, content: CaseFile) -> None:
    if not content.deadlines:
        paper.write(Style.BODY, "尚未交办，没有计时。")
        return
    rows = [
        [_text(each) for each in (
            str(due.round), due.name, due.unit, narrow_date(due.start), narrow_date(due.original),
            narrow_date(due.current), narrow_date(due.met) if due.met else "", due.state,
        )]
        for due in content.deadlines
    ]  # fmt: skip
    columns = (
        ("轮次", 10), ("种类", 13), ("单位", 24), ("起算日", 24), ("原期限", 24), ("现期限", 24), ("完成日", 24),
        ("情况", 13),
    )  # fmt: skip
    _table(paper, columns, rows, centred=8)
    for due in content.deadlines:
        for line in due.explanation:
            paper.write(Style.TABLE_NOTE, line)


def _story(paper: Paper, content: CaseFile) -> None:
    rows = [[_text(day), _text(words)] for day, _, words in (each.partition(" ") for each in content.story)]
    _table(paper, (("日期", 24), ("经过", 132)), rows, centred=1)


def _decisions(paper: Paper, content: CaseFile) -> None:
    for each in content.decisions or (_NONE,):
        paper.write(Style.BODY, sentence(each))


def _material(paper: Paper, content: CaseFile) -> None:
    if content.material:
        rows = [
            [_text(str(place)), _text(narrow_date(each.day)), _text(each.name), _text(each.what), _text(each.place)]
            for place, each in enumerate(content.material, 1)
        ]
        columns = (("序号", 11), ("日期", 22), ("名称", 48), ("说明", 28), ("存放位置", 47))
        _table(paper, columns, rows, centred=2)
    else:
        paper.write(Style.BODY, _NONE)
    if content.forms:
        paper.write(Style.BODY, f"同一文件夹内另有按台账填好的表格：{'、'.join(content.forms)}。")


def _table(paper: Paper, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Cell]], *, centred: int) -> None:
    """Add a table as wide as the text, by the widths given in millimetres; the first columns are centred."""
    styles = [Style.TABLE_SMALL_CENTRED if place < centred else Style.TABLE_SMALL for place in range(len(columns))]
    laid = share_out((*column, style) for column, style in zip(columns, styles, strict=True))
    paper.table(laid, rows, Style.TABLE_SMALL_HEAD)
    paper.empty(Style.TABLE_NOTE)


def _text(value: str) -> Cell:
    return [[one_line(value)]]
