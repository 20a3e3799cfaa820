"""A quarter's event from the first letter to the last, played by the demo of the mechanism that has one (seed 003 §四)."""

from __future__ import annotations

import email.policy
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from toolkit.jobs.demo.stage import PROTOCOL

from .played import Played, play

#: Words of a meeting; 参会人员 is a column of the register and of the form that fills it.
MEETING_WORDS = re.compile(r"会议|上会|会上|会前|会后|会期|与会|参会(?!人员)")


def written(path: Path) -> Iterator[str]:
    """Yield what stands in a paper, whatever kind of file it is, line by line."""
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.endswith(".xml"):
                    lines = re.sub(r"</w:p>|</si>|</is>|</a:p>", "\n", package.read(name).decode()).splitlines()
                    yield from (re.sub(r"<[^>]+>", "", each) for each in lines)
    elif path.suffix == ".eml":
        mail = message_from_bytes(path.read_bytes(), policy=email.policy.default)
        body = mail.get_body(("plain",))
        yield from (str(mail["subject"]), *(str(each.get_filename()) for each in mail.iter_attachments()))
        yield from str(body.get_content()).splitlines() if body else ()
    elif path.suffix == ".txt":
        yield from path.read_text(encoding="utf-8-sig").splitlines()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory, "heyuan")


def matters(played: Played) -> Mapping[str, Mapping[str, Any]]:
    return {row["编号"]: row for row in played.rows("诉求台账")}


def test_every_matter_has_gone_its_way(played: Played) -> None:
    rows = matters(played)
    assert {number: (row["状态"], row["收集渠道"]) for number, row in rows.items()} == {
        "2024-001": ("已评价", "工业领域"),
        "2024-002": ("办理中", "重点建设项目"),
        "2024-003": ("办理中", "商协会"),  # 转日常办理
        "2024-004": ("暂缓列入", "人大代表"),
        "2024-005": ("已评价", "商贸领域"),
        "2024-006": ("办理中", "粤商通"),  # 不满意, once more
        "2024-007": ("办理中", "县（区）"),
    }
    assert [rows[each]["办理轮次"] for each in ("2024-001", "2024-006")] == [1, 2]
    assert "企业不满意、重新办理 1 件（2024-006）" in "\n".join(played.lines)


def test_only_what_was_approved_goes_before_the_event(played: Played) -> None:
    chosen = played.text("目录", "2024-03", "问题目录清单 2024-03.docx")
    assert "2024年3月13日　共2件" in chosen
    assert "河源市赣江电子有限公司\n（规上企业，江东新区管委会）" in played.text(
        "目录", "2024-03", "企业问题目录 2024-03.docx"
    )
    assert ["2024-001" in chosen, "2024-002" in chosen, "2024-003" in chosen, "2024-004" in chosen] == [
        True,
        True,
        False,
        False,
    ]
    guests = sorted(each.name for each in played.outbox("会议", "2024-03", "通知").iterdir())
    # Seed 003 §一: 专班单位由“7+N”组成; §四（五）: 市委宣传部负责活动的宣传报道工作.
    seven = {"市发展改革局", "市人力资源社会保障局", "市自然资源局", "市商务局", "市政务服务和数据管理局", "市工商联"}
    concerned = {"江东新区管委会", "河源供电局", "河源市赣江电子有限公司", "龙川万绿新材料有限公司"}
    assert set(guests) == seven | concerned | {"市委宣传部"}
    member = played.text("会议", "2024-03", "通知", "市商务局", "活动通知.docx")
    assert ("2024-001" in member, "2024-002" in member) == (True, True), "whoever belongs to the body hears of all"
    signed = played.text("会议", "2024-03", "签到表 2024-03.docx")
    assert all(each in signed for each in (*seven, "市委宣传部", "组织单位", "市府办公室", "市工业和信息化局"))
    notice = played.text("会议", "2024-03", "通知", "河源市赣江电子有限公司", "活动通知.docx")
    assert "关于开展2024年第一季度\n“面对面”政企交流活动的通知" in notice, "the title breaks by sense"
    assert "企业主要负责人1名" in notice


