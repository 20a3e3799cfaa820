"""toolkit.toml: which mechanism this office runs, and the few things that are the office's own."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from toolkit.errors import ConfigError
from toolkit.files import write_new, write_whole

#: No wait or pause of this toolkit is as long as a day.
_DAY_SECONDS = 86_400
#: Settings that are numbers: of what, and below which they must be.
_NUMBERS = {
    "settle_seconds": ("秒数", _DAY_SECONDS),
    "scan_seconds": ("秒数", _DAY_SECONDS),
    "mail_megabytes": ("兆数", 1000),
}

#: Of these, none is not enough: a watch would look without a pause.
_POSITIVE = {"scan_seconds"}
#: A setting whose value begins as none of TOML's values does: text without quotes, or in those of Chinese print.
_UNQUOTED = re.compile(r"""\s*[\w"'.-]+\s*=\s*(?!true|false|inf|nan)[^\s"'\[{\d+#-]""")

#: The line that names the mechanism, up to its value.
_NAMING = re.compile(r"""^([ \t]*mechanism[ \t]*=[ \t]*)(?:"[^"\r\n]*"|'[^'\r\n]*')""", re.MULTILINE)
_PORTS = 65_536
_TLS = ("tls", "starttls")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+", re.ASCII)
#: A setting that is a password, whatever it is called.
_SECRET = re.compile(r"passw|pwd|密码|口令|授权码", re.IGNORECASE)

#: How the analysis report may name firms.
FIRM_STYLES = ("全称", "简称", "某公司")

_TEXT = """\
# 工具包配置。改动后下次运行即生效。

# 采用哪个机制（toolkit/mechanisms 下的文件夹名，或者本工作目录里自己写的机制的文件夹名）
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
class MailSettings:
    """The office's mailbox ([mail]); its password is never a setting.

    Attributes:
        address: from whom mails are sent.
        user: who logs in, "" for the address.
        imap_host, imap_port, imap_tls: the server for fetching; "tls" from the first byte, or "starttls".
        smtp_host, smtp_port, smtp_tls: the server for sending; likewise.
        folder: which folder of the mailbox is fetched.
        since: the day of the first mail that is fetched, None for thirty days back.
        ca_file: certificates of the office's own authority, a file beside toolkit.toml or a full path; "" for none.
    """

    address: str = ""
    user: str = ""
    imap_host: str = ""
    imap_port: int = 993
    imap_tls: str = "tls"
    smtp_host: str = ""
    smtp_port: int = 465
    smtp_tls: str = "tls"
    folder: str = "INBOX"
    since: date | None = None
    ca_file: str = ""


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
        mail: the office's mailbox, None where the toolkit is not to send or fetch.
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
    mail: MailSettings | None = None


def read_config(path: Path) -> Config:
    """Return the settings in ``path``.

    Raises:
        ConfigError: it cannot be read, names an unknown setting, gives one a value of the wrong kind, or leaves out
            the mechanism.
    """
    data = read_toml(path)
    _refuse_secrets(path, {*data, *(data["mail"] if isinstance(data.get("mail"), dict) else ())})
    _refuse_unknown(path, data, {each.name for each in fields(Config)})
    if not data.get("mechanism"):
        raise ConfigError(f"{path.name} 没有写明 mechanism（采用哪个机制）")
    for name, value in data.items():
        if name != "mail":
            _check_kind(name, value, path)
    mail = _mail(data["mail"], path) if "mail" in data else None
    return Config(**{**data, "districts": tuple(data.get("districts", ())), "mail": mail})


def _refuse_unknown(path: Path, data: Mapping[str, Any], known: Collection[str]) -> None:
    unknown = sorted(set(data) - set(known))
    if unknown:
        named = "、".join(f"{_place(path, each)}{each}" for each in unknown)
        raise ConfigError(f"{path.name} 里有不认识的设置：{named}", f"可用的设置：{'、'.join(sorted(known))}")


def _refuse_secrets(path: Path, names: Collection[str]) -> None:
    """Refuse a password, whatever it is called: the file lies where many may read it."""
    if any(_SECRET.search(each) for each in names):
        raise ConfigError(
            f"{path.name} 里写了密码：这个文件大家都能看到，密码不能写在里面",
            "请删去这一行，并到邮箱里改一次密码；密码在收信、发信时输入，可以记在本机的系统密码库里",
        )


def _mail(data: object, path: Path) -> MailSettings:
    """Return the settings of the mailbox."""
    if not isinstance(data, dict):
        raise _wrong(path, "mail", f"写的是“{data}”", "[mail] 单独成行，下面逐行写设置")
    _refuse_unknown(path, data, {each.name for each in fields(MailSettings)})
    for name, value in data.items():
        _check_mail(name, value, path)
    return MailSettings(**data)


def _check_mail(name: str, value: object, path: Path) -> None:
    if name.endswith("_port"):
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < _PORTS:
            raise _wrong(path, name, f"写的是“{value}”，不是端口号", "请写成不带引号的数字，如 993")
    elif name.endswith("_tls"):
        if value not in _TLS:
            raise _wrong(path, name, f"写的是“{value}”", f"可以写：{'、'.join(_TLS)}")
    elif name == "since":
        if isinstance(value, datetime) or not isinstance(value, date):
            raise _wrong(path, name, f"写的是“{value}”，不是日期", "请写成不带引号的日期，如 2026-11-01")
    elif not isinstance(value, str):
        raise _wrong(path, name, f"写的是“{value}”，不是文字", "请把文字写在英文双引号里")
    elif name == "address" and not _ADDRESS.fullmatch(value.strip()):
        raise _wrong(path, name, f"写的是“{value}”，不是邮箱地址", "请写成 office@example.gov.cn 这样的地址")


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
        if name in _POSITIVE and value == 0:
            raise _wrong(path, name, "写的是“0”，要大于 0", "请写成不带引号的数字，如 15")
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
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列" if place else "末尾"
        # Not splitlines: TOML ends a line only by a line feed.
        unquoted = place is not None and _UNQUOTED.match(text.split("\n")[int(place[1]) - 1])
        quotes = '等号后面的文字可能漏了引号，文字要写在英文双引号里，例如 "会议室"。' * bool(unquoted)
        raise ConfigError(f"{path.name} {where}写法有误", f"{quotes}请改正，或用备份恢复") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.name} 不是 UTF-8 编码", "请用记事本打开，另存时编码选 UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path.name} 读不了", "请检查文件是否存在、网络盘是否断开") from error


def write_config(path: Path, mechanism: str, meeting_place: str = "") -> bool:
    """Create the settings file and return True, or return False where there is one already."""
    return write_new(path, _TEXT.format(mechanism=_quoted(mechanism), meeting_place=_quoted(meeting_place)).encode())


def name_mechanism(path: Path, mechanism: str) -> None:
    """Let the settings name this mechanism; every other line stays as it is.

    Raises:
        ConfigError: the line that names it cannot be told.
    """
    text = path.read_bytes().decode("utf-8-sig")
    if tomllib.loads(text).get("mechanism") == mechanism:
        return
    changed = _NAMING.sub(lambda found: f"{found[1]}{_quoted(mechanism)}", text, count=1)
    if tomllib.loads(changed).get("mechanism") != mechanism:
        raise ConfigError(f"{path.name} 里的 mechanism 改不了", f"请用记事本写成 mechanism = {_quoted(mechanism)}")
    write_whole(path, changed.encode())


def _quoted(text: str) -> str:
    # A JSON string is a TOML string as well, but for the one control character that TOML escapes and JSON does not.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
