from __future__ import annotations

import pytest

from toolkit.cli.chinese import os_error
from toolkit.screen import cells

from .running import toolkit

_WORDS = "收件：读取收件箱里的表"


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [
        ({}, "utf-8"),
        ({"LC_ALL": "C"}, "utf-8"),
        ({"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, "utf-8"),
        ({"PYTHONUTF8": "1"}, "utf-8"),
        ({"PYTHONIOENCODING": "gbk"}, "gbk"),
        ({"PYTHONIOENCODING": "gb18030"}, "gb18030"),
    ],
)
def test_a_pipe_takes_chinese_on_every_machine(environment: dict[str, str], encoding: str) -> None:
    ran = toolkit("-h", **environment)
    assert ran.returncode == 0
    assert _WORDS in ran.stdout.decode(encoding)
    wrong = toolkit("nosuch", **environment)
    assert wrong.returncode == 2
    assert "没有“nosuch”这个命令" in wrong.stderr.decode(encoding)


def test_a_pipe_that_cannot_show_chinese_gets_question_marks_and_no_error() -> None:
    ran = toolkit("-h", PYTHONIOENCODING="latin-1")
    assert ran.returncode == 0
    assert b"toolkit [??] ?? " in ran.stdout


def test_a_chinese_character_takes_two_columns() -> None:
    assert cells("总台账.xlsx（一）") == 17


def test_an_unknown_error_of_the_system_is_still_chinese() -> None:
    assert os_error(OSError(9999, "Strange", "/a/b.xlsx")) == "读写失败（b.xlsx）"
