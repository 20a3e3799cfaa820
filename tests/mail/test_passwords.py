"""Passwords: typed, kept in the system's keyring only where the person agrees, and forgotten when asked."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from toolkit.mail.faults import LoginError
from toolkit.mail.passwords import Passwords, forget
from toolkit.mail.server import Server

SERVER = Server("mail.example.com", 465, "office@example.com")


class Kept(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


@pytest.fixture
def kept() -> Iterator[Kept]:
    before, mine = keyring.get_keyring(), Kept()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.mark.parametrize(("agrees", "asked"), [(True, 1), (False, 2)])
def test_a_password_that_was_right_is_kept_where_the_person_agrees(kept: Kept, agrees: bool, asked: int) -> None:
    typed: list[str] = []
    passwords = Passwords(lambda words: typed.append(words) or "geheim", lambda _: agrees)
    for _ in range(2):
        assert passwords.logged_in(SERVER, str) == "geheim"
    assert len(typed) == asked
    assert forget(SERVER) is agrees
    assert kept.held == {}


def test_where_a_kept_password_is_refused_the_person_types_the_new_one(kept: Kept) -> None:
    kept.held["liaison-toolkit", "office@example.com@mail.example.com"] = "alt"

    def log_in(password: str) -> str:
        if password not in {"neu"}:
            raise LoginError("收信服务器拒绝登录")
        return password

    with pytest.raises(LoginError):  # nobody sits there
        Passwords().logged_in(SERVER, log_in)
    with pytest.raises(LoginError):  # asked once, not for ever
        Passwords(lambda _: "falsch", lambda _: True).logged_in(SERVER, log_in)
    assert list(kept.held.values()) == ["alt"]
    asked: list[str] = []
    assert Passwords(lambda words: asked.append(words) or "neu", lambda _: True).logged_in(SERVER, log_in) == "neu"
    assert asked == ["记在这台电脑上的密码被拒绝，office@example.com 在 mail.example.com 的新密码或授权码"]
    assert list(kept.held.values()) == ["neu"]


def test_a_password_that_was_wrong_is_not_kept(kept: Kept) -> None:
    Passwords(lambda _: "wrong", lambda _: True).of(SERVER)
    assert kept.held == {}


def test_what_was_typed_is_not_shown_where_passwords_are_printed() -> None:
    passwords = Passwords(lambda _: "geheim")
    passwords.of(SERVER)
    assert "geheim" not in repr(passwords)
