"""Who answers for a task (责任单位): the phrase of a plan to full names by role.

``（市财政局牵头，市经贸委、科技局配合）`` and ``责任单位：市财政局`` are both read; the words for each role are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.mechanism.planning import DUTY, LEAD, PERSON, SUPPORT, PlanWords
from toolkit.tasks.model import Answerable, Correction
from toolkit.tasks.names import Names
from toolkit.tasks.plain import apart, brackets, either, plain

#: Stars and dots that stand before a label (★责任单位：).
_MARKS = r"[\s★☆●○■□◆◇▲△►▶※*·•-]*"
#: The role of a label that tells the time, not a unit.
_BY = "by"
#: A list that is nothing but units begins with a name longer than that (区工商联), not with 市政府's like.
_SHORTEST = 3


def label_ahead(words: PlanWords) -> re.Pattern[str]:
    """Return what a line begins with that tells who answers or by when (牵头单位：, 完成时限：), in plain letters."""
    labels = [*(word for each in words.roles.values() for word in each.label), *words.dates["label"]]
    return re.compile(rf"{_MARKS}(?:{either(labels)})\s*:")


_MARK = re.compile(f"^{_MARKS}")
_UP_TO_STOP = re.compile(r"[^。\n]*")
#: How the words behind units end that tell nothing but by when (6月底前完成, 长期推进, 三季度前出台细则).
_JUST_A_TIME = re.compile(
    r"^[^,;]?[^,;]{2,14}(?:完成|推进|坚持|实施|落实|开展|到位|出台[一-龥]{0,4}|[前底末年月日度])$"
)


class Phrases:
    """Finds and reads the phrases of one document."""

    def __init__(self, whole: str, words: PlanWords, title: str = "") -> None:
        self._units, self._names = words.units, Names(whole, words, title)
        tail = "|".join(map(re.escape, words.units["between"]))
        after = {word: role for role, each in words.roles.items() for word in each.after}
        label = {word: role for role, each in words.roles.items() for word in each.label}
        label |= dict.fromkeys(words.dates["label"], _BY)
        self._role_of = {**label, **after}
        self._after = re.compile(
            rf"(?P<units>.+?)(?P<between>(?:{tail})*)(?P<role>{either(after)})(?=\s*(?:[,;、。]|$)|\s)"
        )
        self._label = re.compile(rf"(?:^|(?<=[,;。\s)]))(?P<role>{either(label)})\s*(?::|为|是)\s*")
        self._behind_stop = re.compile(rf"(?<=[。;])(?:{_MARKS}(?:{either(label)})\s*:[^。\n]*。?)+")
        self._duty_behind = re.compile(rf"(?:{tail})*(?:{either(after)})$")
        self._open = re.compile(rf"等(?:{tail})*$")
        self._told_lead = re.compile(rf"\((?:{either(words.roles[LEAD].after)})\)$")
        self._times = re.compile(rf"\d{{4}}年|\d月|季度|年[底末内]|半年|全年|{either(words.dates['lasting'])}")
        roles = either(after)
        self._within = re.compile(
            rf"(?:^|(?<=[,;。:\n]))[^,;。:\n]{{0,6}}?由(?P<said>[^。;:\n]{{2,60}}?(?:{roles})(?:[,、][^。;:\n,]{{2,60}}?(?:{roles}))?)(?=[,;。\n]|$)"
        )

    @property
    def corrections(self) -> list[Correction]:
        """The names that were put right so far."""
        return self._names.corrections

    def find(self, text: str) -> list[tuple[int, int, Answerable]]:
        """Return where phrases begin and end in a text, with what they say; those side by side are one."""
        said = plain(text)
        found: list[tuple[int, int, Answerable]] = []
        for start, end in brackets(said):
            inner = said[start + 1 : end - 1]
            units = self.read(inner) or self._bare_list(inner, said[end:]) or self._time(inner)
            if units is not None:
                found.append((start, end, replace(units, said=text[start + 1 : end - 1])))
        inside = [(start, end) for start, end, _ in found]
        found += (
            each for each in self._on_lines(said) if not any(start < each[1] and each[0] < end for start, end in inside)
        )
        found.sort(key=lambda each: each[0])
        found = found or list(self._in_sentences(said))
        # A time alone is told with the units beside it; without any it is no phrase.
        return [each for each in _joined(said, found) if each[2].all]

    def _on_lines(self, said: str) -> Iterator[tuple[int, int, Answerable]]:
        """Yield phrases with a label ahead, on a line of their own or at the end of one."""
        for line in re.finditer(r"[^\n]+", said):
            # Behind the sentences of a task a label may begin what its line ends with.
            behind = None if self._label.match(_MARK.sub("", line[0])) else self._behind_stop.search(line[0])
            start, end = behind.span() if behind else (0, len(line[0]))
            words = _MARK.sub("", line[0][start:end]).strip().rstrip("。")
            if self._label.match(words):
                units = self.read(words) or self._time(words)
                if units is not None:
                    yield line.start() + start, line.start() + end, units

    def _in_sentences(self, said: str) -> Iterator[tuple[int, int, Answerable]]:
        """Yield who answers by a sentence's own words (由市财政局牵头，……), told where what it is about ends.

        The words stay in the text; they are about all that follows, up to the sentence that names others.
        """
        told = [(match, units) for match in self._within.finditer(said) if (units := self.read(match["said"]))]
        for (match, units), behind in zip(told, [*(each.start() for each, _ in told), len(said)][1:], strict=True):
            rest = _UP_TO_STOP.match(said, match.end())
            by = rest[0].strip(" ,") if rest else ""
            by = by if self._is_time(by) and _JUST_A_TIME.fullmatch(by) else ""
            start, end = match.start(), rest.end() if rest and by else match.end()
            alone = said[:start].rstrip()[-1:] in {"", "。"} and said[end : end + 1] in {"", "。", "\n"}
            # A sentence that says nothing else stands behind what it is about; others speak of what follows.
            yield (start, end, replace(units, by=by)) if alone else (behind, behind, units)

    def _time(self, said: str) -> Answerable | None:
        """Return the time that a label tells of (完成时限：2025年12月31日) where no unit is named beside it."""
        label = self._label.match(said)
        if label is None or self._role_of[label["role"]] != _BY:
            return None
        return Answerable(said=said, by=said[label.end() :].strip(" ,;。"))

    def _bare_list(self, inner: str, behind: str) -> Answerable | None:
        """Return who answers by a bracket that ends a sentence and holds nothing but units; None for any other."""
        names = apart(inner, "、,")
        ends = not behind.strip() or behind.lstrip(" ")[0] in "。;\n"
        begins = (
            bool(names)
            and names[0].startswith((*self._units["levels"], *self._units["whole"]))
            and len(names[0]) > _SHORTEST
        )
        if not (ends and begins and self._names.only_units(inner)):
            return None
        proposed: list[str] = []
        units = tuple(dict.fromkeys(self._names.full(inner, proposed)))
        return Answerable(duty=units, said=inner, proposed=tuple(proposed), bare=True)

    def names(self, units: str, proposed: list[str]) -> Iterator[str]:
        """Yield the full names in a list; those completed without proof are added to ``proposed``."""
        return self._names.full(units, proposed)

    def read(self, said: str) -> Answerable | None:
        """Return who answers by a phrase, None where it is none."""
        said = said.strip().rstrip("。;")
        by_label = list(self._label.finditer(said))
        found = self._labelled(said, by_label) if by_label else self._trailed_and_time(said)
        if not found:
            return None
        roles: dict[str, list[str]] = {LEAD: [], SUPPORT: [], DUTY: []}
        proposed: list[str] = []
        by = "、".join(units for role, units in found if role == _BY)
        for role, units in ((role, units) for role, units in found if role not in {_BY, PERSON}):
            for other, names in self._with(role, units):
                for each in self._names.full(names, proposed):
                    bare = self._told_lead.sub("", each)
                    mine = roles[LEAD if bare != each else other]
                    mine += [bare] if bare not in mine else []
        if not any(roles.values()):
            return None
        is_open = any(self._open.search(units) for _, units in found)
        lead, support, duty = (tuple(roles[each]) for each in (LEAD, SUPPORT, DUTY))
        return Answerable(lead, support, duty, said, tuple(dict.fromkeys(proposed)), is_open, by)

    def _trailed_and_time(self, said: str) -> list[tuple[str, str]]:
        """Return the roles of a phrase, and the times told beside them (甲局牵头，乙局配合，2025年6月底前完成)."""
        units, times = self._without_times(said)
        found = self._trailed(units)
        return [*found, *times] if found else []

    def _trailed(self, said: str) -> list[tuple[str, str]]:
        """Return the roles of a phrase with the words behind the units; nothing where something else is left over."""
        found, place = [], 0
        while place < len(said):
            match = self._after.match(said, place)
            if match is None:
                return []
            found.append((self._role_of[match["role"]], match["units"] + match["between"]))
            place = match.end() + len(said[match.end() :]) - len(said[match.end() :].lstrip(" ,;、。"))
        return found if all(self._names.has_unit(units) for _, units in found) else []

    def _labelled(self, said: str, labels: Sequence[re.Match[str]]) -> list[tuple[str, str]]:
        ends = [*(each.start() for each in labels[1:]), len(said)]
        found: list[tuple[str, str]] = []
        for each, end in zip(labels, ends, strict=True):
            behind = said[each.end() : end].strip(" ,;。")
            # 责任单位：甲局牵头，乙局配合: the words behind the units say more than the label.
            roles = self._trailed(behind) if self._role_of[each["role"]] == DUTY else []
            if self._role_of[each["role"]] not in {_BY, PERSON}:
                behind, times = self._without_times(behind)
                found += times
            found += roles if len(roles) > 1 else [(self._role_of[each["role"]], self._listed(behind))]
        return found

    def _without_times(self, said: str) -> tuple[str, list[tuple[str, str]]]:
        """Return the words of a phrase without the times told beside units (各县市政府，6月底完成), and those."""
        parts = apart(said, ",;")
        times = [each for each in parts if self._is_time(each)]
        units = ",".join(each for each in parts if each not in times) if times else said
        return units, [(_BY, each) for each in times]

    def _is_time(self, said: str) -> bool:
        return self._times.search(said) is not None and ":" not in said and not self._names.has_unit(said)

    def _listed(self, said: str) -> str:
        """Return what stands behind a label, without what another label says (责任人：……) and 按职责分工负责."""
        parts = [each for each in apart(said.strip(" ,;。"), ";。") if ":" not in each]
        listed = ",".join(parts)
        without = self._duty_behind.sub("", listed)
        return without if self._names.has_unit(without) else listed

    def _with(self, role: str, units: str) -> Iterator[tuple[str, str]]:
        """Yield role and units, those behind 会同 as supporting."""
        for word in self._units["with"]:
            ahead, found, behind = units.partition(word)
            if found and self._names.has_unit(ahead):
                yield (LEAD if role == DUTY else role), ahead
                yield SUPPORT, behind
                return
        yield role, units


def _joined(said: str, found: Sequence[tuple[int, int, Answerable]]) -> list[tuple[int, int, Answerable]]:
    joined: list[tuple[int, int, Answerable]] = []
    for start, end, units in found:
        if joined and not said[joined[-1][1] : start].strip(" \n,;、。"):
            first, _, before = joined.pop()
            both = Answerable(
                before.lead + units.lead, before.support + units.support, before.duty + units.duty,
                f"{before.said};{units.said}", before.proposed + units.proposed, before.open or units.open,
                before.by or units.by, (before.bare or not before.all) and (units.bare or not units.all),
            )  # fmt: skip
            joined.append((first, end, both))
        else:
            joined.append((start, end, units))
    return joined
