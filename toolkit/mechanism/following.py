"""How a mechanism follows the tasks of a plan (任务跟踪): when units report, in which words, who classes of units are.

The data are ``follow.toml`` in the mechanism's folder; a mechanism without the file follows no tasks, and its register
has none of their sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.forms import Form
from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.model import Mechanism
from toolkit.mechanism.units import Unit

#: The file's name in the mechanism's folder.
FILE = "follow.toml"
#: The kind of form on which progress is reported.
PROGRESS_FORM = "progress"
#: What the words for progress, and the office's for its verdict, can mean.
PROGRESS = ("not_begun", "going", "lasting", "done")
VERDICTS = ("settled", "returned")


@dataclass(frozen=True, slots=True)
class Following:
    """What a mechanism says of following tasks.

    Attributes:
        due: by which workday after a period's end reports are due.
        due_rule: the source.
        progress: a word for progress as units report it → what it means.
        verdicts: a word of the office's → what it means.
        classes: a class of units as plans write it → the groups of member units, or units by name, it stands for;
            nothing where the plan does not say who belongs to it.
        issuer: in whose name the papers go out.
        wording: sentences of the papers, by key.
    """

    due: int
    due_rule: str
    progress: Mapping[str, str]
    verdicts: Mapping[str, str]
    classes: Mapping[str, Sequence[str]]
    issuer: str
    wording: Mapping[str, str]

    def members(self, units: Iterable[Unit]) -> dict[str, list[str]]:
        """Return the classes with the full names of those member units that they stand for."""
        known = list(units)
        return {
            name: [each.name for each in known if each.group in named or each.name in named]
            for name, named in self.classes.items()
        }


def follows_tasks(mechanism: Mechanism) -> bool:
    """Return whether a mechanism follows tasks: whether it has the form on which units report; no file is read."""
    return any(form.kind == PROGRESS_FORM for form in mechanism.forms)


def keys_of(form: Form) -> dict[str, str]:
    """Return the columns of a form for progress, head and table alike → the keys under which they stand on it."""
    return {each.column: each.key for each in (*form.fields, *form.table) if each.column}


def load_following(mechanism: Mechanism) -> Following | None:
    """Return how a mechanism follows tasks, None where it follows none.

    Raises:
        ConfigError: an entry is missing or wrong, or names a group of units or an issuer that there is not.
    """
    return read_companion(mechanism, FILE, _following, lambda found: _wrong(found, mechanism))


def _following(data: Mapping[str, Any]) -> Following:
    reports = data["reports"]
    return Following(
        due=int(reports["due"]),
        due_rule=reports["rule"],
        progress=dict(data["progress"]),
        verdicts=dict(data["verdicts"]),
        classes={name: tuple(groups) for name, groups in data["classes"].items()},
        issuer=data["issuer"],
        wording=dict(data["wording"]),
    )


#: Sentences that the papers need.
WORDS = ("letter_title", "letter", "report_title", "report_addressee", "brief_title", "notice_title")


def _wrong(found: Following, mechanism: Mechanism) -> Iterator[str]:
    groups = {name for each in mechanism.units for name in (each.group, each.name)}
    if found.due < 1:
        yield "reports 的 due 应是 1 以上的工作日数"
    for words, meanings, name in (
        (found.progress, PROGRESS, "progress"),
        (found.verdicts, VERDICTS, "verdicts"),
    ):
        yield from (f"{name} 的“{word}”写的“{each}”不认得" for word, each in words.items() if each not in meanings)
        yield from (f"{name} 没有表示 {each} 的说法" for each in meanings if each not in words.values())
    for name, named in found.classes.items():
        yield from (
            f"classes 的“{name}”写的“{each}”既不是单位类型，也不是单位名称" for each in named if each not in groups
        )
    if found.issuer not in mechanism.issuers:
        yield f"出具单位“{found.issuer}”没有写明"
    yield from (f"wording 缺少 {each}" for each in WORDS if not found.wording.get(each))
    forms = [each for each in mechanism.forms if each.kind == PROGRESS_FORM]
    if len(forms) != 1:
        yield "应有且只有一张任务进展报送表（kind = progress）"
    else:
        choices = next((set(each.choices) for each in forms[0].table if each.key == "进展情况"), set())
        if choices != set(found.progress):
            yield "任务进展报送表“进展情况”的可选说法与 progress 不一致"
