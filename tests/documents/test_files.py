"""What holds for every paper as a file."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from toolkit.mechanism import Mechanism

from . import reading, samples
from .conftest import write_all

FILES = ["minutes.docx", "assignments.docx", "assignments.xlsx", "letter.docx", "report.docx"]


@pytest.mark.parametrize("name", FILES)
def test_the_open_xml_sdk_finds_nothing_wrong(
    papers: dict[str, bytes], findings: Callable[[str, bytes], list[str]], name: str
) -> None:
    assert findings(name, papers[name]) == []


def test_the_same_paper_is_the_same_bytes(papers: dict[str, bytes], mechanism: Mechanism) -> None:
    time.sleep(2.1)  # a zip's time stamps count in twos
    assert write_all(mechanism) == papers


@pytest.mark.parametrize("name", FILES)
def test_nothing_in_the_file_has_a_time_of_its_own(papers: dict[str, bytes], name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(papers[name])) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


@pytest.mark.parametrize(
    ("name", "kind", "day"),
    [
        ("minutes.docx", "minutes", "2024-03-04"),
        ("assignments.docx", "assignments", "2024-03-01"),
        ("assignments.xlsx", "assignments", "2024-03-01"),
        ("letter.docx", "letter", "2024-03-04"),
        ("report.docx", "report", "2024-04-08"),
    ],
)
def test_the_properties_name_the_issuer_and_the_day(
    papers: dict[str, bytes], mechanism: Mechanism, name: str, kind: str, day: str
) -> None:
    core = reading.parts(papers[name])["docProps/core.xml"].decode()
    assert f"<dc:creator>{mechanism.issuers[kind].name}</dc:creator>" in core
    assert core.count(f"{day}T00:00:00Z") == 2


def test_libreoffice_sets_every_paper(
    papers: dict[str, bytes], render: Callable[[dict[str, bytes]], dict[str, list[str]]]
) -> None:
    words = {name: data for name, data in papers.items() if name.endswith(".docx")}
    pages = render(words)
    sheet = render({"assignments.xlsx": papers["assignments.xlsx"]})["assignments.xlsx"]
    assert {name: len(each) for name, each in pages.items()} == {
        "minutes.docx": 2,
        "assignments.docx": 3,
        "letter.docx": 2,
        "report.docx": 4,
    }
    for name, each in pages.items():
        whole = reading.squeezed("".join(each))
        assert "A&B<" in whole or name == "report.docx"  # its chart is drawn, not written
        assert [f"—{number}—" in reading.squeezed(page) for number, page in enumerate(each, 1)] == [True] * len(each)
    assert all("企业名称" in page for page in pages["assignments.docx"]), "the header repeats"
    assert len(sheet) == 2
    assert all("企业名称" in page for page in sheet)
    assert "区委、区政府：" in pages["report.docx"][0]


@pytest.mark.parametrize("name", ["minutes.docx", "assignments.docx", "letter.docx"])
def test_a_firms_name_with_markup_in_it_stays_whole(papers: dict[str, bytes], name: str) -> None:
    assert samples.TRICKY_FIRM in reading.text(papers[name])
