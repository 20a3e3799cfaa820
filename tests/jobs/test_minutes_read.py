"""Edited minutes read back: what is shown, what is written, and what never is."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from conftest import Soffice
from toolkit.errors import ToolkitError
from toolkit.jobs.check import check
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.minutes_read import read_back
from toolkit.jobs.undo import undo

from .edited import edit, edited, tracked
from .office import Office
from .test_meeting import filled

MET, LATER = date(2024, 2, 2), date(2024, 2, 5)
AGENDA = {
    "2024-001": {"议定事项": "统筹用地指标", "牵头单位": "自然资源分局", "配合单位": "龙江镇、区发改局"},
    "2024-002": {"议定事项": "请交通局修路", "牵头单位": "区交通局", "办结时限": date(2024, 4, 30)},
    "2024-003": {"暂缓": "区经促局"},
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Four key cases before a meeting: two decided, one put off, one left open; the minutes written."""
    office = Office.found(tmp_path_factory.mktemp("held") / "office")
    office.take_in(
        **{name: office.report(企业名称=f"顺德{name}有限公司") for name in ("甲&乙", "丙", "丁（顺德）", "戊")}
    )
    for number in range(1, 5):
        office.type_in(f"2024-00{number}", 问题分类="重点问题", 案由=f"案由{number}")
    office.run(meeting, date(2024, 1, 30))
    agenda = filled(office, "2024-02", AGENDA, 主持人="召集人李某", 会议地点="三楼", 会议强调="要抓紧办理。")
    office.take_in(MET, 议程=agenda)
    office.run(minutes, MET)
    return office


@pytest.fixture
def office(held: Office, tmp_path: Path) -> Office:
    shutil.copytree(held.root, tmp_path / "office")
    return Office(tmp_path / "office", held.mechanism)


def paper(office: Office) -> Path:
    return office.workspace.outbox / "会议" / "2024-02" / "会议纪要 2024-02.docx"


def read(office: Office, file: Path | str = "", *, accept: bool = False) -> int:
    return office.run(read_back, LATER, "", str(file), accept=accept)


LEAD = ("由市自然资源局顺德分局牵头", "由区招商局牵头")
DUE = ("于2024年4月30日前办结", "于六月底前办结")


def test_the_changes_are_shown_matter_by_matter_and_nothing_is_written(office: Office) -> None:
    edit(paper(office), LEAD, DUE, ("请区交通运输局修路", "请区交通运输局修路并设限高杆"))
    before = office.workspace.register.read_bytes()
    assert read(office) == 0
    assert "第一部分第1项 2024-001 顺德甲&乙有限公司：牵头单位 市自然资源局顺德分局 → 区招商局" in office.said
    assert (
        "第一部分第2项 2024-002 顺德丙有限公司：议定内容改为“请区交通运输局修路并设限高杆。”；"
        "办结时限 2024年4月30日 → 2024年6月30日（星期日，不是工作日，没有顺延）" in office.said
    )
    assert office.workspace.register.read_bytes() == before
    assert not office.events("amended")


def test_accepted_changes_move_units_and_clocks_and_rewrite_nothing_of_theirs(office: Office) -> None:
    edit(paper(office), LEAD, DUE)
    theirs = paper(office).read_bytes()
    assert read(office, accept=True) == 0
    assert office.row("2024-001")["牵头单位"] == "区招商局"
    assert office.row("2024-002")["办结时限"] == date(2024, 6, 30)
    assert paper(office).read_bytes() == theirs
    office.run(dispatch, LATER)
    (clock,) = [each for each in office.rows("时限") if (each["编号"], each["种类"]) == ("2024-002", "办结")]
    # Three months from the meeting on 1 February end in the holidays of May, the next workday is 6 May.
    assert (clock["原期限"], clock["现期限"], clock["批准"]) == (
        date(2024, 5, 6), date(2024, 6, 30), "2024-02 会议纪要",
    )  # fmt: skip
    office.run(history, LATER, "2024-001")
    assert "2024-02-05 纪要修改　牵头单位：市自然资源局顺德分局 → 区招商局　会议纪要 2024-02.docx" in office.said


