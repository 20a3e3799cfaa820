"""mail (邮件): the office's mailbox as its settings have it; ``mail_send``, ``mail_fetch`` use it."""

from __future__ import annotations

from pathlib import Path

from toolkit.config import MailSettings, read_config
from toolkit.errors import ConfigError
from toolkit.jobs.desk.order import Order
from toolkit.mail.passwords import forget as forget_password
from toolkit.mail.server import Server
from toolkit.workspace import Workspace

_EXAMPLE = "使用手册“收发邮件”一页有样子，照着填写"


def settings_of(workspace: Workspace) -> MailSettings:
    """Return the settings of the office's mailbox.

    Raises:
        ConfigError: there are none.
    """
    settings = read_config(workspace.config).mail
    if settings is None:
        raise ConfigError("toolkit.toml 里没有 [mail]，还没有设置邮箱", _EXAMPLE)
    return settings


def incoming(workspace: Workspace, settings: MailSettings) -> Server:
    """Return the server that mails are fetched from.

    Raises:
        ConfigError: it is not named, or nobody is to log in.
    """
    host, port, tls = settings.imap_host, settings.imap_port, settings.imap_tls
    return _server(workspace, settings, "imap_host", (host, port, tls))


def outgoing(workspace: Workspace, settings: MailSettings) -> Server:
    """Return the server that mails are sent by.

    Raises:
        ConfigError: it is not named, nobody is to log in, or it is not said from whom mails come.
    """
    if not settings.address:
        raise ConfigError("toolkit.toml 的 [mail] 没有写 address（发件人地址）", _EXAMPLE)
    host, port, tls = settings.smtp_host, settings.smtp_port, settings.smtp_tls
    return _server(workspace, settings, "smtp_host", (host, port, tls))


def forget(workspace: Workspace, order: Order) -> int:
    """Remove the mailbox's passwords from this PC's keyring, say so, and return 0.

    Raises:
        ConfigError: there are no settings of a mailbox.
    """
    settings = settings_of(workspace)
    hosts = {each for each in (settings.imap_host, settings.smtp_host) if each}
    servers = [Server(host, 0, settings.user or settings.address) for host in sorted(hosts)]
    found = [] if order.dry_run else [each.host for each in servers if forget_password(each)]
    order.say(f"已从这台电脑删去密码：{'、'.join(found)}" if found else "这台电脑没有记过邮箱密码")
    return 0


def _server(workspace: Workspace, settings: MailSettings, name: str, where: tuple[str, int, str]) -> Server:
    host, port, tls = where
    user = settings.user or settings.address
    missing = [words for words, there in ((name, host), ("address 或 user", user)) if not there]
    if missing:
        raise ConfigError(f"toolkit.toml 的 [mail] 没有写 {'、'.join(missing)}", _EXAMPLE)
    authority: Path | None = workspace.root / settings.ca_file if settings.ca_file else None
    return Server(host, port, user, tls == "starttls", authority)
