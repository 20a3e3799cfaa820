"""The notice that a meeting is on another day (改期通知), for those who have the notice of the former day."""

from __future__ import annotations

from datetime import date

from toolkit.documents.frames.notice import NoticeContent, day_words, you
from toolkit.documents.setting.paper import Paper, fit_title, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import full_date, one_line
from toolkit.mechanism import Mechanism


def moved_words(content: NoticeContent, was: date, mechanism: Mechanism) -> str:
    """Return in a sentence from which day to which the meeting was moved."""
    held = mechanism.gathering
    then = f"{day_words(content.day)}{one_line(content.hour)}"
    where = f"，地点：{one_line(content.place)}" if content.place else ""
    return f"原定于{day_words(was)}{held.hold}的{content.when}{mechanism.meeting.title}，改为{then}{held.hold}{where}。"


def write_moved_notice(content: NoticeContent, was: date, mechanism: Mechanism) -> bytes:
    """Return the notice as a Word file.

    Args:
        content: what the new notice says.
        was: for which day its addressee was invited before.
        mechanism: whose meeting it is.

    Raises:
        ConfigError: the mechanism does not say who issues notices.
    """
    issuer, held = issuer_of(mechanism, "notice"), mechanism.gathering
    title = fit_title(f"关于变更{content.when}", f"{mechanism.meeting.title}日期的通知")
    paper = Paper(title=title, issuer=issuer, day=content.issued)
    head(paper, title, issuer, "")
    paper.empty()
    paper.write(Style.ADDRESSEE, f"{one_line(content.to)}：")
    paper.write(Style.BODY, moved_words(content, was, mechanism))
    paper.write(
        Style.BODY,
        f"此前发给{you(content)}的{held.word}通知以本次所附的为准，请于{full_date(content.reply)}前重新反馈{held.slip}。",
    )
    paper.empty()
    paper.write(Style.SIGNATURE, issuer.name)
    paper.write(Style.SIGNED_DAY, full_date(content.issued))
    return paper.to_bytes()
