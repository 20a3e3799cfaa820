"""Cuts, ageing and long-standing matters: who is in which group, and which rule names an old matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from analysis_samples import CALENDAR, SHUNDE, Story, cases_of, golden, many

from toolkit.analysis import Analysis, Quarter, analyse
from toolkit.cases import Case, fold
from toolkit.errors import ConfigError
from toolkit.events import Event, Kind
from toolkit.mechanism.measuring import FILE

Q1, AFTER = Quarter(2024, 1), date(2024, 6, 1)


def analysed(stories: list[Story], quarter: Quarter = Q1, as_of: date = AFTER) -> Analysis:
    return analyse(cases_of(stories), SHUNDE, quarter, as_of=as_of, calendar=CALENDAR)


@pytest.mark.parametrize("seed", range(2))
def test_in_every_cut_each_case_is_in_one_group_and_the_groups_figures_add_up_to_the_whole(seed: int) -> None:
    analysis = analysed(many(seed, 200))
    by_key = {each.key: each for each in analysis.measures}
    assert [each.key for each in analysis.cuts] == [
        "class", "category", "town", "lead", "source", "reporter", "part"
    ]  # fmt: skip
    for cut in analysis.cuts:
        numbers = [number for group in cut.groups for number in group.numbers]
        assert len(set(numbers)) == len(numbers)
        assert set(numbers) == set(by_key["dispatched" if "dispatched" in cut.flags else "accepted"].numbers)
        assert sum(round(group.share * 10) for group in cut.groups) == 1000
        if cut.key in ("lead", "part"):
            continue
        for key in ("closed", "on_time_rate", "satisfied_rate", "handed_back_rate", "mean_workdays"):
            figures = [group.measures[key] for group in cut.groups]
            assert sum(each.numerator for each in figures) == by_key[key].numerator
            assert sum(each.denominator or 0 for each in figures) == (by_key[key].denominator or 0)


def test_a_chamber_counts_for_its_town_and_who_is_of_no_town_for_none() -> None:
    stories = [
        Story(f"2024-00{at}", date(2024, 1, 4), reporter=reporter)
        for at, reporter in enumerate(("北滘镇", "北滘商会", "容桂", "区税务局", "某某公司", ""), 1)
    ]
    towns = {each.name: each.count for each in analysed(stories).groups("town") if each.count}
    assert towns == {"北滘镇": 2, "容桂街道": 1, "其他": 2, "未填": 1}


def test_industry_is_a_cut_only_where_the_office_has_a_column_for_it() -> None:
    cases = cases_of([Story("2024-001", date(2024, 1, 4)), Story("2024-002", date(2024, 1, 5))])
    plain = analyse(cases, SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR)
    assert not plain.groups("industry")
    told = analyse(cases, SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR, industries={"2024-001": "家电"})
    assert {each.name: each.count for each in told.groups("industry")} == {"家电": 1, "未填": 1}


def _supported(number: str, day: int | None) -> list[Event]:
    """A matter due on 8 February 2024; two units support it, of which one answers on that day of January, if any."""
    values = {
        "提交日期": date(2024, 1, 4),
        "问题分类": "一般问题",
        "牵头单位": "区教育局",
        "配合单位": "区税务局、区公安局",
    }
    events = [
        Event(Kind.OPENED, date(2024, 1, 4), number, {"values": values, "sha": ""}),
        Event(Kind.DISPATCHED, date(2024, 1, 8), number, {"units": ["区教育局"]}),
    ]
    if day:
        said = {"role": "support", "unit": "区税务局", "values": {"办理意见": "已核"}}
        events.append(Event(Kind.ANSWERED, date(2024, 1, day), number, said))
    return events


def test_supporting_units_are_counted_by_their_own_date_and_a_matter_is_with_each_of_its_own() -> None:
    events = [each for at in range(1, 7) for each in _supported(f"2024-00{at}", 15 if at < 6 else None)]
    cases = fold(events, SHUNDE.record, CALENDAR)
    before = analyse(cases, SHUNDE, Q1, as_of=date(2024, 1, 20), calendar=CALENDAR).groups("support")
    assert {each.name: (each.count, each.measures["support_rate"].cases) for each in before} == {
        "区公安局": (6, 0), "区税务局": (6, 5),
    }  # fmt: skip
    # Three workdays before 8 February is the 5th: from the 6th on they are late.
    after = analyse(cases, SHUNDE, Q1, as_of=date(2024, 2, 6), calendar=CALENDAR)
    rates = {each.name: each.measures["support_rate"] for each in after.groups("support")}
    assert (rates["区税务局"].numerator, rates["区税务局"].denominator) == (5, 6)
    assert (rates["区公安局"].numerator, rates["区公安局"].text) == (0, "0.0%")
    assert after.measure("overdue").numerator == 0
    cut = next(each for each in after.cuts if each.key == "support")
    assert {each.share for each in cut.groups} == {0.0}


def test_open_matters_are_shown_by_their_age_from_receipt() -> None:
    stories = [
        Story(f"2024-00{at}", received)
        for at, received in enumerate(
            [date(2024, 3, 31), date(2024, 3, 1), date(2024, 2, 29), date(2024, 1, 1), date(2023, 12, 31),
             date(2023, 4, 1), date(2023, 3, 31)], 1,
        )
    ]  # fmt: skip
    # On 31 March 2024: 0, 30, 31, 90, 91, 365 and 366 days old.
    ageing = analysed([*stories, Story("2024-009", date(2024, 3, 1), dispatched=date(2024, 3, 4),
                                       closed=date(2024, 3, 8))]).ageing  # fmt: skip
    assert {each.name: each.count for each in ageing} == {
        "30日以内": 2, "31至90日": 2, "91至180日": 1, "181至365日": 1, "365日以上": 1,
    }  # fmt: skip
    assert sum(round(each.share * 10) for each in ageing) == 1000


def test_a_matter_is_long_standing_by_rounds_extensions_quarters_or_promises() -> None:
    long = {each.number: each for each in analysed(golden()).long_standing}
    # 2023-091: out on 22 November 2023, due on 22 December; one quarter's end, one promise: not yet long.
    # 2024-011: in its second round, whose date (24 February, a Saturday: the 26th) passed.
    assert {number: each.why for number, each in long.items()} == {"2024-011": ("办理第2轮",)}
    assert (long["2024-011"].broken, long["2024-011"].carried) == (1, 0)
    later = {each.number: each.why for each in analysed(golden(), Quarter(2024, 2), date(2024, 7, 5)).long_standing}
    assert later["2023-091"] == ("跨2个季末",)


def _asked(number: str, seq: int, day: date, effect: str, word: str, **more: object) -> list[Event]:
    """A unit asks for something on a day and the office grants it on the next."""
    form = {"extend": "extension", "hand_back": "handback"}[effect]
    data = {"form": form, "effect": effect, "word": word, "unit": "区教育局", "reason": "等待批复",
            "incoming": "", "sha": str(seq), "part": 0, **more}  # fmt: skip
    request = Event(Kind.REQUESTED, day, number, data, seq=seq)
    dues = {"办结": more["until"]} if "until" in more else {}
    told = {"ask": f"{seq}-{word}", "take": True, "dues": dues, "approved": "领导小组办公室"}
    return [request, Event(Kind.DECIDED, day.replace(day=day.day + 1), number, told, seq=seq + 1)]


def _asking(*requests: Event) -> dict[str, Case]:
    story = Story("2024-001", date(2024, 1, 4), dispatched=date(2024, 1, 8))
    events = sorted([*story.events(), *requests], key=lambda each: each.day)
    cases = fold(events, SHUNDE.record, CALENDAR)
    assert len(cases["2024-001"].requests) == len(requests) // 2
    return cases


def test_what_was_put_off_twice_is_long_standing_and_what_was_handed_back_counts_as_that() -> None:
    twice = _asking(
        *_asked("2024-001", 10, date(2024, 2, 5), "extend", "延期", clocks=["办结"], until=date(2024, 2, 29)),
        *_asked("2024-001", 20, date(2024, 2, 26), "extend", "延期", clocks=["办结"], until=date(2024, 4, 30)),
    )
    matter = analyse(twice, SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR).long_standing[0]
    assert (matter.extensions, matter.why, matter.broken, matter.due) == (2, ("延期2次",), 0, date(2024, 4, 30))
    back = _asking(*_asked("2024-001", 10, date(2024, 1, 15), "hand_back", "退办", proposed="区税务局"))
    analysis = analyse(back, SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR)
    rate = analysis.measure("handed_back_rate")
    assert (rate.numbers, rate.denominator_numbers) == (("2024-001",), ("2024-001",))
    assert analysis.measure("dispatched").numerator == 0
    before = analyse(back, SHUNDE, Q1, as_of=date(2024, 1, 15), calendar=CALENDAR)
    assert before.measure("handed_back_rate").numerator == 0


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('top = ["closed"]\nbottom = ["accepted"]', "在分子里而不在分母里"),
        ('top = ["accepted", "liked"]', "liked”是没有的"),
        ('top = ["accepted"]\nexcluded = "{没有}"', "没有”不是能填的词"),
    ],
)
def test_a_measure_that_an_office_declares_wrongly_is_told_and_not_counted(
    tmp_path: Path, rule: str, told: str
) -> None:
    text = f'[[measures]]\nkey = "own"\nname = "甲"\ndefinition = "乙"\nsource = "丙"\n{rule}\n'
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    other = replace(SHUNDE, folder=tmp_path)
    old = Story("2023-001", date(2023, 1, 4), dispatched=date(2023, 1, 5), closed=date(2023, 1, 9))
    with pytest.raises(ConfigError, match=told):
        analyse(cases_of([old]), other, Q1, as_of=AFTER, calendar=CALENDAR)
