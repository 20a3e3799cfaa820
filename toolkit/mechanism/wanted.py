"""What a mechanism has to have beside what it is loaded with: issuers, titles and forms that commands stop without."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.mechanism.model import Mechanism

#: Who issues, and what is called how, that the commands ask for: kind → what it is for, in words.
_ISSUERS = {
    "letter": "函件", "note": "内部文书", "assignments": "事项清单", "report": "季度报告", "receipt": "回执",
    "slip": "补正说明",
}  # fmt: skip
_MEETING_ISSUERS = {"minutes": "会议纪要", "notice": "会议通知"}
_WORDING = {"assignments_title": "事项清单的标题", "report_title": "季度报告的标题"}
_MEETING_WORDING = {"minutes_head": "会议纪要的标题"}
_FORMS = {"answers": "办理情况表", "evaluates": "评价表"}
_MEETING_FORMS = {"decides": "会议议程"}


def wanted_by_commands(mechanism: Mechanism) -> Iterator[tuple[str, str]]:
    """Yield the table and, in words, what it lacks that a command would stop without."""
    meets = mechanism.regular_meeting is not None
    kinds = {form.kind for form in mechanism.forms}
    for kind, words in {**_ISSUERS, **(_MEETING_ISSUERS if meets else {})}.items():
        if kind not in mechanism.issuers and (kind != "note" or _has_notes(mechanism)):
            yield "issuers", f"[issuers] 没有写 {kind}：{words}由谁出具"
    for key, words in {**_WORDING, **(_MEETING_WORDING if meets else {})}.items():
        if not mechanism.wording.get(key):
            yield "wording", f"[wording] 没有写 {key}：{words}"
    for kind, words in {**_FORMS, **(_MEETING_FORMS if meets else {})}.items():
        if kind not in kinds:
            yield "", f"forms 文件夹里没有 kind = {kind} 的表（{words}）"


def _has_notes(mechanism: Mechanism) -> bool:
    return any((mechanism.folder / each).is_file() for each in ("catalogue.toml", "opinions.toml"))
