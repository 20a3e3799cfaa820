"""The workspace's own file: a share that is away is known for what it is, and nothing is made in its place."""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest.mock import Mock

import pytest

from jobs.office import Office
from toolkit.errors import AwayError, RegisterError
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.desk import sentinel
from toolkit.jobs.desk.sentinel import place, recognise
from toolkit.jobs.ingest import ingest
from toolkit.jobs.init import init


def test_init_gives_a_workspace_an_id_of_its_own_that_stays(office: Office, tmp_path: Path) -> None:
    known = recognise(office.workspace)
    assert len(known) == 32
    assert "请勿删除" in office.workspace.sentinel.read_text(encoding="utf-8")
    init(office.root, office.order())
    assert recognise(office.workspace, known) == known
    assert recognise(Office.found(tmp_path / "other").workspace) != known


def test_a_workspace_of_an_older_version_gets_one_with_the_next_run(office: Office) -> None:
    office.workspace.sentinel.unlink()
    assert recognise(office.workspace, "any") == ""
    office.run(ingest, dry_run=True)
    assert not office.workspace.sentinel.exists(), "a dry run writes nothing"
    office.run(ingest)
    assert len(recognise(office.workspace)) == 32


def test_one_that_somebody_deleted_is_made_again_and_told_once(office: Office) -> None:
    office.take_in(甲=office.report())
    office.workspace.sentinel.unlink()
    office.run(ingest)
    assert office.said[0] == ".toolkit-root 不见了，已重新建立；工具凭它认出工作目录，请勿删除"
    office.run(ingest)
    assert ".toolkit-root" not in office.words


def test_where_its_folders_are_gone_as_well_the_share_is_away_and_nothing_is_made(office: Office) -> None:
    office.workspace.sentinel.unlink()
    shutil.rmtree(office.workspace.register.parent)
    shutil.rmtree(office.workspace.inbox)
    with pytest.raises(AwayError, match="网络盘没有连上"):
        office.run(ingest)
    assert not office.workspace.register.parent.exists()


def test_one_that_a_kill_tore_is_made_whole(office: Office) -> None:
    office.workspace.sentinel.write_bytes(b"")
    office.run(ingest)
    assert len(recognise(office.workspace)) == 32


def test_a_workspace_whose_id_cannot_be_written_is_worked_in_all_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.workspace.sentinel.unlink()
    monkeypatch.setattr(sentinel, "write_new", Mock(side_effect=PermissionError(13, "no rights")))
    assert place(office.workspace) == ""
    assert office.run(ingest) == 0


def test_an_empty_folder_in_the_place_of_the_share_is_no_workspace_and_stays_empty(office: Office) -> None:
    known = recognise(office.workspace)
    away = office.root.with_name("away")
    office.root.rename(away)
    for lay in (lambda: None, office.root.mkdir):
        lay()
        with pytest.raises(AwayError, match="网络盘没有连上"):
            recognise(office.workspace, known)
        with pytest.raises(AwayError), open_desk(office.workspace, office.order()):
            pass
    assert list(office.root.iterdir()) == []
    office.root.rmdir()
    away.rename(office.root)
    assert recognise(office.workspace, known) == known


def test_another_workspace_in_the_place_of_ours_is_told(office: Office, tmp_path: Path) -> None:
    known = recognise(office.workspace)
    shutil.rmtree(office.root)
    Office.found(office.root)
    with pytest.raises(AwayError, match="另一个工作目录"):
        recognise(office.workspace, known)


def test_a_share_that_fails_is_away(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    error = OSError(22, "in English")
    error.winerror = 64  # type: ignore[attr-defined]
    monkeypatch.setattr(Path, "read_text", Mock(side_effect=error))
    with pytest.raises(AwayError, match="网络盘已断开"):
        recognise(office.workspace)


def test_no_register_is_made_where_only_the_backups_still_know_of_one(office: Office) -> None:
    office.take_in(甲=office.report())
    office.workspace.register.unlink()
    shutil.rmtree(office.workspace.journal)
    with pytest.raises(RegisterError, match="找不到总台账"):
        office.run(ingest)
    assert not office.workspace.register.exists()
