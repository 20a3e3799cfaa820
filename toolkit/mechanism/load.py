"""A mechanism's folder read, checked and returned; which mechanisms there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from toolkit.errors import ConfigError
from toolkit.forms import Form, declare
from toolkit.mechanism.cadence import cadence
from toolkit.mechanism.check import check
from toolkit.mechanism.clock import Clock, charge
from toolkit.mechanism.column import column
from toolkit.mechanism.condition import Condition
from toolkit.mechanism.counting import counting
from toolkit.mechanism.gathering import Gathering
from toolkit.mechanism.issuer import issuer
from toolkit.mechanism.model import (
    Category,
    Mechanism,
    Meeting,
    Phase,
    Record,
    Status,
    Transition,
)
from toolkit.mechanism.reading import read_file
from toolkit.mechanism.secrecy import secrecy
from toolkit.mechanism.special import special
from toolkit.mechanism.typeset import typeset
from toolkit.mechanism.units import Unit, UnitBook
from toolkit.mechanism.visiting import FILE as VISITS
from toolkit.mechanism.visiting import Visiting, visiting

_Made = TypeVar("_Made")
_State = tuple[tuple[str, int, int], ...]

#: The mechanisms that come with the toolkit, a folder each.
SHIPPED = Path(__file__).resolve().parent.parent / "mechanisms"


def shipped() -> Sequence[str]:
    """Return the names of the mechanisms that come with the toolkit."""
    return sorted(each.parent.name for each in SHIPPED.glob("*/mechanism.toml"))


def default_name() -> str:
    """Return the mechanism that ``init`` takes where none is named: the one whose data say so.

    Raises:
        ConfigError: none does, or several do.
    """
    marked = [each for each in shipped() if read_file(SHIPPED / each / "mechanism.toml").get("default", False)]
    if len(marked) != 1:
        raise ConfigError(f"应有且只有一个机制标为默认，现在有 {len(marked)} 个")
    return marked[0]


def load(name: str | Path) -> Mechanism:
    """Return the mechanism of that name, or the one in that folder.

    Raises:
        ConfigError: there is no such mechanism, or its data contradict themselves; the message names file and place.
    """
    folder = name if isinstance(name, Path) else SHIPPED / name
    if not (folder / "mechanism.toml").is_file():
        raise ConfigError(f"没有“{name}”这个机制", f"可用的机制：{'、'.join(shipped())}")
    return _loaded(folder, _state(folder))


def _state(folder: Path) -> _State:
    """Return by what is noticed that a file of a mechanism was changed: names, times and sizes."""
    return tuple((str(each), *_stamp(each)) for each in sorted([*folder.glob("*.toml"), *folder.glob("forms/*.toml")]))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0  # whoever reads it will tell
    return found.st_mtime_ns, found.st_size


# One run asks for its mechanism several times, a watch again and again.
@lru_cache(maxsize=8)
def _loaded(folder: Path, _unchanged: _State) -> Mechanism:
    mechanism = read_mechanism(folder)
    check(mechanism)
    return mechanism


def _read(path: Path, make: Callable[[Mapping[str, Any]], _Made]) -> _Made:
    """Return what ``make`` makes of a file's data; what is wrong with them is told with the file's name."""
    data = read_file(path)
    try:
        return make(data)
    except KeyError as error:
        raise ConfigError(f"机制“{path.parent.name}”的 {path.name}：缺少“{error.args[0]}”这一项") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"机制“{path.parent.name}”的 {path.name}：有一项写法不对（{error}）") from error


def read_mechanism(folder: Path) -> Mechanism:
    """Return the mechanism in a folder, whether it agrees with itself or not.

    Raises:
        ConfigError: a file cannot be read, or an entry is missing or wrong.
    """
    return _read(folder / "mechanism.toml", lambda data: _mechanism(folder, data))


def read_record(path: Path) -> Record:
    """Return the record that a file declares. Raises ConfigError as :func:`read_mechanism`."""
    return _read(path, _record)


def read_unit_list(path: Path) -> list[Unit]:
    """Return the units that a file lists. Raises ConfigError as :func:`read_mechanism`."""
    return _read(path, _units)


def read_visits(path: Path) -> Visiting:
    """Return what a file says of visits. Raises ConfigError as :func:`read_mechanism`."""
    return _read(path, visiting)


def read_form(path: Path) -> Form:
    """Return the form that a file declares. Raises ConfigError as :func:`read_mechanism`."""
    return _read(path, lambda data: declare(data, path.name))


def _mechanism(folder: Path, data: Mapping[str, Any]) -> Mechanism:
    layout = data.get("layout", {})
    meeting = _meeting(data["meeting"]) if "meeting" in data else None
    gathering = Gathering(meeting.word) if meeting else Gathering()
    mechanism = Mechanism(
        name=folder.name,
        title=data["title"],
        office=data["office"],
        office_short=data["office_short"],
        place=data["place"],
        source=data["source"],
        categories=tuple(Category(**each) for each in data["categories"]),
        classes=tuple(data["classes"]),
        record=replace(read_record(folder / "record.toml"), gathering=gathering),
        forms=_forms(folder / "forms"),
        units=UnitBook(read_unit_list(folder / "units.toml"), data["place"]),
        regular_meeting=meeting,
        issuers={kind: issuer(each) for kind, each in data["issuers"].items()},
        wording=data.get("wording", {}),
        folder=folder,
        default=bool(data.get("default", False)),
        visiting=read_visits(folder / VISITS) if (folder / VISITS).is_file() else None,
    )
    return typeset(mechanism, layout.get("page", ""), layout.get("faces", {}))


def _forms(folder: Path) -> tuple[Form, ...]:
    return tuple(read_form(path) for path in sorted(folder.glob("*.toml")))


def _units(data: Mapping[str, Any]) -> list[Unit]:
    return [
        Unit(
            each["name"],
            each["group"],
            tuple(each.get("aliases", ())),
            town=each.get("town", ""),
            address=each.get("address", ""),
        )
        for each in data["units"]
    ]


def _meeting(data: Mapping[str, Any]) -> Meeting:
    return Meeting(
        name=data["name"],
        title=data["title"],
        first_day=data["first_day"],
        last_day=data["last_day"],
        hour=data["hour"],
        chairs=tuple(data["chairs"]),
        attending=tuple(data["attending"]),
        classes=tuple(data["classes"]),
        rule=data["rule"],
        cadence=cadence(data),
        word=data.get("word", Gathering().word),
    )


def _record(data: Mapping[str, Any]) -> Record:
    return Record(
        name=data["name"],
        title=data["title"],
        sheet=data["sheet"],
        columns=tuple(column(each) for each in data["columns"]),
        roles=data["roles"],
        statuses=tuple(Status(each["name"], Phase(each["phase"]), each.get("coming", "")) for each in data["statuses"]),
        initial=data["initial"],
        reopened=data["reopened"],
        transitions=tuple(_transition(each) for each in data["transitions"]),
        clocks=tuple(_clock(each) for each in data["clocks"]),
        counting=counting(data.get("counting", {})),
        special=special(data.get("special", {}), _condition),
        first=tuple(data.get("first", ())),
        secrecy=secrecy(data.get("secrecy", {})),
    )


def _words(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _condition(data: Mapping[str, Any]) -> Condition:
    return Condition(
        when={column: _words(words) for column, words in data.get("when", {}).items()},
        filled=_words(data.get("filled", ())),
        empty=_words(data.get("empty", ())),
        filled_again=_words(data.get("filled_again", ())),
    )


def _transition(data: Mapping[str, Any]) -> Transition:
    return Transition(
        source=_words(data["from"]),
        target=data["to"],
        on=data.get("on", ""),
        condition=_condition(data),
        set={column: _words(sources) for column, sources in data.get("set", {}).items()},
        put=dict(data.get("put", {})),
        clear=_words(data.get("clear", ())),
        next_round=bool(data.get("next_round", False)),
        rule=data.get("rule", ""),
    )


def _clock(data: Mapping[str, Any]) -> Clock:
    return Clock(
        name=data["name"],
        column=data["column"],
        condition=_condition(data),
        starts=_words(data["starts"]),
        span=data["span"],
        met_by=data["met_by"],
        needs=_words(data.get("needs", ())),
        follows=data.get("follows", ""),
        kept_by=data.get("kept_by", ""),
        charge=charge(data.get("charge")),
        rule=data["rule"],
    )
