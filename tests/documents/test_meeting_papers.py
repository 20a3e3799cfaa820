"""The papers of a meeting: booklet, earlier matters, sign-in sheet, notice with reply slip."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from toolkit.documents.booklet import BookletItem, BookletPart, write_booklet
from toolkit.documents.earlier import EarlierItem, write_earlier
from toolkit.documents.frames.notice import NoticeContent, NoticeItem, write_notice
from toolkit.documents.frames.template import Templates
from toolkit.documents.overview import write_overview
from toolkit.documents.sign_in import Expected, SignInGroup, write_sign_in
from toolkit.mechanism import Mechanism

from . import reading

DAY = date(2024, 3, 1)
MATTER = BookletItem(
    number="2024-002",
    firm="顺德A&B<精密>有限公司",
    subject="增资扩产用地",
    category="A.项目招商引资及企业增资扩能范畴",
    reporter="北滘总商会",
    submitted=date(2024, 2, 5),
    problem="需要用地二十亩。\n联系陈经理 13800138000。",
    tried="2023年6月北滘镇协调过",
    units="北滘镇、区招商局",
    lead="市自然资源局顺德分局",
    proposed=True,
    reason="文中“用地指标”；0757-22223333 可问",
    history=("2024-02 会议暂缓。", "该企业此前反映：门口道路（2023-010，已评价）。"),
)
ASKED = BookletItem(
    "2024-001", "乙厂", "消防验收", problem="验收受阻", lead="区公安局", asked="区公安局申请延期", situation="正在解决"
)
EARLIER = EarlierItem(
    number="2024-001",
    firm="乙厂",
    subject="消防验收",
    decisions=(("2024-02", "由区公安局牵头；电话22223333"), ("2024-03", "同意延期")),
    lead="区公安局",
    support="北滘镇",
    dues=(("意见", date(2024, 2, 27)), ("办结", date(2024, 5, 6))),
    reported="正在解决",
    reported_on=date(2024, 2, 28),
    late=("意见迟报1个工作日", "会前反馈未报"),
    status="办理中",
)
NOTICE = NoticeContent(
    to="北滘镇",
    is_firm=False,
    when="2024年3月",
    day=DAY,
    hour="15:00",
    place="三楼会议室",
    people="负责同志1名",
    named=(),
    items=(NoticeItem("2024-002", "A&B<精密>有限公司", "增资扩产用地"),),
    asks=("请提前研究。",),
    reply=date(2024, 2, 28),
    issued=date(2024, 2, 23),
)
TO_FIRM = replace(
    NOTICE,
    to="A&B<精密>有限公司",
    is_firm=True,
    place="",
    named=(("陈某", "总经理"),),
    items=(NoticeItem("2024-002", "", "增资扩产用地"),),
)


@pytest.fixture(scope="module")
def pack(mechanism: Mechanism) -> dict[str, bytes]:
    templates = Templates(mechanism)
    parts = [BookletPart("提请研究的重点问题", (MATTER,)), BookletPart("提请研究的特殊情况", (ASKED,))]
    groups = [
        SignInGroup("镇街", (Expected("北滘镇"),)),
        SignInGroup("部门", ()),
        SignInGroup("企业", (Expected("乙厂", "陈某", "厂长"),)),
    ]
    return {
        "booklet.docx": write_booklet(parts, mechanism, day=DAY),
        "overview.docx": write_overview(parts, [EARLIER], mechanism, day=DAY, hour="15:00", guests=4),
        "earlier.docx": write_earlier([EARLIER], mechanism, day=DAY, as_of=date(2024, 2, 29)),
        "sign-in.docx": write_sign_in(groups, mechanism, day=DAY, place="三楼会议室"),
        "notice.docx": write_notice(NOTICE, mechanism, templates),
        "firm.docx": write_notice(TO_FIRM, mechanism, templates),
    }


def said(pack: dict[str, bytes], name: str) -> list[str]:
    return [text for _, text in reading.paragraphs(pack[name]) if text]


def test_the_booklet_tells_each_matter_whole_and_nobodys_number(pack: dict[str, bytes]) -> None:
    assert said(pack, "booklet.docx") == [
        "“政企面对面”联络协作工作会议议题汇编",
        "2024年3月1日　顺德区民营企业项目联络协作工作领导小组办公室　共2件",
        "序号", "编号", "企业名称", "案由",
        "一、1", "2024-002", "顺德A&B<精密>有限公司", "增资扩产用地",
        "二、1", "2024-001", "乙厂", "消防验收",
        "一、提请研究的重点问题（1件）",
        "（一）顺德A&B<精密>有限公司：增资扩产用地（2024-002）",
        "问题类别：A.项目招商引资及企业增资扩能范畴",
        "报送单位：北滘总商会，2024年2月5日",
        "问题困难：需要用地二十亩。",
        "联系陈经理 ***。",
        "前期情况：2023年6月北滘镇协调过",
        "涉及单位：北滘镇、区招商局",
        "拟牵头单位：市自然资源局顺德分局（文中“用地指标”；*** 可问）",
        "此前经过：2024-02 会议暂缓。",
        "该企业此前反映：门口道路（2023-010，已评价）。",
        "二、提请研究的特殊情况（1件）",
        "（一）乙厂：消防验收（2024-001）",
        "问题困难：验收受阻",
        "申请事项：区公安局申请延期",
        "办理进展：正在解决",
        "牵头单位：区公安局",
    ]  # fmt: skip


def test_the_last_line_of_a_matter_goes_along_with_the_one_before_it(pack: dict[str, bytes]) -> None:
    styles = [(each.text, each.style.style_id) for each in Document(io.BytesIO(pack["booklet.docx"])).paragraphs]
    kept = [text for text, style in styles if style == "PaperBodyKept"]
    assert kept == ["此前经过：2024-02 会议暂缓。", "办理进展：正在解决"]


def test_what_is_not_known_is_left_open_and_never_made_up(mechanism: Mechanism) -> None:
    bare = write_booklet([BookletPart("提请研究的重点问题", (BookletItem("2024-003", "", ""),))], mechanism, day=DAY)
    assert reading.pending(bare) == 3  # the firm, the problem, the lead
    assert "没有需要研究的事项" in reading.text(write_booklet([], mechanism, day=DAY))


def test_earlier_matters_say_what_was_promised_reported_and_late(pack: dict[str, bytes], mechanism: Mechanism) -> None:
    lines = said(pack, "earlier.docx")
    assert lines[:2] == [
        "前期重点问题办理情况",
        "2024年3月1日会议　数据截至2024年2月29日　共1件，其中1件有超期或未反馈",
    ]
    assert lines[10:] == [
        "1", "2024-001", "乙厂", "消防验收", "2024-02 会议：", "由区公安局牵头；电话***",
        "2024-03 会议：", "同意延期", "区公安局", "配合：北滘镇",
        "意见", "2024-2-27", "办结", "2024-5-6", "2024-2-28报：", "正在解决", "办理中", "意见迟报1个工作日", "会前反馈未报",
    ]  # fmt: skip
    assert "没有前期事项" in reading.text(write_earlier([], mechanism, day=DAY, as_of=DAY))


def test_the_chair_reads_on_a_page_what_it_is_about(pack: dict[str, bytes], mechanism: Mechanism) -> None:
    assert said(pack, "overview.docx") == [
        "“政企面对面”联络协作工作会议概览",
        "时间：2024年3月1日15:00；地点：【待定】。",
        "主持：总召集人或召集人；邀请单位和企业4家。",
        "一、提请研究的重点问题",
        "共1件（招商增资1件）：",
        "1.顺德A&B<精密>有限公司：增资扩产用地（2024-002），拟由市自然资源局顺德分局牵头。",
        "二、提请研究的特殊情况",
        "共1件：",
        "1.乙厂：区公安局申请延期（2024-001）。",
        "三、前期重点问题",
        "共1件：办理中1件，其中1件有超期或未反馈。",
        "1.区公安局：乙厂（2024-001）意见迟报1个工作日，会前反馈未报。",
    ]
    many = BookletPart("重点问题", (MATTER,) * 9)
    late, fine = EARLIER, replace(EARLIER, late=())
    told = reading.text(write_overview([], [late] * 6 + [fine], mechanism, day=DAY))
    assert "共7件：办理中7件，其中6件有超期或未反馈。" in told
    assert "其余2件见前期事项办理情况。" in told  # five of the seven are named
    assert "按事项没有要邀请的单位和企业。" in told
    assert "其余4件见议题汇编。" in reading.text(write_overview([many], [], mechanism, day=DAY))


def test_the_sign_in_sheet_has_a_table_a_group_and_room_for_others(pack: dict[str, bytes]) -> None:
    lines = said(pack, "sign-in.docx")
    assert [each for each in lines if each in {"主持", "镇街", "部门", "企业", "其他"}] == ["镇街", "企业", "其他"]
    assert [lines[lines.index("乙厂") + n] for n in (0, 1, 2)] == ["乙厂", "陈某", "厂长"]


def test_a_notice_says_when_where_who_and_what(pack: dict[str, bytes]) -> None:
    lines = said(pack, "notice.docx")
    assert lines[:10] == [
        "关于召开2024年3月\n“政企面对面”联络协作工作会议的通知",
        "北滘镇：",
        "根据《关于创新推动民营经济高质量发展的工作方案》，经研究，决定召开2024年3月“政企面对面”联络协作工作会议，"
        "请贵单位派员参加。现将有关事项通知如下：",
        "一、会议时间：2024年3月1日（星期五）15:00。",
        "二、会议地点：三楼会议室。",
        "三、参会人员：负责同志1名。",
        "四、会议议题",
        "1.A&B<精密>有限公司：增资扩产用地（2024-002）。",
        "五、有关要求",
        "（一）请于2024年2月28日前反馈参会回执（附件）。",
    ]
    assert lines[lines.index("附件") + 1] == "参会回执"
    assert reading.pending(pack["notice.docx"]) == 0


def test_a_firm_reads_of_its_own_matter_only_and_finds_its_people_on_the_slip(pack: dict[str, bytes]) -> None:
    lines = said(pack, "firm.docx")
    assert "1.增资扩产用地（2024-002）。" in lines
    assert "请贵公司派员参加" in lines[2]
    assert [lines[lines.index("陈某") + n] for n in (0, 1)] == ["陈某", "总经理"]
    assert reading.pending(pack["firm.docx"]) == 1, "the place is not settled"


def test_the_open_xml_sdk_finds_nothing_wrong(
    pack: dict[str, bytes], findings: Callable[[str, bytes], list[str]]
) -> None:
    assert [fault for name, data in pack.items() if name != "firm.docx" for fault in findings(name, data)] == []


def test_without_an_hour_a_notice_says_that_it_is_the_hour_that_is_open(mechanism: Mechanism) -> None:
    paper = Document(io.BytesIO(write_notice(replace(NOTICE, hour=""), mechanism, Templates(mechanism))))
    assert "一、会议时间：2024年3月1日（星期五），具体时间【待定】。" in [each.text for each in paper.paragraphs]


@pytest.fixture(scope="module")
def pages(mechanism: Mechanism, render: Callable[[dict[str, bytes]], dict[str, list[str]]]) -> dict[str, list[str]]:
    """Papers of a length at which their ends come to stand on a page of their own, as LibreOffice sets them."""
    asks = (
        "请就所涉议题提前研究，准备发言（3—5分钟），讲清情况、提出意见。",
        "请提前10分钟入场。确因特殊情况不能参加的，请提前说明。",
    )
    late = replace(
        EARLIER,
        firm="佛山市顺德区某某某某智能家电有限公司",
        late=("区发展和改革局配合意见迟报12个工作日", "会前反馈未报"),
    )
    many = BookletPart("提请研究的重点问题", tuple(replace(MATTER, firm=late.firm) for _ in range(8)))
    groups = [SignInGroup("部门", tuple(Expected("某局") for _ in range(12))), SignInGroup("企业", (Expected("末厂"),))]
    files = {
        "firm": write_notice(TO_FIRM, mechanism, Templates(mechanism)),
        "overview": write_overview([many], [late] * 8, mechanism, day=DAY, hour="15:00", guests=4),
        **{
            f"unit {count}": write_notice(
                replace(NOTICE, items=NOTICE.items * count, asks=asks), mechanism, Templates(mechanism)
            )
            for count in (2, 4)
        },
        **{
            f"sign-in {count}": write_sign_in(
                [replace(groups[0], people=groups[0].people[:count]), groups[1]], mechanism, day=DAY
            )
            for count in (8, 9, 10, 11)
        },
    }
    found = render({f"{name}.docx": data for name, data in files.items()})
    return {name.removesuffix(".docx"): [reading.squeezed(each) for each in all_] for name, all_ in found.items()}


def test_a_notice_to_a_firm_keeps_to_one_page_and_its_slip(pages: dict[str, list[str]]) -> None:
    first, second = pages["firm"]
    assert "2024年2月23日" in first
    assert "参会回执" in second


@pytest.mark.parametrize("name", ["unit 2", "unit 4"])
def test_the_end_of_a_notice_has_a_sentence_of_its_text_with_it(pages: dict[str, list[str]], name: str) -> None:
    signed = next(each for each in pages[name] if "2024年2月23日" in each)
    assert "（三）请提前10分钟入场" in signed


def test_the_chairs_page_is_one_page(pages: dict[str, list[str]]) -> None:
    (page,) = pages["overview"]
    assert "见议题汇编" in page
    assert "见前期事项办理情况" in page


def test_empty_lines_to_sign_on_are_never_alone_on_a_page(pages: dict[str, list[str]]) -> None:
    sheets = {name: each for name, each in pages.items() if name.startswith("sign-in")}
    assert any(len(each) > 1 for each in sheets.values())
    for name, sheet in sheets.items():
        assert "末厂" in next(each for each in sheet if "其他" in each), name


def test_a_booklet_of_sixty_matters_is_written_within_a_second(mechanism: Mechanism) -> None:
    long = replace(MATTER, problem="需要用地二十亩，涉及规划调整。" * 30)
    items = tuple(replace(long, number=f"2024-{number:03}") for number in range(60))
    write_booklet([BookletPart("重点问题", items[:1])], mechanism, day=DAY)
    began = time.process_time()
    write_booklet([BookletPart("重点问题", items)], mechanism, day=DAY)
    assert time.process_time() - began < 1
