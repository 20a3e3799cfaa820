"""What is told once, and what each time."""

from __future__ import annotations

from toolkit.watch.once import Once


class Screen:
    """What was said, and a clock."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.time = 0.0
        self.once = Once(self.said.append, lambda: self.time)

    def run(self, *lines: str, news: tuple[str, ...] = (), later: float = 20) -> list[str]:
        self.time += later
        self.said.clear()
        self.once.about(news)
        for line in lines:
            self.once(line)
        return list(self.said)


BUSY = "总台账由王某正打开着"


def test_what_holds_the_register_up_is_told_once_however_long_it_lasts() -> None:
    screen = Screen()
    assert screen.run(BUSY) == [BUSY]
    for _ in range(500):
        assert screen.run(BUSY) == []


def test_it_is_news_again_when_it_had_been_over_for_long() -> None:
    screen = Screen()
    screen.run(BUSY)
    assert screen.run(BUSY, later=600) == []
    assert screen.run(BUSY, later=1300) == [BUSY]


def test_a_file_dropped_again_is_told_again_one_that_is_only_tried_again_is_not() -> None:
    screen, line = Screen(), "甲.xlsx：此前已收过，没有重复登记"
    assert screen.run(line, news=("甲.xlsx",)) == [line]
    assert screen.run(line, news=("甲.xlsx",)) == [line]
    assert screen.run(line) == []


def test_a_note_goes_with_the_line_it_belongs_to() -> None:
    screen, note = Screen(), "    联系电话 没有填"
    assert screen.run("甲.xlsx：退回补正", note, news=("甲.xlsx",)) == ["甲.xlsx：退回补正", note]
    assert screen.run("乙.xlsx：退回补正", note, news=("乙.xlsx",)) == ["乙.xlsx：退回补正", note], "the same note"
    assert screen.run("甲.xlsx：退回补正", note) == []


def test_what_is_remembered_does_not_grow_for_ever() -> None:
    screen = Screen()
    for number in range(10_000):
        screen.run(f"{number}.xlsx：已登记", news=(f"{number}.xlsx",))
    assert len(screen.once._heard) < 100
