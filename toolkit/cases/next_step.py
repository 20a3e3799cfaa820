"""What is to be done next about a case that no deadline tells of (下一步), in a clerk's words, by its phase."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.cases.case import Case
from toolkit.cases.lifecycle import says
from toolkit.cases.secrecy import missing_names
from toolkit.cases.verification import disagree, pending
from toolkit.mechanism import Condition, Phase


def _to_classify(case: Case) -> tuple[str, str]:
    column = case.record.roles.get("verifier", "")
    if column and not case.role("verified"):
        return "", "可以征求核实意见" if case.role("verifier") else f"在台账“{column}”栏填写由哪个单位核实"
    return "", _what_is_missing(case)


def _what_is_missing(case: Case) -> str:
    """Return what is to be filled in: the class, else which columns the steps from here hang on and nobody filled."""
    name = case.record.roles["class"]
    if not case.role("class").strip():
        return f"在台账“{name}”栏填写分类"
    steps = [each.condition for each in case.record.transitions if case.status in each.source and not each.on]
    hang = [column for each in steps if _is_its(case, each) for column in each.filled if not case.words(column).strip()]
    missing = [each for each in dict.fromkeys(hang) if each != name]
    if missing and not case.role("subject").strip():
        missing.append(case.record.roles["subject"])  # no step hangs on it, but the letter names it
    if missing:
        return f"在台账“{'”“'.join(missing)}”栏填写"
    return f"核对台账“{name}”栏的分类，“{case.role('class')}”看不出是哪一类"


def _is_its(case: Case, condition: Condition) -> bool:
    """Return whether a step is one for this case's class."""
    words = condition.when.get(case.record.roles["class"], ())
    return not words or any(says(case.role("class"), each) for each in words)


def _to_verify(case: Case) -> tuple[str, str]:
    verified = case.role("verified")
    if not verified and disagree(case) and not pending(case):
        return "", f"各单位核实意见不一致，请办公室研判，填“{case.record.roles['verified']}”"
    if not verified:
        return "、".join(each.unit for each in pending(case)) or case.role("verifier"), "等核实意见"
    if not case.role("class"):
        return _to_classify(case)
    return "", f"核实为“{verified}”，请办公室定：撤销的改状态，要办的改“{case.record.roles['verified']}”"


def _to_approve(case: Case) -> tuple[str, str]:
    """Return which columns the steps from here hang on; the class is changed for other reasons."""
    steps = [each.condition for each in case.record.transitions if case.status in each.source and not each.on]
    named = dict.fromkeys(column for each in steps for column in (*each.when, *each.filled))
    columns = [each for each in named if each != case.record.roles.get("class")]
    return "", f"等审定，结果填在台账“{'”“'.join(columns)}”栏" if columns else "等列入目录"


def _to_meet(case: Case) -> tuple[str, str]:
    before, word = f"{list(case.put_off.values())[-1]}；" if case.put_off else "", case.record.gathering.word
    return "", f"{before}等{word}研究；到期生成{word}议程"


def _to_dispatch(case: Case) -> tuple[str, str]:
    if not case.role("lead").strip():
        column = case.record.roles.get("lead", "牵头单位")
        if any(each.round == case.round for each in case.given_back):
            return "", f"已退办，填“{column}”后重新交办"
        return "", f"在台账“{column}”栏填写单位，再交办"
    if missing := missing_names(case):
        return "", f"没有{'、'.join(missing)}，不能按{case.role('class')}转办，补填或改分类"
    return "", "可以交办"


def _to_evaluate(case: Case) -> tuple[str, str]:
    if case.round not in case.surveyed:
        return "", "生成评价表，发给企业"
    return case.role("firm"), "等企业交回评价表"


#: What a case waits for, by the phase it is in: who has to act, "" for the office, and what is to be done.
STEPS: Mapping[Phase, Callable[[Case], tuple[str, str]]] = {
    Phase.NEW: _to_classify,
    Phase.VERIFYING: _to_verify,
    Phase.APPROVING: _to_approve,
    Phase.MEETING: _to_meet,
    Phase.READY: _to_dispatch,
    Phase.ANSWERED: _to_evaluate,
}
