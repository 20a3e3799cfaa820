"""demo (演示): a workspace with a realistic quarter in it.

Files are really written into the inbox and really taken in; every job is really run, day by day.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from toolkit.errors import WorkspaceError
from toolkit.intake import Reader
from toolkit.jobs.demo.closing import closing
from toolkit.jobs.demo.stage import Stage, clear
from toolkit.jobs.demo.story import Story, read_story
from toolkit.mechanism import Mechanism, default_name, load
from toolkit.workspace import Workspace

__all__ = ["demo"]


def demo(folder: Path, step: Callable[[int, int, str], None], mechanism: str = "") -> list[str]:
    """Play a mechanism's story in ``folder`` and return the closing lines.

    Args:
        folder: an empty or new folder, or one with an earlier demo, which is replaced.
        step: is called before each step with the number of steps done, the number of all, and what comes now.
        mechanism: whose story, by its name; the default one's where none is named.

    Raises:
        WorkspaceError: other things lie in the folder, or another demo plays there.
        ConfigError: there is no such mechanism, or it has no story.
    """
    loaded = load(mechanism or default_name())
    story = read_story(loaded)
    folder = folder.resolve()
    try:
        # Beside the folder, not in it: an earlier demo is taken away whole.
        with FileLock(folder.with_name(f".{folder.name}.lock"), timeout=0):
            return _play(folder, step, loaded, story)
    except Timeout as error:
        raise WorkspaceError(
            f"另一个演示正在进行（{folder}），没有动它", "请等它完成再看结果；不用再双击一次"
        ) from error


def _play(folder: Path, step: Callable[[int, int, str], None], loaded: Mechanism, story: Story) -> list[str]:
    clear(folder)
    total = len(story.steps) + 1
    with Reader() as reader:
        stage = Stage(Workspace(folder), loaded, story, reader)
        step(0, total, "建立工作目录")
        stage.build()
        for done, each in enumerate(story.steps, 1):
            step(done, total, f"{each.day.month}月{each.day.day}日　{each.words}")
            stage.play(each)
    step(total, total, "完成")
    return closing(stage)
