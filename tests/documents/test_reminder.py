"""The reminding papers: what they say, how a page of them stands, and the sheet for telephone calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from toolkit.documents.reminder import ReminderItem, overview, state, write_reminder
from toolkit.documents.setting.words import without_phones
from toolkit.mechanism import Mechanism
from toolkit.mechanism.ladder import load_ladder

from . import reading

DAY, REPLY = date(2024, 2, 19), date(2024, 2, 22)
LATE = ReminderItem(
    "2024-001", "佛山市A&B<精密>有限公司", "门口道路破损", "办结", date(2024, 2, 7), -2, "区交通运输局", "牵头"
)
NEAR = replace(LATE, number="2024-007", left=3, due=date(2024, 2, 22), role="配合")


def paper(mechanism: Mechanism, key: str, *items: ReminderItem, to: str = "区交通运输局") -> bytes:
    found = load_ladder(mechanism).papers[key]
    return write_reminder(to, items or (LATE, NEAR), found, mechanism, day=DAY, reply=REPLY)


def test_a_letter_says_what_is_late_and_by_when_an_answer_is_asked(mechanism: Mechanism) -> None:
    lines = reading.paragraphs(paper(mechanism, "letter"))
    assert ("PaperTitle", "关于催办民营企业反映事项的函") in lines
    assert ("PaperAddressee", "区交通运输局：") in lines
    assert (
        "PaperBody",
        "根据《关于创新推动民营经济高质量发展的工作方案》，贵单位承办的民营企业反映事项中，1件已超过时限、1件即将到期，具体如下：",
    ) in lines
    assert any("并于2024年2月22日前填写《民营企业事项办理情况表》" in text for _, text in lines)
    assert lines[-2:] == [
        ("PaperSignature", mechanism.issuers["letter"].name),
        ("PaperSignedDay", "2024年2月19日"),
    ]


def test_the_list_stands_between_the_first_sentence_and_the_request(mechanism: Mechanism) -> None:
    lines = [text for _, text in reading.paragraphs(paper(mechanism, "letter"))]
    first, request = (
        next(place for place, text in enumerate(lines) if word in text) for word in ("具体如下", "抓紧办理")
    )
    listed = lines[first + 1 : request]
    assert listed[:6] == ["编号", "企业名称", "案由", "承办", "时限", "情况"]
    assert listed[6:14] == [
        "2024-001", "佛山市A&B<精密>有限公司", "门口道路破损", "牵头", "办结", "2024-2-7", "已超期", "2个工作日",
    ]  # fmt: skip
    assert listed[-2:] == ["还有", "3个工作日"]


def test_a_firm_reads_its_date_and_until_when_it_is_spared_and_why(mechanism: Mechanism) -> None:
    spared = replace(LATE, clock="评价", grace="宽限至2024年2月20日：评价表2月6日发出，此后5个工作日内不算超期")
    lines = [text for _, text in reading.paragraphs(paper(mechanism, "firm", spared, to="顺德甲公司"))]
    place = lines.index("2024-2-7")
    assert lines[place - 1 : place + 2] == ["评价", "2024-2-7", "（有宽限）"]
    assert f"2024-001的评价时限为2024年2月7日，{spared.grace}。" in lines


def test_a_letter_names_the_reminders_before_it_where_there_was_one(mechanism: Mechanism) -> None:
    said = "已催1次，最近一次2月7日到期催办"
    lines = [text for _, text in reading.paragraphs(paper(mechanism, "letter", replace(LATE, before=said), NEAR))]
    head = lines.index("此前催办")
    assert lines[head - 1] == "情况"
    assert (said in lines, "无" in lines) == (True, True)
    assert "此前催办" not in [text for _, text in reading.paragraphs(paper(mechanism, "letter"))]


@pytest.mark.parametrize(("left", "words"), [(-12, "已超期12个工作日"), (0, "今天到期"), (3, "还有3个工作日")])
def test_how_far_away_a_due_date_is(left: int, words: str) -> None:
    assert state(replace(LATE, left=left)) == words


def test_a_matter_with_two_deadlines_is_one_matter_by_its_worst() -> None:
    assert overview([LATE, replace(LATE, clock="意见", left=-9), replace(LATE, left=4)]) == "1件已超过时限"
    assert overview([NEAR, replace(LATE, left=0)]) == "1件今天到期、1件即将到期"


def test_the_note_names_who_is_late_what_was_done_and_leaves_room_to_decide(mechanism: Mechanism) -> None:
    item = replace(LATE, unit="区交通运输局（牵头）\n北滘镇（配合）", before="已催3次，最近一次2月8日催办函")
    note = paper(mechanism, "note", item, replace(NEAR, number="2024-002"), to="召集人")
    lines = [text for _, text in reading.paragraphs(note)]
    assert "召集人：" in lines
    assert any("截至2024年2月19日，有2件民营企业反映事项超过办理时限" in each for each in lines)
    assert {"区交通运输局（牵头）", "北滘镇（配合）", "已催3次，最近一次2月8日催办函", "无", "召集人批示"} <= set(lines)


def test_every_paper_of_the_mechanism_passes_the_open_xml_sdk(
    mechanism: Mechanism, findings: Callable[[str, bytes], list[str]]
) -> None:
    for key, found in load_ladder(mechanism).papers.items():
        if not found.sheet:
            assert findings(f"{key}.docx", paper(mechanism, key)) == [], key


def test_the_same_paper_is_the_same_bytes(mechanism: Mechanism) -> None:
    assert paper(mechanism, "letter") == paper(mechanism, "letter")


def test_libreoffice_sets_letter_and_note_on_one_page_with_numbers_and_days_unbroken(
    mechanism: Mechanism, render: Callable[[dict[str, bytes]], dict[str, list[str]]]
) -> None:
    items = [replace(LATE, number=f"2024-00{place}", due=date(2024, 12, 30), left=-12) for place in (1, 2, 3)]
    pages = render({"letter.docx": paper(mechanism, "letter", *items), "note.docx": paper(mechanism, "note", *items)})
    for name, found in pages.items():
        assert len(found) == 1, name
        assert found[0].count("2024-12-30") == 3, name
        assert found[0].count("12 个工作日") + found[0].count("12个工作日") == 3, name
        assert all(f"2024-00{place}" in found[0] for place in (1, 2, 3)), name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("请联系13912345678", "请联系***"),
        ("电话 139 1234 5678 转", "电话 *** 转"),
        ("+86-13912345678", "***"),
        ("0757-22830000或（0757）22830001", "***或***"),
        ("22830000", "***"),
        ("第2024-001号，2024年3月1日，面积12000平方米", "第2024-001号，2024年3月1日，面积12000平方米"),
        ("投资130000000元", "投资130000000元"),
        ("投资28000000元、占地22830000平方米", "投资28000000元、占地22830000平方米"),
        ("手机１３９１２３４５６７８", "手机***"),
        ("０７５７－２２８３００００转802", "***转802"),
        ("0757 - 22830000", "***"),
        ("身份证44068119800101123X", "身份证***"),
    ],
)
def test_telephone_numbers_are_left_out_and_other_figures_stay(text: str, shown: str) -> None:
    assert without_phones(text) == shown
