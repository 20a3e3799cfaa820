"""A new version of a matter: what it changes is told, and the office can have it taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.cases import LEAVE, TAKE, VERSION, Case, WorkCalendar, changes, fold, told, version_ask_id
from toolkit.events import Event, Kind
from toolkit.mechanism import Mechanism, default_name, load

from .conftest import Story

DAY, NEXT = date(2026, 3, 2), date(2026, 3, 5)
RECORD = load(default_name()).record
CALENDAR = WorkCalendar()


def version(story: Story, name: str = "二.xlsx", **values: Any) -> Case:
    data = {"form": "annex2", "role": VERSION, "unit": "", "values": values, "others": {}, "sha": "b", "part": 0}
    return story.add(Kind.ANSWERED, NEXT, {**data, "asked": [], "to_complete": [], "incoming": name})


def begun(story: Story) -> Case:
    values = {"企业名称": "甲公司", "问题困难": "道路破损", "联系电话": "13800000000"}
    opened = {"values": values, "asked": ["职务"], "to_complete": ["职务"], "incoming": "一.xlsx"}
    return story.add(Kind.OPENED, DAY, opened)


def test_a_version_sets_what_its_sender_changed_and_asks_once(story: Story) -> None:
    begun(story)
    case = version(story, 企业名称="甲 公司", 联系电话="13900000000", 职务="经理", 问题困难="")

    assert (case.values["联系电话"], case.values["职务"], case.values["问题困难"]) == (
        "13900000000",
        "经理",
        "道路破损",
    )
    (ask,) = case.asks.values()
    assert (ask.column, ask.source) == ("新版本", "二.xlsx")
    assert "联系电话 13800000000 → 13900000000；职务 空白 → 经理" in ask.why
    assert "企业名称" not in ask.why
    assert case.role("to_complete") == ""


def test_a_version_that_says_the_same_asks_nothing(story: Story) -> None:
    begun(story)
    assert version(story, 联系电话="13800000000").asks == {}


def test_a_no_brings_back_what_stood_there(story: Story) -> None:
    before = begun(story)
    case = version(story, 联系电话="13900000000", 职务="经理")
    (ask,) = case.asks
    after = story.decided(NEXT, ask, take=False)

    assert after.values == before.values
    assert after.asks[ask].decision == LEAVE
    assert after.role("to_complete") == "职务"


def test_a_yes_lets_it_stand(story: Story) -> None:
    begun(story)
    case = version(story, 联系电话="13900000000")
    (ask,) = case.asks
    after = story.decided(NEXT, ask, take=True)

    assert after.values["联系电话"] == "13900000000"
    assert after.asks[ask].decision == TAKE


def test_what_was_changed_since_stands_against_a_no(story: Story) -> None:
    begun(story)
    version(story, 联系电话="13900000000", 职务="经理")
    story.edited(NEXT, 联系电话="13700000000")
    (ask,) = story.case.asks
    case = story.decided(NEXT, ask, take=False)

    assert case.values["联系电话"] == "13700000000"
    assert "职务" not in case.values


def test_what_a_person_typed_is_a_question_of_its_own_and_no_part_of_the_version(story: Story) -> None:
    begun(story)
    story.edited(DAY, 联系电话="13700000000")
    case = version(story, 联系电话="13900000000", 职务="经理")

    assert case.values["联系电话"] == "13700000000"
    assert sorted(ask.column for ask in case.asks.values()) == ["新版本", "联系电话"]


def test_a_long_text_is_quoted_where_it_differs(story: Story) -> None:
    text = "我司位于工业园三号厂房，" * 12
    begun(story)
    story.edited(DAY, 问题困难=None)
    version(story, 问题困难=f"{text}用电不足")
    case = version(story, "三.xlsx", 问题困难=f"{text}用水不足")
    assert "…" in told(changes(case, {"问题困难": f"{text}用气不足"}))
    assert "用水不足 → …" in told(changes(case, {"问题困难": f"{text}用气不足"}))


def test_the_parts_of_a_split_stand_against_the_form_sent_again(story: Story) -> None:
    begun(story)
    story.add(
        Kind.SPLIT, DAY, {"values": {"问题困难": "道路"}, "before": {"问题困难": "道路破损"}, "into": ["2026-002"]}
    )

    assert version(story, 问题困难="道路破损").asks == {}
    case = version(story, 问题困难="道路塌陷")
    assert case.values["问题困难"] == "道路"
    assert [ask.column for ask in case.asks.values()] == ["问题困难"]


_VALUES = st.dictionaries(
    st.sampled_from(["企业名称", "问题困难", "联系电话", "职务", "备注", "提交日期"]),
    st.one_of(st.none(), st.sampled_from(["", "甲", "乙", " 甲"]), st.dates(date(2026, 1, 1), date(2026, 1, 3))),
)


@settings(max_examples=200)
@given(_VALUES, _VALUES, st.sets(st.sampled_from(["职务", "备注", "联系电话"])))
def test_any_version_can_be_taken_back_whole(first: dict[str, Any], second: dict[str, Any], typed: set[str]) -> None:
    asked = ["联系电话", "职务"]
    opened = {"values": first, "asked": asked, "to_complete": asked, "incoming": "一.xlsx"}
    answered = {
        "form": "annex2", "role": VERSION, "unit": "", "values": second, "asked": asked, "to_complete": [],
        "incoming": "二.xlsx",
    }  # fmt: skip
    events = [
        Event(Kind.OPENED, DAY, "1", opened, seq=1),
        Event(Kind.EDITED, DAY, "1", {"before": {}, "after": dict.fromkeys(typed, "手填")}, seq=2),
    ]
    stood = fold(events, RECORD, CALENDAR)["1"]
    comes = Event(Kind.ANSWERED, DAY, "1", answered, seq=3)
    taken = fold([*events, comes], RECORD, CALENDAR)["1"]
    left = Event(Kind.DECIDED, DAY, "1", {"ask": version_ask_id(comes), "take": False}, seq=4)
    case = fold([*events, comes, left], RECORD, CALENDAR)["1"]

    changed = changes(stood, second)
    assert (version_ask_id(comes) in taken.asks) is bool(changed)
    assert all(taken.values[column] == after for column, (_, after) in changed.items())
    if changed:
        assert case.values == stood.values
        assert case.hands == stood.hands


def test_the_other_mechanism_has_versions_too(tiny: Mechanism) -> None:
    story = Story(tiny)
    story.add(Kind.OPENED, DAY, {"values": {"受访企业": "甲"}, "asked": [], "to_complete": [], "incoming": "一"})
    case = version(story, 受访企业="甲", 诉求详情="缺工")
    assert case.values["诉求详情"] == "缺工"
    assert [ask.column for ask in case.asks.values()] == ["新版本"]
