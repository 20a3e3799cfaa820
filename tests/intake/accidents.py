"""What happens to a form on its way: rows and columns put in, labels lost or renamed, answers one cell off."""

from __future__ import annotations

import random
from collections.abc import Callable

from .draft import Draft

_UNKNOWN = ["传真", "统一社会信用代码", "所属行业", "企业地址", "网址", "注册资本", "邮编", "员工人数", "经办科室"]
_SAID = ["22335566", "91440606MA00000000", "制造业", "凤翔路8号", "3000万元", "528300", "120人", "综合股"]
_SIGN = [["填表人：李四", "电话：0757-22220000"], ["填表人", "李四", "联系电话", "0757-22220000"], ["经办人：王五"],
         ["填表人", "李四", "填表日期", "2024-3-6"], ["审核人：赵六    2024年3月6日"]]  # fmt: skip


def blank_row(draft: Draft, dice: random.Random) -> None:
    at = dice.randint(0, draft.last_row)
    draft.move(lambda row, column: (row + (row >= at), column))


def blank_column(draft: Draft, dice: random.Random) -> None:
    at = dice.randint(0, max(column for _, column in draft.cells))
    draft.move(lambda row, column: (row, column + (column >= at)))


def unknown_row(draft: Draft, dice: random.Random) -> None:
    """A row that the form does not know; not through the middle of a merged range."""
    at = dice.randint(1, draft.last_row + 1)
    if any(top < at <= bottom for top, _, bottom, _ in draft.merged):
        return
    draft.move(lambda row, column: (row + (row >= at), column))
    draft.put(at, 0, dice.choice(_UNKNOWN))
    kind = dice.randint(0, 4)
    if kind == 1:
        draft.put(at, 1, dice.choice(_SAID))
    elif kind == 2:
        draft.cells[at, 0] = f"{dice.choice(_UNKNOWN)}：{dice.choice(_SAID)}"
    elif kind >= 3:
        for column in range(0, 2 * dice.randint(1, 3), 2):
            draft.put(at, column, dice.choice(_UNKNOWN))
            draft.put(at, column + 1, dice.choice(_SAID))


def lost_label(draft: Draft, dice: random.Random) -> None:
    if draft.labels:
        place = dice.choice(sorted(draft.labels))
        draft.labels.discard(place)
        draft.right.pop(draft.values.pop(place, ""), None)
        del draft.cells[place]


def renamed_label(draft: Draft, dice: random.Random) -> None:
    if draft.labels:
        place = dice.choice(sorted(draft.labels))
        draft.labels.discard(place)
        draft.right.pop(draft.values.pop(place, ""), None)
        draft.cells[place] = dice.choice(["其他栏", "相关情况", "分管组", "股室"])


def lost_answer(draft: Draft, dice: random.Random) -> None:
    places = sorted(draft.values.keys() - draft.labels)
    if places:
        place = dice.choice(places)
        key = draft.values.pop(place)
        draft.cells.pop(place, None)
        if key in draft.values.values():
            draft.right.pop(key, None)
        else:
            draft.right[key] = ""


def answer_right(draft: Draft, dice: random.Random) -> None:
    _slip(draft, dice, 0, 1)


def answer_down(draft: Draft, dice: random.Random) -> None:
    _slip(draft, dice, 1, 0)


def _slip(draft: Draft, dice: random.Random, down: int, right: int) -> None:
    covered = {(r, c) for t, le, b, ri in draft.merged for r in range(t, b + 1) for c in range(le, ri + 1)}
    free = [
        place
        for place in sorted(draft.values.keys() - draft.labels)
        if draft.cells.get(place, "") not in {"", draft.form.field(draft.values[place]).hint}
        and draft.cells.get((place[0] + down, place[1] + right), "") == ""
        and (place[0] + down, place[1] + right) not in covered | draft.inputs
        # Behind a label that the form does not know nobody could tell it from that label's own.
        and not down
        * (
            draft.cells.get((place[0] + down, place[1] - 1), "") != ""
            and (place[0] + down, place[1] - 1) not in draft.labels
        )
    ]
    if free:
        place = dice.choice(free)
        to = (place[0] + down, place[1] + right)
        draft.cells[to] = draft.cells.pop(place)
        draft.values[to] = draft.values.pop(place)


def sign_off(draft: Draft, dice: random.Random) -> None:
    row = draft.last_row + dice.randint(1, 2)
    for column, text in enumerate(dice.choice(_SIGN)):
        draft.put(row, column, text)


def covering_line(draft: Draft, dice: random.Random) -> None:
    draft.move(lambda row, column: (row + 2, column))
    draft.put(
        0,
        0,
        dice.choice(
            ["区工商联：", "现将我镇企业反映问题情况报送如下，请协调解决。", "附件", "联系电话：0757-26660000"]
        ),
    )


ACCIDENTS: list[Callable[[Draft, random.Random], None]] = [
    blank_row, blank_column, unknown_row, unknown_row, lost_label, renamed_label, lost_answer, answer_right, answer_down,
    sign_off, covering_line,
]  # fmt: skip
