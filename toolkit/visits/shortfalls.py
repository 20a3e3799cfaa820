"""What is missing to a leader's visits of a quarter (走访缺项), by the rules of the mechanism."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.mechanism import Visiting
from toolkit.visits.coverage import Leader

_LAST_QUARTER = 4


def shortfalls(visiting: Visiting, leader: Leader, quarter: int, talking: str) -> Iterator[str]:
    """Yield what a leader has not done, a sentence each; nothing where all is done, or nobody is looked after.

    That all are visited within the year (seed 001 §五（二）：力争每年实现走访全覆盖) is asked in its last quarter.

    Args:
        visiting: the mechanism's data of visits.
        leader: whom they look after, and how many visits they made in the quarter.
        quarter: which one of the year, 1 to 4.
        talking: what talks are called that are counted apart, "" where none are.
    """
    if not leader.kinds:
        return
    if leader.short:
        yield f"走访：每季度{leader.least}次以上，已走访{leader.visits}次，还差{leader.short}次。"
    if leader.talks_short:
        yield f"{talking}：每季度{leader.talks_least}次以上，已有{leader.talks}次，还差{leader.talks_short}次。"
    short = [f"{each.kind}应有{each.least}个以上，现有{len(each.firms)}个" for each in leader.kinds if each.short]
    if short:
        yield f"挂钩联系：{'；'.join(short)}。"
    left = sum(len(each.left) for each in leader.kinds)
    if left and visiting.yearly and quarter == _LAST_QUARTER:
        yield f"走访全覆盖：挂钩联系的还有{left}家全年没有走访过，名单附后。"
