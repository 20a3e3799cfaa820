"""Which reports are kept secret (保密): whose name no paper that goes round may tell, and that never reach the accused.

The data are ``[secrecy]`` in ``record.toml``; a mechanism without it keeps nothing secret.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.mechanism.model import Mechanism

#: What the words on the papers may ask for.
NAMES = ("编号", "分类", "办公室")


@dataclass(frozen=True, slots=True)
class Secrecy:
    """What is kept secret.

    Attributes:
        classes: the classes whose reports are.
        named_by: the columns that tell who reports; without them nobody has put a name to the report (实名).
        words: what whoever handles such a report is told.
        rule: the source.
    """

    classes: tuple[str, ...] = ()
    named_by: tuple[str, ...] = ()
    words: str = ""
    rule: str = ""


NOTHING_SECRET = Secrecy()


def secrecy(data: Mapping[str, Any]) -> Secrecy:
    """Return what the entries under ``[secrecy]`` say; none keep nothing secret. Raises KeyError for a missing one."""
    if not data:
        return NOTHING_SECRET
    return Secrecy(tuple(data["classes"]), tuple(data["named_by"]), data["words"], data["rule"])


def contradictions(mechanism: Mechanism) -> Iterator[str]:
    """Yield in what the secret classes, and those that come first, contradict the rest, a Chinese sentence each."""
    record, kept = mechanism.record, mechanism.record.secrecy
    yield from (f"first 写的“{each}”不在事项分类里" for each in record.first if each not in mechanism.classes)
    yield from (f"secrecy 的“{each}”不在事项分类里" for each in kept.classes if each not in mechanism.classes)
    columns = {each.name for each in record.columns}
    yield from (f"secrecy 的 named_by 用到没有的列“{each}”" for each in kept.named_by if each not in columns)
    if not kept.classes:
        return
    if "concerned" not in record.roles:
        yield "secrecy 要有被举报单位一列（roles 的 concerned），才能不转给被举报的单位"
    met = mechanism.regular_meeting.classes if mechanism.regular_meeting else ()
    # A meeting's booklet and minutes tell every unit at the table of the firm and its matter.
    yield from (f"“{each}”要保密，不能列为会议研究的分类" for each in kept.classes if each in met)
    if any(each.on == "consulted" for each in record.transitions):
        # Whoever looks into a matter gets the firm's own form, before anybody knows whom it accuses.
        yield f"“{'”“'.join(kept.classes)}”要保密，不能有征求核实意见这一步（on = consulted）"
    try:
        kept.words.format_map(dict.fromkeys(NAMES, ""))
    except (KeyError, ValueError, IndexError):
        yield f"secrecy 的 words 里花括号中的名称不认得，可用的有：{'、'.join(NAMES)}"
