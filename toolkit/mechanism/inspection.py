"""What is wrong with a mechanism's folder (检查), everything at once, each with its file and line.

Loading stops at the first file that cannot be used; whoever writes a mechanism wants to know of all of them, of entries
that nothing asks for, and of what a later command would miss.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import ConfigError
from toolkit.mechanism.allowed import allowed, shown
from toolkit.mechanism.check import NEEDED_ROLES, contradictions
from toolkit.mechanism.dead_ends import dead_ends
from toolkit.mechanism.load import SHIPPED, read_form, read_mechanism, read_record, read_unit_list, read_visits, shipped
from toolkit.mechanism.model import Mechanism
from toolkit.mechanism.named_units import unknown_units
from toolkit.mechanism.pinpoint import ReadFile, best_line, scored
from toolkit.mechanism.places import Way, places
from toolkit.mechanism.reading import read_file, watched
from toolkit.mechanism.shapes import misshapen
from toolkit.mechanism.trace import Traced, unused
from toolkit.mechanism.visiting import FILE as _VISITS
from toolkit.mechanism.wanted import wanted_by_commands

#: A file that a mechanism may have beside its own → what reads it.
Loaders = Mapping[str, Callable[[Mechanism], object]]
_MAIN, _RECORD, _UNITS = "mechanism.toml", "record.toml", "units.toml"
#: Entries for people: where a rule comes from, what a word stands for.
_FOR_PEOPLE = {"rule", "source"}
_QUOTED, _KEY = re.compile(r"“([^”]+)”"), re.compile(r"[a-z][a-z_]{2,}")
_LINE, _ROW = re.compile(r"第 (\d+) 行"), re.compile(r"版面.*?第 (\d+) 行")
_STRANGE = re.compile(r"unexpected keyword argument '(\w+)'")
_UNKNOWN = re.compile(r"不认识的项 (\w+)")
_REASON = re.compile(r"（([“\u4e00-\u9fff].*)）$")
_PREFIX = re.compile(r"^(?:机制“[^”]*”的 )?[^ ：“”]+\.toml(?:：| 的)?\s*")
_ABSENT = re.compile(r"(?:^|的 )([a-z_]+) 缺少")
#: What reading ends with where a value of the wrong kind was let pass.
_ODD = (AttributeError, TypeError)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: the file, the line from 1 (0 where it is about no line in particular), and what it is."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        where = f"{self.file} 第 {self.line} 行" if self.line else self.file
        return f"{where}：{self.words}"


def inspect(folder: Path, loaders: Loaders) -> list[Fault]:
    """Return what is wrong with the mechanism in a folder, in the order of its files; nothing where it can be used.

    Args:
        folder: the mechanism's folder.
        loaders: what reads the files that it may have beside its own.
    """
    return _Inspection(folder, loaders).faults()


class _Inspection:
    def __init__(self, folder: Path, loaders: Loaders) -> None:
        self._folder, self._loaders = folder, loaders
        self._read: dict[str, ReadFile] = {}
        self._found: list[Fault] = []
        self._stopped: set[str] = set()
        self._odd: set[str] = set()

    def faults(self) -> list[Fault]:
        with watched(self._hand_out):
            mechanism = self._mechanism()
            if mechanism is not None:
                self._try(_RECORD, lambda: self._found.extend(self._located(contradictions(mechanism), self._own())))
                self._companions(mechanism)
        self._found += self._unused()
        self._found += self._strangers()
        odd_values = list(self._misshapen())
        self._found += odd_values
        silent = self._odd - {each.file for each in self._found}
        self._found += (Fault(name, self._read[name].top, "有一项的值写法不对") for name in sorted(silent))
        if mechanism is not None and not self._odd:
            self._found += (Fault(_MAIN, self._table(key), words) for key, words in wanted_by_commands(mechanism))
            self._found += self._slips(mechanism) if not odd_values else ()  # what is no number cannot be compared
        order = {name: place for place, name in enumerate([*self._own(), *self._loaders])}
        return sorted(dict.fromkeys(self._found), key=lambda each: (order.get(each.file, len(order)), each.line))

    def _hand_out(self, path: Path, data: Mapping[str, Any]) -> Mapping[str, Any]:
        name = self._name(path)
        if not name:
            return data  # what all mechanisms share
        read = ReadFile(data, places(path.read_text(encoding="utf-8-sig")))
        self._read[name] = read
        return Traced(data, read.trace)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix() if path.is_relative_to(self._folder) else ""

    def _own(self) -> list[str]:
        """Return the files that a mechanism is made of, in the order in which they are told of."""
        return [_MAIN, _RECORD, _UNITS, *self._forms(), _VISITS]

    def _forms(self) -> list[str]:
        return [self._name(each) for each in sorted((self._folder / "forms").glob("*.toml"))]

    def _mechanism(self) -> Mechanism | None:
        """Return the mechanism, None where one of its own files cannot be used; each is told of."""
        before = len(self._found)
        parts: list[tuple[str, Callable[[Path], object]]] = [
            (_MAIN, read_file), (_RECORD, read_record), (_UNITS, read_unit_list),
            *((name, read_form) for name in self._forms()),
            *([(_VISITS, read_visits)] if (self._folder / _VISITS).is_file() else []),
        ]  # fmt: skip
        for name, read in parts:
            self._try(name, lambda read=read, name=name: read(self._folder / name))  # type: ignore[misc]
        if len(self._found) > before:
            return None
        made: list[Mechanism] = []
        self._try(_MAIN, lambda: made.append(read_mechanism(self._folder)))
        return made[0] if made else None

    def _companions(self, mechanism: Mechanism) -> None:
        for name, load in self._loaders.items():
            if (self._folder / name).is_file():
                self._try(name, lambda load=load: load(mechanism))  # type: ignore[misc]

    def _try(self, name: str, act: Callable[[], object]) -> None:
        """Do what reads a file; where it cannot be used, note why."""
        try:
            act()
        except _ODD:  # a value of the wrong kind was let pass, and is told as such
            self._stopped.add(name)
            self._odd.add(name)
        except ConfigError as error:
            self._stopped.add(name)
            head, *rest = error.message.split("\n")
            if rest:  # a sentence each
                self._sentences(name, [each.strip() for each in rest])
            elif name not in self._read and error.remedy:  # its writing is wrong
                self._found.append(self._fault(name, f"{head}。{error.remedy}"))
            else:
                self._found.append(self._fault(name, head))

    def _sentences(self, name: str, sentences: Sequence[str]) -> None:
        """Note what a file is told not to agree with; what the ledger lacks is looked for there."""
        for each in sentences:
            for found in self._located([each], [_RECORD, name] if each.startswith("台账") else [name]):
                self._found.append(found if found.line else Fault(name, self._read[name].top, each))

    def _fault(self, name: str, message: str) -> Fault:
        """Return what keeps a file from being read: a line it names itself, else where it was being read."""
        if not (self._folder / name).is_file():
            return Fault(name, 0, "没有这个文件")
        words, read = _PREFIX.sub("", message), self._read.get(name)
        row, line = _ROW.search(words), _LINE.search(words)
        if read is None:  # its writing is wrong, or it is not there
            return Fault(name, int(line[1]) if line else 0, re.sub(r"^第 \d+ 行(第 \d+ 列)?", r"\1", words))
        if row is not None:
            return Fault(name, read.line(("layout", "rows", int(row[1]) - 1, "cells")), words)
        if "写法不对" in words:
            return _wrong_value(name, read, words)
        strange = _UNKNOWN.search(words)
        if strange is not None:
            return Fault(name, next((n for way, n in read.lines.items() if way and way[-1] == strange[1]), 0), words)
        if "缺少" in words:
            return _missing(name, read, words)
        tokens = [each for each in _QUOTED.findall(words) if each not in read.data]
        return Fault(name, best_line(read, tokens[-1:]) or read.line(read.trace.last), words)

    def _located(self, sentences: Iterable[str], files: Sequence[str]) -> Iterator[Fault]:
        """Yield sentences about things that do not fit each other, each with the place that names most of them."""
        there = {name: self._read[name] for name in files if name in self._read}
        for each in sentences:
            tokens, absent = [*_QUOTED.findall(each), *_KEY.findall(each)], _ABSENT.search(each)
            tables = [
                (5, read.line((absent[1],)), name) for name, read in there.items() if absent and absent[1] in read.data
            ]
            twice = "重" in each or "同时" in each
            found = tables or [(*scored(read, tokens, last=twice), name) for name, read in there.items()]
            score, line, name = max(found, key=lambda one: one[0], default=(0, 0, files[0]))
            yield Fault(name, line, each) if score else Fault(files[0], 0, each)

    def _unused(self) -> Iterator[Fault]:
        # Of a file that nobody could read to its end nothing can be said.
        for name, read in self._read.items() if _MAIN not in self._stopped else ():
            for way in unused(read.data, read.trace) if name not in self._stopped else ():
                key = str(way[-1])
                if key not in _FOR_PEOPLE:
                    near = difflib.get_close_matches(key, read.trace.wanted.get(way[:-1], ()), 1)
                    hint = f"，可能是“{near[0]}”" if near else ""
                    yield Fault(name, read.line(way), f"“{key}”这一项没有用处，请核对写法{hint}")

    def _misshapen(self) -> Iterator[Fault]:
        """Yield values of the wrong kind on lines of which nothing was told yet: reading has let them pass."""
        told = {(each.file, each.line) for each in self._found}
        folders = [SHIPPED / each for each in shipped()]
        for name, read in self._read.items():
            for _, way, words in misshapen(name, read.data, folders):
                if (name, read.line(way)) not in told:
                    yield Fault(name, read.line(way), words)

    def _slips(self, mechanism: Mechanism) -> Iterator[Fault]:
        self._found += (
            Fault(_RECORD, self._read[_RECORD].line(way), words) for way, words in _unknown_meanings(mechanism)
        )
        named = (unknown_units(name, read.data, mechanism) for name, read in self._read.items())
        for file, way, words in itertools.chain(dead_ends(mechanism), *named):
            yield Fault(file, self._read[file].line(way), words)

    def _strangers(self) -> Iterator[Fault]:
        known = {_MAIN, _RECORD, _UNITS, _VISITS, *self._loaders}
        for path in sorted(self._folder.glob("*.toml")):
            if path.name not in known:
                near = difflib.get_close_matches(path.name, known, 1)
                yield Fault(path.name, 0, f"不会用到这个文件{f'，是不是“{near[0]}”' if near else ''}")

    def _table(self, key: str) -> int:
        return self._read[_MAIN].line((key,))


def _wrong_value(name: str, read: ReadFile, words: str) -> Fault:
    """Return what was being read when its value was found to be none of its kind; the reason may be in English."""
    way, strange, reason = read.trace.last, _STRANGE.search(words), _REASON.search(words)
    if reason is not None:
        return Fault(name, best_line(read, _QUOTED.findall(reason[1])) or read.line(way), reason[1])
    if strange is not None:
        own = (*way[:-1], strange[1])
        return Fault(name, read.line(own), f"“{strange[1]}”这一项不认识，请核对写法")
    value: Any = read.data
    for each in way:
        value = value[each]
    return Fault(name, read.line(way), f"“{way[-1]}”{shown(value)}，写法不对{allowed(words)}" if way else words)


def _missing(name: str, read: ReadFile, words: str) -> Fault:
    """Return what is told of an entry that is missing: also which one beside it may be it, misspelt."""
    way, wanted = read.trace.last, _QUOTED.findall(words)
    table: Any = read.data
    for each in way:
        table = table[each]
    idle = [str(each) for each in table if (*way, each) not in read.trace.used] if isinstance(table, Mapping) else []
    near = difflib.get_close_matches(wanted[-1], idle, 1) if wanted else []
    if near:
        return Fault(name, read.line((*way, near[0])), f"{words}，是不是写成了“{near[0]}”")
    return Fault(name, read.line(way) or read.top, words)


def _unknown_meanings(mechanism: Mechanism) -> Iterator[tuple[Way, str]]:
    """Yield meanings of columns that no command asks for: all that there are stand in one of those that ship."""
    known = {meaning for each in shipped() for meaning in read_file(SHIPPED / each / _RECORD)["roles"]}
    for meaning in mechanism.record.roles:
        if meaning not in known and meaning not in NEEDED_ROLES:
            near = difflib.get_close_matches(meaning, known, 1)
            yield ("roles", meaning), f"roles 里的“{meaning}”没有用处{f'，可能是“{near[0]}”' if near else ''}"
