"""The command reference (命令参考), written from the commands themselves.

``python -m toolkit.cli.reference > docs/命令参考.md`` after a command has changed; a test holds the file.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

from toolkit.cli import chinese
from toolkit.cli.app import app
from toolkit.cli.help import Context

_HEAD = """\
# 命令参考

本页由程序生成，请勿手工修改：`python -m toolkit.cli.reference > docs/命令参考.md`。

不用命令行的，双击 `batch` 文件夹里的脚本即可；每个脚本只运行这里的一条命令。
"""

_STATUS = """\
## 退出状态

| 状态 | 含义 |
|---|---|
| 0 | 完成 |
| 1 | 完成，但有来件退回、待确认或无法读取，需要人工处理 |
| 2 | 没有运行：屏幕上说明了原因和办法 |
"""


def reference() -> str:
    """Return the reference as Markdown."""
    root = Context(app, info_name="toolkit", **app.context_settings)
    parts = [_HEAD, f"## toolkit\n\n{_usage(app, root)}"]
    parts.append("写在命令前面的选项，对所有命令有效：\n\n" + "\n".join(_options(app, root)) + "\n")
    for name in app.list_commands(root):
        command = app.get_command(root, name)
        if command is not None:
            context = Context(command, info_name=name, parent=root)
            parts.append("\n".join(_section(name, command, context)) + "\n")
    return "\n".join([*parts, _STATUS])


def _section(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## {name}\n\n{command.help}\n\n{_usage(command, context)}".rstrip("\n")
    options = list(_options(command, context))
    if options:
        yield ""
        yield from options


def _usage(command: click.Command, context: click.Context) -> str:
    return f"    {context.command_path} {' '.join(command.collect_usage_pieces(context))}\n"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for param in command.params:
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record is not None:
            yield f"- `{record[0]}`：{record[1]}"


if __name__ == "__main__":
    chinese.speak()
    click.echo(reference(), nl=False)
