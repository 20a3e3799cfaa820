"""Forms in any number of dialects: what is read is right, or it is told; and nothing a sender wrote is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples import examples
from toolkit.intake.plain.grid import Book
from toolkit.intake.read import read
from toolkit.mechanism import Mechanism
from toolkit.submission import Submission

from .dialects import DAY, draw
from .draft import Draft

FORMS = ("annex2", "annex3", "annex4")
SEEDS = st.integers(0, 8_000)


def submission_of(draft: Draft, mechanism: Mechanism) -> Submission | None:
    reading = read(Book((draft.grid(),)), mechanism, day=DAY)
    assert reading.submissions or reading.problems, draft.log
    return reading.submissions[0] if reading.submissions else None


def judge(draft: Draft, submission: Submission) -> Counter[str]:
    told = {each.field for each in submission.problems}
    result: Counter[str] = Counter()
    for key, right in draft.right.items():
        if submission.words(key) == right:
            result["right"] += 1
        elif key in told:
            result["told"] += 1
        else:
            result["missing" if submission.value(key) is None else "wrong"] += 1
    return result


def kept(draft: Draft, submission: Submission) -> list[str]:
    """Return the answers as typed that are found nowhere in what was read."""
    where = [each.text for each in submission.answers.values()]
    where += [str(each.value) for each in submission.answers.values()]
    where += [*submission.extra, *submission.extra.values(), *submission.loose, *map(str, submission.problems)]
    everything = "\n".join(where)
    hints = {each.hint.strip() for each in draft.form.fields}
    typed = (str(draft.cells.get(place, "")).strip().removesuffix(".0") for place in draft.values.keys() - draft.labels)
    return [each for each in typed if each not in everything and each not in hints and not set(each) & set("□[（")]


@settings(max_examples=examples(100), deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_a_form_without_accidents_is_read_right_in_every_dialect(seed: int, mechanism: Mechanism) -> None:
    draft = draw(mechanism, seed, 0, FORMS)
    submission = submission_of(draft, mechanism)
    assert submission is not None, draft.log
    assert judge(draft, submission) == {"right": len(draft.right)}, draft.log


@settings(max_examples=examples(150), deadline=None, derandomize=True)
@given(seed=SEEDS, accidents=st.integers(1, 3))
def test_whatever_happens_to_a_form_no_answer_is_wrong_in_silence(
    seed: int, accidents: int, mechanism: Mechanism
) -> None:
    draft = draw(mechanism, seed, accidents, FORMS)
    submission = submission_of(draft, mechanism)
    if submission is not None:
        assert judge(draft, submission)["wrong"] == 0, draft.log


def test_of_ten_thousand_answers_one_at_most_is_wrong_in_silence(mechanism: Mechanism) -> None:
    total: Counter[str] = Counter()
    for seed in range(700_000, 700_800):
        draft = draw(mechanism, seed, 2, FORMS)
        if (submission := submission_of(draft, mechanism)) is not None:
            total.update(judge(draft, submission))
    assert total.total() > 10_000
    assert total["wrong"] <= 1
    assert total["right"] >= 0.95 * total.total()


@pytest.mark.parametrize("accidents", [0, 1])
def test_nothing_that_was_typed_into_a_form_is_lost(accidents: int, mechanism: Mechanism) -> None:
    for seed in range(900_000, 900_150):
        draft = draw(mechanism, seed, accidents, FORMS)
        if (submission := submission_of(draft, mechanism)) is not None:
            assert not kept(draft, submission), draft.log
