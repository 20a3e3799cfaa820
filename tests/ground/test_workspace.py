"""Where everything lies in a workspace, and how it is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import WorkspaceError
from toolkit.workspace import CONFIG_NAME, OUTBOX, Workspace, find_workspace


def test_it_is_the_nearest_folder_upwards_with_settings(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    (tmp_path / CONFIG_NAME).touch()
    (tmp_path / "a" / "b" / CONFIG_NAME).touch()

    assert find_workspace(inner).root == tmp_path / "a" / "b"
    assert find_workspace(tmp_path / "a").root == tmp_path


def test_a_folder_called_like_the_settings_is_none(tmp_path: Path) -> None:
    (tmp_path / "a" / CONFIG_NAME).mkdir(parents=True)
    (tmp_path / CONFIG_NAME).touch()

    assert find_workspace(tmp_path / "a").root == tmp_path


def test_where_there_is_none_the_person_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as caught:
        find_workspace(tmp_path)

    assert str(tmp_path) in caught.value.message
    assert "init" in caught.value.remedy


def test_everything_lies_where_the_contract_says() -> None:
    workspace = Workspace(Path("w"))

    assert OUTBOX == ("交办", "会议", "催办", "评价", "季度分析", "回执", "退回补正", "待录入")
    assert workspace.register == Path("w/register/总台账.xlsx")
    assert workspace.journal == Path("w/register/journal")
    assert workspace.originals == Path("w/register/originals")
    assert workspace.backups == Path("w/register/backups")
    assert {workspace.inbox, workspace.outbox, workspace.form_templates} == {
        Path("w/inbox"), Path("w/outbox"), Path("w/form_templates")
    }  # fmt: skip


def test_the_folders_can_be_made_in_their_order(tmp_path: Path) -> None:
    for folder in Workspace(tmp_path / "w").folders():
        folder.parent.mkdir(exist_ok=True)
        folder.mkdir(exist_ok=True)

    assert all((tmp_path / "w" / "outbox" / name).is_dir() for name in OUTBOX)
