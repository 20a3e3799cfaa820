"""What a mechanism calls what it holds regularly: a meeting (会议), an event (活动)."""

from __future__ import annotations

from dataclasses import dataclass

_MEETING = "会议"


@dataclass(frozen=True, slots=True)
class Gathering:
    """The word of papers and messages for the regular meeting, and the words that go with it.

    Only what people read goes by it; the register's sheet 会议 and its columns, the folder under outbox/ and the
    scripts are called the same in every office.
    """

    word: str = _MEETING

    @property
    def short(self) -> str:
        """Return the word as it stands in compounds: 会 in 会前、会上、会后, 活动 in 活动前."""
        return self.word.removesuffix("议") if self._is_meeting else self.word

    @property
    def take_up(self) -> str:
        """Return what becomes of a matter there: 上会, 活动研究."""
        return "上会" if self._is_meeting else f"{self.word}研究"

    @property
    def attend(self) -> str:
        """Return what those do who come: 参会, 参加."""
        return "参会" if self._is_meeting else "参加"

    @property
    def slip(self) -> str:
        """Return what the reply slip is called: 参会回执, 活动回执."""
        return "参会回执" if self._is_meeting else f"{self.word}回执"

    @property
    def roll(self) -> str:
        """Return what the list of those who come is called: 参会名单, 参加人员名单."""
        return "参会名单" if self._is_meeting else "参加人员名单"

    @property
    def hold(self) -> str:
        """Return what is done with it: 召开, 开展."""
        return "召开" if self._is_meeting else "开展"

    @property
    def decided(self) -> str:
        """Return how a decision begins: 会议议定, 现场议定 where nobody sits in a meeting."""
        return f"{_MEETING}议定" if self._is_meeting else "现场议定"

    def put(self, text: str) -> str:
        """Return a text of a table with the words put in: {short}前反馈, {decided}."""
        return text.format(word=self.word, short=self.short, take_up=self.take_up, decided=self.decided)

    @property
    def _is_meeting(self) -> bool:
        return self.word.endswith(_MEETING)
