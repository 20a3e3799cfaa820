"""A run that was killed, or that something kept from one file: the next one finishes it, and nothing is done twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from jobs.office import DAY, Office
from jobs.returns.test_post import PHOTO, SCAN, archive, filed, mail
from jobs.test_ingest import inbox
from toolkit.jobs.ingest import ingest
from toolkit.jobs.reception import sorting
from toolkit.jobs.returns import post as post_room


def papers(office: Office) -> dict[str, bytes]:
    return {
        each.relative_to(office.workspace.outbox).as_posix(): each.read_bytes()
        for each in office.workspace.outbox.rglob("*")
        if each.is_file()
    }


def killed_after(office: Office, last: str, *, keep_papers: bool) -> None:
    """Put the journal back to its last event of this kind, as a kill would have left it; register and papers likewise."""
    (file,) = office.workspace.journal.glob("*.jsonl")
    lines = file.read_bytes().splitlines(keepends=True)
    place = max(n for n, line in enumerate(lines) if f'"kind":"{last}"'.encode() in line)
    file.write_bytes(b"".join(lines[: place + 1]))
    if not keep_papers:
        for each in office.workspace.outbox.iterdir():
            shutil.rmtree(each)
            each.mkdir()


def twice(office: Office, files: dict[str, bytes], last: str, *, keep_papers: bool) -> None:
    """Take files in, kill the run behind its last event of a kind, and let the next one finish."""
    empty = office.workspace.register.read_bytes()
    for name, data in files.items():
        office.put(name, data)
    office.run(ingest)
    killed_after(office, last, keep_papers=keep_papers)
    office.workspace.register.write_bytes(empty)
    for name, data in files.items():
        office.put(name, data)
    office.run(ingest)


WHOLE: dict[str, Callable[[Office], dict[str, bytes]]] = {
    "without faults": lambda office: {"甲.xlsx": office.report()},
    "with a fault": lambda office: {"甲.xlsx": office.report(联系电话="不详", 职务=None)},
    "a field missing": lambda office: {"甲.xlsx": office.report(联系电话=None)},
    "no table at all": lambda office: {"甲.xlsx": office.report(联系电话=None), "坏.xlsx": b"PK\x03\x04 torn"},
}


@pytest.mark.parametrize("keep_papers", [False, True])
@pytest.mark.parametrize("files", WHOLE.values(), ids=WHOLE.keys())
def test_a_sender_is_answered_once_and_as_if_nothing_had_been(
    office: Office, tmp_path: Path, files: Callable[[Office], dict[str, bytes]], keep_papers: bool
) -> None:
    undisturbed = Office.found(tmp_path / "undisturbed")
    for name, data in files(office).items():
        undisturbed.put(name, data)
    undisturbed.run(ingest)

    twice(office, files(office), "opened", keep_papers=keep_papers)
    assert papers(office) == papers(undisturbed)
    assert [row["编号"] for row in office.rows()] == ["2024-001"]
    assert inbox(office) == []


def test_a_return_that_waits_for_the_office_is_answered_after_a_kill_too(office: Office) -> None:
    office.take_in(甲=office.report())
    receipted = set(papers(office))
    wrong = {"错.xlsx": office.report(编号="2024-001", 企业名称="顺德别家有限公司", 联系电话=None)}
    twice(office, wrong, "held", keep_papers=False)
    back = sorted(name.rsplit("/", 1)[1] for name in set(papers(office)) - receipted)
    assert back == ["邮件草稿.eml", "错 补正说明.docx", "错（请修改）.xlsx"]
    assert len(office.rows("待确认")) == 1


def test_a_scan_is_laid_out_in_the_folder_its_question_names_whatever_day_it_is_then(office: Office) -> None:
    office.put("扫描件.pdf", SCAN)
    office.run(ingest)
    before = set(papers(office))
    killed_after(office, "held", keep_papers=False)
    office.put("扫描件.pdf", SCAN)
    office.run(ingest, DAY + timedelta(days=1))
    assert set(papers(office)) == before


def hinder(
    monkeypatch: pytest.MonkeyPatch, where: object, name: str, about: str, error: Exception
) -> Callable[[], None]:
    """Let a step fail for what has these words in its arguments; return what lifts it."""
    real = getattr(where, name)
    state = {"on": True}

    def step(*given: object, **named: object) -> object:
        if state["on"] and about in str(given[1:3]):
            raise error
        return real(*given, **named)

    monkeypatch.setattr(where, name, step)
    return lambda: state.update(on=False)


@pytest.mark.parametrize("error", [ZeroDivisionError(), PermissionError(13, "Permission denied")])
def test_an_answer_that_cannot_be_written_costs_one_file_and_is_written_later(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    lift = hinder(monkeypatch, sorting, "reply", "乙.xlsx", error)
    assert office.take_in(**{name: office.report(企业名称=f"顺德{name}有限公司") for name in "甲乙丙"}) == 1
    assert [row["企业名称"] for row in office.rows()] == [f"顺德{name}有限公司" for name in "甲乙丙"]
    assert inbox(office) == ["乙.xlsx"]
    assert "乙.xlsx：" in office.words
    assert "收件 2 份，另有 1 份没有收完，仍在收件箱" in office.words
    assert len(papers(office)) == 2

    lift()
    assert office.run(ingest) == 0
    assert inbox(office) == []
    assert len(papers(office)) == 3
    assert len(office.rows()) == 3
    assert sorted(row["文件名"] for row in office.rows("收件日志")) == ["丙.xlsx", "乙.xlsx", "甲.xlsx"]


def test_an_original_that_cannot_be_kept_costs_one_file_and_not_the_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = post_room.sha256(office.report(企业名称="顺德乙有限公司"))
    lift = hinder(monkeypatch, sorting, "keep", digest, PermissionError(13, "Permission denied"))
    assert office.take_in(**{name: office.report(企业名称=f"顺德{name}有限公司") for name in "甲乙丙"}) == 1
    assert [row["企业名称"] for row in office.rows()] == ["顺德甲有限公司", "顺德丙有限公司"]
    assert inbox(office) == ["乙.xlsx"]

    lift()
    assert office.run(ingest) == 0
    assert len(office.rows()) == 3


@pytest.mark.parametrize("pack", [mail, archive])
def test_a_mail_of_which_one_part_failed_is_opened_again_and_the_rest_noted_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, pack: Callable[..., bytes]
) -> None:
    lift = hinder(monkeypatch, sorting, "reply", "乙.xlsx", ZeroDivisionError())
    name = "来件.eml" if pack is mail else "来件.zip"
    office.put(name, pack(*((f"{each}.xlsx", office.report(企业名称=f"顺德{each}有限公司")) for each in "甲乙")))
    assert office.run(ingest) == 1
    assert inbox(office) == [name]

    lift()
    office.run(ingest)
    assert inbox(office) == []
    logged = sorted(row["文件名"] for row in office.rows("收件日志"))
    assert logged == sorted([name, f"{name} › 甲.xlsx", f"{name} › 乙.xlsx"])
    assert len(papers(office)) == 2
    assert len(office.rows()) == 2


def test_material_that_could_not_be_filed_is_filed_by_the_next_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    lift = hinder(monkeypatch, sorting, "attach", "照片.jpg", PermissionError(13, "Permission denied"))
    office.put("邮件.eml", mail(("附件2.xlsx", office.report()), ("照片.jpg", PHOTO)))
    assert office.run(ingest) == 1
    assert filed(office, "2024-001") == {}

    lift()
    office.run(ingest)
    assert filed(office, "2024-001") == {"照片.jpg": PHOTO}
    assert office.row("2024-001")["佐证材料"] == "照片.jpg"
    assert office.rows("待确认") == []


def test_a_full_disk_still_stops_the_run(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    hinder(monkeypatch, sorting, "reply", "乙.xlsx", OSError(28, "No space left on device"))
    with pytest.raises(OSError, match="No space"):
        office.take_in(**{name: office.report(企业名称=f"顺德{name}有限公司") for name in "甲乙丙"})
    assert inbox(office) == ["丙.xlsx", "乙.xlsx", "甲.xlsx"]


def test_a_paper_whose_name_somebody_holds_gets_another(office: Office) -> None:
    office.take_in(甲=office.report())
    (name,) = papers(office)
    held = office.workspace.outbox / name
    held.unlink()
    held.mkdir()
    place = office.desk.put(held, b"paper")
    assert place == held.with_name(f"{held.stem}（2）.docx")
    assert place.read_bytes() == b"paper"


def test_a_lost_original_holds_up_nothing_but_its_own_filing(office: Office) -> None:
    office.put("扫描件.pdf", SCAN)
    office.take_in(甲=office.report())
    office.name_case("扫描件.pdf", "2024-001")
    office.decide("扫描件.pdf")
    (original,) = office.workspace.originals.rglob("*.pdf")
    original.unlink()
    office.take_in(乙=office.report(企业名称="顺德乙有限公司"))
    assert len(office.rows()) == 2
    assert "扫描件.pdf：原件" in office.words

    original.write_bytes(SCAN)
    office.run(ingest)
    assert filed(office, "2024-001") == {"扫描件.pdf": SCAN}


def test_a_file_that_comes_again_brings_back_a_lost_original(office: Office) -> None:
    office.take_in(甲=office.report())
    (original,) = office.workspace.originals.rglob("*.xlsx")
    original.unlink()
    office.take_in(甲=office.report())
    assert original.read_bytes() == office.report()
