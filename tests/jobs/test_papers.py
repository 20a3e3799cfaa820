from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from toolkit.documents.frames.template import Templates
from toolkit.jobs.check import check
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.papers import papers

from .office import Office

LETTER, NOTICE = "交办函.docx", "会议通知.docx"


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Change the words of a Word file's paragraphs, as a clerk would; a paragraph becomes one run."""
    paper = docx.Document(str(path))
    for each in paper.paragraphs:
        if change(each.text) != each.text:
            each.text = change(each.text)
    paper.save(str(path))


@pytest.fixture
def laid(office: Office) -> Path:
    """The office's copy of the letter's template, just laid out."""
    assert office.run(papers) == 0
    return office.workspace.form_templates / "公文模板" / LETTER


def test_the_template_that_serves_is_laid_out_once(office: Office, laid: Path) -> None:
    assert office.said[0] == f"{LETTER}：已放入"
    before = laid.read_bytes()
    office.run(papers)
    assert office.said[0] == f"{LETTER}：与自带模板一致"
    assert laid.read_bytes() == before
    assert office.run(papers, check=True) == 0
    assert office.said == [f"{LETTER}：可以用", f"{NOTICE}：可以用"]


def test_one_that_the_office_rewrote_stays_and_is_what_goes_out(office: Office, laid: Path) -> None:
    rewrite(laid, lambda text: text.replace("特此函告，请予支持。", "专此函达，盼复。"))
    before = laid.read_bytes()
    assert office.run(papers) == 0
    assert office.said[0] == f"{LETTER}：已由办公室修改，保留"
    assert laid.read_bytes() == before
    office.take_in(甲=office.report(企业名称="甲&乙<丙>公司"))
    office.type_in("2024-001", 问题分类="一般问题", 案由="甲的事", 牵头单位="区交通运输局")
    assert office.run(dispatch) == 0
    (sent,) = office.workspace.outbox.rglob("交办函.docx")
    paper = docx.Document(str(sent))
    assert "专此函达，盼复。" in [each.text for each in paper.paragraphs]
    assert "甲&乙<丙>公司" in [cell.text for cell in paper.tables[0].rows[1].cells]
    office.run(check)
    assert "公文模板" not in office.words, "rewritten templates are what they are for, nothing to be told of"


def test_one_that_came_with_an_older_version_is_replaced_unless_it_was_rewritten(
    office: Office, laid: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = laid.read_bytes() + b"\n"  # a zip may have a tail; what counts here is that the bytes are others
    monkeypatch.setattr(Templates, "best", lambda _self, _kind: newer)
    assert office.run(papers, dry_run=True) == 0
    assert laid.read_bytes() != newer
    office.run(papers)
    assert office.said[0] == f"{LETTER}：没有改过，已换成新版"
    assert laid.read_bytes() == newer
    rewrite(laid, lambda text: text.replace("特此函告", "专此函达"))
    monkeypatch.setattr(Templates, "best", lambda _self, _kind: newer + b"\n")
    office.run(papers)
    assert office.said[0] == f"{LETTER}：已由办公室修改，保留。自带模板后来有更新，要对照的，把它改名后再运行一次"


def test_a_broken_one_is_told_and_the_built_in_one_goes_out(office: Office, laid: Path) -> None:
    rewrite(laid, lambda text: text.replace("{{ 单位 }}", "{{ 受文单位 }}"))
    (laid.parent / "交办函 (旧).docx").write_bytes(b"")
    assert office.run(papers, check=True) == 1
    assert office.said == [
        f"{LETTER}：用不了，生成时会改用自带模板",
        "    第3段“{{ 受文单位 }}：”：没有“受文单位”这个字段，是不是“单位”？",
        f"{NOTICE}：可以用",
        f"交办函 (旧).docx：不是任何公文的模板，不会用到；模板的文件名只能是 {LETTER}、{NOTICE}",
    ]
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="甲的事", 牵头单位="区交通运输局")
    assert office.run(dispatch) == 0
    assert f"公文模板“{LETTER}”用不了，这次的交办函没有用它：\n    第3段" in office.words
    (sent,) = office.workspace.outbox.rglob(LETTER)
    assert "区交通运输局：" in [each.text for each in docx.Document(str(sent)).paragraphs]
