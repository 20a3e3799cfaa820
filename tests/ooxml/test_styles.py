from __future__ import annotations

from datetime import date, datetime

import pytest

from toolkit.ooxml import UneditableError
from toolkit.ooxml.styles import Styles

from .builders import MAIN, STYLES


def test_dates_are_known_by_built_in_and_custom_formats() -> None:
    styles = Styles(
        f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="m&quot;月&quot;"/></numFmts>'
        '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>'.encode()
    )
    assert [styles.is_date(index) for index in (0, 1, 2, 3, -1)] == [False, True, True, False, False]


def test_a_date_format_is_found_before_one_is_added() -> None:
    styles = Styles(STYLES.encode())
    assert styles.date_style(1) == 1
    assert styles.data == STYLES.encode()
    assert styles.date_style(2) == 3
    assert styles.date_style(2) == 3
    assert styles.date_style(0) == 4
    assert styles.date_style(2, with_time=True) == 5
    text = styles.data.decode()
    assert '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>' in text
    assert '<cellXfs count="6">' in text
    assert '<xf numFmtId="164" applyAlignment="1" applyNumberFormat="1"><alignment wrapText="1"/></xf>' in text
    assert Styles(styles.data).is_date(3)


def test_formats_that_were_there_keep_their_bytes_and_numbers() -> None:
    styles = Styles(STYLES.encode())
    styles.text_style(2)
    kept = STYLES[STYLES.index('<xf numFmtId="0"/>') : STYLES.index("</cellXfs>")]
    assert kept in styles.data.decode()


def test_text_gets_a_quoted_format_and_other_values_lose_it() -> None:
    styles = Styles(STYLES.encode())
    quoted = styles.for_value(2, "=1+1")
    assert quoted == styles.text_style(quoted) == 3
    assert styles.for_value(quoted, "文本") == quoted
    assert styles.for_value(quoted, 5) == 2
    assert styles.for_value(quoted, None) == 2


def test_each_kind_of_value_is_shown_as_what_it_is() -> None:
    styles = Styles(STYLES.encode())
    assert styles.for_value(1, date(2024, 1, 1)) == 1
    assert styles.is_date(styles.for_value(2, datetime.fromisoformat("2024-01-01 08:00")))
    assert not styles.is_date(styles.for_value(1, 5))
    assert styles.for_value(1, True) == 1
    assert styles.for_value(1, "文本") == 1


def test_a_workbook_without_formats_takes_plain_values_only() -> None:
    styles = Styles(b"")
    assert styles.for_value(0, "文本") == styles.for_value(0, 5) == 0
    with pytest.raises(UneditableError, match="样式"):
        styles.for_value(0, date(2024, 1, 1))


def test_a_prefixed_part_is_added_to_with_its_prefix() -> None:
    styles = Styles(
        f'<x:styleSheet xmlns:x="{MAIN}"><x:cellXfs count="1"><x:xf numFmtId="0"/></x:cellXfs></x:styleSheet>'.encode()
    )
    assert styles.date_style(0) == 1
    assert b'<x:numFmts count="1"><x:numFmt numFmtId="164"' in styles.data
    assert b"</x:xf>" not in styles.data
    assert b'<x:xf numFmtId="164" applyNumberFormat="1"/></x:cellXfs>' in styles.data
