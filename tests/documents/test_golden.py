"""The whole text of every paper, as it was read through last: what changes shows in the difference of a text file.

After a paper's words were changed on purpose, and read: ``GOLDEN=write pytest -q tests/documents/test_golden.py``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from toolkit.documents.answer import AnswerContent, write_answer
from toolkit.documents.receipt import ReceiptContent, write_receipt
from toolkit.documents.reminder import ReminderItem, write_reminder
from toolkit.documents.slip import slip
from toolkit.errors import Code, Problem
from toolkit.mechanism import Mechanism
from toolkit.mechanism.ladder import load_ladder

from . import reading, samples

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2024, 2, 19)


def reminders(mechanism: Mechanism) -> dict[str, bytes]:
    """A paper of each kind the ladder has, all of the same two matters."""
    late = ReminderItem(
        "2024-001", samples.TRICKY_FIRM, "门口道路破损", "办结", date(2024, 2, 7), -2, "区交通运输局", "牵头"
    )
    near = ReminderItem("2024-007", "某某公司", "用电增容", "意见", date(2024, 2, 22), 3, "区交通运输局", "配合")
    return {
        f"reminder-{key}": write_reminder(
            "区交通运输局", (late, near), paper, mechanism, day=DAY, reply=date(2024, 2, 22)
        )
        for key, paper in load_ladder(mechanism).papers.items()
        if not paper.sheet
    }


def others(mechanism: Mechanism) -> dict[str, bytes]:
    receipt = ReceiptContent(
        to="北滘总商会", form="民营企业反映问题情况表", number="2024-003", received=DAY, again=False,
        answers=(("企业名称", samples.TRICKY_FIRM), ("问题困难", "厂区门口道路破损\n雨天积水")),
        dues=(("办结时限", date(2024, 3, 19)),), next_step="领导小组办公室正在对问题分类。",
    )  # fmt: skip
    answer = AnswerContent(
        unit="区交通运输局", number="2024-003", firm=samples.TRICKY_FIRM, subject="道路破损", word="延期",
        asked="申请延期至2024年6月30日", day=DAY, granted=True, decided_by="领导小组办公室", decided=date(2024, 2, 21),
        written=date(2024, 2, 21), dues=(("办结时限", date(2024, 6, 30), date(2024, 3, 19)),),
    )  # fmt: skip
    problems = (Problem(Code.MISSING, {"label": "企业名称"}, "企业名称", "附件2", "B4"), Problem(Code.PASSWORD))
    return {
        "receipt": write_receipt(receipt, mechanism),
        "answer": write_answer(answer, mechanism),
        "slip": slip("情况表.xlsx", problems, mechanism, DAY),
    }


@pytest.fixture(scope="module")
def every(papers: dict[str, bytes], mechanism: Mechanism) -> dict[str, bytes]:
    """Every Word paper by name."""
    shared = {name.removesuffix(".docx"): data for name, data in papers.items() if name.endswith(".docx")}
    return {**shared, **reminders(mechanism), **others(mechanism)}


def dump(data: bytes) -> str:
    """A line a paragraph: its style and its words, a break within it as ↵."""
    return "".join(f"{style}　{words}".replace("\n", "↵").rstrip() + "\n" for style, words in reading.paragraphs(data))


def test_every_paper_reads_as_it_was_read_last(every: dict[str, bytes]) -> None:
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        for old in GOLDEN.glob("*.txt"):
            old.unlink()
        for name, data in every.items():
            (GOLDEN / f"{name}.txt").write_text(dump(data), encoding="utf-8")
    kept = {path.stem: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.txt")}
    assert {name: dump(data) for name, data in every.items()} == kept


@pytest.mark.parametrize("name", ["receipt", "answer", "slip", "reminder-note"])
def test_the_open_xml_sdk_finds_nothing_wrong(
    every: dict[str, bytes], findings: Callable[[str, bytes], list[str]], name: str
) -> None:
    assert findings(f"{name}.docx", every[name]) == []


def test_a_firms_name_with_markup_in_it_is_whole_wherever_it_is_named(every: dict[str, bytes]) -> None:
    named = {name for name, data in every.items() if samples.TRICKY_FIRM in reading.text(data)}
    half = {name for name, data in every.items() if "佛山市A" in reading.text(data)}
    assert named == half
    assert {"minutes", "assignments", "letter", "receipt", "answer", "reminder-letter"} <= named


def test_no_paper_takes_a_font_from_a_theme_and_all_open_in_todays_word(every: dict[str, bytes]) -> None:
    for name, data in every.items():
        parts = reading.parts(data)
        assert b"Theme=" not in parts["word/styles.xml"] + parts["word/document.xml"], name
        assert b'w:name="compatibilityMode"' in parts["word/settings.xml"], name
        assert b'w:val="15"' in parts["word/settings.xml"], name
