"""How well the reply check finds what a careful clerk finds; docs/答复核查.md reports what this prints.

python -m tests.cases.replies_measured
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from toolkit.cases.matters import plain
from toolkit.cases.reply import About, Advice, Reply, advise
from toolkit.cases.topics import Topics
from toolkit.mechanism import default_name, load
from toolkit.mechanism.review import load_review
from toolkit.mechanism.sayings import load_sayings

SAMPLES = Path(__file__).parent / "samples"
MECHANISM = load(default_name())
_loaded = load_review(MECHANISM)
assert _loaded is not None
REVIEW = _loaded
TOPICS = Topics(load_sayings(MECHANISM))
LABELS = ("漏答", "无措施", "无日期", "无人负责", "无依据", "矛盾", "雷同")
_ASPECTS = {"measure": "无措施", "date": "无日期", "person": "无人负责", "basis": "无依据"}
_OTHERS = {About.POINT: "漏答", About.CONTRADICTION: "矛盾", About.SAME: "雷同"}


@dataclass(frozen=True)
class Labelled:
    number: str
    unit: str
    outcome: str
    problem: str
    text: str
    labels: frozenset[str] = frozenset()
    result: str = ""


def replies(half: str) -> list[Labelled]:
    with (SAMPLES / "replies.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["半"] == half]
    return [
        Labelled(f"{half}{n}", row["单位"], row["处理情况"], row["问题"], row["答复"], frozenset(filter(None, row["标签"].split("、"))))
        for n, row in enumerate(rows)
    ]  # fmt: skip


def played() -> list[Labelled]:
    """The demo's replies with a result: written by somebody else for another purpose; the demo means them well."""
    found = []
    for path in sorted((MECHANISM.folder / "demo").glob("cases-*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            for answer in case.get("answers", ()):
                if answer.get("处理情况") and "问题困难" in case.get("report", {}):
                    text = "\n".join(filter(None, (answer.get("办理意见", ""), answer.get("办理结果", ""))))
                    problem = case["report"]["问题困难"]
                    result = answer.get("办理结果", "")
                    found.append(
                        Labelled(f"d{len(found)}", answer["unit"], answer["处理情况"], problem, text, result=result)
                    )
    return found


def found_in(asked: list[Labelled]) -> list[tuple[Labelled, list[Advice]]]:
    """Each reply with the advice on it, beside the replies of its unit that came before."""
    before: dict[str, dict[str, str]] = defaultdict(dict)
    result = []
    for each in asked:
        reply = Reply(each.problem, each.outcome, each.text, each.result)
        result.append((each, advise(reply, REVIEW, TOPICS, before[each.unit])))
        before[each.unit][each.number] = plain(each.text)
    return result


def labels_of(found: list[Advice]) -> set[str]:
    aspects = [key for each in found if each.about is About.ASPECT for key in each.key.split("、")]
    return {_ASPECTS[key] for key in aspects} | {_OTHERS[each.about] for each in found if each.about in _OTHERS}


def rows(asked: list[Labelled]) -> dict[str, str]:
    """Kind → the row of the table: found of those there are, false alarms among all that were raised."""
    there, raised, right = Counter[str](), Counter[str](), Counter[str]()
    good = alarmed = 0
    for each, advice in found_in(asked):
        said = labels_of(advice)
        there.update(each.labels)
        raised.update(said)
        right.update(said & each.labels)
        good += not each.labels
        alarmed += bool(said) and not each.labels
    table = {kind: f"{right[kind]}/{there[kind]} | {raised[kind] - right[kind]}/{raised[kind]} |" for kind in LABELS}
    every = f"{right.total()}/{there.total()} | {raised.total() - right.total()}/{raised.total()} |"
    return {**table, "合计": every, "没有毛病的答复被提醒": f"{alarmed}/{good} |"}


if __name__ == "__main__":
    for name, asked in (("留出", replies("留")), ("调试", replies("调")), ("演示", played())):
        for kind, row in rows(asked).items():
            print(f"{name} | {kind} | {row}")  # noqa: T201 - this is what it is run for
