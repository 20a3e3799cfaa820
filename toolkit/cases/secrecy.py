"""Reports that are kept secret (实名举报等): what papers that go round may say of them, and into whose hands they fall.

Seed 002, measure 64: such reports come first, and who reported is told what came of it. That the accused never learns
who it was: 《纪检监察机关处理检举控告工作规则》第四十七条, 《信访工作条例》第四十六条. Which classes these are is data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from toolkit.cases.lifecycle import says
from toolkit.mechanism import UnitBook

if TYPE_CHECKING:
    from toolkit.cases.case import Case

#: What stands where a firm is not named.
UNNAMED = "（保密）"
#: What stands for it within a text.
_THAT_FIRM = "该企业"


def is_secret(case: Case) -> bool:
    """Return whether a case's class is kept secret."""
    return bool(kept := case.record.secrecy.classes) and any(says(case.role("class"), each) for each in kept)


def is_first(case: Case) -> bool:
    """Return whether a case's class comes before the others (优先办理)."""
    return any(says(case.role("class"), each) for each in case.record.first)


def open_firm(case: Case) -> str:
    """Return its firm as papers that go round name it, :data:`UNNAMED` where it is kept secret."""
    return UNNAMED if is_secret(case) else case.role("firm")


def open_subject(case: Case) -> str:
    """Return what stands for the matter of a secret case: neither its 案由 nor a word of its text."""
    return f"{case.role('class')}（内容保密）"


def without_firm(case: Case, text: str) -> str:
    """Return a text of a case without its firm's full name."""
    firm = case.role("firm")
    return text.replace(firm, _THAT_FIRM) if firm else text


def must_not_have(case: Case, names: Iterable[str], units: UnitBook) -> list[str]:
    """Return those of ``names``, units in full, that a secret case accuses: themselves or a part of theirs."""
    named = case.role("concerned") if is_secret(case) else ""
    accused = [each.unit or units.beginning(each.text) for each in units.match_all(named)] if named else []
    theirs = {each.name for each in accused if each is not None}
    return [each for each in dict.fromkeys(names) if each in theirs]


def missing_names(case: Case) -> list[str]:
    """Return the columns of a secret case that are empty and would tell who reports."""
    return [each for each in case.record.secrecy.named_by if not case.words(each).strip()] if is_secret(case) else []


def hindrances(case: Case, names: Iterable[str], units: UnitBook) -> Iterator[str]:
    """Yield why a secret case cannot be handed to these units, each in a sentence with what to do.

    Args:
        case: the case; of one that is not secret nothing is said.
        names: the units it is to go to, in full, the lead first.
        units: the member units.
    """
    if not is_secret(case):
        return
    roles, kind = case.record.roles, case.role("class")
    if missing := missing_names(case):
        yield (
            f"没有填写{'、'.join(missing)}，不能按{kind}转办，未交办。请与举报人核实后在台账补填；"
            f"无法核实身份的，请把“{roles['class']}”改为其他分类"
        )
    if not case.role("concerned").strip():
        yield (
            f"是{kind}，没有填写{roles['concerned']}，无法核对会不会转给被举报的单位，未交办。"
            f"请在台账“{roles['concerned']}”填写，举报个人的写所在单位"
        )
    for name in must_not_have(case, names, units):
        yield (
            f"是{kind}，“{name}”是{roles['concerned']}（{case.role('concerned')}），不能作{roles['lead']}或"
            f"{roles['support']}，未交办。请在台账改由其他单位办理"
        )


def mentions(case: Case, names: Iterable[str], units: UnitBook) -> list[str]:
    """Return those of ``names`` that the text of a secret case speaks of; a person looks whether it accuses them."""
    text = f"{case.role('subject')}\n{case.role('problem')}" if is_secret(case) else ""
    known = [each for name in names if (each := units.find(name)) is not None]
    return [each.name for each in known if any(word in text for word in (each.name, *each.aliases))]
