"""What is wrong with a command line, and what was probably meant, in Chinese."""

from __future__ import annotations

import click

from toolkit.scripts import clicked


class Misuse(click.UsageError):
    """A command line that cannot be used; the message is Chinese already."""


def usage(error: click.ClickException) -> str:
    """Return what is wrong with a command line, and where to read on."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context is not None else "toolkit"
    wrong = _wrong(error, context)
    # Whoever double-clicked has no command line to read on in.
    return f"{wrong}{'' if wrong.endswith('？') else '。'}" + ("" if clicked() else f"\n运行 {path} -h 查看用法")


def _wrong(error: click.ClickException, context: click.Context | None) -> str:
    if isinstance(error, Misuse):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return _no_option(error, context)
    if isinstance(error, click.BadOptionUsage):
        return _bad_option(error.option_name, context)
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(context) if error.param is not None and context is not None else ""
        return f"还缺少“{name}”"
    if isinstance(error, click.BadParameter) and not error.message.isascii():
        return error.message
    return "命令写法不对"


def _no_option(error: click.NoSuchOption, context: click.Context | None) -> str:
    name = error.option_name
    root = context.find_root() if context is not None else None
    if context is not None and root is not None and context is not root and _find(name, root) is not None:
        return f"“{name}”要写在命令的前面，例如 {root.command_path} {name} … {context.info_name}"
    near = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
    return f"没有“{name}”这个选项{near}"


def _bad_option(name: str, context: click.Context | None) -> str:
    option = _find(name, context) if context is not None else None
    if option is None or context is None:
        return f"选项“{name}”的写法不对"
    return f"选项“{name}”后面不带内容" if option.is_flag else f"选项“{name}”后面还要写{option.make_metavar(context)}"


def _find(name: str, context: click.Context) -> click.Option | None:
    for param in context.command.get_params(context):
        if isinstance(param, click.Option) and name in param.opts:
            return param
    return None
