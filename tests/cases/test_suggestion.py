"""Which unit is proposed to have the lead, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from toolkit.cases.precedents import Precedent, Precedents
from toolkit.cases.suggestion import Adviser, Matter
from toolkit.mechanism import Mechanism, Unit, UnitBook
from toolkit.mechanism.advice import Advice, Duty

DAY = date(2024, 6, 1)
UNITS = (
    Unit("甲区电力局", "部门", ("区电力局", "电力局")),
    Unit("甲区交通局", "部门", ("区交通局",)),
    Unit("甲区人社局", "部门", ("区人社局",)),
    Unit("东平镇", "镇街", ("东平", "东平镇政府")),
    Unit("西安镇", "镇街", ("西安",)),
)
ADVICE = Advice(
    duties=(
        Duty("甲区电力局", "", ("用电", "增容"), ("电",), "电力法"),
        Duty("甲区交通局", "", ("道路", "公交", "路灯"), ("路", "货车"), "公路法"),
        Duty("甲区人社局", "", ("招工", "工伤保险"), ("员工",), "劳动法"),
        Duty("", "镇街", ("村委", "村道"), ("村",), "组织法"),
    ),
    void=("家电",),
)
POWER = "新增生产线，变压器容量不够，申请用电增容没有答复"


def _adviser(*taught: tuple[str, str], units: tuple[Unit, ...] = UNITS, advice: Advice = ADVICE) -> Adviser:
    precedents = ((Precedent(f"2024-{n:03}", unit, ""), text) for n, (unit, text) in enumerate(taught, 1))
    return Adviser(advice, UnitBook(units, "甲区"), Precedents(precedents), DAY)


def _names(adviser: Adviser, problem: str, **more: str) -> list[str]:
    return [each.unit for each in adviser.leads(Matter(problem, **more))]


def test_the_words_of_its_duties_speak_for_a_unit_and_are_told() -> None:
    (lead,) = _adviser().leads(Matter("申请用电增容，等了一个月"))
    assert lead.unit == "甲区电力局"
    assert lead.why == "出现“用电、增容”"


def test_nothing_is_proposed_where_nothing_speaks_for_anybody() -> None:
    assert _names(_adviser(), "请协调") == []
    assert _names(_adviser(), "") == []


def test_one_word_that_several_units_meet_with_is_no_reason() -> None:
    assert _names(_adviser(), "员工反映") == []


def test_letters_within_a_word_that_means_nothing_do_not_count() -> None:
    assert _names(_adviser(advice=replace(ADVICE, duties=(Duty("甲区电力局", "", ("电",), (), ""),))), "家电厂") == []


def test_the_firms_own_name_says_nothing() -> None:
    assert _names(_adviser(), "甲道路工程公司希望招工", firm="甲道路工程公司") == ["甲区人社局"]


def test_a_units_name_in_the_senders_column_counts_and_is_told() -> None:
    (lead,) = _adviser().leads(Matter("请协调", named="区交通局、某某处"))
    assert (lead.unit, lead.why) == ("甲区交通局", "来件写明涉及该单位")


def test_a_units_name_in_the_text_counts() -> None:
    assert _names(_adviser(), "已向区交通局反映，没有结果") == ["甲区交通局"]


def test_a_towns_duty_is_of_the_town_that_is_named() -> None:
    assert _names(_adviser(), "东平的村道坏了，村委不修")[:1] == ["东平镇"]
    assert _names(_adviser(), "村道坏了，村委不修", reporter="西安总商会") == ["西安镇"]
    assert _names(_adviser(), "西安工业区村道坏了，村委不修", reporter="东平总商会") == ["西安镇"]
    assert _names(_adviser(), "村道坏了，村委不修") == [], "nobody knows which town"


def test_a_place_alone_is_no_reason() -> None:
    assert _names(_adviser(), "我司在东平，请协调") == []


def test_the_likeliest_comes_first_and_at_most_three_are_named() -> None:
    names = _names(_adviser(), "员工招工，道路公交路灯，用电，东平村道")
    assert names[0] == "甲区交通局"
    assert len(names) == 3


def test_what_the_office_did_before_is_told_with_its_numbers() -> None:
    (lead, *_) = _adviser(("区电力局", POWER), ("甲区电力局", POWER + "了")).leads(Matter(POWER))
    assert "此前 2 件类似事项由其牵头（2024-001、2024-002）" in lead.why


def test_the_office_is_followed_where_it_goes_another_way_than_the_words() -> None:
    taught = [
        ("区人社局", f"{each}，变压器容量不够，申请用电增容没有答复") for each in ("扩建车间", "新上设备", "二期投产")
    ]
    assert _names(_adviser(), POWER)[0] == "甲区电力局"
    assert _names(_adviser(*taught), POWER)[0] == "甲区人社局"


def test_without_any_duties_the_register_alone_teaches() -> None:
    assert _names(_adviser(("区电力局", POWER), advice=Advice()), f"我司{POWER}") == ["甲区电力局"]


def test_a_case_does_not_teach_itself() -> None:
    adviser = _adviser(("区人社局", POWER))
    assert _names(adviser, POWER, number="2024-001") == ["甲区电力局"]


def test_a_unit_that_is_given_up_is_replaced_by_the_one_it_became_part_of() -> None:
    gone = replace(UNITS[0], until=date(2024, 5, 1), successor="区交通局")
    adviser = _adviser(("区电力局", POWER), units=(gone, *UNITS[1:]))
    (lead,) = adviser.leads(Matter(POWER))
    assert lead.unit == "甲区交通局"
    assert lead.precedents == ("2024-001",)
    nobody = _adviser(units=(replace(gone, successor=""), *UNITS[1:]))
    assert _names(nobody, POWER) == []


def test_every_duty_of_the_shipped_mechanism_is_a_member_units(shunde: Mechanism) -> None:
    from toolkit.mechanism.advice import load_advice

    advice = load_advice(shunde)
    departments = {each.name for each in shunde.units if each.group == "部门"}
    assert {each.unit for each in advice.duties if each.unit} == departments
    assert {each.group for each in advice.duties if each.group} == {"镇街"}
    assert all(each.source for each in (*advice.duties, *advice.signs, *advice.cues))


def test_departments_that_a_text_lists_by_short_names_are_proposed() -> None:
    """甲区电力局 is 电力局 for short, so 电力 is its name in a list of departments; nowhere else."""
    assert set(_names(_adviser(), "请协调，涉及电力、人社等部门")) == {"甲区电力局", "甲区人社局"}
    assert _names(_adviser(), "电力器材生产企业请协调，涉及有关部门") == []
