"""Files that a mechanism may have beside its own (adopt.toml, remind.toml, suggest.toml), read when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from toolkit.errors import ConfigError
from toolkit.mechanism.model import Mechanism
from toolkit.mechanism.reading import read_file

T = TypeVar("T")


def read_companion(
    mechanism: Mechanism,
    file: str,
    parse: Callable[[Mapping[str, Any]], T],
    wrong: Callable[[T], Iterable[str]],
    *,
    at_odds: str = "自相矛盾",
) -> T | None:
    """Return what a file in the mechanism's folder says, None where there is none.

    Args:
        mechanism: whose.
        file: its name.
        parse: makes sense of its entries; it may raise KeyError, TypeError, ValueError or AttributeError.
        wrong: tells what in it contradicts the mechanism or itself, a Chinese sentence each.
        at_odds: what is said of the file before these sentences.

    Raises:
        ConfigError: the file cannot be read, an entry is missing or wrong, or ``wrong`` found anything.
    """
    path = mechanism.folder / file
    if not path.is_file():
        return None
    found = read_data(path, parse)
    told = list(wrong(found))
    if told:
        raise ConfigError(f"机制“{mechanism.name}”的 {file} {at_odds}：\n" + "\n".join(f"  {each}" for each in told))
    return found


def read_data(path: Path, parse: Callable[[Mapping[str, Any]], T]) -> T:
    """Return what a file of data says.

    Raises:
        ConfigError: it cannot be read, or an entry is missing or wrong.
    """
    try:
        return parse(read_file(path))
    except KeyError as error:
        raise ConfigError(f"机制“{path.parent.name}”的 {path.name}：缺少“{error.args[0]}”这一项") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"机制“{path.parent.name}”的 {path.name}：有一项写法不对（{error}）") from error
