"""The help pages in Chinese: headings, usage line, and lines broken where Chinese may break."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from toolkit.cli.usage import Misuse
from toolkit.screen import cells

#: A run of Latin is kept whole; a blank or any other character stands alone. A stop never begins a line.
_PIECE = re.compile(r"(?:[\x21-\x7e]+|.)[，。、；：？！）》”…]*", re.DOTALL)


def wrap(text: str, width: int) -> Iterator[str]:
    """Yield the lines of ``text``, each at most ``width`` columns of the screen."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and cells(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    yield line


class Formatter(click.HelpFormatter):
    """Measures in columns of the screen, of which a Chinese character takes two."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, a line of the source each."""
        for paragraph in text.splitlines():
            for line in wrap(paragraph, self.width - self.current_indent):
                self.write(f"{'':>{self.current_indent}}{line}".rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean, side by side."""
        rows = list(rows)
        first = min(max((cells(term) for term, _ in rows), default=0), col_max) + col_spacing
        for term, words in rows:
            head = f"{'':>{self.current_indent}}{term}"
            lines = list(wrap(words, max(self.width - first - self.current_indent, 10)))
            if cells(term) > first - col_spacing:
                self.write(head + "\n")
                head = ""
            for line in lines:
                blank = self.current_indent + first - cells(head)
                self.write(f"{head}{'':>{blank}}{line}".rstrip() + "\n")
                head = ""


class Context(click.Context):
    """A context whose help is written by :class:`Formatter`."""

    formatter_class = Formatter


class Worded(click.Command):
    """What commands and groups say in Chinese alike."""

    context_class = Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the command line.

        Raises:
            click.BadOptionUsage: with the context, which click leaves out, so that it can be told what is missing.
        """
        try:
            return super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option ``-h``."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明"
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        records = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section("选项"):
            formatter.write_dl([record for record in records if record is not None])


class Command(Worded):
    """One command."""

    #: Superfluous words are let through so that they can be told in Chinese.
    allow_extra_args = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words after the command.

        Raises:
            Misuse: there are more of them than the command takes.
        """
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise Misuse(f"多写了“{' '.join(rest)}”", ctx)
        return rest


class Group(Worded, click.Group):
    """The command that has all others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        words = {"options_metavar": "[选项]", "subcommand_metavar": "命令 [参数]..."}
        super().__init__(*args, **{**words, **kwargs})

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        Worded.format_options(self, ctx, formatter)


def command(words: str) -> Callable[[Callable[..., Any]], Command]:
    """Declare a command; ``words`` is its help in the clerk's language."""
    return click.command(cls=Command, help=words)
