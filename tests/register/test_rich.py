"""A register that people made rich by hand, compared part by part after rows have come in."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from jobs.office import DAY, Office
from toolkit.jobs.ingest import ingest
from toolkit.ooxml import Workbook, package, survey

from .rich import enriched


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def behind_rows(sheet: bytes) -> list[bytes]:
    """Return the elements behind the rows but for those that grow with the rows."""
    tail = sheet[sheet.rindex(b"</sheetData>") :]
    grows = rb"<(autoFilter|conditionalFormatting|dataValidations|hyperlinks)\b.*?(</\1>|/>)"
    return re.findall(rb"<[^<>]+>|[^<>]+", re.sub(grows, b"", tail, flags=re.DOTALL))


@pytest.fixture(params=["whole", "blocks"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "blocks":
        monkeypatch.setattr(package, "LARGE", 1)
        monkeypatch.setattr(survey, "BLOCK", 2_000)


@pytest.mark.usefixtures("way")
def test_nothing_that_people_put_into_the_register_is_lost_or_touched(office: Office) -> None:
    office.take_in(甲=office.report())
    sheet = Workbook.read(office.workspace.register.read_bytes()).sheet(office.record).part
    data, added = enriched(office.workspace.register.read_bytes(), sheet)
    assert len(added) >= 13
    office.workspace.register.write_bytes(data)
    before = parts(data)
    office.take_in(乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    book = Workbook.read(office.workspace.register.read_bytes())
    book.edit(office.record, {(2, 16): "王小明批注"})
    office.workspace.register.write_bytes(book.to_bytes())
    office.run(ingest, DAY)
    after = parts(office.workspace.register.read_bytes())
    assert [name for name in after if name in before] == list(before), "the parts keep their order too"
    changed = {name for name in before if before[name] != after[name]}
    assert not changed & added - {f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels"}
    assert changed <= {name for name in before if name.startswith("xl/worksheets/")} | {
        "xl/workbook.xml",
        "xl/styles.xml",
    }
    assert behind_rows(after[sheet]) == behind_rows(before[sheet])
    for line in re.findall(rb"<Relationship [^>]*>", before[f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels"]):
        assert line in after[f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels"]
    rows = list(Workbook.read(office.workspace.register.read_bytes()).rows(office.record))
    assert [row.cells[0].value for row in rows if 0 in row.cells][:3] == ["编号", "2024-001", "2024-002"]
    (edit,) = office.events("edited")
    assert edit.data["after"] == {"备注": "王小明批注"}
