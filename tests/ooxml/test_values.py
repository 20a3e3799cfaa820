from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from toolkit.ooxml import CellError
from toolkit.ooxml.values import (
    MAX_TEXT,
    cell_xml,
    decode_text,
    encode_text,
    from_iso,
    from_serial,
    is_date_format,
    needs_quote,
    to_serial,
)


@pytest.mark.parametrize(
    ("day", "serial"),
    [
        (date(1900, 1, 1), 1),
        (date(1900, 2, 28), 59),
        (date(1900, 3, 1), 61),
        (date(2024, 3, 5), 45356),
        (date(9999, 12, 31), 2958465),
        (datetime.fromisoformat("2024-03-05 12:00"), 45356.5),
    ],
)
def test_days_of_the_1900_system_step_over_the_day_that_never_was(day: date, serial: float) -> None:
    assert to_serial(day) == serial
    assert from_serial(serial) == day


def test_the_1904_system_counts_from_its_own_first_day() -> None:
    assert to_serial(date(1904, 1, 1), date1904=True) == 0
    assert from_serial(0, date1904=True) == date(1904, 1, 1)
    assert to_serial(date(2024, 3, 5)) - to_serial(date(2024, 3, 5), date1904=True) == 1462


@pytest.mark.parametrize("serial", [60, 60.5, 0, 0.5, -1, 2958466, 1e300, float("inf"), float("nan")])
def test_a_number_that_is_no_day_stays_a_number(serial: float) -> None:
    assert from_serial(serial) is None


@pytest.mark.parametrize("day", [date(1899, 12, 31), datetime(2024, 1, 1, tzinfo=UTC)])
def test_a_day_that_no_cell_can_hold_is_refused(day: date) -> None:
    with pytest.raises(ValueError, match="hold"):
        to_serial(day)


@given(st.dates(min_value=date(1904, 1, 1)), st.booleans())
def test_every_day_survives_and_openpyxl_counts_the_same(day: date, date1904: bool) -> None:
    serial = to_serial(day, date1904=date1904)
    assert from_serial(serial, date1904=date1904) == day
    assert serial == to_excel(day, CALENDAR_MAC_1904 if date1904 else CALENDAR_WINDOWS_1900)


@given(st.datetimes(min_value=datetime.fromisoformat("1904-01-01")), st.booleans())
def test_every_moment_survives_to_the_millisecond(moment: datetime, date1904: bool) -> None:
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    back = from_serial(to_serial(moment, date1904=date1904), date1904=date1904)
    assert back == (moment if moment.time() != moment.min.time() else moment.date())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaping_text_loses_nothing_but_what_xml_cannot_hold(text: str) -> None:
    encoded = encode_text(text)
    plain = encoded.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    kept = "".join("\ufffd" if (c < " " and c not in "\t\n\r") or c in "\ufffe\uffff" else c for c in text)
    assert decode_text(plain) == kept


def test_what_looks_like_an_escape_is_escaped_itself() -> None:
    assert encode_text("_x0041_x0042_") == "_x005F_x0041_x005F_x0042_"
    assert decode_text("_x005F_x0041_") == "_x0041_"
    assert decode_text("a_x000d_b_x4E2d__xZZZZ_") == "a\rb中_xZZZZ_"
    assert decode_text("_xD83D__xDE00_ _xD83D_") == "😀 \ufffd"


def test_text_too_long_for_a_cell_is_refused_counted_as_excel_counts() -> None:
    assert len(encode_text("长" * MAX_TEXT)) == MAX_TEXT
    for text in ("长" * (MAX_TEXT + 1), "😀" * (MAX_TEXT // 2 + 1)):
        with pytest.raises(ValueError, match="does not fit"):
            encode_text(text)


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy\\-mm\\-dd", True),
        ('yyyy"年"m"月"d"日";@', True),
        ("yyyy年m月d日", True),
        ("[$-F800]dddd", True),
        ("General", False),
        ("G/通用格式", False),
        ('0.0" days"', False),
        ("[Red]0.00", False),
        ("0\\d", False),
        ("#,##0_m;0*y", False),
        ('[DBNum1]0"年"', False),
        ("@", False),
    ],
)
def test_a_date_is_known_by_the_letters_of_its_format(code: str, is_date: bool) -> None:
    assert is_date_format(164, code) is is_date


def test_built_in_formats_are_dates_by_number_unless_the_file_says_otherwise() -> None:
    assert [number for number in range(60) if is_date_format(number, None)] == [
        *range(14, 23),
        *range(27, 37),
        *range(45, 48),
        *range(50, 59),
    ]
    assert not is_date_format(27, "0.00")


def test_cells_are_written_as_what_they_are() -> None:
    assert cell_xml("A1", 0, None) == cell_xml("A1", 0, "") == b'<c r="A1"/>'
    assert cell_xml("A1", 3, True) == b'<c r="A1" s="3" t="b"><v>1</v></c>'
    assert cell_xml("A1", 0, -2) == b'<c r="A1"><v>-2</v></c>'
    assert cell_xml("A1", 0, 0.1) == b'<c r="A1"><v>0.1</v></c>'
    assert cell_xml("A1", 0, date(2024, 3, 5)) == b'<c r="A1"><v>45356</v></c>'
    assert cell_xml("A1", 0, CellError("#REF!")) == b'<c r="A1" t="e"><v>#REF!</v></c>'
    assert cell_xml("A1", 0, "=1<2") == b'<c r="A1" t="inlineStr"><is><t>=1&lt;2</t></is></c>'
    assert cell_xml("A1", 0, " a") == b'<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a</t></is></c>'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**15, -(10**15)])
def test_a_number_that_excel_would_change_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="cell"):
        cell_xml("A1", 0, value)


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="list"):
        cell_xml("A1", 0, [])  # type: ignore[arg-type]


def test_iso_dates_are_read_and_anything_else_stays_text() -> None:
    assert from_iso("2024-03-05") == date(2024, 3, 5)
    assert from_iso("2024-03-05T08:30:00Z") == datetime.fromisoformat("2024-03-05 08:30")
    assert from_iso("昨天") == "昨天"


def test_text_that_could_become_a_formula_is_told_from_other_text() -> None:
    assert all(needs_quote(text) for text in ("=1", "+1", "-1", "@a", "\t=1"))
    assert not any(needs_quote(value) for value in ("", "a=1", " =1", -1, None, date(2024, 1, 1)))
