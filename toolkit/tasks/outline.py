"""The lines of a plan to its outline: headings and items by their numbers (GB/T 9704—2012 7.3.3: 一、（一）1.（1）).

What the text extraction did to lines is undone here: a paragraph cut into lines is joined, two that ran together are
parted where the next number proves it, a number that was lost is given back by the order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.tasks.model import Correction, Doubt
from toolkit.tasks.numbering import DECIMAL, articles_hold, below_article, label_of, next_number, number_of, parts_into
from toolkit.tasks.plain import in_words, plain

#: From so many paragraphs below a heading on they are measures of their own.
_SEVERAL = 2
_ENDS, _QUOTES = "。;:!?)〕]", '”"'
#: A line shorter than this is a heading or a last line, not one that was cut.
_CUT_FROM = 24
_WHERE = 12
#: What stands before a paragraph of a list that is not counted (——建立……).
_DOTS = " 　—-–•·●○◆◇■□▪★☆"
_LINKS = " 　,;、。，；．."
#: From so many gaps in the numbers on the text leaves measures out on purpose (摘编), and they are told as one.
_EXCERPT = 4


@dataclass(slots=True)
class Item:
    """A numbered paragraph: the rank of its number's kind (0 the highest), the number, its words, what stands below."""

    rank: int
    number: int
    label: str
    lines: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    above: Item | None = None

    @property
    def text(self) -> str:
        """Its words, a line a paragraph."""
        return "\n".join(self.lines)

    @property
    def heading(self) -> str:
        """Its number and first line, as the headings of sections are told."""
        return self.label + (self.lines[0] if self.lines else "")

    @property
    def lowest(self) -> Item:
        """The last paragraph in it: the last of the last below it, itself where nothing stands below."""
        return self.items[-1].lowest if self.items else self

    def whole(self) -> Iterator[Item]:
        """Yield itself and all that stands below it."""
        yield self
        for each in self.items:
            yield from each.whole()

    def path(self) -> Iterator[Item]:
        """Yield the items above it, the highest first, and itself."""
        if self.above is not None:
            yield from self.above.path()
        if self.rank >= 0:
            yield self


@dataclass(slots=True)
class Outline:
    """A document: what stands before the first number, and the numbered items.

    Attributes:
        head: the lines before.
        root: holds the highest items.
        corrections, doubts: what was done about lines and numbers, and what could not be.
    """

    head: list[str] = field(default_factory=list)
    root: Item = field(default_factory=lambda: Item(-1, 0, ""))
    corrections: list[Correction] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def items(self) -> Iterator[Item]:
        """Yield all items in the order of the document."""
        yield from (each for each in self.root.whole() if each is not self.root)


def outline(lines: Sequence[str], is_label: Callable[[str], bool]) -> Outline:
    """Return the outline of a document's lines.

    Args:
        lines: its paragraphs.
        is_label: whether a line begins with what is told of a measure (责任单位：, 完成时限：); such lines that follow
            one another are one.
    """
    made = Outline()
    last = made.root
    paragraphs = list(
        _parted(_joined(_labels_joined([each.strip() for each in lines], is_label), is_label, made), made)
    )
    in_articles = articles_hold(paragraphs)
    for line in paragraphs:
        found = label_of(line)
        if found is None:
            (made.head if last is made.root else last.lines).append(line)
            continue
        rank, label, rest = found
        last = _hang(made, last, below_article(rank) if in_articles else rank, label, rest)
    made.doubts += _out_of_turn(made)
    return made


def number_anew(made: Outline, is_measure: Callable[[str], bool]) -> list[Correction]:
    """Give paragraphs a number each that have none, and return what was done.

    Word counts some paragraphs itself; then the text has no numbers. Where several paragraphs below a heading are
    measures, each by itself, they are numbered in their order.
    """
    done: list[Correction] = []
    for item in [*made.items(), made.root]:
        lines = made.head if item is made.root else item.lines[1:]
        named = [each for each in lines if is_measure(each)]
        if len(named) < _SEVERAL or (item.lines and is_measure(item.lines[0])):
            continue
        for number, line in enumerate(named, 1):
            label = f"{number}."
            item.items.append(Item(DECIMAL, number, label, [line.lstrip(_DOTS)], above=item))
            shown = line[:_WHERE]
            done.append(
                Correction(shown, shown, label + shown, "段落前没有序号（可能是 Word 自动编号），按先后次序补上")
            )
            lines.remove(line)
        if item is not made.root:
            item.lines[1:] = lines
    return done


