"""The catalogue of problems: every wording can be filled, says a remedy, and is Chinese."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from toolkit.errors import Code, ConfigError, Problem, ToolkitError

#: Words of another alphabet a clerk knows: kinds of files, and the folder of the blank forms.
_KNOWN = {"xlsx", "xls", "docx", "doc", "Word", "Excel", "WPS", "form_templates", "zip", "winmail", "dat", "HTML"}
#: The one command without a script in batch/, as the manual has it.
_KNOWN |= {"toolkit", "split"}


def _facts(code: Code) -> set[str]:
    texts = (code.words, code.remedy)
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", Code)
def test_every_fact_is_named_and_fills_the_sentence(code: Code) -> None:
    facts = {name: f"〔{name}〕" for name in _facts(code)}
    sentence = str(Problem(code, facts))

    assert all(name.isidentifier() for name in facts)
    assert all(fact in sentence for fact in facts.values())
    assert "{" not in sentence
    assert "}" not in sentence


@pytest.mark.parametrize("code", Code)
def test_every_problem_has_a_remedy_and_no_full_stop_of_its_own(code: Code) -> None:
    assert code.words
    assert code.remedy
    assert not code.words.endswith("。")
    assert not code.remedy.endswith("。")


@pytest.mark.parametrize("code", Code)
def test_no_english_reaches_a_person(code: Code) -> None:
    shown = str(Problem(code, dict.fromkeys(_facts(code), "某")))

    assert set(re.findall(r"[A-Za-z_]{2,}", shown)) <= _KNOWN


@pytest.mark.parametrize("code", Code)
def test_a_fact_nobody_knows_is_left_blank_and_stops_nothing(code: Code) -> None:
    # What a meeting is called older journals do not say: it was 会议 then.
    names = [name for text in (code.words, code.remedy) for _, name, _, _ in Formatter().parse(text) if name]
    assert str(Problem(code)).count("…") == sum(name != "held" for name in names)
    assert ("会议" in str(Problem(code))) >= ("held" in names)


def test_no_two_codes_say_the_same() -> None:
    assert len({code.words for code in Code}) == len(Code)


def test_a_problem_says_where_it_is() -> None:
    problem = Problem(Code.MISSING, {"label": "企业名称"}, sheet="Sheet1", cell="C5")

    assert str(problem) == "工作表“Sheet1”C5 单元格：“企业名称”没有填写。请补填“企业名称”。"
    assert Problem(Code.MISSING, {"label": "企业名称"}).place == ""


def test_a_fact_may_hold_braces() -> None:
    assert "{text}" in str(Problem(Code.UNKNOWN_CASE, {"number": "{text}"}))


def test_an_error_that_stops_says_what_to_do_on_a_second_line() -> None:
    assert str(ConfigError("甲", "乙")) == "甲\n乙"
    assert str(ToolkitError("甲")) == "甲"
