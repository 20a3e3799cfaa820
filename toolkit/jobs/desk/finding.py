"""A finding (发现) of check: what does not agree, how bad that is, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

#: So many places of one finding are named; the rest is counted.
_MOST = 10


class Rank(IntEnum):
    """How bad a finding is, the worst first."""

    LOSS = 0  # something is lost or broken, and only a person can bring it back
    STOP = 1  # nothing is lost, but no command can write until it is put right
    DIFFERENT = 2  # people and toolkit differ; the next run settles it or asks
    UNTIDY = 3  # harmless, to be cleared up some time
    KNOW = 4  # no difference: only to be known

    @property
    def word(self) -> str:
        """How people are told it."""
        return _WORDS[self]


_WORDS = {
    Rank.LOSS: "严重", Rank.STOP: "须处理", Rank.DIFFERENT: "不一致", Rank.UNTIDY: "可清理", Rank.KNOW: "供参考"
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One difference, in the clerk's words.

    Attributes:
        rank: how bad it is.
        words: what is found.
        remedy: what to do.
        places: where, one each; many are only counted.
    """

    rank: Rank
    words: str
    remedy: str
    places: Sequence[str] = ()

    def lines(self) -> Iterator[str]:
        """Yield the finding as it is read."""
        yield f"【{self.rank.word}】{self.words}"
        yield from (f"      {each}" for each in self.places[:_MOST])
        if len(self.places) > _MOST:
            yield f"      …… 共 {len(self.places)} 处"
        yield f"    → {self.remedy}"
