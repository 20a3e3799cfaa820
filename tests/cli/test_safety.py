"""What may not be done unasked is asked where somebody sits at the screen, and done where nobody can answer."""

from __future__ import annotations

import io
import sys

import pytest

from toolkit.cli.safety import consent


class Screen(io.StringIO):
    """A person at the keyboard who types this."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "agreed"), [("Y\n", True), (" y \n", True), ("是\n", True), ("\n", False), ("n\n", False)]
)
def test_a_person_is_asked(
    typed: str, agreed: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Screen(typed))
    assert consent(yes=False)("撤回以上改动吗？") is agreed
    assert capsys.readouterr().out.startswith("撤回以上改动吗？输入 Y 再按回车")


def test_nobody_is_asked_where_the_answer_came_along_or_nobody_sits_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Screen(""))
    assert consent(yes=True)("？")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert consent(yes=False)("？")
