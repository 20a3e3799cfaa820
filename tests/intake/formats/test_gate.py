"""The gate's short way through a zip: what it keeps is what is there, and what is unusual goes the long way."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from intake.hostile import SHEET, document, workbook
from toolkit.errors import Code
from toolkit.intake.formats import gate
from toolkit.intake.formats.gate import Archive, UnreadableError
from toolkit.mechanism import Mechanism
from toolkit.templates import build


def _central(data: bytes, name: str) -> int:
    """Return where the entry for a part begins in the list at a zip's end."""
    return data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))


def _with(data: bytes, at: int, layout: str, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(layout, changed, at, value)
    return bytes(changed)


def test_what_is_kept_is_what_stands_there(mechanism: Mechanism) -> None:
    for data in (workbook(), document(), *(build(each, mechanism) for each in mechanism.forms if not each.table)):
        archive = Archive(data)
        archive.inspect()
        with zipfile.ZipFile(io.BytesIO(data)) as plain:
            assert {name: archive.read(name) for name in archive.namelist()} == {
                name: plain.read(name) for name in plain.namelist()
            }


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda data: _with(data, _central(data, SHEET) + 16, "<I", 1), id="another checksum"),
        pytest.param(lambda data: _with(data, _central(data, SHEET) + 24, "<I", 7), id="a size that is not its own"),
        pytest.param(lambda data: data.replace(SHEET.encode(), b"y" + SHEET.encode()[1:], 1), id="another name"),
        pytest.param(lambda data: _with(data, _central(data, SHEET) + 42, "<I", 5), id="it stands elsewhere"),
    ],
)
def test_an_entry_that_contradicts_itself_is_damaged(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnreadableError) as refused:
        Archive(spoil(workbook())).inspect()
    assert refused.value.problem.code is Code.BROKEN_FILE


def test_an_entry_that_says_it_is_encrypted_is_not_looked_at() -> None:
    data = workbook()
    with pytest.raises(UnreadableError) as refused:
        Archive(_with(data, _central(data, SHEET) + 8, "<H", 1)).inspect()
    assert refused.value.problem.code is Code.PASSWORD


def test_small_parts_together_may_not_come_to_more_than_any_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MAX_TOTAL", 2_000)
    with pytest.raises(UnreadableError) as refused:
        Archive(workbook()).inspect()
    assert refused.value.problem.code is Code.TOO_LARGE


def test_only_so_much_is_kept_and_the_rest_is_read_all_the_same() -> None:
    part, target = b"<x>" + b"y" * 900_000 + b"</x>", io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(8):
            made.writestr(f"{number}.xml", part)
    archive = Archive(target.getvalue())
    archive.inspect()
    assert 0 < sum(map(len, archive._parts.values())) <= 4 << 20
    assert all(archive.read(name) == part for name in archive.namelist())
