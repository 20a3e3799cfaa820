"""How well common problems are found, measured on matters whose groups are known; docs/共性问题.md reports it.

python tests/analysis/common_measured.py
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from toolkit.analysis.figures.common_problems import Told, common_problems
from toolkit.cases.matters import firm_of
from toolkit.cases.topics import Topics
from toolkit.mechanism import default_name, load
from toolkit.mechanism.sayings import Sayings, load_sayings

SAMPLES = Path(__file__).parent / "samples"
SAYINGS = load_sayings(load(default_name()))
#: How firms introduce themselves before they come to the point: of each line one.
INTRODUCTIONS = (
    ("公司成立于二〇〇三年", "我们是家族经营的中型工厂", "本企业属规模以上工业企业", "门店一九九八年开业", "企业五年前从外市迁来",
     "我公司是本地老字号", "本厂由三位股东合办", "公司是集团在华南的分部"),
    ("现有员工三百余人", "占地二十亩", "年产值约两亿元", "去年纳税八百万元", "建有省级工程技术中心", "三家分店都在本地",
     "总投资一亿二千万元", "从业人员六十多人", "厂房是自有的", "两期都已投产", "获评专精特新小巨人企业"),
    ("产品远销东南亚和欧洲", "客户以长三角的品牌商为主", "拥有多项发明成果", "靠老顾客支撑", "订单排到年底", "为整车厂配套",
     "在同行里排前几名", "正筹备新三板挂牌", "今年接单比去年好一些", "品种有四百多个", "是国家高新技术企业", "参加过两次广交会", "银行授信等级一直是优"),
    ("连续多年获评守合同重信用单位", "两代人做了三十多年", "近三年研发投入超过四千万元", "管理团队平均年龄三十五岁",
     "是行业协会的副会长单位", "多数员工是本地居民", "预计明年再增两成", "一直没有欠薪记录", "去年换了新的管理软件"),
)  # fmt: skip


@dataclass(frozen=True)
class Labelled:
    """A matter and the group it belongs to, "" for a problem of its own."""

    number: str
    group: str
    firm: str
    problem: str


@dataclass(frozen=True)
class Found:
    """Right pairs, pairs that were found, pairs there are; B-cubed; how many of the singles were left single."""

    right: int
    found: int
    there: int
    cubed_precision: float
    cubed_recall: float
    alone: int
    singles: int
    groups: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there

    @property
    def row(self) -> str:
        precise = f"{self.precision:.1%}" if self.found else "—"
        return (
            f"| {self.right}/{self.found} {precise} | {self.right}/{self.there} {self.recall:.1%} | "
            f"{self.cubed_precision:.1%} | {self.cubed_recall:.1%} | {self.alone}/{self.singles} | {self.groups} |"
        )


def matters(name: str) -> list[Labelled]:
    with (SAMPLES / f"common_{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [Labelled(f"{at:03}", row["组"], row["企业"], row["问题困难"]) for at, row in enumerate(rows, 1)]


def introduced(asked: list[Labelled]) -> list[Labelled]:
    """Return the same matters of firms that first say who they are."""
    return [
        replace(
            each,
            problem="，".join(words[at * (3 + line) % len(words)] for line, words in enumerate(INTRODUCTIONS))
            + f"。{each.problem}",
        )
        for at, each in enumerate(asked)
    ]


def told(asked: list[Labelled], sayings: Sayings) -> list[Told]:
    topics = Topics(sayings)
    return [Told(each.number, firm_of(each.firm), topics.of(each.problem, each.firm)) for each in asked]


def measure(asked: list[Labelled], sayings: Sayings = SAYINGS) -> Found:
    """Pairs and B-cubed (Bagga and Baldwin 1998): for each matter, how much of its group is right, and is there."""
    label = {each.number: each.group or f"alone {each.number}" for each in asked}
    groups = common_problems(told(asked, sayings))
    put = {number: at for at, group in enumerate(groups) for number in group.numbers}
    cluster = {number: str(put.get(number, f"alone {number}")) for number in label}
    together = {(a, b) for group in groups for a, b in combinations(sorted(group.numbers), 2)}
    by_label, by_cluster = defaultdict(set), defaultdict(set)
    for number in label:
        by_label[label[number]].add(number)
        by_cluster[cluster[number]].add(number)
    there = {pair for group in by_label.values() for pair in combinations(sorted(group), 2)}
    both = [len(by_label[label[each]] & by_cluster[cluster[each]]) for each in label]
    precise = sum(n / len(by_cluster[cluster[each]]) for n, each in zip(both, label, strict=True)) / len(label)
    recalled = sum(n / len(by_label[label[each]]) for n, each in zip(both, label, strict=True)) / len(label)
    singles = [each for each in asked if Counter(label.values())[label[each.number]] == 1]
    alone = sum(each.number not in put for each in singles)
    return Found(len(together & there), len(together), len(there), precise, recalled, alone, len(singles), len(groups))


def rows() -> dict[str, str]:
    """The rows of the table on the page."""
    held, tuning = matters("held"), matters("tuning")
    return {
        "留出集": measure(held).row,
        "留出集，各加一段企业自我介绍": measure(introduced(held)).row,
        "留出集，只按字面（不用 common.toml）": measure(held, Sayings()).row,
        "调试集": measure(tuning).row,
        "调试集，各加一段企业自我介绍": measure(introduced(tuning)).row,
    }


if __name__ == "__main__":
    for name, row in rows().items():
        print(f"| {name} {row}")  # noqa: T201 - this is what it is run for
