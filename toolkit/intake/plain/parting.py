"""The signs between several ``标签：内容`` of one text: 企业名称：甲公司；企业联系人：张三；问题困难：停电。"""

from __future__ import annotations

from collections.abc import Sequence

_SIGNS = "；;，,。"
#: A full stop closes sentences as well: it parts only so many short answers.
_STOPS, _SHORT = 3, 20


def without_parting(said: Sequence[str]) -> Sequence[str]:
    """Return what stands behind each label of a text, without the sign that parts every one of them from the next.

    Args:
        said: the answers in their order, each as it stands up to the next label.
    """
    filled = [each for each in said[:-1] if each]
    sign = next((each for each in _SIGNS if all(one.endswith(each) for one in filled)), "")
    if not filled or not sign or (sign == "。" and len(filled) < _STOPS):
        return said
    if sign == "。":
        return [each.removesuffix(sign) if len(each) <= _SHORT else each for each in said]
    *before, last = said
    # The list itself ends with a full stop.
    return [*(each.removesuffix(sign).rstrip() for each in before), last.removesuffix(sign).removesuffix("。")]
