"""Passwords (密码): in the system's keyring of this PC, or typed; never in the workspace, never in a log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from toolkit.mail.faults import LoginError, MailError
from toolkit.mail.server import Server
from toolkit.scripts import to_run

#: Under which name the keyring knows our passwords.
_SERVICE = "liaison-toolkit"
Line = TypeVar("Line")


@dataclass
class Passwords:
    """Where passwords come from.

    Attributes:
        ask: asks the person at the screen without showing what they type; None where nobody sits there.
        agree: asks whether a password that was right is to be kept on this PC.
    """

    ask: Callable[[str], str] | None = None
    agree: Callable[[str], bool] = lambda _: False
    _typed: str = field(default="", repr=False)

    def of(self, server: Server) -> str:
        """Return the password for a server: the one kept on this PC, else the one that is typed.

        Raises:
            MailError: none is kept and nobody is there to type it.
        """
        found = _kept(server)
        if found:
            return found
        if self.ask is None:
            raise MailError(
                f"没有 {server.user} 的邮箱密码", f"请运行一次{to_run('mail fetch')}，按提示输入并记在这台电脑上"
            )
        self._typed = self.ask(f"{server.user} 在 {server.host} 的密码或授权码")
        return self._typed

    def logged_in(self, server: Server, log_in: Callable[[str], Line]) -> Line:
        """Return what logging in gives; where the server refuses a password that was kept, the person types another.

        Raises:
            MailError: the server cannot be reached or refuses, or nobody is there to type a password.
        """
        try:
            line = log_in(self.of(server))
        except LoginError:
            if self.ask is None or self._typed:
                raise
            self._typed = self.ask(f"记在这台电脑上的密码被拒绝，{server.user} 在 {server.host} 的新密码或授权码")
            line = log_in(self._typed)
        self._was_right(server)
        return line

    def _was_right(self, server: Server) -> None:
        """Keep a password that was typed and was right, where there is a keyring and the person agrees."""
        typed, self._typed = self._typed, ""
        if typed and _has_keyring() and self.agree("把密码记在这台电脑的系统密码库里，下次不用再输？"):
            import keyring  # noqa: PLC0415 - optional: only who keeps passwords has it

            keyring.set_password(_SERVICE, _name(server), typed)


def forget(server: Server) -> bool:
    """Remove the password of a server from this PC and return whether there was one."""
    if not _kept(server):
        return False
    import keyring  # noqa: PLC0415 - as above

    keyring.delete_password(_SERVICE, _name(server))
    return True


def _kept(server: Server) -> str:
    if not _has_keyring():
        return ""
    import keyring  # noqa: PLC0415 - as above
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    try:
        return keyring.get_password(_SERVICE, _name(server)) or ""
    except KeyringError:
        return ""  # it is locked, or nobody unlocks it: then the person is asked


def _has_keyring() -> bool:
    """Return whether this PC keeps passwords: the library is there and has found the system's place for them."""
    try:
        import keyring  # noqa: PLC0415 - as above
    except ImportError:
        return False
    return float(keyring.get_keyring().priority) > 0


def _name(server: Server) -> str:
    return f"{server.user}@{server.host}"
