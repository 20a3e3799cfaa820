"""What an answer means: the text or number that stood in a cell, by the type of its field.

Every function returns a :class:`Meaning`; a doubt is a code beside the value, and where the doubt touches the value
itself there is no value. Nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from toolkit.errors import Code
from toolkit.forms import Field, FieldType
from toolkit.intake.meanings import categories, days, phones, ticks
from toolkit.intake.meanings.around import bare_answer, may_be_example, without_example, without_lines
from toolkit.intake.plain.grid import CellValue, as_text
from toolkit.intake.plain.words import plain
from toolkit.mechanism import Mechanism, UnitMatch
from toolkit.submission import Value

#: What stands for "nothing" in a field that holds no free text.
_NOTHING = {"", "无", "暂无", "没有", "未定", "待定", "na", "none", "略"}
_NUMBER = re.compile(r"(?:编号|no\.?|第)?:?[\[(【〔]?(\d{4})[\])】〕]?(?:年|-)?(?:第)?-?(\d{1,6})号?", re.IGNORECASE)
#: A picture that WPS keeps inside a cell, as a formula of its own.
_PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
#: Control characters but tab and line feed, halves of a character, and what turns the direction of reading round.
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_BRACKET = re.compile(r"\s*[(（][^()（）]*[)）]")
_ENDLESS = re.compile(r"(\s)\s{50,}")
#: What a cell holds.
MAX_TEXT = 32_767
#: So much of a text tells which is meant.
_SHOWN = 20
#: A spreadsheet keeps fifteen digits of a number.
_EXACT = 1e15
#: What a form prints for a day to be filled in: 年　月　日, 2024年　月　日.
_PRINTED_DAY = re.compile(r"(?:(?:\d{2}|\d{4})?年)?月日?")
_LIMIT = re.compile(r"时限|期限|截止")
#: 6月30日前办结: what is asked for is the day itself.
_BEFORE = re.compile(
    r"^\s*(?:请?[于在至到]|截止?至?|最迟于?|不迟于)\s*(?=[\d〇一二])|"
    r"\s*(?:之前|以前|前|截?止)\s*(?:办结|完成|办理完毕)?[\s。.]*$"
    r"|\s*[(（](?:含|\d+个?(?:月|天|工作日)内?)[)）]\s*$"
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－_~/", "-"))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an answer means.

    Attributes:
        value: in its stored form, None for "not filled" and for "not certain".
        doubts: what is to be told about it, a code with its facts each.
    """

    value: Value = None
    doubts: tuple[tuple[Code, Mapping[str, str]], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Said:
    """A question and what stood there for an answer."""

    asked: Field
    raw: CellValue
    text: str
    mechanism: Mechanism
    day: date


def doubt(value: Value, code: Code, **facts: str) -> Meaning:
    """Return a value with one doubt beside it."""
    return Meaning(value, ((code, facts),))


def interpret(asked: Field, raw: CellValue, mechanism: Mechanism, day: date) -> Meaning:
    """Return what ``raw`` means as the answer to a field.

    Args:
        asked: the field.
        raw: what stood there, the form's printed hint already taken off.
        mechanism: whose categories and units count.
        day: the day of the mail; a date without a year lies nearest to it.
    """
    sound, example = _typed(asked, raw) if isinstance(raw, str) else (raw, "")
    if isinstance(sound, str) and asked.type not in {FieldType.TEXT, FieldType.LONG}:
        # Endless blanks say nothing there, and patterns that look for several answers would weigh each of them.
        sound = _ENDLESS.sub(r"\1\1", sound.replace("\ufe0f", ""))
    said = _Said(asked, sound, as_text(sound).strip(), mechanism, day)
    if _PICTURE.match(said.text):
        return doubt(None, Code.PICTURE_IN_CELL)
    if _is_nothing(asked.type, said.text):
        return doubt(None, Code.EXAMPLE_LEFT, text=example) if example else Meaning()
    meaning = _READERS[asked.type](said)
    return Meaning(
        meaning.value,
        (
            *meaning.doubts,
            *_losses(said, altered=isinstance(raw, str) and _STRANGE.search(raw) is not None),
            *(((Code.EXAMPLE_LEFT, {"text": example}),) if example else ()),
            *(((Code.EXAMPLE_KEPT, {"text": said.text[:_SHOWN]}),) if may_be_example(said.text) else ()),
        ),
    )


def _typed(asked: Field, raw: str) -> tuple[str, str]:
    """Return what a person typed, without what the form or its label left round it, and the example left above it."""
    long = asked.type is FieldType.LONG
    text, example = without_example(bare_answer(sound_text(raw)), long=long)
    text = _without_part_of_hint(bare_answer(text), asked)
    return (text if long or asked.type is FieldType.TEXT else without_lines(text)), example


def _without_part_of_hint(text: str, asked: Field) -> str:
    """Return a text without a bracket at its beginning that only repeats part of the form's hint; a choice is none."""
    opening = _BRACKET.match(text)
    part = plain(opening.group()) if opening and asked.hint else ""
    if opening is None or not part or part not in plain(asked.hint) or part in map(plain, asked.choices):
        return text
    return text[opening.end() :].strip()


def sound_text(text: str) -> str:
    """Return a text without what no program shows (control characters, halves of a character), its line ends alike."""
    return _STRANGE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _losses(said: _Said, *, altered: bool) -> Iterator[tuple[Code, Mapping[str, str]]]:
    """Yield what became of an answer before we saw it, or would when it is kept."""
    if altered:
        yield Code.STRANGE_SIGNS, {}
    if len(said.text) > MAX_TEXT:
        yield Code.TOO_LONG, {}
    if isinstance(said.raw, float) and abs(said.raw) >= _EXACT:
        yield Code.PRECISION_LOST, {"text": said.text}


def _is_nothing(kind: FieldType, text: str) -> bool:
    """Return whether the text only says that there is nothing: strokes everywhere, 无 where no free text belongs."""
    bare = plain(text)
    if kind in {FieldType.TEXT, FieldType.LONG}:
        return not bare and not any(each.isalnum() for each in text)
    if ticks.has_marks(text):
        return False
    return bare in _NOTHING or (kind is FieldType.DATE and _PRINTED_DAY.fullmatch(bare) is not None)


def _read_text(said: _Said) -> Meaning:
    if said.asked.type is FieldType.LONG:
        return Meaning(_paragraphs(as_text(said.raw)))
    # A line break inside a name comes from a narrow cell; between Latin words it stands for a space.
    # A run of blanks is taken whole (++): ten thousand of them would else be tried in every division.
    joined = re.sub(r"(?<=[!-~])\s++(?=[!-~])", lambda gap: " " if "\n" in gap[0] else gap[0], said.text)
    # 甲公司； in a row of labels: the sign parts it from the next.
    return Meaning(joined.replace("\n", "").strip().rstrip("；;，,"))


def _paragraphs(text: str) -> str:
    """Return a long text with its blank lines and indents; nothing before and behind it.

    The indent of its first line is worth keeping only where others have one.
    """
    lines = [line.rstrip() for line in text.strip("\r\n").splitlines()]
    while lines and not lines[0]:
        del lines[0]
    whole = "\n".join(lines).rstrip()
    return whole if any(line[:1].isspace() for line in lines[1:]) else whole.strip()


def _read_date(said: _Said) -> Meaning:
    # 3月5日前 is a day only where the last day is asked for.
    limit = isinstance(said.raw, str) and _LIMIT.search(said.asked.label)
    found, without_year = days.read_day(_BEFORE.sub("", _BEFORE.sub("", said.text)) if limit else said.raw, said.day)
    if found is None:
        return doubt(None, Code.BAD_DATE, text=said.text)
    if isinstance(said.raw, str) and days.has_letter_o(said.text):
        return doubt(found, Code.LETTER_FOR_DIGIT, text=said.text)
    if without_year:
        return doubt(found, Code.DATE_WITHOUT_YEAR, year=str(found.year), text=said.text)
    return Meaning(found)


def _read_phone(said: _Said) -> Meaning:
    number, sound = phones.read_phone(said.text)
    if not sound and isinstance(said.raw, float) and phones.lost_its_zero(said.text):
        return Meaning(f"0{said.text}")
    if not sound and (pair := phones.name_and_number(said.text)):
        return doubt(pair[1], Code.NAME_IN_PHONE, text=pair[0])
    return Meaning(number) if sound else doubt(number, Code.BAD_PHONE, text=said.text)


def _read_number(said: _Said) -> Meaning:
    if isinstance(said.raw, date | datetime):
        # Excel made a day of what somebody typed; which number it was cannot be told. No case has such a number.
        return Meaning(said.text)
    dense = re.sub(r"\s", "", unicodedata.normalize("NFKC", said.text)).translate(_DASHES)
    if not any(each.isdigit() for each in dense):
        # （由办公室填写）: no number was given.
        return Meaning()
    match = _NUMBER.fullmatch(dense)
    if match is None or not 1990 <= int(match[1]) <= 2199:
        return Meaning(said.text)
    return Meaning(f"{match[1]}-{int(match[2]):03d}")


def _read_category(said: _Said) -> Meaning:
    found = categories.read_category(said.text, said.mechanism.categories)
    if len(found) == 1:
        return Meaning(found[0].stored)
    if found:
        return doubt(None, Code.MORE_THAN_ONE, text=said.text)
    if categories.only_printed(said.text, said.mechanism.categories):
        return Meaning()
    offered = "、".join(each.stored for each in said.mechanism.categories)
    return doubt(None, Code.BAD_CHOICE, text=said.text, choices=offered)


def _read_choice(said: _Said) -> Meaning:
    reading = ticks.read_ticks(said.text, said.asked.choices)
    if reading.blank and ticks.GAP not in said.text and not ticks.has_marks(said.text):
        # Words without any box, and none of them chosen: how they were marked may be lost.
        return doubt(None, Code.BAD_CHOICE, text=reading.text, choices="、".join(said.asked.choices))
    return from_ticks(said.asked, reading)


def from_ticks(asked: Field, reading: ticks.Ticks) -> Meaning:
    """Return what ticked or written choices mean as the answer to a CHOICE or CHOICES field."""
    chosen = [each for each in asked.choices if each in reading.ticked]
    if reading.strange:
        return doubt(None, Code.BAD_CHOICE, text=reading.text, choices="、".join(asked.choices))
    if not chosen:
        return Meaning()
    if asked.type is FieldType.CHOICE and len(chosen) > 1:
        return doubt(None, Code.MORE_THAN_ONE, text="、".join(chosen))
    alone = [each for each in chosen if each in asked.excludes]
    others = [each for each in chosen if each not in asked.excludes]
    if alone and (others or len(alone) > 1):
        return doubt(None, Code.CONTRADICTION, first=alone[0], second=[*others, *alone[1:]][0], text=reading.text)
    return Meaning("、".join(chosen))


def _read_units(said: _Said) -> Meaning:
    matches = list(said.mechanism.units.match_all(said.text))
    names = list(dict.fromkeys(each.unit.name if each.unit else each.text.strip() for each in matches))
    if not names:
        return Meaning()
    doubts = [_unit_doubt(each) for each in matches if each.unit is None]
    if said.asked.type is FieldType.UNIT and len(names) > 1:
        doubts.append((Code.MORE_THAN_ONE, {"text": "、".join(names)}))
    return Meaning("、".join(names), tuple(doubts))


def _unit_doubt(match: UnitMatch) -> tuple[Code, Mapping[str, str]]:
    text = match.text.strip()
    return (Code.NEAR_UNIT, {"text": text, "unit": match.near}) if match.near else (Code.UNKNOWN_UNIT, {"text": text})


_Read = Callable[[_Said], Meaning]
_READERS: Mapping[FieldType, _Read] = {
    FieldType.TEXT: _read_text,
    FieldType.LONG: _read_text,
    FieldType.NUMBER: _read_number,
    FieldType.DATE: _read_date,
    FieldType.PHONE: _read_phone,
    FieldType.CATEGORY: _read_category,
    FieldType.CHOICE: _read_choice,
    FieldType.CHOICES: _read_choice,
    FieldType.UNIT: _read_units,
    FieldType.UNITS: _read_units,
}
