"""What a command line is made of: a day, a folder; said in Chinese where it is wrong."""

from __future__ import annotations

import re
import sys
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import click

_DAY = re.compile(r"^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))$")


class DayType(click.ParamType[date]):
    """A day: 2024-03-05, also 2024/3/5, 20240305 or 2024年3月5日."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or tell the person how one is written."""
        if isinstance(value, date):
            return value
        match = _DAY.match("".join(unicodedata.normalize("NFKC", str(value)).split()))
        try:
            if match is not None:
                return date(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
        except ValueError:
            raise click.BadParameter(f"没有“{value}”这一天", ctx, param) from None
        raise click.BadParameter(f"“{value}”不是日期，请写成 2024-03-05 的样子", ctx, param)


class FolderType(click.ParamType[Path]):
    """A folder, there already or to be made."""

    name = "文件夹"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the folder, or tell the person that a file lies there."""
        path = Path(value)
        if path.is_file():
            raise click.BadParameter(f"“{value}”是文件，这里要写文件夹", ctx, param)
        return path


class TextFileType(click.ParamType[tuple[str, bytes]]):
    """A file to be read, ``-`` for what is pasted: its name and its bytes."""

    name = "文件"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, bytes]:
        """Return name and bytes, or tell the person that there is no such file."""
        if isinstance(value, tuple):
            return value
        if value == "-":
            return "粘贴的文字", sys.stdin.buffer.read()
        path = Path(value)
        if not path.is_file():
            raise click.BadParameter(f"这里没有“{value}”这个文件，请核对文件名和所在的文件夹", ctx, param)
        return path.name, path.read_bytes()


class MechanismOption(click.Option):
    """Which mechanism: its help names those that come with the toolkit, as their own data do."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help; the data are read only now, for whoever asks."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        from toolkit.mechanism import default_name, load, shipped

        default = default_name()
        named = "、".join(f"{name}（{load(name).title}{'，默认' * (name == default)}）" for name in shipped())
        return record[0], f"{record[1]}：{named}"
