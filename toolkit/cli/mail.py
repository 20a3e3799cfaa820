"""Commands for the office's mailbox: mail."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby
from toolkit.cli.parameters import DayType
from toolkit.cli.safety import consent
from toolkit.scripts import clicked


@command(
    "收发邮件：mail fetch 把信箱里没有收过的邮件放进收件箱，服务器上的邮件不删除、不标记；"
    "mail send 列出 outbox 里 7 天以内的邮件草稿、各发给谁，问过才发，每封只发一次；"
    "mail forget 删去记在这台电脑上的密码。邮箱在 toolkit.toml 的 [mail] 里设置。"
)
@click.argument("act", metavar="fetch|send|forget", type=click.Choice(["fetch", "send", "forget"]))
@click.argument("paths", metavar="[文件或文件夹]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--since", metavar="日期", type=DayType(), help="fetch：收哪一天以来的邮件，默认 30 天以内")
@click.option("--again", is_flag=True, help="send：发过的、上次中断的也再发一次")
@click.option("--yes", is_flag=True, help="send：不再询问，直接发")
@lobby
def mail(hall: Lobby, act: str, paths: tuple[Path, ...], since: date | None, *, again: bool, yes: bool) -> int:
    if act == "forget":
        from toolkit.jobs.mail import forget

        return forget(hall.workspace(), hall.order())
    from toolkit.jobs.mail_fetch import fetch
    from toolkit.jobs.mail_send import send
    from toolkit.mail.passwords import Passwords

    sits = sys.stdin.isatty()
    passwords = Passwords(_secret, consent(yes=False)) if sits else Passwords()
    if act == "fetch":
        return fetch(hall.workspace(), hall.order(), passwords, since)
    order = hall.order(ask=consent(yes=yes) if sits or yes or clicked() else _nobody)
    return send(hall.workspace(), order, passwords, paths, again=again)


def _secret(words: str) -> str:
    return str(click.prompt(f"请输入 {words}（输入时不显示）", hide_input=True, prompt_suffix="："))


def _nobody(_question: str) -> bool:
    """Nothing leaves the office where nobody sits to agree and nobody said so beforehand."""
    return False