def test_each_matter_gets_an_opinion_that_goes_to_units_and_to_whoever_follows_it_up(played: Played) -> None:
    draft = played.text("会议", "2024-03", "处理意见", "企业诉求事项处理意见 2024-002 龙川万绿新材料有限公司.docx")
    assert "由河源供电局牵头会同龙川县落实双回路供电" in draft
    assert "自交办之日起3个月内" in draft
    assert "市府办公室审核意见" in draft
    handed = "企业诉求事项处理意见 2024-001 河源市赣江电子有限公司.docx"
    final = played.text("交办", "2024-03-20", "市自然资源局", handed)
    assert "2024年5月31日" in final
    assert "已审定（2024年3月19日）" in final
    # What is approved is no more its drafter's, and no box is left to sign.
    signs = ("河源市“面对面”政企交流活动工作专班办公室", "市府办公室审核意见")
    assert [[each in paper for each in signs] for paper in (draft, final)] == [[True, True], [False, False]]
    supervisor = played.outbox("交办", "2024-03-20", "市政府督查室")
    assert sorted(each.name for each in supervisor.glob("*.docx")) == sorted(
        [handed, "企业诉求事项处理意见 2024-002 龙川万绿新材料有限公司.docx", "转督办函.docx"]
    )
    letter = played.text("交办", "2024-03-20", "市政府督查室", "转督办函.docx")
    assert "2024-003" not in letter, "a daily matter is nobody's to follow up before it is late"

    asked = played.text("交办", "2024-03-20", "市自然资源局", "交办函.docx")
    assert "4.企业诉求事项处理意见" in asked
    assert "意见时限" not in asked, "this mechanism has none"
    county = played.text("交办", "2024-03-20", "龙川县", "交办函.docx")
    # Seed 003 §二（一）: 由各县（区）政府（管委会）和市直有关部门限期办理.
    assert "龙川县人民政府：" in county
    assert "请配合牵头单位在所列时限内办结。" in county


def test_the_day_is_prepared_for_and_told_of_without_naming_any_firm(played: Played) -> None:
    hosting = played.text("会议", "2024-03", "接待安排 2024-03.docx")
    assert "“面对面”政企交流活动接待安排表" in hosting.replace("\n", "")
    for said in ("市委宣传部", "市府办公室", "活动的宣传报道", "河源市赣江电子有限公司", "罗某", "董事长"):
        assert said in hosting
    # Two workdays before Friday, 15 March, and one.
    assert [hosting.count(day) for day in ("2024-3-13前", "2024-3-14前")] == [3, 3]
    assert "138000020" not in hosting

    note = played.text("会议", "2024-03", "宣传", "宣传稿 2024-03.docx")
    assert "2024年3月15日，我市开展2024年第一季度“面对面”政企交流活动。" in note
    assert "意见建议2件，其中要素保障类1件、项目建设类1件" in note
    charge = (
        "针对某企业反映的扩产项目用地指标问题，现场明确由市自然资源局牵头，江东新区管委会配合，2024年5月31日前办结。"
    )
    assert charge in note
    named = [row[column] for row in matters(played).values() for column in ("企业名称", "企业联系人") if row[column]]
    assert [each for each in (*named, "赣江", "万绿", "138000020", "盘活指标") if each in note] == []


def test_what_is_late_is_put_before_whoever_follows_it_up(played: Played) -> None:
    urged = played.text("催办", "2024-04-10", "市政府督查室", "提请督办函.docx")
    assert [number for number in matters(played) if number in urged] == ["2024-007"]


def test_what_the_plan_calls_an_event_is_called_a_meeting_nowhere(played: Played) -> None:
    """Seed 003 says 活动 throughout. What every register and workspace has by its name (会议 as a sheet) stays."""
    contract = re.compile(r"outbox/会议/|“会议(?:准备|纪要)?”|第一会议室")  # the last is where it was held
    found = [
        f"{path.relative_to(played.folder)}：{line}"
        for path in sorted(
            [*played.outbox().rglob("*"), *played.folder.glob("form_templates/*"), played.folder / PROTOCOL]
        )
        if path.is_file()
        for line in (path.name, *written(path))
        if MEETING_WORDS.search(contract.sub("", line))
    ]
    assert found == []
    clocks = " ".join(str(value) for row in played.rows("时限") for value in row.values())
    assert "活动研定" in clocks
    assert MEETING_WORDS.search(clocks) is None
    assert "已登记活动" in {row["结果"] for row in played.rows("收件日志")}
    minutes = played.text("会议", "2024-03", "活动纪要 2024-03.docx")
    assert "现将现场议定事项纪要如下" in minutes
    assert "市领导强调，各单位要主动上门" in minutes


def test_its_papers_speak_of_this_office_and_carry_no_telephone(played: Played) -> None:
    protocol = (played.folder / PROTOCOL).read_text(encoding="utf-8-sig")
    assert "程序" not in protocol
    for path in played.outbox().rglob("*.docx"):
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(each.text for each in document.paragraphs), *cells])
        assert "顺德" not in text, path
        assert "总召集人" not in text, path
        if "回执" not in path.parts:
            assert "138000020" not in text, path
    assert len(list(played.outbox("季度分析").rglob("*.docx"))) == 1


def test_microsofts_own_library_finds_nothing_wrong(
    played: Played, validator: Callable[[str, bytes], list[dict[str, Any]]]
) -> None:
    for path in (
        played.outbox("目录", "2024-03", "企业问题目录 2024-03.docx"),
        played.outbox("交办", "2024-03-20", "河源供电局", "企业诉求事项处理意见 2024-002 龙川万绿新材料有限公司.docx"),
    ):
        assert validator(path.name, path.read_bytes()) == [], path
