"""The named styles of one issuer's papers: its page, its faces, where its name stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.documents.setting.styles import (
    FANGSONG,
    HEITI,
    KAITI,
    KEPT_IN_TABLE,
    LINE,
    LINE_LENGTH,
    LINES,
    LOOKS,
    RED,
    SONG_TITLE,
    SONGTI,
    Look,
    Style,
)
from toolkit.mechanism import Issuer, PageKind

#: What each face is for, as the office sets it (mechanism/layout.py).
_PURPOSES = {SONG_TITLE: "标题", HEITI: "一级标题", KAITI: "二级标题", FANGSONG: "正文", SONGTI: "页码"}
#: By how much page B's text begins higher, in twips: 37 - 34.58 mm.
_MARK_LOWER = 137
_ISSUER_CAP = 26
#: The largest size of a mark, in half-points (7.2.4 leaves it open), and the points its line gives a name.
_MARK_SIZE, _LETTER_LINE = 72, 470


def looks(issuer: Issuer) -> Sequence[Look]:
    """Return every paragraph style for the papers of one issuer, whose name's length decides where it signs."""
    every = (*LOOKS, *_kept(), _letterhead(issuer.name), *_signature(issuer.name, sealed=issuer.seal))
    line = LINES[issuer.layout.page]
    return [_on_page(each, line, _MARK_LOWER * (issuer.layout.page is PageKind.B)) for each in every]


def _kept() -> Iterator[Look]:
    """Yield the styles of the rows of a short table, each as the usual one, only kept with the next row."""
    for look in LOOKS:
        if look.style in KEPT_IN_TABLE:
            yield replace(look, style=KEPT_IN_TABLE[look.style], name=f"{look.name}连后", keep_next=True)


def faces(issuer: Issuer) -> Mapping[str, str]:
    """Return the usual face → the one this office sets instead, which is most often the same."""
    return {usual: issuer.layout.face(purpose, usual) for usual, purpose in _PURPOSES.items()}


def _on_page(look: Look, line: int, lower: int) -> Look:
    """Return a style with the pitch of the page; the mark stands as far from the paper's edge on either."""
    changed = replace(look, line=line) if look.line == LINE else look
    return replace(changed, before=changed.before + lower) if look.style is Style.MARK else changed


def _letterhead(issuer: str) -> Look:
    """10.1: the issuer's name in red, over a thick line and a thin one 4 mm below; as large as the line is wide."""
    size = min(_MARK_SIZE, int(_LETTER_LINE / max(len(issuer), 1)) * 2)
    return Look(
        Style.LETTERHEAD, "公文信函标志", SONG_TITLE, size, align="center", line=size * 10, on_grid=False, tracking=0,
        colour=RED, rule=f"thickThinSmallGap {RED}", rule_gap=7, rule_out=True,
    )  # fmt: skip


def _signature(issuer: str, *, sealed: bool) -> Sequence[Look]:
    """Where name and day stand at the end.

    7.3.5.2, without a seal: the name two characters from the right edge, the day begins two characters to the right of
    the name; a day longer than the name stands two from the edge itself. 7.3.5.1, with a seal: the day four from the
    edge, the name centred over it.
    """
    day_width, length = 7, min(len(issuer), _ISSUER_CAP)
    name = Look(Style.SIGNATURE, "公文署名", keep_next=True)
    day = Look(Style.SIGNED_DAY, "公文成文日期")
    if sealed:
        edge = max(0, 4 + (day_width - length) // 2)
        return replace(name, align="right", right=edge), replace(day, align="right", right=4)
    start = min(LINE_LENGTH - length, LINE_LENGTH - 2 - day_width)
    return replace(name, align="left", left=start - 2), replace(day, align="left", left=start)
