"""diagnose (诊断): what a maintainer needs to know when something does not work, as a zip an office may mail.

It needs nothing that works: each part is had by itself, and one that cannot be had says why.
"""

from __future__ import annotations

import io
import tempfile
import traceback
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.files import free_name, why, write_new
from toolkit.jobs.desk.order import Order
from toolkit.jobs.diagnosing import symptoms
from toolkit.jobs.diagnosing.masks import Mask
from toolkit.workspace import Workspace

#: The folder under outbox/ in which the package lies.
_FOLDER = "诊断"
_NOTE = "说明.txt"
_HEAD = (
    "这是诊断包，供维护人员查找原因。里面没有台账的内容，也没有来件和发出的文件。",
    "文字里凡不是程序自带的字句（企业、人员、电脑、账号的名称都在内）换成〔几字〕；电话、证件号、密码换成 ***。",
    "发送之前请逐个打开看一遍；有不宜外传的，用记事本删去后再发。",
)


def diagnose(workspace: Workspace, order: Order) -> int:
    """Write the diagnosis into outbox/诊断, say what is in it and where it lies, and return 0.

    Where the workspace cannot be written (a full or read-only disk may be the very thing to be found out), it is laid
    into this PC's temporary folder. A dry run shows all of it on the screen and writes nothing.

    Raises:
        OSError: it cannot be written there either.
    """
    parts = _parts(workspace, order)
    if order.dry_run:
        for name, text in parts.items():
            order.say(f"——— {name}")
            order.say(text)
        return 0
    name, data = f"诊断包 {order.as_of.isoformat()}.zip", _zipped(parts)
    try:
        path = free_name(workspace.outbox / _FOLDER / name)
        write_new(path, data)
        told = path.relative_to(workspace.root).as_posix()
    except OSError as error:
        order.say(f"工作目录写不进去（{why(error)}），诊断包放在这台电脑上")
        path = free_name(Path(tempfile.gettempdir()) / name)
        write_new(path, data)
        told = str(path)
    order.say("诊断包里有：")
    for name, text in parts.items():
        order.say(f"  {name}（{len(text.splitlines())} 行）")
    for line in _HEAD[1:]:
        order.say(line)
    order.say(f"放在 {told}，看过后发给维护人员即可")
    order.made(path)
    return 0


def _parts(workspace: Workspace, order: Order) -> dict[str, str]:
    """Return the name of each file in the package → its text."""
    mask = Mask([workspace.root])
    made = {
        "版本.txt": _had(symptoms.versions, mask),
        "日志统计.txt": _had(lambda: symptoms.journal(workspace), mask),
        "设置.txt": _had(lambda: symptoms.settings(workspace, mask), mask),
        "运行日志.txt": _had(lambda: symptoms.log(workspace, mask), mask),
        "总台账结构.txt": _had(lambda: symptoms.register(workspace, mask), mask),
        "核对结果.txt": _had(lambda: symptoms.findings(workspace, order, mask), mask),
        "共享盘.txt": _had(lambda: symptoms.share(workspace, order, mask), mask),
    }
    return {_NOTE: "\n".join((*_HEAD, "", *made)), **made}


def _had(part: Callable[[], Iterator[str]], mask: Mask) -> str:
    """Return the text of a part, ended by the reason where it breaks off."""
    lines: list[str] = []
    try:
        lines.extend(part())
    except ToolkitError as error:
        lines.append(f"取不到：{mask(error.message)}")
    except OSError as error:
        lines.append(f"取不到：{why(error)}")
    except Exception as error:  # noqa: BLE001 - what is diagnosed is broken in ways nobody foresaw; the reason is the finding
        lines.append(f"取不到：{mask(''.join(traceback.format_exception(error)))}")
    return "\n".join(lines)


def _zipped(parts: dict[str, str]) -> bytes:
    """Return the parts as a zip, each as Windows' Notepad opens it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, "\r\n".join([*text.splitlines(), ""]).encode("utf-8-sig"))
    return stream.getvalue()
