"""A received file opened: the files in it, however deep they lie, and the covering letter.

A plain file is a parcel of one item, itself. What cannot be opened stays an item as it is, and the gate
(:mod:`toolkit.intake.formats.unpack`) says why; only what is lost on the way is told here. The limits are those of
rules R37 and R42 of the project's reliability notes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from toolkit.errors import Code, Problem
from toolkit.intake.formats.archive import is_archive, open_archive
from toolkit.intake.formats.enclosed import MAX_ITEMS, MAX_LETTER, Contents, Enclosure, Letter, shown
from toolkit.intake.formats.kinds import is_mail, may_be_outlook

__all__ = ["Item", "Letter", "Parcel", "open_parcel"]

MAX_DEPTH = 3
MAX_TOTAL = 200 << 20


@dataclass(frozen=True, slots=True)
class Item:
    """One file of a parcel.

    Attributes:
        name: as its sender named it, cleaned; for showing only, never a path.
        data: its bytes.
        within: the names of the containers around it, the outermost first.
    """

    name: str
    data: bytes
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """A received file opened: its items, the covering letter if it is a mail, and what could not be taken out."""

    items: tuple[Item, ...]
    letter: Letter | None = None
    problems: tuple[Problem, ...] = ()


def open_parcel(data: bytes, name: str) -> Parcel:
    """Return what a received file contains.

    Never raises for bad content: a container that cannot be opened is an item as it stands, and what is left out
    (too deep, too many, damaged or protected within) is named in ``problems``. A mail without attachments has no items.

    Args:
        data: the file's bytes.
        name: the file's name, for showing and as a hint where the content leaves a doubt.
    """
    opening = _Opening()
    opening.take(Enclosure(name, data), (), 1)
    if opening.left:
        told = {"limit": str(MAX_ITEMS), "count": str(opening.left)}
        opening.problems.append(Problem(Code.TOO_MANY_ITEMS, told))
    return Parcel(tuple(opening.items), _one_letter(opening.letters), tuple(opening.problems))


@dataclass(slots=True)
class _Opening:
    """What has been taken out so far."""

    items: list[Item] = field(default_factory=list)
    letters: list[tuple[int, Letter]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    total: int = 0
    opened: int = 0
    left: int = 0

    def take(self, enclosure: Enclosure, within: tuple[str, ...], number: int) -> None:
        """Take one thing: open it if it is a container that may still be opened, else keep it as an item."""
        name = shown(enclosure.name, number)
        opener = _opener(enclosure, MAX_TOTAL - self.total)
        if opener is not None and len(within) >= MAX_DEPTH:
            self.problems.append(Problem(Code.TOO_DEEP, {"name": name}))
            opener = None
        # Archives full of archives: each costs, though it leaves no item.
        if opener is not None and self.opened >= MAX_ITEMS:
            self.left += 1
            return
        contents = _opened(opener) if opener is not None else None
        if contents is not None:
            self._open(contents, name, within)
        elif enclosure.inside is None:
            self._keep(Item(name, enclosure.data, within))

    def _open(self, contents: Contents, name: str, within: tuple[str, ...]) -> None:
        self.opened += 1
        self.left += contents.left
        self.problems.extend(contents.problems)
        self.total += sum(len(each.data) for each in contents.enclosures)
        if contents.letter is not None:
            self.letters.append((len(within), contents.letter))
        for number, each in enumerate(contents.enclosures, 1):
            self.take(each, (*within, name), number)

    def _keep(self, item: Item) -> None:
        if len(self.items) >= MAX_ITEMS:
            self.left += 1
        else:
            self.items.append(item)


def _opener(enclosure: Enclosure, allowed: int) -> Callable[[], Contents] | None:
    """Return what opens a thing, None where it is no container; ``allowed`` are the bytes that may still come out."""
    data, name = enclosure.data, enclosure.name
    if enclosure.inside is not None:
        return enclosure.inside
    if is_archive(data):
        return lambda: open_archive(data, allowed)
    # What comes out of a mail is never more than the mail.
    if len(data) > max(allowed, 0):
        return None
    if may_be_outlook(data):
        return lambda: _outlook(data)
    return (lambda: _mail(data)) if is_mail(data, name) else None


def _outlook(data: bytes) -> Contents:
    from toolkit.intake.formats.outlook import open_outlook  # noqa: PLC0415 - most runs see no mail, and all start faster

    return open_outlook(data)


def _mail(data: bytes) -> Contents:
    from toolkit.intake.formats.eml import open_mail  # noqa: PLC0415 - as above

    return open_mail(data)


def _opened(opener: Callable[[], Contents]) -> Contents | None:
    try:
        return opener()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged mail or archive makes its reader raise whatever it stumbles over
        return None


def _one_letter(letters: list[tuple[int, Letter]]) -> Letter | None:
    """Return the covering letter: the outermost mail's, with the text of the mails it forwards below its own.

    Several mails side by side in an archive have no sender in common; only their texts are kept.
    """
    if not letters:
        return None
    top = min(depth for depth, _ in letters)
    outer = [each for depth, each in letters if depth == top]
    others = [each for _, each in letters if len(outer) > 1 or each is not outer[0]]
    first = outer[0] if len(outer) == 1 else Letter()
    text = "\n\n".join(filter(None, [first.text, *map(_forwarded, others)]))
    return Letter(first.sender, first.name, first.subject, text[:MAX_LETTER], first.day)


def _forwarded(letter: Letter) -> str:
    who = " ".join(filter(None, (letter.name, letter.sender)))
    head = "，".join(filter(None, (letter.subject, who, letter.day.isoformat() if letter.day else "")))
    return f"—— 附带的邮件：{head} ——\n{letter.text}".rstrip()