def test_accepting_twice_changes_nothing_and_the_file_is_kept_as_an_original(office: Office) -> None:
    edit(paper(office), LEAD)
    read(office, accept=True)
    events = len(office.events("amended", "met", "received"))
    register = office.workspace.register.read_bytes()
    assert read(office, accept=True) == 0
    assert "没有要写入台账的改动" in office.said
    assert len(office.events("amended", "met", "received")) == events
    assert office.workspace.register.read_bytes() == register
    (log,) = [each for each in office.rows("收件日志") if each["结果"] == "已读回纪要"]
    assert (office.root / log["原件"]).read_bytes() == paper(office).read_bytes()
    office.run(check, LATER)
    assert "原件和发出的文件都一致" in office.words, "what was edited and read back is in order as it lies"


def test_an_accepted_change_is_in_the_next_minutes_which_lie_beside_theirs(office: Office) -> None:
    edit(paper(office), LEAD)
    read(office, accept=True)
    office.run(minutes, LATER)
    second = paper(office).with_name("会议纪要 2024-02（2）.docx")
    assert "由区招商局牵头" in _text(second)
    assert read(office, second) == 0
    assert "没有要写入台账的改动" in office.said


def test_what_was_pending_is_filled_in_and_becomes_a_decision(office: Office) -> None:
    edit(
        paper(office),
        ("议定内容", "会议议定：同意给予支持。议定内容"),
    )
    edit(
        paper(office),
        *_run_of("议定内容", "【待定】", "。由"),
        *_run_of("", "【待定】", "牵头，于", "区教育局"),
        *_run_of("", "【待定】", "前办结。", "会后15个工作日"),
        raw=True,
    )
    assert read(office) == 0
    assert (
        "议定内容补上“同意给予支持。”；牵头单位 【待定】 → 区教育局；办结时限 【待定】 → 2024年2月27日" in office.words
    )
    read(office, accept=True)
    row = office.row("2024-004")
    assert (row["状态"], row["会议"], row["牵头单位"]) == ("待交办", "2024-02", "区教育局")
    assert "可以交办 3 件" in office.words


def _run_of(before: str, pending: str, after: str, filled_in: str = "") -> list[tuple[str, str]]:
    """The highlighted 【待定】 between two runs, typed over."""
    style = '</w:t></w:r><w:r><w:rPr><w:rStyle w:val="PendingWords"/><w:rFonts w:hint="eastAsia"/></w:rPr>'
    plain = '</w:t></w:r><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
    old = f'{before}{style}<w:t xml:space="preserve">{pending}{plain}{after}'
    tail = after if filled_in else after.lstrip("。")
    return [(old, f"{filled_in}{plain}{tail}")]


def test_tracked_changes_are_read_as_accepted_and_told(office: Office) -> None:
    paper(office).write_bytes(tracked(paper(office).read_bytes(), "龙江镇", "乐从镇"))
    assert read(office) == 0
    assert "说明：文中有未接受的修订，按全部接受后的文字核对" in office.said
    assert "配合单位 龙江镇、区发展和改革局 → 乐从镇、区发展和改革局" in office.words


def test_moved_paragraphs_are_no_change_and_deleted_ones_take_nothing_back(office: Office) -> None:
    markup = _document(paper(office))
    items = re.findall(r"<w:p>(?:(?!<w:p>).)*?2024-00[12](?:(?!<w:p>).)*?</w:p>", markup)
    assert len(items) == 2
    edit(paper(office), ("".join(items), "".join(reversed(items))), raw=True)
    assert read(office) == 0
    assert "没有要写入台账的改动" in office.said
    edit(paper(office), (items[0], ""), raw=True)
    assert read(office, accept=True) == 1
    assert (
        "2024-001 顺德甲&乙有限公司：从纪要里删去了。已登记的议定事项不会自动取消；"
        "确实没有议定的，请在台账把“状态”改回“待上会”，再重新出纪要" in office.words
    )
    assert office.row("2024-001")["状态"] == "待交办"


