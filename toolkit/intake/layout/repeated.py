"""A label said once more in its own answer: 企业联系人 | 联系人：张三 answers with 张三."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.forms import Field, FieldType
from toolkit.intake.layout.vocabulary import is_long
from toolkit.intake.plain.words import plain

#: No longer word before a colon repeats a label.
_HEAD = 12
#: What people say for a field of a kind, whatever its label.
_OF_KIND = {
    FieldType.PHONE: ("电话", "手机", "手机号", "座机", "固话", "电话号码", "手机号码", "联系方式"),
    FieldType.DATE: ("日期", "时间"),
    FieldType.UNIT: ("单位", "单位名称"),
    FieldType.UNITS: ("单位", "单位名称"),
}
_PERSON = re.compile(r"人(?:员|姓名)?$|签[名字]")
_NAME = ("姓名", "名字")


def without_label(text: str, asked: Field) -> str:
    """Return an answer without the field's own label before it, as it is where nothing else would be left."""
    return _split(text, asked)[1]


def repeats(text: str, asked: Field) -> bool:
    """Return whether a text says its field's label once more, with its colon."""
    return bool(_split(text, asked)[0])


def may_repeat(text: str, asked: Field) -> bool:
    """Return whether a long text begins with its field's label and was left so, for it may be part of it."""
    head, colon, _ = text.replace("：", ":").partition(":")
    return is_long(asked) and bool(colon) and "\n" not in head and plain(head) in own_words(asked)


def _split(text: str, asked: Field) -> tuple[str, str]:
    head, colon, rest = text.replace("：", ":", 1).partition(":") if "：" in text[: _HEAD + 6] else text.partition(":")
    if not colon:
        return "", text
    name = plain(head)
    if not plain(rest) or not 0 < len(name) <= _HEAD or "\n" in head.strip():
        return "", text
    if name not in own_words(asked) or re.search("[:：]", rest) or (is_long(asked) and "\n" in rest.strip()):
        # With a colon more it is a text of its own (单位：甲公司，职务：经理), and so may several paragraphs be.
        return "", text
    return name, rest.strip()


@lru_cache(maxsize=512)
def own_words(asked: Field) -> frozenset[str]:
    """Return the words that repeat a field's label: its wordings, what its printed label ends in, its kind's words."""
    if is_long(asked):
        # A paragraph may well begin with such a word; only the printed label itself says nothing.
        return frozenset((plain(asked.label),))
    label = plain(asked.label)
    ends = {label[start:] for start in range(1, len(label) - 1)}
    of_person = _NAME if asked.type is FieldType.TEXT and any(_PERSON.search(each) for each in asked.labels) else ()
    return frozenset((*map(plain, asked.labels), *ends, *_OF_KIND.get(asked.type, ()), *of_person))
