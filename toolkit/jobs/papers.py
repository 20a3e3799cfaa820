"""papers (公文模板): lay out the templates for the office to rewrite, or tell what is wrong with those it rewrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.documents.frames.template import Templates
from toolkit.documents.frames.template_check import faults
from toolkit.documents.frames.template_kind import TemplateKind
from toolkit.documents.frames.template_kinds import KINDS
from toolkit.files import digest_of, sha256
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.order import Order
from toolkit.jobs.letters.paper_templates import FOLDER, kinds_of, place_of
from toolkit.workspace import Workspace


def papers(workspace: Workspace, order: Order, *, check: bool = False) -> int:
    """Lay out the templates, or with ``check`` only look at those that lie there, and return the exit status.

    One that the office has rewritten is never overwritten; one it has not is replaced where a newer one has come.
    """
    if check:
        return _check(lay(workspace, order))
    with open_desk(workspace, order) as desk:
        standard = Templates(desk.mechanism)
        for kind in kinds_of(desk.mechanism):
            desk.say(f"{kind.file_name}：{_lay_out(desk, kind, standard.best(kind))}")
        desk.say(
            f"模板在 form_templates/{FOLDER}，用 Word 或 WPS 修改后保存即可，下次生成时就用它；{{{{ }}}} 里的名称不要改"
        )
        return 0


def _lay_out(desk: Desk, kind: TemplateKind, data: bytes) -> str:
    """Put a template where the office finds it, unless it has its own there, and return what was done."""
    path = place_of(desk.workspace, kind)
    there, written = digest_of(path), desk.known.printed.get(desk.place(path), ())
    if there == sha256(data):
        return "与自带模板一致"
    if there and there not in written:
        newer = sha256(data) not in written
        return "已由办公室修改，保留" + "。自带模板后来有更新，要对照的，把它改名后再运行一次" * newer
    desk.put(path, data)
    return "没有改过，已换成新版" if there else "已放入"


def _check(desk: Desk) -> int:
    wrong = 0
    for kind in kinds_of(desk.mechanism):
        path = place_of(desk.workspace, kind)
        if not path.is_file():
            desk.say(f"{kind.file_name}：没有，用自带模板")
            continue
        found = faults(path.read_bytes(), kind)
        serious = any(each.serious for each in found)
        wrong += serious
        state = "用不了，生成时会改用自带模板" if serious else "可以用" + "，有几处请看一下" * bool(found)
        desk.say(f"{kind.file_name}：{state}")
        for each in found:
            desk.say(f"    {each.words}")
    for name in _strangers(desk.workspace.form_templates / FOLDER):
        desk.say(
            f"{name}：不是任何公文的模板，不会用到；模板的文件名只能是 {'、'.join(each.file_name for each in KINDS)}"
        )
    return 1 if wrong else 0


def _strangers(folder: Path) -> Iterator[str]:
    """Give the names of the Word files that no paper goes by; what Word itself lays beside an open one is none."""
    known = {each.file_name for each in KINDS}
    yield from sorted(each.name for each in folder.glob("*.doc*") if each.name not in known and each.name[:2] != "~$")
