"""Entries of the past as bytes (冻存): pickled, but for the rules, which the mechanism has; thawed if they are ours."""

from __future__ import annotations

import io
import pickle
import zlib
from typing import Any

from toolkit.events import Event
from toolkit.mechanism import Record

#: What an entry may be made of; nothing else is made from the file's bytes.
_PLACES = ("toolkit.", "datetime")
_BUILTINS = frozenset({"set", "frozenset"})
#: What no rules are part of, and what there is most of: rows, numbers, texts, digests, events.
_PLAIN = (dict, int, str, tuple, list, Event)


def _the_record() -> None:
    """Stand for the kind of record: the rules are the mechanism's, a case only points at them."""


def frozen(value: Any) -> bytes:
    """Return an entry as bytes, with their checksum before them."""
    return _YES if value is True else _pickled(value)


def _pickled(value: Any) -> bytes:
    if isinstance(value, _PLAIN):
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    else:
        stream = io.BytesIO()
        pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = {Record: lambda _: (_the_record, ())}
        pickler.dump(value)
        data = stream.getvalue()
    return zlib.crc32(data).to_bytes(4, "big") + data


_YES = _pickled(True)  # noqa: FBT003 - what says only that something is so


class _Thawer(pickle.Unpickler):
    def __init__(self, data: bytes, record: Record) -> None:
        super().__init__(io.BytesIO(data))
        self._record = record

    def find_class(self, module: str, name: str) -> Any:
        if name == _the_record.__name__:
            return lambda: self._record
        if module.startswith(_PLACES) or (module == "builtins" and name in _BUILTINS):
            found = super().find_class(module, name)
            # Never a function, or somebody else's class, which a foreign file might have do something.
            if isinstance(found, type) and found.__module__.startswith((*_PLACES, "builtins")):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def thawed(data: bytes, record: Record) -> Any:
    """Return the entry that :func:`frozen` was given, a new object each time.

    Args:
        data: its bytes.
        record: the kind of record that cases in it are.

    Raises:
        ValueError, pickle.UnpicklingError, …: they are not as they were written, or name what no entry is made of.
    """
    if zlib.crc32(memoryview(data)[4:]).to_bytes(4, "big") != data[:4]:
        raise ValueError("a checksum is wrong")
    return _Thawer(data[4:], record).load()
