"""toolkit.toml: which mechanism this office runs, and the few things that are the office's own."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from toolkit.errors import ConfigError
from toolkit.files import write_new

#: No wait or pause of this toolkit is as long as a day.
_DAY_SECONDS = 86_400
#: Settings that are numbers: of what, and below which they must be.
_NUMBERS = {
    "settle_seconds": ("秒数", _DAY_SECONDS),
    "scan_seconds": ("秒数", _DAY_SECONDS),
    "mail_megabytes": ("兆数", 1000),
}

#: How the analysis report may name firms.
FIRM_STYLES = ("全称", "简称", "某公司")

_TEXT = """\
# 工具包配置。改动后下次运行即生效。

# 采用哪个机制（toolkit/mechanisms 下的文件夹名）
mechanism = {mechanism}

# 会议地点，预填在会议议程上；空着则会前在议程里填写
meeting_place = {meeting_place}

# 文件放进收件箱后静置多少秒再收（网络盘上文件可能还没有复制完）
settle_seconds = 15

# 值守时每隔多少秒查看一次收件箱
scan_seconds = 10

# 一封邮件最大多少兆（MB）；超过的，大的材料不附在邮件草稿里，留在文件夹里另行提供
mail_megabytes = 20

# 季度分析报告里的企业怎样称呼：全称、简称，或者一律写“某公司”（综合分析表供内部使用，总是写全称）
report_firms = "全称"

# 本办公室汇总哪几个区（rollup）的数据，缺哪个会列出，例如 ["甲区", "乙区"]；不做汇总的空着
districts = []

# 公文的版面：A 为上 3.7、下 3.5 厘米（通行），B 为上 3.458、下 3.258 厘米（GB/T 33476.2）；空着按机制的设置
page = ""

# 公文的字体，电脑上没有通行字体时在这里换，例如 "正文" = "仿宋"（引号都要写）
# 可以设置的：标题、一级标题、二级标题、正文、页码
[faces]
"""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a workspace.

    Attributes:
        mechanism: the mechanism's name, or a folder beside toolkit.toml that holds one.
        meeting_place: where the meeting is held.
        settle_seconds: how long a file must lie untouched before it is taken, in seconds.
        scan_seconds: how often ``watch`` looks into the inbox, in seconds.
        mail_megabytes: how large a mail draft may be with all its attachments, in megabytes.
        report_firms: how the analysis report names firms, one of :data:`FIRM_STYLES`.
        districts: the districts whose figures this office rolls up, in the order in which it shows them.
        page: which page papers have, "" for the mechanism's.
        faces: purpose → face of papers, where it is another than the mechanism's.
    """

    mechanism: str
    meeting_place: str = ""
    settle_seconds: float = 15.0
    scan_seconds: float = 10.0
    mail_megabytes: float = 20.0
    report_firms: str = "全称"
    districts: Sequence[str] = ()
    page: str = ""
    faces: Mapping[str, str] = field(default_factory=dict)


def read_config(path: Path) -> Config:
    """Return the settings in ``path``.

    Raises:
        ConfigError: it cannot be read, names an unknown setting, gives one a value of the wrong kind, or leaves out
            the mechanism.
    """
    data = read_toml(path)
    known = {each.name for each in fields(Config)}
    unknown = sorted(set(data) - known)
    if unknown:
        named = "、".join(f"{_place(path, each)}{each}" for each in unknown)
        raise ConfigError(f"{path.name} 里有不认识的设置：{named}", f"可用的设置：{'、'.join(sorted(known))}")
    if not data.get("mechanism"):
        raise ConfigError(f"{path.name} 没有写明 mechanism（采用哪个机制）")
    for name, value in data.items():
        _check_kind(name, value, path)
    return Config(**{**data, "districts": tuple(data.get("districts", ()))})


def _place(path: Path, name: str) -> str:
    """Return on which line a setting stands, as people read it, with a blank behind; "" where that cannot be told."""
    entry = re.compile(rf"""\s*\[?\s*["']?{re.escape(name)}["']?\s*[=.\]]""")
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError:
        return ""
    return next((f"第 {number} 行 " for number, line in enumerate(lines, 1) if entry.match(line)), "")


def _wrong(path: Path, name: str, words: str, remedy: str) -> ConfigError:
    return ConfigError(f"{path.name} {_place(path, name).rstrip()}的 {name} {words}", remedy)


def _check_kind(name: str, value: object, path: Path) -> None:
    if name in _NUMBERS:
        measure, below = _NUMBERS[name]
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < below:
            raise _wrong(path, name, f"写的是“{value}”，不是{measure}", "请写成不带引号的数字，如 15")
    elif name == "faces":
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise _wrong(path, name, "里应逐行写字体名称", '例如 "正文" = "仿宋"')
    elif name == "districts":
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise _wrong(path, name, "里应写地区名称", '例如 districts = ["甲区", "乙区"]')
    elif name == "report_firms" and value not in FIRM_STYLES:
        raise _wrong(path, name, f"写的是“{value}”", f"可以写：{'、'.join(FIRM_STYLES)}")
    elif not isinstance(value, str):
        raise _wrong(path, name, f"写的是“{value}”，不是文字", "请把文字写在英文双引号里")


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file says; the mark that Windows' Notepad puts first is passed over.

    Raises:
        ConfigError: it cannot be read; the message names the file and the line.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列" if place else "末尾"
        raise ConfigError(f"{path.name} {where}写法有误", "请改正，或用备份恢复") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name} 不是 UTF-8 编码", "请用记事本打开，另存时编码选 UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path.name} 读不了", "请检查文件是否存在、网络盘是否断开") from error


def write_config(path: Path, mechanism: str, meeting_place: str = "") -> bool:
    """Create the settings file and return True, or return False where there is one already."""
    return write_new(path, _TEXT.format(mechanism=_quoted(mechanism), meeting_place=_quoted(meeting_place)).encode())


def _quoted(text: str) -> str:
    # A JSON string is a TOML string as well, but for the one control character that TOML escapes and JSON does not.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
