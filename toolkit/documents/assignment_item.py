"""A matter on the list of matters in hand (事项办理清单), before it is set in Word or Excel.

It stands apart so that whoever only fills it does not wait for what writes Word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AssignmentItem:
    """A matter on the list. Texts may be ""; a missing lead or due date is shown as 【待定】.

    Attributes:
        number, firm, subject: 编号, 企业名称, 案由.
        category: as printed or as stored; the Word list prints its letter and the words above the table.
        decision: 议定事项; "" for a matter that no meeting took.
        lead, lead_contact: 牵头单位 and its contact (name and telephone as they are to be printed).
        support: 配合单位, joined by 、.
        dispatched, opinion_due, due: 交办日期, 意见时限, 办结时限.
        due_within: how long it has once it goes out, in words, where it has no due date yet; "" for not known.
        status: 办理状态.
        role: what the unit that gets the list is to the matter, 牵头 or 配合 in the office's words; "" on a list for
            nobody in particular.
    """

    number: str
    firm: str
    subject: str
    category: str = ""
    decision: str = ""
    lead: str = ""
    lead_contact: str = ""
    support: str = ""
    dispatched: date | None = None
    opinion_due: date | None = None
    due: date | None = None
    due_within: str = ""
    status: str = ""
    role: str = ""
