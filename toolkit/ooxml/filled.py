"""Where the rows with anything in them begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.ooxml.frame import Frame, Span
from toolkit.ooxml.outline import Outline
from toolkit.ooxml.rows import RowReader
from toolkit.ooxml.styles import Styles
from toolkit.ooxml.texts import PROMISES, Promise
from toolkit.ooxml.values import is_empty

# So many blocks are looked at together: those of a part that is not in segments are found in one pass.
_TOGETHER = 16


class Fill:
    """Tells which rows of a sheet a person sees something in; shared strings are looked up where nothing else tells."""

    def __init__(self, texts: Sequence[str], styles: Styles, *, date1904: bool) -> None:
        self._texts = texts
        self._styles = styles
        self._date1904 = date1904

    def first(self, frame: Frame, spans: Iterable[Span]) -> Span | None:
        """Return the first of these rows in which a person sees something, None where there is none.

        Raises:
            BrokenPackageError: a row is not well-formed, or names a shared string that is not there.
        """
        reader = RowReader(frame, PROMISES, self._styles, date1904=self._date1904)
        return next((span for span in spans if self._is_filled(frame, reader, span)), None)

    def with_ends(self, frame: Frame, outline: Outline) -> Frame:
        """Return the reduced frame in which the first and the last row with anything in it are at hand.

        Raises:
            UneditableError: the rows are written in a way that a patch could harm.
            BrokenPackageError: a row is not well-formed, or names a shared string that is not there.
        """
        spans, blocks = frame.editable_spans(), outline.blocks
        first, last = self.first(frame, spans), self.first(frame, reversed(spans))
        hidden = [piece for piece in outline.pieces(frame.data) if isinstance(piece, int) and blocks[piece].written]
        before = [place for place in hidden if first is None or blocks[place].last < first.number]
        after = [place for place in hidden if last is None or blocks[place].first > last.number]
        wanted = {*self._one(outline, before), *self._one(outline, after[::-1])}
        return Frame.of_checked(outline.revealed(frame.data, wanted)) if wanted else frame

    def _one(self, outline: Outline, places: Sequence[int]) -> list[int]:
        """Return the first of these blocks that holds a row with anything in it; none where no block does."""
        for place, text in _texts(outline, places):
            frame = outline.frame(text)
            if self.first(frame, frame.spans()):
                return [place]
        return []

    def _is_filled(self, frame: Frame, reader: RowReader, span: Span) -> bool:
        raw = frame.data[span.inner : span.close]
        # Rows that only carry formats are many, and told apart without reading them.
        if b"<v" not in raw and b"<is" not in raw and b"<f" not in raw:
            return False
        shared: list[Promise] = []
        for cell in reader.row(span).cells.values():
            if isinstance(cell.value, Promise):
                shared.append(cell.value)
            elif cell.is_filled:
                return True
        return any(not is_empty(promise.kept(self._texts)) for promise in shared)


def _texts(outline: Outline, places: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    size = 1 if outline.segmented else _TOGETHER
    begin = 0
    while begin < len(places):
        together = places[begin : begin + (1 if places[begin] in outline.kept else size)]
        texts = outline.texts(together)
        yield from ((place, texts[place]) for place in together)
        begin += len(together)
