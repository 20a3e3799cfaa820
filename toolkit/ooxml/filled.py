"""Where the rows with anything in them begin and end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from toolkit.ooxml.outline import Outline
from toolkit.ooxml.rows import Frame, RowReader, Span

#: Returns a reader for rows of this frame.
ReaderFor = Callable[[Frame], RowReader]
# So many blocks are looked at together: those of a part that is not in segments are found in one pass.
_TOGETHER = 16


def filled(frame: Frame, reader: RowReader, spans: Iterable[Span]) -> Span | None:
    """Return the first of these rows in which a person sees something, None where there is none.

    Raises:
        BrokenPackageError: a row is not well-formed, or names a shared string that is not there.
    """
    return next((span for span in spans if _is_filled(frame, reader, span)), None)


def with_ends(frame: Frame, outline: Outline, reader_for: ReaderFor) -> Frame:
    """Return the reduced frame in which the first and the last row with anything in it are at hand.

    Raises:
        UneditableError: the rows are written in a way that a patch could harm.
        BrokenPackageError: a row is not well-formed, or names a shared string that is not there.
    """
    spans = frame.editable_spans()
    reader = reader_for(frame)
    first, last = filled(frame, reader, spans), filled(frame, reader, reversed(spans))
    hidden = [piece for piece in outline.pieces(frame.data) if isinstance(piece, int) and outline.blocks[piece].written]
    before = [place for place in hidden if first is None or outline.blocks[place].last < first.number]
    after = [place for place in hidden if last is None or outline.blocks[place].first > last.number]
    wanted = {*_one(outline, before, reader_for), *_one(outline, after[::-1], reader_for)}
    return Frame.of_checked(outline.revealed(frame.data, wanted))


def _one(outline: Outline, places: Sequence[int], reader_for: ReaderFor) -> list[int]:
    """Return the first of these blocks that holds a row with anything in it; none where no block does."""
    for place, text in _texts(outline, places):
        frame = outline.frame(text)
        if filled(frame, reader_for(frame), frame.spans()):
            return [place]
    return []


def _texts(outline: Outline, places: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    size = 1 if outline.segmented else _TOGETHER
    begin = 0
    while begin < len(places):
        together = places[begin : begin + (1 if places[begin] in outline.kept else size)]
        texts = outline.texts(together)
        yield from ((place, texts[place]) for place in together)
        begin += len(together)


def _is_filled(frame: Frame, reader: RowReader, span: Span) -> bool:
    raw = frame.data[span.inner : span.close]
    # Rows that only carry formats are many, and told apart without reading them.
    if b"<v" not in raw and b"<is" not in raw and b"<f" not in raw:
        return False
    return any(cell.is_filled for cell in reader.row(span).cells.values())
