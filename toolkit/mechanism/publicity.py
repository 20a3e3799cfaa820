"""What a mechanism tells the public of its regular meeting (宣传): the announcement before it, the press note after it.

The data are ``publicity.toml`` in the mechanism's folder; a mechanism without the file tells the public nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.model import Mechanism

#: The file's name in the mechanism's folder.
FILE = "publicity.toml"
#: What the words of each may ask for; :data:`EACH` stand in the sentence about a matter.
ANNOUNCED = ("会议", "名称", "会议日期", "反馈期限", "办公室", "依据", "平台")
TOLD = ("会议", "名称", "会议日期", "会议地点", "主持人", "件数", "类别", "事项", "强调", "办公室", "依据")
EACH = ("企业", "案由", "办理单位", "期限")


@dataclass(frozen=True, slots=True)
class PublicText:
    """What is written for the public.

    Attributes:
        unit: which unit makes it public.
        name: what it is called, in its file's name.
        title: its title.
        issuer: the kind of paper by which the mechanism's issuers know it.
        words: its paragraphs; names in braces are filled in.
        rule: the source.
    """

    unit: str
    name: str
    title: str
    issuer: str
    words: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Publicity:
    """All that a mechanism tells the public.

    Attributes:
        announcement: that matters are collected, None where it is not announced; ``platform`` where it is.
        note: what is told after the day, None where nothing is; ``each`` is its sentence about a matter.
        firm: what stands in the note for a firm's name, ``person`` for the names of its people.
    """

    announcement: PublicText | None
    platform: str
    note: PublicText | None
    each: str
    firm: str
    person: str


def load_publicity(mechanism: Mechanism) -> Publicity | None:
    """Return what the mechanism tells the public, None where its folder has no such file.

    Raises:
        ConfigError: an entry is missing or wrong, or names what there is none of.
    """
    return read_companion(mechanism, FILE, _publicity, lambda each: _wrong(each, mechanism))


def _publicity(data: Mapping[str, Any]) -> Publicity:
    announced, told = data.get("announcement"), data.get("note")
    return Publicity(
        announcement=_text(announced) if announced else None,
        platform=announced["platform"] if announced else "",
        note=_text(told) if told else None,
        each=told["each"] if told else "",
        firm=told["firm"] if told else "",
        person=told["person"] if told else "",
    )


def _text(data: Mapping[str, Any]) -> PublicText:
    return PublicText(data["unit"], data["name"], data["title"], data["issuer"], tuple(data["words"]), data["rule"])


def _wrong(found: Publicity, mechanism: Mechanism) -> Iterator[str]:
    texts = [(each, names) for each, names in ((found.announcement, ANNOUNCED), (found.note, TOLD)) if each]
    for text, names in texts:
        if text.issuer not in mechanism.issuers:
            yield f"“{text.name}”的出具单位“{text.issuer}”没有写明"
        yield from _unknown(text.name, (text.title, *text.words), names)
    yield from _unknown("each", [found.each], EACH)
    if mechanism.regular_meeting is None:
        yield "宣传定期会议，但没有定期会议"


def _unknown(where: str, texts: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    for text in texts:
        try:
            text.format_map(dict.fromkeys(names, ""))
        except KeyError as error:
            yield f"“{where}”里的“{error.args[0]}”不是能填的名称"
        except (ValueError, IndexError):
            yield f"“{where}”里的花括号不成对：{text}"
