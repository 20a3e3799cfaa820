"""The post (来件): what lay in the inbox, opened — the files of one mail, one archive or one subfolder together."""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.files import digest_of, read_stable, sha256, shown_name, why, write_new
from toolkit.intake import Delivery, Letter, Reader
from toolkit.intake.delivery import Piece
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sentinel import recognise
from toolkit.screen import one_line

#: How the way to a file inside a mail or an archive is shown.
WITHIN = " › "
_LONGEST_SUFFIX = 8


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came to rest in the inbox.

    Attributes:
        path: where it lies.
        name: its name as it can be shown.
        data, digest: its bytes and their SHA-256.
        stamp: its size and time stamp when it was read, to know it again when it is to leave.
        group: what it belongs together with: the subfolder it lies in, or itself.
    """

    path: Path
    name: str
    data: bytes
    digest: str
    stamp: tuple[int, int]
    group: str


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the post: it lay in the inbox itself, or in a mail or an archive.

    Attributes:
        arrival: what lay in the inbox: the file itself, or the mail or the archive.
        name: as the log shows it, with the containers it came in.
        own: its own name.
        data, digest: its bytes and their SHA-256.
        piece: what the reader made of it; None where the same bytes came before.
        letter: the covering letter of the mail it came in.
    """

    arrival: Arrival
    name: str
    own: str
    data: bytes
    digest: str
    piece: Piece | None
    letter: Letter | None = None


def opened(desk: Desk, reader: Reader, paths: Sequence[Path]) -> Iterator[list[tuple[Arrival, Delivery | None]]]:
    """Yield the files that belong together, each with what the reader made of it, None where its bytes are known."""
    read = _read(desk, reader, _together(desk, paths))
    for _, group in itertools.groupby(read, key=lambda each: each[0].group):
        yield list(group)


def parts(desk: Desk, arrival: Arrival, delivery: Delivery | None) -> list[Part]:
    """Return the files in what arrived, the file itself where it is no container."""
    if delivery is None:
        return [whole(arrival)]
    found: list[Part] = []
    for piece in delivery.pieces:
        if not piece.within:
            found.append(whole(arrival, piece, delivery.letter))
            continue
        digest = sha256(piece.data)
        name = one_line(WITHIN.join([arrival.name, *piece.within[1:], piece.name]))
        known = None if digest in desk.known.received else piece
        found.append(Part(arrival, name, piece.name, piece.data, digest, known, delivery.letter))
    return found


def whole(arrival: Arrival, piece: Piece | None = None, letter: Letter | None = None) -> Part:
    """Return what arrived as one file, a mail or an archive unopened."""
    return Part(arrival, arrival.name, shown_name(arrival.path), arrival.data, arrival.digest, piece, letter)


def is_container(delivery: Delivery | None) -> bool:
    """Return whether what arrived only brought other files: a mail or an archive."""
    return delivery is not None and not any(not piece.within for piece in delivery.pieces)


def keep(desk: Desk, digest: str, name: str, data: bytes) -> str:
    """Keep an original by its content and return where it lies, from the workspace on.

    Raises:
        OSError: the disk is full or the share is away.
    """
    place = original_of(desk, digest, name)
    if not desk.order.dry_run:
        if not write_new(place, data, flush=False) and sha256(place.read_bytes()) != digest:
            # A kill tore the copy of an earlier run: the whole one takes its place.
            place.unlink()
            write_new(place, data, flush=False)
        desk.unflushed.append(place)
    return desk.place(place)


def original_of(desk: Desk, digest: str, name: str) -> Path:
    """Return where an original is kept: by its content, with the ending of its name."""
    suffix = os.path.splitext(name)[1][1:].lower()  # noqa: PTH122 - a thousand paths a day are not worth objects
    ending = f".{suffix}" if suffix.isascii() and suffix.isalnum() and len(suffix) <= _LONGEST_SUFFIX else ""
    return desk.workspace.originals / digest[:2] / f"{digest}{ending}"


def leave(desk: Desk, arrival: Arrival) -> None:
    """Let a file leave the inbox, unless another one of the same name has taken its place meanwhile.

    Raises:
        AwayError: the share has gone away.
    """
    if desk.order.dry_run:
        return
    try:
        # What was kept may lie in another folder's place by now, if the share went away for a moment.
        if not original_of(desk, arrival.digest, arrival.name).is_file():
            recognise(desk.workspace)
            desk.say(f"{arrival.name}：原件没有存好，留在收件箱，下次再收")
            return
        if _is_the_same(arrival):
            arrival.path.unlink()
        elif arrival.path.exists():
            desk.say(f"{arrival.name}：收的时候又有改动，新的一份留在收件箱，接着再收")
    except OSError as error:
        desk.say(f"{arrival.name}：已收，但还占用着，移不出收件箱（{why(error)}），下次再移")


def _is_the_same(arrival: Arrival) -> bool:
    """Return whether the very bytes that were taken in lie there still: a copy may fill up and keep its time stamp."""
    before = arrival.path.stat()
    if (before.st_size, before.st_mtime_ns) != arrival.stamp or digest_of(arrival.path) != arrival.digest:
        return False
    after = arrival.path.stat()  # a large file takes a while to be read, and somebody may write meanwhile
    return (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)


def _together(desk: Desk, paths: Sequence[Path]) -> Iterator[Arrival]:
    """Yield the files one by one, those of a subfolder behind one another, in the order the first of each came."""
    groups: dict[Path, list[Path]] = {}
    for path in paths:
        alone = path.parent == desk.workspace.inbox
        groups.setdefault(path if alone else path.parent, []).append(path)
    for key, members in groups.items():
        for path in members:
            arrival = _arrival(desk, path, str(key))
            if arrival is not None:
                yield arrival


def _arrival(desk: Desk, path: Path, group: str) -> Arrival | None:
    try:
        before = path.stat()
        data = read_stable(path)
    except FileNotFoundError:
        return None  # another PC, or a person, was quicker
    except OSError as error:
        desk.say(f"{shown_name(path)}：暂时打不开（{why(error)}），下次再收")
        return None
    if data is None:
        desk.say(f"{shown_name(path)}：正在写入，下次再收")
        return None
    # The subfolder is part of how people know a file: whose it is, or which matter it belongs to.
    within = () if path.parent == desk.workspace.inbox else path.parent.relative_to(desk.workspace.inbox).parts
    name = "/".join([*(shown_name(Path(each)) for each in within), shown_name(path)])
    return Arrival(path, name, data, sha256(data), (before.st_size, before.st_mtime_ns), group)


def _read(desk: Desk, reader: Reader, arrivals: Iterator[Arrival]) -> Iterator[tuple[Arrival, Delivery | None]]:
    """Have the new ones read while their order is kept; the reader works a few files ahead."""
    waiting: deque[tuple[Arrival, bool]] = deque()

    def fresh() -> Iterator[tuple[bytes, str]]:
        for arrival in arrivals:
            new = arrival.digest not in desk.known.received
            waiting.append((arrival, new))
            if new:
                yield arrival.data, arrival.name

    for delivery in reader.read_many(fresh(), desk.mechanism, desk.as_of):
        while not waiting[0][1]:
            yield waiting.popleft()[0], None
        yield waiting.popleft()[0], delivery
    for arrival, _ in waiting:
        yield arrival, None
