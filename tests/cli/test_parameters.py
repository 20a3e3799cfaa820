from __future__ import annotations

from datetime import date
from pathlib import Path

import click
import pytest

from toolkit.cli.parameters import DayType, FolderType


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "2024-3-5",
        "2024/3/5",
        "2024.03.05",
        "20240305",
        "2024年3月5日",
        "２０２４－３－５",
        " 2024 年 3 月 5 日 ",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert DayType().convert(text, None, None) == date(2024, 3, 5)


@pytest.mark.parametrize("text", ["", "明天", "2024-13-01", "2024-02-30", "0000-01-01", "24-3-5", "2024-W10-2"])
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(click.BadParameter) as caught:
        DayType().convert(text, None, None)
    assert not caught.value.message.isascii()


def test_a_folder_may_still_have_to_be_made(tmp_path: Path) -> None:
    assert FolderType().convert(str(tmp_path / "新"), None, None) == tmp_path / "新"
