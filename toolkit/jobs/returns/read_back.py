"""Papers of ours that people filled in or edited, read back when the office asks for it (读回).

First it is only shown what they say; what is accepted goes into the journal as if it had come through the inbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.files import digest_of, sha256
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.post import keep
from toolkit.scripts import to_run

#: What is told where something could be written and nothing was.
ONLY_SHOWN = "以上只是核对，台账没有改动"


def opened(place: Path, name: str, programs: str) -> bytes:
    """Return what a file holds.

    Args:
        place: where it lies.
        name: what it is called, as people know it.
        programs: in which programs it may be open.

    Raises:
        ToolkitError: it cannot be read.
    """
    try:
        return place.read_bytes()
    except OSError as error:
        raise ToolkitError(f"读不了“{name}”", f"请核对文件在不在，或先在 {programs} 里关闭它") from error


def only_shown(command: str) -> str:
    """Return what is told after showing: that nothing was written, and how what a command read back is accepted."""
    return f"{ONLY_SHOWN}。确认无误后再运行{to_run(f'{command} --read', '--accept', answer='输入 Y')}，就写入"


def is_as_we_wrote(desk: Desk, digest: str) -> bool:
    """Return whether a file with this content is a paper of ours that nobody changed."""
    return any(digest in shas for shas in desk.known.printed.values())


def changed_last(desk: Desk, there: Sequence[tuple[Path, str]]) -> tuple[Path, str] | None:
    """Return which of these papers, each with its name, a person saved last; ours unchanged is none."""
    edited = [each for each in there if not is_as_we_wrote(desk, digest_of(each[0]))]
    return max(edited, key=lambda each: each[0].stat().st_mtime_ns, default=None)


def note_received(
    desk: Desk, name: str, data: bytes, *, outcome: str, form: str, numbers: Sequence[str], notes: str = ""
) -> None:
    """Keep the file as an original and note it among the received, once: what is accepted rests on it.

    Args:
        desk: whose batch it goes with.
        name: what the file is called.
        data: what it holds.
        outcome: what became of it, as 收件日志 says.
        form: what kind of paper it is.
        numbers: the 编号 of the matters it changes.
        notes: what is left for a person.

    Raises:
        OSError: the disk is full or the share is away.
    """
    digest = sha256(data)
    received = {
        "sha": digest, "name": name, "outcome": outcome, "form": form, "numbers": list(numbers),
        "firm": "", "notes": notes, "original": keep(desk, digest, name, data),
    }  # fmt: skip
    if digest not in desk.known.received:
        desk.record([Event(Kind.RECEIVED, desk.as_of, data=received)])
