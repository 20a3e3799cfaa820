"""Opinions that a person amended in Word (改过的处理意见): the paper that was approved is the one that goes out.

Seed 003 §四（六）: the draft is revised by the government's office before it is approved, so what lies amended
beside the minutes counts, not the text we drafted.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from toolkit.cases import Case
from toolkit.errors import ToolkitError
from toolkit.files import digest_of
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism.opinions import Opinions

#: The folder beside a meeting's minutes.
_FOLDER = "处理意见"


def folder_of(desk: Desk, month: str) -> Path:
    """Return where the opinions of a meeting lie."""
    return desk.workspace.outbox / "会议" / month / _FOLDER


def amended(desk: Desk, rule: Opinions, case: Case) -> Path | None:
    """Return the opinion of a case that a person saved last, whatever number stands behind its name; None for none."""
    # Word's own file beside an open paper begins with "~$"; the name of the firm may have been put right since.
    there = folder_of(desk, case.role("meeting")).glob(f"{rule.title} {case.number} *.docx")
    edited = [each for each in there if digest_of(each) not in desk.known.printed.get(desk.place(each), ())]
    return max(edited, key=lambda each: (each.stat().st_mtime_ns, each.name), default=None)


def read_amended(path: Path) -> bytes:
    """Return what an amended opinion holds.

    Raises:
        ToolkitError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ToolkitError(f"读不了“{path.name}”", "请先在 Word 或 WPS 里关闭它，再交办") from error


def tell_amended(desk: Desk, rule: Opinions, cases: Iterable[Case]) -> None:
    """Say which opinions a person amended, that those go out, and what of the register to compare with them."""
    found = [path for case in cases if (path := amended(desk, rule, case)) is not None]
    for path in found:
        desk.say(f"需要核对：{desk.place(path)} 有人改过，交办时附的就是这一份（不用它的，请移走后再交办）")
    if found:
        lead, due = desk.mechanism.record.role("lead"), desk.mechanism.record.role("due")
        desk.say(
            f"    交办函、清单和催办按台账：改过承办单位、时限的，请在台账“{lead}”“{due}”同样改好再交办；"
            "改了文字的，纪要也请核对"
        )
