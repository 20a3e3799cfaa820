"""toolkit.toml: which mechanism this office runs, and the few things that are the office's own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from toolkit.errors import ConfigError
from toolkit.files import write_new

_TEXT = """\
# 工具包配置。改动后下次运行即生效。

# 采用哪个机制（toolkit/mechanisms 下的文件夹名）
mechanism = "{mechanism}"

# 会议地点，预填在会议议程上；空着则会前在议程里填写
meeting_place = "{meeting_place}"

# 文件放进收件箱后静置多少秒再收（网络盘上文件可能还没有复制完）
settle_seconds = 15

# 值守时每隔多少秒查看一次收件箱
scan_seconds = 10
"""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a workspace.

    Attributes:
        mechanism: the mechanism's name, or a folder beside toolkit.toml that holds one.
        meeting_place: where the meeting is held.
        settle_seconds: how long a file must lie untouched before it is taken, in seconds.
        scan_seconds: how often ``watch`` looks into the inbox, in seconds.
    """

    mechanism: str
    meeting_place: str = ""
    settle_seconds: float = 15.0
    scan_seconds: float = 10.0


def read_config(path: Path) -> Config:
    """Return the settings in ``path``.

    Raises:
        ConfigError: it cannot be read, names an unknown setting, or leaves out the mechanism.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name} 写法有误（{error}）", "请改正，或用备份恢复") from error
    known = {each.name for each in fields(Config)}
    unknown = sorted(set(data) - known)
    if unknown:
        raise ConfigError(
            f"{path.name} 里有不认识的设置：{'、'.join(unknown)}", f"可用的设置：{'、'.join(sorted(known))}"
        )
    if not isinstance(data.get("mechanism"), str):
        raise ConfigError(f"{path.name} 没有写明 mechanism（采用哪个机制）")
    return Config(**data)


def write_config(path: Path, mechanism: str, meeting_place: str = "") -> bool:
    """Create the settings file and return True, or return False where there is one already."""
    return write_new(path, _TEXT.format(mechanism=mechanism, meeting_place=meeting_place).encode("utf-8"))
