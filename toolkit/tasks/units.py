"""Who answers for a task (责任单位): the phrase of a plan to full names by role.

``（市财政局牵头，市经贸委、科技局配合）`` and ``责任单位：市财政局`` are both read; the words for each role are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit.mechanism.planning import DUTY, LEAD, SUPPORT, PlanWords
from toolkit.tasks.model import Answerable, Correction
from toolkit.tasks.plain import apart, brackets, plain

_SHORT_FORM = re.compile(r"\(?以下简称[\"“]?(?P<name>[^\"”()]+)[\"”]?\)|\(简称[\"“]?(?P<short>[^\"”()]+)[\"”]?\)")
#: Names shorter than this are too like others to be put right.
_SHORTEST, _WHERE = 3, 12
#: Stars and dots that stand before a label (★责任单位：).
_MARKS = r"[\s★☆●○■□◆◇▲△►▶※*·•-]*"
#: The role of a label that tells the time, not a unit.
_BY = "by"
#: The place a document is about, by its title (清远市关于……): units that begin with it are named in full.
_PLACE = re.compile(r"(?P<place>[一-龥]{2,4}?)(?:省|市|区|县|州)")


def label_ahead(words: PlanWords) -> re.Pattern[str]:
    """Return what a line begins with that tells who answers or by when (牵头单位：, 完成时限：), in plain letters."""
    labels = [*(word for each in words.roles.values() for word in each.label), *words.dates["label"]]
    return re.compile(rf"{_MARKS}(?:{_either(labels)})\s*:")


_MARK = re.compile(f"^{_MARKS}")


class Phrases:
    """Finds and reads the phrases of one document.

    Attributes:
        whole: its text in plain letters; a name that stands there in full needs no proof.
        corrections: the names that were put right.
    """

    def __init__(self, whole: str, words: PlanWords, title: str = "") -> None:
        self.whole = plain(whole)
        self.corrections: list[Correction] = []
        self._read: dict[str, str] = {}
        own = _PLACE.search(title)
        self._place = own["place"] if own else ""
        self._units = words.units
        tail = "|".join(map(re.escape, words.units["between"]))
        after = {word: role for role, each in words.roles.items() for word in each.after}
        label = {word: role for role, each in words.roles.items() for word in each.label}
        label |= dict.fromkeys(words.dates["label"], _BY)
        self._role_of = {**label, **after}
        self._after = re.compile(
            rf"(?P<units>.+?)(?P<between>(?:{tail})*)(?P<role>{_either(after)})(?=\s*(?:[,;、。]|$)|\s)"
        )
        self._label = re.compile(rf"(?:^|(?<=[,;。\s)]))(?P<role>{_either(label)})\s*(?::|为|是)\s*")
        self._duty_behind = re.compile(rf"(?:{tail})*(?:{_either(after)})$")
        self._open = re.compile(rf"等(?:{tail})*$")
        self._between = re.compile(rf"(?:{tail})+$")
        self._ending = re.compile(rf"(?:{_either(words.units['endings'])})(?:\([^()]*\))?$")

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
        # A time alone is told with the units beside it; without any it is no phrase.
        return [each for each in _joined(said, found) if each[2].all]

    def _on_lines(self, said: str) -> Iterator[tuple[int, int, Answerable]]:
        """Yield phrases that stand on a line of their own, with a label ahead."""
        for line in re.finditer(r"[^\n]+", said):
            words = _MARK.sub("", line[0]).strip().rstrip("。")
            if self._label.match(words):
                units = self.read(words) or self._time(words)
                if units is not None:
                    yield (*line.span(), units)

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
        if not (ends and begins and all(self._ending.search(self._bare(each)) for each in names)):
            return None
        proposed: list[str] = []
        units = tuple(dict.fromkeys(self.names(inner, proposed)))
        return Answerable(duty=units, said=inner, proposed=tuple(proposed), bare=True)

    def read(self, said: str) -> Answerable | None:
        """Return who answers by a phrase, None where it is none."""
        said = said.strip().rstrip("。;")
        by_label = list(self._label.finditer(said))
        found = self._labelled(said, by_label) if by_label else self._trailed(said)
        if not found:
            return None
        roles: dict[str, list[str]] = {LEAD: [], SUPPORT: [], DUTY: []}
        proposed: list[str] = []
        by = "、".join(units for role, units in found if role == _BY)
        for role, units in ((role, units) for role, units in found if role != _BY):
            for other, names in self._with(role, units):
                full = list(self.names(names, proposed))
                roles[other] += [each for each in full if each not in roles[other]]
        if not any(roles.values()):
            return None
        is_open = any(self._open.search(units) for _, units in found)
        lead, support, duty = (tuple(roles[each]) for each in (LEAD, SUPPORT, DUTY))
        return Answerable(lead, support, duty, said, tuple(dict.fromkeys(proposed)), is_open, by)

    def _trailed(self, said: str) -> list[tuple[str, str]]:
        """Return the roles of a phrase with the words behind the units; nothing where something else is left over."""
        found, place = [], 0
        while place < len(said):
            match = self._after.match(said, place)
            if match is None:
                return []
            found.append((self._role_of[match["role"]], match["units"] + match["between"]))
            place = match.end() + len(said[match.end() :]) - len(said[match.end() :].lstrip(" ,;、。"))
        return found if all(self._has_unit(units) for _, units in found) else []

    def _labelled(self, said: str, labels: Sequence[re.Match[str]]) -> list[tuple[str, str]]:
        ends = [*(each.start() for each in labels[1:]), len(said)]
        found: list[tuple[str, str]] = []
        for each, end in zip(labels, ends, strict=True):
            behind = said[each.end() : end].strip(" ,;。")
            # 责任单位：甲局牵头，乙局配合: the words behind the units say more than the label.
            roles = self._trailed(behind) if self._role_of[each["role"]] == DUTY else []
            found += roles if len(roles) > 1 else [(self._role_of[each["role"]], self._listed(behind))]
        return found

    def _listed(self, said: str) -> str:
        """Return what stands behind a label, without what another label says (责任人：……) and 按职责分工负责."""
        parts = [each for each in apart(said.strip(" ,;。"), ";。") if ":" not in each]
        listed = ",".join(parts)
        without = self._duty_behind.sub("", listed)
        return without if self._has_unit(without) else listed

    def _has_unit(self, units: str) -> bool:
        return any(self._ending.search(self._bare(each)) for each in apart(units, "、,"))

    def _with(self, role: str, units: str) -> Iterator[tuple[str, str]]:
        """Yield role and units, those behind 会同 as supporting."""
        for word in self._units["with"]:
            ahead, found, behind = units.partition(word)
            if found and self._has_unit(ahead):
                yield (LEAD if role == DUTY else role), ahead
                yield SUPPORT, behind
                return
        yield role, units

    def names(self, units: str, proposed: list[str]) -> Iterator[str]:
        """Yield the full names in a list; those completed without proof are added to ``proposed``."""
        for stretch in self._stretches(units):
            level = ""
            for name in stretch:
                if name in self._units["nobody"]:
                    continue
                full = self._mended(self._short(name), units)
                if any(full.startswith(each) for each in self._units["whole"]):
                    level = ""
                elif self._level(full):
                    level = self._level(full)
                elif level and not self._stands_alone(full):
                    full = level + full
                    if full not in self.whole:
                        proposed.append(full)
                yield full

    def _level(self, name: str) -> str:
        """Return the level that a name begins with, "" where it begins with none (市场监管局 has none)."""
        if name.startswith(self._units["not_levels"]):
            return ""
        return next((each for each in self._units["levels"] if name.startswith(each)), "")

    def _stands_alone(self, name: str) -> bool:
        """Return whether a name is whole without a level: it begins with the place, or elsewhere begins a list."""
        if (self._place and name.startswith(self._place)) or name.endswith(self._units["alone"]):
            return True
        return any(f"{mark}{name}" in self.whole for mark in "(〔,;:")

    def _mended(self, name: str, units: str) -> str:
        """Return a name whose first letter was misread for a level, as the text has it elsewhere (节工商联)."""
        if name not in self._read:
            self._read[name] = self._as_elsewhere(name)
            if self._read[name] != name:
                why = f"单位名称的头一个字认错了，文中别处作“{self._read[name]}”"
                self.corrections.append(Correction(units[:_WHERE], name, self._read[name], why))
        return self._read[name]

    def _as_elsewhere(self, name: str) -> str:
        levels = self._units["levels"]
        # The longer a name, the less can another be meant: 民政局 is not 市政局.
        if len(name) <= _SHORTEST or name.startswith((*levels, *self._units["whole"])):
            return name
        if self.whole.count(name) != 1 or f"、{name}" in self.whole:
            return name
        right = [level + name[1:] for level in levels if level + name[1:] in self.whole]
        return right[0] if len(right) == 1 else name

    def _stretches(self, units: str) -> Iterator[list[str]]:
        """Yield the names between commas; what has no unit's ending goes with the name behind it (各区、县级市政府)."""
        units = self._bare(units)
        for part in apart(units, ","):
            names: list[str] = []
            waiting = ""
            for each in map(self._bare, apart(part, "、")):
                waiting += each
                if self._ending.search(waiting):
                    names.append(waiting)
                    waiting = ""
                else:
                    waiting += "、"
            if waiting:
                names.append(waiting.rstrip("、"))
            yield names

    def _bare(self, units: str) -> str:
        return self._between.sub("", units.strip())

    def _short(self, name: str) -> str:
        """Return the short name that the text gives a unit behind its long one."""
        match = _SHORT_FORM.search(name)
        return (match["name"] or match["short"]) if match else name


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


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
