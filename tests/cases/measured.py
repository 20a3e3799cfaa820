"""How good the proposals are, measured on matters whose answer is known; docs/suggest.md reports what this prints.

python -m tests.cases.measured
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.cases.precedents import Precedent, Precedents
from toolkit.cases.signs import Seen, proposed_category, proposed_class
from toolkit.cases.suggestion import Adviser, Matter, words_of
from toolkit.mechanism import default_name, load
from toolkit.mechanism.advice import Advice, load_advice

SAMPLES = Path(__file__).parent / "samples"
MECHANISM = load(default_name())
ADVICE = load_advice(MECHANISM)
DAY = date(2024, 6, 1)


@dataclass(frozen=True)
class Labelled:
    """A matter with what a careful clerk would record: lead unit, class, category; ``ticked`` is the sender's own."""

    number: str
    problem: str
    unit: str
    klass: str
    category: str = ""
    ticked: str = ""
    firm: str = ""
    reporter: str = ""
    named: str = ""


@dataclass
class Hits:
    """Counts of one measurement."""

    matters: int = 0
    first: int = 0
    among: int = 0
    no_unit: int = 0
    klass: int = 0
    no_class: int = 0
    key: int = 0
    key_found: int = 0
    key_proposed: int = 0
    doubted: int = 0
    doubted_rightly: int = 0
    mistaken: int = 0

    def line(self, name: str) -> str:
        parts = (
            f"first {self.first}/{self.matters} {self.first / self.matters:.1%}",
            f"among three {self.among}/{self.matters} {self.among / self.matters:.1%}, none {self.no_unit}",
            f"class {self.klass}/{self.matters} {self.klass / self.matters:.1%}, none {self.no_class}",
            f"key found {self.key_found} of {self.key}, proposed {self.key_proposed}",
            f"category doubted {self.doubted}, rightly {self.doubted_rightly}, wrong ticks {self.mistaken}",
        )
        return f"{name}: " + "; ".join(parts)


def _unit(text: str) -> str:
    found = MECHANISM.units.find(text)
    assert found is not None, f"{text} is no member unit"
    return found.name


def matters(file: str = "matters.csv") -> list[Labelled]:
    """The labelled set; its even rows (from 0) were there for tuning, the odd ones were held back."""
    rows = csv.DictReader((SAMPLES / file).read_text(encoding="utf-8").splitlines())
    return [
        Labelled(f"{file[0]}{n}", row["问题困难"], _unit(row["牵头"]), {"一": "一般问题", "重": "重点问题"}[row["分类"]],
                 row.get("类别", ""), row.get("勾选", ""))
        for n, row in enumerate(rows)
    ]  # fmt: skip


def played() -> list[Labelled]:
    """The demo's matters: written by somebody else, for another purpose, before the proposals were thought of."""
    found = []
    for path in sorted((MECHANISM.folder / "demo").glob("cases-*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            office, report = case.get("office") or {}, case.get("report", {})
            answers = case.get("answers") or [{}]
            lead = office.get("牵头单位") or answers[0].get("unit", "")
            if lead and "问题分类" in office and "问题困难" in report:
                ticked = report["问题类别"][:1]
                found.append(
                    Labelled(f"d{len(found)}", report["问题困难"], _unit(lead), office["问题分类"], ticked, ticked,
                             report["企业名称"], report["报送单位"], report.get("涉及单位", ""))
                )  # fmt: skip
    return found


def measure(
    asked: Sequence[Labelled], taught: Sequence[Labelled] = (), advice: Advice = ADVICE,
    practice: Callable[[str], str] = str, *, as_sent: bool = False,
) -> Hits:  # fmt: skip
    """Ask about every matter, and count. ``practice`` maps the unit on the label to the one the office would take.

    The problem's words alone are asked about, unless ``as_sent``: then also the units that the sender named.
    """
    precedents = ((Precedent(each.number, practice(each.unit), each.klass), each.problem) for each in taught)
    adviser = Adviser(advice, MECHANISM.units, Precedents(precedents, words_of(advice)), DAY)
    hits = Hits()
    for each in asked:
        matter = Matter(each.problem, firm=each.firm, reporter=each.reporter, named=each.named if as_sent else "")
        leads = [lead.unit for lead in adviser.leads(matter)]
        hits.matters += 1
        hits.first += leads[:1] == [practice(each.unit)]
        hits.among += practice(each.unit) in leads
        hits.no_unit += not leads
        seen = Seen(matter, adviser.touched(matter), adviser.near(matter), DAY.year)
        klass = proposed_class(advice, seen).value
        hits.klass += klass == each.klass
        hits.no_class += not klass
        hits.key += each.klass == "重点问题"
        hits.key_proposed += klass == "重点问题"
        hits.key_found += klass == each.klass == "重点问题"
        said = proposed_category(advice, MECHANISM.category(each.ticked), seen).value
        if not each.category:
            continue
        hits.doubted += bool(said)
        hits.doubted_rightly += bool(said) and said == each.category != each.ticked
        hits.mistaken += each.category != each.ticked
    return hits


def misticked(asked: Sequence[Labelled]) -> list[Labelled]:
    """The matters of categories A and C with every wrong tick."""
    return [
        Labelled(each.number, each.problem, each.unit, each.klass, each.category, tick)
        for each in asked
        for tick in "ABC"
        if each.category in {"A", "C"} and tick != each.category
    ]


def other_practice() -> Callable[[str], str]:
    """An office that gives each kind of matter to another unit than the data would."""
    names = sorted({each.unit for each in matters()})
    moved = {name: names[(at + 7) % len(names)] for at, name in enumerate(names)}
    return moved.__getitem__


def main() -> None:
    every, again, demo = matters(), matters("again.csv"), played()
    tuned, held = every[0::2], every[1::2]
    for name, hits in (
        ("tuning half, cold", measure(tuned)),
        ("held back, cold", measure(held)),
        ("held back, warm", measure(held, tuned)),
        ("demo, cold", measure(demo)),
        ("demo, warm", measure(demo, every)),
        ("demo, with the units the sender named", measure(demo, as_sent=True)),
        ("held back A and C misticked", measure(misticked(held))),
        ("demo A and C misticked", measure(misticked(demo))),
        ("again, register only", measure(again, every, Advice())),
        ("again, other practice, taught once", measure(again, every, practice=other_practice())),
        ("again, other practice, taught three times", measure(again, every * 3, practice=other_practice())),
    ):
        print(hits.line(name))  # noqa: T201 - this is what it is run for


if __name__ == "__main__":
    main()
