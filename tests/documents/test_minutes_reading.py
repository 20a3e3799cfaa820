"""Minutes that people rewrote: what is found again, whatever the firm is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.documents.minutes import Feedback, MinutesItem, ProgressItem, write_minutes
from toolkit.documents.minutes_matter import item_pieces
from toolkit.documents.minutes_reading import Matter, read_minutes, same_words
from toolkit.mechanism import Gathering, Mechanism

from . import reading, samples

OPENING = "（一）关于甲公司反映的道路问题（2024-001）。"


def matters(*lines: str) -> list[Matter]:
    return list(read_minutes(lines).matters)


def one(text: str) -> Matter:
    (found,) = matters(text)
    return found


def of(data: bytes) -> list[Matter]:
    return list(read_minutes(words for _, words in reading.paragraphs(data)).matters)


def test_what_was_written_is_found_again(mechanism: Mechanism) -> None:
    content = replace(samples.minutes(mechanism), feedback=Feedback("领导小组办公室", "民营企业事项办理情况表"))
    heard, first, second = of(write_minutes(content, mechanism))
    assert (heard.place, heard.number, heard.is_heard, heard.lead) == (1, "2024-001", True, "区交通运输局")
    assert (first.place, first.number, first.firm, first.subject) == (
        1, "2024-003", "佛山市顺德区恒泰电器有限公司", "厂区用电增容问题",
    )  # fmt: skip
    assert (first.lead, first.support, first.due) == (
        "区经济促进局", "北滘镇、区住房城乡建设和水利局", "2024年6月3日",
    )  # fmt: skip
    assert first.decision.startswith("同意按现有电力规划")
    assert first.decision.endswith("同步推进。")
    assert (second.firm, second.support) == (samples.TRICKY_FIRM, "")
    assert second.decision == "由自然资源部门牵头核查1998年以来的用地手续，分类提出处理意见。"
    assert second.special.startswith("原则上3个月难以办结的")


@pytest.mark.parametrize(
    ("charge", "lead", "support", "due"),
    [
        ("由甲局牵头，乙镇、丙局配合，于2024年6月3日前办结。", "甲局", "乙镇、丙局", "2024年6月3日"),
        ("请甲局牵头，会同乙镇于6月底前完成。", "甲局", "乙镇", "6月底"),
        ("由甲局负责牵头，请乙镇协助，会后15个工作日内办结。", "甲局", "乙镇", "会后15个工作日"),
        ("牵头单位：甲局；配合单位：乙镇、丙局；办结时限：2024年6月3日。", "甲局", "乙镇、丙局", "2024年6月3日"),
        ("由甲局牵头，办结时限由2024年5月6日改为2024年8月30日。", "甲局", "", "2024年8月30日"),
        ("由甲局牵头，办结时限延至8月30日。", "甲局", "", "8月30日"),
        ("由【待定】牵头，于【待定】前办结。", "", "", ""),
        ("责成甲局牵头办理，2024年6月3日以前办理完毕。", "甲局", "", "2024年6月3日"),
    ],
)
def test_the_charge_is_found_in_the_wordings_people_use(charge: str, lead: str, support: str, due: str) -> None:
    found = one(f"{OPENING}会议议定：同意。{charge}")
    assert (found.decision, found.lead, found.support, found.due) == ("同意。", lead, support, due)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("（一）关于甲公司反映的道路问题（2024-001）。", "2024-001"),
        ("1．关于甲公司反映的道路问题 (２０２４－００１) 。", "2024-001"),
        ("关于甲公司反映的道路问题【2024—001】，会议议定：好。", "2024-001"),
        ("（一）关于甲公司反映的道路问题。", ""),
        ("（一）关于甲（2024）公司反映的道路问题（2024-1001）。", "2024-1001"),
    ],
)
def test_a_matter_is_known_by_its_number_however_it_is_typed(text: str, number: str) -> None:
    found = one(text)
    assert (found.number, found.subject) == (number, "道路问题")


def test_a_paragraph_that_was_split_or_run_together_makes_no_difference() -> None:
    whole = matters(f"{OPENING}会议议定：同意。由甲局牵头。", "（二）关于乙反映的水问题（2024-002）。会议议定：不办。")
    parted = matters(OPENING, "会议议定：同意。", "由甲局牵头。（二）关于乙反映的水问题（2024-002）。会议议定：不办。")
    assert [(each.number, each.decision, each.lead) for each in parted] == [
        (each.number, each.decision, each.lead) for each in whole
    ]


@pytest.mark.parametrize("who", ["会议", "活动", "现场"])
def test_whatever_the_occasion_is_called_what_was_agreed_on_is_found(who: str) -> None:
    (same,) = matters(f"{OPENING}{who}议定：由甲局牵头解决。由甲局牵头，于2024年5月31日前办结。")
    assert (same.decision, same.lead, same.due) == ("由甲局牵头解决。", "甲局", "2024年5月31日")
    (kept,) = matters(f"{OPENING}{who}同意：增容。由甲局牵头。")
    assert kept.decision == "同意增容。"
    (off,) = matters(f"{OPENING}由甲局进一步研究后提请下次{who}审议。")
    assert (off.postponed, off.decision) == ("甲局", "")


def test_headings_and_lists_of_people_belong_to_no_matter() -> None:
    found = read_minutes(
        ["一、会议议定事项", f"{OPENING}会议议定：同意。", "二、工作要求", "会议强调，要快。", "出席：某"]
    )
    assert [each.text for each in found.matters] == [f"{OPENING}会议议定：同意。"]
    assert found.loose == ("一、会议议定事项", "二、工作要求", "会议强调，要快。", "出席：某")


def test_an_earlier_sentence_about_who_leads_is_part_of_what_was_agreed() -> None:
    found = one(f"{OPENING}会议议定：由自然资源部门牵头核查。由甲局牵头，于2024年6月3日前办结。")
    assert (found.decision, found.lead) == ("由自然资源部门牵头核查。", "甲局")


def test_a_matter_that_was_put_off_says_who_goes_into_it() -> None:
    found = one(f"{OPENING}由甲局、乙镇进一步研究后提请下次会议审议。")
    assert (found.postponed, found.decision, found.lead) == ("甲局、乙镇", "", "")


def test_what_stands_under_no_label_is_kept_by_itself() -> None:
    found = one(f"{OPENING}会议议定：同意。由甲局牵头，于2024年6月3日前办结。请乙镇做好解释。")
    assert found.besides == ("请乙镇做好解释。",)


# Of what forms bring: names with signs and brackets, long ones, words of ours in them.
_NAME = st.one_of(
    st.text("甲乙丙丁公司&<>（）()、《》“”-—·AZ09 ", min_size=1, max_size=40),
    st.sampled_from(
        ["反映的公司", "由某局牵头公司", "（2024-999）公司", "会议议定：公司", samples.TRICKY_FIRM, "长" * 60]
    ),
)
_WORDS = st.text("同意由牵头配合办结于前月日2024年、，。：；&<>（）“”会议定", max_size=60)
_UNIT = st.sampled_from(
    ["", "区公安局", "市自然资源局顺德分局", "很长的" * 12 + "局", "区住房城乡建设和水利局、北滘镇"]
)
_DAY = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2030, 12, 31)))
_ITEM = st.builds(
    MinutesItem,
    number=st.integers(1, 1200).map(lambda each: f"2024-{each:03}"),
    firm=_NAME, subject=_WORDS, problem=_WORDS, decision=_WORDS, lead=_UNIT, support=_UNIT, due=_DAY, special=_WORDS,
    asked=_WORDS, situation=_WORDS, due_before=_DAY, opinion_due=_DAY, postponed=st.booleans(), charged=st.booleans(),
    request=st.sampled_from(["", "延期"]),
)  # fmt: skip
_FEEDBACK = Feedback("办公室", "办理情况表")


@settings(max_examples=30, deadline=None)
@given(items=st.lists(_ITEM, max_size=4, unique_by=lambda each: each.number), heard=_WORDS)
def test_content_read_back_unchanged_is_the_same_whatever_it_is(
    mechanism: Mechanism, items: list[MinutesItem], heard: str
) -> None:
    content = replace(
        samples.minutes(mechanism), items=tuple(items), feedback=_FEEDBACK,
        progress=(ProgressItem("2023-001", "某公司", "道路", "区公安局", heard),),
    )  # fmt: skip
    first = of(write_minutes(content, mechanism))
    assert [each.number for each in first] == ["2023-001", *(each.number for each in items)]
    assert first == of(write_minutes(content, mechanism))


@settings(max_examples=30, deadline=None)
@given(
    firm=st.text("甲乙丙丁&<>（）、AZ09", min_size=1, max_size=20),
    lead=st.sampled_from(["区公安局", "市自然资源局顺德分局", "区教育局"]),
    support=st.sampled_from(["", "北滘镇", "北滘镇、区招商局"]),
    due=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    decision=st.text("同意办理尽早答复企业，", min_size=1, max_size=30).filter(lambda each: each.strip("，")),
)
def test_each_element_of_a_matter_is_found_again(
    mechanism: Mechanism, firm: str, lead: str, support: str, due: date, decision: str
) -> None:
    opinion = due - timedelta(days=30)
    item = MinutesItem(
        "2024-001", firm, "道路", decision=decision, lead=lead, support=support, due=due, opinion_due=opinion
    )
    content = replace(samples.minutes(mechanism), items=(item,), progress=(), feedback=_FEEDBACK)
    (found,) = of(write_minutes(content, mechanism))
    assert (found.number, found.firm, found.lead, found.support) == ("2024-001", firm.strip(), lead, support)
    assert found.due == f"{due.year}年{due.month}月{due.day}日"
    assert found.opinion_due == f"{opinion.year}年{opinion.month}月{opinion.day}日"
    assert same_words(found.decision, decision)


def test_a_matter_typed_in_by_hand_brings_its_units_and_its_day() -> None:
    line = "（五）关于甲公司反映的道路问题（2024-004）。会议议定：由区交通局牵头，区公安局配合，于2024年8月30日前办结。"
    (matter,) = read_minutes([line]).matters
    assert (matter.lead, matter.support, matter.due) == ("区交通局", "区公安局", "2024年8月30日")


@pytest.mark.parametrize(
    ("decision", "times"),
    [
        ("由区教育局牵头，于2024年8月30日前办结。", 1),
        ("由区教育局牵头，8月30日前办结。", 1),
        ("由区教育局牵头，会同区公安局，于2024年8月30日前办结。", 2),
        ("由区教育局牵头，于2024年9月30日前办结。", 2),
        ("由区教育局牵头研究。", 2),
    ],
)
def test_a_decision_that_says_the_whole_charge_is_not_followed_by_it_once_more(decision: str, times: int) -> None:
    item = MinutesItem("2024-001", "甲公司", "入学", decision=decision, lead="区教育局", due=date(2024, 8, 30))
    pieces = [each if isinstance(each, str) else each.text for each in item_pieces(1, item, Feedback(), Gathering())]
    assert "".join(pieces).count("牵头") == times
    (found,) = matters("".join(pieces))
    assert (found.lead, found.due.removeprefix("2024年")) == ("区教育局", "8月30日")
