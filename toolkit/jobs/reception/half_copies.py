"""Half copies (未写完整): whether what lies in the inbox lacks its end, and how long the rest of it is waited for.

A slow or interrupted copy may stand still for half a minute and go on. What was taken in meanwhile would be half a
file, and its rest would be lost with it where a system lets a file be removed that somebody is writing.
"""

from __future__ import annotations

from toolkit.errors import Code
from toolkit.intake import Delivery
from toolkit.intake.formats.cut_short import is_cut_short
from toolkit.jobs.returns.post import Arrival

#: How long a file without its end must lie unchanged before it is judged as it is, in seconds.
PATIENCE = 600.0
#: What is said of one.
WAITS = (
    "正在复制（未写完整），先留在收件箱，写完整了再收；"
    f"{PATIENCE / 60:.0f} 分钟没有变化的，再收件时照现有的内容处理，请那时核对"
)
#: What reading half a file comes to.
_TORN = {Code.INCOMPLETE_FILE, Code.BROKEN_FILE, Code.EMPTY_FILE}


def is_half(arrival: Arrival, delivery: Delivery | None) -> bool:
    """Return whether a file may be half a copy: its end is missing, or its reading came upon something torn."""
    problems = [each.problem for each in delivery.pieces if each.problem] if delivery else []
    return any(each.code in _TORN for each in problems) or is_cut_short(arrival.data)