def test_a_matter_added_by_hand_is_placed_by_its_firm_or_quoted(office: Office) -> None:
    office.take_in(LATER, 己=office.report(企业名称="顺德己有限公司", 问题困难="员工子女入学难"))
    office.type_in("2024-005", 问题分类="重点问题", 案由="入学")
    added = "（三）关于{}反映的入学问题。会议议定：协调学位。由区教育局牵头，于2024年8月30日前办结。"
    anchor = "会议强调，要抓紧办理。"
    lines = [added.format(name) for name in ("顺德己有限公司", "外地某公司")]
    plain = '</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="PaperBody"/></w:pPr><w:r><w:t xml:space="preserve">'
    edit(paper(office), (anchor, plain.join([*lines, anchor])), raw=True)
    assert read(office, accept=True) == 1
    row = office.row("2024-005")
    assert (row["状态"], row["牵头单位"], row["办结时限"]) == ("待交办", "区教育局", date(2024, 8, 30))
    assert (
        "对不上事项（没有编号，按企业名称和案由也对不上），没有处理：“（三）关于外地某公司反映的入学问题。"
        in office.words
    )


def test_a_day_put_in_other_words_is_no_change(office: Office) -> None:
    # Three months after the meeting on 1 February end in the holidays of May: 6 May, as the minutes say.
    edit(paper(office), ("于2024年5月6日前办结", "于3个月内办结"))
    assert read(office, accept=True) == 0
    assert office.said[0].endswith("0 项有改动")
    assert "说明：2024-001：办结时限写法有改动（“3个月”），仍是2024年5月6日，台账不变" in office.said
    assert not office.events("amended")


def test_what_was_decided_and_is_put_off_in_the_minutes_is_told_with_the_status_to_go_back_to(office: Office) -> None:
    edit(paper(office), ("会议议定：统筹用地指标。", "由区经济促进局进一步研究后提请下次会议审议。"))
    assert read(office) == 1
    assert (
        "第一部分第1项 2024-001：改为提请下次会议审议。已登记的议定事项不会自动取消；"
        "确实没有议定的，请在台账把“状态”改回“待上会”，再重新出纪要" in office.words
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("由区交通运输局牵头", "由区交通委牵头"), "牵头单位“区交通委”不在成员单位名单中"),
        (("于2024年4月30日前", "于适当时候前"), "办结时限“适当时候”认不出是哪一天"),
        (("（2024-002）", "（2023-777）"), "台账中没有编号 2023-777"),
        (("由区交通运输局牵头，", "区交通运输局办理，"), "牵头单位“区交通运输局”删去了或认不出；空白不改台账"),
        (("会议议定：请区交通运输局修路。", ""), "议定内容删去了或认不出，台账保留原来的"),
    ],
)
def test_what_cannot_be_placed_is_quoted_and_left(office: Office, change: tuple[str, str], told: str) -> None:
    edit(paper(office), change)
    assert read(office, accept=True) == 1
    assert told in office.words
    assert office.row("2024-002")["牵头单位"] == "区交通运输局"
    assert office.row("2024-002")["办结时限"] == date(2024, 4, 30)


def test_a_cell_the_office_changed_since_stands_and_is_asked_about(office: Office) -> None:
    office.type_in("2024-001", 牵头单位="区教育局")
    edit(paper(office), LEAD, DUE)
    assert read(office, accept=True) == 1
    assert "（台账已另改为“区教育局”，保留台账的，列入“待确认”）" in office.words
    assert office.row("2024-001")["牵头单位"] == "区教育局"
    (ask,) = [each for each in office.rows("待确认") if each["编号"] == "2024-001"]
    assert (ask["栏目"], ask["台账现有内容"], ask["来件内容"], ask["来源"]) == (
        "牵头单位", "区教育局", "区招商局", "会议纪要 2024-02.docx",
    )  # fmt: skip
    office.decide("区招商局")
    office.run(minutes, LATER)
    assert office.row("2024-001")["牵头单位"] == "区招商局"


def test_minutes_older_than_the_register_say_so(office: Office) -> None:
    office.type_in("2024-001", 牵头单位="区教育局")
    edit(paper(office), DUE)
    read(office)
    assert "2024-001：台账的牵头单位现在是“区教育局”，纪要写的是“市自然资源局顺德分局”，以台账为准" in office.words


def test_undo_takes_an_acceptance_back(office: Office) -> None:
    edit(paper(office), LEAD)
    read(office, accept=True)
    office.run(undo, LATER)
    assert office.row("2024-001")["牵头单位"] == "市自然资源局顺德分局"


