from __future__ import annotations

import pytest

from .running import said, toolkit


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["statsu"], "没有“statsu”这个命令，是不是 status？\n运行 toolkit -h 查看用法"),
        (["收件"], "没有“收件”这个命令，是不是 ingest、watch？"),
        (["xyzzy"], "没有“xyzzy”这个命令。"),
        (["when"], "还缺少“起算日”。\n运行 toolkit when -h 查看用法"),
        (["when", "2024-03-05"], "还缺少“期限”。"),
        (["when", "昨天", "1个月"], "“昨天”不是日期，请写成 2024-03-05 的样子。"),
        (["holidays", "没有.txt"], "这里没有“没有.txt”这个文件，请核对文件名和所在的文件夹。"),
        (["--as-of", "2024-02-30", "status"], "没有“2024-02-30”这一天。"),
        (["status", "--as-of", "2024-02-03"], "“--as-of”要写在命令的前面，例如 toolkit --as-of … status。"),
        (["assignments", "--uni"], "没有“--uni”这个选项，是不是 --unit？"),
        (["status", "-z"], "没有“-z”这个选项。"),
        (["status", "甲", "乙"], "多写了“甲 乙”。"),
        (["--dry-run=1", "status"], "选项“--dry-run”后面不带内容。"),
        (["assignments", "--unit"], "选项“--unit”后面还要写单位。"),
        (["-w", __file__, "status"], f"“{__file__}”是文件，这里要写文件夹。"),
        (["--", "-z"], "没有“-z”这个命令。"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(words: list[str], told: str) -> None:
    ran = toolkit(*words)
    assert ran.returncode == 2
    assert not ran.stdout
    assert told in said(ran)
    assert "Usage" not in said(ran)
    assert "Error" not in said(ran)
