"""The workspace (工作目录): one folder on the shared drive, and what lies where in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import WorkspaceError
from toolkit.scripts import to_run

CONFIG_NAME = "toolkit.toml"
REGISTER_NAME = "总台账.xlsx"
SENTINEL_NAME = ".toolkit-root"

#: What goes out, and into which folder of outbox/.
OUTBOX = ("交办", "会议", "催办", "评价", "季度分析", "回执", "退回补正", "待录入")


@dataclass(frozen=True)
class Workspace:
    """The folders of one office. Nothing here reads or writes; it only knows the places."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / CONFIG_NAME

    @property
    def sentinel(self) -> Path:
        """The file by which the workspace is known to be there: a share that is away has none."""
        return self.root / SENTINEL_NAME

    @property
    def form_templates(self) -> Path:
        return self.root / "form_templates"

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def outbox(self) -> Path:
        return self.root / "outbox"

    @property
    def register(self) -> Path:
        return self.root / "register" / REGISTER_NAME

    @property
    def journal(self) -> Path:
        return self.root / "register" / "journal"

    @property
    def originals(self) -> Path:
        return self.root / "register" / "originals"

    @property
    def backups(self) -> Path:
        return self.root / "register" / "backups"

    @property
    def materials(self) -> Path:
        """Where supporting material (佐证材料) is filed, a folder a case."""
        return self.root / "register" / "佐证材料"

    @property
    def numbers(self) -> Path:
        """Where a 编号 is claimed, a file each."""
        return self.root / "register" / "numbers"

    @property
    def log(self) -> Path:
        """The log file a clerk can mail us."""
        return self.root / "register" / "运行日志.txt"

    @property
    def heartbeat(self) -> Path:
        """What the watch tells the other PCs: that it goes on, and how."""
        return self.root / "register" / "值守状态.txt"

    @property
    def lock(self) -> Path:
        return self.root / "register" / ".lock"

    @property
    def watch_lock(self) -> Path:
        """Held by the one watch that works; the others stand by."""
        return self.root / "register" / ".watch.lock"

    @property
    def fetched(self) -> Path:
        """Which mails of the office's mailbox were fetched, a line each."""
        return self.root / "register" / "收信记录.txt"

    @property
    def mail_lock(self) -> Path:
        """Held by the one who fetches mails."""
        return self.root / "register" / ".mail.lock"

    def folders(self) -> list[Path]:
        """Return every folder a workspace has, parents first."""
        return [
            self.form_templates,
            self.inbox,
            self.outbox,
            *(self.outbox / name for name in OUTBOX),
            self.register.parent,
            self.journal,
            self.originals,
            self.materials,
            self.backups,
            self.numbers,
        ]


def find_workspace(start: Path) -> Workspace:
    """Return the workspace that ``start`` lies in: the nearest folder upwards that holds toolkit.toml.

    Raises:
        WorkspaceError: no folder on the way up holds one.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return Workspace(folder)
    raise WorkspaceError(
        f"“{start}”及其上级文件夹里没有 {CONFIG_NAME}，不是工作目录",
        "请在工具包所在的文件夹里运行，或者指定工作目录；在网络盘上的，先检查网络盘是否连上；"
        f"还没有工作目录的，运行{to_run('init')}新建",
    )
