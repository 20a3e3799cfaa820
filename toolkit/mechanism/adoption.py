"""How an office's old ledgers speak (旧台账的说法), as data: their headers and words, beside the register's own.

``adopt.toml`` in the mechanism's folder; a mechanism without one knows its own columns, forms and words only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.model import Mechanism

#: The file's name in the mechanism's folder.
FILE = "adopt.toml"


@dataclass(frozen=True, slots=True)
class Owner:
    """Headers that mean something only behind another column (联系人 behind 企业名称, or behind 牵头单位).

    Attributes:
        owner: the register column behind which they stand.
        columns: register column → the headers that stand for it there.
    """

    owner: str
    columns: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Joined:
    """Headers of a column that holds a name and a telephone number together (联系人及电话).

    Attributes:
        headers: as ledgers write them.
        name, phone: the register columns of the two.
        owner: the column behind which the headers mean these two, "" for anywhere.
    """

    headers: tuple[str, ...]
    name: str
    phone: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A header that asks (是否办结), the register column it is about, and what each answer means there."""

    headers: tuple[str, ...]
    column: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Adoption:
    """What is known about old ledgers.

    Attributes:
        columns: register column → further headers it is found under.
        owned: headers that depend on the column before them.
        joined: headers of columns that hold two things.
        questions: headers that ask.
        proposed: register column → headers that may mean it (日期); they are never taken, the office is asked.
        words: register column → stored word → how ledgers write it; for the status its names.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    owned: Sequence[Owner] = ()
    joined: Sequence[Joined] = ()
    questions: Sequence[Question] = ()
    proposed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


def adoption_of(mechanism: Mechanism) -> Adoption:
    """Return what the mechanism knows about old ledgers.

    Raises:
        ConfigError: the file cannot be read, or names a column or a word that the mechanism has not.
    """
    found = read_companion(
        mechanism,
        FILE,
        _adoption,
        lambda each: [*_unknown_columns(each, mechanism), *_unknown_words(each, mechanism)],
        at_odds="与台账不符",
    )
    return found or Adoption()


def _adoption(data: Mapping[str, Any]) -> Adoption:
    return Adoption(
        columns={column: tuple(headers) for column, headers in data.get("columns", {}).items()},
        owned=tuple(
            Owner(each["owner"], {column: tuple(headers) for column, headers in each["columns"].items()})
            for each in data.get("owned", ())
        ),
        joined=tuple(
            Joined(tuple(each["headers"]), each["name"], each["phone"], each.get("owner", ""))
            for each in data.get("joined", ())
        ),
        questions=tuple(
            Question(tuple(each["headers"]), each["column"], dict(each["answers"]))
            for each in data.get("questions", ())
        ),
        proposed={column: tuple(headers) for column, headers in data.get("proposed", {}).items()},
        words={
            column: {word: tuple(written) for word, written in words.items()}
            for column, words in data.get("words", {}).items()
        },
    )


def _unknown_columns(found: Adoption, mechanism: Mechanism) -> Iterator[str]:
    names = {each.name for each in mechanism.record.columns}
    used = [*found.columns, *found.proposed, *found.words]
    used += [name for each in found.owned for name in (each.owner, *each.columns)]
    used += [name for each in found.joined for name in (each.name, each.phone, each.owner) if name]
    used += [each.column for each in found.questions]
    yield from (f"没有列“{each}”" for each in dict.fromkeys(used) if each not in names)


def _unknown_words(found: Adoption, mechanism: Mechanism) -> Iterator[str]:
    said = [(column, word) for column, words in found.words.items() for word in words]
    said += [(each.column, word) for each in found.questions for word in each.answers.values()]
    for name, word in said:
        columns = [each for each in mechanism.record.columns if each.name == name]
        choices = mechanism.choices(columns[0]) if columns else ()
        if choices and word not in choices:
            yield f"“{name}”没有“{word}”这个选项"
    for column, words in found.words.items():
        seen: dict[str, str] = {}
        for word, written in words.items():
            for each in written:
                if seen.setdefault(each, word) != word:
                    yield f"“{column}”的“{each}”同时说成“{seen[each]}”和“{word}”"