def test_a_file_that_is_none_of_these_minutes_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match="没有改过的会议纪要"):
        read(office)
    with pytest.raises(ToolkitError, match="读不了"):
        read(office, tmp_path / "没有.docx")
    with pytest.raises(ToolkitError, match="不是 Word 文档"):
        read(office, office.workspace.register)
    stranger = tmp_path / "别的.docx"
    stranger.write_bytes(edited(paper(office).read_bytes(), ("2024-00", "2023-00"), without=("docProps/custom",)))
    with pytest.raises(ToolkitError, match="看不出是 2024-02 的会议纪要"):
        read(office, stranger)
    with pytest.raises(ToolkitError, match="还没有收到 2024-03 的会议议程"):
        office.run(read_back, LATER, "2024-03", str(stranger))
    broken = tmp_path / "坏.docx"
    broken.write_bytes(paper(office).read_bytes()[:3000])
    with pytest.raises(ToolkitError, match="打不开"):
        read(office, broken)


def test_a_dry_run_of_accepting_writes_nothing(office: Office) -> None:
    edit(paper(office), LEAD)
    before = office.snapshot()
    office.run(read_back, LATER, accept=True, dry_run=True)
    assert office.snapshot() == before
    assert "牵头单位 市自然资源局顺德分局 → 区招商局" in office.words


def test_edited_minutes_in_the_inbox_are_kept_and_change_no_case(office: Office) -> None:
    edit(paper(office), LEAD)
    office.put("纪要.docx", paper(office).read_bytes())
    office.run(ingest, LATER)
    assert office.row("2024-001")["牵头单位"] == "市自然资源局顺德分局"


def test_what_libreoffice_saved_unchanged_is_no_change(office: Office, soffice: Soffice) -> None:
    data = paper(office).read_bytes()
    again = soffice({"a.docx": data}, "docx:MS Word 2007 XML")["a.docx"]
    assert again != data
    paper(office).write_bytes(again)
    assert read(office) == 0
    assert office.said == ["读回 会议纪要 2024-02.docx：0 项有改动", *PENDING, "没有要写入台账的改动"]


PENDING = ["说明：第二部分第2项 2024-004：还有【待定】没有填"]


def _document(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def _text(path: Path) -> str:
    return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", _document(path)))


def test_a_decision_filled_in_over_a_cell_typed_since_leaves_that_cell(office: Office) -> None:
    office.type_in("2024-004", 牵头单位="区公安局")
    edit(paper(office), ("议定内容", "会议议定：同意。由区教育局牵头，于2024年8月30日前办结。旧"))
    edit(paper(office), *_run_of("旧", "【待定】", "。由"), *_run_of("", "【待定】", "牵头，于", "区教育局"), raw=True)
    assert read(office, accept=True) == 1
    row = office.row("2024-004")
    assert (row["状态"], row["牵头单位"]) == ("待交办", "区公安局")
    assert [each["来件内容"] for each in office.rows("待确认")] == ["区教育局"]


def test_of_two_leads_none_is_taken(office: Office) -> None:
    edit(paper(office), ("由市自然资源局顺德分局牵头", "由大良街道、容桂街道牵头"))
    assert read(office, accept=True) == 1
    assert any("不止一个单位，牵头单位只能有一个" in line for line in office.said)
    assert office.row("2024-001")["牵头单位"] == "市自然资源局顺德分局"


def test_a_unit_that_no_list_knew_is_put_right_once(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office")
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="重点问题", 案由="用地")
    office.run(meeting, date(2024, 1, 30))
    agenda = filled(office, "2024-02", {"2024-001": {"议定事项": "统筹用地", "牵头单位": "区规划局"}}, 主持人="李某")
    office.take_in(MET, 议程=agenda)
    office.run(minutes, MET)
    assert "单位“区规划局”没有填或不在成员单位名单中，纪要里是【待定】" in office.words
    edit(paper(office), *_run_of("由", "【待定】", "牵头", "自然资源分局"), raw=True)
    assert read(office, accept=True) == 0
    assert "已另改" not in office.words
    assert office.row("2024-001")["牵头单位"] == "市自然资源局顺德分局"
    assert office.rows("待确认") == []
    events = len(office.events("amended"))
    read(office, accept=True)
    assert len(office.events("amended")) == events == 1
