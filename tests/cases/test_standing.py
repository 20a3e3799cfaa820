"""Which events stand after undoing and redoing: what a command did goes and comes back, what people did never goes."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases.standing import WITHDRAWN, last_run, ranges, standing, taking
from toolkit.events import Event, Kind

DAY = date(2024, 1, 10)


def event(seq: int, kind: Kind, number: str = "", run: int = 1, **data: object) -> Event:
    return Event(kind, DAY, number, data, seq=seq, run=run)


def undone(seq: int, *places: tuple[int, int], redo: bool = False) -> Event:
    return event(seq, Kind.UNDONE, run=seq, ranges=[list(each) for each in places], **({"redo": True} if redo else {}))


OPENED = event(1, Kind.OPENED, "2024-001", sha="a", part=0, values={})
RECEIVED = event(2, Kind.RECEIVED, sha="a", name="甲.xlsx", outcome="已登记", numbers=["2024-001"])


def test_without_an_undoing_everything_stands_as_it_is() -> None:
    events = [OPENED, RECEIVED]
    assert standing(events).events is events


def test_what_was_taken_back_counts_no_more_but_the_file_was_received() -> None:
    found = standing([OPENED, RECEIVED, undone(3, (1, 2))])
    assert [each.kind for each in found.events] == [Kind.RECEIVED, Kind.UNDONE]
    assert found.events[0].data["outcome"] == WITHDRAWN
    assert found.withdrawn == [OPENED, RECEIVED]


def test_an_undoing_that_was_undone_takes_nothing_back_and_may_be_repeated() -> None:
    once = [OPENED, RECEIVED, undone(3, (1, 2)), undone(4, (3, 3), redo=True)]
    assert [each.seq for each in standing(once).events] == [1, 2, 4]
    assert [each.seq for each in standing([*once, undone(5, (1, 2))]).events] == [2, 4, 5]


@given(st.sets(st.integers(1, 60)))
def test_ranges_name_the_places_and_no_others(places: set[int]) -> None:
    found = ranges(places)
    assert {each for first, last in found for each in range(first, last + 1)} == places
    assert all(one[1] + 1 < other[0] for one, other in pairwise(found))


# a history of runs: each opens a case; then some are undone and redone, like on a stack
@given(st.lists(st.sampled_from(["run", "undo", "redo"]), max_size=20))
def test_undo_and_redo_go_up_and_down_the_runs_like_a_stack(steps: list[str]) -> None:
    events: list[Event] = []
    done: list[str] = []
    back: list[tuple[int, str]] = []
    for seq, step in enumerate(steps, start=1):
        stands = standing(events).events
        if step == "run":
            events.append(event(seq, Kind.OPENED, f"2024-{seq:03}", run=seq, sha=str(seq), part=0))
            done.append(f"2024-{seq:03}")
            back.clear()
        elif step == "undo" and done:
            run = last_run(stands)
            assert run is not None
            what = taking(stands, run)
            assert [each.number for each in what.events] == [done[-1]]
            events.append(undone(seq, *[(first, last) for first, last in ranges(each.seq for each in what.events)]))
            back.append((seq, done.pop()))
        elif step == "redo" and back:
            place, number = back.pop()
            events.append(undone(seq, (place, place), redo=True))
            done.append(number)
        assert [each.number for each in standing(events).events if each.kind is Kind.OPENED] == sorted(done)
    assert (last_run(standing(events).events) is None) == (not done)


def test_people_and_papers_are_no_commands_doing() -> None:
    people = [
        event(1, Kind.EDITED, "2024-001", sheet="x", after={}),
        event(2, Kind.OPENED, "2024-002", by_hand=True, sha="", part=0),
        event(3, Kind.DECIDED, ask="1-备注", take=True),
        event(4, Kind.PRINTED, path="p", sha="s"),
        event(5, Kind.OPENED, "2024-003", by_hand=True, reseeded=True, sha="", part=0),
    ]
    assert last_run(people) is None
    assert last_run([event(1, Kind.OPENED, "2024-002", by_hand=True, adopted="d", sha="", part=0)]) == 1


def test_what_a_persons_answer_led_to_is_not_taken_back() -> None:
    held = event(1, Kind.HELD, ask="ab-1", sha="a", part=0, run=1)
    decided = event(2, Kind.DECIDED, "2024-001", ask="ab-1", take=True, run=2)
    led_to = event(3, Kind.OPENED, "2024-001", sha="a", part=0, run=2)
    assert last_run([held, decided, led_to]) == 1
    assert last_run([held, decided, led_to], answers=True) == 2
    assert taking([held, decided, led_to], 2).answers == [decided]


def test_an_older_journal_knows_no_run() -> None:
    assert last_run([event(1, Kind.DISPATCHED, "2024-001", run=0)]) == 0


def test_a_case_that_people_went_on_from_stays_with_its_file_and_what_came_with_it() -> None:
    other = event(3, Kind.OPENED, "2024-002", sha="b", part=0)
    material = event(4, Kind.ATTACHED, "2024-001", sha="photo", name="p.jpg", path="p")
    typed = event(5, Kind.EDITED, "2024-001", run=2, sheet="问题台账", before={}, after={"备注": "x"})
    what = taking([OPENED, RECEIVED, other, material, typed], 1)
    assert [each.seq for each in what.events] == [3]
    assert set(what.kept) == {1, 2, 4}
    assert set(what.kept.values()) == {"2024-001 登记后有人改过"}


def test_a_case_whose_row_a_person_deleted_is_not_kept() -> None:
    gone = event(5, Kind.EDITED, "2024-001", run=2, sheet="问题台账", after={}, removed=True)
    assert [each.seq for each in taking([OPENED, RECEIVED, gone], 1).events] == [1, 2]


def test_a_return_whose_question_was_answered_stays() -> None:
    version = event(1, Kind.ANSWERED, "2024-001", sha="a", part=0, role="version", values={})
    answered = event(2, Kind.DECIDED, "2024-001", run=2, ask="1-新版本", take=True)
    what = taking([version, answered], 1)
    assert not what.events
    assert set(what.kept.values()) == {"“待确认” 1-新版本 已有处理意见"}


def test_two_cases_parted_from_one_go_back_together_or_not_at_all() -> None:
    split = event(1, Kind.SPLIT, "2024-001", values={}, before={}, into=["2024-002"], sha="", part=0)
    new = event(2, Kind.OPENED, "2024-002", sha="", part=0, split_from="2024-001")
    typed = event(3, Kind.EDITED, "2024-002", run=2, sheet="问题台账", after={"备注": "x"})
    assert [each.seq for each in taking([split, new], 1).events] == [1, 2]
    assert not taking([split, new, typed], 1).events


def test_a_question_about_a_due_date_is_not_taken_for_one_of_the_return_its_number_begins_with() -> None:
    returned = event(2024, Kind.ANSWERED, "2024-001", run=9, sha="c", part=0, form="annex3", role="unit", values={})
    asked = event(2025, Kind.RECOUNTED, "2024-001", run=10, ask="2024-001-1-办结-20240301", clock="办结", round=1)
    answered = event(2026, Kind.DECIDED, "2024-001", run=11, ask="2024-001-1-办结-20240301", take=True)
    own = event(2027, Kind.DECIDED, "2024-001", run=11, ask="2024-联系电话", take=True)
    assert not taking([returned, asked, answered], 9).kept
    assert taking([returned, asked, answered, own], 9).kept == {2024: "“待确认” 2024-联系电话 已有处理意见"}
