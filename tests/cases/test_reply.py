"""Advice on replies: what is missing, what contradicts, what is the same; as well as docs/答复核查.md says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.cases.matters import plain
from toolkit.cases.reply import About, Reply, advise, points_of

from .replies_measured import REVIEW, TOPICS, found_in, labels_of, played, replies, rows

PAGE = Path(__file__).parents[2] / "docs" / "答复核查.md"
SOUND = "3月5日现场查勘，3月8日更换路灯十七盏。"


def told(text: str, outcome: str = "已解决", problem: str = "路灯不亮。", **more: str) -> list[str]:
    return [str(each) for each in advise(Reply(problem, outcome, text, **more), REVIEW, TOPICS, {})]


def test_a_sound_reply_gets_no_advice() -> None:
    assert told(SOUND) == []


def test_what_is_missing_is_named_in_one_line_and_phrases_do_not_count() -> None:
    assert told("我局高度重视，积极协调。") == ["没有写明采取了什么具体措施、日期或期限：“我局高度重视，积极协调。”"]


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("3月8日更换路灯，验收正在进行。", True),
        ("3月8日更换路灯，今后将加强巡查。", False),
        ("此前正在施工的路段已于3月8日完工。", False),
        ("3月8日起优待企业，接待来访三次。", False),
        ("3月8日受理，待审批后发证。", True),
    ],
)
def test_solved_is_contradicted_by_what_is_not_done_yet_and_not_by_later_service(text: str, flagged: bool) -> None:
    assert any("文中却说" in each for each in told(text)) is flagged
    assert not any("文中却说" in each for each in told(text, "正在解决")), "that one says it is not done"


def test_the_contradicting_words_are_quoted_however_late_in_the_sentence_they_stand() -> None:
    told_ = [each for each in told(f"3月5日查勘{'道路沿线各路口' * 8}的路灯，验收正在进行。") if "文中却说" in each]
    assert len(told_) == 1
    assert "正在进行" in told_[0]
    assert "“…" in told_[0]


def test_only_how_it_ended_can_contradict_not_the_opinion_before_it() -> None:
    assert told(f"方案正在编制。\n{SOUND}", result=SOUND) == []


def test_what_cannot_be_solved_needs_a_basis() -> None:
    assert told("不符合要求，请理解。", "不能解决") == [
        "没有写明不能解决的依据（法律、文件、标准）：“不符合要求，请理解。”"
    ]
    assert told("依据《公路法》第三十三条，不能批准。", "不能解决") == []


def test_who_is_responsible_may_stand_in_a_field_of_its_own() -> None:
    text = "已列入计划，5月底前铺设管道。"
    assert told(text, "正在解决") == [f"没有写明由谁负责：“{text}”"]
    assert told(text, "正在解决", person="李工") == []


def test_points_are_the_firms_numbers_or_what_it_asks_for_one_after_the_other() -> None:
    assert points_of("一、排水管堵塞严重。二、路灯坏了半年。", REVIEW) == ["排水管堵塞严重。", "路灯坏了半年。"]
    assert points_of("标线模糊。另外，路灯也不亮。", REVIEW) == ["标线模糊", "另外，路灯也不亮"]
    assert points_of("希望解决学位，也希望校车增加站点。", REVIEW) == ["希望解决学位", "也希望校车增加站点"]
    assert points_of("村道塌陷，希望修复。", REVIEW) == [], "a single matter has no points"


def test_a_point_that_is_left_out_is_quoted_and_numbered_replies_are_taken_at_their_number() -> None:
    problem = "一、排水管堵塞，雨天倒灌。二、路灯坏了半年。"
    assert told("3月5日清理排水管一百米。", problem=problem) == ["企业提的第2点“路灯坏了半年。”没有看到答复"]
    assert told("一是3月5日清理管道；二是照明3月8日恢复七盏。", problem=problem) == []


def test_a_text_is_the_same_as_the_likest_of_the_units_others() -> None:
    text = "3月5日现场查勘，更换路灯十七盏，3月8日全部恢复照明。"
    others = {"2024-001": plain(text.replace("十七", "十八")), "2024-002": plain("别的事另有安排" * 4)}
    (found,) = advise(Reply("路灯不亮。", "已解决", text), REVIEW, TOPICS, others)
    assert (found.about, found.key) == (About.SAME, "2024-001")
    short = advise(
        Reply("路灯不亮。", "已解决", "3月8日已更换。"), REVIEW, TOPICS, {"2024-001": plain("3月8日已更换。")}
    )
    assert short == [], "what is short is like many"


def test_an_outcome_that_nothing_is_asked_of_gets_no_advice() -> None:
    assert told("", "") == told("", "别的") == []


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60),
    st.sampled_from(["已解决", "正在解决", "不能解决"]),
    st.text("一二、。希望1.2另外", max_size=40),
)
def test_whatever_is_written_is_looked_through_without_fault(text: str, outcome: str, problem: str) -> None:
    for each in advise(Reply(problem, outcome, text), REVIEW, TOPICS, {"2024-001": plain(text)}):
        assert len(each.text) < 140


def test_the_set_is_what_the_page_says() -> None:
    held = replies("留")
    assert (len(held), sum(not each.labels for each in held), len(replies("调")), len(played())) == (82, 47, 20, 33)


def test_no_sound_reply_of_those_held_back_is_told_anything() -> None:
    assert [(each.text, labels_of(found)) for each, found in found_in(replies("留")) if found and not each.labels] == []


@pytest.mark.parametrize(("name", "half"), [("留出集", "留"), ("调试集", "调"), ("演示", "")])
def test_the_page_reports_what_is_measured(name: str, half: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for kind, row in rows(replies(half) if half else played()).items():
        assert f"| {name} | {kind} | {row}" in page