def _hang(made: Outline, last: Item, rank: int, label: str, rest: str) -> Item:
    above = last
    while above.rank >= rank and above.above is not None:
        above = above.above
    item = Item(rank, number_of(rank, label), label, [rest] if rest else [], above=above)
    if item.number == 0:
        item.number = above.items[-1].number + 1 if above.items and above.items[-1].rank == rank else 1
        item.label = label[0] + in_words(item.number) + label[-1]
        shown = rest[:_WHERE]
        made.corrections.append(
            Correction(shown, label + shown, item.label + shown, "括号里的序号脱落，按先后次序补上")
        )
    above.items.append(item)
    return item


def _out_of_turn(made: Outline) -> list[Doubt]:
    """Return where numbers of one kind are not in turn; a kind that runs on through sections is in turn as well."""
    reached: dict[int, int] = {}
    gaps: list[Doubt] = []
    for item in made.items():
        before = reached.get(item.rank, 0)
        if item.number not in {before + 1, 1}:
            words = f"{item.label}{item.lines[0][:_WHERE] if item.lines else ''}"
            gaps.append(Doubt(words, words, _out_of_turn_why(before, item.number)))
        reached[item.rank] = item.number
    if len(gaps) < _EXCERPT:
        return gaps
    whole = "、".join(each.words for each in gaps)
    why = f"序号有 {len(gaps)} 处不连续：是摘编的不要紧；不是的，这几条前面可能漏了"
    return [Doubt(gaps[0].where, whole, why)]


def _out_of_turn_why(before: int, number: int) -> str:
    if not before:
        return f"序号从 {number} 起，前面的可能漏了"
    if number == before:
        return f"序号重复：前一条也是 {number}"
    return f"序号不连续：前一条是 {before}，这一条是 {number}，可能漏了一条"


def _labels_joined(lines: Sequence[str], is_label: Callable[[str], bool]) -> Iterator[str]:
    """Yield the lines, those that begin with labels and follow one another as one; blank lines between do not count.

    A blank line behind the last of them is kept: what follows it is a paragraph of its own.
    """
    waiting, apart = "", False
    for line in lines:
        if waiting and line and is_label(line):
            waiting, apart = f"{waiting.rstrip(_LINKS)}；{line}", False
        elif waiting and line:
            yield waiting
            if apart:
                yield ""
            waiting, apart = "", False
            yield line
        elif waiting:
            apart = True
        elif is_label(line):
            waiting = line
        elif not waiting:
            yield line
    if waiting:
        yield waiting


def _joined(lines: Iterator[str], is_label: Callable[[str], bool], made: Outline) -> Iterator[str]:
    """Yield the paragraphs: a line that ends in the middle of a sentence goes on in the next.

    Before the first number stand lines of all kinds (文号, 发布日期), each by itself.
    """
    waiting, begun = "", False
    for line in lines:
        begun = begun or label_of(line) is not None
        if not line:
            if waiting:
                yield waiting
            waiting = ""
            continue
        if waiting and begun and not is_label(line) and _goes_on(waiting, line):
            shown = f"{waiting[-_WHERE:]}／{line[:_WHERE]}"
            made.corrections.append(
                Correction(waiting[:_WHERE], shown, shown.replace("／", ""), "一段话被断成两行，已接上")
            )
            waiting += line
            continue
        if waiting:
            yield waiting
        waiting = line
    if waiting:
        yield waiting


def _goes_on(line: str, following: str) -> bool:
    said = plain(line)
    return len(said) >= _CUT_FROM and not _ended(said) and label_of(following) is None and not _is_heading(said)


def _ended(said: str) -> bool:
    """Return whether a line ends a sentence; a name in quotes may stand at the end of one that was cut."""
    return said[-1] in _ENDS or (said[-1] in _QUOTES and said[-2] in _ENDS)


def _is_heading(said: str) -> bool:
    """Return whether a line is a heading: numbered as what parts a text is, without a full sentence in it."""
    found = label_of(said)
    return found is not None and parts_into(found[0]) and "。" not in said and len(said) < 2 * _CUT_FROM


def _parted(lines: Iterator[str], made: Outline) -> Iterator[str]:
    """Yield the paragraphs, parted where the next number of a kind stands behind a full stop or a bracket."""
    reached: dict[int, int] = {}
    for line in lines:
        rest = line
        while rest:
            found = label_of(rest)
            if found is not None:
                reached[found[0]] = number_of(found[0], found[1]) or reached.get(found[0], 0) + 1
            cut = next_number(rest, reached)
            if cut:
                shown = f"{rest[max(0, cut - _WHERE) : cut]}／{rest[cut : cut + _WHERE]}"
                made.corrections.append(
                    Correction(rest[:_WHERE], shown.replace("／", ""), shown, "两段话连成一行，按序号分开")
                )
            yield rest[:cut].strip() if cut else rest
            rest = rest[cut:].strip() if cut else ""
