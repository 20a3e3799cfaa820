"""Answers that can be nothing but answers: no word in them that the reader may take for a label, a mark or a title.

Where a form stands on a sheet is found by the words of all its cells, the answers' among them. An answer that passes
here changes nothing about that, whatever it says; which makes a form on our own sheet quick to read
(:mod:`toolkit.intake.quick.quick`). Whatever leaves a doubt does not pass: it costs a little time and no answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from toolkit.forms import Field, FieldType, Form
from toolkit.intake.formats.tidy import cleaned
from toolkit.intake.layout.guides import is_label, says_how
from toolkit.intake.layout.inline import holds_label
from toolkit.intake.layout.recognise import words_asked
from toolkit.intake.layout.repeated import own_words
from toolkit.intake.layout.strangers import is_sign_off, may_head
from toolkit.intake.layout.vocabulary import Vocabulary, inline_pattern, is_long, vocabulary
from toolkit.intake.meanings import ticks
from toolkit.intake.plain.grid import CellValue
from toolkit.intake.plain.words import plain, without_hint

#: A name, a post, a unit: letters, with what parts them. Nothing that opens an answer or draws a box.
_NAME = re.compile(r"(?=\w)[\u4e00-\u9fffA-Za-z0-9·、（）() &.\-]{2,60}")
#: A text of sentences, without any bracket that may enclose a label or a mark; its colons are looked at one by one.
_TEXT = re.compile(r"(?=\w)[\u4e00-\u9fffA-Za-z0-9\n ，。；、！？（）()“”‘’《》—…%％.,+/·～~:：\-]{5,3000}")
_DAY = re.compile(r"(?:19|20)\d\d[-./年](?:1[0-2]|0?[1-9])[-./月](?:3[01]|[12]\d|0?[1-9])日?")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?[2-8]\d{6,7}")
_CASE = re.compile(r"20\d\d-\d{3,6}")
#: Only figures: a row's number, or whatever else.
_FIGURES = re.compile(r"[\d一二三四五六七八九十〇零]+")
#: Longer than any word that signs a form off, its number before it.
_SIGN_OFF = 20
_SHAPES = {
    FieldType.TEXT: _NAME,
    FieldType.UNIT: _NAME,
    FieldType.UNITS: _NAME,
    FieldType.LONG: _TEXT,
    FieldType.DATE: _DAY,
    FieldType.PHONE: _PHONE,
    FieldType.NUMBER: _CASE,
}
#: Of these the shape says everything.
_FIGURED = frozenset((FieldType.DATE, FieldType.PHONE, FieldType.NUMBER))


@dataclass(frozen=True, slots=True)
class Tame:
    """What answers must not look like, for the forms of one mechanism and one of them.

    Attributes:
        words: the words of the form.
        own: what repeats one of its labels before a colon.
        inline: finds a label of any form with its colon inside a text.
        labels, choices, titles: the plain wordings of all forms' labels, what they let choose, and their titles.
        phones: the labels that ask for telephone numbers.
    """

    words: Vocabulary
    own: Collection[str]
    inline: re.Pattern[str]
    labels: Collection[str]
    choices: tuple[str, ...]
    titles: Collection[str]
    phones: tuple[str, ...]

    @classmethod
    def of(cls, form: Form, forms: tuple[Form, ...]) -> Tame:
        """Return what the answers on a form must not look like where it may be taken for any of ``forms``."""
        labels, phones, choices = words_asked(forms)
        titles = frozenset(title for each in forms for title in vocabulary(each).titles)
        own = frozenset(word for each in form.fields for word in own_words(each))
        inline = inline_pattern(field for each in forms for field in each.fields)
        return cls(vocabulary(form), own, inline, labels, tuple(sorted(choices)), titles, tuple(phones))

    def passes(self, asked: Field, value: CellValue) -> bool:
        """Return whether a value can be nothing but an answer to a field of the form."""
        if not isinstance(value, str):
            number = isinstance(value, float) and asked.type is FieldType.PHONE
            return number or (isinstance(value, date) and asked.type is FieldType.DATE)
        shape = _SHAPES.get(asked.type)
        if shape is None or not shape.fullmatch(value):
            return False
        return asked.type in _FIGURED or (self._is_free(value, asked) and value == without_hint(value, asked.hint))

    def _is_free(self, text: str, asked: Field) -> bool:
        """Return whether the words of a text are none of a form's."""
        bare = plain(text)
        if len(bare) < 2 or _FIGURES.fullmatch(bare) or text[-1].isspace():
            return False
        if any(each in bare for each in self.titles) or self.words.is_printed(text):
            return False
        if any(each in text for each in self.choices) and (not is_long(asked) or self._chooses(text)):
            return False
        if (":" in text or "：" in text) and self._introduces(text):
            return False
        return not self._heads(text, bare)

    def _introduces(self, text: str) -> bool:
        """Return whether a colon in a text may stand behind a label, or is the last of what it says."""
        heads = {plain(text.partition(colon)[0]) for colon in ":："}
        return text.endswith((":", "：")) or not heads.isdisjoint(self.own) or holds_label(text, self.inline)

    def _chooses(self, text: str) -> bool:
        """Return whether a text with choices in it may be a list of them, boxed or not, or nearly one of them."""
        only = ticks.only_choices(text, self.choices)
        return len(text) <= 2 * max(map(len, self.choices)) or only or cleaned(text, self.choices) != text

    def _heads(self, text: str, bare: str) -> bool:
        """Return whether a text may be a label, the last words of a form, or a hint how to fill it in."""
        if is_label(text, self.labels) or bare.endswith(self.phones):
            return True
        if "\n" in text and is_label(text.partition("\n")[0], self.labels):
            return True
        # A longer text signs a form off only before a colon, or with the rest of it in brackets.
        signs = len(bare) <= _SIGN_OFF or any(each in text for each in ":：(（")
        return may_head(text) or (signs and is_sign_off(text)) or says_how(text, self.choices)
