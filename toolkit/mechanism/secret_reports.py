"""What a mechanism's rules for secret reports (保密) contradict in the rest of it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.mechanism.model import Mechanism
from toolkit.mechanism.secrecy import NAMES


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
