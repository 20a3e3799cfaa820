"""What goes through the pipe between us and the reading process: a JSON head and raw bytes behind it, lengths first.

Files travel as they are. The mechanism is the one thing that is sent pickled, and only to the child; of what comes back
nothing is taken but JSON and bytes, for a hostile file may have got hold of the process that answers.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import IO, Any

_LENGTHS = struct.Struct(">IQ")
#: A reading is some kilobytes; a ledger of ten thousand rows some megabytes.
MAX_HEAD = 64 << 20
#: A container brings its items' bytes along, 200 MB of them at most.
MAX_BODY = 300 << 20


class TooLargeError(Exception):
    """What is to be sent is larger than the other side would take."""


def send(pipe: IO[bytes], head: object, body: Sequence[bytes] = ()) -> None:
    """Write a frame; the parts of the body are joined by the pipe.

    Raises:
        OSError: the other side is gone.
        TooLargeError: the other side would not take it; nothing was written.
    """
    # ASCII only, so that half a character that some file holds survives the journey.
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    size = sum(map(len, body))
    if len(text) > MAX_HEAD or size > MAX_BODY:
        raise TooLargeError
    pipe.write(_LENGTHS.pack(len(text), size) + text)
    for each in body:
        pipe.write(each)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[Any, bytes] | None:
    """Return the next frame's head and body, None where the other side has closed the pipe.

    Raises:
        OSError: the pipe broke.
        ValueError: it is no frame, is larger than allowed, or stops half-way.
    """
    lengths = pipe.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) != _LENGTHS.size:
        raise ValueError("half a frame")
    text, size = _LENGTHS.unpack(lengths)
    if text > MAX_HEAD or size > MAX_BODY:
        raise ValueError("too large a frame")
    head, body = pipe.read(text), pipe.read(size)
    if len(head) != text or len(body) != size:
        raise ValueError("half a frame")
    try:
        return json.loads(head), body
    except RecursionError as error:
        raise ValueError("no head") from error
