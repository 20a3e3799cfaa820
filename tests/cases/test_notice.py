"""Notices of the State Council as people paste them, in the wordings of 2018 to 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases.notice import NoticeError, read_notice
from toolkit.cases.published import table

from .notices import ITEMS, notice

#: Changed by a later notice: that of May 2019, and the Spring Festival of 2020.
_CHANGED = {
    date(2019, 4, 28): True,
    date(2019, 5, 5): True,
    **{date(2019, 5, day): False for day in (2, 3, 4)},
    date(2020, 1, 31): False,
    date(2020, 2, 1): False,
    date(2020, 2, 2): False,
}


@pytest.mark.parametrize("year", sorted(set(ITEMS) - {2027}))
def test_a_notice_gives_the_days_that_the_library_has(year: int) -> None:
    told = {day: works for day, works, _ in read_notice(notice(year)).rows()}
    rows = {day: works for day, works in {**told, **_CHANGED}.items() if day.year == year}
    # The days that a notice of the next year takes from the end of this one are not its own; and where a holiday
    # joins a weekend, the library names the weekend too.
    known = {day: works for day, (works, _) in (table(year) or {}).items() if (day.month, day.day) < (12, 29)}
    joined = {day for day in known if day.weekday() >= 5 and not known[day] and day not in rows}
    assert rows == {day: works for day, works in known.items() if day not in joined}


@pytest.mark.parametrize("year", ITEMS)
def test_a_true_notice_contradicts_nothing(year: int) -> None:
    found = read_notice(notice(year))
    assert found.year == year
    assert found.doubts == ()
    assert found.remarks == (("劳动节：通知没有写共几天，请核对",) if year == 2019 else ())


def test_the_notice_of_2026_has_33_days_off_and_six_make_up_days() -> None:
    rows = read_notice(notice(2026)).rows()
    assert sum(not works for _, works, _ in rows) == 33
    assert [day for day, works, _ in rows if works] == [
        date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)
    ]  # fmt: skip


def test_days_of_the_year_before_keep_their_year() -> None:
    rows = read_notice(notice(2019)).rows()
    assert [(day, works) for day, works, _ in rows][:4] == [
        (date(2018, 12, 29), True), (date(2018, 12, 30), False), (date(2018, 12, 31), False), (date(2019, 1, 1), False)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("共9天", "共8天", "春节：通知写共8天，读到的是9天"),
        ("1月4日（周日）上班", "1月4日（周六）上班", "元旦：通知写1月4日是周六，日历上是周日"),
        ("1月4日（周日）上班", "1月5日上班", "元旦：1月5日是周一，不是周末，却写着上班"),
        ("2月15日（农历", "2月30日（农历", "春节：“2月30日"),
        ("六、中秋节：9月25日（周五）至27日（周日）放假，共3天。\n", "", "缺少中秋节，通知可能没有贴全"),
        ("2月14日（周六）、", "2月14日（周六）起", "没有读懂"),
        ("至23日（农历正月初七、周一）", "", "读到的是1天"),
        ("9月20日（周日）、", "5月9日（周六）、", "5月9日出现了两次"),
    ],
)
def test_a_notice_that_contradicts_itself_says_where(old: str, new: str, told: str) -> None:
    text = notice(2026)
    assert old in text
    assert any(told in each for each in read_notice(text.replace(old, new)).doubts)


def test_a_make_up_day_left_out_is_found_by_the_law() -> None:
    found = read_notice(notice(2026).replace("2月14日（周六）、", ""))
    assert found.doubts == ()
    assert len(found.remarks) == 1
    assert "春节：放假占用的工作日减去补班是5天" in found.remarks[0]
    assert "放假4天" in found.remarks[0]


def test_a_changed_holiday_alone_may_be_pasted() -> None:
    text = "国务院办公厅关于调整2019年劳动节假期安排的通知\n劳动节：2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。"
    found = read_notice(text)
    assert found.doubts == ()
    assert len(found.rows()) == 6


@pytest.mark.parametrize("text", ["", "各单位放假三天", "元旦：1月1日放假。"])
def test_a_text_without_a_year_is_refused(text: str) -> None:
    with pytest.raises(NoticeError, match="看不出这是哪一年"):
        read_notice(text)


def test_a_notice_that_lists_nothing_is_refused_with_what_to_do() -> None:
    with pytest.raises(NoticeError) as caught:
        read_notice("国务院办公厅关于延长2020年春节假期的通知 现将2020年春节假期延长至2月2日。")
    assert "节假日" in caught.value.remedy


_NOISE = st.sampled_from(["", "\n", " ", "　", "\r\n", "\t"])


@given(st.data(), st.sampled_from(sorted(ITEMS)))
def test_line_breaks_blanks_and_signs_of_either_width_do_not_matter(data: st.DataObject, year: int) -> None:
    plain = notice(year)
    at = sorted(data.draw(st.lists(st.integers(0, len(plain)), max_size=12)))
    pieces = [plain[start:end] for start, end in zip([0, *at], [*at, len(plain)], strict=True)]
    text = "".join(piece + data.draw(_NOISE) for piece in pieces)
    text = text.translate(
        str.maketrans(data.draw(st.sampled_from([{}, {"（": "(", "）": ")", "：": ":"}, {"1": "１"}])))
    )
    assert read_notice(text).rows() == read_notice(plain).rows()


@given(st.text(alphabet="元旦春节清明、：（）0123456789年月日至放假上班周共天。一二", max_size=200))
def test_whatever_is_pasted_is_read_or_refused_in_words(text: str) -> None:
    try:
        found = read_notice("关于2027年部分节假日安排的通知" + text)
    except NoticeError:
        return
    assert found.rows() == sorted(found.rows())
